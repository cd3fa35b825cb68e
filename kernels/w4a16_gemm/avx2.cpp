#include "simd/avx2.h"

#include "w4a16_gemm/vector.h"

namespace calm::kernels::avx2 {
namespace {

struct Vector : Avx2 {
  static constexpr int kRows = 6;
  static constexpr int64_t kOutputs = 16;

  static F load_half(const uint16_t* p) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  /// kCount codes of kBits for each of 8 outputs, 32 bits of them an output -> rows of weights kPanel apart.
  template <int kBits, int kCount>
  static void store_weights(const uint8_t* codes, F offset, F scales, float* to) {
    const __m256i words = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes));
    const __m256i mask = _mm256_set1_epi32((1 << kBits) - 1);
    for (int i = 0; i < kCount; ++i) {  // the low nibbles come first, then the high ones
      const int shift = i % 4 * 8 + i / 4 * 4;
      const __m256i code = _mm256_and_si256(_mm256_srl_epi32(words, _mm_cvtsi32_si128(shift)), mask);
      store(to + i * kPanel, mul(sub(_mm256_cvtepi32_ps(code), offset), scales));
    }
  }
};

}  // namespace

void w4a16_gemm(const W4A16GemmArgs& args, int64_t panel, int64_t begin, int64_t end, float* scratch) {
  W4A16<Vector>{args, panel}.run(begin, end, scratch);
}

}  // namespace calm::kernels::avx2
