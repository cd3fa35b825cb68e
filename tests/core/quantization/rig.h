#pragma once

#include <ATen/Parallel.h>

#include <array>
#include <functional>
#include <string>

#include "calm/error.h"
#include "model/model_impl.h"
#include "quantization/method.h"
#include "storage/float16.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"
#include "support/tensors.h"

namespace calm::test {

inline constexpr std::array<InputSite, kInputSites> kSites = {InputSite::attention_in, InputSite::o_in,
                                                              InputSite::ffn_in, InputSite::down_in};

/// One layer of a random model with the inputs of its linears over 4 x 48 random tokens, a few channels of which are
/// outliers.
class LayerRig {
 public:
  explicit LayerRig(RandomModelSpec spec = {}, StorageType storage = StorageType::float32) {
    at::set_num_threads(1);  // the matrices are small
    spec.layers = 1;
    scheme.storage = storage;
    write_random_hf_model(folder_.path(), spec);
    model_ = with_storage(Model::open(folder_.path()), storage);
    layer = model_->impl().load_layer(0, at::kCPU);
    x = random_tensor({4, 48, spec.hidden}, spec.seed + 77);
    std::mt19937_64 random(spec.seed);
    for (int i = 0; i < 3; ++i) {
      x.select(2, static_cast<int64_t>(random() % static_cast<uint64_t>(spec.hidden))).mul_(12);
    }
    rotary = make_rotary_table(config(), 48, at::kCPU);
    ForwardTaps taps;
    taps.input = [&](InputSite site, const at::Tensor& rows) { inputs[static_cast<size_t>(site)] = rows.clone(); };
    output = forward_layer(layer, config(), rotary, x, ActivationBits::full(), &taps);
  }

  const ModelConfig& config() const { return model_->impl().config; }
  const at::Tensor& input(InputSite site) const { return inputs[static_cast<size_t>(site)]; }
  Matrix gram(InputSite site) const { return gram_of(to_matrix(input(site))); }

  LayerStatistics statistics(const MethodSpec& spec) const {
    StatisticsNeeds needs = needs_of(spec, config());
    LayerStatistics result(needs, choose_sample({48, 48, 48, 48}));
    for (const InputSite site : kSites) {
      // Unequal batches, as a stream has them.
      const at::Tensor& rows = input(site);
      result.accumulate(site, rows.narrow(0, 0, 70));
      result.accumulate(site, rows.narrow(0, 70, rows.size(0) - 70));
    }
    result.finish();
    return result;
  }

  QuantizedLayer quantize(const std::string& text) const {
    const MethodSpec spec = parse_method(text);
    const LayerStatistics collected = statistics(spec);
    return quantize_layer(layer, spec, {config(), collected, scheme, control});
  }
  WorkingLayer transform(const std::string& text) const {
    const MethodSpec spec = parse_method(text);
    const LayerStatistics collected = statistics(spec);
    return transform_layer(layer, spec, {config(), collected, scheme, control});
  }
  at::Tensor forward(const DecoderLayer& weights) const {
    return forward_layer(weights, config(), rotary, x, ActivationBits::full());
  }

  DecoderLayer layer;
  Scheme scheme;
  RunControl control;
  at::Tensor x, output;
  RotaryTable rotary;
  std::array<at::Tensor, kInputSites> inputs;

 private:
  TempFolder folder_;
  std::shared_ptr<Model> model_;
};

/// Largest difference over the standard deviation of `expected`.
inline double relative_difference(const at::Tensor& actual, const at::Tensor& expected) {
  const Matrix a = to_matrix(actual.reshape({1, -1}));
  const Matrix b = to_matrix(expected.reshape({1, -1}));
  double worst = 0;
  for (size_t i = 0; i < a.values.size(); ++i) worst = std::max(worst, std::fabs(a.values[i] - b.values[i]));
  return worst / (frobenius(b) / std::sqrt(static_cast<double>(b.values.size())));
}

/// Half to even, whatever the rounding mode.
inline double round_half_even(double v) {
  const double low = std::floor(v);
  const double rest = v - low;
  if (rest != 0.5) return rest < 0.5 ? low : low + 1;
  return std::fmod(low, 2) == 0 ? low : low + 1;
}

/// A value as the storage type holds it.
inline double stored(double v, StorageType storage) {
  if (storage == StorageType::bfloat16) return bf16_to_f32(f32_to_bf16(static_cast<float>(v)));
  if (storage == StorageType::float16) return f16_to_f32(f32_to_f16(static_cast<float>(v)));
  return static_cast<float>(v);
}

/// scale = absmax / 7.5, in the storage type (DESIGN.md section 1); 0 for a group of zeros.
inline double slow_scale(const Matrix& w, int64_t row, int64_t first, int64_t group, StorageType storage,
                         double ratio = 1) {
  double largest = 0;
  for (int64_t j = first; j < first + group; ++j) largest = std::max(largest, std::fabs(w(row, j)));
  return stored(largest * ratio / 7.5, storage);
}

inline double slow_code(double w, double scale, double stretch = 1) {
  if (scale == 0) return 0;
  // The quotient is a float32, as every reader computes it.
  return std::clamp(round_half_even(static_cast<float>(w) / static_cast<float>(scale) * stretch), -8.0, 7.0);
}

struct SlowRounded {
  Matrix codes, scales, values;
  SlowRounded(int64_t rows, int64_t cols, int64_t group)
      : codes(rows, cols), scales(rows, cols / group), values(rows, cols) {}
};

/// `stretch` moves every quotient a little: a group's extreme is 7.5 scales, a tie that the last bit decides.
inline SlowRounded slow_rtn(const Matrix& w, int64_t group, StorageType storage = StorageType::float32,
                            double stretch = 1) {
  SlowRounded out(w.rows, w.cols, group);
  for (int64_t i = 0; i < w.rows; ++i) {
    for (int64_t j = 0; j < w.cols; ++j) {
      if (j % group == 0) out.scales(i, j / group) = slow_scale(w, i, j, group, storage);
      out.codes(i, j) = slow_code(w(i, j), out.scales(i, j / group), stretch);
      out.values(i, j) = out.codes(i, j) * out.scales(i, j / group);
    }
  }
  return out;
}

/// The group that DESIGN.md gives a linear with this many inputs.
inline int64_t slow_group(int64_t width) {
  for (const int64_t group : {128, 64, 32}) {
    if (width % group == 0) return group;
  }
  return 0;
}

inline double share_equal(const Matrix& a, const Matrix& b) {
  int64_t same = 0;
  for (size_t i = 0; i < a.values.size(); ++i) same += a.values[i] == b.values[i] ? 1 : 0;
  return static_cast<double>(same) / static_cast<double>(a.values.size());
}

}  // namespace calm::test
