#pragma once

// A block makes a tile of 64 x 64 with 4 x 4 sums a thread; rows come in slabs of 32, less the pivot. A slab's float32
// sums are added to pairs of float32 (two-sum, Knuth 1969): on Ada and other parts with few float64 units that costs a
// fifth of the products, float64 additions would cost twice the products.
//
// float32 products rather than tensor cores (TF32 x 3): these truncate their sums, a bias that 10^6 rows would show.

#include <cmath>

#include "calm/kernels/gram.h"
#include "cuda/platform.cuh"

namespace calm::kernels::cuda {
namespace {

struct GramTileArgs {
  GramRows left, right;
  double* gram;
  int64_t stride;
  double* column_sums;  // of left, or null
  bool symmetric;       // tiles on and above the diagonal alone
};

constexpr int kGramTile = 64;
constexpr int kGramSlab = 32;
constexpr int kGramEach = 4;

/// Rows [first, first + kGramSlab) of the tile's columns, less the pivot; zeros beyond both ends.
__device__ __forceinline__ void load_rows(const GramRows& rows, int64_t column, int64_t first,
                                          const Shared<float>& to) {
  const Global<const float> x = rows.x;
  const Global<const float> pivot = rows.pivot;
  for (int i = static_cast<int>(threadIdx.x); i < kGramSlab * kGramTile; i += kThreads) {
    const int64_t r = first + i / kGramTile;
    const int64_t c = column + i % kGramTile;
    float value = 0.0F;
    if (r < rows.rows && c < rows.cols) {
      value = x[r * rows.row_stride + c];
      if (rows.pivot != nullptr) value = value - pivot[c];
    }
    to[i] = value;
  }
}

__global__ void __launch_bounds__(kThreads, 2) gram_tile(GramTileArgs args) {
  if (args.symmetric && blockIdx.y > blockIdx.x) return;
  CALM_SHARED(float, left, kGramSlab* kGramTile);
  CALM_SHARED(float, right, kGramSlab* kGramTile);
  const bool sums_columns = args.column_sums != nullptr && blockIdx.x == blockIdx.y && threadIdx.x < kGramTile;
  const int64_t top = static_cast<int64_t>(blockIdx.y) * kGramTile;
  const int64_t side = static_cast<int64_t>(blockIdx.x) * kGramTile;
  const int row = static_cast<int>(threadIdx.x) / 16 * kGramEach;
  const int col = static_cast<int>(threadIdx.x) % 16 * kGramEach;
  float high[kGramEach][kGramEach] = {};
  float low[kGramEach][kGramEach] = {};
  double column = 0.0;
  for (int64_t first = 0; first < args.left.rows; first += kGramSlab) {
    load_rows(args.left, top, first, left);
    load_rows(args.right, side, first, right);
    __syncthreads();
    float sums[kGramEach][kGramEach] = {};
#pragma unroll 8
    for (int r = 0; r < kGramSlab; ++r) {
      const auto a = load_vector<float4>(left + (r * kGramTile + row));
      const auto b = load_vector<float4>(right + (r * kGramTile + col));
      const float rows[kGramEach] = {a.x, a.y, a.z, a.w};
      const float cols[kGramEach] = {b.x, b.y, b.z, b.w};
#pragma unroll
      for (int i = 0; i < kGramEach; ++i) {
#pragma unroll
        for (int j = 0; j < kGramEach; ++j) sums[i][j] = fmaf(rows[i], cols[j], sums[i][j]);
      }
    }
#pragma unroll
    for (int i = 0; i < kGramEach; ++i) {
#pragma unroll
      for (int j = 0; j < kGramEach; ++j) {
        const float sum = high[i][j] + sums[i][j];
        const float of_second = sum - high[i][j];
        low[i][j] += (high[i][j] - (sum - of_second)) + (sums[i][j] - of_second);
        high[i][j] = sum;
      }
    }
    if (sums_columns) {
      for (int r = 0; r < kGramSlab; ++r) {
        const float value = left[r * kGramTile + static_cast<int>(threadIdx.x)];
        column += static_cast<double>(value);
      }
    }
    __syncthreads();
  }
  const Global<double> gram = args.gram;
#pragma unroll
  for (int i = 0; i < kGramEach; ++i) {
#pragma unroll
    for (int j = 0; j < kGramEach; ++j) {
      const int64_t r = top + row + i;
      const int64_t c = side + col + j;
      if (r >= args.left.cols || c >= args.right.cols || (args.symmetric && r > c)) continue;
      const double old = gram[r * args.stride + c];
      gram[r * args.stride + c] = old + (static_cast<double>(high[i][j]) + static_cast<double>(low[i][j]));
    }
  }
  if (sums_columns && top + threadIdx.x < args.left.cols) {
    const double old = global(args.column_sums)[top + threadIdx.x];
    global(args.column_sums)[top + threadIdx.x] = old + column;
  }
}

__global__ void __launch_bounds__(kThreads) mirror(double* all, int64_t size, int64_t stride) {
  const Global<double> matrix = all;
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < size * size; i += step) {
    const int64_t r = i / size, c = i % size;
    if (r > c) matrix[r * stride + c] = matrix[c * stride + r];
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
