#include "simd/avx512vnni.h"

#include "dense_gemv/vector.h"

namespace calm::kernels::avx512vnni {
namespace {

struct Vector : Avx512 {
  static constexpr int kMaxTokens = 4;
  static constexpr int64_t kShortRows = 1024;  // taken one by one for a single token
  template <int kTokens>
  static constexpr int kRows = kTokens <= 2   ? 4
                               : kTokens <= 4 ? 2
                                              : 1;

  using Avx512::load;
  static F load(const Half* p) { return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))); }
  static F load(const Bfloat16* p) {
    const __m512i words = _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
    return _mm512_castsi512_ps(_mm512_slli_epi32(words, 16));
  }
  static float sum(F v) { return _mm512_reduce_add_ps(v); }
};

}  // namespace

void dense_gemv(const DenseGemvArgs& args, int64_t begin, int64_t end) {
  run_dense_gemv<Vector>(args, begin, end);
}

}  // namespace calm::kernels::avx512vnni
