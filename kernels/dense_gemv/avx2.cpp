#include "simd/avx2.h"

#include "dense_gemv/vector.h"

namespace calm::kernels::avx2 {
namespace {

struct Vector : Avx2 {
  static constexpr int kMaxTokens = 3;
  static constexpr int64_t kShortRows = 0;  // taken one by one for a single token
  template <int kTokens>
  static constexpr int kRows = kTokens == 1   ? 4
                               : kTokens == 2 ? 2
                                              : 1;

  using Avx2::load;
  static F load(const Half* p) { return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))); }
  static F load(const Bfloat16* p) {
    const __m256i words = _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    return _mm256_castsi256_ps(_mm256_slli_epi32(words, 16));
  }
  static float sum(F v) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }
};

}  // namespace

void dense_gemv(const DenseGemvArgs& args, int64_t begin, int64_t end) {
  run_dense_gemv<Vector>(args, begin, end);
}

}  // namespace calm::kernels::avx2
