#pragma once

// K describes one instruction set's tile: its int32 sums of kTokens x kOutputs in a group, from code + 8 as unsigned
// bytes. A panel's weights are unpacked to bytes once and used for all tokens, or read as nibbles when the tokens are
// few.

#include "w4a8_gemm/impl.h"

namespace calm::kernels {
namespace {

template <class K>
struct W4A8 {
  const W4A8GemmArgs& args;
  int64_t panel;

  /// Tokens [token, token + kRows) over channels [first, first + count); the first block starts the sums in y, the last
  /// one multiplies with the token's scale.
  template <int kRows, bool kNibbles>
  void tile(const uint8_t* weights, int64_t token, int64_t first, int64_t count) const {
    const int64_t groups = args.in / args.group;
    const int64_t column = panel * kW4A8Panel;
    const int64_t live = args.out - column < kW4A8Panel ? args.out - column : kW4A8Panel;
    for (int64_t n = 0; n < live; n += K::kOutputs) {
      float* y = args.y + token * args.y_stride + column + n;
      const int64_t width = live - n < K::kOutputs ? live - n : K::kOutputs;
      alignas(64) float edge[kRows * K::kOutputs];
      float* sums = y;
      int64_t stride = args.y_stride;
      if (width < K::kOutputs) {  // the last panel's missing outputs go to a tile on the stack
        sums = edge;
        stride = K::kOutputs;
        for (int64_t i = 0; i < kRows * K::kOutputs; ++i) edge[i] = 0.0F;
        for (int64_t r = 0; r < kRows && first > 0; ++r) {
          for (int64_t c = 0; c < width; ++c) edge[r * stride + c] = y[r * args.y_stride + c];
        }
      }
      typename K::template Tile<kRows> tile(sums, stride, first == 0);
      for (int64_t k = first; k < first + count; k += args.group) {
        const int64_t g = k / args.group;
        tile.template group<kNibbles>(weights + (k - first) * (kNibbles ? 16 : 32) + n * 4, args.group,
                                      args.x + token * args.in + k, args.in, args.corrections + token * groups + g,
                                      groups, args.weight_scales + (panel * groups + g) * kW4A8Panel + n);
      }
      if (first + count == args.in) tile.scale(args.x_scales + token);
      tile.store(sums, stride);
      if (sums == edge) {
        for (int64_t r = 0; r < kRows; ++r) {
          for (int64_t c = 0; c < width; ++c) y[r * args.y_stride + c] = edge[r * stride + c];
        }
      }
    }
  }

  template <bool kNibbles>
  void tokens(const uint8_t* weights, int64_t begin, int64_t end, int64_t first, int64_t count) const {
    int64_t token = begin;
    for (; token + K::kTokens <= end; token += K::kTokens) tile<K::kTokens, kNibbles>(weights, token, first, count);
    if (K::kTokens > 4 && token + 4 <= end) {
      tile<4, kNibbles>(weights, token, first, count);
      token += 4;
    }
    if (token + 2 <= end) {
      tile<2, kNibbles>(weights, token, first, count);
      token += 2;
    }
    if (token < end) tile<1, kNibbles>(weights, token, first, count);
  }

  void run(int64_t begin, int64_t end, uint8_t* scratch) const {
    const uint8_t* nibbles = args.nibbles + panel * args.in * (kW4A8Panel / 2);
    const int64_t block = w4a8_block(args.in, args.group);
    for (int64_t first = 0; first < args.in; first += block) {
      const int64_t count = args.in - first < block ? args.in - first : block;
      const uint8_t* source = nibbles + first * (kW4A8Panel / 2);
      if (end - begin <= 4) {
        tokens<true>(source, begin, end, first, count);
        continue;
      }
      for (int64_t b = 0; b < count / 8; ++b) K::unpack(source + b * 128, scratch + b * 256);
      tokens<false>(scratch, begin, end, first, count);
    }
  }
};

}  // namespace
}  // namespace calm::kernels
