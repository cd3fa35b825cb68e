#pragma once

#include <limits>
#include <vector>

namespace calm {

/// Neighbouring hidden states that are all alike.
struct SimilarityBlock {
  int first = 0, last = 0;  // indices of the similarity matrix
  /// Mean CKA over all pairs within, without the diagonal; NaN for a block of one.
  double mean = std::numeric_limits<double>::quiet_NaN();
  int size() const { return last - first + 1; }
};

/// Cuts the states 0 .. count-1 into blocks, from the first one on: a block grows by the next state as long as the mean
/// over all its pairs stays at or above `threshold`, else the next state starts a block of its own.
/// `cka`: [count * count], row-major, symmetric. Throws Error(invalid_argument) where the sizes do not fit.
std::vector<SimilarityBlock> similarity_blocks(const std::vector<double>& cka, int count, double threshold);

}  // namespace calm
