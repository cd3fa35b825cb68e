#pragma once

#include <cstddef>
#include <optional>

#include "calm/evaluation.h"
#include "calm/proof.h"

namespace calm {

/// Windows from the first on that both rows scored alike (same text, window and arithmetic); 0: they do not compare.
size_t common_windows(const BenchmarkResult& a, const BenchmarkResult& b);

/// NLL and KL over a row's first windows, nats a token. Throws Error(invalid_argument) where it has fewer.
double mean_nll(const BenchmarkResult& row, size_t windows);
double mean_kl(const BenchmarkResult& row, size_t windows);

/// row - baseline over their common windows; no value where there are none, or where one of them lacks the KL.
std::optional<PairedComparison> compare_nll(const BenchmarkResult& row, const BenchmarkResult& baseline);
std::optional<PairedComparison> compare_kl(const BenchmarkResult& row, const BenchmarkResult& baseline);

/// Whether two rows' speeds, or their memory, were measured with the same on the same host.
bool same_timing(const BenchmarkResult& a, const BenchmarkResult& b);

/// A rate against another one. Apart: the ranges of their repeats, taken as lying evenly around the median, do not
/// overlap.
struct SpeedComparison {
  double ratio = 1;
  enum class Outcome { faster, slower, undecided } outcome = Outcome::undecided;
};
/// Rates in tokens a second, spreads as in LatencyResult. No value where a rate is not positive.
std::optional<SpeedComparison> compare_speed(double rate, double spread, double baseline, double baseline_spread);

}  // namespace calm
