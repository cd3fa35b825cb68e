// What the metrics of a candidate cost beside the rest of its analysis: CPU seconds of the first two layers of a model.
//   scoring_cost_bench MODEL [sequences] [length] [repeats]
#include <c10/core/InferenceMode.h>

#include <unistd.h>
#include <cstdio>
#include <cstdlib>

#include <filesystem>
#include <vector>

#include "calm/methods.h"
#include "search/layer_walk.h"
#include "search/progress_meter.h"
#include "similarity/comparison.h"

namespace calm {
namespace {

/// CPU seconds of what is called.
template <typename Call>
double cpu_of(const Call& call) {
  const double start = process_cpu_seconds();
  call();
  return process_cpu_seconds() - start;
}

int run(const char* path, int sequences, int length, int repeats) {
  const c10::InferenceMode inference;
  const std::shared_ptr<Model> model = Model::open(path);
  AnalysisOptions analysis;
  analysis.calibration.sequences = sequences;
  analysis.calibration.length = length;
  const TokenSequences tokens = load_calibration(*model, analysis.calibration);
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("scoring-cost-" + std::to_string(::getpid()));
  const Artifacts artifacts(folder);
  const RunControl control;
  LayerWalk walk(model->impl(), tokens.sequences, analysis, at::kCPU, artifacts, control, [](int64_t) {});
  walk.go_to(0, "", {}, true);

  enum { kNone, kSite, kAll, kKinds };
  double shared = 0, quantizing = 0, forward[kKinds] = {};
  const std::vector<MethodSpec> pool = parse_pool("calm");
  for (int layer = 0; layer < 2; ++layer) {
    LayerWalk::Observation seen;
    shared += cpu_of([&] { seen = walk.observe(pool, true, analysis.site); });
    at::Tensor output = walk.new_stream();
    std::unique_ptr<CkaTarget> site, after;
    shared += cpu_of([&] { site = std::make_unique<CkaTarget>(seen.target_rows); });
    shared += cpu_of([&] { after = std::make_unique<CkaTarget>(seen.target); });
    for (const MethodSpec& method : pool) {
      QuantizedLayer quantized;
      quantizing += cpu_of([&] { quantized = walk.quantize(method, *seen.statistics); });
      for (int repeat = 0; repeat < repeats; ++repeat) {  // in turn, so that drift hits all alike
        for (int kind = 0; kind < kKinds; ++kind) {
          forward[kind] +=
              cpu_of([&] {
                if (kind == kNone) {
                  walk.run_quantized(quantized, output, analysis.site);
                  return;
                }
                ComparisonScorer at_site(*site), behind(*after);
                walk.run_quantized(quantized, output, analysis.site, [&](int64_t first, const at::Tensor& rows) {
                  at_site.add(first, rows);
                  if (kind == kAll) behind.add(first, output.narrow(0, first, rows.size(0)));
                });
                MetricValues values;
                at_site.store(values, false);
                if (kind == kAll) behind.store(values, true);
              }) /
              repeats;
        }
      }
    }
    walk.advance(seen.target, output);
  }
  const double rest = shared + quantizing + forward[kNone];
  std::printf("%d x %d tokens, 2 layers, %zu methods, CPU seconds\n", sequences, length, pool.size());
  std::printf("statistics and targets   %8.3f\nquantization             %8.3f\n", shared, quantizing);
  std::printf("forward, no metrics      %8.3f\n", forward[kNone]);
  std::printf("6 metrics, at the site   %8.3f  %+.1f %%\n", forward[kSite] - forward[kNone],
              100 * (forward[kSite] - forward[kNone]) / rest);
  std::printf("12, and after residual   %8.3f  %+.1f %%\n", forward[kAll] - forward[kNone],
              100 * (forward[kAll] - forward[kNone]) / rest);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return 0;
}

}  // namespace
}  // namespace calm

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "scoring_cost_bench MODEL [sequences] [length] [repeats]\n");
    return 2;
  }
  const auto number = [&](int i, int otherwise) { return argc > i ? std::atoi(argv[i]) : otherwise; };
  return calm::run(argv[1], number(2, 32), number(3, 512), number(4, 3));
}
