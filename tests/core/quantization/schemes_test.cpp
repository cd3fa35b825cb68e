// Group and channel grids, symmetric and asymmetric, at 2, 3, 4 and 8 bits: against compressed-tensors' own numbers,
// against slow versions, and every method on every grid.
#include "calm/scheme.h"

#include <gtest/gtest.h>

#include "calm/plan_size.h"
#include "core/quantization/rig.h"
#include "export/packed_codes.h"
#include "quantization/grouped.h"
#include "quantization/learned_grid.h"
#include "quantization/refine.h"
#include "storage/safetensors.h"

namespace calm {
namespace {

using test::LayerRig;
using test::Matrix;
using test::same_bits;
using test::to_matrix;

struct GridCase {
  int bits;
  bool channel;
  bool asymmetric;

  Scheme scheme() const {
    Scheme result;
    result.weight_bits = bits;
    result.group_size = channel ? kPerChannel : 32;
    result.asymmetric = asymmetric;
    result.storage = StorageType::float32;
    return result;
  }
  std::string name() const {
    return "w" + std::to_string(bits) + (channel ? "_channel" : "_group") + (asymmetric ? "_asymmetric" : "_symmetric");
  }
};

std::vector<GridCase> grid_cases() {
  std::vector<GridCase> result;
  for (const int bits : {2, 3, 4, 8}) {
    for (const bool channel : {false, true}) {
      for (const bool asymmetric : {false, true}) result.push_back({bits, channel, asymmetric});
    }
  }
  return result;
}

class Grid : public testing::TestWithParam<GridCase> {};

/// A tensor of the goldens as compressed-tensors wrote it.
template <typename T>
std::vector<T> golden(const std::string& name, StoredType type) {
  static const auto source = open_safetensors(CALM_TEST_DATA_DIR "/scheme_goldens.safetensors");
  const TensorInfo& info = source->at(name);
  EXPECT_EQ(info.type, type) << name;
  std::vector<T> values(static_cast<size_t>(info.elements()));
  std::memcpy(values.data(), source->raw(info).data(), info.bytes);
  return values;
}

template <typename T>
std::vector<T> values_of(const at::Tensor& x) {
  const at::Tensor plain = x.contiguous();
  return {plain.const_data_ptr<T>(), plain.const_data_ptr<T>() + plain.numel()};
}

TEST_P(Grid, GivesTheNumbersOfCompressedTensors) {
  const GridCase& grid_case = GetParam();
  for (const auto& [name, rows, cols] : {std::tuple("normal", 11, 96), std::tuple("shifted", 6, 64)}) {
    const std::string prefix = std::string(name) + ".w" + std::to_string(grid_case.bits) +
                               (grid_case.channel ? ".g0." : ".g32.") + (grid_case.asymmetric ? "asym." : "sym.");
    SCOPED_TRACE(prefix);
    at::Tensor weight = at::empty({rows, cols}, at::TensorOptions().dtype(at::kFloat));
    const auto values = golden<float>(std::string("weight.") + name, StoredType::f32);
    std::copy(values.begin(), values.end(), weight.mutable_data_ptr<float>());
    const GroupGrid grid = weight_grid(grid_case.scheme(), cols);
    ASSERT_EQ(grid.group, grid_case.channel ? cols : 32);
    const at::Tensor scales = find_scales(weight, grid);
    const at::Tensor zeros = find_zeros(weight, grid);
    const at::Tensor codes = quantize_codes(weight, scales, grid, zeros);
    EXPECT_EQ(values_of<float>(scales), golden<float>(prefix + "scales", StoredType::f32));
    EXPECT_EQ(zeros.defined(), grid_case.asymmetric);
    const auto expected_codes = golden<int8_t>(prefix + "codes", StoredType::i8);
    if (grid_case.asymmetric) {
      // compressed-tensors' zero point of a group of zeros is 0 / 0 made an integer: only its weights count.
      auto expected = golden<int8_t>(prefix + "zeros", StoredType::i8);
      auto got = values_of<int8_t>(zeros);
      const int64_t groups = cols / grid.group;
      if (std::string(name) == "shifted") {
        std::copy_n(got.begin() + 2 * groups, groups, expected.begin() + 2 * groups);
      }
      EXPECT_EQ(got, expected);
    }
    const auto got_codes = values_of<int8_t>(codes);
    for (int64_t i = 0; i < rows * cols; ++i) {
      if (std::string(name) == "shifted" && i / cols == 2) continue;
      ASSERT_EQ(got_codes[static_cast<size_t>(i)], expected_codes[static_cast<size_t>(i)]) << "element " << i;
    }
    EXPECT_EQ(values_of<float>(dequantize_codes(codes, scales, grid.group, zeros)),
              golden<float>(prefix + "values", StoredType::f32));
    EXPECT_TRUE(same_bits(round_trip(weight, grid), dequantize_codes(codes, scales, grid.group, zeros)));

    // What pack-quantized stores, there and back.
    EXPECT_EQ(pack_codes(expected_codes.data(), rows, cols, grid.bits),
              golden<int32_t>(prefix + "packed", StoredType::i32));
    std::vector<int8_t> unpacked(expected_codes.size());
    unpack_codes(golden<int32_t>(prefix + "packed", StoredType::i32), rows, cols, grid.bits, unpacked.data());
    EXPECT_EQ(unpacked, expected_codes);
    if (!grid_case.asymmetric) continue;
    const auto expected_zeros = golden<int8_t>(prefix + "zeros", StoredType::i8);
    const auto words = golden<int32_t>(prefix + "packed_zeros", StoredType::i32);
    EXPECT_EQ(pack_zeros(expected_zeros.data(), rows, cols / grid.group, grid.bits), words);
    unpacked.resize(expected_zeros.size());
    unpack_zeros(words, rows, cols / grid.group, grid.bits, unpacked.data());
    EXPECT_EQ(unpacked, expected_zeros);
  }
}

/// tr(dW G dW^T) of one linear in doubles.
double error_of(const at::Tensor& weight, const QuantizedLinear& linear, const Matrix& gram) {
  Matrix d = to_matrix(weight);
  const Matrix codes = to_matrix(linear.codes), scales = to_matrix(linear.scales);
  const Matrix zeros = linear.zeros.defined() ? to_matrix(linear.zeros) : Matrix(scales.rows, scales.cols);
  for (int64_t r = 0; r < d.rows; ++r) {
    for (int64_t c = 0; c < d.cols; ++c) {
      const int64_t g = c / linear.group;
      d(r, c) -= (codes(r, c) - zeros(r, g)) * scales(r, g);
    }
  }
  return test::weighted_error(d, gram);
}

/// The folded layer's inputs at a linear.
Matrix folded_gram(const LayerRig& rig, const WorkingLayer& folded, LinearId id) {
  Matrix x = to_matrix(rig.input(input_site(id)));
  const at::Tensor& scale = folded.input_scale[static_cast<size_t>(input_site(id))];
  if (scale.defined()) {
    const Matrix s = to_matrix(scale);
    for (int64_t i = 0; i < x.rows; ++i) {
      for (int64_t j = 0; j < x.cols; ++j) x(i, j) /= s(0, j);
    }
  }
  return test::gram_of(x);
}

/// Every method (with fewer steps where it learns), and what the presets combine.
std::vector<std::string> some_specs() {
  std::vector<std::string> specs;
  for (const MethodInfo& info : methods()) {
    const bool learns = std::any_of(info.options.begin(), info.options.end(),
                                    [](const OptionInfo& option) { return option.name == "steps"; });
    specs.push_back(info.id + (learns ? ":steps=50" : ""));
  }
  specs.insert(specs.end(), {"rtn:clip", "gptq:clip", "gptq:static-groups", "gptq:act-order:clip:refine=2",
                             "awq:clip+gptq:act-order:clip", "smoothquant:0.5+gptq", "autoround:start=gptq:steps=20",
                             "autoround:start=absmax:refine=2:steps=20", "omniquant:let:let-steps=20:steps=20"});
  return specs;
}

TEST_P(Grid, TakesEveryMethod) {
  LayerRig rig({}, StorageType::float32);
  rig.scheme = GetParam().scheme();
  const int64_t least = -(int64_t{1} << (GetParam().bits - 1)), most = -least - 1;
  const QuantizedLayer plain = rig.quantize("rtn");
  for (const std::string& spec : some_specs()) {
    SCOPED_TRACE(spec);
    const QuantizedLayer quantized = rig.quantize(spec);
    if (quantized.linears.front().spqr) continue;  // a form of its own: spqr_test.cpp
    const WorkingLayer folded = rig.transform(spec);
    double error = 0, plain_error = 0;
    for (const LinearId id : kLinearIds) {
      SCOPED_TRACE(linear_name(id));
      const QuantizedLinear& linear = quantized.at(id);
      ASSERT_TRUE(linear.quantized());
      EXPECT_EQ(linear.bits, GetParam().bits);
      EXPECT_EQ(linear.group, GetParam().channel ? linear.codes.size(1) : 32);
      ASSERT_EQ(linear.zeros.defined(), GetParam().asymmetric);
      if (linear.zeros.defined()) {
        ASSERT_EQ(linear.zeros.sizes(), linear.scales.sizes());
        for (const double zero : to_matrix(linear.zeros).values) {
          ASSERT_TRUE(zero >= static_cast<double>(least) && zero <= static_cast<double>(most));
        }
      }
      for (const double code : to_matrix(linear.codes).values) {
        ASSERT_TRUE(code >= static_cast<double>(least) && code <= static_cast<double>(most));
      }
      for (const double scale : to_matrix(linear.scales).values) ASSERT_TRUE(std::isfinite(scale) && scale > 0);
      error += error_of(folded.weights.at(id).weight, linear, folded_gram(rig, folded, id));
      plain_error += error_of(rig.layer.at(id).weight, plain.at(id), rig.gram(input_site(id)));
    }
    EXPECT_TRUE(std::isfinite(error));
    // SmoothQuant balances maxima and minimizes no error.
    if (!spec.starts_with("smoothquant")) {
      EXPECT_LE(error, plain_error * (1 + 1e-6));
    }
  }
}

TEST_P(Grid, GoesThroughAFileUnchanged) {
  LayerRig rig({}, StorageType::bfloat16);
  rig.scheme = GetParam().scheme();
  rig.scheme.storage = StorageType::bfloat16;
  const QuantizedLayer saved = rig.quantize("gptq");
  test::TempFolder folder;
  save_quantized_layer(folder / "layer.safetensors", saved);
  const QuantizedLayer read = load_quantized_layer(folder / "layer.safetensors");
  for (const LinearId id : kLinearIds) {
    EXPECT_TRUE(same_bits(read.at(id).codes, saved.at(id).codes));
    EXPECT_TRUE(same_bits(read.at(id).scales, saved.at(id).scales));
    EXPECT_TRUE(same_bits(read.at(id).zeros, saved.at(id).zeros));
    EXPECT_TRUE(same_bits(read.at(id).dequantize(), saved.at(id).dequantize()));
  }
}

TEST_P(Grid, HandsTheKernelsTheExactDifferences) {
  LayerRig rig;
  rig.scheme = GetParam().scheme();
  for (const QuantizedLinear& linear : rig.quantize("rtn").linears) {
    const auto integers = linear.integers();
    ASSERT_EQ(integers.has_value(), !(GetParam().asymmetric && GetParam().bits == 8));
    if (!integers) continue;
    const int expected = !GetParam().asymmetric ? GetParam().bits : GetParam().bits <= 3 ? 4 : 8;
    EXPECT_EQ(integers->bits, expected);
    EXPECT_TRUE(same_bits(dequantize_codes(integers->codes, linear.scales, linear.group), linear.dequantize()));
  }
}

INSTANTIATE_TEST_SUITE_P(Schemes, Grid, testing::ValuesIn(grid_cases()), [](const auto& p) { return p.param.name(); });

/// GPTQ by its definition (optimal brain surgery): the inverse of what is left of the Hessian, anew for each column.
struct SlowGptq {
  Matrix codes, scales, zeros;
};
SlowGptq slow_gptq(Matrix w, const Matrix& gram, int64_t group, int bits, bool fixed) {
  const int64_t d = w.cols;
  const double lowest = -std::pow(2, bits - 1), highest = -lowest - 1;
  SlowGptq out{Matrix(w.rows, d), Matrix(w.rows, d / group), Matrix(w.rows, d / group)};
  Matrix hessian = gram;
  double mean = 0;
  for (int64_t i = 0; i < d; ++i) mean += gram(i, i) / static_cast<double>(d);
  for (int64_t i = 0; i < d; ++i) hessian(i, i) += 0.01 * mean;
  const auto find = [&](int64_t r, int64_t g) {
    double low = 0, high = 0;
    for (int64_t j = g * group; j < (g + 1) * group; ++j) {
      low = std::min(low, w(r, j));
      high = std::max(high, w(r, j));
    }
    out.scales(r, g) = (high - low) / (highest - lowest);
    out.zeros(r, g) = std::clamp(test::round_half_even(lowest - low / out.scales(r, g)), lowest, highest);
  };
  for (int64_t r = 0; fixed && r < w.rows; ++r) {
    for (int64_t g = 0; g < d / group; ++g) find(r, g);
  }
  for (int64_t i = 0; i < d; ++i) {
    Matrix left(d - i, d - i);
    for (int64_t a = i; a < d; ++a) {
      for (int64_t b = i; b < d; ++b) left(a - i, b - i) = hessian(a, b);
    }
    const Matrix inverse = test::inverse(left);
    for (int64_t r = 0; r < w.rows; ++r) {
      const int64_t g = i / group;
      if (!fixed && i % group == 0) find(r, g);
      const double code =
          std::clamp(test::round_half_even(w(r, i) / out.scales(r, g) + out.zeros(r, g)), lowest, highest);
      out.codes(r, i) = code;
      const double error = (w(r, i) - (code - out.zeros(r, g)) * out.scales(r, g)) / inverse(0, 0);
      for (int64_t j = i; j < d; ++j) w(r, j) -= error * inverse(0, j - i);
    }
  }
  return out;
}

TEST(AsymmetricGptq, FollowsItsDefinition) {
  for (const bool channel : {false, true}) {
    for (const bool fixed : {false, true}) {
      LayerRig rig;
      rig.scheme = GridCase{4, channel, true}.scheme();
      const QuantizedLayer quantized = rig.quantize(fixed ? "gptq:static-groups" : "gptq");
      const QuantizedLinear& linear = quantized.at(LinearId::gate);
      const SlowGptq slow = slow_gptq(to_matrix(rig.layer.at(LinearId::gate).weight), rig.gram(InputSite::ffn_in),
                                      linear.group, 4, fixed);
      // A code on the edge falls either way in float32, and what follows in its row with it.
      EXPECT_GT(test::share_equal(to_matrix(linear.codes), slow.codes), 0.97) << channel << fixed;
      EXPECT_GT(test::share_equal(to_matrix(linear.zeros), slow.zeros), 0.97) << channel << fixed;
      QuantizedLinear other = linear;
      other.codes = test::to_tensor(slow.codes).to(at::kChar);
      other.scales = test::to_tensor(slow.scales);
      other.zeros = test::to_tensor(slow.zeros).to(at::kChar);
      const at::Tensor& weight = rig.layer.at(LinearId::gate).weight;
      const Matrix gram = rig.gram(InputSite::ffn_in);
      EXPECT_NEAR(error_of(weight, linear, gram) / error_of(weight, other, gram), 1, 0.02) << channel << fixed;
    }
  }
}

TEST(AsymmetricClip, PicksTheBestRatioOfEachGroup) {
  LayerRig rig;
  rig.scheme = GridCase{3, false, true}.scheme();
  const at::Tensor weight = rig.layer.at(LinearId::down).weight;
  const Matrix w = to_matrix(weight), gram = rig.gram(InputSite::down_in);
  const GroupGrid grid = weight_grid(rig.scheme, weight.size(1));
  const Matrix scales =
      to_matrix(search_clipped_scales(weight, test::to_tensor(gram).to(at::kDouble), grid, {10, 0.5}));
  const Matrix full = to_matrix(find_scales(weight, grid)), zeros = to_matrix(find_zeros(weight, grid));
  int64_t clipped = 0;
  for (int64_t r = 0; r < w.rows; ++r) {
    for (int64_t g = 0; g < full.cols; ++g) {
      const auto loss = [&](double scale) {
        Matrix error(1, 32);
        Matrix block(32, 32);
        for (int64_t i = 0; i < 32; ++i) {
          const double v = w(r, g * 32 + i), z = zeros(r, g);
          error(0, i) = v - (std::clamp(test::round_half_even(v / scale + z), -4.0, 3.0) - z) * scale;
          for (int64_t j = 0; j < 32; ++j) block(i, j) = gram(g * 32 + i, g * 32 + j);
        }
        return test::weighted_error(error, block);
      };
      double best = loss(full(r, g));
      for (int step = 1; step < 10; ++step) best = std::min(best, loss(full(r, g) * (1 - 0.05 * step)));
      ASSERT_LE(loss(scales(r, g)), best * (1 + 1e-4)) << r << " " << g;
      clipped += scales(r, g) < full(r, g) ? 1 : 0;
    }
  }
  EXPECT_GT(clipped, w.rows * full.cols / 4);
}

// The gradients of the learned grid are those of the loss wherever no rounding is crossed; with zero points too.
TEST(AsymmetricLearnedGrid, EvaluatesWhatDequantizesToTheSameError) {
  LayerRig rig;
  rig.scheme = GridCase{3, false, true}.scheme();
  const at::Tensor weight = rig.layer.at(LinearId::o).weight;
  const at::Tensor gram = test::to_tensor(rig.gram(InputSite::o_in)).to(at::kDouble);
  const GroupGrid grid = weight_grid(rig.scheme, weight.size(1));
  const at::Tensor zeros = find_zeros(weight, grid);
  LearnedGrid learned(weight, gram, grid, find_scales(weight, grid), zeros);
  learned.evaluate();
  EXPECT_TRUE(same_bits(learned.best().zeros, zeros));
  const at::Tensor rtn = quantize_codes(weight, find_scales(weight, grid), grid, zeros);
  EXPECT_GT(test::share_equal(to_matrix(learned.best().codes), to_matrix(rtn)), 0.99);
  const double before = learned.losses().sum().item<double>();
  sign_descent(learned, 40, 1.0 / 40, true, rig.control);
  QuantizedLinear linear;
  linear.codes = learned.best().codes;
  linear.scales = learned.best().scales;
  linear.zeros = learned.best().zeros;
  linear.group = grid.group;
  linear.bits = 3;
  const double after = error_of(weight, linear, rig.gram(InputSite::o_in));
  EXPECT_LT(after, 0.9 * before);
}

TEST(AsymmetricRefinement, LowersTheErrorAndMovesNoZeroPoint) {
  LayerRig rig;
  rig.scheme = GridCase{4, true, true}.scheme();
  const at::Tensor weight = rig.layer.at(LinearId::gate).weight;
  const Matrix gram = rig.gram(InputSite::ffn_in);
  const GroupGrid grid = weight_grid(rig.scheme, weight.size(1));
  QuantizedLinear linear;
  linear.group = grid.group;
  linear.bits = 4;
  linear.scales = find_scales(weight, grid);
  linear.zeros = find_zeros(weight, grid);
  linear.codes = quantize_codes(weight, linear.scales, grid, linear.zeros);
  const double before = error_of(weight, linear, gram);
  refine_codes(weight, test::to_tensor(gram).to(at::kDouble), grid, 3, rig.control, linear.codes, linear.scales,
               linear.zeros);
  EXPECT_LT(error_of(weight, linear, gram), 0.9 * before);
  for (const double code : to_matrix(linear.codes).values) ASSERT_TRUE(code >= -8 && code <= 7);
}

// Q4_1 stores scale and least value in float16: each scale times every zero point must fit.
TEST(ShortScales, LeaveRoomForTheLeastValue) {
  LayerRig rig;
  rig.scheme = GridCase{4, false, true}.scheme();
  rig.scheme.float16_scales = true;
  for (const std::string method : {"rtn", "rtn:clip", "gptq:refine=2", "autoround:steps=5", "omniquant:steps=5"}) {
    for (const QuantizedLinear& linear : rig.quantize(method).linears) {
      for (const double scale : to_matrix(linear.scales).values) {
        for (int k = 0; k < 16; ++k) ASSERT_EQ(test::stored(k * scale, StorageType::float16), k * scale) << method;
      }
    }
  }
}

TEST(Schemes, HaveTextsAndPresets) {
  Scheme scheme;
  EXPECT_EQ(describe(scheme), "W4A8, symmetric, group 128");
  EXPECT_EQ(matching_preset(scheme), &scheme_presets().front());
  apply_preset(parse_scheme_preset("w4a16-asymmetric"), scheme);
  EXPECT_EQ(describe(scheme), "W4A16, asymmetric, group 128");
  scheme.group_size = parse_group("channel");
  EXPECT_EQ(describe(scheme), "W4A16, asymmetric, per channel");
  EXPECT_EQ(matching_preset(scheme), nullptr);
  EXPECT_EQ(group_text(scheme.group_size), "channel");
  EXPECT_EQ(parse_group("64"), 64);
  for (const char* wrong : {"", "0", "-1", "64x", "per-channel"}) EXPECT_THROW(parse_group(wrong), Error) << wrong;
  EXPECT_THROW(parse_scheme_preset("w5a8"), Error);
  EXPECT_EQ(effective_group(scheme, 576), 576);
  EXPECT_EQ(effective_group(scheme, 48), 0);
  // 4 bits, and a 16-bit scale and a 4-bit zero point for 576 weights.
  const LinearInfo linear = {0, "self_attn.q_proj", 192, 576, "F16", 64};
  EXPECT_DOUBLE_EQ(linear_storage(linear, scheme, {}).per_weight(), 4 + 20.0 / 576);
  EXPECT_DOUBLE_EQ(linear_storage(linear, {}, {}).per_weight(), 4 + 16.0 / 64);
}

}  // namespace
}  // namespace calm
