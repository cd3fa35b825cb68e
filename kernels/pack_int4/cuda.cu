#include "calm/kernels/cuda.h"
#include "calm/kernels/pack_int4.h"
#include "device.h"
#include "pack_int4/lane.h"

namespace calm::kernels::cuda {
namespace {

__global__ void __launch_bounds__(kThreads)
    pack(const int8_t* codes, int64_t count, int64_t cols, int64_t row_words, int32_t* words) {
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < count; i += step) {
    words[i] = packed_word(codes + i / row_words * cols, cols, i % row_words);
  }
}

__global__ void __launch_bounds__(kThreads)
    unpack(const int32_t* words, int64_t count, int64_t cols, int64_t row_words, int8_t* codes) {
  const int64_t step = static_cast<int64_t>(gridDim.x) * kThreads;
  for (int64_t i = static_cast<int64_t>(blockIdx.x) * kThreads + threadIdx.x; i < count; i += step) {
    codes[i] = unpacked_code(words + i / cols * row_words, i % cols);
  }
}

}  // namespace

void pack_int4(const int8_t* codes, int64_t rows, int64_t cols, int32_t* words, Stream stream) {
  const int64_t count = rows * packed_int4_words(cols);
  if (count == 0) return;
  pack<<<blocks_for(count), kThreads, 0, stream>>>(codes, count, cols, packed_int4_words(cols), words);
  check_launch("pack_int4", rows, cols);
}

void unpack_int4(const int32_t* words, int64_t rows, int64_t cols, int8_t* codes, Stream stream) {
  const int64_t count = rows * cols;
  if (count == 0) return;
  unpack<<<blocks_for(count), kThreads, 0, stream>>>(words, count, cols, packed_int4_words(cols), codes);
  check_launch("unpack_int4", rows, cols);
}

}  // namespace calm::kernels::cuda
