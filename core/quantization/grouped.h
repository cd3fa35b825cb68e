#pragma once

#include <ATen/core/Tensor.h>

#include "calm/kernels/scale_type.h"
#include "calm/scheme.h"

namespace calm {

/// Symmetric group quantization of weights [out, in] with `group` input channels a scale. Arithmetic of the
/// checkpoint's readers: scale = absmax(group) / ((2^bits - 1) / 2), code = clamp(round_half_even(w / scale),
/// -2^(bits-1), 2^(bits-1) - 1).
struct GroupGrid {
  int bits = 4;
  int group = 128;
  StorageType storage = StorageType::float32;  // scales are rounded to it before codes are chosen

  double divisor() const { return ((1 << bits) - 1) / 2.0; }
  int64_t lowest() const { return -(int64_t{1} << (bits - 1)); }
  int64_t highest() const { return (int64_t{1} << (bits - 1)) - 1; }
};

/// The grid of a linear with this many inputs; group 0 where it stays 16 bit. scheme.storage is not automatic.
GroupGrid weight_grid(const Scheme& scheme, int64_t in_features);

kernels::ScaleType scale_type(StorageType storage);

/// From absolute maxima (any shape) to scales of the storage type; a group of zeros gets a harmless positive scale.
at::Tensor scales_from_maxima(const at::Tensor& maxima, const GroupGrid& grid);
/// float32 [out, in / group].
at::Tensor find_scales(const at::Tensor& weight, const GroupGrid& grid);
/// int8 [out, in].
at::Tensor quantize_codes(const at::Tensor& weight, const at::Tensor& scales, const GroupGrid& grid);
at::Tensor dequantize_codes(const at::Tensor& codes, const at::Tensor& scales, int group);
/// Quantized and dequantized, float32 [out, in].
at::Tensor round_trip(const at::Tensor& weight, const GroupGrid& grid);

/// Clipping search: for each row and group the ratio in {1, 1 - shrink/steps, ...} (steps candidates, AWQ's
/// auto_clip.py) whose scale ratio * absmax / divisor gives the least dw^T G_gg dw, G_gg the group's diagonal block of
/// the Gram matrix [in, in]. Ties go to the larger ratio. Returns scales [out, in / group].
struct ClipOptions {
  int steps = 10;
  double shrink = 0.5;
};
at::Tensor search_clipped_scales(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                                 const ClipOptions& options);

}  // namespace calm
