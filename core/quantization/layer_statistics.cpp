#include "quantization/layer_statistics.h"

#include <ATen/ops/maximum.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <stdexcept>

#include "calm/kernels/gram.h"
#include "model/parallel.h"

namespace calm {
void StatisticsNeeds::merge(const StatisticsNeeds& other) {
  for (size_t i = 0; i < kInputSites; ++i) {
    gram[i] = gram[i] || other.gram[i];
    channels[i] = channels[i] || other.channels[i];
  }
}

bool StatisticsNeeds::any() const {
  const auto set = [](bool b) { return b; };
  return std::any_of(gram.begin(), gram.end(), set) || std::any_of(channels.begin(), channels.end(), set);
}

void add_gram(const at::Tensor& x, at::Tensor& gram) {
  if (x.is_cpu()) {
    const at::Tensor rows = x.stride(1) == 1 ? x : x.contiguous();
    kernels::accumulate_gram({rows.const_data_ptr<float>(), rows.size(0), rows.size(1), rows.stride(0), nullptr},
                             gram.mutable_data_ptr<double>(), gram.size(1), nullptr, parallel_for);
    return;
  }
  constexpr int64_t kRowBlock = 1024;  // float32 products over this many rows, float64 sums beyond
  for (int64_t row = 0; row < x.size(0); row += kRowBlock) {
    const at::Tensor rows = x.narrow(0, row, std::min(kRowBlock, x.size(0) - row));
    gram.add_(at::mm(rows.t(), rows));
  }
}

void complete_gram(at::Tensor& gram) {
  if (gram.is_cpu()) kernels::mirror_upper(gram.mutable_data_ptr<double>(), gram.size(0), gram.size(1), parallel_for);
}

void LayerStatistics::accumulate(InputSite site, const at::Tensor& x) {
  const auto i = static_cast<size_t>(site);
  SiteStatistics& statistics = sites_[i];
  const int64_t width = x.size(1);
  statistics.tokens += x.size(0);
  if (needs_.gram[i]) {
    if (!statistics.gram.defined()) statistics.gram = at::zeros({width, width}, x.options().dtype(at::kDouble));
    add_gram(x, statistics.gram);
  }
  if (needs_.channels[i]) {
    const at::Tensor magnitude = x.abs();
    const at::Tensor maximum = magnitude.amax(0);
    const at::Tensor sum = magnitude.sum(0, /*keepdim=*/false, at::kDouble);
    if (!statistics.abs_max.defined()) {
      statistics.abs_max = maximum;
      statistics.abs_mean = sum;
    } else {
      statistics.abs_max = at::maximum(statistics.abs_max, maximum);
      statistics.abs_mean = statistics.abs_mean.add(sum);
    }
  }
}

void LayerStatistics::finish() {
  for (SiteStatistics& statistics : sites_) {
    if (statistics.gram.defined()) complete_gram(statistics.gram);
    if (statistics.abs_mean.defined())
      statistics.abs_mean = statistics.abs_mean.div(static_cast<double>(statistics.tokens)).to(at::kFloat);
  }
}

namespace {
const at::Tensor& require(const at::Tensor& statistic) {
  if (!statistic.defined())
    throw std::logic_error("LayerStatistics: a statistic was read that the pool did not ask for");
  return statistic;
}
}  // namespace

const at::Tensor& LayerStatistics::gram(InputSite site) const {
  return require(sites_[static_cast<size_t>(site)].gram);
}
const at::Tensor& LayerStatistics::abs_max(InputSite site) const {
  return require(sites_[static_cast<size_t>(site)].abs_max);
}
const at::Tensor& LayerStatistics::abs_mean(InputSite site) const {
  return require(sites_[static_cast<size_t>(site)].abs_mean);
}

}  // namespace calm
