#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "calm/search.h"
#include "calm/session.h"
#include "search/artifacts.h"
#include "search/beam.h"
#include "search/granularity.h"
#include "search/layer_walk.h"
#include "search/logit_scorer.h"
#include "search/progress_meter.h"
#include "similarity/comparison.h"

namespace calm {

/// One run from its request to its result; everything it decides is in `state_`, which is saved after every layer.
class SearchRun {
 public:
  SearchRun(const SearchRequest& request, const EventSink& sink, RunControl& control)
      : request_(request), sink_(sink), control_(control), artifacts_(request.session) {}
  SearchResult run();

 private:
  using Clock = std::chrono::steady_clock;
  using Describe = std::function<void(const std::string& method, const char* stage)>;

  // greedy.cpp: the run, and what it does at a layer
  void prepare();
  void walk_layers();
  void decide_layer(LayerWalk& walk, ProgressMeter& meter, int layer);
  void save() const;
  void resolve();
  void checkpoint_streams(const LayerWalk& walk, int next);
  int checkpoint_interval(const LayerWalk& walk) const;
  void announce_known(int layer);
  std::vector<CandidateScore> current_scores(int layer) const;
  std::string prefix(int layer) const;
  int complete_layers() const;

  // candidates.cpp: one candidate after the other
  std::vector<MethodSpec> wanted(int layer) const;
  bool is_known(int layer, const std::string& key, const std::string& method) const;
  std::vector<MethodSpec> missing_of(int layer, const std::string& key) const;
  void announce_cached(int layer, const std::string& key, const std::vector<MethodSpec>& measured);
  Describe describe_layer(ProgressMeter& meter, int layer);
  /// Specs with parts that are to be scored next at a layer whose pool is scored.
  std::vector<std::string> missing_parts(int layer, const std::string& key) const;
  /// What the candidates of a layer are compared with: at the analysis's site, and after the residual where that is
  /// another place.
  struct Targets {
    CkaTarget site;
    std::unique_ptr<CkaTarget> after;
  };
  Targets targets_of(const LayerWalk::Observation& seen) const;
  /// Scores these, and what a finer granularity then asks for.
  void score_all(LayerWalk& walk, const LayerWalk::Observation& seen, const std::vector<MethodSpec>& methods, int layer,
                 const std::string& key, const Describe& describe);
  void score(LayerWalk& walk, const Targets& targets, const LayerStatistics& statistics, const MethodSpec& method,
             int layer, const std::string& key, const Describe& describe);
  void keep_best(const CandidateScore& score, QuantizedLayer quantized, at::Tensor output, int layer);
  void publish(int layer, const std::string& key, CandidateScore score, Clock::time_point start);
  /// Where nothing reads H_target before a layer is decided, large ones wait on disk.
  void park(LayerWalk::Observation& seen);
  at::Tensor unparked(LayerWalk::Observation& seen);
  QuantizedLayer stored_layer(LayerWalk& walk, const LayerStatistics& statistics, int layer, const std::string& key,
                              const std::string& method);
  bool is_override(int layer, const std::string& method) const;
  bool better(const CandidateScore& score) const;
  std::string first_note(int layer, const std::string& key) const;

  // block_search.cpp: layers that share one method
  /// Scores the pool at a block's last layer and chooses; returns that layer.
  int decide_block(LayerWalk& walk, ProgressMeter& meter, int first);
  /// The block that holds a layer, on the methods that the plan has below it.
  Block block(int layer) const;
  /// Files of quantized layers from `first` to the end of `methods` that are not there yet.
  std::vector<std::filesystem::path> files_to_make(int first, const std::vector<std::string>& methods) const;

  // beam_search.cpp: several prefixes of choices at a time
  /// Scores the pool at a layer under every prefix that is kept, and chooses the prefixes in front of the next.
  void extend_beam(LayerWalk& walk, ProgressMeter& meter, int layer);
  BeamLevels beam() const;
  void go_to_prefix(LayerWalk& walk, int layer, const Prefix& below);
  void keep(int layer, const std::string& key, const CandidateScore& score, const QuantizedLayer& quantized,
            const at::Tensor& target, const at::Tensor& output);
  void save_beam_streams(const Prefix& methods, const at::Tensor& reference, const at::Tensor& quantized);
  void checkpoint_beam(LayerWalk& walk, int next);
  std::string prefix_of(const Prefix& methods, int layer) const;

  const SearchRequest& request_;
  const EventSink& sink_;
  RunControl& control_;
  Artifacts artifacts_;
  std::shared_ptr<Model> model_;
  TokenSequences tokens_;
  at::Device device_ = at::kCPU;
  int threads_ = 0;
  std::vector<MethodSpec> pool_;
  SessionState state_, own_;  // own_: as it was found
  std::optional<std::pair<int, std::string>> side_checkpoint_;
  bool started_ = false;
  bool parked_ = false;                  // the current layer's H_target
  std::unique_ptr<LogitScorer> logits_;  // only where the KL decides
  // The best candidate of the current layer so far.
  std::string best_method_;
  double best_value_ = 0;
  QuantizedLayer best_layer_;
  at::Tensor best_output_, spare_output_;
  // With a beam: the best extensions of the current layer so far, best first, and the prefix that is being extended.
  struct Kept {
    double value;
    Prefix methods;
  };
  std::vector<Kept> kept_;
  Prefix below_;
  std::set<std::filesystem::path> made_layers_;  // by this run
  std::set<std::pair<int, std::string>> made_streams_;
};

double seconds_since(std::chrono::steady_clock::time_point start);

}  // namespace calm
