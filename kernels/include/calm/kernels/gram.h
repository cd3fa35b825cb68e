#pragma once

#include <cstdint>

#include "calm/kernels/parallel_for.h"

namespace calm::kernels {

/// Rows of float32 samples, one column a feature; a pivot [cols] is subtracted from every row as it is read.
struct GramRows {
  const float* x = nullptr;  // [rows, cols], rows row_stride apart
  int64_t rows = 0;
  int64_t cols = 0;
  int64_t row_stride = 0;
  const float* pivot = nullptr;  // or null: nothing is subtracted
};

/// G += (X - 1 p^T)^T (X - 1 p^T) and column_sums += sum of the rows of X - 1 p^T, in float64.
/// gram [cols, cols], rows gram_stride apart: only the upper triangle with its diagonal is touched. column_sums [cols]
/// or null. Products and sums over 32 rows are float32, longer sums float64: the relative error of ||G||_F against
/// float64 stays below 1e-8 from some thousand rows on. The centred Gram follows without cancellation when p is near
/// the means: G - s s^T / n.
void accumulate_gram(const GramRows& x, double* gram, int64_t gram_stride, double* column_sums,
                     const ParallelFor& parallel = serial);

/// C += (Y - 1 q^T)^T (X - 1 p^T): cross [y.cols, x.cols], rows cross_stride apart. y.rows must equal x.rows.
void accumulate_cross_gram(const GramRows& y, const GramRows& x, double* cross, int64_t cross_stride,
                           const ParallelFor& parallel = serial);

/// Copies the upper triangle of a [size, size] matrix to the lower one.
void mirror_upper(double* matrix, int64_t size, int64_t stride, const ParallelFor& parallel = serial);

}  // namespace calm::kernels
