#include "calm/kernels/w4a8_gemm.h"

#include <algorithm>

#include "aligned_buffer.h"
#include "dispatch.h"
#include "w4a8_gemm/impl.h"

namespace calm::kernels {
namespace {

/// Tokens that meet all panels before the next ones do: a multiple of every tile, so many that they stay in the
/// second-level cache.
int64_t token_chunk(int64_t in) {
  return std::max<int64_t>(1, 384 * 1024 / in / 12) * 12;
}

void find_corrections(const int8_t* x, int64_t count, int64_t group, int32_t* corrections) {
  for (int64_t i = 0; i < count; ++i) {
    int32_t sum = 0;
    for (int64_t k = 0; k < group; ++k) sum += x[i * group + k];
    corrections[i] = -8 * sum;
  }
}

}  // namespace

PackedWeights pack_weights(const int8_t* codes, const float* scales, int64_t out, int64_t in, int64_t group) {
  require(out > 0 && in > 0 && group > 0 && group % 32 == 0 && in % group == 0, "pack_weights",
          "the group must be a multiple of 32 and divide the input width");
  require(std::all_of(codes, codes + out * in, [](int8_t code) { return code >= -8 && code <= 7; }), "pack_weights",
          "a code is outside -8..7");
  constexpr int64_t kPanel = PackedWeights::kPanel;
  PackedWeights packed;
  packed.out = out;
  packed.in = in;
  packed.group = group;
  const int64_t groups = in / group;
  packed.nibbles.assign(static_cast<std::size_t>(packed.panels() * kPanel * in / 2), 0x88);
  packed.scales.assign(static_cast<std::size_t>(packed.panels() * kPanel * groups), 0.0F);
  for (int64_t n = 0; n < out; ++n) {
    uint8_t* panel = packed.nibbles.data() + n / kPanel * kPanel * in / 2 + n % kPanel * 4;
    const int8_t* row = codes + n * in;
    for (int64_t k = 0; k < in; k += 8) {
      for (int64_t t = 0; t < 4; ++t) {
        panel[k / 8 * kPanel * 4 + t] = static_cast<uint8_t>((row[k + t] + 8) | (row[k + 4 + t] + 8) << 4);
      }
    }
    for (int64_t g = 0; g < groups; ++g) {
      packed.scales[static_cast<std::size_t>((n / kPanel * groups + g) * kPanel + n % kPanel)] = scales[n * groups + g];
    }
  }
  return packed;
}

void w4a8_gemm(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel) {
  require(tokens >= 0 && weights.out > 0 && y_stride >= weights.out, "w4a8_gemm", "bad sizes");
  const auto kernel = dispatch<w4a8_gemm_fn>("w4a8_gemm");
  const int64_t groups = weights.in / weights.group;
  const auto corrections = make_aligned<int32_t>(static_cast<std::size_t>(tokens * groups));
  const int64_t chunk = token_chunk(weights.in);
  const int64_t chunks = (tokens + chunk - 1) / chunk;
  parallel(tokens, [&](int64_t begin, int64_t end) {
    find_corrections(x + begin * weights.in, (end - begin) * groups, weights.group, corrections.get() + begin * groups);
  });
  const W4A8GemmArgs args{weights.nibbles.data(),
                          weights.scales.data(),
                          weights.out,
                          weights.in,
                          weights.group,
                          x,
                          x_scales,
                          corrections.get(),
                          y,
                          y_stride};
  const int64_t panels = weights.panels();
  parallel(chunks * panels, [&](int64_t begin, int64_t end) {
    const auto scratch = make_aligned<uint8_t>(static_cast<std::size_t>(w4a8_scratch(weights.in, weights.group)));
    for (int64_t unit = begin; unit < end; ++unit) {
      const int64_t first = unit / panels * chunk;
      kernel(args, unit % panels, first, std::min(first + chunk, tokens), scratch.get());
    }
  });
}

}  // namespace calm::kernels
