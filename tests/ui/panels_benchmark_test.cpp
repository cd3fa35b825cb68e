#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QGroupBox>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "support/fixed_answer.h"
#include "support/small_model.h"
#include "support/widget_checks.h"
#include "ui/panels/benchmark_model.h"
#include "ui/panels/benchmark_page.h"
#include "ui/strings.h"

namespace calm::ui {
namespace {

using namespace calm::test;
using Kind = Variant::Kind;

BenchmarkResult result(const char* name, Kind kind, double ppl, double decode, const char* context = "") {
  BenchmarkResult out;
  out.name = name;
  out.kind = kind;
  out.context = context;
  out.date = "2026-01-31T12:00:00Z";
  out.host = "test host";
  out.text = "evaluation text (bundled), window 1024, 8 windows";
  out.has_perplexity = ppl > 0;
  out.perplexity = {ppl, 2.5, 8184, {2.4, 2.6}};
  out.has_latency = decode > 0;
  out.latency.prefill_tokens_per_second = decode * 10;
  out.latency.decode_tokens_per_second = decode;
  out.latency.decode_spread = 0.05;
  out.latency.peak_rss_bytes = uint64_t{600} << 20;
  out.latency.weight_bytes = uint64_t{87} << 20;
  out.latency.isa = "AVX2";
  out.latency.threads = 2;
  return out;
}

Plan completePlan(int layers) {
  Plan plan;
  plan.layers.resize(static_cast<size_t>(layers));
  for (PlanLayer& layer : plan.layers) {
    layer.method = "awq";
    layer.by = DecidedBy::search;
  }
  return plan;
}

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
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Delta), text("+2.000 (+10.0 %)"));
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
  model.setCurrentContext(text("plan-2"));
  EXPECT_TRUE(model.isStale(1));
  EXPECT_EQ(cell(model, 1, BenchmarkModel::Note), text("of an earlier plan"));
  EXPECT_FALSE(model.isStale(0));
  EXPECT_FALSE(model.isStale(2));
  model.setUniformContexts({{text("AWQ everywhere"), text("uniform-2")}});
  EXPECT_TRUE(model.isStale(2));
  EXPECT_EQ(model.latestRows(), std::vector<int>({0}));
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
  EXPECT_EQ(lines[0].count(QLatin1Char(',')), 17);
  EXPECT_TRUE(lines[1].startsWith(text("Original,original,20.125,2.5,0,8184,"))) << lines[1].toStdString();
  EXPECT_TRUE(lines[2].startsWith(text("\"a \"\"quoted\"\", name\",uniform,22.5,2.5,2.375,")))
      << lines[2].toStdString();
  const QStringList table = model.separated(QLatin1Char('\t'), {1}).split(QLatin1Char('\n'));
  ASSERT_EQ(table.size(), 3);
  EXPECT_EQ(table[1].count(QLatin1Char('\t')), 17);
  const QJsonArray array = QJsonDocument::fromJson(model.json()).array();
  ASSERT_EQ(array.size(), 2);
  EXPECT_EQ(array[0].toObject()[text("perplexity")].toObject()[text("ppl")].toDouble(), 20.125);
  EXPECT_FALSE(array[1].toObject().contains(text("latency")));
}

class Page : public ::testing::Test {
 protected:
  void SetUp() override {
    page.setModel(smallModelInfo());
    page.setPool({"gptq", "awq"});
  }
  QListWidget* variants() { return page.findChild<QListWidget*>(); }
  QPushButton* run() {
    auto* button = byName<QPushButton>(page, "Run benchmark");
    return button != nullptr ? button : byName<QPushButton>(page, "Cancel benchmark");
  }

  BenchmarkPage page{[](const std::string& spec) { return toQString(spec).toUpper(); }};
};

TEST_F(Page, OffersOriginalHybridAndThePool) {
  ASSERT_EQ(variants()->count(), 4);
  EXPECT_EQ(variants()->item(0)->text(), text("Original"));
  EXPECT_EQ(variants()->item(1)->text(), text("Hybrid"));
  EXPECT_EQ(variants()->item(2)->text(), text("GPTQ everywhere"));
  EXPECT_FALSE(variants()->item(1)->flags().testFlag(Qt::ItemIsEnabled)) << "no plan yet";
  EXPECT_TRUE(variants()->item(1)->toolTip().contains(text("analyse first")));
  page.setPlan(completePlan(3));
  EXPECT_TRUE(variants()->item(1)->flags().testFlag(Qt::ItemIsEnabled));
  ModelInfo quantized = smallModelInfo();
  quantized.quantized = true;
  page.setModel(quantized);
  EXPECT_EQ(variants()->count(), 1);
}

