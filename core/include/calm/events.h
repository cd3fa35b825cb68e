#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "calm/plan.h"

namespace calm {

struct SearchStarted {
  int layers;
  std::vector<std::string> pool;  // canonical specs
  int first_layer;                // layers below are taken from the session
  std::string device;
  int threads;
};
/// "Quantizing", "Scoring", "Collecting statistics" ...: what the worker does right now.
struct StageStarted {
  int layer;
  std::string method;  // empty for work shared by the methods
  std::string stage;
};
struct CandidateScored {
  int layer;
  std::string prefix;  // key under which the score is valid
  CandidateScore score;
  bool cached;  // known from the session, not measured now
};
struct LayerDecided {
  int layer;
  std::string method;
  DecidedBy by;
  double score;
  double margin;
};
struct Progress {
  double done;         // 0 .. 1
  double eta_seconds;  // NaN while unknown
  std::string text;    // "layer 3 of 30, awq"
  uint64_t rss_bytes;
  double tokens_per_second;  // 0 where it makes no sense
};
enum class EndStatus { finished, cancelled, failed };
struct SearchEnded {
  EndStatus status;
  std::string error;  // empty unless failed
  double seconds;
  double cpu_seconds;
};

/// Started first, exactly one ended last (also on cancel and error), all in order from one thread.
using SearchEvent = std::variant<SearchStarted, StageStarted, CandidateScored, LayerDecided, Progress, SearchEnded>;
using EventSink = std::function<void(const SearchEvent&)>;
/// Progress of calls that emit nothing else (export, download, perplexity).
using ProgressSink = std::function<void(const Progress&)>;

}  // namespace calm
