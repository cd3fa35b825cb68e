#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "calm/methods.h"
#include "calm/plan_size.h"
#include "calm/search.h"
#include "calm/tuning.h"
#include "model/model_impl.h"
#include "quantization/grouped.h"
#include "quantization/method.h"
#include "search/beam.h"
#include "search/cost.h"
#include "search/granularity.h"
#include "search/progress_meter.h"

namespace calm {
namespace {

/// float32 FLOP/s of this process's matrix products, from a tenth of a second of them.
double measured_flops(const at::Device& device) {
  constexpr int64_t kSize = 768;
  const at::Tensor a = at::ones({kSize, kSize}, at::TensorOptions().dtype(at::kFloat).device(device));
  (void)at::mm(a, a).sum().item<float>();
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  int runs = 0;
  double elapsed = 0;
  while (elapsed < 0.1) {
    (void)at::mm(a, a).sum().item<float>();
    ++runs;
    elapsed = std::chrono::duration<double>(Clock::now() - start).count();
  }
  return 2.0 * kSize * kSize * kSize * runs / elapsed;
}

uint64_t disk_available(std::filesystem::path folder) {
  std::error_code failed;
  while (!folder.empty() && !std::filesystem::exists(folder, failed) && folder != folder.parent_path())
    folder = folder.parent_path();
  const auto space = std::filesystem::space(folder.empty() ? "." : folder, failed);
  return failed ? 0 : space.available;
}

constexpr double kBesides = 1.6;  // element-wise work and memory traffic of a pass
constexpr double kPasses = 1.75;  // the target's, and the statistics' up to down_proj

/// Shapes and calibration of a run, and the float operations of its pieces, at one layer unless told otherwise.
class Workload {
 public:
  Workload(const ModelConfig& config, const AnalysisOptions& analysis, const Selection& selection, int64_t tokens,
           double length, bool integer_kernels)
      : config_(config),
        analysis_(analysis),
        selection_(selection),
        tokens_(tokens),
        length_(length),
        candidate_(integer_kernels ? 0.4 : 1.0) {
    for (const LinearId id : kLinearIds)
      weights_ += static_cast<double>(config.out_features(id) * config.in_features(id));
  }

  double layers() const { return static_cast<double>(config_.num_hidden_layers); }
  double forward(double tokens) const {
    return 2.0 * tokens * weights_ +
           2.0 * tokens * length_ * static_cast<double>(config_.num_attention_heads * config_.head_dim);
  }
  double forward() const { return forward(static_cast<double>(tokens_)); }
  /// The target's pass and the statistics that these needs take.
  double observing(const StatisticsNeeds& needs) const { return kBesides * (kPasses * forward() + grams(needs)); }
  double quantizing(const std::string& method) const {
    return flops_of(parse_method(method), config_, analysis_.scheme, tokens_);
  }
  double running() const { return kBesides * candidate_ * forward(); }
  /// Gram and cross products at the site and after the residual, and the KL where it decides, in the mean over layers.
  double scoring() const {
    const auto n = static_cast<double>(tokens_), hidden = static_cast<double>(config_.hidden_size);
    const auto site =
        static_cast<double>(analysis_.site == Site::down_input ? config_.intermediate_size : config_.hidden_size);
    double flops = kBesides * 3.0 * n * site * site;
    if (analysis_.site != Site::layer_output) flops += kBesides * 3.0 * n * hidden * hidden;
    if (selection_.metric == Metric::kl) {
      const double some = std::min(n, std::max(length_, static_cast<double>(kKlTokens)));
      flops += kBesides *
               ((layers() - 1) / 2 * forward(some) + 2 * 2 * some * hidden * static_cast<double>(config_.vocab_size));
    }
    return flops;
  }
  double grams(const StatisticsNeeds& needs) const {
    double flops = 0;
    for (size_t site = 0; site < kInputSites; ++site) {
      const double width = width_of(site);
      if (needs.gram[site]) flops += static_cast<double>(tokens_) * width * width;
      if (needs.cross[site]) flops += 2 * static_cast<double>(tokens_) * width * width;
    }
    return flops;
  }
  double kept_bytes(const StatisticsNeeds& needs) const {
    double bytes = 0;
    for (size_t site = 0; site < kInputSites; ++site) {
      const double width = width_of(site);
      if (needs.gram[site]) bytes += 3 * width * width * sizeof(double);  // with two copies that a method factors
      if (needs.cross[site]) bytes += 2 * width * width * sizeof(double);
      // The rows, and a module's output for them.
      if (needs.sample[site])
        bytes += 2 * static_cast<double>(std::min(tokens_, kSampleTokens)) * width * sizeof(float);
    }
    return bytes;
  }
  StatisticsNeeds needs() const {
    StatisticsNeeds all;
    for (const std::string& method : selection_.pool) all.merge(needs_of(parse_method(method), config_));
    return all;
  }
  /// What a layer scores beside the pool: one part after the other.
  std::vector<std::string> parts() const {
    std::vector<std::string> specs;
    if (selection_.pool.empty()) return specs;
    const std::string& start = selection_.pool.front();
    for (const char* scope : scopes_of(selection_.granularity.kind)) {
      for (const std::string& method : selection_.pool) {
        const std::optional<std::string> spec = with_part(start, scope, method);
        if (spec && *spec != start) specs.push_back(*spec);
      }
    }
    return specs;
  }

