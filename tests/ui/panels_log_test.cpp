#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

#include "support/fixed_answer.h"
#include "support/widget_checks.h"
#include "ui/panels/log_model.h"
#include "ui/panels/log_panel.h"

namespace calm::ui {
namespace {

using namespace calm::test;

TEST(LogModel, DropsTheOldestBeyondItsCapacity) {
  LogModel model(nullptr, 3);
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
  for (int i = 0; i < 5; ++i) model.append(LogLevel::info, QString::number(i));
  ASSERT_EQ(model.rowCount(), 3);
  EXPECT_EQ(model.index(0, LogModel::Message).data().toString(), text("2"));
  EXPECT_EQ(model.index(2, LogModel::Message).data().toString(), text("4"));
  EXPECT_TRUE(model.line(3).isEmpty());
  model.clear();
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(LogModel, LinesCarryTimeLevelAndText) {
  LogModel model;
  model.append(LogLevel::warning, text("group 64"), QDateTime(QDate(2026, 1, 31), QTime(12, 0, 0, 5)));
  EXPECT_EQ(model.line(0), text("2026-01-31 12:00:00.005  warning  group 64"));
}

TEST(LogPanel, FiltersByLevelAndText) {
  LogPanel panel;
  panel.append(LogLevel::debug, text("mapped 12 tensors"));
  panel.append(LogLevel::info, text("Opened model"));
  panel.append(LogLevel::error, text("Disk full"));
  auto* table = panel.findChild<QTableView*>();
  EXPECT_EQ(table->model()->rowCount(), 2);  // debug is hidden at first
  panel.setMinimumLevel(LogLevel::debug);
  EXPECT_EQ(table->model()->rowCount(), 3);
  panel.setMinimumLevel(LogLevel::error);
  EXPECT_EQ(table->model()->rowCount(), 1);
  panel.setMinimumLevel(LogLevel::info);
  panel.findChild<QLineEdit*>()->setText(text("OPENED"));
  ASSERT_EQ(table->model()->rowCount(), 1);
  EXPECT_EQ(table->model()->index(0, LogModel::Message).data().toString(), text("Opened model"));
}

TEST(LogPanel, CopiesTheSelectionOrAll) {
  LogPanel panel;
  panel.append(LogLevel::info, text("one"));
  panel.append(LogLevel::info, text("two"));
  panel.copy();
  EXPECT_EQ(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 2);
  panel.findChild<QTableView*>()->selectRow(1);
  panel.copy();
  EXPECT_FALSE(QGuiApplication::clipboard()->text().contains(text("one")));
  EXPECT_TRUE(QGuiApplication::clipboard()->text().contains(text("two")));
}

TEST(LogPanel, SavesWhatIsShown) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(text("run.log"));
  LogPanel panel(nullptr, std::make_shared<FixedAnswer>(path));
  panel.append(LogLevel::info, text("größe 64"));
  QString error;
  ASSERT_TRUE(panel.saveTo(path, &error)) << error.toStdString();
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_TRUE(file.readAll().contains("größe 64"));
}

TEST(LogPanel, SaysWhyItCouldNotSave) {
  LogPanel panel(nullptr, std::make_shared<FixedAnswer>(text("/nowhere/at/all/run.log")));
  panel.append(LogLevel::info, text("line"));
  const QSignalSpy failures(&panel, &LogPanel::saveFailed);
  for (QToolButton* button : panel.findChildren<QToolButton*>()) {
    if (button->text() == text("Save...")) button->click();
  }
  ASSERT_EQ(failures.count(), 1);
  EXPECT_TRUE(failures.at(0).at(0).toString().contains(text("/nowhere/at/all/run.log")));
}

TEST(LogPanel, AccessibleAndDrawn) {
  LogPanel panel;
  for (int i = 0; i < 12; ++i) {
    panel.append(i % 5 == 3 ? LogLevel::warning : LogLevel::info,
                 text("layer %1: smoothquant:0.5+gptq:act-order:clip scored 0.99871 in 3.2 s").arg(i));
  }
  panel.append(LogLevel::error, text("/data/out: the disk is full (12.3 MiB free, 87.0 MiB needed)"));
  expectAccessible(panel);
  expectRenders(panel, {420, 220}, text("log-narrow"));
  expectRenders(panel, {1100, 220}, text("log-wide"));
}

}  // namespace
}  // namespace calm::ui
