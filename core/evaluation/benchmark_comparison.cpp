#include "calm/benchmark_comparison.h"

#include <algorithm>

#include "calm/error.h"

namespace calm {
namespace {

std::vector<double> first(const std::vector<double>& values, size_t count) {
  if (values.size() < count) {
    throw Error(ErrorCode::invalid_argument,
                "the row has " + std::to_string(values.size()) + " windows, not " + std::to_string(count));
  }
  return {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<double> weights(const BenchmarkResult& row, size_t windows) {
  const std::vector<int64_t>& tokens = row.perplexity.window_tokens;
  if (tokens.size() < windows) return std::vector<double>(windows, 1);
  return {tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(windows)};
}

double mean(const std::vector<double>& values, const std::vector<double>& weight) {
  double sum = 0, total = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    sum += weight[i] * values[i];
    total += weight[i];
  }
  return sum / total;
}

size_t common_kl(const BenchmarkResult& a, const BenchmarkResult& b) {
  if (!a.has_kl || !b.has_kl) return 0;
  return std::min({common_windows(a, b), a.divergence.window_kl.size(), b.divergence.window_kl.size()});
}

}  // namespace

size_t common_windows(const BenchmarkResult& a, const BenchmarkResult& b) {
  if (!a.has_perplexity || !b.has_perplexity || a.measure != b.measure) return 0;
  if (a.measure.empty() && a.text != b.text) return 0;  // rows of the first version
  return std::min(a.perplexity.window_nll.size(), b.perplexity.window_nll.size());
}

double mean_nll(const BenchmarkResult& row, size_t windows) {
  return mean(first(row.perplexity.window_nll, windows), weights(row, windows));
}

double mean_kl(const BenchmarkResult& row, size_t windows) {
  return mean(first(row.divergence.window_kl, windows), weights(row, windows));
}

std::optional<PairedComparison> compare_nll(const BenchmarkResult& row, const BenchmarkResult& baseline) {
  const size_t windows = common_windows(row, baseline);
  if (windows == 0) return std::nullopt;
  return paired_bootstrap(first(row.perplexity.window_nll, windows), first(baseline.perplexity.window_nll, windows),
                          weights(row, windows));
}

std::optional<PairedComparison> compare_kl(const BenchmarkResult& row, const BenchmarkResult& baseline) {
  const size_t windows = common_kl(row, baseline);
  if (windows == 0) return std::nullopt;
  return paired_bootstrap(first(row.divergence.window_kl, windows), first(baseline.divergence.window_kl, windows),
                          weights(row, windows));
}

bool same_timing(const BenchmarkResult& a, const BenchmarkResult& b) {
  return a.has_memory && b.has_memory && a.host == b.host && a.latency.threads == b.latency.threads &&
         a.setup.device == b.setup.device && a.setup.timing.prompt == b.setup.timing.prompt &&
         a.setup.timing.generate == b.setup.timing.generate;
}

std::optional<SpeedComparison> compare_speed(double rate, double spread, double baseline, double baseline_spread) {
  if (!(rate > 0) || !(baseline > 0)) return std::nullopt;
  SpeedComparison result;
  result.ratio = rate / baseline;
  if (rate * (1 - spread / 2) > baseline * (1 + baseline_spread / 2)) result.outcome = SpeedComparison::Outcome::faster;
  if (rate * (1 + spread / 2) < baseline * (1 - baseline_spread / 2)) result.outcome = SpeedComparison::Outcome::slower;
  return result;
}

}  // namespace calm
