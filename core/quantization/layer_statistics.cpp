#include "quantization/layer_statistics.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "calm/kernels/gram.h"
#include "model/parallel.h"

namespace calm {
void StatisticsNeeds::merge(const StatisticsNeeds& other) {
  for (size_t i = 0; i < kInputSites; ++i) {
    gram[i] = gram[i] || other.gram[i];
    channels[i] = channels[i] || other.channels[i];
    sample[i] = sample[i] || other.sample[i];
    cross[i] = cross[i] || other.cross[i];
  }
}

bool StatisticsNeeds::any() const {
  return *this != StatisticsNeeds{};
}

bool StatisticsNeeds::any_cross() const {
  return std::find(cross.begin(), cross.end(), true) != cross.end();
}

std::vector<SequenceRows> choose_sample(const std::vector<int64_t>& lengths) {
  const auto sequences = static_cast<int64_t>(lengths.size());
  const int64_t tokens = std::accumulate(lengths.begin(), lengths.end(), int64_t{0});
  if (tokens == 0) return {};
  const int64_t wanted = std::clamp<int64_t>(kSampleTokens * sequences / tokens, 1, sequences);
  std::vector<SequenceRows> result;
  int64_t first = 0, kept = 0, next = 0;
  for (int64_t i = 0; i < sequences; ++i) {
    const int64_t length = lengths[static_cast<size_t>(i)];
    if (i == (2 * next + 1) * sequences / (2 * wanted)) {
      ++next;
      const int64_t taken = std::min(length, kSampleTokens - kept);
      if (taken > 0) result.push_back({first, taken});
      kept += taken;
    }
    first += length;
  }
  return result;
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
  if (needs_.sample[i]) keep_sample(statistics, x);
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

void LayerStatistics::keep_sample(SiteStatistics& statistics, const at::Tensor& x) const {
  if (!statistics.sample.defined()) {
    int64_t rows = 0;
    for (const SequenceRows& sequence : sample_) rows += sequence.length;
    statistics.sample = at::empty({rows, x.size(1)}, x.options());
  }
  const int64_t begin = statistics.tokens;
  int64_t row = 0;
  for (const SequenceRows& sequence : sample_) {
    const int64_t first = std::max(sequence.first, begin);
    const int64_t last = std::min(sequence.first + sequence.length, begin + x.size(0));
    if (first < last)
      statistics.sample.narrow(0, row + first - sequence.first, last - first)
          .copy_(x.narrow(0, first - begin, last - first));
    row += sequence.length;
  }
}

void LayerStatistics::accumulate_cross(InputSite site, const at::Tensor& reference, const at::Tensor& x) {
  const auto i = static_cast<size_t>(site);
  if (!needs_.cross[i]) return;
  at::Tensor& cross = sites_[i].cross;
  const int64_t width = x.size(1);
  if (!cross.defined()) cross = at::zeros({width, width}, x.options().dtype(at::kDouble));
  if (!x.is_cpu()) {
    cross.add_(at::mm(reference.t(), x));
    return;
  }
  const auto rows = [&](const at::Tensor& y) {
    return kernels::GramRows{y.const_data_ptr<float>(), y.size(0), width, y.stride(0), nullptr};
  };
  kernels::accumulate_cross_gram(rows(reference.contiguous()), rows(x.contiguous()), cross.mutable_data_ptr<double>(),
                                 width, parallel_for);
}

void LayerStatistics::finish() {
  for (size_t i = 0; i < kInputSites; ++i) {
    SiteStatistics& statistics = sites_[i];
    if (statistics.gram.defined()) complete_gram(statistics.gram);
    if (needs_.cross[i] && !statistics.cross.defined()) statistics.cross = statistics.gram;
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
const at::Tensor& LayerStatistics::cross(InputSite site) const {
  return require(sites_[static_cast<size_t>(site)].cross);
}
std::vector<at::Tensor> LayerStatistics::sample(InputSite site) const {
  const at::Tensor& rows = require(sites_[static_cast<size_t>(site)].sample);
  std::vector<at::Tensor> result;
  int64_t row = 0;
  for (const SequenceRows& sequence : sample_) {
    result.push_back(rows.narrow(0, row, sequence.length));
    row += sequence.length;
  }
  return result;
}

}  // namespace calm
