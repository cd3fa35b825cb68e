#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"
#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// Words in a row of compressed-tensors' `weight_packed`: ceil(cols / 8).
constexpr int64_t packed_int4_words(int64_t cols) {
  return (cols + 7) / 8;
}

/// compressed-tensors' pack-quantized layout for 4 bits: code + 8 as a nibble, element i of a row in bits 4*(i%8) of
/// word i/8, the rest of a row's last word 0. codes [rows, cols] in -8..7 -> words [rows, ceil(cols/8)]. Throws
/// std::invalid_argument when a code is outside -8..7.
void pack_int4(const int8_t* codes, int64_t rows, int64_t cols, int32_t* words, const ParallelFor& parallel = serial);

/// The inverse: words [rows, ceil(cols/8)] -> codes [rows, cols].
void unpack_int4(const int32_t* words, int64_t rows, int64_t cols, int8_t* codes, const ParallelFor& parallel = serial);

/// scales[r, g] = scale_of(absmax of w[r, g*group .. (g+1)*group), bits, type): w [rows, cols], scales [rows,
/// cols/group].
void find_group_scales(const float* w, int64_t rows, int64_t cols, int64_t group, int bits, ScaleType type,
                       float* scales, const ParallelFor& parallel = serial);

/// code = clamp(round_half_even(w / scale), -2^(bits-1), 2^(bits-1) - 1), with IEEE division: w [rows, cols], scales
/// [rows, cols/group], codes [rows, cols], group divides cols, bits 2..8. NaN weights give code 0.
void quantize_groups(const float* w, int64_t rows, int64_t cols, int64_t group, const float* scales, int8_t* codes,
                     int bits = 4, const ParallelFor& parallel = serial);

/// w = code * scale in float32, shapes as above.
void dequantize_groups(const int8_t* codes, int64_t rows, int64_t cols, int64_t group, const float* scales, float* w,
                       const ParallelFor& parallel = serial);

}  // namespace calm::kernels
