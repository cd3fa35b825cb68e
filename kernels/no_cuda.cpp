// What a build without CUDA holds in place of the .cu files.

#include <stdexcept>
#include <string>

#include "calm/kernels/cuda.h"

namespace calm::kernels::cuda {
namespace {

[[noreturn]] void refuse(const char* operation) {
  throw std::runtime_error(std::string(operation) + ": built without CUDA");
}

}  // namespace

bool built() {
  return false;
}

void quantize_activations(const float*, int64_t, int64_t, int64_t, int8_t*, float*, Stream) {
  refuse("quantize_activations");
}
void fake_quantize_activations(const float*, int64_t, int64_t, float*, Stream) {
  refuse("fake_quantize_activations");
}
void pack_int4(const int8_t*, int64_t, int64_t, int32_t*, Stream) {
  refuse("pack_int4");
}
void unpack_int4(const int32_t*, int64_t, int64_t, int8_t*, Stream) {
  refuse("unpack_int4");
}
void quantize_groups(const float*, int64_t, int64_t, int64_t, const float*, int8_t*, int, Stream) {
  refuse("quantize_groups");
}
void gptq_quantize_block(const GptqBlock&, Stream) {
  refuse("gptq_quantize_block");
}
void gptq_quantize_block(const GptqBlock&, const GptqScaleSearch&, Stream) {
  refuse("gptq_quantize_block");
}
void w4a8_gemm(const DeviceWeights&, const int8_t*, const float*, int64_t, float*, int64_t, Stream) {
  refuse("w4a8_gemm");
}
void w4a8_gemv(const DeviceWeights&, const int8_t*, const float*, int64_t, float*, int64_t, Stream) {
  refuse("w4a8_gemv");
}

}  // namespace calm::kernels::cuda
