#include "dense_gemv/impl.h"
#include "half.h"

namespace calm::kernels::portable {
namespace {

float element(const float* row, int64_t k) {
  return row[k];
}
float element(const Half* row, int64_t k) {
  return half_to_float(row[k].bits);
}
float element(const Bfloat16* row, int64_t k) {
  return bfloat16_to_float(row[k].bits);
}

template <class T>
void run(const DenseGemvArgs& args, const T* data, int64_t begin, int64_t end) {
  const int64_t in = args.weights.in;
  for (int64_t n = begin; n < end; ++n) {
    for (int64_t token = 0; token < args.tokens; ++token) {
      const float* x = args.x + token * args.x_stride;
      float sum = 0.0F;
      for (int64_t k = 0; k < in; ++k) sum += element(data + n * in, k) * x[k];
      args.y[token * args.y_stride + n] = sum;
    }
  }
}

}  // namespace

void dense_gemv(const DenseGemvArgs& args, int64_t begin, int64_t end) {
  switch (args.weights.type) {
    case DenseType::float32:
      return run(args, static_cast<const float*>(args.weights.data), begin, end);
    case DenseType::float16:
      return run(args, static_cast<const Half*>(args.weights.data), begin, end);
    case DenseType::bfloat16:
      return run(args, static_cast<const Bfloat16*>(args.weights.data), begin, end);
  }
}

}  // namespace calm::kernels::portable
