#pragma once

// A thread a word or a code: bound by memory, 1.5 bytes a code.

#include "cuda/platform.cuh"

namespace calm::kernels::cuda {
namespace {

__global__ void __launch_bounds__(kThreads)
    pack(const int8_t* all_codes, int64_t count, int64_t cols, int64_t row_words, int32_t* all_words) {
  const Global<int32_t> words = all_words;
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < count; i += step) {
    const Global<const int8_t> codes = global(all_codes) + i / row_words * cols;
    const int64_t first = i % row_words * 8;
    uint32_t packed = 0;
    for (int64_t j = 0; j < 8 && first + j < cols; ++j) {
      packed |= (static_cast<uint32_t>(codes[first + j] + 8) & 0xFU) << (4 * j);
    }
    words[i] = static_cast<int32_t>(packed);
  }
}

__global__ void __launch_bounds__(kThreads)
    unpack(const int32_t* all_words, int64_t count, int64_t cols, int64_t row_words, int8_t* all_codes) {
  const Global<const int32_t> words = all_words;
  const Global<int8_t> codes = all_codes;
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < count; i += step) {
    const int64_t column = i % cols;
    const auto word = static_cast<uint32_t>(words[i / cols * row_words + column / 8]);
    codes[i] = static_cast<int8_t>(static_cast<int>((word >> (4 * (column % 8))) & 0xFU) - 8);
  }
}

}  // namespace
}  // namespace calm::kernels::cuda
