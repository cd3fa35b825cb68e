#pragma once

#include <string>
#include <vector>

#include "calm/plan.h"

namespace calm {

using Prefix = std::vector<std::string>;  // the methods of the layers below one

/// What a beam search knows, from the scores alone. Every prefix that is kept is extended by every method of the pool
/// (an overridden layer: by the user's; with parts of layers: by what the parts chose as well). The `width` best
/// extensions are kept, by beam_metric() of their last layer: its output under all the choices below, against the
/// original's. Ties: the better prefix first, then the pool's order.
struct BeamLevels {
  /// [layer]: the prefixes in front of it, best first; [layers]: whole plans. Where scores are missing the beam falls
  /// back to one prefix: the previous plan's, where it is among those kept, else the best.
  std::vector<std::vector<Prefix>> prefixes;
  std::vector<bool> current;  // [layer]: every prefix in front of it is scored
};
BeamLevels beam_levels(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                       const Plan& previous);

/// How many prefixes stand in front of a layer at most: `beam`, or all that a pool of this size gives.
double beam_prefixes(size_t pool, int beam, int layer);

/// resolve_plan() for a selection with a beam.
Plan resolve_beam(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                  const Plan& previous);

}  // namespace calm
