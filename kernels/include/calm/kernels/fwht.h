#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// The fast Walsh-Hadamard transform (Sylvester's order) of each block of `block` neighbours, in place, multiplied with
/// `factor` (1 / sqrt(block): orthonormal). x [rows, width], rows row_stride apart; block is a power of two, at most
/// 32768, that divides width.
void fwht(float* x, int64_t rows, int64_t width, int64_t row_stride, int64_t block, float factor,
          const ParallelFor& parallel = serial);

}  // namespace calm::kernels
