#include <stdexcept>
#include <string>

#include "calm/kernels/cuda.h"
#include "quantize_activations/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

void quantize(const char* operation, const QuantizeActivationsArgs& args, int64_t tokens, Stream stream) {
  if (tokens < 0 || tokens > INT32_MAX || args.width <= 0) {
    throw std::invalid_argument(std::string(operation) + ": bad sizes");
  }
  if (tokens == 0) return;
  launch(operation, {static_cast<unsigned>(tokens), kThreads}, stream, quantize_token, args);
}

}  // namespace

void quantize_activations(const float* x, int64_t tokens, int64_t width, int64_t row_stride, int8_t* codes,
                          float* scales, Stream stream) {
  quantize("quantize_activations", {x, width, row_stride, codes, scales, nullptr}, tokens, stream);
}

void fake_quantize_activations(const float* x, int64_t tokens, int64_t width, float* out, Stream stream) {
  quantize("fake_quantize_activations", {x, width, width, nullptr, nullptr, out}, tokens, stream);
}

}  // namespace calm::kernels::cuda
