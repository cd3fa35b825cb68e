#pragma once

#include <algorithm>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "calm/search.h"
#include "calm/session.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm::test {

/// Uniform ids, the same on every run.
inline std::vector<std::vector<int32_t>> random_ids(int sequences, int length, int64_t vocab, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::vector<int32_t>> result(static_cast<size_t>(sequences));
  for (auto& sequence : result) {
    for (int i = 0; i < length; ++i) sequence.push_back(static_cast<int32_t>(random() % static_cast<uint64_t>(vocab)));
  }
  return result;
}

inline void write_ids(const std::filesystem::path& file, const std::vector<std::vector<int32_t>>& sequences) {
  std::ofstream out(file);
  out << "{\"ids\":[";
  for (size_t i = 0; i < sequences.size(); ++i) {
    out << (i == 0 ? "[" : ",[");
    for (size_t j = 0; j < sequences[i].size(); ++j) out << (j == 0 ? "" : ",") << sequences[i][j];
    out << "]";
  }
  out << "]}";
}

/// A random model of 4 layers and 24 sequences of 32 ids, with what a search of it needs.
class SearchRig {
 public:
  explicit SearchRig(RandomModelSpec spec = {}) {
    spec.layers = 4;
    write_random_hf_model(model_folder(), spec);
    open(spec);
  }
  /// With the model's files as `prepare` leaves them.
  template <typename Prepare>
  SearchRig(RandomModelSpec spec, const Prepare& prepare) {
    spec.layers = 4;
    write_random_hf_model(model_folder(), spec);
    prepare(model_folder());
    open(spec);
  }

  SearchRequest request(std::vector<std::string> pool, const std::string& session = "session") const {
    SearchRequest result;
    result.model = model;
    result.analysis.calibration.source = TextSource::tokens;
    result.analysis.calibration.file = folder / "ids.json";
    result.analysis.calibration.sequences = 0;
    result.analysis.calibration.length = 0;
    result.selection.pool = std::move(pool);
    result.device = "cpu";
    result.threads = 1;  // the matrices are small
    result.session = folder / session;
    return result;
  }

  std::filesystem::path model_folder() const { return folder / "model"; }

  TempFolder folder;
  std::shared_ptr<Model> model;
  std::vector<std::vector<int32_t>> sequences;

 private:
  void open(const RandomModelSpec& spec) {
    model = Model::open(model_folder());
    sequences = random_ids(24, 32, spec.vocab, 5);
    write_ids(folder / "ids.json", sequences);
  }
};

struct Recording {
  std::vector<SearchEvent> events;
  SearchResult result;

  template <typename Event>
  std::vector<Event> all() const {
    std::vector<Event> found;
    for (const SearchEvent& event : events) {
      if (const auto* e = std::get_if<Event>(&event)) found.push_back(*e);
    }
    return found;
  }
  /// Layers with a candidate that was measured in this run, with how many.
  std::vector<int> measured(int layers = 4) const {
    std::vector<int> counts(static_cast<size_t>(layers));
    for (const CandidateScored& scored : all<CandidateScored>()) {
      if (!scored.cached) ++counts[static_cast<size_t>(scored.layer)];
    }
    return counts;
  }
};

inline Recording record(const SearchRequest& request) {
  Recording recording;
  RunControl control;
  recording.result = run_search(
      request, [&](const SearchEvent& e) { recording.events.push_back(e); }, control);
  return recording;
}

}  // namespace calm::test
