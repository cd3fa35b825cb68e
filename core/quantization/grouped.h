#pragma once

#include <ATen/core/Tensor.h>

#include "calm/kernels/scale_type.h"
#include "calm/scheme.h"

namespace calm {

/// Group quantization of weights [out, in] with `group` input channels a scale, in the arithmetic of the checkpoint's
/// readers (compressed-tensors, calculate_qparams):
///   symmetric   scale = absmax(group) / ((2^bits - 1) / 2), code = clamp(round_half_even(w / scale), lowest, highest)
///   asymmetric  low = min(group, 0), high = max(group, 0), scale = (high - low) / (2^bits - 1),
///               zero = clamp(round(lowest - low / scale), lowest, highest),
///               code = clamp(round_half_even(w / scale + zero), lowest, highest), weight = (code - zero) * scale
struct GroupGrid {
  int bits = 4;
  int group = 128;
  StorageType storage = StorageType::float32;  // scales are rounded to it before codes are chosen
  bool asymmetric = false;
  bool short_scales = false;  // seven significant bits: what Q4_1 takes exactly

  double divisor() const { return ((1 << bits) - 1) / 2.0; }
  int64_t lowest() const { return -(int64_t{1} << (bits - 1)); }
  int64_t highest() const { return (int64_t{1} << (bits - 1)) - 1; }
};

/// The integer kernels take groups that are multiples of it; weights in others run dequantized.
inline constexpr int kKernelGroupStep = 32;

/// The grid of a linear with this many inputs; group 0 where it stays 16 bit. scheme.storage is not automatic.
GroupGrid weight_grid(const Scheme& scheme, int64_t in_features);

kernels::ScaleType scale_type(StorageType storage);

/// A scale as it is stored: rounded to the grid's storage type, never zero.
float stored_scale(float scale, const GroupGrid& grid);
/// Rounded likewise, but left zero or infinite where that is what comes out.
at::Tensor round_scales(const at::Tensor& scales, const GroupGrid& grid);

/// float32 [out, in / group]; a group of zeros gets a harmless positive scale.
at::Tensor find_scales(const at::Tensor& weight, const GroupGrid& grid);
/// int8 [out, in / group] for the scales of find_scales; undefined where the grid is symmetric. A clipped range keeps
/// them: both its ends shrink alike.
at::Tensor find_zeros(const at::Tensor& weight, const GroupGrid& grid);
/// int8 [out, in].
at::Tensor quantize_codes(const at::Tensor& weight, const at::Tensor& scales, const GroupGrid& grid,
                          const at::Tensor& zeros = {});
at::Tensor dequantize_codes(const at::Tensor& codes, const at::Tensor& scales, int group, const at::Tensor& zeros = {});
/// Quantized and dequantized, float32 [out, in].
at::Tensor round_trip(const at::Tensor& weight, const GroupGrid& grid);
/// The same of weights [out, in / group, group], differentiable: the slope passes the rounding, zero points have none,
/// scales are not rounded to storage. ratio [out, in / group]: what each range is shrunk by; undefined: 1.
at::Tensor round_straight_through(const at::Tensor& grouped, const GroupGrid& grid, const at::Tensor& ratio = {});

/// Clipping search: for each row and group the ratio in {1, 1 - shrink/steps, ...} (steps candidates, AWQ's
/// auto_clip.py) whose scale ratio * full scale gives the least dw^T G_gg dw, G_gg the group's diagonal block of the
/// Gram matrix [in, in]. Ties go to the larger ratio. Returns scales [out, in / group]; zero points are find_zeros'.
struct ClipOptions {
  int steps = 10;
  double shrink = 0.5;
};
at::Tensor search_clipped_scales(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                                 const ClipOptions& options);

}  // namespace calm
