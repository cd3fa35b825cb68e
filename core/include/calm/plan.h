#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace calm {

/// How alike a candidate's output is to the original's: metric_infos() says what each one is. All but the last are
/// stored for every candidate that is scored; the _after ones are taken at the layer's output after the residual, the
/// others at the analysis's site.
enum class Metric {
  cka,
  cka_no_sinks,
  cka_standardized,
  cka_debiased,
  sqnr,
  cosine,
  cka_after,
  cka_no_sinks_after,
  cka_standardized_after,
  cka_debiased_after,
  sqnr_after,
  cosine_after,
  kl,
};
inline constexpr size_t kMetrics = 13;

struct MetricInfo {
  Metric metric;
  std::string_view id;     // "cka-no-sinks": --metric, sessions
  std::string_view title;  // "CKA without sinks"
  std::string_view unit;   // "dB", "nats"; empty: a pure number
  bool higher_is_better;
  bool after_residual;  // taken at the layer's output after the residual
  bool always;          // measured with every candidate; the others only where they are the metric that decides
  std::string_view summary;
};
/// Every metric, in the enumeration's order.
const std::vector<MetricInfo>& metric_infos();
const MetricInfo& metric_info(Metric metric);
/// The metric after the residual that goes with this one, which compares choices of several layers: cka_after with cka.
/// The KL stays.
Metric beam_metric(Metric metric);
/// Whether score a is better than b; false where either is NaN.
bool better(Metric metric, double a, double b);

/// Where a layer's output is compared: what the FFN adds to the residual stream (default), the input of down_proj, what
/// the attention adds, or the layer's output after the residual.
enum class Site { ffn_output, down_input, attention_output, layer_output };

std::string_view to_string(Metric metric);
std::string_view to_string(Site site);
/// An id of metric_infos(); "relative-mse" is another name of sqnr. Throws Error(invalid_argument).
Metric parse_metric(std::string_view text);
Site parse_site(std::string_view text);

/// One value a metric, as far as it was measured.
class MetricValues {
 public:
  /// NaN where it was not measured, or where the metric has no value (no variance, not finite).
  double operator[](Metric metric) const { return values_[static_cast<size_t>(metric)]; }
  bool has(Metric metric) const { return measured_[static_cast<size_t>(metric)]; }
  void set(Metric metric, double value) {
    values_[static_cast<size_t>(metric)] = value;
    measured_.set(static_cast<size_t>(metric));
  }
  /// Takes over what `other` has and this has not.
  void complete_from(const MetricValues& other);
  MetricValues() { values_.fill(std::numeric_limits<double>::quiet_NaN()); }

 private:
  std::array<double, kMetrics> values_;
  std::bitset<kMetrics> measured_;
};

/// What one candidate scored at one layer, under one choice of the layers before it.
struct CandidateScore {
  std::string method;  // MethodSpec::canonical()
  bool applicable = true;
  std::string note;  // why not applicable, or what the method had to adjust ("damping raised to 0.1")
  MetricValues values = {};
  double seconds = 0;

  /// NaN where the method is not applicable, or the metric not measured.
  double value(Metric metric) const;
  /// Whether nothing is left to measure for this metric.
  bool settles(Metric metric) const { return !applicable || values.has(metric); }
};

/// All scores known, by layer and by the choices below it. Scores are looked up under the exact prefix of choices they
/// were measured with, so a changed override, pool or option can never show an old score as current.
class ScoreBook {
 public:
  struct Entry {
    int layer;
    std::string prefix;  // prefix_key() of the layers below
    std::vector<CandidateScore> candidates;
  };

  /// A method that is already there is replaced; metrics that the new score lacks are kept. Pointers that the look-ups
  /// below returned become invalid.
  void add(int layer, const std::string& prefix, CandidateScore score);
  const CandidateScore* find(int layer, const std::string& prefix, const std::string& method) const;
  const Entry* entry(int layer, const std::string& prefix) const;
  /// The latest entry of a layer under any prefix: what is shown, marked stale, when there is none under the current
  /// one.
  const Entry* latest(int layer) const;
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;                     // in order of first insertion
  std::unordered_map<std::string, size_t> index_;  // layer and prefix -> position in entries_
  std::unordered_map<int, size_t> latest_;         // layer -> position of its last entry
};

