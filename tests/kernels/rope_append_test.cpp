#include <limits>

#include "kernels/attention_rig.h"

namespace calm::kernels {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr Shape kShapes[] = {{9, 3, 64}, {4, 4, 8}, {2, 1, 128}, {3, 1, 2}, {5, 5, 22}, {2, 2, 96}};

struct Tables {
  Tables(const Shape& shape, int64_t capacity, bool with_norms) : q_norm(shape.head_dim), k_norm(shape.head_dim) {
    for (int64_t position = 0; position < capacity; ++position) {
      for (int64_t i = 0; i < shape.head_dim / 2; ++i) {
        const double angle = static_cast<double>(position) * std::pow(0.1, static_cast<double>(i) / 8.0);
        cos.push_back(static_cast<float>(std::cos(angle)));
        sin.push_back(static_cast<float>(std::sin(angle)));
      }
    }
    q_norm = random_floats(shape.head_dim, 31);
    k_norm = random_floats(shape.head_dim, 32);
    rotary = {cos.data(), sin.data(), with_norms ? q_norm.data() : nullptr, with_norms ? k_norm.data() : nullptr,
              1e-6F};
  }
  std::vector<float> cos, sin, q_norm, k_norm;
  Rotary rotary;
};

class RopeAppend : public EachIsa {};

TEST_P(RopeAppend, RotatesTheHalvesAndFillsTheCache) {
  for (const Shape& shape : kShapes) {
    for (const DenseType type : {DenseType::float32, DenseType::float16}) {
      for (const bool with_norms : {false, true}) {
        SCOPED_TRACE(::testing::Message() << shape.heads << "/" << shape.kv_heads << " x " << shape.head_dim << " half "
                                          << (type != DenseType::float32) << " norms " << with_norms);
        const int64_t width = shape.head_dim;
        Rig rig(shape, 20, 3, 6, type, 5);
        const Tables tables(shape, 20, with_norms);
        const std::vector<float> before = rig.rows.values();
        std::vector<float> keys, values;
        for (int64_t i = 0; i < shape.kv_heads * 20 * width; ++i) {
          keys.push_back(rig.get(rig.keys, i));
          values.push_back(rig.get(rig.values, i));
        }
        rope_append(rig.qkv(), tables.rotary, rig.cache(), Threads{3, 2});
        EXPECT_TRUE(rig.intact());
        EXPECT_EQ(rig.position, 3);
        for (int64_t t = 0; t < 6; ++t) {
          for (int64_t head = 0; head < shape.heads + 2 * shape.kv_heads; ++head) {
            const float* x = before.data() + t * rig.stride + head * width;
            const float* norm = head < shape.heads ? tables.rotary.q_norm : tables.rotary.k_norm;
            const bool rotated = head < shape.heads + shape.kv_heads;
            double factor = 1.0;
            if (norm != nullptr && rotated) {
              double squares = 0.0;
              for (int64_t i = 0; i < width; ++i) squares += static_cast<double>(x[i]) * static_cast<double>(x[i]);
              factor = 1.0 / std::sqrt(squares / static_cast<double>(width) + 1e-6);
            }
            for (int64_t i = 0; i < width; ++i) {
              const auto normed = [&](int64_t at) {
                return static_cast<double>(x[at]) * (norm != nullptr && rotated ? factor * norm[at] : 1.0);
              };
              double expected = normed(i);
              if (rotated) {
                const int64_t half = width / 2;
                const int64_t other = i < half ? i + half : i - half;
                const auto at = static_cast<std::size_t>((3 + t) * half + i % half);
                expected = normed(i) * tables.cos[at] + (i < half ? -normed(other) : normed(other)) * tables.sin[at];
              }
              const float got = rig.rows[t * rig.stride + head * width + i];
              ASSERT_NEAR(got, expected, 2e-6) << "token " << t << " head " << head << " at " << i;
              if (head < shape.heads) continue;
              const int64_t kv_head = (head - shape.heads) % shape.kv_heads;
              const float stored = rig.get(rotated ? rig.keys : rig.values, rig.index(kv_head, 3 + t, i));
              ASSERT_EQ(stored, type == DenseType::float32 ? got : round_to_half(got));
            }
          }
          for (int64_t i = (shape.heads + 2 * shape.kv_heads) * width; i < rig.stride && t < 5; ++i) {
            ASSERT_EQ(rig.rows[t * rig.stride + i], before[static_cast<std::size_t>(t * rig.stride + i)]);
          }
        }
        for (int64_t head = 0; head < shape.kv_heads; ++head) {
          for (int64_t at = 0; at < 20; ++at) {
            if (at >= 3 && at < 9) continue;
            const int64_t i = rig.index(head, at, 0);
            ASSERT_EQ(rig.get(rig.keys, i), keys[static_cast<std::size_t>(i)]);
            ASSERT_EQ(rig.get(rig.values, i), values[static_cast<std::size_t>(i)]);
          }
        }
      }
    }
  }
}

TEST_P(RopeAppend, HasTheSameBitsOnEverySet) {
  for (const Shape& shape : kShapes) {
    for (const bool with_norms : {false, true}) {
      SCOPED_TRACE(shape.head_dim);
      const Tables tables(shape, 9, with_norms);
      Rig rig(shape, 9, 2, 7, DenseType::float16, 6, 30000.0F);  // some overflow to Inf
      Rig oracle(shape, 9, 2, 7, DenseType::float16, 6, 30000.0F);
      rope_append(rig.qkv(), tables.rotary, rig.cache());
      force_isa(Isa::portable);
      rope_append(oracle.qkv(), tables.rotary, oracle.cache());
      force_isa(GetParam());
      EXPECT_TRUE(same_bits(rig.rows.values(), oracle.rows.values()));
      EXPECT_TRUE(same_bits(rig.keys.values(), oracle.keys.values()));
      EXPECT_TRUE(same_bits(rig.values.values(), oracle.values.values()));
    }
  }
}

TEST_P(RopeAppend, LeavesWhatLiesBeyondTheCapacityAlone) {
  const Shape shape{4, 2, 16};
  const Tables tables(shape, 8, false);
  for (const int64_t held : {5, 8, 100}) {
    Rig rig(shape, 8, held, 6, DenseType::float32, 9);
    const std::vector<float> before = rig.rows.values();
    rope_append(rig.qkv(), tables.rotary, rig.cache());
    EXPECT_TRUE(rig.intact());
    const auto first = static_cast<std::size_t>(std::max<int64_t>(0, 8 - held) * rig.stride);
    const std::vector<float> after = rig.rows.values();
    EXPECT_TRUE(std::equal(before.begin() + static_cast<int64_t>(first), before.end(),
                           after.begin() + static_cast<int64_t>(first)));
  }
}

TEST_P(RopeAppend, NaNStaysInItsHead) {
  const Shape shape{4, 2, 16};
  const Tables tables(shape, 8, true);
  Rig rig(shape, 8, 0, 3, DenseType::float32, 9);
  rig.rows[rig.stride + 5 * 16 + 3] = kNaN;  // a key of token 1
  rope_append(rig.qkv(), tables.rotary, rig.cache());
  for (int64_t t = 0; t < 3; ++t) {
    for (int64_t i = 0; i < 8 * 16; ++i) {
      ASSERT_EQ(std::isnan(rig.rows[t * rig.stride + i]), t == 1 && i / 16 == 5) << t << ", " << i;
    }
  }
}

TEST_P(RopeAppend, TakesNoTokensAndRefusesBadShapes) {
  const Shape shape{4, 2, 16};
  const Tables tables(shape, 8, false);
  Rig rig(shape, 8, 0, 0, DenseType::float32, 9);
  rope_append(rig.qkv(), tables.rotary, rig.cache());
  EXPECT_TRUE(rig.intact());
  KvCache cache = rig.cache();
  cache.head_dim = 15;
  EXPECT_THROW(rope_append(rig.qkv(), tables.rotary, cache), std::invalid_argument);
  cache = rig.cache();
  cache.type = DenseType::bfloat16;
  EXPECT_THROW(rope_append(rig.qkv(), tables.rotary, cache), std::invalid_argument);
}

CALM_INSTANTIATE_EACH_ISA(RopeAppend);

}  // namespace
}  // namespace calm::kernels
