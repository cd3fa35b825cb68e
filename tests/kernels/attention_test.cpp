#include "calm/kernels/attention.h"

#include <limits>

#include "kernels/attention_rig.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr Shape kShapes[] = {{9, 3, 64}, {4, 4, 8},  {8, 2, 128}, {6, 1, 20},
                             {3, 1, 1},  {7, 7, 33}, {64, 1, 80}, {5, 1, 72}};

class Attention : public EachIsa {
 protected:
  /// Runs and compares with the definition: the sums are float32 in an order of each set's own, so an error bound.
  static void check(Rig& rig, int64_t window, const ParallelFor& parallel = serial) {
    const float scale = 1.0F / std::sqrt(static_cast<float>(rig.shape.head_dim));
    const std::vector<double> expected = rig.expected(window, scale);
    attention(rig.qkv(), rig.cache(), window, scale, rig.out.data(), parallel);
    EXPECT_TRUE(rig.intact());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(rig.out[static_cast<int64_t>(i)], expected[i], 4e-6) << "at " << i;
    }
  }
};

TEST_P(Attention, AgreesWithFloat64ForManyTokens) {
  for (const Shape& shape : kShapes) {
    for (const DenseType type : {DenseType::float32, DenseType::float16}) {
      for (const auto& [held, tokens] :
           {std::pair<int64_t, int64_t>{0, 2}, {0, 33}, {5, 70}, {130, 17}, {63, 2}, {10, 200}}) {
        for (const int64_t window : {0, 1, 30}) {
          SCOPED_TRACE(::testing::Message()
                       << shape.heads << "/" << shape.kv_heads << " x " << shape.head_dim << " held " << held
                       << " tokens " << tokens << " window " << window << " half " << (type != DenseType::float32));
          Rig rig(shape, held + tokens + 2, held, tokens, type, 7);
          check(rig, window);
        }
      }
    }
  }
}

TEST_P(Attention, AgreesWithFloat64ForOneToken) {
  for (const Shape& shape : kShapes) {
    for (const DenseType type : {DenseType::float32, DenseType::float16}) {
      for (const int64_t held : {0, 1, 2, 3, 64, 255, 256, 900}) {
        for (const int64_t window : {0, 1, 300}) {
          SCOPED_TRACE(::testing::Message()
                       << shape.heads << "/" << shape.kv_heads << " x " << shape.head_dim << " held " << held
                       << " window " << window << " half " << (type != DenseType::float32));
          Rig rig(shape, held + 1, held, 1, type, 3);
          check(rig, window);
        }
      }
    }
  }
}

TEST_P(Attention, TakesLargeScores) {
  for (const int64_t tokens : {1, 150}) {
    Rig rig({4, 2, 64}, 700, 300, tokens, DenseType::float32, 21, 8.0F);  // scores of some hundreds
    const std::vector<double> expected = rig.expected(0, 0.5F);
    attention(rig.qkv(), rig.cache(), 0, 0.5F, rig.out.data());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      // exp turns the scores' rounding, 2^-24 of some thousands, into relative errors of the weights.
      ASSERT_NEAR(rig.out[static_cast<int64_t>(i)], expected[i], 2e-2) << i;
    }
  }
}

TEST_P(Attention, DoesNotDependOnTheThreads) {
  for (const int64_t tokens : {1, 90}) {
    Rig rig({9, 3, 64}, 800, 700, tokens, DenseType::float16, 5);
    attention(rig.qkv(), rig.cache(), 0, 0.125F, rig.out.data());
    const std::vector<float> one = rig.out.values();
    for (const int64_t chunk : {1, 2, 100}) {
      attention(rig.qkv(), rig.cache(), 0, 0.125F, rig.out.data(), Threads{3, chunk});
      EXPECT_TRUE(same_bits(rig.out.values(), one)) << chunk;
    }
  }
}

TEST_P(Attention, BeyondTheCapacityIsNaN) {
  for (const int64_t held : {0, 8, 12, 13, 40}) {
    Rig rig({2, 1, 16}, 12, held, 5, DenseType::float32, 5);
    attention(rig.qkv(), rig.cache(), 0, 0.25F, rig.out.data());
    EXPECT_TRUE(rig.intact());
    for (int64_t i = 0; i < 5 * 32; ++i) EXPECT_EQ(std::isnan(rig.out[i]), held + i / 32 >= 12) << held << ", " << i;
  }
}

