// SpQR against an independent slow version: scalars, doubles, the inverse Hessian downdated by elimination.
#include "quantization/spqr.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "calm/plan_size.h"
#include "core/quantization/rig.h"

namespace calm {
namespace {

using test::LayerRig;
using test::Matrix;
using test::same_bits;
using test::to_matrix;

/// The elimination's pivots and rows in turn: what each column's error is spread by.
struct Elimination {
  std::vector<double> pivots;
  std::vector<std::vector<double>> rows;
};
Elimination eliminate(const Matrix& gram, double percdamp) {
  Matrix h = gram;
  double mean = 0;
  for (int64_t j = 0; j < h.cols; ++j) mean += h(j, j) / static_cast<double>(h.cols);
  for (int64_t j = 0; j < h.cols; ++j) h(j, j) += percdamp * mean;
  Matrix hinv = test::inverse(h);
  Elimination out;
  for (int64_t j = 0; j < h.cols; ++j) {
    out.pivots.push_back(hinv(j, j));
    out.rows.emplace_back();
    for (int64_t k = 0; k < h.cols; ++k) out.rows.back().push_back(hinv(j, k));
    const Matrix before = hinv;
    for (int64_t r = 0; r < h.cols; ++r) {
      for (int64_t c = 0; c < h.cols; ++c) hinv(r, c) -= before(r, j) * before(j, c) / before(j, j);
    }
  }
  return out;
}

/// Weighted squared error of a group rounded between its extremes (zero is never outside), one entry (or none: -1) left
/// out.
double group_error(const std::vector<double>& w, const std::vector<double>& importance, int left_out, int levels) {
  double least = 0, most = 0, sum = 0;
  for (int i = 0; i < static_cast<int>(w.size()); ++i) {
    if (i == left_out) continue;
    least = std::min(least, w[static_cast<size_t>(i)]);
    most = std::max(most, w[static_cast<size_t>(i)]);
  }
  const double step = (most - least) / levels;
  for (int i = 0; i < static_cast<int>(w.size()); ++i) {
    if (i == left_out) continue;
    const double rounded = std::nearbyint((w[static_cast<size_t>(i)] - least) / step) * step + least;
    sum += importance[static_cast<size_t>(i)] * std::pow(rounded - w[static_cast<size_t>(i)], 2);
  }
  return sum;
}

double half(double value) {
  return test::stored(value, StorageType::float16);
}

/// Codes of up to `rows` values between their extremes; the values become what the codes stand for.
void quantize_level(std::vector<double>& values, int rows, int levels) {
  for (size_t first = 0; first < values.size(); first += static_cast<size_t>(rows)) {
    const size_t end = std::min(values.size(), first + static_cast<size_t>(rows));
    const auto [least, most] = std::minmax_element(values.begin() + static_cast<std::ptrdiff_t>(first),
                                                   values.begin() + static_cast<std::ptrdiff_t>(end));
    const double low = half(*least), step = half((*most - low) / levels);
    for (size_t i = first; i < end; ++i)
      values[i] =
          step == 0
              ? low
              : std::clamp(std::nearbyint((values[i] - low) / step), 0.0, static_cast<double>(levels)) * step + low;
  }
}

struct SlowSpqr {
  Matrix values;
  std::set<int64_t> outliers;
};
SlowSpqr slow_spqr(Matrix w, const Matrix& gram, int bits, int group, int statistics_bits, int rows, double share) {
  const int levels = (1 << bits) - 1, statistics_levels = (1 << statistics_bits) - 1;
  const Elimination steps = eliminate(gram, 0.01);
  std::vector<double> gain;
  for (int64_t i = 0; i < w.rows; ++i) {
    for (int64_t first = 0; first < w.cols; first += group) {
      std::vector<double> part, importance;
      for (int64_t j = first; j < first + group; ++j) {
        part.push_back(w(i, j));
        importance.push_back(1 / steps.pivots[static_cast<size_t>(j)]);
      }
      const double whole = group_error(part, importance, -1, levels);
      for (int j = 0; j < group; ++j) gain.push_back(whole - group_error(part, importance, j, levels));
    }
  }
  std::vector<int64_t> order(gain.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](int64_t a, int64_t b) { return gain[static_cast<size_t>(a)] > gain[static_cast<size_t>(b)]; });
  SlowSpqr out{Matrix(w.rows, w.cols), {}};
  out.outliers.insert(order.begin(), order.begin() + std::llround(share * static_cast<double>(order.size())));

