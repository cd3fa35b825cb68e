#include "calm/kernels/w4a16_gemm.h"

#include <algorithm>

#include "dispatch.h"
#include "scratch.h"
#include "w4a16_gemm/impl.h"
#include "w4a8_gemm/view.h"

namespace calm::kernels {
namespace {

/// Tokens that meet all panels before the next ones do: a multiple of every tile, in the second-level cache.
int64_t token_chunk(int64_t in) {
  return std::max<int64_t>(1, 96 * 1024 / in / 12) * 12;
}

}  // namespace

void w4a16_gemm(const PackedWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, const ParallelFor& parallel) {
  require(tokens >= 0 && weights.out > 0 && x_stride >= weights.in && y_stride >= weights.out, "w4a16_gemm",
          "bad sizes");
  const auto kernel = dispatch<w4a16_gemm_fn>("w4a16_gemm");
  const W4A16GemmArgs args{view_of(weights), x, x_stride, y, y_stride};
  const int64_t chunk = token_chunk(weights.in);
  const int64_t chunks = (tokens + chunk - 1) / chunk;
  const int64_t panels = weights.panels();
  parallel(chunks * panels, [&](int64_t begin, int64_t end) {
    thread_local Scratch<float> weight_scratch;
    float* scratch = weight_scratch.get(kW4A16Block * kPanel);
    for (int64_t unit = begin; unit < end; ++unit) {
      const int64_t first = unit / panels * chunk;
      kernel(args, unit % panels, first, std::min(first + chunk, tokens), scratch);
    }
  });
}

}  // namespace calm::kernels
