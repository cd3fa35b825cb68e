#pragma once

#include <cstdint>

#include "calm/kernels/gram.h"

namespace calm::kernels {

/// Rows of the samples, less the pivot, as panels of `panel` columns: [ceil(cols / panel)][rows][panel], zeros beyond
/// cols. gram = left^T right over these panels.
struct GramArgs {
  const float* left;
  const float* right;
  int64_t rows;
  int64_t left_cols, right_cols;
  double* gram;
  int64_t stride;
  bool symmetric;  // left is right: only tiles on and above the diagonal
};

struct GramKernel {
  int64_t panel;
  /// Panels [begin, end) of rows [first, first + rows) of x; column_sums (or null) gains the sums.
  void (*pack)(const GramRows& x, int64_t first, int64_t rows, float* packed, double* column_sums, int64_t begin,
               int64_t end);
  /// Tiles [begin, end): panel by panel, counted down the columns of tiles.
  void (*multiply)(const GramArgs&, int64_t begin, int64_t end);
};

using gram_fn = GramKernel();

}  // namespace calm::kernels
