#include "calm/kernels/w4a8_gemm.h"

#include <algorithm>

#include "calm/kernels/w4a8_gemv.h"
#include "dispatch.h"
#include "scratch.h"
#include "w4a8_gemm/impl.h"
#include "w4a8_gemm/view.h"

namespace calm::kernels {
namespace {

/// Tokens that meet all panels before the next ones do: a multiple of every tile, so many that they stay in the
/// second-level cache.
int64_t token_chunk(int64_t in) {
  return std::max<int64_t>(1, 384 * 1024 / in / 24) * 24;
}

void find_corrections(const int8_t* x, int64_t count, int64_t group, int32_t offset, int32_t* corrections) {
  for (int64_t i = 0; i < count; ++i) {
    int32_t sum = 0;
    for (int64_t k = 0; k < group; ++k) sum += x[i * group + k];
    corrections[i] = -offset * sum;
  }
}

}  // namespace

void w4a8_gemm(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel) {
  require(tokens >= 0 && weights.out > 0 && y_stride >= weights.out, "w4a8_gemm", "bad sizes");
  if (tokens <= kGemvTokens) return w4a8_gemv(weights, x, x_scales, tokens, y, y_stride, parallel);
  const auto kernel = dispatch<w4a8_gemm_fn>("w4a8_gemm");
  const PackedView view = view_of(weights);
  const int64_t groups = view.groups();
  thread_local Scratch<int32_t> correction_scratch;
  int32_t* corrections = correction_scratch.get(tokens * groups);
  parallel(tokens, [&](int64_t begin, int64_t end) {
    find_corrections(x + begin * weights.in, (end - begin) * groups, weights.group, view.offset(),
                     corrections + begin * groups);
  });
  const W4A8GemmArgs args{view, x, x_scales, corrections, y, y_stride};
  const int64_t chunk = token_chunk(weights.in);
  const int64_t chunks = (tokens + chunk - 1) / chunk;
  const int64_t panels = weights.panels();
  parallel(chunks * panels, [&](int64_t begin, int64_t end) {
    thread_local Scratch<uint8_t> code_scratch;
    uint8_t* scratch = code_scratch.get(w4a8_scratch(weights.in, weights.group));
    for (int64_t unit = begin; unit < end; ++unit) {
      const int64_t first = unit / panels * chunk;
      kernel(args, unit % panels, first, std::min(first + chunk, tokens), scratch);
    }
  });
}

}  // namespace calm::kernels
