// rope_append, attention and sampling for CUDA on the emulator.

#include "calm/kernels/sampling.h"
#include "kernels/attention_rig.h"
#include "kernels/cuda_test.h"

namespace calm::kernels {
namespace {

class CudaAttention : public EachOrder {};
class CudaSampling : public EachOrder {};

/// A Rig's arrays on the pretended device.
struct DeviceRig {
  explicit DeviceRig(Rig& rig)
      : rows(rig.rows.values()),
        keys(rig.keys.values()),
        values(rig.values.values()),
        position(std::vector<int32_t>{rig.position}),
        out(rig.tokens * rig.shape.heads * rig.shape.head_dim),
        cache(rig.cache()),
        qkv(rig.qkv()) {
    cache.keys = keys.data();
    cache.values = values.data();
    qkv.data = rows.data();
    qkv.position = position.data();
  }
  bool intact() const { return rows.intact() && keys.intact() && values.intact() && out.intact(); }

  DeviceBuffer<float> rows;
  DeviceBuffer<unsigned char> keys, values;
  DeviceBuffer<int32_t> position;
  DeviceBuffer<float> out;
  KvCache cache;
  QkvRows qkv;
};

std::vector<float> held_values(const Rig& rig, const std::vector<unsigned char>& bytes) {
  Guarded<unsigned char> cache(bytes);
  std::vector<float> values;
  for (int64_t i = 0; i < rig.shape.kv_heads * rig.capacity * rig.shape.head_dim; ++i) {
    values.push_back(rig.get(cache, i));
  }
  return values;
}

constexpr Shape kShapes[] = {{9, 3, 64}, {4, 4, 8}, {8, 2, 128}, {6, 1, 20}, {3, 1, 2}, {7, 7, 34}, {20, 1, 80}};

TEST_P(CudaAttention, RopeAppendHasTheOraclesBits) {
  for (const Shape& shape : kShapes) {
    for (const DenseType type : {DenseType::float32, DenseType::float16}) {
      for (const bool with_norms : {false, true}) {
        for (const int64_t held : {2, 5, 9, 100}) {  // capacity 9, 7 tokens: some or all lie beyond it
          SCOPED_TRACE(::testing::Message()
                       << shape.heads << "/" << shape.kv_heads << " x " << shape.head_dim << " held " << held);
          Rig rig(shape, 9, held, 7, type, 6, 300.0F);
          rig.rows[3] = kNaN;
          const int64_t half = shape.head_dim / 2;
          const std::vector<float> cos = random_floats(9 * half, 1), sin = random_floats(9 * half, 2);
          const std::vector<float> norms = random_floats(2 * shape.head_dim, 3);
          DeviceBuffer<float> d_cos(cos), d_sin(sin), d_norms(norms);
          DeviceRig device(rig);
          const auto rotary = [&, w = shape.head_dim](const float* c, const float* s, const float* n) {
            return Rotary{c, s, with_norms ? n : nullptr, with_norms ? n + w : nullptr, 1e-6F};
          };
          rope_append(rig.qkv(), rotary(cos.data(), sin.data(), norms.data()), rig.cache());
          cuda::rope_append(device.qkv, rotary(d_cos.data(), d_sin.data(), d_norms.data()), device.cache, nullptr);
          EXPECT_TRUE(same_values(device.rows.values(), rig.rows.values()));
          EXPECT_TRUE(same_values(held_values(rig, device.keys.values()), held_values(rig, rig.keys.values())));
          EXPECT_TRUE(same_values(held_values(rig, device.values.values()), held_values(rig, rig.values.values())));
          EXPECT_TRUE(device.intact());
        }
      }
    }
  }
}

void check(Rig& rig, int64_t window, double bound = 4e-6, float scale = 0.0F) {
  if (scale == 0.0F) scale = 1.0F / std::sqrt(static_cast<float>(rig.shape.head_dim));
  const std::vector<double> expected = rig.expected(window, scale);
  DeviceRig device(rig);
  DeviceBuffer<float> workspace(cuda::attention_workspace(rig.shape.heads, device.cache));
  cuda::attention(device.qkv, device.cache, window, scale, device.out.data(),
                  rig.tokens == 1 ? workspace.data() : nullptr, nullptr);
  EXPECT_TRUE(device.intact() && workspace.intact());
  const std::vector<float> got = device.out.values();
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (i < expected.size()) {
      ASSERT_NEAR(got[i], expected[i], bound) << "at " << i;
    } else {
      ASSERT_TRUE(std::isnan(got[i])) << "at " << i;
    }
  }
}

TEST_P(CudaAttention, OneTokenAgreesWithFloat64) {
  for (const Shape& shape : kShapes) {
    for (const DenseType type : {DenseType::float32, DenseType::float16}) {
      for (const int64_t held : {0, 31, 32, 150}) {
        for (const int64_t window : {0, 1, 50}) {
          SCOPED_TRACE(::testing::Message() << shape.heads << "/" << shape.kv_heads << " x " << shape.head_dim
                                            << " held " << held << " window " << window);
          Rig rig(shape, held + 5, held, 1, type, 3);
          check(rig, window);
        }
      }
    }
  }
}

/// A large capacity cuts the keys into parts, most of them empty at first.
TEST_P(CudaAttention, PartsOfTheKeysAreMerged) {
  for (const Shape& shape : {Shape{4, 2, 64}, Shape{6, 1, 20}, Shape{2, 2, 16}}) {
    for (const int64_t held : {0, 40, 700, 1023}) {
      for (const int64_t window : {0, 333}) {
        SCOPED_TRACE(::testing::Message() << shape.head_dim << " held " << held << " window " << window);
        Rig rig(shape, 1024, held, 1, DenseType::float16, 8);
        EXPECT_GT(cuda::attention_workspace(shape.heads, rig.cache()), 0);
        check(rig, window);
      }
    }
  }
  Rig beyond({4, 2, 64}, 1024, 1024, 1, DenseType::float16, 8);
  check(beyond, 0);
}

TEST_P(CudaAttention, ManyTokensAgreeWithFloat64) {
  for (const Shape& shape : {Shape{9, 3, 64}, Shape{6, 1, 20}, Shape{3, 1, 1}, Shape{2, 1, 1024}}) {
    for (const auto& [held, tokens] : {std::pair<int64_t, int64_t>{0, 2}, {5, 40}, {63, 3}}) {
      SCOPED_TRACE(::testing::Message() << shape.head_dim << " held " << held << " tokens " << tokens);
      Rig rig(shape, held + tokens - 1, held, tokens, DenseType::float16, 7);  // the last one lies beyond
      check(rig, 7);
      check(rig, 0);
    }
  }
}

/// Tiles of tokens and keys on tensor cores: ragged ends, windows that begin inside a tile, tokens beyond the capacity.
TEST_P(CudaAttention, TilesOfTokensAgreeWithFloat64) {
  for (const Shape& shape : {Shape{3, 1, 64}, Shape{2, 2, 128}}) {
    for (const auto& [held, tokens] : {std::pair<int64_t, int64_t>{0, 8}, {0, 70}, {45, 33}, {100, 9}}) {
      for (const int64_t window : {0, 1, 20, 50}) {
        SCOPED_TRACE(::testing::Message()
                     << shape.head_dim << " held " << held << " tokens " << tokens << " window " << window);
        Rig rig(shape, held + tokens - 1, held, tokens, DenseType::float16, 7);  // the last one lies beyond
        check(rig, window);
      }
    }
  }
  Rig beyond({2, 1, 64}, 20, 30, 9, DenseType::float16, 7);
  check(beyond, 0);
  Rig large({2, 1, 64}, 100, 40, 20, DenseType::float16, 21, 8.0F);  // scores of some hundreds
  check(large, 0, 2e-2, 0.5F);
}

/// What nobody may see yet does not show: a NaN in a key behind the token, or in front of its window.
TEST_P(CudaAttention, TilesLetKeysReachOnlyWhoSeesThem) {
  for (const int64_t window : {0, 12}) {
    Rig rig({2, 1, 64}, 100, 20, 40, DenseType::float16, 4);
    rig.set(rig.keys, rig.index(0, 45, 5), kNaN);
    DeviceRig device(rig);
    cuda::attention(device.qkv, device.cache, window, 0.2F, device.out.data(), nullptr, nullptr);
    const std::vector<float> got = device.out.values();
    for (std::size_t i = 0; i < got.size(); ++i) {
      const auto position = static_cast<int64_t>(20 + i / 128);
      ASSERT_EQ(std::isnan(got[i]), position >= 45 && (window == 0 || position < 45 + window)) << i;
    }
  }
}

TEST_P(CudaAttention, TakesLargeScoresAndInfinities) {
  Rig large({4, 2, 64}, 700, 300, 1, DenseType::float32, 21, 8.0F);  // scores of some hundreds
  check(large, 0, 2e-2, 0.5F);
  Rig lowest({1, 1, 8}, 100, 80, 1, DenseType::float32, 2);
  for (int64_t i = 0; i < 8; ++i) {
    lowest.rows[i] = 1.0F;
    lowest.set(lowest.keys, lowest.index(0, 3, i), -kInf);  // a score of -Inf weighs nothing
  }
  check(lowest, 0);
}

/// A NaN in a key or value reaches the heads that see it, in a value only its own element.
TEST_P(CudaAttention, NaNReachesOnlyWhatMaySeeIt) {
  for (const bool in_value : {false, true}) {
    for (const int64_t window : {0, 30}) {
      Rig rig({6, 2, 32}, 1024, 600, 1, DenseType::float16, 4);
      rig.set(in_value ? rig.values : rig.keys, rig.index(1, 560, 5), kNaN);
      DeviceRig device(rig);
      DeviceBuffer<float> workspace(cuda::attention_workspace(6, device.cache));
      cuda::attention(device.qkv, device.cache, window, 0.2F, device.out.data(), workspace.data(), nullptr);
      const std::vector<float> got = device.out.values();
      for (std::size_t i = 0; i < got.size(); ++i) {
        const bool there = i / 32 >= 3 && (!in_value || i % 32 == 5) && window == 0;
        ASSERT_EQ(std::isnan(got[i]), there) << i;
      }
    }
  }
}

int32_t device_sample(const std::vector<float>& logits, const Sampling& sampling, uint64_t random) {
  DeviceBuffer<float> d_logits(logits);
  DeviceBuffer<uint64_t> d_random(std::vector<uint64_t>{random});
  DeviceBuffer<int32_t> scratch(static_cast<int64_t>(logits.size())), index(std::vector<int32_t>{-1});
  cuda::sample(d_logits.data(), static_cast<int64_t>(logits.size()), sampling, d_random.data(), scratch.data(),
               index.data(), nullptr);
  EXPECT_TRUE(scratch.intact() && index.intact());
  return index.values()[0];
}

int32_t host_sample(const std::vector<float>& logits, const Sampling& sampling, uint64_t random) {
  std::vector<int32_t> scratch(logits.size());
  return sample(logits.data(), static_cast<int64_t>(logits.size()), sampling, random, scratch.data());
}

TEST_P(CudaSampling, Argmax) {
  for (const int64_t n : {1, 2, 31, 1000, 2049, 20000}) {
    std::vector<float> values = random_floats(n, 5);
    const auto run = [&] {
      DeviceBuffer<float> d_values(values);
      DeviceBuffer<int32_t> index(std::vector<int32_t>{-1});
      cuda::argmax(d_values.data(), n, index.data(), nullptr);
      return index.values()[0];
    };
    EXPECT_EQ(run(), argmax(values.data(), n));
    values[n / 2] = values[n - 1] = 50.0F;  // the first of equals
    EXPECT_EQ(run(), n / 2);
    values[n / 3] = kInf;
    EXPECT_EQ(run(), n / 3);
    values[n - 1] = kNaN;
    EXPECT_EQ(run(), n - 1);
    std::fill(values.begin(), values.end(), -kInf);
    EXPECT_EQ(run(), 0);
    std::fill(values.begin(), values.end(), -0.0F);
    values.back() = 0.0F;
    EXPECT_EQ(run(), 0);
  }
}

TEST_P(CudaSampling, DrawsTheOraclesTokens) {
  std::mt19937_64 engine(3);
  for (const int64_t n : {1, 50, 1500, 3000}) {
    for (const float temperature : {0.3F, 1.0F, 5.0F}) {
      for (const int32_t top_k : {0, 1, 40, 1200}) {
        for (const float top_p : {0.05F, 0.9F, 1.0F}) {
          const std::vector<float> logits = random_floats(n, static_cast<uint32_t>(engine()), 3.0F);
          const Sampling sampling{temperature, top_k, top_p};
          const uint64_t random = engine();
          EXPECT_EQ(device_sample(logits, sampling, random), host_sample(logits, sampling, random))
              << n << " temperature " << temperature << " top_k " << top_k << " top_p " << top_p;
        }
      }
    }
  }
}

TEST_P(CudaSampling, TiesAndExtremes) {
  const uint64_t most = ~uint64_t{0};
  for (const uint64_t random : {uint64_t{0}, uint64_t{1} << 63, uint64_t{3} << 61, most}) {
    const std::vector<float> equal(100, 2.0F);
    for (const int32_t top_k : {0, 7}) {
      EXPECT_EQ(device_sample(equal, {1.0F, top_k, 1.0F}, random), host_sample(equal, {1.0F, top_k, 1.0F}, random));
      EXPECT_EQ(device_sample(equal, {1.0F, top_k, 0.55F}, random), host_sample(equal, {1.0F, top_k, 0.55F}, random));
    }
    std::vector<float> zeros(64, -0.0F);
    zeros[3] = zeros[40] = 0.0F;  // both zeros are one
    EXPECT_EQ(device_sample(zeros, {1.0F, 0, 1.0F}, random), host_sample(zeros, {1.0F, 0, 1.0F}, random));
    std::vector<float> lone(64, -kInf);
    lone[9] = 1.0F;
    EXPECT_EQ(device_sample(lone, {1.0F, 0, 1.0F}, random), 9);
  }
  std::vector<float> bad = random_floats(64, 1);
  bad[5] = kInf;
  EXPECT_EQ(device_sample(bad, {1.0F, 0, 1.0F}, 7), 5);
  bad[9] = kNaN;
  EXPECT_EQ(device_sample(bad, {1.0F, 0, 1.0F}, 7), 9);
}

CALM_INSTANTIATE_EACH_ORDER(CudaAttention);
CALM_INSTANTIATE_EACH_ORDER(CudaSampling);

}  // namespace
}  // namespace calm::kernels