 private:
  double width_of(size_t site) const {
    return static_cast<double>(config_.in_features(linears_of(static_cast<InputSite>(site)).front()));
  }

  const ModelConfig& config_;
  const AnalysisOptions& analysis_;
  const Selection& selection_;
  int64_t tokens_;
  double length_, candidate_, weights_ = 0;
};

/// Single layers or parts of them, under one prefix or several.
void count_layers(const Workload& load, const Selection& selection, SearchWork& work) {
  std::vector<std::string> specs = selection.pool;
  for (std::string& part : load.parts()) specs.push_back(std::move(part));
  double one = load.observing(load.needs());
  for (const std::string& spec : specs) one += load.quantizing(spec) + load.running() + load.scoring();
  for (int layer = 0; layer < static_cast<int>(load.layers()); ++layer) {
    const double prefixes = beam_prefixes(specs.size(), selection.beam, layer);
    work.flops += prefixes * one;
    work.candidates += prefixes * static_cast<double>(specs.size());
  }
}

/// Every method of the pool walks a block by itself, is scored at the end, and the chosen one walks again.
void count_blocks(const Workload& load, const ModelConfig& config, const Selection& selection, SearchWork& work) {
  double walks = 0;
  for (const std::string& method : selection.pool)
    walks += load.observing(needs_of(parse_method(method), config)) + load.quantizing(method) + load.running();
  const auto methods = static_cast<double>(selection.pool.size());
  const double blocks = std::ceil(load.layers() / selection.granularity.block);
  work.candidates = blocks * methods;
  work.flops = load.layers() * walks * (1 + 1 / std::max(1.0, methods)) + work.candidates * load.scoring();
}

/// learn_rotation(): samples of some layers, then steps of one layer each, and evaluations of all.
double learning(const Workload& load, const ModelConfig& config, const AnalysisOptions& analysis, int64_t tokens) {
  if (analysis.transform.kind != Transform::Kind::spinquant) return 0;
  const auto d = static_cast<double>(config.hidden_size);
  double loss = 0;
  for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
    double rows = 0;
    const auto in = static_cast<double>(config.in_features(linears_of(site).front()));
    for (const LinearId id : linears_of(site)) rows += static_cast<double>(config.out_features(id));
    const bool reads = site == InputSite::attention_in || site == InputSite::ffn_in;
    // The rotated weight, the rotated Gram matrix of an input that is read, the error against it.
    loss += reads ? 2 * rows * d * d + 4 * d * d * d + 2 * rows * in * in : 2 * rows * rows * in + 2 * rows * in * in;
  }
  constexpr double kLayers = 8, kEvaluateEvery = 20, kBackward = 2, kCayley = 7;
  const double sampled = std::min(kLayers, load.layers()), steps = analysis.transform.steps;
  const auto sampled_tokens = static_cast<double>(std::min<int64_t>(tokens, 4096));
  return kBesides * (load.layers() * load.forward(sampled_tokens) + steps * (1 + kBackward) * loss +
                     (1 + steps / kEvaluateEvery) * sampled * loss + steps * kCayley * 2 * d * d * d);
}

}  // namespace

