#include "calm/kernels/w4a8_gemm.h"

#include <algorithm>

#include "calm/kernels/w4a8_gemv.h"
#include "dispatch.h"
#include "prepare_tokens/impl.h"
#include "scratch.h"
#include "w4a8_gemm/impl.h"
#include "w4a8_gemm/view.h"

namespace calm::kernels {
namespace {

/// Tokens that meet all panels before the next ones do: so many that they stay in the second-level cache, but enough to
/// pay for unpacking each panel again (they are read as one stream, which the third level feeds as well).
int64_t token_chunk(int64_t in) {
  return std::max<int64_t>(4, 384 * 1024 / in / kTileTokens) * kTileTokens;
}

}  // namespace

void w4a8_gemm(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel) {
  require(tokens >= 0 && weights.out > 0 && y_stride >= weights.out, "w4a8_gemm", "bad sizes");
  if (tokens <= kGemvTokens) return w4a8_gemv(weights, x, x_scales, tokens, y, y_stride, parallel);
  const auto kernel = dispatch<w4a8_gemm_fn>("w4a8_gemm");
  const auto prepare = dispatch<prepare_tokens_fn>("prepare_tokens");
  const PackedView view = view_of(weights);
  thread_local Scratch<int8_t> packed_scratch;
  thread_local Scratch<int32_t> correction_scratch;
  const PrepareTokensArgs prepared{x,
                                   tokens,
                                   view.in,
                                   view.group,
                                   view.offset(),
                                   packed_scratch.get(tokens * view.in),
                                   correction_scratch.get(tokens * view.groups())};
  parallel((tokens + kTileTokens - 1) / kTileTokens, [&](int64_t begin, int64_t end) {
    prepare(prepared, begin * kTileTokens, std::min(end * kTileTokens, tokens));
  });
  const W4A8GemmArgs args{view, x, prepared.packed, prepared.corrections, x_scales, y, y_stride};
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
