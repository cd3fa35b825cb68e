#include "ui/workers/job_runner.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <atomic>
#include <semaphore>
#include <vector>

#include "calm/error.h"

namespace calm::ui {
namespace {

bool waitIdle(JobRunner& runner) {
  return QTest::qWaitFor([&] { return !runner.busy(); }, 20000);
}

TEST(JobRunner, DeliversInOrderInTheGuiThreadAndInFewBatches) {
  JobRunner runner;
  std::vector<int> got;
  int batches = 0;
  bool rightThread = true, doneLast = false;
  QObject::connect(&runner, &JobRunner::drained, [&] { ++batches; });
  runner.submit(
      JobKind::other, QStringLiteral("count"),
      [&](JobContext& job) {
        for (int i = 0; i < 5000; ++i) {
          job.post([&, i] {
            rightThread = rightThread && QThread::currentThread() == qApp->thread();
            got.push_back(i);
          });
        }
      },
      [&](JobStatus status, const QString&) { doneLast = status == JobStatus::finished && got.size() == 5000; });
  ASSERT_TRUE(waitIdle(runner));
  ASSERT_EQ(got.size(), 5000u);
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(got[static_cast<size_t>(i)], i);
  EXPECT_TRUE(rightThread);
  EXPECT_TRUE(doneLast);
  EXPECT_LT(batches, 50);
}

TEST(JobRunner, TurnsExceptionsIntoFailedEnds) {
  JobRunner runner;
  std::vector<std::pair<JobStatus, QString>> ends;
  const auto keep = [&](JobStatus status, const QString& error) { ends.emplace_back(status, error); };
  runner.submit(
      JobKind::other, QStringLiteral("a"),
      [](JobContext&) { throw Error(ErrorCode::bad_format, "config.json: no architectures"); }, keep);
  runner.submit(
      JobKind::other, QStringLiteral("b"), [](JobContext&) { throw std::runtime_error("low level"); }, keep);
  runner.submit(
      JobKind::other, QStringLiteral("c"), [](JobContext&) { throw Error(ErrorCode::cancelled, "x"); }, keep);
  runner.submit(
      JobKind::other, QStringLiteral("d"), [](JobContext&) { throw 7; }, keep);
  ASSERT_TRUE(waitIdle(runner));
  ASSERT_EQ(ends.size(), 4u);
  EXPECT_EQ(ends[0].first, JobStatus::failed);
  EXPECT_EQ(ends[0].second.toStdString(), "config.json: no architectures");
  EXPECT_EQ(ends[1].second.toStdString(), "low level");
  EXPECT_EQ(ends[2].first, JobStatus::cancelled);
  EXPECT_TRUE(ends[2].second.isEmpty());
  EXPECT_EQ(ends[3].first, JobStatus::failed);
  EXPECT_FALSE(ends[3].second.isEmpty());
}

TEST(JobRunner, RunsOneJobAtATimeInLine) {
  JobRunner runner;
  std::atomic<int> running = 0, most = 0;
  std::vector<int> order;
  for (int i = 0; i < 5; ++i) {
    runner.submit(
        JobKind::other, QString::number(i),
        [&](JobContext&) {
          const int now = ++running;
          most = std::max(most.load(), now);
          QThread::msleep(5);
          --running;
        },
        [&order, i](JobStatus, const QString&) { order.push_back(i); });
  }
  EXPECT_EQ(runner.waiting(), 4);
  ASSERT_TRUE(waitIdle(runner));
  EXPECT_EQ(most, 1);
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(JobRunner, PausesResumesAndStopsAPausedJob) {
  JobRunner runner;
  std::atomic<int> steps = 0;
  JobStatus status = JobStatus::finished;
  runner.submit(
      JobKind::search, QStringLiteral("steps"),
      [&](JobContext& job) {
        while (true) {
          job.control().checkpoint();
          ++steps;
          QThread::msleep(1);
        }
      },
      [&](JobStatus end, const QString&) { status = end; });
  ASSERT_TRUE(QTest::qWaitFor([&] { return steps > 5; }, 5000));
  runner.pause();
  EXPECT_TRUE(runner.paused());
  QTest::qWait(30);
  const int held = steps;
  QTest::qWait(60);
  EXPECT_EQ(steps, held);
  runner.resume();
  ASSERT_TRUE(QTest::qWaitFor([&] { return steps > held + 3; }, 5000));
  runner.pause();
  runner.cancel();
  EXPECT_TRUE(runner.stopping());
  ASSERT_TRUE(waitIdle(runner));
  EXPECT_EQ(status, JobStatus::cancelled);
}

TEST(JobRunner, DropsWhatAnAbandonedJobPosts) {
  JobRunner runner;
  int delivered = 0, ended = 0;
  std::binary_semaphore go(0);
  const quint64 id = runner.submit(
      JobKind::search, QStringLiteral("stale"),
      [&](JobContext& job) {
        go.acquire();
        for (int i = 0; i < 100; ++i) job.post([&] { ++delivered; });
      },
      [&](JobStatus, const QString&) { ++ended; });
  runner.abandon(id);
  go.release();
  bool next = false;
  runner.submit(JobKind::other, QStringLiteral("next"), [&](JobContext& job) { job.post([&] { next = true; }); });
  ASSERT_TRUE(waitIdle(runner));
  EXPECT_EQ(delivered, 0);
  EXPECT_EQ(ended, 1);
  EXPECT_TRUE(next);
}

TEST(JobRunner, CancelsAWaitingJobWithoutRunningIt) {
  JobRunner runner;
  std::atomic<bool> ran = false;
  JobStatus status = JobStatus::finished;
  runner.submit(JobKind::other, QStringLiteral("first"), [](JobContext&) { QThread::msleep(20); });
  const quint64 second = runner.submit(
      JobKind::other, QStringLiteral("second"), [&](JobContext&) { ran = true; },
      [&](JobStatus end, const QString&) { status = end; });
  runner.cancel(second);
  ASSERT_TRUE(waitIdle(runner));
  EXPECT_FALSE(ran);
  EXPECT_EQ(status, JobStatus::cancelled);
}

TEST(JobRunner, ShowsOnlyTheLatestProgressOfABatch) {
  JobRunner runner;
  std::vector<double> seen;
  QObject::connect(&runner, &JobRunner::progress,
                   [&](const JobInfo&, const Progress& progress) { seen.push_back(progress.done); });
  runner.submit(JobKind::other, QStringLiteral("p"), [](JobContext& job) {
    for (int i = 1; i <= 1000; ++i) job.progress({i / 1000.0, 0, {}, 0, 0});
  });
  ASSERT_TRUE(waitIdle(runner));
  ASSERT_FALSE(seen.empty());
  EXPECT_LT(seen.size(), 50u);
  EXPECT_DOUBLE_EQ(seen.back(), 1.0);
}

}  // namespace
}  // namespace calm::ui
