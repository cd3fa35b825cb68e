#include <cmath>

#include "calm/kernels/pack_int4.h"
#include "dispatch.h"
#include "quantize_groups/impl.h"

namespace calm::kernels {
namespace {

void check_shape(const char* operation, int64_t rows, int64_t cols, int64_t group, int bits) {
  require(rows >= 0 && cols > 0 && group > 0 && cols % group == 0, operation, "the group must divide the columns");
  require(bits >= 2 && bits <= 8, operation, "bits must be 2..8");
}

}  // namespace

void find_group_scales(const float* w, int64_t rows, int64_t cols, int64_t group, int bits, ScaleType type,
                       float* scales, const ParallelFor& parallel) {
  check_shape("find_group_scales", rows, cols, group, bits);
  const int64_t groups = cols / group;
  parallel(rows, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin * groups; i < end * groups; ++i) {
      float largest = 0.0F;
      for (const float* p = w + i * group; p != w + (i + 1) * group; ++p) {
        const float magnitude = std::fabs(*p);
        if (!(magnitude <= largest)) largest = magnitude;
        if (magnitude != magnitude) break;  // NaN stays
      }
      scales[i] = scale_of(largest, bits, type);
    }
  });
}

void quantize_groups(const float* w, int64_t rows, int64_t cols, int64_t group, const float* scales, int8_t* codes,
                     int bits, const ParallelFor& parallel) {
  check_shape("quantize_groups", rows, cols, group, bits);
  const auto kernel = dispatch<quantize_groups_fn>("quantize_groups");
  const QuantizeGroupsArgs args{w, cols, group, scales, codes, bits};
  parallel(rows, [&](int64_t begin, int64_t end) { kernel(args, begin, end); });
}

void dequantize_groups(const int8_t* codes, int64_t rows, int64_t cols, int64_t group, const float* scales, float* w,
                       const ParallelFor& parallel) {
  check_shape("dequantize_groups", rows, cols, group, 8);
  const int64_t groups = cols / group;
  parallel(rows, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin * groups; i < end * groups; ++i) {
      for (int64_t j = i * group; j < (i + 1) * group; ++j) w[j] = static_cast<float>(codes[j]) * scales[i];
    }
  });
}

}  // namespace calm::kernels
