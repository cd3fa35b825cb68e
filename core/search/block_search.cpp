// Layers that share one method.
#include "calm/error.h"
#include "search/search_run.h"

namespace calm {

Block SearchRun::block(int layer) const {
  const int first = layer - layer % request_.selection.granularity.block;
  return {request_.selection, state_.context, first, state_.layers, methods_of(state_.plan, first)};
}

int SearchRun::decide_block(LayerWalk& walk, ProgressMeter& meter, int first) {
  const Block current = block(first);
  const int last = current.last();
  const auto describe = [&](const std::string& method, const char* stage) {
    sink_(StageStarted{last, method, stage});
    meter.describe("layers " + std::to_string(first) + " to " + std::to_string(last) + " of " +
                   std::to_string(state_.layers) + ": " + method);
  };
  for (const MethodSpec& method : pool_) {
    const std::string canonical = method.canonical();
    const CandidateScore* known = current.score(state_.scores, canonical);
    if (known != nullptr && known->settles(request_.selection.metric)) {
      sink_(CandidateScored{last, current.key(canonical), *known, true});
      continue;
    }
    const Clock::time_point start = Clock::now();
    const std::vector<std::string> chain = current.chain(canonical);
    const std::vector<std::string> below = current.below_last(canonical);
    describe(method.text, "quantizing");
    const std::vector<std::filesystem::path> made = files_to_make(first, below);
    try {
      walk.go_to(last, state_.context, below, true);
      const MethodSpec top = parse_method(chain.back());
      const LayerWalk::Observation seen = walk.observe({top}, true, request_.analysis.site);
      score(walk, targets_of(seen), *seen.statistics, top, last, current.key(canonical), describe);
    } catch (const Error& e) {
      if (e.code() != ErrorCode::numeric && e.code() != ErrorCode::unsupported) throw;
      CandidateScore result;
      result.method = chain.back();
      result.applicable = false;
      result.note = e.what();
      publish(last, current.key(canonical), std::move(result), start);
    }
    best_method_.clear();
    best_layer_ = {};
    spare_output_ = std::move(best_output_);
    std::error_code ignored;
    for (const auto& file : made) std::filesystem::remove(file, ignored);
  }
  resolve();
  if (state_.plan.layers[static_cast<size_t>(last)].method.empty()) {
    throw Error(ErrorCode::numeric, "layers " + std::to_string(first) + " to " + std::to_string(last) +
                                        ": no method of the pool can be applied to all of them");
  }
  const int next = last + 1;
  walk.go_to(next, state_.context, methods_of(state_.plan, next), true);
  checkpoint_streams(walk, next);
  save();
  for (int layer = first; layer <= last; ++layer) {
    const PlanLayer& decided = state_.plan.layers[static_cast<size_t>(layer)];
    sink_(LayerDecided{layer, decided.method, decided.by, decided.score, decided.margin});
  }
  return last;
}

std::vector<std::filesystem::path> SearchRun::files_to_make(int first, const std::vector<std::string>& methods) const {
  std::vector<std::filesystem::path> files;
  for (int layer = first; layer < static_cast<int>(methods.size()); ++layer) {
    const std::string key = prefix_key(state_.context, {methods.begin(), methods.begin() + layer});
    const std::string& method = methods[static_cast<size_t>(layer)];
    if (!artifacts_.has_layer(layer, key, method)) files.push_back(artifacts_.layer_file(layer, key, method));
  }
  return files;
}

}  // namespace calm
