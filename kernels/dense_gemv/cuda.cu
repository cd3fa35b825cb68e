#include <algorithm>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "dense_gemv/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

template <DenseType kType>
auto kernel_for(int64_t tokens) {
  return tokens == 1   ? dense_gemv_row<kType, 1>
         : tokens == 2 ? dense_gemv_row<kType, 2>
         : tokens <= 4 ? dense_gemv_row<kType, 4>
                       : dense_gemv_row<kType, 8>;
}

auto kernel_for(DenseType type, int64_t tokens) {
  return type == DenseType::float32   ? kernel_for<DenseType::float32>(tokens)
         : type == DenseType::float16 ? kernel_for<DenseType::float16>(tokens)
                                      : kernel_for<DenseType::bfloat16>(tokens);
}

}  // namespace

void dense_gemv(const DenseWeights& weights, const float* x, int64_t x_stride, int64_t tokens, float* y,
                int64_t y_stride, Stream stream) {
  if (tokens < 0 || weights.out <= 0 || weights.in <= 0 || x_stride < weights.in || y_stride < weights.out) {
    throw std::invalid_argument("dense_gemv: bad sizes");
  }
  constexpr int64_t kTokens = 8;
  const bool vectors = weights.in % 8 == 0 && x_stride % 4 == 0 && aligned(weights.data) && aligned(x);
  const auto blocks = static_cast<unsigned>((weights.out + kDenseWarps - 1) / kDenseWarps);
  for (int64_t first = 0; first < tokens; first += kTokens) {
    const int64_t count = std::min(kTokens, tokens - first);
    const DenseGemvArgs args{weights, x + first * x_stride, x_stride, count, y + first * y_stride, y_stride};
    launch("dense_gemv", {blocks, kDenseWarps * 32}, stream, kernel_for(weights.type, count), args, vectors);
  }
}

void embed(const DenseWeights& table, const int32_t* ids, int64_t tokens, float* out, Stream stream) {
  if (tokens < 0 || tokens > INT32_MAX || table.out <= 0 || table.in <= 0) {
    throw std::invalid_argument("embed: bad sizes");
  }
  if (tokens == 0) return;
  launch("embed", {static_cast<unsigned>(tokens), kThreads}, stream,
         table.type == DenseType::float32   ? embed_token<DenseType::float32>
         : table.type == DenseType::float16 ? embed_token<DenseType::float16>
                                            : embed_token<DenseType::bfloat16>,
         table, ids, out);
}

}  // namespace calm::kernels::cuda
