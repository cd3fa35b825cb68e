#pragma once

#include <QTest>
#include <cmath>
#include <vector>

#include "support/widget_checks.h"
#include "ui/panels/benchmark_model.h"

namespace calm::test {

using ui::BenchmarkModel;
using Kind = Variant::Kind;

inline BenchmarkResult result(const char* name, Kind kind, double ppl, double decode, const char* context = "") {
  BenchmarkResult out;
  out.name = name;
  out.kind = kind;
  out.context = context;
  out.date = "2026-01-31T12:00:00Z";
  out.host = "test host";
  out.text = "evaluation text (bundled), window 1024, 8 windows";
  out.has_perplexity = ppl > 0;
  out.perplexity = {ppl, 2.5, 8184, {2.4, 2.6}};
  out.has_latency = out.has_memory = decode > 0;
  out.latency.prefill_tokens_per_second = decode * 10;
  out.latency.decode_tokens_per_second = decode;
  out.latency.decode_spread = 0.05;
  out.latency.peak_rss_bytes = uint64_t{600} << 20;
  out.latency.weight_bytes = uint64_t{87} << 20;
  out.latency.isa = "AVX2";
  out.latency.threads = 2;
  return out;
}

/// Perplexity and KL over windows, consistent with their means: what a run of core delivers.
inline BenchmarkResult windowed(const char* name, Kind kind, std::vector<double> nll, std::vector<double> kl) {
  BenchmarkResult out = result(name, kind, 1, 0);
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
  };
  out.perplexity = {std::exp(mean(nll)), mean(nll), 8184, nll};
  out.has_kl = true;
  out.divergence = {mean(kl), 0.9, 8184, kl, std::vector<double>(kl.size(), 0.9)};
  out.measure = "windows";
  out.method = kind == Kind::uniform ? name : "";
  return out;
}

/// Original, a hybrid and a uniform plan whose windows differ by little but always in one direction, and one that is
/// only noise away from the hybrid.
inline std::vector<BenchmarkResult> fourVariants(size_t windows) {
  std::vector<double> base, hybrid, worse, noisy, zero, hybridKl, worseKl, noisyKl;
  for (size_t i = 0; i < windows; ++i) {
    const double ease = 0.3 * std::sin(1.7 * static_cast<double>(i));  // windows differ far more than variants
    const double jitter = 0.01 * std::cos(2.3 * static_cast<double>(i));
    base.push_back(3 + ease);
    hybrid.push_back(3.1 + ease + jitter);
    worse.push_back(3.2 + ease + jitter * 0.5);
    noisy.push_back(3.1 + ease + jitter * (i % 2 == 0 ? 3 : -3));
    zero.push_back(0);
    hybridKl.push_back(0.1 + 0.05 * ease);
    worseKl.push_back(0.2 + 0.05 * ease + jitter);
    noisyKl.push_back(0.1 + 0.05 * ease + (i % 2 == 0 ? 0.02 : -0.02));
  }
  return {windowed("Original", Kind::original, base, zero), windowed("Hybrid", Kind::plan, hybrid, hybridKl),
          windowed("GPTQ everywhere", Kind::uniform, worse, worseKl),
          windowed("AWQ everywhere", Kind::uniform, noisy, noisyKl)};
}

inline bool compared(const BenchmarkModel& model) {
  return QTest::qWaitFor(
      [&] {
        for (int row = 0; row < model.rowCount(); ++row) {
          if (model.verdict(row, false).contains(text("comparing"))) return false;
        }
        return true;
      },
      10000);
}

inline Plan completePlan(int layers) {
  Plan plan;
  plan.layers.resize(static_cast<size_t>(layers));
  for (PlanLayer& layer : plan.layers) {
    layer.method = "awq";
    layer.by = DecidedBy::search;
  }
  return plan;
}

}  // namespace calm::test
