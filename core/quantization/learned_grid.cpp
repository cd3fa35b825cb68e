#include "quantization/learned_grid.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

#include "model/parallel.h"

namespace calm {
namespace {

/// Half to even for |x| < 2^22, and unlike nearbyint it vectorizes on every CPU.
inline float nearest(float x) {
  constexpr float kMagic = 12582912.0F;  // 1.5 * 2^23: one is the last place
  return (x + kMagic) - kMagic;
}

/// A weight's code before the clamp; a group's weights are at most some hundred scales large where ratios are not
/// degenerate, and a clamped value is as good as a huge one.
inline float unclamped(float w, float inverse, float offset) {
  return nearest(std::clamp(w * inverse + offset, -1024.0F, 1024.0F));
}

}  // namespace

LearnedGrid::LearnedGrid(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid,
                         const at::Tensor& full, const at::Tensor& zeros)
    : offsets(at::zeros_like(weight, at::TensorOptions().device(at::kCPU), at::MemoryFormat::Contiguous)),
      ratios(at::ones_like(full, at::TensorOptions().device(at::kCPU), at::MemoryFormat::Contiguous)),
      grid_(grid),
      weight_(weight.cpu().contiguous()),
      gram_(gram.cpu().to(at::kFloat).contiguous()),
      full_(full.cpu().contiguous()),
      codes_(at::empty(weight_.sizes(), at::TensorOptions().dtype(at::kChar))),
      scales_(at::empty_like(full_)),
      error_(at::empty_like(weight_)) {
  if (!zeros.defined()) return;
  zeros_ = zeros.cpu().contiguous();
  zero_ = zeros_.const_data_ptr<int8_t>();
}

void LearnedGrid::evaluate() {
  const int64_t width = weight_.size(1);
  const int64_t groups = width / grid_.group;
  const auto lowest_code = static_cast<float>(grid_.lowest());
  const auto highest_code = static_cast<float>(grid_.highest());
  const float* weight = weight_.const_data_ptr<float>();
  const float* offset = offsets.defined() ? offsets.const_data_ptr<float>() : nullptr;
  const float* ratio = ratios.const_data_ptr<float>();
  const float* full = full_.const_data_ptr<float>();
  auto* code = codes_.mutable_data_ptr<int8_t>();
  auto* scale = scales_.mutable_data_ptr<float>();
  auto* error = error_.mutable_data_ptr<float>();
  parallel_for(weight_.size(0) * groups, [&](int64_t begin, int64_t end) {
    for (int64_t g = begin; g < end; ++g) {
      scale[g] = stored_scale(ratio[g] * full[g], grid_);
      const float s = scale[g];
      const float zero = zero_of(g);
      const float lowest = lowest_code - zero, highest = highest_code - zero;
      const float inverse = 1 / s;
      for (int64_t i = g * grid_.group; i < (g + 1) * grid_.group; ++i) {
        const float q = std::clamp(unclamped(weight[i], inverse, offset != nullptr ? offset[i] : 0), lowest, highest);
        code[i] = static_cast<int8_t>(q + zero);
        error[i] = weight[i] - s * q;
      }
    }
  });
  losses_ = row_losses(error_, pull_);
  keep_best(codes_, scales_, losses_);
}

at::Tensor LearnedGrid::row_losses(const at::Tensor& error, at::Tensor& pull) const {
  pull = at::mm(error, gram_);
  return pull.mul(error).sum(1, /*keepdim=*/false, at::kDouble);
}

at::Tensor LearnedGrid::offset_gradient() const {
  // dW = w - s q and dq / doffset = 1 where q is not clamped: -2 s (dW G).
  at::Tensor gradient = at::empty_like(weight_);
  const int64_t groups = full_.numel();
  const auto lowest_code = static_cast<float>(grid_.lowest());
  const auto highest_code = static_cast<float>(grid_.highest());
  const float* weight = weight_.const_data_ptr<float>();
  const float* offset = offsets.const_data_ptr<float>();
  const float* scale = scales_.const_data_ptr<float>();
  const float* pull = pull_.const_data_ptr<float>();
  auto* out = gradient.mutable_data_ptr<float>();
  parallel_for(groups, [&](int64_t begin, int64_t end) {
    for (int64_t g = begin; g < end; ++g) {
      const float s = scale[g];
      const float inverse = 1 / s;
      const float lowest = lowest_code - zero_of(g), highest = highest_code - zero_of(g);
      for (int64_t i = g * grid_.group; i < (g + 1) * grid_.group; ++i) {
        const float q = unclamped(weight[i], inverse, offset[i]);
        out[i] = q >= lowest && q <= highest ? -2 * s * pull[i] : 0;
      }
    }
  });
  return gradient;
}

at::Tensor LearnedGrid::ratio_gradient() const {
  // d(s q) / ds = q - w / s where q is not clamped (the quotient's slope passes the rounding), q where it is.
  at::Tensor gradient = at::empty_like(full_);
  const auto lowest_code = static_cast<float>(grid_.lowest());
  const auto highest_code = static_cast<float>(grid_.highest());
  const float* weight = weight_.const_data_ptr<float>();
  const float* offset = offsets.defined() ? offsets.const_data_ptr<float>() : nullptr;
  const float* scale = scales_.const_data_ptr<float>();
  const float* full = full_.const_data_ptr<float>();
  const float* pull = pull_.const_data_ptr<float>();
  auto* out = gradient.mutable_data_ptr<float>();
  parallel_for(full_.numel(), [&](int64_t begin, int64_t end) {
    for (int64_t g = begin; g < end; ++g) {
      const float inverse = 1 / scale[g];
      const float lowest = lowest_code - zero_of(g), highest = highest_code - zero_of(g);
      float slope = 0;
      for (int64_t i = g * grid_.group; i < (g + 1) * grid_.group; ++i) {
        const float free = unclamped(weight[i], inverse, offset != nullptr ? offset[i] : 0);
        const float q = std::clamp(free, lowest, highest);
        slope += pull[i] * (q - (q == free ? weight[i] * inverse : 0));
      }
      out[g] = -2 * full[g] * slope;
    }
  });
  return gradient;
}

void LearnedGrid::keep_best(const at::Tensor& codes, const at::Tensor& scales, const at::Tensor& losses) {
  if (!best_losses_.defined()) {
    best_codes_ = codes.clone();
    best_scales_ = scales.clone();
    best_losses_ = losses.clone();
    return;
  }
  const double* loss = losses.const_data_ptr<double>();
  auto* best = best_losses_.mutable_data_ptr<double>();
  for (int64_t row = 0; row < losses.size(0); ++row) {
    if (!(loss[row] < best[row])) continue;
    best[row] = loss[row];
    best_codes_.select(0, row).copy_(codes.select(0, row));
    best_scales_.select(0, row).copy_(scales.select(0, row));
  }
}

void LearnedGrid::offer(const Rounded& other) {
  at::Tensor pull;
  const at::Tensor codes = other.codes.cpu();
  const at::Tensor scales = other.scales.cpu();
  const at::Tensor error = weight_.sub(dequantize_codes(codes, scales, grid_.group, zeros_));
  keep_best(codes, scales, row_losses(error, pull));
}

void sign_descent(LearnedGrid& grid, int steps, double rate, bool learn_ratios, const RunControl& control) {
  constexpr double kReach = 0.5;  // of an offset: codes away from the nearest one
  const at::Tensor lowest = grid.offsets.sub(kReach);
  const at::Tensor highest = grid.offsets.add(kReach);
  const at::Tensor widest = grid.ratios.clamp_min(1);
  for (int step = 0; step < steps; ++step) {
    control.checkpoint();
    grid.evaluate();
    const double size = rate * (1 - static_cast<double>(step) / steps);
    const at::Tensor slope = learn_ratios ? grid.ratio_gradient() : at::Tensor();
    grid.offsets.sub_(grid.offset_gradient().sign_(), size).clamp_(lowest, highest);
    if (slope.defined()) grid.ratios.copy_(at::minimum(grid.ratios.sub(slope.sign(), size).clamp_min_(0), widest));
  }
  control.checkpoint();
  grid.evaluate();
}

}  // namespace calm
