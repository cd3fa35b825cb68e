#include "simd/avx512vnni.h"

#include "w4a16_gemm/vector.h"

namespace calm::kernels::avx512vnni {
namespace {

struct Vector : Avx512 {
  static constexpr int kRows = 12;
  static constexpr int64_t kOutputs = 32;

  static F load_half(const uint16_t* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  /// kCount codes of kBits for each of 16 outputs, 32 bits of them an output -> rows of weights kPanel apart.
  template <int kBits, int kCount>
  static void store_weights(const uint8_t* codes, F offset, F scales, float* to) {
    const __m512i words = _mm512_loadu_si512(codes);
    const __m512i mask = _mm512_set1_epi32((1 << kBits) - 1);
    for (int i = 0; i < kCount; ++i) {  // the low nibbles come first, then the high ones
      const int shift = i % 4 * 8 + i / 4 * 4;
      const __m512i code = _mm512_and_si512(_mm512_srl_epi32(words, _mm_cvtsi32_si128(shift)), mask);
      store(to + i * kPanel, mul(sub(_mm512_cvtepi32_ps(code), offset), scales));
    }
  }
};

}  // namespace

void w4a16_gemm(const W4A16GemmArgs& args, int64_t panel, int64_t begin, int64_t end, float* scratch) {
  W4A16<Vector>{args, panel}.run(begin, end, scratch);
}

}  // namespace calm::kernels::avx512vnni