/// A NaN in the query of one token reaches that token's head; in a key or value, the tokens that see it.
TEST_P(Attention, NaNReachesOnlyWhatMaySeeIt) {
  const Shape shape{6, 2, 32};
  const int64_t row = shape.heads * shape.head_dim;
  for (const DenseType type : {DenseType::float32, DenseType::float16}) {
    for (const int64_t window : {0, 20}) {
      for (const int64_t at : {10, 64, 75, 100}) {
        for (const bool in_value : {false, true}) {
          SCOPED_TRACE(::testing::Message() << at << " window " << window << (in_value ? " value" : " key"));
          Rig rig(shape, 140, 60, 70, type, 4);
          rig.set(in_value ? rig.values : rig.keys, rig.index(1, at, 5), kNaN);
          attention(rig.qkv(), rig.cache(), window, 0.2F, rig.out.data());
          for (int64_t i = 0; i < 70 * row; ++i) {
            const int64_t seen_from = 60 + i / row;
            const bool sees = at <= seen_from && (window == 0 || at > seen_from - window);
            const bool there = i % row / shape.head_dim >= 3 && (!in_value || i % shape.head_dim == 5);
            ASSERT_EQ(std::isnan(rig.out[i]), sees && there) << i;
          }
        }
      }
      Rig rig(shape, 140, 60, 70, type, 4);
      rig.rows[31 * rig.stride + 2 * shape.head_dim + 9] = kNaN;
      attention(rig.qkv(), rig.cache(), window, 0.2F, rig.out.data());
      for (int64_t i = 0; i < 70 * row; ++i) {
        ASSERT_EQ(std::isnan(rig.out[i]), i / row == 31 && i % row / shape.head_dim == 2) << i;
      }
    }
  }
}

TEST_P(Attention, OneTokenSeesNaNWhereverItLies) {
  for (const int64_t at : {0, 255, 256, 299}) {
    for (const bool in_value : {false, true}) {
      Rig rig({4, 2, 16}, 301, 300, 1, DenseType::float16, 4);
      rig.set(in_value ? rig.values : rig.keys, rig.index(0, at, 3), kNaN);
      attention(rig.qkv(), rig.cache(), 0, 0.2F, rig.out.data());
      for (int64_t i = 0; i < 64; ++i) {
        EXPECT_EQ(std::isnan(rig.out[i]), i < 32 && (!in_value || i % 16 == 3)) << at << ", " << i;
      }
    }
  }
}

/// A float16 cache overflows to Inf. A key whose score is -Inf counts nothing; +Inf gives NaN, not garbage.
TEST_P(Attention, InfiniteKeysAreIgnoredOrLoud) {
  for (const int64_t tokens : {1, 40}) {
    for (const int64_t at : {0, 100, 150}) {
      Rig rig({2, 1, 16}, 400, 200, tokens, DenseType::float16, 4);
      for (int64_t t = 0; t < tokens; ++t) {
        for (int64_t head = 0; head < 2; ++head) rig.rows[t * rig.stride + head * 16] = 1.0F;
      }
      rig.set(rig.keys, rig.index(0, at, 0), -1e6F);
      check(rig, 0);
      rig.set(rig.keys, rig.index(0, at, 0), 1e6F);
      attention(rig.qkv(), rig.cache(), 0, 0.25F, rig.out.data());
      for (const float v : rig.out.values()) ASSERT_TRUE(std::isnan(v));
    }
  }
  for (const int64_t tokens : {1, 3}) {  // nothing but -Inf to see
    Rig rig({1, 1, 8}, 4, 0, tokens, DenseType::float32, 4);
    for (int64_t t = 0; t < tokens; ++t) rig.rows[t * rig.stride] = 1.0F;
    for (int64_t at = 0; at < 4; ++at) rig.set(rig.keys, rig.index(0, at, 0), -kInf);
    attention(rig.qkv(), rig.cache(), 0, 1.0F, rig.out.data());
    for (const float v : rig.out.values()) ASSERT_TRUE(std::isnan(v));
  }
}

TEST_P(Attention, OneTokenAgreesWithManyAtTheSamePosition) {
  Rig many({9, 3, 64}, 600, 500, 40, DenseType::float32, 8);
  attention(many.qkv(), many.cache(), 0, 0.125F, many.out.data());
  for (const int64_t t : {0, 17, 39}) {
    std::vector<float> one(9 * 64);
    const auto position = static_cast<int32_t>(500 + t);
    attention({many.rows.data() + t * many.stride, 1, many.stride, 9, &position}, many.cache(), 0, 0.125F, one.data());
    for (int64_t i = 0; i < 9 * 64; ++i) ASSERT_NEAR(one[i], many.out[t * 9 * 64 + i], 2e-6);
  }
}

TEST_P(Attention, TakesNoTokensAndRefusesBadShapes) {
  Rig rig({2, 1, 16}, 12, 0, 0, DenseType::float32, 5);
  attention(rig.qkv(), rig.cache(), 0, 0.25F, rig.out.data());
  EXPECT_TRUE(rig.intact());
  KvCache cache = rig.cache();
  cache.type = DenseType::bfloat16;
  EXPECT_THROW(attention(rig.qkv(), cache, 0, 0.25F, rig.out.data()), std::invalid_argument);
  cache = rig.cache();
  cache.head_dim = 1025;
  EXPECT_THROW(attention(rig.qkv(), cache, 0, 0.25F, rig.out.data()), std::invalid_argument);
  QkvRows rows = rig.qkv();
  rows.heads = 3;
  cache.head_dim = 8;
  cache.kv_heads = 2;
  EXPECT_THROW(attention(rows, cache, 0, 0.25F, rig.out.data()), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(Attention);

}  // namespace
}  // namespace calm::kernels