TEST_F(Page, RequestHoldsWhatWasChosen) {
  page.setPlan(completePlan(3));
  variants()->item(3)->setCheckState(Qt::Checked);
  byName<QSpinBox>(page, "Window")->setValue(256);
  byName<QSpinBox>(page, "At most")->setValue(0);
  byName<QSpinBox>(page, "Repeats")->setValue(5);
  std::vector<BenchmarkRequestParts> seen;
  QObject::connect(&page, &BenchmarkPage::runRequested, &page,
                   [&](const BenchmarkRequestParts& request) { seen.push_back(request); });
  run()->click();
  ASSERT_EQ(seen.size(), 1u);
  ASSERT_EQ(seen[0].variants.size(), 3u);
  EXPECT_EQ(seen[0].variants[1].kind, Kind::plan);
  EXPECT_EQ(seen[0].variants[1].plan.layers.size(), 3u);
  EXPECT_EQ(seen[0].variants[2].kind, Kind::uniform);
  EXPECT_EQ(seen[0].variants[2].method, "awq");
  EXPECT_EQ(seen[0].perplexity.window, 256);
  EXPECT_EQ(seen[0].perplexity.max_windows, 0);
  EXPECT_EQ(seen[0].latency.repeats, 5);
  EXPECT_TRUE(seen[0].runPerplexity && seen[0].runLatency);
}

TEST_F(Page, WhatPreventsARunIsSaid) {
  const auto expectProblem = [&](const char* part) {
    EXPECT_FALSE(run()->isEnabled()) << part;
    EXPECT_TRUE(page.form()->problem().contains(text(part))) << page.form()->problem().toStdString();
    EXPECT_EQ(run()->toolTip(), page.form()->problem());
  };
  variants()->item(0)->setCheckState(Qt::Unchecked);
  expectProblem("at least one variant");
  variants()->item(0)->setCheckState(Qt::Checked);
  for (QGroupBox* box : page.findChildren<QGroupBox*>()) {
    if (box->isCheckable()) box->setChecked(false);
  }
  expectProblem("perplexity, speed");
  page.clearModel();
  expectProblem("Open a model");
}

TEST_F(Page, CancelAndErrorsAreShown) {
  const QSignalSpy cancels(&page, &BenchmarkPage::cancelRequested);
  page.apply(BenchmarkStarted{{"Original"}});
  run()->click();
  EXPECT_EQ(cancels.count(), 1);
  page.apply(Progress{0.5, 10, "window 3 of 8", 0, 0});
  auto* state = byName<QLabel>(page, "State of the benchmark");
  EXPECT_TRUE(state->text().contains(text("window 3 of 8")));
  page.apply(BenchmarkEnded{EndStatus::failed, "out of memory"});
  EXPECT_TRUE(state->text().contains(text("out of memory")));
  EXPECT_EQ(run()->accessibleName(), text("Run benchmark"));
}

TEST_F(Page, CopiesSelectedRowsAndSavesFiles) {
  const QTemporaryDir folder;
  page.setResults({result("Original", Kind::original, 20, 10), result("Hybrid", Kind::plan, 22, 12)});
  page.copy();
  EXPECT_EQ(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 3);
  page.findChild<QTableView*>()->selectRow(1);
  page.copy();
  EXPECT_EQ(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 2);
  EXPECT_TRUE(QGuiApplication::clipboard()->text().contains(text("Hybrid")));
  QString error;
  EXPECT_TRUE(page.saveTo(folder.filePath(text("b.json")), &error)) << error.toStdString();
  QFile file(folder.filePath(text("b.json")));
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_EQ(QJsonDocument::fromJson(file.readAll()).array().size(), 2);
  EXPECT_FALSE(page.saveTo(text("/nowhere/at/all/b.csv"), &error));
  EXPECT_TRUE(error.contains(text("/nowhere/at/all/b.csv")));
}

TEST_F(Page, AccessibleAndDrawn) {
  page.setPlan(completePlan(3));
  expectRenders(page, {1000, 560}, text("benchmark-empty"));
  page.setResults({result("Original", Kind::original, 20.1, 31, "b"), result("Hybrid", Kind::plan, 21.4, 48, "p1"),
                   result("GPTQ everywhere", Kind::uniform, 22.9, 47, "u"),
                   result("Hybrid", Kind::plan, 21.9, 46, "p0")});
  page.setCurrentContext(text("p1"));
  QTest::qWait(200);
  expectAccessible(page);
  expectRenders(page, {860, 620}, text("benchmark-narrow"));
  expectRenders(page, {1500, 700}, text("benchmark-wide"));
}

}  // namespace
}  // namespace calm::ui
