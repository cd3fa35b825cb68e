#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "calm/search.h"
#include "model/model_impl.h"
#include "quantization/method.h"
#include "search/cost.h"
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

}  // namespace

SearchWork search_work(const ModelConfig& config, const AnalysisOptions& analysis, const std::vector<std::string>& pool,
                       int64_t tokens, double length, bool integer_kernels) {
  const auto n = static_cast<double>(tokens);
  SearchWork work;
  StatisticsNeeds needs;
  double methods = 0;
  for (const std::string& text : pool) {
    const MethodSpec spec = parse_method(text);
    needs.merge(needs_of(spec, config));
    methods += flops_of(spec, config, analysis.scheme, tokens);
  }
  double grams = 0;
  for (size_t site = 0; site < kInputSites; ++site) {
    const auto width = static_cast<double>(config.in_features(linears_of(static_cast<InputSite>(site)).front()));
    if (needs.gram[site]) {
      grams += n * width * width;
      work.statistics_bytes += 3 * width * width * sizeof(double);  // with two copies that a method factors
    }
    if (needs.cross[site]) {
      grams += 2 * n * width * width;
      work.statistics_bytes += 2 * width * width * sizeof(double);
    }
    // The rows, and a module's output for them.
    if (needs.sample[site])
      work.statistics_bytes += 2 * static_cast<double>(std::min(tokens, kSampleTokens)) * width * sizeof(float);
  }
  double weights = 0;
  for (const LinearId id : kLinearIds) weights += static_cast<double>(config.out_features(id) * config.in_features(id));
  const double attention = 2.0 * n * length * static_cast<double>(config.num_attention_heads * config.head_dim);
  const double forward = 2.0 * n * weights + attention;
  const auto compared =
      static_cast<double>(analysis.site == Site::down_input ? config.intermediate_size : config.hidden_size);
  const double cka = 3.0 * n * compared * compared;

  constexpr double kBesides = 1.6;  // element-wise work and memory traffic of a pass
  constexpr double kPasses = 1.75;  // the target's, and the statistics' up to down_proj
  const double candidate = integer_kernels ? 0.4 : 1.0;
  const auto candidates = static_cast<double>(pool.size());
  work.flops = static_cast<double>(config.num_hidden_layers) *
               (kBesides * (forward * (kPasses + candidate * candidates) + grams + cka * candidates) + methods);
  return work;
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
  const SearchWork work =
      search_work(config, request.analysis, request.selection.pool, tokens, length, integer_kernels);
  double layer_weights = 0, stored_bits = 0;
  for (const LinearId id : kLinearIds) {
    const auto weights = static_cast<double>(config.out_features(id) * config.in_features(id));
    layer_weights += weights;
    stored_bits += weights * bits_per_weight(scheme, config.in_features(id), /*scale_bits=*/32, /*plain_bits=*/32);
  }

  CostEstimate result;
  result.seconds = work.flops / measured_flops(device);
  const double stream = static_cast<double>(tokens * config.hidden_size) * sizeof(float);
  constexpr double kBase = 500e6;  // libtorch, temporaries of a batch
  result.memory_bytes =
      static_cast<uint64_t>(4 * stream + 2 * layer_weights * sizeof(float) + work.statistics_bytes + kBase);
  const double checkpoints =
      std::max(2 * stream, std::min<double>(static_cast<double>(request.checkpoint_budget), 2 * stream * info.layers));
  result.disk_bytes = static_cast<uint64_t>(checkpoints + info.layers * stored_bits / 8);
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
    result.warnings.push_back(group == 0 ? std::string(linear_name(id)) +
                                               " stays 16 bit: no group of 128, 64 or 32 divides its " +
                                               std::to_string(in) + " inputs"
                                         : std::to_string(in) + " inputs are not a multiple of " +
                                               std::to_string(request.analysis.scheme.group_size) +
                                               ": those linears use groups of " + std::to_string(group));
  }
  if (scheme.asymmetric && scheme.weight_bits > 3) {
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
