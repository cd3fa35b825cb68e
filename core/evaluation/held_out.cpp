#include "evaluation/held_out.h"

#include <algorithm>
#include <set>
#include <string>

#include "calm/error.h"

namespace calm {
namespace {

constexpr size_t kSharedRun = 32;  // tokens in a row that do not come twice by chance

/// The bytes of kSharedRun tokens from `first` on; empty where there are fewer.
std::string run_of(const std::vector<int32_t>& window, size_t first) {
  if (first + kSharedRun > window.size()) return {};
  return {reinterpret_cast<const char*>(window.data() + first), kSharedRun * sizeof(int32_t)};
}

}  // namespace

void check_held_out(const Model& model, const PerplexityRequest& request, const TokenWindows& seen) {
  std::set<std::string> used;
  for (const std::vector<int32_t>& window : seen) {
    for (size_t first = 0; first < window.size(); ++first) used.insert(run_of(window, first));
  }
  used.erase("");
  TokenWindows held_out = evaluation_windows(model, request);
  if (request.max_windows > 0 && held_out.size() > static_cast<size_t>(request.max_windows))
    held_out.resize(static_cast<size_t>(request.max_windows));
  for (size_t i = 0; i < held_out.size(); ++i) {
    for (size_t first = 0; first < held_out[i].size(); ++first) {
      if (!used.contains(run_of(held_out[i], first))) continue;
      throw Error(ErrorCode::invalid_argument,
                  "window " + std::to_string(i) + " of the held-out text shares " + std::to_string(kSharedRun) +
                      " tokens with what the model was fitted to or chosen by; name another text");
    }
  }
}

HeldOutGain held_out_gain(const HeldOutRequest& request, const Variant& before, const Variant& after,
                          const ProgressSink& sink, RunControl& control) {
  BenchmarkRequest benchmark;
  benchmark.model = request.model;
  benchmark.session = request.session;
  benchmark.variants = {before, after};
  benchmark.run_latency = false;
  benchmark.run_kl = true;
  benchmark.reuse = true;
  benchmark.perplexity = request.text;
  benchmark.execution = request.execution;
  benchmark.execution.arithmetic = request.execution.arithmetic.value_or(Arithmetic::kernels);
  const std::vector<BenchmarkResult> rows = run_benchmark(
      benchmark,
      [&sink](const BenchmarkEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event); progress != nullptr && sink) {
          Progress named = *progress;
          named.text = "gain on held-out text: " + named.text;
          sink(named);
        }
      },
      control);
  control.checkpoint();
  HeldOutGain gain;
  gain.text = rows[1].text;
  gain.kl_before = rows[0].divergence.kl;
  gain.kl_after = rows[1].divergence.kl;
  gain.ppl_before = rows[0].perplexity.ppl;
  gain.ppl_after = rows[1].perplexity.ppl;
  gain.kl = paired_bootstrap(rows[1].divergence.window_kl, rows[0].divergence.window_kl);
  return gain;
}

}  // namespace calm
