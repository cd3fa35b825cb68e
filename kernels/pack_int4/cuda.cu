#include "calm/kernels/cuda.h"
#include "calm/kernels/pack_int4.h"
#include "pack_int4/kernel.cuh"

namespace calm::kernels::cuda {

void pack_int4(const int8_t* codes, int64_t rows, int64_t cols, int32_t* words, Stream stream) {
  const int64_t count = rows * packed_int4_words(cols);
  if (count == 0) return;
  launch("pack_int4", {blocks_for(count), kThreads}, stream, pack, codes, count, cols, packed_int4_words(cols), words);
}

void unpack_int4(const int32_t* words, int64_t rows, int64_t cols, int8_t* codes, Stream stream) {
  const int64_t count = rows * cols;
  if (count == 0) return;
  launch("unpack_int4", {blocks_for(count), kThreads}, stream, unpack, words, count, cols, packed_int4_words(cols),
         codes);
}

}  // namespace calm::kernels::cuda