SearchWork search_work(const ModelConfig& config, const AnalysisOptions& analysis, const Selection& selection,
                       int64_t tokens, double length, bool integer_kernels) {
  const Workload load(config, analysis, selection, tokens, length, integer_kernels);
  SearchWork work;
  work.statistics_bytes = load.kept_bytes(load.needs());
  if (selection.granularity.kind == Granularity::Kind::block) {
    count_blocks(load, config, selection, work);
  } else {
    count_layers(load, selection, work);
  }
  work.learning_flops = learning(load, config, analysis, tokens);
  work.flops += work.learning_flops;
  return work;
}

TuningCost estimate_tuning(const Model& model, int64_t tokens, int64_t longest, const TuningOptions& options,
                           const std::string& device_name) {
  const c10::InferenceMode inference;
  const ModelConfig& config = model.impl().config;
  const at::Device device = parse_device(device_name);
  const auto n = static_cast<double>(tokens), length = static_cast<double>(longest);
  const auto hidden = static_cast<double>(config.hidden_size), vocab = static_cast<double>(config.vocab_size);
  double weights = 0;
  for (const LinearId id : kLinearIds) weights += static_cast<double>(config.out_features(id) * config.in_features(id));
  const auto layers = static_cast<double>(config.num_hidden_layers);
  const double attention = 4 * length * static_cast<double>(config.num_attention_heads * config.head_dim);
  const double forward = layers * n * (2 * weights + attention), head = 2 * n * hidden * vocab;
  // Forward, forward again under the graph, twice as much back; the head for both models and once back.
  const double epoch = kBesides * (4 * forward + 3 * head);
  TuningCost cost;
  cost.seconds = (options.epochs * epoch + kBesides * forward) / measured_flops(device);
  const double wide = 8 * static_cast<double>(config.intermediate_size) + 16 * hidden;
  const double scores = 4 * static_cast<double>(config.num_attention_heads) * length;
  constexpr double kBase = 500e6, kLogitRows = 128, kLogits = 5;
  cost.memory_bytes =
      static_cast<uint64_t>(kBase + layers * weights * 1.5 +
                            sizeof(float) * (vocab * hidden + n * hidden + length * (wide + scores + layers * hidden) +
                                             4 * weights + kLogits * kLogitRows * vocab));
  return cost;
}

