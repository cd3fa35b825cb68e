#include "similarity/comparison.h"

namespace calm {

void ComparisonScorer::store(MetricValues& values, bool after_residual) const {
  const CkaScorer::Values cka = cka_.values();
  const auto set = [&](Metric at_site, Metric after, double value) {
    values.set(after_residual ? after : at_site, value);
  };
  set(Metric::cka, Metric::cka_after, cka.cka);
  set(Metric::cka_no_sinks, Metric::cka_no_sinks_after, cka.no_sinks);
  set(Metric::cka_standardized, Metric::cka_standardized_after, cka.standardized);
  set(Metric::cka_debiased, Metric::cka_debiased_after, cka.debiased);
  set(Metric::sqnr, Metric::sqnr_after, errors_.sqnr());
  set(Metric::cosine, Metric::cosine_after, errors_.cosine());
}

}  // namespace calm
