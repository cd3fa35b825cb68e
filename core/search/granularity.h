#pragma once

#include <string>
#include <vector>

#include "calm/plan.h"

namespace calm {

/// The parts of a layer that are decided one after the other; empty for layers and blocks.
const std::vector<const char*>& scopes_of(Granularity::Kind kind);

/// nullptr where the entry is, or does not hold the method.
const CandidateScore* find_in(const ScoreBook::Entry* entry, const std::string& method);
/// Whether a score has all that the selection decides by.
bool is_settled(const CandidateScore* score, const Selection& selection);
/// Whether the layer's pool is scored, and what the granularity and an override ask for besides.
bool layer_is_scored(int layer, const ScoreBook::Entry* entry, const Selection& selection);
/// Score and margin of the layer's method, as far as they are current.
void fill_score(PlanLayer& layer, const ScoreBook::Entry* entry, const Selection& selection);

/// The best of the pool in an entry, `except` passed over; nullptr where nothing has a number. Ties: the first.
const CandidateScore* best_in_pool(const ScoreBook::Entry* entry, const Selection& selection,
                                   const std::string* except = nullptr);

/// What a layer's parts choose, starting from the pool's best method for the whole layer.
struct PartsChoice {
  std::string method;                // as far as the scores go
  std::vector<std::string> missing;  // specs with parts that must be scored to go on; empty: final
};
PartsChoice choose_parts(const ScoreBook::Entry* entry, const Selection& selection, const std::string& best);

/// Layers that share one method. A candidate is the chain of methods of its layers: the user's where overridden, else
/// the candidate. Its score is the ordinary one of the last layer under that chain.
class Block {
 public:
  /// first: of the block; below: the methods of the layers in front of it.
  Block(const Selection& selection, std::string context, int first, int layers, std::vector<std::string> below);
  int first() const { return first_; }
  int last() const { return last_; }
  std::vector<std::string> chain(const std::string& method) const;
  /// The methods of all layers in front of the last one.
  std::vector<std::string> below_last(const std::string& method) const;
  std::string key(const std::string& method) const { return prefix_key(context_, below_last(method)); }
  const CandidateScore* score(const ScoreBook& book, const std::string& method) const;

 private:
  const Selection& selection_;
  std::string context_;
  int first_, last_;
  std::vector<std::string> below_;
};

Plan resolve_blocks(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                    const Plan& previous);

}  // namespace calm
