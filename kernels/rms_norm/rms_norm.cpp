#include "calm/kernels/rms_norm.h"

#include "dispatch.h"
#include "rms_norm/impl.h"

namespace calm::kernels {
namespace {

void run(const RmsNormArgs& args, const ParallelFor& parallel) {
  require(args.norm.tokens >= 0 && args.norm.width > 0, "rms_norm", "bad sizes");
  const auto kernel = dispatch<rms_norm_fn>("rms_norm");
  parallel(args.norm.tokens, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

}  // namespace

void rms_norm(const RmsNorm& norm, float* y, const ParallelFor& parallel) {
  run({norm, y, nullptr, nullptr}, parallel);
}

void rms_norm_quantize(const RmsNorm& norm, int8_t* codes, float* scales, const ParallelFor& parallel) {
  run({norm, nullptr, codes, scales}, parallel);
}

}  // namespace calm::kernels