  for (int64_t first = 0; first < w.cols; first += group) {
    std::vector<double> scales, zeros, lows;
    for (int64_t i = 0; i < w.rows; ++i) {
      double least = 0, most = 0;
      for (int64_t j = first; j < first + group; ++j) {
        if (out.outliers.contains(i * w.cols + j)) continue;
        least = std::min(least, w(i, j));
        most = std::max(most, w(i, j));
      }
      lows.push_back(least);
      scales.push_back((most - least) / levels);
    }
    quantize_level(scales, rows, statistics_levels);
    for (size_t i = 0; i < lows.size(); ++i)
      zeros.push_back(std::clamp(-lows[i] / scales[i], 0.0, static_cast<double>(levels)));
    quantize_level(zeros, rows, statistics_levels);
    for (int64_t j = first; j < first + group; ++j) {
      for (int64_t i = 0; i < w.rows; ++i) {
        const double scale = scales[static_cast<size_t>(i)], zero = zeros[static_cast<size_t>(i)];
        const double code = std::clamp(std::nearbyint(w(i, j) / scale + zero), 0.0, static_cast<double>(levels));
        out.values(i, j) = out.outliers.contains(i * w.cols + j) ? half(w(i, j)) : scale * (code - zero);
        const double error = (w(i, j) - out.values(i, j)) / steps.pivots[static_cast<size_t>(j)];
        for (int64_t k = j + 1; k < w.cols; ++k)
          w(i, k) -= error * steps.rows[static_cast<size_t>(j)][static_cast<size_t>(k)];
      }
    }
  }
  return out;
}

TEST(Spqr, IsTheSlowVersion) {
  const LayerRig rig;
  const QuantizedLayer quantized = rig.quantize("spqr:bits=3");
  for (const LinearId id : {LinearId::k, LinearId::o, LinearId::up}) {
    SCOPED_TRACE(linear_name(id));
    const Matrix w = to_matrix(rig.layer.at(id).weight), gram = rig.gram(input_site(id));
    const SlowSpqr slow = slow_spqr(w, gram, 3, 16, 3, 16, 0.01);
    const SpqrWeights& fast = *quantized.at(id).spqr;
    const int64_t* at = fast.outlier_at.const_data_ptr<int64_t>();
    const std::set<int64_t> found(at, at + fast.outlier_at.numel());
    EXPECT_EQ(found, slow.outliers);
    const double expected = test::weighted_error(test::minus(slow.values, w), gram);
    const double error = test::weighted_error(test::minus(to_matrix(quantized.at(id).dequantize()), w), gram);
    EXPECT_NEAR(error, expected, 0.05 * expected);
    // A near tie decides the other way now and then, and its row goes its own way from there.
    const Matrix values = to_matrix(quantized.at(id).weight);
    int64_t same = 0;
    for (size_t i = 0; i < values.values.size(); ++i)
      same += std::fabs(values.values[i] - slow.values.values[i]) < 1e-4 ? 1 : 0;
    EXPECT_GT(static_cast<double>(same), 0.9 * static_cast<double>(values.values.size()));
  }
}

TEST(Spqr, BeatsGptqAtEqualBitsOfItsCodes) {
  const LayerRig rig;
  const QuantizedLayer spqr = rig.quantize("spqr:bits=3"), gptq = rig.quantize("gptq:bits=3"),
                       plain = rig.quantize("spqr:bits=3:outliers=0");
  double with = 0, without = 0, other = 0;
  for (const LinearId id : kLinearIds) {
    const Matrix w = to_matrix(rig.layer.at(id).weight), gram = rig.gram(input_site(id));
    const auto error = [&](const QuantizedLayer& layer) {
      return test::weighted_error(test::minus(to_matrix(layer.at(id).dequantize()), w), gram);
    };
    with += error(spqr);
    without += error(plain);
    other += error(gptq);
  }
  EXPECT_LT(with, without) << "outliers help";
  EXPECT_LT(with, other);
}

TEST(Spqr, MoreOutliersMeanLessErrorUntilGroupsHoldOneValue) {
  const LayerRig rig;
  double previous = INFINITY;
  for (const std::string share : {"0", "0.05", "0.2", "0.5"}) {
    const QuantizedLayer layer = rig.quantize("spqr:bits=3:group=8:outliers=" + share);
    double error = 0;
    for (const LinearId id : kLinearIds) {
      const Matrix values = to_matrix(layer.at(id).dequantize());
      for (const double value : values.values) ASSERT_TRUE(std::isfinite(value));
      error += test::weighted_error(test::minus(values, to_matrix(rig.layer.at(id).weight)), rig.gram(input_site(id)));
    }
    EXPECT_LT(error, previous) << share;
    previous = error;
  }
}

TEST(Spqr, ItsSizeIsCountedBeforeAndAfter) {
  const LayerRig rig({}, StorageType::bfloat16);
  for (const std::string method : {"spqr:bits=3", "spqr:outliers=0.05:group=32:statistics-group=5:statistics-bits=4"}) {
    const QuantizedLayer quantized = rig.quantize(method);
    for (const LinearId id : kLinearIds) {
      const auto [out, in] = std::pair{rig.config().out_features(id), rig.config().in_features(id)};
      const LinearInfo info{0, linear_name(id), out, in, "BF16", 64};
      const double counted = linear_storage(info, rig.scheme, method).total();
      EXPECT_DOUBLE_EQ(quantized.at(id).spqr->stored_bits(), counted) << method;
    }
  }
  // 64 x 64 at 3 bits: codes, two 3-bit statistics a group of 16, 64 bits a block of 16 rows, 41 outliers of 32 bits,
  // 64 row offsets of 32.
  const StorageBits bits = linear_storage({0, "self_attn.q_proj", 64, 64, "BF16", 64}, {}, "spqr:bits=3");
  EXPECT_EQ(bits.codes, 4096 * 3);
  EXPECT_EQ(bits.scales + bits.zeros, 256 * 6 + 4 * 4 * 64);
  EXPECT_EQ(bits.outliers, 41 * 32 + 64 * 32);
}

TEST(Spqr, RaisesTheDampingAndSaysSoWhereTheHessianIsSingular) {
  LayerRig rig;
  rig.inputs[0] = rig.inputs[0].narrow(0, 0, 5).repeat({40, 1}).narrow(0, 0, 192).contiguous();  // rank 5 of 64
  const auto raised = [&](const char* method) {
    const std::vector<std::string> notes = rig.quantize(method).notes;
    return std::count_if(notes.begin(), notes.end(), [](const std::string& note) {
      return note.find("q_proj") != std::string::npos && note.find("damping raised from 0 to") != std::string::npos;
    });
  };
  EXPECT_EQ(raised("spqr:percdamp=0"), 1);
  EXPECT_EQ(raised("spqr:percdamp=0.01"), 0);
}

TEST(Spqr, ComesBackFromItsFile) {
  const LayerRig rig({}, StorageType::bfloat16);
  const QuantizedLayer quantized = rig.quantize("attn=spqr:bits=3/ffn=rtn");
  const test::TempFolder folder;
  save_quantized_layer(folder / "layer.safetensors", quantized);
  const QuantizedLayer back = load_quantized_layer(folder / "layer.safetensors");
  for (const LinearId id : kLinearIds) {
    EXPECT_TRUE(same_bits(back.at(id).dequantize(), quantized.at(id).dequantize())) << linear_name(id);
    EXPECT_EQ(back.at(id).bits, quantized.at(id).bits);
    EXPECT_EQ(back.at(id).spqr != nullptr, quantized.at(id).spqr != nullptr);
    if (back.at(id).spqr) {
      EXPECT_TRUE(same_bits(back.at(id).spqr->codes, quantized.at(id).spqr->codes));
      EXPECT_TRUE(same_bits(back.at(id).spqr->outlier_at, quantized.at(id).spqr->outlier_at));
      EXPECT_EQ(back.at(id).spqr->stored_bits(), quantized.at(id).spqr->stored_bits());
    }
  }
  EXPECT_FALSE(is_exportable(quantized.method));
  EXPECT_TRUE(is_exportable("gptq:bits=3"));
}

}  // namespace
}  // namespace calm
