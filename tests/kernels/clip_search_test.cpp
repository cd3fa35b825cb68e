#include "calm/kernels/clip_search.h"

#include <cmath>
#include <stdexcept>

#include "kernels/kernel_test.h"

namespace calm::kernels {
namespace {

struct Problem {
  int64_t rows, group;
  std::vector<float> w, gram, scales, ratios, errors;
  ClipSearch search;

  Problem(int64_t rows_, int64_t group_, uint32_t seed) : rows(rows_), group(group_) {
    w = random_floats(rows * group, seed, 0.05F);
    for (int64_t r = 0; r < rows; ++r) w[r * group + r % group] *= 4.0F;  // an outlier, so that clipping pays
    const std::vector<float> x = random_floats(3 * group * group, seed + 1);
    gram.resize(group * group);
    for (int64_t i = 0; i < group; ++i) {
      for (int64_t j = i; j < group; ++j) {
        double sum = 0.0;
        for (int64_t t = 0; t < 3 * group; ++t) {
          sum += static_cast<double>(x[t * group + i]) * static_cast<double>(x[t * group + j]);
        }
        gram[i * group + j] = static_cast<float>(sum);
        if (i != j) gram[j * group + i] = 1e30F;  // must not be read
      }
    }
    scales.assign(rows, -1.0F);
    ratios.assign(rows, -1.0F);
    errors.assign(rows, -1.0F);
    search.w = w.data();
    search.rows = rows;
    search.group = search.row_stride = search.gram_stride = group;
    search.gram = gram.data();
    search.scales = scales.data();
    search.ratios = ratios.data();
    search.errors = errors.data();
  }

  double error(int64_t row, float scale, int bits) const {
    std::vector<double> d(group);
    const float high = std::exp2(static_cast<float>(bits - 1)) - 1.0F;
    for (int64_t j = 0; j < group; ++j) {
      const float value = w[row * group + j];
      const float code = std::clamp(std::nearbyint(value / scale), -high - 1.0F, high);
      d[j] = static_cast<double>(value) - static_cast<double>(code) * static_cast<double>(scale);
    }
    double sum = 0.0;
    for (int64_t i = 0; i < group; ++i) {
      for (int64_t j = 0; j < group; ++j)
        sum += d[i] * d[j] * static_cast<double>(gram[std::min(i, j) * group + std::max(i, j)]);
    }
    return sum;
  }
};

class ClipSearchKernels : public EachIsa {};

TEST_P(ClipSearchKernels, FindsTheLeastErrorOfAllRatios) {
  for (const int bits : {3, 4, 8}) {
    for (const ScaleType type : {ScaleType::float32, ScaleType::float16, ScaleType::bfloat16}) {
      Problem p(29, 32, 3);
      p.search.bits = bits;
      p.search.type = type;
      clip_search(p.search);
      int clipped = 0;
      for (int64_t r = 0; r < p.rows; ++r) {
        float largest = 0.0F;
        for (int64_t j = 0; j < p.group; ++j) largest = std::max(largest, std::fabs(p.w[r * p.group + j]));
        double least = 1e30;
        for (int k = 0; k <= 10; ++k) {
          const float scale = round_to((1.0F - 0.05F * static_cast<float>(k)) * largest / half_range(bits), type);
          least = std::min(least, p.error(r, scale, bits));
        }
        EXPECT_LE(p.error(r, p.scales[r], bits), least * (1.0 + 1e-4));
        EXPECT_NEAR(static_cast<double>(p.errors[r]), p.error(r, p.scales[r], bits), 1e-3 * least);
        EXPECT_EQ(p.scales[r], scale_of(p.ratios[r] * largest, bits, type));
        clipped += p.ratios[r] < 1.0F ? 1 : 0;
      }
      if (bits == 4) {
        EXPECT_GT(clipped, 10);
      }
    }
  }
}

TEST_P(ClipSearchKernels, PicksWhatTheOraclePicksForAllSizes) {
  for (const int64_t rows : {1, 23, 24, 25, 48, 101}) {
    for (const int64_t group : {1, 5, 32, 64, 128}) {
      SCOPED_TRACE(::testing::Message() << rows << " x " << group);
      Problem expected(rows, group, 7);
      Problem actual(rows, group, 7);
      expected.search.steps = actual.search.steps = 4;
      force_isa(Isa::portable);
      clip_search(expected.search);
      force_isa(GetParam());
      clip_search(actual.search, Threads{2, 1});
      EXPECT_TRUE(same_bits(actual.scales, expected.scales));
      EXPECT_TRUE(same_bits(actual.ratios, expected.ratios));
      EXPECT_TRUE(same_bits(actual.errors, expected.errors));
    }
  }
}

TEST_P(ClipSearchKernels, TiesAndZerosKeepTheWholeRange) {
  Problem p(3, 16, 1);
  std::fill(p.gram.begin(), p.gram.end(), 0.0F);
  std::fill(p.w.begin(), p.w.begin() + 16, 0.0F);
  Guarded<float> scales(5);
  p.search.scales = scales.data();
  p.search.scale_stride = 2;
  scales[1] = scales[3] = 42.0F;
  clip_search(p.search);
  EXPECT_EQ(p.ratios, (std::vector<float>{1.0F, 1.0F, 1.0F}));
  EXPECT_EQ(scales[0], zero_scale(ScaleType::float32));
  EXPECT_EQ(scales[1], 42.0F);
  EXPECT_EQ(scales[3], 42.0F);
  EXPECT_TRUE(scales.intact());
}

TEST_P(ClipSearchKernels, OnlyTheWholeRangeWithNoSteps) {
  Problem p(5, 16, 1);
  p.search.steps = 0;
  clip_search(p.search);
  EXPECT_EQ(p.ratios, std::vector<float>(5, 1.0F));
  p.search.max_shrink = 1.0F;
  EXPECT_THROW(clip_search(p.search), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(ClipSearchKernels);

}  // namespace
}  // namespace calm::kernels
