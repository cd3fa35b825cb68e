#include "calm/similarity_blocks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "calm/error.h"
#include "support/error_of.h"

namespace calm {
namespace {

/// 1 within each group of equal numbers, `between` elsewhere.
std::vector<double> grouped(const std::vector<int>& groups, double between) {
  std::vector<double> cka;
  for (const int a : groups) {
    for (const int b : groups) cka.push_back(a == b ? 1.0 : between);
  }
  return cka;
}

TEST(SimilarityBlocks, AreTheGroupsOfABlockDiagonalMatrix) {
  const auto blocks = similarity_blocks(grouped({0, 1, 1, 1, 2, 2}, 0.2), 6, 0.9);
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(blocks[0].size(), 1);
  EXPECT_TRUE(std::isnan(blocks[0].mean));
  EXPECT_EQ(blocks[1].first, 1);
  EXPECT_EQ(blocks[1].last, 3);
  EXPECT_EQ(blocks[1].mean, 1.0);
  EXPECT_EQ(blocks[2].last, 5);
}

TEST(SimilarityBlocks, GrowWhileTheMeanOverAllPairsHolds) {
  // By hand: pairs of {0, 1}: 0.9; of {0, 1, 2}: (0.9 + 0.8 + 0.7) / 3 = 0.8.
  const std::vector<double> cka = {1, 0.9, 0.7, 0.9, 1, 0.8, 0.7, 0.8, 1};
  auto blocks = similarity_blocks(cka, 3, 0.79);
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_NEAR(blocks[0].mean, 0.8, 1e-12);
  blocks = similarity_blocks(cka, 3, 0.81);
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_NEAR(blocks[0].mean, 0.9, 1e-12);
  EXPECT_EQ(blocks[1].first, 2);
}

TEST(SimilarityBlocks, CoverEveryStateOnceAtAnyThreshold) {
  const auto cka = grouped({0, 0, 1, 2, 2, 2, 0, 3}, 0.5);
  for (double threshold = 0; threshold <= 1.0; threshold += 0.05) {
    int next = 0;
    for (const SimilarityBlock& block : similarity_blocks(cka, 8, threshold)) {
      EXPECT_EQ(block.first, next);
      EXPECT_GE(block.last, block.first);
      if (block.size() > 1) {
        EXPECT_GE(block.mean, threshold);
      }
      next = block.last + 1;
    }
    EXPECT_EQ(next, 8);
  }
  EXPECT_TRUE(similarity_blocks({}, 0, 0.9).empty());
}

TEST(SimilarityBlocks, NotANumberBelongsToNoBlock) {
  const double nan = std::nan("");
  EXPECT_EQ(similarity_blocks({1, nan, nan, 1}, 2, 0.5).size(), 2u);
}

TEST(SimilarityBlocks, RefusesAMatrixOfAnotherSize) {
  EXPECT_EQ(test::error_of([] { similarity_blocks({1, 1}, 2, 0.5); }).code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace calm
