#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "benchmark_rows.h"
#include "support/fixed_answer.h"
#include "support/small_model.h"
#include "support/widget_checks.h"
#include "ui/charts/bar_chart.h"
#include "ui/models/benchmark_queue.h"
#include "ui/panels/benchmark_charts.h"
#include "ui/panels/benchmark_model.h"
#include "ui/panels/benchmark_page.h"
#include "ui/strings.h"

namespace calm::ui {
namespace {

using namespace calm::test;

class Page : public ::testing::Test {
 protected:
  void SetUp() override {
    page.setModel(smallModelInfo());
    page.setPool({"gptq", "awq"});
  }
  QListWidget* variants() { return page.findChild<QListWidget*>(); }
  QStringList names() {
    QStringList list;
    for (int row = 0; row < variants()->count(); ++row) list << variants()->item(row)->text();
    return list;
  }
  QPushButton* run() { return byName<QPushButton>(page, "Run benchmark"); }

  BenchmarkPage page{[](const std::string& spec) { return toQString(spec).toUpper(); }};
};

Variant named(const char* name, int layers) {
  return {Kind::plan, "", completePlan(layers), name, name};
}

TEST_F(Page, OffersOriginalHybridNamedPlansAndThePool) {
  EXPECT_EQ(names(), QStringList({text("Original"), text("Hybrid (the current plan)"), text("GPTQ everywhere"),
                                  text("AWQ everywhere")}));
  EXPECT_FALSE(variants()->item(1)->flags().testFlag(Qt::ItemIsEnabled)) << "no plan yet";
  EXPECT_TRUE(variants()->item(1)->toolTip().contains(text("analyse first")));
  page.setPlan(completePlan(3));
  EXPECT_TRUE(variants()->item(1)->flags().testFlag(Qt::ItemIsEnabled));
  page.setNamedPlans({named("by CKA", 3), named("mine", 3)}, {});
  ASSERT_EQ(variants()->count(), 6);
  EXPECT_EQ(variants()->item(2)->text(), text("Plan: by CKA"));
  variants()->item(3)->setCheckState(Qt::Checked);
  page.setNamedPlans({named("mine", 3), named("another", 3)}, {});
  EXPECT_EQ(names().mid(2, 2), QStringList({text("Plan: mine"), text("Plan: another")}));
  EXPECT_EQ(variants()->item(2)->checkState(), Qt::Checked) << "what was checked stays so";
  EXPECT_EQ(variants()->item(3)->checkState(), Qt::Unchecked);
  ModelInfo quantized = smallModelInfo();
  quantized.quantized = true;
  page.setModel(quantized);
  EXPECT_EQ(variants()->count(), 1);
  EXPECT_FALSE(byName<QCheckBox>(page, "Measure the KL to the original")->isEnabled());
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
  EXPECT_TRUE(seen[0].runPerplexity && seen[0].runDivergence && seen[0].runLatency && seen[0].runMemory);
  const BenchmarkRequest asked = toRequest(seen[0]);
  EXPECT_TRUE(asked.run_kl && asked.run_memory && asked.reuse);
}

TEST_F(Page, ANamedPlanIsMeasuredUnderItsName) {
  page.setNamedPlans({named("by CKA", 3)}, {});
  byName<QToolButton>(page, "Check no variant")->click();
  variants()->item(2)->setCheckState(Qt::Checked);
  byName<QCheckBox>(page, "Measure speed")->setChecked(false);
  byName<QCheckBox>(page, "Measure perplexity")->setChecked(false);
  const BenchmarkRequestParts parts = page.form()->request();
  ASSERT_EQ(parts.variants.size(), 1u);
  EXPECT_EQ(parts.variants[0].name, "by CKA");
  EXPECT_EQ(parts.variants[0].plan_name, "by CKA");
  EXPECT_EQ(parts.variants[0].plan.layers.size(), 3u);
  EXPECT_TRUE(parts.runDivergence && parts.runMemory && !parts.runPerplexity && !parts.runLatency);
  byName<QToolButton>(page, "Check all variants")->click();
  EXPECT_EQ(page.form()->request().variants.size(), 4u) << "the hybrid has no plan and stays unchecked";
}

TEST_F(Page, VariantsAreCheckedWithTheKeyboard) {
  variants()->setFocus();
  variants()->setCurrentRow(2);
  ASSERT_EQ(variants()->item(2)->checkState(), Qt::Unchecked);
  QTest::keyClick(variants(), Qt::Key_Space);
  EXPECT_EQ(variants()->item(2)->checkState(), Qt::Checked);
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
  for (QCheckBox* task : page.findChildren<QCheckBox*>()) task->setChecked(false);
  expectProblem("perplexity, KL, speed or memory");
  page.clearModel();
  expectProblem("Open a model");
}

TEST_F(Page, EveryPressOfRunQueuesAnEntry) {
  const QAbstractItemModelTester tester(page.queue(), QAbstractItemModelTester::FailureReportingMode::Warning);
  const QSignalSpy cancels(&page, &BenchmarkPage::cancelRequested);
  std::vector<BenchmarkRequestParts> started;
  QObject::connect(&page, &BenchmarkPage::runRequested, &page,
                   [&](const BenchmarkRequestParts& request) { started.push_back(request); });
  auto* list = page.findChild<QTreeView*>(text("benchmarkQueue"));
  EXPECT_TRUE(list->isHidden() || list->parentWidget()->isHidden()) << "nothing queued, nothing shown";
  const auto state = [&](int row) { return page.queue()->index(row, BenchmarkQueue::Progress).data().toString(); };
  const auto what = [&](int row) { return page.queue()->index(row, BenchmarkQueue::What).data().toString(); };

  run()->click();
  EXPECT_FALSE(list->parentWidget()->isHidden());
  EXPECT_EQ(run()->text(), text("Add to the q&ueue"));
  variants()->item(2)->setCheckState(Qt::Checked);
  byName<QCheckBox>(page, "Measure speed")->setChecked(false);
  run()->click();
  byName<QToolButton>(page, "Check no variant")->click();
  variants()->item(3)->setCheckState(Qt::Checked);
  run()->click();
  ASSERT_EQ(page.queue()->rowCount(), 3);
  EXPECT_EQ(started.size(), 1u) << "one at a time";
  EXPECT_EQ(what(0), text("Original: perplexity, KL, speed, memory"));
  EXPECT_EQ(what(1), text("2 variants: perplexity, KL, memory"));
  EXPECT_EQ(what(2), text("AWQ everywhere: perplexity, KL, memory"));
  EXPECT_EQ(state(1), text("waiting"));

  page.apply(BenchmarkStarted{{"Original"}});
  page.apply(Progress{0.5, 10, "window 3 of 8", 0, 0});
  EXPECT_TRUE(state(0).startsWith(text("50 %"))) << state(0).toStdString();
  EXPECT_TRUE(state(0).contains(text("window 3 of 8")));

  // What waits can change places, by button and by key, and be taken out; what runs cannot.
  list->setCurrentIndex(page.queue()->index(2, 0));
  byName<QToolButton>(page, "Earlier in the queue")->click();
  EXPECT_EQ(what(1), text("AWQ everywhere: perplexity, KL, memory"));
  EXPECT_EQ(list->currentIndex().row(), 1) << "the choice goes with the entry";
  EXPECT_FALSE(byName<QToolButton>(page, "Earlier in the queue")->isEnabled()) << "what runs stays first";
  QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
  EXPECT_EQ(what(2), text("AWQ everywhere: perplexity, KL, memory"));
  QTest::keyClick(list, Qt::Key_Delete);
  EXPECT_EQ(page.queue()->rowCount(), 2);
  EXPECT_EQ(cancels.count(), 0);

  // Cancelling what runs keeps its rows and starts the next.
  page.apply(BenchmarkRow{0, result("Original", Kind::original, 20, 0)});
  list->setCurrentIndex(page.queue()->index(0, 0));
  byName<QToolButton>(page, "Cancel the benchmark that runs")->click();
  EXPECT_EQ(cancels.count(), 1);
  EXPECT_TRUE(state(0).contains(text("stopping")));
  page.apply(BenchmarkEnded{EndStatus::cancelled, ""});
  page.finish(EndStatus::cancelled, {});
  EXPECT_EQ(state(0), text("cancelled, what was measured is kept"));
  EXPECT_EQ(page.model()->rowCount(), 1);
  ASSERT_TRUE(QTest::qWaitFor([&] { return started.size() == 2; }, 2000));
  EXPECT_EQ(started[1].variants.size(), 2u);
  page.apply(BenchmarkStarted{{"Original", "GPTQ everywhere"}});
  page.apply(BenchmarkEnded{EndStatus::failed, "out of memory"});
  page.finish(EndStatus::failed, text("out of memory"));
  EXPECT_EQ(state(1), text("failed: out of memory"));
  EXPECT_TRUE(byName<QLabel>(page, "State of the benchmark")->text().contains(text("out of memory")));
  EXPECT_EQ(run()->text(), text("R&un benchmark"));
  byName<QToolButton>(page, "Clear what has ended")->click();
  EXPECT_EQ(page.queue()->rowCount(), 0);
  EXPECT_TRUE(list->parentWidget()->isHidden());
}

TEST_F(Page, ADroppedQueueStartsNothingMore) {
  int started = 0;
  QObject::connect(&page, &BenchmarkPage::runRequested, &page, [&](const BenchmarkRequestParts&) { ++started; });
  run()->click();
  run()->click();
  page.queue()->drop();
  EXPECT_EQ(page.queue()->waitingCount(), 0);
  page.finish(EndStatus::cancelled, {});
  QTest::qWait(20);
  EXPECT_EQ(started, 1);
  page.queue()->clear();
  EXPECT_EQ(page.queue()->rowCount(), 0);
}

TEST_F(Page, TheBaselineIsChosenAndReadInWords) {
  page.show();
  page.setResults(fourVariants(12));
  auto* baseline = byName<QComboBox>(page, "Baseline");
  ASSERT_EQ(baseline->count(), 4);
  EXPECT_EQ(baseline->currentText(), text("Original"));
  baseline->setFocus();
  QTest::keyClick(baseline, Qt::Key_Down);
  EXPECT_EQ(page.model()->baselineName(), text("Hybrid"));
  ASSERT_TRUE(compared(*page.model()));
  page.findChild<QTableView*>()->selectRow(2);
  const QString words = byName<QLabel>(page, "The selected result in words")->text();
  EXPECT_TRUE(words.startsWith(text("GPTQ everywhere: Higher KL than Hybrid, beyond noise: +0.1")))
      << words.toStdString();
  // The charts have the error bars, and no column is shown that has nothing.
  ASSERT_TRUE(QTest::qWaitFor([&] { return page.findChild<BenchmarkCharts*>()->count() == 1; }, 2000));
  const auto* chart = byName<BarChart>(page, "KL of the variants to the original");
  ASSERT_TRUE(QTest::qWaitFor([&] { return chart->bars().size() == 3; }, 2000)) << "the original has no KL to itself";
  ASSERT_TRUE(QTest::qWaitFor([&] { return chart->bars()[1].low < chart->bars()[1].value; }, 2000)) << "no error bar";
  EXPECT_TRUE(chart->bars()[0].reference);
  EXPECT_GT(chart->bars()[1].high, chart->bars()[1].value);
  EXPECT_TRUE(page.findChild<QTableView*>()->isColumnHidden(BenchmarkModel::Decode));
  EXPECT_FALSE(page.findChild<QTableView*>()->isColumnHidden(BenchmarkModel::Divergence));
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
  page.setNamedPlans({named("by CKA", 3)}, {});
  expectRenders(page, {1000, 560}, text("benchmark-empty"));
  std::vector<BenchmarkResult> rows = fourVariants(12);
  rows[1].context = "p1";
  for (BenchmarkResult& row : rows) {
    const BenchmarkResult timed = result("", Kind::plan, 0, row.kind == Kind::original ? 31 : 48);
    row.has_latency = row.has_memory = true;
    row.latency = timed.latency;
  }
  rows.push_back(result("Hybrid", Kind::plan, 21.9, 46, "p0"));
  page.setResults(rows);
  page.setCurrentContext(text("p1"));
  run()->click();
  run()->click();
  page.apply(BenchmarkStarted{{"Original", "Hybrid"}});
  page.apply(Progress{0.4, 200, "divergence and perplexity of Original, 8 windows", 0, 0});
  ASSERT_TRUE(compared(*page.model()));
  QTest::qWait(200);
  expectAccessible(page);
  expectRenders(page, {900, 680}, text("benchmark-narrow"));
  expectRenders(page, {1500, 900}, text("benchmark-wide"));
}

}  // namespace
}  // namespace calm::ui
