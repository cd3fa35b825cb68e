#include "model/parallel.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace calm {
namespace {

class Parallel : public testing::Test {
 protected:
  void SetUp() override { at::set_num_threads(3); }
  void TearDown() override { at::set_num_threads(threads_); }

 private:
  int threads_ = at::get_num_threads();
};

TEST_F(Parallel, CoversEachUnitOnce) {
  for (const int64_t n : {0, 1, 2, 3, 7, 1000}) {
    std::vector<int> visits(static_cast<size_t>(n), 0);
    parallel_for(n, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) ++visits[static_cast<size_t>(i)];
    });
    EXPECT_EQ(visits, std::vector<int>(static_cast<size_t>(n), 1)) << n;
  }
}

// Compiled without OpenMP, at::parallel_for is a plain loop and every kernel runs on one core.
TEST_F(Parallel, RunsOnSeveralThreads) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  parallel_for(3, [&](int64_t begin, int64_t end) {
    EXPECT_EQ(end - begin, 1);
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(threads.size(), 3U);
}

TEST_F(Parallel, IsSerialInsideItself) {
  parallel_for(3, [](int64_t, int64_t) {
    const auto caller = std::this_thread::get_id();
    int calls = 0;
    parallel_for(5, [&](int64_t begin, int64_t end) {
      EXPECT_EQ(std::this_thread::get_id(), caller);
      EXPECT_EQ(begin, 0);
      EXPECT_EQ(end, 5);
      ++calls;
    });
    EXPECT_EQ(calls, 1);
  });
}

TEST_F(Parallel, PassesAnExceptionOn) {
  EXPECT_THROW(parallel_for(3,
                            [](int64_t begin, int64_t) {
                              if (begin == 2) throw std::runtime_error("unit 2");
                            }),
               std::runtime_error);
}

}  // namespace
}  // namespace calm
