#include "inference/dense_matmul.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/mm.h>

#include <algorithm>

#include "model/parallel.h"
#include "storage/float16.h"

namespace calm {
namespace {

constexpr int64_t kSlabBytes = int64_t{8} << 20;  // of widened weights

at::Tensor view(const float* data, int64_t rows, int64_t cols, int64_t stride) {
  return at::from_blob(const_cast<float*>(data), {rows, cols}, {stride, 1}, at::TensorOptions().dtype(at::kFloat));
}

}  // namespace

void dense_matmul(const kernels::DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                  int64_t y_stride) {
  if (tokens == 0) return;
  const int64_t in = weights.in;
  const at::Tensor input = view(x, tokens, in, x_stride);
  if (weights.type == kernels::DenseType::float32) {
    at::Tensor out = view(y, tokens, weights.out, y_stride);
    at::mm_out(out, input, view(static_cast<const float*>(weights.data), weights.out, in, in).t());
    return;
  }
  const int64_t slab = std::clamp<int64_t>(kSlabBytes / (in * 4), 1, weights.out);
  const at::Tensor wide = at::empty({slab, in}, at::TensorOptions().dtype(at::kFloat));
  const auto* narrow = static_cast<const uint16_t*>(weights.data);
  for (int64_t first = 0; first < weights.out; first += slab) {
    const int64_t rows = std::min(slab, weights.out - first);
    float* to = wide.mutable_data_ptr<float>();
    parallel_for(rows, [&](int64_t begin, int64_t end) {
      const uint16_t* from = narrow + (first + begin) * in;
      if (weights.type == kernels::DenseType::bfloat16) {
        std::transform(from, from + (end - begin) * in, to + begin * in, bf16_to_f32);
      } else {
        std::transform(from, from + (end - begin) * in, to + begin * in, f16_to_f32);
      }
    });
    at::Tensor out = view(y + first, tokens, rows, y_stride);
    at::mm_out(out, input, wide.narrow(0, 0, rows).t());
  }
}

kernels::ParallelFor tensor_library_threads() {
  return parallel_for;
}

}  // namespace calm
