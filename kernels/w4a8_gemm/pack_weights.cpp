#include <algorithm>

#include "calm/kernels/w4a8_gemm.h"
#include "dispatch.h"
#include "half.h"

namespace calm::kernels {
namespace {

constexpr int64_t kPanel = PackedWeights::kPanel;

void pack_nibbles(const int8_t* row, int64_t in, uint8_t* panel) {
  for (int64_t k = 0; k < in; k += 8) {
    for (int64_t t = 0; t < 4; ++t) {
      panel[k / 8 * kPanel * 4 + t] = static_cast<uint8_t>((row[k + t] + 8) | (row[k + 4 + t] + 8) << 4);
    }
  }
}

void pack_bytes(const int8_t* row, int64_t in, uint8_t* panel) {
  for (int64_t k = 0; k < in; k += 4) {
    for (int64_t t = 0; t < 4; ++t) panel[k / 4 * kPanel * 4 + t] = static_cast<uint8_t>(row[k + t] + 128);
  }
}

}  // namespace

PackedWeights pack_weights(const int8_t* codes, const float* scales, int64_t out, int64_t in, int64_t group, int bits,
                           ScaleType scale_type) {
  require(out > 0 && in > 0 && group > 0 && group % 32 == 0 && in % group == 0, "pack_weights",
          "the group must be a multiple of 32 and divide the input width");
  require(group <= kMaxGroup, "pack_weights", "the group is too wide for int32 sums: 65536 at most");
  require(bits >= 2 && bits <= 8, "pack_weights", "choose 2 to 8 bits");
  require(scale_type != ScaleType::bfloat16, "pack_weights", "scales are stored as float32 or float16");
  const int limit = 1 << (bits - 1);
  require(std::all_of(codes, codes + out * in, [=](int8_t code) { return code >= -limit && code < limit; }),
          "pack_weights", "a code is outside the range of its bits");
  PackedWeights packed;
  packed.out = out;
  packed.in = in;
  packed.group = group;
  packed.bits = bits;
  const int64_t groups = in / group;
  const bool nibbles = bits <= 4;
  const int64_t panel_bytes = nibbles ? kPanel * in / 2 : kPanel * in;
  const auto scale_count = static_cast<std::size_t>(packed.panels() * kPanel * groups);
  AlignedVector<uint8_t>& bytes = nibbles ? packed.nibbles : packed.wide;
  bytes.assign(static_cast<std::size_t>(packed.panels() * panel_bytes), nibbles ? 0x88 : 0x80);
  if (scale_type == ScaleType::float16) {
    packed.half_scales.assign(scale_count, 0);
  } else {
    packed.scales.assign(scale_count, 0.0F);
  }
  for (int64_t n = 0; n < out; ++n) {
    uint8_t* panel = bytes.data() + n / kPanel * panel_bytes + n % kPanel * 4;
    nibbles ? pack_nibbles(codes + n * in, in, panel) : pack_bytes(codes + n * in, in, panel);
    for (int64_t g = 0; g < groups; ++g) {
      const auto i = static_cast<std::size_t>((n / kPanel * groups + g) * kPanel + n % kPanel);
      if (scale_type == ScaleType::float16) {
        packed.half_scales[i] = float_to_half(scales[n * groups + g]);
      } else {
        packed.scales[i] = scales[n * groups + g];
      }
    }
  }
  return packed;
}

}  // namespace calm::kernels
