#pragma once

#include <cstdint>

namespace calm {

/// Float32 rows, `stride` apart.
struct FloatRows {
  const float* data = nullptr;
  int64_t rows = 0, cols = 0, stride = 0;
};

// Each function reads its rows once. Blocks of rows are summed in parallel and added in their order: the result does
// not depend on the number of threads.

/// Over the rows: ||x||^2, ||x - y||^2, and the cosine of x and y (0 where a norm is below 1e-8).
struct RowErrors {
  double signal = 0, noise = 0, cosines = 0;
};
RowErrors sum_row_errors(const FloatRows& x, const FloatRows& y);

/// Over rows u = y - pivot [cols] with weights k [rows]: ||u||^2, ||u||^4 and k ||u||^2. Adds k u and ||u||^2 u to
/// weighted [2, cols].
struct RowMoments {
  double norms = 0, squared_norms = 0, weighted_norms = 0;
};
RowMoments sum_row_moments(const FloatRows& y, const float* pivot, const double* weights, double* weighted);

/// Squared Frobenius norms of M = raw - a b^T / n, where it is corrected for the rows that are no sinks, of all rows,
/// and of all rows with the columns scaled.
struct MatrixSums {
  double others = 0, all = 0, scaled = 0;
  double quadratic = 0;  // b^T M b over all rows
};
struct RawMatrix {
  const double* values = nullptr;  // [size, size], over the rows that are no sinks
  const double* sinks = nullptr;   // added for all rows; nullptr: there are none
  int64_t size = 0;
  bool symmetric = false;  // only the upper triangle is read
};
/// left, right: column sums [size] of the two sides over the rows that are no sinks (`others` of them) and over all;
/// scales: by which rows and columns are multiplied, or nullptr: `scaled` stays 0.
struct MatrixSide {
  const double* others = nullptr;
  const double* all = nullptr;
  const double* scale = nullptr;
};
MatrixSums sum_matrix(const RawMatrix& matrix, const MatrixSide& left, const MatrixSide& right, double others,
                      double all);

}  // namespace calm
