#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace calm {

/// SpQR's storage of a matrix [out, in] (arXiv 2306.03078, section 4): asymmetric codes in small groups of input
/// channels, whose scales and zeros are codes themselves with 16-bit statistics over groups of rows, and a few weights
/// kept at 16 bit beside them:
///   weight = scale * (code - zero), replaced by the outlier where there is one.
struct SpqrWeights {
  int bits = 3;               // of a code
  int group = 16;             // input channels that share a scale and a zero
  int statistics_bits = 3;    // of a scale's and of a zero's code
  int statistics_group = 16;  // consecutive rows whose scales (zeros) share a second-level scale and zero

  at::Tensor codes;                    // uint8 [out, in]
  at::Tensor scale_codes, zero_codes;  // uint8 [out, in / group]
  /// float32, rounded to a 16-bit type, [ceil(out / statistics_group), in / group]: value = step * code + least.
  at::Tensor scale_step, scale_least, zero_step, zero_least;
  at::Tensor outlier_at;  // int64 [outliers], row * in + column, ascending
  at::Tensor outliers;    // float32 [outliers], rounded to a 16-bit type

  at::Tensor scales() const;      // float32 [out, in / group]
  at::Tensor zeros() const;       // likewise, in codes
  at::Tensor dequantize() const;  // float32 [out, in]
  /// Bits: codes, both levels of statistics, outliers with a 16-bit column each, 32 bits a row for where its outliers
  /// begin.
  double stored_bits() const;
};

/// How many of a matrix's weights are kept.
int64_t spqr_outliers(int64_t out, int64_t in, double share);

}  // namespace calm
