#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace calm {

/// Upper U with U^T U = (H + damping * mean(diag H))^-1 (GPTQ, Frantar et al. 2023, section 3.3, step 3), float32 on
/// H's device. H: float64 [d, d], symmetric. While H cannot be factored the damping is raised tenfold, up to four
/// times, and a note says so. Throws Error(numeric), beginning with `label`, where that does not help.
at::Tensor inverse_factor(const at::Tensor& hessian, double percdamp, const std::string& label,
                          std::vector<std::string>& notes);

}  // namespace calm