CostEstimate estimate_search(const SearchRequest& request) {
  const c10::InferenceMode inference;
  const ModelInfo& info = request.model->info();
  const ModelConfig& config = request.model->impl().config;
  use_threads(request.threads);
  const at::Device device = parse_device(request.device);

  int64_t tokens = int64_t{request.analysis.calibration.sequences} * request.analysis.calibration.length;
  double length = request.analysis.calibration.length;
  if (request.analysis.calibration.source == TextSource::tokens && tokens == 0) {
    const TokenSequences loaded = load_calibration(*request.model, request.analysis.calibration);
    tokens = loaded.tokens();
    length = static_cast<double>(tokens) / static_cast<double>(std::max<size_t>(1, loaded.sequences.size()));
  }
  const Scheme& scheme = request.analysis.scheme;
  const bool integer_kernels =
      device.is_cpu() && scheme.weight_bits == 4 && scheme.activation_bits == 8 && !scheme.asymmetric;
  const SearchWork work = search_work(config, request.analysis, request.selection, tokens, length, integer_kernels);
  Scheme kept = scheme;
  kept.storage = StorageType::float32;  // as the session keeps scales and what stays unquantized
  const StorageBits layer = layer_storage(info, kept, 0, {});
  double layer_bits = layer.total();  // of the pool's largest; an outlier's index takes 64 bits on disk
  for (const std::string& method : request.selection.pool) {
    const StorageBits stored = layer_storage(info, kept, 0, method);
    layer_bits = std::max(layer_bits, stored.total() + 2 * stored.outliers);
  }

  CostEstimate result;
  result.seconds = work.flops / measured_flops(device);
  const double stream = static_cast<double>(tokens * config.hidden_size) * sizeof(float);
  constexpr double kBase = 500e6;  // libtorch, temporaries of a batch
  result.memory_bytes =
      static_cast<uint64_t>(4 * stream + 2 * layer.weights * sizeof(float) + work.statistics_bytes + kBase);
  const double checkpoints =
      std::max(2 * stream, std::min<double>(static_cast<double>(request.checkpoint_budget), 2 * stream * info.layers));
  // A beam's prefixes wait on disk, those of one layer and of the next; so do the weights that they need.
  const int beam = request.selection.beam;
  const double waiting = beam > 1 ? 4 * beam * stream : 0;
  result.disk_bytes = static_cast<uint64_t>(checkpoints + waiting + beam * info.layers * layer_bits / 8);
  if (request.selection.tuning_epochs > 0) {
    TuningOptions tuning;
    tuning.epochs = request.selection.tuning_epochs;
    const TuningCost more =
        estimate_tuning(*request.model, tokens, static_cast<int64_t>(length), tuning, request.device);
    result.seconds += more.seconds;
    result.memory_bytes = std::max(result.memory_bytes, more.memory_bytes);
  }
  result.memory_available = available_memory_bytes();
  result.disk_available =
      disk_available(request.session.empty() ? std::filesystem::path(".") : std::filesystem::absolute(request.session));

  const int64_t width = request.analysis.site == Site::down_input ? config.intermediate_size : config.hidden_size;
  if (tokens < 4 * width) {
    result.warnings.push_back("only " + std::to_string(tokens) + " tokens for " + std::to_string(width) +
                              " features: CKA is inflated below 4 x the width (" + std::to_string(4 * width) +
                              " tokens)");
  }
  std::vector<int64_t> told;
  for (const LinearId id : kLinearIds) {
    const int64_t in = config.in_features(id);
    const int group = effective_group(request.analysis.scheme, in);
    const bool whole = group > 0 && request.analysis.scheme.group_size == kPerChannel;
    if (whole || group == request.analysis.scheme.group_size || std::find(told.begin(), told.end(), in) != told.end())
      continue;
    told.push_back(in);
    std::string tried = group_text(request.analysis.scheme.group_size);
    for (const int smaller : {64, 32}) {
      if (smaller < request.analysis.scheme.group_size)
        tried += (smaller == 32 ? " or " : ", ") + std::to_string(smaller);
    }
    if (request.analysis.scheme.group_size == kPerChannel) tried = "32 channels";
    result.warnings.push_back(group == 0 ? std::string(linear_name(id)) + " stays 16 bit: no group of " + tried +
                                               " divides its " + std::to_string(in) + " inputs"
                                         : std::to_string(in) + " inputs are not a multiple of " +
                                               std::to_string(request.analysis.scheme.group_size) +
                                               ": those linears use groups of " + std::to_string(group));
  }
  if (scheme.group_size > 0 && scheme.group_size % kKernelGroupStep != 0 && scheme.activation_bits == 8) {
    result.warnings.push_back("groups of " + std::to_string(scheme.group_size) + " are no multiple of " +
                              std::to_string(kKernelGroupStep) +
                              ": these weights run dequantized, without integer kernels");
  } else if (scheme.asymmetric && scheme.weight_bits > 3) {
    result.warnings.push_back(
        scheme.weight_bits < 8
            ? "code minus zero point needs more than " + std::to_string(scheme.weight_bits) +
                  " bits: these weights run on the 8-bit kernels, exactly"
            : "code minus zero point does not fit 8 bits: these weights run dequantized, without integer kernels");
  }
  if (result.memory_bytes > result.memory_available)
    result.warnings.push_back("this needs more memory than is free; use fewer or shorter sequences");
  if (result.disk_bytes > result.disk_available)
    result.warnings.push_back("this needs more disk space than is free in the session's folder");
  return result;
}

}  // namespace calm
