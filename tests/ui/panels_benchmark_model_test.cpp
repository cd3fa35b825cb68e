#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSignalSpy>
#include <cmath>

#include "benchmark_rows.h"

namespace calm::ui {
namespace {

using namespace calm::test;

QString cell(const BenchmarkModel& model, int row, int column) {
  return model.index(row, column).data().toString();
}

TEST(BenchmarkModel, FillsLiveAndComparesWithTheOriginal) {
  BenchmarkModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
  model.apply(BenchmarkStarted{{"Original", "Hybrid", "RTN everywhere"}});
  ASSERT_EQ(model.rowCount(), 3);
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Note), text("waiting"));
  model.apply(BenchmarkRow{1, result("Hybrid", Kind::plan, 22, 0)});
  EXPECT_TRUE(cell(model, 1, BenchmarkModel::Delta).isEmpty()) << "no original yet";
  model.apply(BenchmarkRow{0, result("Original", Kind::original, 20, 0)});
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Delta), text("+2.000")) << "two windows give no interval";
  EXPECT_TRUE(cell(model, 0, BenchmarkModel::Delta).isEmpty());
  EXPECT_TRUE(cell(model, 1, BenchmarkModel::Decode).isEmpty());
  model.apply(BenchmarkRow{1, result("Hybrid", Kind::plan, 22, 31.25)});
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Decode), text("31.3"));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::DecodeSpread), text("5.0 %"));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Weights), text("87.0 MiB"));
  model.apply(BenchmarkEnded{EndStatus::cancelled, ""});
  EXPECT_EQ(model.rowCount(), 2) << "a row that got nothing stays";
  model.apply(BenchmarkRow{7, result("nobody", Kind::plan, 1, 1)});  // out of range: harmless
}

TEST(BenchmarkModel, SessionsRowsReplaceTheLiveOnes) {
  BenchmarkModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
  const BenchmarkResult old = result("Original", Kind::original, 19, 10);
  model.setResults({old});
  model.apply(BenchmarkStarted{{"Original", "Hybrid"}});
  BenchmarkResult fresh = result("Original", Kind::original, 20, 10);
  fresh.date = "2026-02-01T00:00:00Z";
  model.apply(BenchmarkRow{0, fresh});
  model.setResults({old, fresh});  // the session caught up with the first row
  ASSERT_EQ(model.rowCount(), 3);
  BenchmarkResult hybrid = result("Hybrid", Kind::plan, 22, 10);
  model.apply(BenchmarkRow{1, hybrid});
  EXPECT_EQ(model.rowCount(), 3);
  EXPECT_EQ(cell(model, 2, BenchmarkModel::Variant), text("Hybrid"));
  EXPECT_EQ(cell(model, 2, BenchmarkModel::Perplexity), text("22.000"));
  fresh.latency.decode_tokens_per_second = 77;
  model.apply(BenchmarkRow{0, fresh});  // its second task is done
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Decode), text("77.0"));
  model.apply(BenchmarkEnded{EndStatus::finished, ""});
  model.setResults({old, fresh, hybrid});
  EXPECT_EQ(model.rowCount(), 3);
}

TEST(BenchmarkModel, RowsOfAnEarlierPlanAreMarked) {
  BenchmarkModel model;
  model.setResults({result("Original", Kind::original, 20, 10, "base"), result("Hybrid", Kind::plan, 22, 10, "plan-1"),
                    result("AWQ everywhere", Kind::uniform, 23, 10, "uniform-1")});
  EXPECT_FALSE(model.isStale(1)) << "no context is known yet";
  model.setCurrentContext(text("plan-1"));
  model.setUniformContexts({{text("AWQ everywhere"), text("uniform-1")}});
  for (int row = 0; row < 3; ++row) EXPECT_FALSE(model.isStale(row)) << row;
  EXPECT_EQ(model.latestRows().size(), 3u);
  model.setNamedContexts({{text("kept"), text("plan-1")}});
  model.setCurrentContext(text("plan-2"));
  EXPECT_FALSE(model.isStale(1)) << "still the plan that is kept under a name";
  model.setNamedContexts({});
  EXPECT_TRUE(model.isStale(1));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Note), text("of an earlier plan"));
  EXPECT_FALSE(model.isStale(0));
  EXPECT_FALSE(model.isStale(2));
  model.setUniformContexts({{text("AWQ everywhere"), text("uniform-2")}});
  EXPECT_TRUE(model.isStale(2));
  EXPECT_EQ(model.latestRows(), std::vector<int>({0}));
}

