// One block a token: two passes over it, the second from cache. Bound by memory: 5 bytes an element.

#include "calm/kernels/cuda.h"
#include "device.h"
#include "quantize_activations/lane.h"

namespace calm::kernels::cuda {
namespace {

/// The largest value of the block's threads, in all of them.
__device__ uint32_t block_max(uint32_t value) {
  __shared__ uint32_t warps[kThreads / 32];
  value = __reduce_max_sync(0xFFFFFFFFU, value);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = value;
  __syncthreads();
  value = warps[0];
  for (unsigned i = 1; i < kThreads / 32; ++i) value = max(value, warps[i]);
  return value;
}

__global__ void __launch_bounds__(kThreads) quantize_token(QuantizeActivationsArgs args) {
  const int64_t token = blockIdx.x;
  const float* x = args.x + token * args.row_stride;
  const float scale = token_scale(block_max(largest_magnitude(x, args.width, threadIdx.x, kThreads)));
  if (args.out != nullptr) {
    write_values(x, args.width, scale, args.out + token * args.width, threadIdx.x, kThreads);
  } else {
    write_codes(x, args.width, scale, args.codes + token * args.width, threadIdx.x, kThreads);
    if (threadIdx.x == 0) args.scales[token] = scale;
  }
}

void launch(const char* operation, const QuantizeActivationsArgs& args, int64_t tokens, Stream stream) {
  if (tokens < 0 || tokens > INT32_MAX || args.width <= 0)
    throw std::invalid_argument(std::string(operation) + ": bad sizes");
  if (tokens == 0) return;
  quantize_token<<<static_cast<unsigned>(tokens), kThreads, 0, stream>>>(args);
  check_launch(operation, tokens, args.width);
}

}  // namespace

void quantize_activations(const float* x, int64_t tokens, int64_t width, int64_t row_stride, int8_t* codes,
                          float* scales, Stream stream) {
  launch("quantize_activations", {x, width, row_stride, codes, scales, nullptr}, tokens, stream);
}

void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out, Stream stream) {
  launch("fake_quantize_activations", {x, width, width, nullptr, nullptr, out}, tokens, stream);
}

}  // namespace calm::kernels::cuda
