#pragma once

#include <cstdint>
#include <vector>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// Int4 weights in the order in which the kernels read them, the same for all instruction sets. Outputs come in panels
/// of
/// 32. nibbles [panel][in / 8][32][4]: byte t of an output holds code + 8 of channel 8b + t in its low four bits and of
/// channel 8b + 4 + t in its high ones. scales [panel][in / group][32]. Outputs beyond `out` have scale 0.
struct PackedWeights {
  static constexpr int64_t kPanel = 32;

  int64_t out = 0;
  int64_t in = 0;
  int64_t group = 0;
  std::vector<uint8_t> nibbles;
  std::vector<float> scales;

  int64_t panels() const { return (out + kPanel - 1) / kPanel; }
  int64_t bytes() const { return static_cast<int64_t>(nibbles.size() + scales.size() * sizeof(float)); }
};

/// codes [out, in] in -8..7, scales [out, in / group]; group is a multiple of 32 and divides in.
/// Throws std::invalid_argument for other sizes and codes.
PackedWeights pack_weights(const int8_t* codes, const float* scales, int64_t out, int64_t in, int64_t group);

/// y[m, n] = x_scale[m] * sum over groups g, in order, of weight_scale[n, g] * (sum over k in g of x[m, k] * code[n,
/// k])
///
/// The inner sums are exact int32, the outer one a chain of fused float32 multiply-adds: all implementations give the
/// same bits. x [tokens, in] packed, from quantize_activations; y [tokens, out], rows y_stride apart. A token whose
/// scale is NaN gives NaN. tokens may be 0.
void w4a8_gemm(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