TEST(BenchmarkModel, RowsFromBeforeTuningSaySo) {
  BenchmarkModel model;
  model.setResults({result("Hybrid", Kind::plan, 24, 0, "plan"), result("Hybrid", Kind::plan, 23, 0, "plan tuned")});
  model.setCurrentContext(text("plan tuned"), text("plan"));
  EXPECT_EQ(cell(model, 0, BenchmarkModel::Note), text("before tuning"));
  EXPECT_EQ(cell(model, 0, BenchmarkModel::Variant), text("Hybrid, before tuning"));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Variant), text("Hybrid"));
  EXPECT_TRUE(cell(model, 1, BenchmarkModel::Note).isEmpty());
  EXPECT_FALSE(model.isStale(0)) << "it can be measured now";
  model.setCurrentContext(text("another plan"));
  EXPECT_EQ(cell(model, 0, BenchmarkModel::Note), text("of an earlier plan"));
}

TEST(BenchmarkModel, OtherTextsAreNotCompared) {
  BenchmarkModel model;
  BenchmarkResult other = result("Hybrid", Kind::plan, 22, 0);
  other.text = "own.txt, window 512, 4 windows";
  model.setResults({result("Original", Kind::original, 20, 0), other});
  EXPECT_TRUE(cell(model, 1, BenchmarkModel::Delta).isEmpty());
}

TEST(BenchmarkModel, TextsForOtherProgramsHoldTheNumbers) {
  BenchmarkModel model;
  model.setResults(
      {result("Original", Kind::original, 20.125, 10), result("a \"quoted\", name", Kind::uniform, 22.5, 0)});
  const QStringList lines = model.separated(QLatin1Char(',')).split(QLatin1Char('\n'));
  ASSERT_EQ(lines.size(), 4);
  EXPECT_EQ(lines[0].count(QLatin1Char(',')), 29);
  EXPECT_TRUE(lines[1].startsWith(text("Original,original,Original,20.125,2.5,,,,8184,2,"))) << lines[1].toStdString();
  EXPECT_TRUE(lines[2].startsWith(text("\"a \"\"quoted\"\", name\",uniform,Original,22.5,2.5,2.375,,,8184,2,")))
      << lines[2].toStdString();
  const QStringList table = model.separated(QLatin1Char('\t'), {1}).split(QLatin1Char('\n'));
  ASSERT_EQ(table.size(), 3);
  EXPECT_EQ(table[0].count(QLatin1Char('\t')), 29);
  EXPECT_EQ(table[1].count(QLatin1Char('\t')), 29);
  const QJsonArray array = QJsonDocument::fromJson(model.json()).array();
  ASSERT_EQ(array.size(), 2);
  EXPECT_EQ(array[0].toObject()[text("perplexity")].toObject()[text("ppl")].toDouble(), 20.125);
  EXPECT_FALSE(array[1].toObject().contains(text("latency")));
}

TEST(BenchmarkModel, SaysWhatIsBeyondNoiseAgainstTheOriginal) {
  BenchmarkModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
  model.setResults(fourVariants(12));
  ASSERT_TRUE(compared(model));
  EXPECT_EQ(cell(model, 0, BenchmarkModel::Verdict), text("The baseline"));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Verdict), text("Yes: higher perplexity"));
  EXPECT_TRUE(model.verdict(1, true).contains(text("95 % interval"))) << model.verdict(1, true).toStdString();
  // exp(3.1) - exp(3) of means that sines leave all but untouched; the interval holds the difference.
  const auto interval = model.perplexityInterval(1);
  ASSERT_TRUE(interval);
  const double ppl = model.result(1).perplexity.ppl;
  EXPECT_LT(interval->first, ppl);
  EXPECT_GT(interval->second, ppl);
  EXPECT_GT(interval->first, model.result(0).perplexity.ppl) << "beyond noise";
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Divergence), QLocale().toString(model.result(1).divergence.kl, 'f', 4));
  EXPECT_TRUE(cell(model, 1, BenchmarkModel::Delta).contains(QLatin1Char('[')));
}

TEST(BenchmarkModel, AnyVariantCanBeTheBaseline) {
  BenchmarkModel model;
  model.setResults(fourVariants(12));
  const auto baselines = model.baselines();
  ASSERT_EQ(baselines.size(), 4u);
  EXPECT_EQ(baselines[0].name, text("Original"));
  EXPECT_EQ(model.baseline(), baselines[0].key);
  model.setBaseline(baselines[1].key);
  EXPECT_EQ(model.baselineName(), text("Hybrid"));
  ASSERT_TRUE(compared(model));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Verdict), text("The baseline"));
  EXPECT_EQ(cell(model, 2, BenchmarkModel::Verdict), text("Yes: higher KL"));
  EXPECT_EQ(cell(model, 3, BenchmarkModel::Verdict), text("No"));
  EXPECT_TRUE(cell(model, 1, BenchmarkModel::DivergenceDelta).isEmpty());
  EXPECT_TRUE(cell(model, 2, BenchmarkModel::DivergenceDelta).startsWith(text("+0.1")))
      << cell(model, 2, BenchmarkModel::DivergenceDelta).toStdString();
  model.setBaseline(baselines[2].key);
  ASSERT_TRUE(compared(model));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Verdict), text("Yes: lower KL"));
}

