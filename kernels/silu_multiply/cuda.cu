#include <stdexcept>
#include <string>

#include "calm/kernels/cuda.h"
#include "silu_multiply/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

void run(const char* operation, const SiluArgs& args, int64_t tokens, Stream stream) {
  if (tokens < 0 || tokens > INT32_MAX || args.width <= 0 || args.stride < args.width) {
    throw std::invalid_argument(std::string(operation) + ": bad sizes");
  }
  if (tokens == 0) return;
  launch(operation, {static_cast<unsigned>(tokens), kThreads}, stream, silu_multiply_token, args);
}

}  // namespace

void silu_multiply(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride, float* y,
                   Stream stream) {
  run("silu_multiply", {gate, up, width, stride, y, nullptr, nullptr}, tokens, stream);
}

void silu_multiply_quantize(const float* gate, const float* up, int64_t tokens, int64_t width, int64_t stride,
                            float* scratch, int8_t* codes, float* scales, Stream stream) {
  run("silu_multiply_quantize", {gate, up, width, stride, scratch, codes, scales}, tokens, stream);
}

}  // namespace calm::kernels::cuda
