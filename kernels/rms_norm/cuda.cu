#include <stdexcept>
#include <string>

#include "calm/kernels/cuda.h"
#include "rms_norm/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

void run(const char* operation, const RmsNormArgs& args, Stream stream) {
  if (args.norm.tokens < 0 || args.norm.tokens > INT32_MAX || args.norm.width <= 0) {
    throw std::invalid_argument(std::string(operation) + ": bad sizes");
  }
  if (args.norm.tokens == 0) return;
  launch(operation, {static_cast<unsigned>(args.norm.tokens), kThreads}, stream, rms_norm_token, args);
}

}  // namespace

void rms_norm(const RmsNorm& norm, float* y, Stream stream) {
  run("rms_norm", {norm, y, nullptr, nullptr}, stream);
}

void rms_norm_quantize(const RmsNorm& norm, int8_t* codes, float* scales, Stream stream) {
  run("rms_norm_quantize", {norm, nullptr, codes, scales}, stream);
}

}  // namespace calm::kernels::cuda
