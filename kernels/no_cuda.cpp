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
void w4a8_linear(const DeviceWeights&, const int8_t*, const float*, int64_t, float*, int64_t, float*, Stream) {
  refuse("w4a8_linear");
}
void w4a16_gemm(const DeviceWeights&, const float*, int64_t, int64_t, float*, int64_t, Stream) {
  refuse("w4a16_gemm");
}
int64_t w4a8_workspace(const DeviceWeights&, int64_t) {
  refuse("w4a8_linear");
}
void add_bias(const float*, int64_t, int64_t, float*, int64_t, Stream) {
  refuse("add_bias");
}
void move_position(const int32_t*, int32_t, int32_t*, Stream) {
  refuse("move_position");
}
void rms_norm(const RmsNorm&, float*, Stream) {
  refuse("rms_norm");
}
void rms_norm_quantize(const RmsNorm&, int8_t*, float*, Stream) {
  refuse("rms_norm_quantize");
}
void silu_multiply(const float*, const float*, int64_t, int64_t, int64_t, float*, Stream) {
  refuse("silu_multiply");
}
void silu_multiply_quantize(const float*, const float*, int64_t, int64_t, int64_t, float*, int8_t*, float*, Stream) {
  refuse("silu_multiply_quantize");
}
void rope_append(const QkvRows&, const Rotary&, const KvCache&, Stream) {
  refuse("rope_append");
}
void attention(const QkvRows&, const KvCache&, int64_t, float, float*, float*, Stream) {
  refuse("attention");
}
void dense_gemv(const DenseWeights&, const float*, int64_t, int64_t, float*, int64_t, Stream) {
  refuse("dense_gemv");
}
void dense_gemm(const DenseWeights&, const float*, int64_t, int64_t, float*, int64_t, Stream) {
  refuse("dense_gemm");
}
void embed(const DenseWeights&, const int32_t*, int64_t, float*, Stream) {
  refuse("embed");
}
void argmax(const float*, int64_t, int32_t*, Stream) {
  refuse("argmax");
}
void sample(const float*, int64_t, const Sampling&, const uint64_t*, int32_t*, int32_t*, Stream) {
  refuse("sample");
}
void fwht(float*, int64_t, int64_t, int64_t, int64_t, float, Stream) {
  refuse("fwht");
}
void accumulate_gram(const GramRows&, double*, int64_t, double*, Stream) {
  refuse("accumulate_gram");
}
void accumulate_cross_gram(const GramRows&, const GramRows&, double*, int64_t, Stream) {
  refuse("accumulate_cross_gram");
}
void mirror_upper(double*, int64_t, int64_t, Stream) {
  refuse("mirror_upper");
}
int64_t attention_workspace(int64_t, const KvCache&) {
  refuse("attention");
}

}  // namespace calm::kernels::cuda
