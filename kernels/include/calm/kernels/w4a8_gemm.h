#pragma once

#include <cstdint>

#include "calm/kernels/aligned_vector.h"
#include "calm/kernels/parallel_for.h"
#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// Integer weights in the order in which the kernels read them, the same for all instruction sets. Outputs come in
/// panels of 32; those beyond `out` have scale 0.
///   up to 4 bits  nibbles [panel][in / 8][32][4]: byte t of an output holds code + 8 of channel 8b + t in its low four
///                 bits and of channel 8b + 4 + t in its high ones
///   5 to 8 bits   wide [panel][in / 4][32][4]: code + 128
///   scales        [panel][in / group][32], in `scales` or, as float16, in `half_scales`; the other one is empty
struct PackedWeights {
  static constexpr int64_t kPanel = 32;

  int64_t out = 0;
  int64_t in = 0;
  int64_t group = 0;
  int bits = 4;
  AlignedVector<uint8_t> nibbles;
  AlignedVector<uint8_t> wide;
  AlignedVector<float> scales;
  AlignedVector<uint16_t> half_scales;

  int64_t panels() const { return (out + kPanel - 1) / kPanel; }
  int64_t bytes() const {
    return static_cast<int64_t>(nibbles.size() + wide.size() + scales.size() * sizeof(float) +
                                half_scales.size() * sizeof(uint16_t));
  }
};

/// The widest group: its sums of 8-bit products fit into int32.
inline constexpr int64_t kMaxGroup = 65536;

/// codes [out, in] in -2^(bits-1) .. 2^(bits-1) - 1, scales [out, in / group]; group is a multiple of 32 and divides in
/// (`in` itself: one scale an output). scale_type is float32 or float16, to which the scales are then rounded: results
/// are those of the rounded ones. Throws std::invalid_argument for other sizes, bits, types and codes.
PackedWeights pack_weights(const int8_t* codes, const float* scales, int64_t out, int64_t in, int64_t group,
                           int bits = 4, ScaleType scale_type = ScaleType::float32);

/// y[m, n] = x_scale[m] * sum over groups g, in order, of weight_scale[n, g] * (sum over k in g of x[m, k] * code[n,
/// k])
///
/// The inner sums are exact int32, the outer one a chain of fused float32 multiply-adds: all implementations give the
/// same bits. x [tokens, in] packed, from quantize_activations; y [tokens, out], rows y_stride apart. A token whose
/// scale is NaN gives NaN. tokens may be 0.
void w4a8_gemm(const PackedWeights& weights, const int8_t* x, const float* x_scales, int64_t tokens, float* y,
               int64_t y_stride, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
