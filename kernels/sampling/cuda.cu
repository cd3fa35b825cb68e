#include <cmath>
#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "sampling/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

LaunchShape shape_for(int64_t n) {
  return {1, n >= 16384 ? static_cast<unsigned>(kSampleThreads) : n >= 2048 ? 256U : 64U};
}

}  // namespace

void argmax(const float* values, int64_t n, int32_t* index, Stream stream) {
  if (n <= 0 || n > INT32_MAX) throw std::invalid_argument("argmax: bad sizes");
  launch("argmax", shape_for(n), stream, argmax_block, values, n, index);
}

void sample(const float* logits, int64_t n, const Sampling& sampling, const uint64_t* random, int32_t* scratch,
            int32_t* index, Stream stream) {
  if (n <= 0 || n > INT32_MAX) throw std::invalid_argument("sample: bad sizes");
  if (!(sampling.temperature > 0.0F) || sampling.top_k < 0 || !(sampling.top_p > 0.0F) || sampling.top_p > 1.0F) {
    throw std::invalid_argument("sample: the temperature must be positive, top_k not negative, top_p in (0, 1]");
  }
  int shift = 62;  // n weights of 1 fit
  while (int64_t{1} << (62 - shift) < n) --shift;
  launch("sample", shape_for(n), stream, sample_block,
         SampleArgs{logits, n, sampling, random, reinterpret_cast<uint32_t*>(scratch), index, std::ldexp(1.0F, shift)});
}

}  // namespace calm::kernels::cuda
