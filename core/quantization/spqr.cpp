#include "quantization/spqr.h"

#include <cmath>

namespace calm {
namespace {

/// Second level back to the first: [out, groups].
at::Tensor expand(const at::Tensor& codes, const at::Tensor& step, const at::Tensor& least, int rows) {
  const auto spread = [&](const at::Tensor& x) { return x.repeat_interleave(rows, 0).narrow(0, 0, codes.size(0)); };
  return codes.to(at::kFloat).mul_(spread(step)).add_(spread(least));
}

}  // namespace

at::Tensor SpqrWeights::scales() const {
  return expand(scale_codes, scale_step, scale_least, statistics_group);
}

at::Tensor SpqrWeights::zeros() const {
  return expand(zero_codes, zero_step, zero_least, statistics_group);
}

at::Tensor SpqrWeights::dequantize() const {
  at::Tensor weight = codes.view({codes.size(0), -1, group})
                          .to(at::kFloat)
                          .sub_(zeros().unsqueeze(-1))
                          .mul_(scales().unsqueeze(-1))
                          .view({codes.size(0), codes.size(1)});
  weight.view({-1}).index_copy_(0, outlier_at, outliers);
  return weight;
}

double SpqrWeights::stored_bits() const {
  const auto count = [](const at::Tensor& t) { return static_cast<double>(t.numel()); };
  return count(codes) * bits + 2 * count(scale_codes) * statistics_bits + 4 * 16 * count(scale_step) +
         count(outliers) * (16 + 16) + 32 * static_cast<double>(codes.size(0));
}

int64_t spqr_outliers(int64_t out, int64_t in, double share) {
  return std::llround(share * static_cast<double>(out) * static_cast<double>(in));
}

}  // namespace calm
