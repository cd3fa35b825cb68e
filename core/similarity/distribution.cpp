#include "similarity/distribution.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "model/parallel.h"

namespace calm {
namespace {

constexpr int kKeptBits = 20;  // sign, 8 of the exponent, 11 of the fraction
constexpr int kDroppedBits = 32 - kKeptBits;
constexpr uint32_t kSign = uint32_t{1} << (kKeptBits - 1);

/// The middle of a cell of the counts, signed.
double cell_value(uint32_t cell) {
  const uint32_t half = uint32_t{1} << (kDroppedBits - 1);
  return std::bit_cast<float>((cell << kDroppedBits) | half);
}

}  // namespace

void DistributionCounter::add_rows(Part& part, const float* x, int64_t rows, int64_t width) const {
  float* const channels = part.channel_max.data();
  int64_t* const counts = part.counts.data();
  for (int64_t r = 0; r < rows; ++r, x += width) {
    double s1 = 0, s2 = 0, s3 = 0, s4 = 0;
    for (int64_t c = 0; c < width; ++c) {
      const double v = static_cast<double>(x[c]) - pivot_;
      const double square = v * v;
      s1 += v;
      s2 += square;
      s3 += square * v;
      s4 += square * square;
    }
    part.sum1 += s1;
    part.sum2 += s2;
    part.sum3 += s3;
    part.sum4 += s4;
    for (int64_t c = 0; c < width; ++c) {
      part.minimum = std::min(part.minimum, x[c]);
      part.maximum = std::max(part.maximum, x[c]);
      channels[c] = std::max(channels[c], std::fabs(x[c]));
    }
    for (int64_t c = 0; c < width; ++c) ++counts[std::bit_cast<uint32_t>(x[c]) >> kDroppedBits];
  }
}

void DistributionCounter::add(const at::Tensor& rows) {
  const at::Tensor x = rows.to(at::kCPU, at::kFloat).contiguous();
  const int64_t n = x.size(0);
  if (n == 0) return;
  if (count_ == 0) {
    width_ = x.size(1);
    pivot_ = x[0].mean(at::kDouble).item<double>();
    for (Part& part : parts_) {
      part.minimum = std::numeric_limits<float>::infinity();
      part.maximum = -std::numeric_limits<float>::infinity();
      part.counts.assign(size_t{1} << kKeptBits, 0);
      part.channel_max.assign(static_cast<size_t>(width_), 0.0F);
    }
  }
  const float* const values = x.const_data_ptr<float>();
  parallel_for(kParts, [&](int64_t begin, int64_t end) {
    for (int64_t p = begin; p < end; ++p) {
      const int64_t first = n * p / kParts;
      add_rows(parts_[static_cast<size_t>(p)], values + first * width_, n * (p + 1) / kParts - first, width_);
    }
  });
  count_ += n * width_;
}

Distribution DistributionCounter::finish(std::string name) const {
  Distribution d;
  d.name = std::move(name);
  d.count = count_;
  d.histogram.assign(kHistogramBins, 0);
  if (count_ == 0) return d;
  double s1 = 0, s2 = 0, s3 = 0, s4 = 0;
  d.minimum = std::numeric_limits<double>::infinity();
  d.maximum = -d.minimum;
  std::vector<int64_t> counts(size_t{1} << kKeptBits, 0);
  std::vector<float> channels(static_cast<size_t>(width_), 0.0F);
  for (const Part& part : parts_) {
    s1 += part.sum1;
    s2 += part.sum2;
    s3 += part.sum3;
    s4 += part.sum4;
    d.minimum = std::min<double>(d.minimum, part.minimum);
    d.maximum = std::max<double>(d.maximum, part.maximum);
    for (size_t i = 0; i < counts.size(); ++i) counts[i] += part.counts[i];
    for (size_t c = 0; c < channels.size(); ++c) channels[c] = std::max(channels[c], part.channel_max[c]);
  }
  const auto n = static_cast<double>(count_);
  const double shift = s1 / n, m2 = s2 / n, m3 = s3 / n, m4 = s4 / n;
  d.mean = pivot_ + shift;
  const double variance = std::max(0.0, m2 - shift * shift);
  d.deviation = std::sqrt(variance);
  const double largest = std::max(std::fabs(d.minimum), std::fabs(d.maximum));
  if (variance > 0) {
    d.skewness = (m3 - 3 * shift * m2 + 2 * shift * shift * shift) / (variance * d.deviation);
    d.kurtosis =
        (m4 - 4 * shift * m3 + 6 * shift * shift * m2 - 3 * shift * shift * shift * shift) / (variance * variance);
  }

  const double range = d.maximum - d.minimum;
  int64_t outliers = 0;
  for (uint32_t cell = 0; cell < counts.size(); ++cell) {
    if (counts[cell] == 0) continue;
    const double value = std::clamp(cell_value(cell), d.minimum, d.maximum);
    if (std::fabs(value - d.mean) > kOutlierDeviations * d.deviation) outliers += counts[cell];
    const double place = range > 0 ? (value - d.minimum) / range * kHistogramBins : 0;
    d.histogram[static_cast<size_t>(std::clamp<double>(place, 0, kHistogramBins - 1))] += counts[cell];
  }
  d.outlier_ratio = static_cast<double>(outliers) / n;

  // The middle of |x|: cells of both signs, from zero upwards; the lower of the two middles for an even count.
  int64_t seen = 0;
  for (uint32_t cell = 0; cell < kSign; ++cell) {
    seen += counts[cell] + counts[cell | kSign];
    if (2 * seen < count_) continue;
    const double median = cell == 0 ? 0 : cell_value(cell);
    d.max_to_median = median > 0 ? largest / median : std::numeric_limits<double>::infinity();
    break;
  }

  std::vector<int64_t> order(channels.size());
  std::iota(order.begin(), order.end(), int64_t{0});
  const size_t top = std::min<size_t>(kTopChannels, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top), order.end(),
                    [&](int64_t a, int64_t b) {
                      const float x = channels[static_cast<size_t>(a)], y = channels[static_cast<size_t>(b)];
                      return x != y ? x > y : a < b;
                    });
  for (size_t i = 0; i < top; ++i) d.top_channels.push_back({order[i], channels[static_cast<size_t>(order[i])]});
  return d;
}

}  // namespace calm
