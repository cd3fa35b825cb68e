#include "calm/kernels/dense_gemv.h"

#include <algorithm>
#include <limits>

#include "dense_gemv/impl.h"
#include "dispatch.h"
#include "half.h"

namespace calm::kernels {
namespace {

/// Outputs that a thread takes at least: a multiple of every tile's rows.
constexpr int64_t kRows = 16;

void embed_row(const DenseWeights& table, int64_t id, float* out) {
  const int64_t width = table.in;
  switch (table.type) {
    case DenseType::float32:
      std::copy_n(static_cast<const float*>(table.data) + id * width, width, out);
      return;
    case DenseType::float16: {
      const uint16_t* row = static_cast<const uint16_t*>(table.data) + id * width;
      for (int64_t k = 0; k < width; ++k) out[k] = half_to_float(row[k]);
      return;
    }
    case DenseType::bfloat16: {
      const uint16_t* row = static_cast<const uint16_t*>(table.data) + id * width;
      for (int64_t k = 0; k < width; ++k) out[k] = bfloat16_to_float(row[k]);
      return;
    }
  }
}

}  // namespace

void dense_gemv(const DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, const ParallelFor& parallel) {
  require(tokens >= 0 && weights.out > 0 && weights.in > 0 && x_stride >= weights.in && y_stride >= weights.out,
          "dense_gemv", "bad sizes");
  const auto kernel = dispatch<dense_gemv_fn>("dense_gemv");
  constexpr int64_t kTokens = 8;
  for (int64_t first = 0; first < tokens; first += kTokens) {
    const DenseGemvArgs args{
        weights, x + first * x_stride, x_stride, std::min(kTokens, tokens - first), y + first * y_stride, y_stride};
    parallel((weights.out + kRows - 1) / kRows,
             [&](int64_t begin, int64_t end) { kernel(args, begin * kRows, std::min(end * kRows, weights.out)); });
  }
}

void embed(const DenseWeights& table, const int32_t* ids, int64_t tokens, float* out) {
  require(tokens >= 0 && table.out > 0 && table.in > 0, "embed", "bad sizes");
  for (int64_t t = 0; t < tokens; ++t) {
    float* row = out + t * table.in;
    if (ids[t] >= 0 && ids[t] < table.out) {
      embed_row(table, ids[t], row);
    } else {
      std::fill_n(row, table.in, std::numeric_limits<float>::quiet_NaN());
    }
  }
}

}  // namespace calm::kernels
