#include <cmath>

#include "calm/error.h"
#include "calm/plan.h"

namespace calm {

const std::vector<MetricInfo>& metric_infos() {
  static const std::vector<MetricInfo> infos = {
      {Metric::cka, "cka", "Linear CKA", "", true, false, true,
       "Linear CKA (Kornblith et al. 2019) of the original's and the candidate's rows; 1 is alike up to rotation and "
       "scale. The paper's."},
      {Metric::cka_no_sinks, "cka-no-sinks", "CKA without sinks", "", true, false, true,
       "Linear CKA over the tokens that are no attention sinks: rows of the original whose norm exceeds 10 times the "
       "median norm are left out."},
      {Metric::cka_standardized, "cka-standardized", "CKA standardised", "", true, false, true,
       "Linear CKA of columns with mean 0 and deviation 1, so that no outlier channel decides alone."},
      {Metric::cka_debiased, "cka-debiased", "Debiased CKA", "", true, false, true,
       "CKA from the unbiased HSIC estimator (Song et al. 2012): not inflated where tokens are few."},
      {Metric::sqnr, "sqnr", "SQNR", "dB", true, false, true,
       "Signal to quantization noise, 10 log10(||Y||^2 / ||Y - Yq||^2): the relative MSE in decibel."},
      {Metric::cosine, "cosine", "Cosine", "", true, false, true,
       "Cosine between the original's and the candidate's row, mean over the tokens."},
      {Metric::cka_after, "cka-after-residual", "Linear CKA, residual", "", true, true, true,
       "Linear CKA at the layer's output, after the residual, whose stream hides the differences: kept for "
       "comparison."},
      {Metric::cka_no_sinks_after, "cka-no-sinks-after-residual", "CKA without sinks, residual", "", true, true, true,
       "CKA without sinks at the layer's output, after the residual."},
      {Metric::cka_standardized_after, "cka-standardized-after-residual", "CKA standardised, residual", "", true, true,
       true, "CKA of standardised columns at the layer's output, after the residual."},
      {Metric::cka_debiased_after, "cka-debiased-after-residual", "Debiased CKA, residual", "", true, true, true,
       "Debiased CKA at the layer's output, after the residual."},
      {Metric::sqnr_after, "sqnr-after-residual", "SQNR, residual", "dB", true, true, true,
       "SQNR at the layer's output, after the residual: what the layers above receive."},
      {Metric::cosine_after, "cosine-after-residual", "Cosine, residual", "", true, true, true,
       "Token cosine at the layer's output, after the residual."},
      {Metric::kl, "kl", "KL of the final logits", "nats", false, false, false,
       "KL divergence of the next-token distributions from the original's, with the original layers above the "
       "candidate, on the first tokens of the calibration. Dear: runs the layers above for every candidate."},
  };
  return infos;
}

const MetricInfo& metric_info(Metric metric) {
  return metric_infos().at(static_cast<size_t>(metric));
}

Metric beam_metric(Metric metric) {
  const MetricInfo& info = metric_info(metric);
  if (info.after_residual || !info.always) return metric;
  return parse_metric(std::string(info.id) + "-after-residual");
}

bool better(Metric metric, double a, double b) {
  return metric_info(metric).higher_is_better ? a > b : a < b;
}

std::string_view to_string(Metric metric) {
  return metric_info(metric).id;
}

Metric parse_metric(std::string_view text) {
  std::string known;
  for (const MetricInfo& info : metric_infos()) {
    if (text == info.id) return info.metric;
    known += (known.empty() ? "" : ", ") + std::string(info.id);
  }
  if (text == "relative-mse") return Metric::sqnr;
  if (text == "relative-mse-after-residual") return Metric::sqnr_after;
  throw Error(ErrorCode::invalid_argument,
              "Metric '" + std::string(text) + "' is unknown: choose one of " + known + ".");
}

void MetricValues::complete_from(const MetricValues& other) {
  for (size_t i = 0; i < kMetrics; ++i) {
    if (!measured_[i] && other.measured_[i]) set(static_cast<Metric>(i), other.values_[i]);
  }
}

}  // namespace calm
