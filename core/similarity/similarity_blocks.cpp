#include "calm/similarity_blocks.h"

#include "calm/error.h"

namespace calm {

std::vector<SimilarityBlock> similarity_blocks(const std::vector<double>& cka, int count, double threshold) {
  const auto side = static_cast<size_t>(count < 0 ? 0 : count);
  if (cka.size() != side * side) {
    throw Error(ErrorCode::invalid_argument, "a similarity matrix of " + std::to_string(count) + " states needs " +
                                                 std::to_string(side * side) + " values, not " +
                                                 std::to_string(cka.size()));
  }
  std::vector<SimilarityBlock> blocks;
  double sum = 0;  // over the pairs of the last block
  for (int state = 0; state < count; ++state) {
    double grown = sum;
    if (!blocks.empty()) {
      for (int other = blocks.back().first; other < state; ++other) {
        grown += cka[static_cast<size_t>(state) * side + static_cast<size_t>(other)];
      }
      const int size = state - blocks.back().first + 1;
      const double mean = grown / (0.5 * size * (size - 1));
      if (mean >= threshold) {  // false for NaN
        sum = grown;
        blocks.back().last = state;
        blocks.back().mean = mean;
        continue;
      }
    }
    sum = 0;
    blocks.push_back({state, state});
  }
  return blocks;
}

}  // namespace calm
