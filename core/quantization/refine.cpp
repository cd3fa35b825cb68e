#include "quantization/refine.h"

#include <ATen/ops/empty_like.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

namespace calm {
namespace {

/// Columns whose changes reach the other columns in one matrix product.
constexpr int64_t kBlock = 128;

/// Everything is kept transposed, [d, rows]: a column of the weights is one contiguous row. Codes are kept less their
/// zero points.
class Refinement {
 public:
  Refinement(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid, const at::Tensor& codes,
             const at::Tensor& scales, const at::Tensor& zeros)
      : grid_(grid),
        weight_(weight.t().contiguous()),
        gram_(gram.to(at::kFloat).contiguous()),
        codes_(codes.t().to(at::kFloat).contiguous()),
        scales_(scales.t().contiguous()) {
    if (!zeros.defined()) return;
    zeros_ = zeros.t().to(at::kFloat).contiguous();
    lowest_ = zeros_.neg().add_(static_cast<double>(grid.lowest()));
    highest_ = zeros_.neg().add_(static_cast<double>(grid.highest()));
    codes_.sub_(wide_zeros());
  }

  /// Whether a code changed.
  bool descend(const RunControl& control) {
    measure();
    const int64_t width = weight_.size(0);
    const at::Tensor diagonal = gram_.diagonal().contiguous();
    const float* gram_diagonal = diagonal.const_data_ptr<float>();
    bool changed = false;
    for (int64_t first = 0; first < width; first += kBlock) {
      control.checkpoint();
      const int64_t columns = std::min(kBlock, width - first);
      at::Tensor pull = pull_.narrow(0, first, columns);  // G dW of these columns, kept current inside the block
      at::Tensor moved = at::zeros_like(pull);
      const at::Tensor inner = gram_.narrow(0, first, columns).narrow(1, first, columns);
      for (int64_t i = 0; i < columns; ++i) {
        const int64_t column = first + i;
        const at::Tensor scale = scales_.select(0, column / grid_.group);
        at::Tensor code = codes_.select(0, column);
        // dW_j / dcode_j = -scale: the minimum is where the pull on this column vanishes.
        at::Tensor best = pull.select(0, i).div(gram_diagonal[column]).div_(scale).add_(code).round_();
        if (zeros_.defined()) {
          best.clamp_(lowest_.select(0, column / grid_.group), highest_.select(0, column / grid_.group));
        } else {
          best.clamp_(static_cast<double>(grid_.lowest()), static_cast<double>(grid_.highest()));
        }
        const at::Tensor step = best.sub(code).mul_(scale);
        code.copy_(best);
        moved.select(0, i).copy_(step);
        if (i + 1 < columns) {
          pull.narrow(0, i + 1, columns - i - 1)
              .addr_(inner.select(0, i).narrow(0, i + 1, columns - i - 1), step, 1, -1);
        }
      }
      if (!moved.any().item<bool>()) continue;
      changed = true;
      // The block's own rows hold part of this already; they are measured again before they are next needed.
      if (first + columns < width) {
        pull_.narrow(0, first + columns, width - first - columns)
            .addmm_(gram_.narrow(0, first + columns, width - first - columns).narrow(1, first, columns), moved, 1, -1);
      }
    }
    return changed;
  }

  void refit(const RunControl& control) {
    measure();
    for (int64_t group = 0; group < scales_.size(0); ++group) {
      control.checkpoint();
      const int64_t first = group * grid_.group;
      const at::Tensor codes = codes_.narrow(0, first, grid_.group);
      const at::Tensor reach = at::mm(gram_.narrow(1, first, grid_.group), codes);  // G q_g, [d, rows]
      const at::Tensor curvature = codes.mul(reach.narrow(0, first, grid_.group)).sum(0);
      const at::Tensor slope = codes.mul(pull_.narrow(0, first, grid_.group)).sum(0);
      at::Tensor scale = scales_.select(0, group);
      at::Tensor wanted = round_scales(scale.add(slope.div(curvature)), grid_);
      wanted = at::where(curvature.gt(0).logical_and_(wanted.gt(0)).logical_and_(wanted.isfinite()), wanted, scale);
      pull_.sub_(reach.mul_(wanted.sub(scale)));
      scale.copy_(wanted);
    }
  }

  at::Tensor codes() const {
    return (zeros_.defined() ? codes_.add(wide_zeros()) : codes_).t().to(at::kChar).contiguous();
  }
  at::Tensor scales() const { return scales_.t().contiguous(); }

 private:
  at::Tensor wide_zeros() const { return zeros_.repeat_interleave(grid_.group, 0); }

  /// pull = G dW, anew: float32 updates of it drift.
  void measure() {
    const int64_t width = weight_.size(0);
    const int64_t rows = weight_.size(1);
    const at::Tensor dequantized =
        codes_.view({width / grid_.group, grid_.group, rows}).mul(scales_.unsqueeze(1)).view({width, rows});
    pull_ = at::mm(gram_, weight_.sub(dequantized));
  }

  GroupGrid grid_;
  at::Tensor weight_, gram_, codes_, scales_, pull_;
  at::Tensor zeros_, lowest_, highest_;  // float32 [d / group, rows]; undefined where the grid is symmetric
};

}  // namespace

void refine_codes(const at::Tensor& weight, const at::Tensor& gram, const GroupGrid& grid, int sweeps,
                  const RunControl& control, at::Tensor& codes, at::Tensor& scales, const at::Tensor& zeros) {
  if (sweeps <= 0) return;
  Refinement refinement(weight, gram, grid, codes, scales, zeros);
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    const bool changed = refinement.descend(control);
    if (!changed && sweep > 0) break;
    refinement.refit(control);
  }
  codes = refinement.codes();
  scales = refinement.scales();
}

}  // namespace calm
