#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calm/events.h"
#include "calm/model.h"
#include "calm/plan.h"
#include "calm/run_control.h"
#include "calm/search.h"

namespace calm {

/// Moments and shape of one set of numbers: a linear's weights, or the values that a linear's input takes on the
/// calibration tokens.
struct Distribution {
  std::string name;  // "self_attn.q_proj" for weights, "input of self_attn.q_proj, k_proj, v_proj" for activations
  int64_t count = 0;
  double mean = 0, deviation = 0, minimum = 0, maximum = 0;
  double skewness = 0, kurtosis = 0;  // third and fourth standardised moments; kurtosis of a normal distribution: 3
  double outlier_ratio = 0;           // share of the values further than 6 deviations from the mean
  double max_to_median = 0;           // largest |x| over the median |x|; infinite where the median is 0
  std::vector<int64_t> histogram;     // 64 equal bins from minimum to maximum
  struct Channel {
    int64_t index;
    double magnitude;  // largest |x| of the channel (input channel for weights)
  };
  std::vector<Channel> top_channels;  // by magnitude, largest first, at most 16
};
struct LayerDistributions {
  int layer = 0;
  std::vector<Distribution> weights;      // one a linear
  std::vector<Distribution> activations;  // one a distinct linear input, of the full-precision stream
};

/// M = argmin_M ||X - X_q M||_F^2 (CALM, Fig. 5): what would turn the quantized layer's output X_q back into the
/// full-precision layer's X, both [tokens, d], columns not centred. X_q comes from the stream that the plan's layers
/// below produce. Fitted to three quarters of the sequences, judged on the rest.
struct Restoration {
  int layer = 0;
  std::string method;         // canonical spec of the layer
  int64_t width = 0;          // d
  double distance = 0;        // ||M - I||_F / ||I||_F
  double error = 0;           // ||X - X_q||_F^2 / ||X||_F^2 as it is, on the tokens that M was not fitted to
  double restored_error = 0;  // the same of X_q M, on the same tokens
  /// The same where M can be absorbed exactly: behind the next norm, in front of the next layer's q, k, v (of lm_head
  /// after the last layer), x_q M W^T = x_q (W M^T)^T. Errors of that input without and with its own M.
  double next_error = 0, next_restored_error = 0;
  int64_t fitted_tokens = 0, held_out_tokens = 0;  // below 2 x width the fit says little
  int image_side = 0;                              // |M - I| averaged over equal blocks, row-major, at most 128 x 128
  std::vector<float> image;
};

/// Linear CKA between all pairs of hidden states: index 0 is the embedding, i the output of layer i - 1.
struct LayerSimilarity {
  std::string model;        // "original", or the plan's summary: "12 x awq, 18 x gptq"
  int count = 0;            // layers + 1
  int64_t tokens = 0;       // compared: a sample of the calibration's sequences where those are more than this takes
  int64_t width = 0;        // of the hidden states; CKA is inflated where tokens < 4 x width
  std::vector<double> cka;  // [count * count], row-major, symmetric, 1 on the diagonal
};

/// How far a quantized linear's weights W_q are from the original's W:
///     min over r, s of ||W_q - diag(r) W diag(s)||_F / ||diag(r) W diag(s)||_F
/// The scales of rows and columns are fitted, because methods fold such scales into the neighbouring norm or linear:
/// they change the stored weights, but no result.
struct WeightError {
  std::string linear;  // "self_attn.q_proj"
  int bits = 0;        // 16: stays 16 bit
  double error = 0;
};
struct LayerWeightErrors {
  int layer = 0;
  std::string method;  // canonical spec of the layer
  std::vector<WeightError> linears;
};

struct AnalysesRequest {
  std::shared_ptr<Model> model;
  AnalysisOptions analysis;
  std::filesystem::path
      session;  // quantized layers are taken from it or made and kept in it; may be empty without plan
  Plan plan;    // for restoration, and for the similarity of the quantized model
  std::string device = "auto";
  int threads = 0;
};

/// Each walks the calibration tokens once; progress goes to `sink`; Error(cancelled) where `control` says so. Where the
/// request names a session, the result is also written there, see load_analyses.
std::vector<LayerDistributions> layer_distributions(const AnalysesRequest& request, const ProgressSink& sink,
                                                    RunControl& control);
std::vector<Restoration> layer_restorations(const AnalysesRequest& request, const ProgressSink& sink,
                                            RunControl& control);
/// Of the original model, or with `quantized` of the plan's.
LayerSimilarity layer_similarity(const AnalysesRequest& request, bool quantized, const ProgressSink& sink,
                                 RunControl& control);

/// Of the plan's layers, which are made where the session does not hold them.
std::vector<LayerWeightErrors> layer_weight_errors(const AnalysesRequest& request, const ProgressSink& sink,
                                                   RunControl& control);

/// What a session's folder keeps of its analyses, to be shown again without computing. Parts that were never computed
/// are empty. Each part has the key that it was computed under: where it differs from analyses_key() of the session's
/// context and plan, the part belongs to another calibration, scheme or plan.
struct SessionAnalyses {
  std::vector<LayerDistributions> distributions;
  std::vector<Restoration> restorations;
  std::optional<LayerSimilarity> original_similarity, plan_similarity;
  std::vector<LayerWeightErrors> weight_errors;
  std::string distributions_key, restorations_key, original_similarity_key, plan_similarity_key, weight_errors_key;
};
/// Of parts that depend on the plan (restorations, plan_similarity, weight_errors): with its methods; of the others:
/// with an empty plan.
std::string analyses_key(const std::string& context, const Plan& plan);
/// Throws Error(bad_format) naming the file for one that is damaged.
SessionAnalyses load_analyses(const std::filesystem::path& session);

/// How a statistic of the layers goes with the methods that were chosen for them.
struct StatisticCorrelation {
  std::string source;     // Distribution::name
  std::string statistic;  // "kurtosis", "skewness", "outlier ratio", "max / median"
  int layers = 0;         // n: those with a decided method
  /// Correlation ratio of the statistic's ranks R over the layers, grouped by chosen method g:
  ///     eta^2 = sum_g n_g (mean_g R - mean R)^2 / sum_l (R_l - mean R)^2
  /// (Kruskal-Wallis' H / (n - 1)); ties share their mean rank. NaN where all layers have one method.
  double correlation_ratio = std::numeric_limits<double>::quiet_NaN();
  /// Share of 2000 random reassignments of the choices whose eta^2 is at least as large: chance alone gives
  /// eta^2 = (groups - 1) / (n - 1) on average.
  double p_value = std::numeric_limits<double>::quiet_NaN();
  /// Spearman's rho over the layers between the statistic and each pool method's score, and between the statistic and
  /// the method's advantage, score - mean score of the pool at that layer. NaN below 3 layers with a score.
  struct Method {
    std::string method;
    double score = std::numeric_limits<double>::quiet_NaN();
    double advantage = std::numeric_limits<double>::quiet_NaN();
  };
  std::vector<Method> methods;
};
/// Scores are those of the plan's own prefixes. Pure: no measuring.
std::vector<StatisticCorrelation> correlate_with_choice(const std::vector<LayerDistributions>& distributions,
                                                        const Plan& plan, const ScoreBook& scores,
                                                        const Selection& selection);

}  // namespace calm
