#include "inference/thread_pool.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace calm {
namespace {

TEST(ThreadPool, CoversEveryUnitOnce) {
  for (const int threads : {1, 2, 3, 7}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.threads(), threads);
    for (const int64_t n : {0, 1, 2, 3, 5, 64, 1000}) {
      for (int again = 0; again < 20; ++again) {
        std::vector<int> hits(static_cast<size_t>(n));
        pool(n, [&](int64_t begin, int64_t end) {
          ASSERT_LT(begin, end);
          for (int64_t i = begin; i < end; ++i) ++hits[static_cast<size_t>(i)];
        });
        EXPECT_EQ(hits, std::vector<int>(static_cast<size_t>(n), 1)) << threads << " threads, " << n;
      }
    }
  }
}

TEST(ThreadPool, GoesOnAfterItsThreadsHaveSlept) {
  ThreadPool pool(3);
  for (int again = 0; again < 5; ++again) {
    std::atomic<int64_t> sum{0};
    pool(100, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) sum += i;
    });
    EXPECT_EQ(sum, 4950);
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
}

TEST(ThreadPool, RunsManyShortRegions) {
  ThreadPool pool(4);
  std::vector<int64_t> values(8);
  for (int64_t again = 0; again < 20000; ++again) {
    pool(8, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) values[static_cast<size_t>(i)] += i;
    });
  }
  for (int64_t i = 0; i < 8; ++i) EXPECT_EQ(values[static_cast<size_t>(i)], 20000 * i);
}

TEST(ThreadPool, ThrowsWhatABodyThrowsAndWorksOn) {
  ThreadPool pool(3);
  for (int again = 0; again < 50; ++again) {
    EXPECT_THROW(pool(64,
                      [&](int64_t begin, int64_t end) {
                        if (begin <= 31 && 31 < end) throw std::runtime_error("unit 31");
                      }),
                 std::runtime_error);
    std::atomic<int> units{0};
    pool(64, [&](int64_t begin, int64_t end) { units += static_cast<int>(end - begin); });
    EXPECT_EQ(units, 64);
  }
}

}  // namespace
}  // namespace calm
