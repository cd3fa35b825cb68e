#include "calm/run_control.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>

#include "calm/error.h"
#include "calm/scheme.h"

namespace calm {
namespace {

using namespace std::chrono_literals;

TEST(RunControl, AStopReachesAPausedWorker) {
  RunControl control;
  EXPECT_NO_THROW(control.checkpoint());
  control.pause();
  EXPECT_TRUE(control.paused());
  std::future<ErrorCode> worker = std::async(std::launch::async, [&] {
    try {
      control.checkpoint();
    } catch (const Error& e) {
      return e.code();
    }
    return ErrorCode::io;
  });
  EXPECT_EQ(worker.wait_for(50ms), std::future_status::timeout) << "a paused worker must wait";
  control.request_stop();
  ASSERT_EQ(worker.wait_for(10s), std::future_status::ready);
  EXPECT_EQ(worker.get(), ErrorCode::cancelled);
  EXPECT_TRUE(control.stop_requested());
}

TEST(RunControl, ResumeLetsTheWorkerGoOn) {
  RunControl control;
  control.pause();
  std::future<void> worker = std::async(std::launch::async, [&] { control.checkpoint(); });
  EXPECT_EQ(worker.wait_for(50ms), std::future_status::timeout);
  control.resume();
  ASSERT_EQ(worker.wait_for(10s), std::future_status::ready);
  EXPECT_NO_THROW(worker.get());
}

TEST(Scheme, ParsesStorageTypes) {
  for (const StorageType type :
       {StorageType::automatic, StorageType::float32, StorageType::bfloat16, StorageType::float16}) {
    EXPECT_EQ(parse_storage_type(to_string(type)), type);
  }
  EXPECT_EQ(parse_storage_type("bf16"), StorageType::bfloat16);
  try {
    parse_storage_type("int8");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::invalid_argument);
    EXPECT_STREQ(e.what(), "Storage type 'int8' is unknown: choose auto, float32, bfloat16 or float16.");
  }
}

TEST(Scheme, ShrinksTheGroupWhereItDoesNotDivide) {
  const Scheme scheme;
  EXPECT_EQ(effective_group(scheme, 4096), 128);
  EXPECT_EQ(effective_group(scheme, 576), 64);
  EXPECT_EQ(effective_group(scheme, 96), 32);
  EXPECT_EQ(effective_group(scheme, 48), 0);
  Scheme small;
  small.group_size = 32;
  EXPECT_EQ(effective_group(small, 576), 32);
  EXPECT_EQ(effective_group(small, 48), 0);
  Scheme odd;
  odd.group_size = 48;
  EXPECT_EQ(effective_group(odd, 96), 48);
  EXPECT_EQ(effective_group(odd, 64), 32);
}

}  // namespace
}  // namespace calm
