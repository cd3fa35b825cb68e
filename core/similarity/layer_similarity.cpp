#include "similarity/layer_similarity.h"

#include <ATen/ops/dot.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/mm.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "model/parallel.h"

namespace calm {
namespace {

constexpr int64_t kTriangleBytes = int64_t{1} << 30;
constexpr int64_t kFewestTokens = 2048;
/// Of a triangle turned into float64 at a time.
constexpr int64_t kBlock = int64_t{1} << 18;

}  // namespace

void PairwiseCka::add(const at::Tensor& x) {
  at::Tensor centred = x.to(at::kDouble);
  centred.sub_(centred.mean(0, /*keepdim=*/true));
  const at::Tensor kernel = at::mm(centred, centred.t()).to(at::kCPU);
  const double norm = at::linalg_vector_norm(kernel).item<double>();
  const int64_t n = kernel.size(0);
  at::Tensor packed = at::empty({n * (n + 1) / 2}, at::TensorOptions().dtype(at::kFloat));
  const double* const from = kernel.const_data_ptr<double>();
  float* const to = packed.mutable_data_ptr<float>();
  // A constant matrix gives 0 / 0: NaN everywhere, which the values then show.
  const double scale = norm > 0 ? 1 / norm : std::numeric_limits<double>::quiet_NaN();
  parallel_for(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      float* out = to + i * n - i * (i - 1) / 2;
      *out++ = static_cast<float>(from[i * n + i] * scale);
      for (int64_t j = i + 1; j < n; ++j) *out++ = static_cast<float>(from[i * n + j] * scale * std::numbers::sqrt2);
    }
  });
  triangles_.push_back(packed);
}

std::vector<double> PairwiseCka::values() const {
  const auto count = static_cast<int64_t>(triangles_.size());
  std::vector<double> result(static_cast<size_t>(count * count), 0.0);
  const int64_t length = count > 0 ? triangles_.front().numel() : 0;
  at::Tensor products = at::empty({count, count}, at::TensorOptions().dtype(at::kDouble)).zero_();
  for (int64_t first = 0; first < length; first += kBlock) {
    const int64_t size = std::min(kBlock, length - first);
    at::Tensor block = at::empty({count, size}, at::TensorOptions().dtype(at::kDouble));
    for (int64_t i = 0; i < count; ++i) block[i].copy_(triangles_[static_cast<size_t>(i)].narrow(0, first, size));
    products.addmm_(block, block.t());
  }
  const double* const p = products.const_data_ptr<double>();
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t j = 0; j < count; ++j) {
      const double own = std::sqrt(p[i * count + i] * p[j * count + j]);
      result[static_cast<size_t>(i * count + j)] = i == j && !std::isnan(own) ? 1.0 : p[i * count + j] / own;
    }
  }
  return result;
}

int64_t PairwiseCka::affordable_tokens(int matrices, int64_t width) {
  const double triangle = static_cast<double>(kTriangleBytes) / sizeof(float) / std::max(1, matrices);
  const auto affordable = static_cast<int64_t>(std::sqrt(2 * triangle)) - 1;
  return std::max<int64_t>(1, std::min(affordable, std::max(kFewestTokens, 4 * width)));
}

std::vector<std::vector<int32_t>> sample_sequences(const std::vector<std::vector<int32_t>>& sequences, int64_t limit) {
  int64_t tokens = 0;
  for (const auto& sequence : sequences) tokens += static_cast<int64_t>(sequence.size());
  if (tokens <= limit) return sequences;
  // As many sequences as their mean length lets fit, then evenly spaced; what still exceeds the limit is cut.
  const auto total = static_cast<int64_t>(sequences.size());
  const int64_t wanted = std::clamp<int64_t>(limit * total / std::max<int64_t>(1, tokens), 1, total);
  std::vector<std::vector<int32_t>> sample;
  int64_t left = limit;
  for (int64_t i = 0; i < wanted && left > 0; ++i) {
    std::vector<int32_t> sequence = sequences[static_cast<size_t>(i * total / wanted)];
    if (static_cast<int64_t>(sequence.size()) > left) sequence.resize(static_cast<size_t>(left));
    left -= static_cast<int64_t>(sequence.size());
    sample.push_back(std::move(sequence));
  }
  return sample;
}

}  // namespace calm
