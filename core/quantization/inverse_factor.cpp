#include "quantization/inverse_factor.h"

#include <ATen/ops/eye.h>
#include <ATen/ops/flip.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros_like.h>

#include <cstdio>

#include "calm/error.h"

namespace calm {
namespace {

/// out = lower^-1, both [n, n], out zero above the diagonal. By halves, as products of matrices: a third of the work of
/// solving for the identity.
void invert_lower(const at::Tensor& lower, const at::Tensor& out) {
  constexpr int64_t kBlock = 128;
  const int64_t n = lower.size(0);
  if (n <= kBlock) {
    out.copy_(at::linalg_solve_triangular(lower, at::eye(n, lower.options()), /*upper=*/false));
    return;
  }
  const int64_t half = n / 2;
  const auto part = [half, n](const at::Tensor& whole, bool below, bool right) {
    return whole.narrow(0, below ? half : 0, below ? n - half : half)
        .narrow(1, right ? half : 0, right ? n - half : half);
  };
  const at::Tensor top = part(out, false, false), bottom = part(out, true, true);
  invert_lower(part(lower, false, false), top);
  invert_lower(part(lower, true, true), bottom);
  part(out, true, false).copy_(at::mm(at::mm(bottom, part(lower, true, false)), top).neg_());
}

}  // namespace

at::Tensor inverse_factor(const at::Tensor& hessian, double percdamp, const std::string& label,
                          std::vector<std::string>& notes) {
  // With the channels in reverse order H = L L^T becomes H = M M^T with M upper, so that U = M^-1: one factorization
  // and one triangular inverse, where inverting H first takes twice the work.
  const at::Tensor reversed = at::flip(hessian, {0, 1});
  const double mean = hessian.diagonal().mean().item<double>();
  double damping = percdamp;
  for (int attempt = 0; attempt < 4; ++attempt) {
    at::Tensor damped = reversed.clone();
    damped.diagonal().add_(damping * mean);
    const auto [lower, failed] = at::linalg_cholesky_ex(damped);
    if (failed.item<int>() == 0) {
      at::Tensor inverse = at::zeros_like(lower);
      invert_lower(lower, inverse);
      if (inverse.isfinite().all().item<bool>()) {
        if (attempt > 0) {
          char text[160];
          std::snprintf(text, sizeof text, "%s: Hessian could not be factored, damping raised from %g to %g",
                        label.c_str(), percdamp, damping);
          notes.push_back(text);
        }
        return at::flip(inverse, {0, 1}).to(at::kFloat).contiguous();
      }
    }
    damping = damping > 0 ? damping * 10 : 1e-4;
  }
  throw Error(ErrorCode::numeric, label + ": the Hessian cannot be factored even with damping " +
                                      std::to_string(damping / 10) +
                                      "; use more calibration tokens or a larger percdamp");
}

}  // namespace calm