TEST(BenchmarkModel, FewWindowsSayNothing) {
  BenchmarkModel model;
  model.setResults(fourVariants(4));
  ASSERT_TRUE(compared(model));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Verdict), text("Too few windows"));
  EXPECT_TRUE(model.verdict(1, true).contains(text("4 windows say nothing about noise")))
      << model.verdict(1, true).toStdString();
  EXPECT_FALSE(model.perplexityInterval(1));
}

TEST(BenchmarkModel, PairsAreComparedOnTheWindowsThatBothHave) {
  auto rows = fourVariants(12);
  auto shorter = fourVariants(8);
  rows[1] = shorter[1];
  BenchmarkModel model;
  model.setResults({rows[0], rows[1]});
  ASSERT_TRUE(compared(model));
  EXPECT_TRUE(model.verdict(1, true).contains(text("8 windows"))) << model.verdict(1, true).toStdString();
  const double both = std::exp(shorter[1].perplexity.nll) - std::exp(shorter[0].perplexity.nll);
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Delta).section(QLatin1Char(' '), 0, 0),
            text("+") + QString::number(both, 'f', 3));
}

TEST(BenchmarkModel, SpeedsAreComparedWhereTheyWereMeasuredAlike) {
  BenchmarkModel model;
  BenchmarkResult original = result("Original", Kind::original, 0, 10), fast = result("Hybrid", Kind::plan, 0, 20);
  BenchmarkResult elsewhere = result("GPTQ everywhere", Kind::uniform, 0, 30);
  elsewhere.host = "another host";
  model.setResults({original, fast, elsewhere});
  EXPECT_EQ(cell(model, 1, BenchmarkModel::DecodeDelta), text("+100.0 %"));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::WeightsDelta), text("0.0 %"));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Verdict), text("faster"));
  EXPECT_TRUE(model.verdict(1, true).contains(text("decodes faster, beyond the spread")))
      << model.verdict(1, true).toStdString();
  EXPECT_TRUE(cell(model, 2, BenchmarkModel::DecodeDelta).isEmpty());
  EXPECT_EQ(cell(model, 2, BenchmarkModel::Verdict), text("Not comparable"));
  EXPECT_TRUE(model.verdict(2, true).contains(text("not measured on the same text and options")));
  EXPECT_FALSE(model.isColumnUsed(BenchmarkModel::Perplexity));
  EXPECT_TRUE(model.isColumnUsed(BenchmarkModel::Decode));
}

TEST(BenchmarkModel, OnlyTheNewestTextsRowsStandSideBySide) {
  BenchmarkModel model;
  std::vector<BenchmarkResult> rows = fourVariants(6);
  for (BenchmarkResult& row : rows) row.measure = "an earlier text";
  const std::vector<BenchmarkResult> newer = fourVariants(6);
  rows.insert(rows.end(), newer.begin(), newer.begin() + 2);
  BenchmarkResult memory = result("AWQ everywhere", Kind::uniform, 0, 10);
  memory.has_latency = false;
  rows.push_back(memory);
  memory.name = "Original";
  memory.kind = Kind::original;
  rows.push_back(memory);
  model.setResults(rows);
  EXPECT_EQ(model.latestTextRows(), (std::vector<int>{4, 5}));
  EXPECT_TRUE(cell(model, 6, BenchmarkModel::Decode).isEmpty());
  EXPECT_EQ(cell(model, 6, BenchmarkModel::Weights), text("87.0 MiB"));
  EXPECT_EQ(cell(model, 6, BenchmarkModel::Verdict), text("Memory has no noise"));
  EXPECT_EQ(model.verdict(6, true), text("Only memory was measured, which has no noise"));
}

TEST(BenchmarkModel, TheSameResultsAgainChangeNothing) {
  BenchmarkModel model;
  model.setResults(fourVariants(6));
  const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
  model.setResults(fourVariants(6));
  EXPECT_EQ(resets.count(), 0) << "a chosen row would be lost at each edit of the plan";
  model.setResults(fourVariants(7));
  EXPECT_EQ(resets.count(), 1);
}

TEST(BenchmarkModel, ARowThatIsMeasuredAgainIsThereOnce) {
  BenchmarkModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
  auto rows = fourVariants(6);
  model.setResults(rows);
  model.apply(BenchmarkStarted{{"Hybrid"}});
  EXPECT_EQ(model.rowCount(), 5) << "the old one, and the one that waits";
  BenchmarkResult again = fourVariants(8)[1];
  again.date = "2026-03-01T00:00:00Z";
  model.apply(BenchmarkRow{0, again});
  EXPECT_EQ(model.rowCount(), 4);
  model.apply(BenchmarkEnded{EndStatus::finished, ""});
  rows[1] = again;
  model.setResults(rows);
  EXPECT_EQ(model.rowCount(), 4);
}

}  // namespace
}  // namespace calm::ui
