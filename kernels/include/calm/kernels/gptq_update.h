#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"
#include "calm/kernels/scale_type.h"

namespace calm::kernels {

/// One block of columns of GPTQ (arXiv 2210.17323, algorithm 1): every row is quantized column after column, and each
/// column's error is spread over the columns behind it in the block. All pointers stand at the block's first column.
struct GptqBlock {
  float* w = nullptr;  // [rows, columns], rows row_stride apart, updated in place: a column ends within rounding of
                       // code * scale
  int64_t rows = 0;
  int64_t row_stride = 0;
  int64_t columns = 0;
  const float* hinv =
      nullptr;  // [columns, columns], rows hinv_stride apart: this diagonal block of the upper Cholesky factor of H^-1
  int64_t hinv_stride = 0;
  const float* scales = nullptr;          // [rows, ...], rows scale_stride apart
  const int32_t* column_group = nullptr;  // [columns]: each column's index into a row of scales
  int64_t scale_stride = 0;
  int bits = 4;             // 2..8
  int8_t* codes = nullptr;  // out [rows, columns], rows code_stride apart
  int64_t code_stride = 0;
  float* errors = nullptr;  // out [rows, columns] packed: (w - code * scale) / hinv[i, i]
};

/// For each column i in order:
///     code = clamp(round_half_even(w_i / scale)), error = (w_i - code * scale) / hinv[i, i], w_j -= error * hinv[i,
///     j], j >= i
/// in float32 without contraction, so that every implementation gives the same bits. Inputs must be finite.
void gptq_quantize_block(const GptqBlock& block, const ParallelFor& parallel = serial);

/// Where group scales are found on the updated weights instead of being given.
struct GptqScaleSearch {
  float* scales = nullptr;  // out, addressed like GptqBlock::scales, which is ignored
  int64_t group = 0;  // columns a group; groups start at multiples of it, and the last may be cut by the block's end
  ScaleType type = ScaleType::float32;
};

/// The same, except that a group's scale is scale_of(absmax of its updated weights) when its first column is reached.
void gptq_quantize_block(const GptqBlock& block, const GptqScaleSearch& search, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