/// Key of a prefix: the context (model, calibration, scheme, site) and the methods of layers 0 .. n-1, hashed.
std::string prefix_key(const std::string& context, const std::vector<std::string>& methods_below);

enum class DecidedBy { nobody, search, user };
std::string_view to_string(DecidedBy by);

/// What is given one method of its own.
///   block:     k layers one method, scored at the last one's site, the layers quantized one on the other's output.
///   submodule: attention and FFN; site: qkv, o, gate-up, down; linear: each of the seven. A layer starts from the best
///              method for all of it; then one part after the other, in the order of the data's way, takes the method
///              of the pool that scores best at the layer's site with the other parts as they stand. Linears that
///              share an input choose among roundings behind their common transforms.
struct Granularity {
  enum class Kind { layer, block, submodule, site, linear } kind = Kind::layer;
  int block = 1;  // layers
  bool operator==(const Granularity&) const = default;
};
/// "layer", "block:4", "submodule", "site", "linear". Throws Error(invalid_argument).
Granularity parse_granularity(std::string_view text);
std::string to_string(const Granularity& granularity);

inline constexpr int kWidestBeam = 64;
inline constexpr int kMostTuningEpochs = 1000;

/// What the user asked the plan to be; everything else about a plan follows from the scores.
struct Selection {
  std::vector<std::string> pool;  // canonical specs, in the order that settles ties
  Metric metric = Metric::cka;
  std::map<int, std::string> overrides;  // layer -> canonical spec
  Granularity granularity = {};
  /// Prefixes of choices that are kept from layer to layer; 1: Algorithm 1, greedy by `metric`. More are ranked by
  /// beam_metric() of their last layer.
  int beam = 1;
  int tuning_epochs = 0;  // of tune_plan(), which follows a complete walk; 0: none. The plan does not depend on it
  bool operator==(const Selection&) const = default;
};

struct PlanLayer {
  std::string method;  // canonical spec; empty: undecided
  DecidedBy by = DecidedBy::nobody;
  bool stale = false;  // its scores were measured under other choices below, or are not complete for this pool
  double score = std::numeric_limits<double>::quiet_NaN();  // of `method`, by the selection's metric, where current
  /// By how much it is better than the best other method of the pool: positive whatever the metric's direction.
  double margin = std::numeric_limits<double>::quiet_NaN();
  std::string prefix;  // prefix_key() of the layers below, as the plan now stands
};

struct Plan {
  std::vector<PlanLayer> layers;
  /// First layer that is stale or undecided, or layers.size().
  int first_stale() const;
  bool complete() const;  // every layer has a method
};
/// The methods of the layers, or of the first `layers` of them: what prefix_key() takes.
std::vector<std::string> methods_of(const Plan& plan);
std::vector<std::string> methods_of(const Plan& plan, int layers);

/// Walks the layers: an override wins; else the best of the pool where all its scores are current (ties: first in the
/// pool; methods that are not applicable or scored NaN are passed over; undecided where none is left); else the method
/// of `previous`, stale. An overridden layer is stale until its own and all of the pool's scores are current; its
/// margin is negative where another method of the pool scored better. With parts of layers, the layer's method is a
/// spec with parts; with blocks, all layers of one that are not overridden have its method, score and margin. With a
/// beam, the best whole plan that is known; as long as scores are missing, the best prefix and `previous` above it; a
/// margin is negative where another method scored better at that layer alone. Pure: no measuring.
Plan resolve_plan(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                  const Plan& previous);

/// A plan with one method everywhere.
Plan uniform_plan(int layers, const std::string& context, const std::string& method);

}  // namespace calm
