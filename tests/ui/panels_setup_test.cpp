#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleOptionComboBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include "support/fixed_answer.h"
#include "support/small_model.h"
#include "support/widget_checks.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/panels/text_source_edit.h"

namespace calm::ui {
namespace {

using namespace calm::test;

bool drop(QWidget& target, const QMimeData& data) {
  QDragEnterEvent enter(QPoint(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  enter.ignore();
  QApplication::sendEvent(&target, &enter);
  if (!enter.isAccepted()) return false;
  QDropEvent event(QPointF(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&target, &event);
  return true;
}

QString writeFile(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
  const QString path = folder.filePath(text(name));
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  file.write(bytes);
  return path;
}

class RunSetup : public ::testing::Test {
 protected:
  void SetUp() override {
    panel.setModel(smallModelInfo());
    Selection selection;
    selection.pool = {"gptq", "awq", "smoothquant:0.5"};
    panel.setOptions({}, selection, {text("rtn")});
  }
  QPushButton* analyse() { return byName<QPushButton>(panel, "Analyse"); }

  RunSetupPanel panel{SetupCatalog::fromCore()};
};

TEST_F(RunSetup, ShowsWhatItIsGivenAndEmitsNothing) {
  const QSignalSpy options(&panel, &RunSetupPanel::optionsChanged);
  const QSignalSpy pool(&panel, &RunSetupPanel::poolChanged);
  const QSignalSpy metric(&panel, &RunSetupPanel::metricChanged);
  const QSignalSpy execution(&panel, &RunSetupPanel::executionChanged);
  AnalysisOptions given;
  given.calibration.sequences = 7;
  given.calibration.length = 99;
  given.calibration.seed = uint64_t{1} << 40;  // beyond the field: kept, not cut
  given.calibration.add_special = true;
  given.scheme.activation_bits = 16;
  given.scheme.group_size = 32;
  given.scheme.storage = StorageType::bfloat16;
  given.scheme.float16_scales = true;
  given.scheme.asymmetric = true;
  given.site = Site::layer_output;
  given.arithmetic = Arithmetic::reference;
  given.transform = parse_transform("quarot:no-heads:seed=3");
  Selection selection;
  selection.pool = {"awq"};
  selection.metric = Metric::sqnr;
  panel.setOptions(given, selection, {});
  panel.setExecution(text("cuda:3"), 12);
  EXPECT_EQ(panel.options(), given);
  EXPECT_EQ(panel.metric(), Metric::sqnr);
  EXPECT_EQ(panel.pool(), std::vector<std::string>({"awq"}));
  EXPECT_EQ(panel.device(), text("cuda:3"));
  EXPECT_EQ(panel.threads(), 12);
  EXPECT_EQ(options.count() + pool.count() + metric.count() + execution.count(), 0);
}

TEST_F(RunSetup, PresetSetsSequencesAndLengthAtOnce) {
  std::vector<AnalysisOptions> seen;
  QObject::connect(&panel, &RunSetupPanel::optionsChanged, &panel,
                   [&](const AnalysisOptions& options) { seen.push_back(options); });
  auto* preset = byName<QComboBox>(panel, "Preset");
  EXPECT_TRUE(preset->currentText().startsWith(text("Balanced"))) << preset->currentText().toStdString();
  preset->setCurrentIndex(0);
  Q_EMIT preset->activated(0);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].calibration.sequences, 16);
  EXPECT_EQ(seen[0].calibration.length, 256);
  byName<QSpinBox>(panel, "Length")->setValue(300);
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(preset->currentText(), text("Custom"));
}

TEST_F(RunSetup, EachChoiceIsTold) {
  std::vector<AnalysisOptions> seen;
  QObject::connect(&panel, &RunSetupPanel::optionsChanged, &panel,
                   [&](const AnalysisOptions& options) { seen.push_back(options); });
  const QSignalSpy metric(&panel, &RunSetupPanel::metricChanged);
  const QSignalSpy execution(&panel, &RunSetupPanel::executionChanged);
  panel.setDevices({text("cpu"), text("cuda:0")});
  auto* group = byName<QComboBox>(panel, "Group");
  group->setCurrentIndex(group->findData(64));
  auto* site = byName<QComboBox>(panel, "Measured at");
  site->setCurrentIndex(site->findData(static_cast<int>(Site::down_input)));
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[1].scheme.group_size, 64);
  EXPECT_EQ(seen[1].site, Site::down_input);
  byName<QComboBox>(panel, "Metric")->setCurrentIndex(2);
  EXPECT_EQ(metric.count(), 1);
  const QSignalSpy beam(&panel, &RunSetupPanel::beamChanged);
  byName<QSpinBox>(panel, "Beam width")->setValue(4);
  ASSERT_EQ(beam.count(), 1);
  EXPECT_EQ(beam.first().first().toInt(), 4);
  auto* device = byName<QComboBox>(panel, "Device");
  device->setCurrentIndex(device->findData(text("cuda:0")));
  byName<QSpinBox>(panel, "Threads")->setValue(2);
  ASSERT_EQ(execution.count(), 2);
  EXPECT_EQ(execution.at(1).at(0).toString(), text("cuda:0"));
  EXPECT_EQ(execution.at(1).at(1).toInt(), 2);
}

TEST_F(RunSetup, WhatPreventsARunIsSaidAndDisablesTheButton) {
  EXPECT_TRUE(analyse()->isEnabled());
  panel.setOptions({}, {}, {});  // empty pool
  EXPECT_FALSE(analyse()->isEnabled());
  EXPECT_EQ(analyse()->toolTip(), panel.problem());
  EXPECT_EQ(byName<QLabel>(panel, "Why the analysis cannot start")->text(), panel.problem());
  AnalysisOptions missing;
  missing.calibration.source = TextSource::text;
  missing.calibration.file = "/nowhere/text.txt";
  Selection selection;
  selection.pool = {"gptq"};
  panel.setOptions(missing, selection, {});
  EXPECT_TRUE(panel.problem().contains(text("/nowhere/text.txt"))) << panel.problem().toStdString();
  ModelInfo quantized = smallModelInfo();
  quantized.quantized = true;
  panel.setOptions({}, selection, {});
  EXPECT_TRUE(panel.problem().isEmpty());
  panel.setModel(quantized);
  EXPECT_TRUE(panel.problem().contains(text("already quantized")));
  panel.clearModel();
  EXPECT_TRUE(panel.problem().contains(text("Open a model")));
}

TEST_F(RunSetup, BusyDisablesAnalyseOnly) {
  const QSignalSpy requests(&panel, &RunSetupPanel::analyseRequested);
  panel.setBusy(true);
  analyse()->click();
  EXPECT_EQ(requests.count(), 0);
  EXPECT_TRUE(panel.problem().isEmpty());
  EXPECT_TRUE(byName<QComboBox>(panel, "Group")->isEnabled());
  panel.setBusy(false);
  analyse()->click();
  EXPECT_EQ(requests.count(), 1);
}

TEST_F(RunSetup, EstimateIsAskedOnceAfterManyChanges) {
  QSignalSpy requests(&panel, &RunSetupPanel::estimateRequested);
  for (int length = 100; length < 120; ++length) byName<QSpinBox>(panel, "Length")->setValue(length);
  EXPECT_EQ(requests.count(), 0);
  ASSERT_TRUE(requests.wait(5000));
  EXPECT_EQ(requests.count(), 1);
  panel.setEstimate(
      {200, uint64_t{1} << 30, uint64_t{300} << 20, uint64_t{16} << 30, uint64_t{50} << 30, {"576 inputs: group 64"}});
  const QString shown = byName<QLabel>(panel, "Estimate")->text();
  EXPECT_TRUE(shown.contains(text("3 min 20 s"))) << shown.toStdString();
  EXPECT_TRUE(shown.contains(text("1.00 GiB"))) << shown.toStdString();
  EXPECT_TRUE(byName<QLabel>(panel, "Warnings")->text().contains(text("576 inputs: group 64")));
  byName<QSpinBox>(panel, "Length")->setValue(500);  // the old numbers are not left standing
  EXPECT_FALSE(byName<QLabel>(panel, "Estimate")->text().contains(text("3 min")));
  EXPECT_TRUE(byName<QLabel>(panel, "Warnings")->text().isEmpty());
}

TEST_F(RunSetup, ShowingTheSameSettingsAgainKeepsTheEstimate) {
  QSignalSpy requests(&panel, &RunSetupPanel::estimateRequested);
  ASSERT_TRUE(requests.wait(5000));
  panel.setEstimate({200, 1, 1, 2, 2, {}});
  Selection selection;
  selection.pool = panel.pool();
  panel.setModel(smallModelInfo());
  panel.setOptions(panel.options(), selection, {text("rtn"), text("awq:clip")});
  panel.setExecution(panel.device(), panel.threads());
  EXPECT_TRUE(byName<QLabel>(panel, "Estimate")->text().contains(text("3 min 20 s")));
  EXPECT_FALSE(requests.wait(600)) << "asked again for nothing";
}

TEST_F(RunSetup, TheTimeIsThatOfTheLayersThatAreLeft) {
  const auto shown = [&] { return byName<QLabel>(panel, "Estimate")->text(); };
  panel.setEstimate({200, uint64_t{1} << 30, uint64_t{300} << 20, uint64_t{16} << 30, uint64_t{50} << 30, {}});
  panel.setRemaining(0, 30);
  EXPECT_TRUE(shown().startsWith(text("Time: about 3 min 20 s\n"))) << shown().toStdString();
  panel.setRemaining(15, 30);
  EXPECT_TRUE(shown().startsWith(text("Time: about 1 min 40 s, from layer 15 on\n"))) << shown().toStdString();
  panel.setRemaining(30, 30);
  EXPECT_TRUE(shown().startsWith(text("Time: none, all scores are current\n"))) << shown().toStdString();
  EXPECT_TRUE(shown().contains(text("1.00 GiB of 16.0 GiB"))) << shown().toStdString();
}

TEST_F(RunSetup, WeightWidthsAreThoseOfTheAnalysis) {
  auto* weights = byName<QComboBox>(panel, "Weights");
  ASSERT_EQ(weights->count(), 7);
  EXPECT_EQ(weights->currentText(), text("4 bits"));
  for (int row = 0; row < weights->count(); ++row) {
    EXPECT_EQ(weights->itemData(row).toInt(), row + 2);
  }
  weights->setCurrentIndex(weights->findData(3));
  EXPECT_EQ(panel.options().scheme.weight_bits, 3);
  EXPECT_TRUE(panel.problem().isEmpty());
  panel.setEstimate({200, 1, 1, 2, 2, {}});
  EXPECT_TRUE(byName<QLabel>(panel, "Warnings")->text().isEmpty());
}

TEST_F(RunSetup, SchemePresetsSetWhatTheyNameAtOnceAndFollowTheFields) {
  std::vector<AnalysisOptions> seen;
  QObject::connect(&panel, &RunSetupPanel::optionsChanged, &panel,
                   [&](const AnalysisOptions& options) { seen.push_back(options); });
  auto* preset = byName<QComboBox>(panel, "Scheme");
  ASSERT_EQ(preset->count(), static_cast<int>(scheme_presets().size()) + 1);
  EXPECT_EQ(preset->currentText(), text("W4A8"));
  for (int row = 1; row < preset->count() - 1; ++row) {
    preset->setCurrentIndex(row);
    Q_EMIT preset->activated(row);
    ASSERT_EQ(seen.size(), static_cast<size_t>(row));
    const SchemePreset& wanted = scheme_presets()[static_cast<size_t>(row)];
    EXPECT_EQ(seen.back().scheme.weight_bits, wanted.weight_bits);
    EXPECT_EQ(seen.back().scheme.activation_bits, wanted.activation_bits);
    EXPECT_EQ(seen.back().scheme.group_size, wanted.group_size);
    EXPECT_EQ(seen.back().scheme.asymmetric, wanted.asymmetric);
    EXPECT_EQ(preset->currentIndex(), row);
  }
  byName<QCheckBox>(panel, "Asymmetric weights")->click();
  EXPECT_EQ(preset->currentText(), text("Custom"));
  EXPECT_TRUE(panel.options().scheme.asymmetric);
  auto* group = byName<QComboBox>(panel, "Group");
  group->setCurrentIndex(group->findData(kPerChannel));
  EXPECT_EQ(panel.options().scheme.group_size, kPerChannel);
}

TEST_F(RunSetup, NoFieldCutsItsTextInTheDockAsItOpens) {
  panel.resize(panel.sizeHint());
  panel.show();
  QApplication::processEvents();
  int fields = 0;
  for (QComboBox* combo : panel.findChildren<QComboBox*>()) {
    if (!combo->isVisible()) continue;
    QStyleOptionComboBox option;
    option.initFrom(combo);
    const QRect room =
        combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo);
    for (int item = 0; item < combo->count(); ++item) {
      EXPECT_LE(combo->fontMetrics().horizontalAdvance(combo->itemText(item)), room.width())
          << combo->accessibleName().toStdString() << ": " << combo->itemText(item).toStdString();
    }
    ++fields;
  }
  EXPECT_GE(fields, 8);
}

TEST_F(RunSetup, AnotherModelForgetsTheOldRows) {
  ModelInfo other = smallModelInfo();
  other.fingerprint = "f2";
  panel.setModel(other);
  EXPECT_TRUE(panel.pool().empty());
}

TEST_F(RunSetup, AccessibleAndDrawn) {
  panel.setEstimate({200,
                     uint64_t{1} << 30,
                     uint64_t{300} << 20,
                     uint64_t{16} << 30,
                     uint64_t{50} << 30,
                     {"tokens (16,384) < 4 x width: CKA is inflated", "576 inputs: group 64"}});
  expectAccessible(panel);
  expectRenders(panel, {330, 1300}, text("setup-narrow"));
  expectRenders(panel, {520, 700}, text("setup-wide"));
}

TEST(TextSource, SaysWhatIsWrongWithAFile) {
  const QTemporaryDir folder;
  TextSourceEdit edit(text("Bundled"), std::make_shared<FixedAnswer>());
  EXPECT_TRUE(edit.problem().isEmpty());
  edit.setValue(TextSource::text, {});
  EXPECT_TRUE(edit.problem().contains(text("Choose a file")));
  edit.setValue(TextSource::text, folder.path().toStdString());
  EXPECT_TRUE(edit.problem().contains(text("not a file")));
  edit.setValue(TextSource::text, writeFile(folder, "empty.txt", {}).toStdString());
  EXPECT_TRUE(edit.problem().contains(text("is empty")));
  edit.setValue(TextSource::text, writeFile(folder, "good.txt", "words").toStdString());
  EXPECT_TRUE(edit.problem().isEmpty());
}

TEST(TextSource, BrowsingAndDroppingTakeTheFile) {
  const QTemporaryDir folder;
  const QString words = writeFile(folder, "words.txt", "words");
  const QString ids = writeFile(folder, "ids.json", "{\"ids\":[1]}");
  TextSourceEdit edit(text("Bundled"), std::make_shared<FixedAnswer>(words));
  const QSignalSpy changes(&edit, &TextSourceEdit::changed);
  byName<QComboBox>(edit, "Text source")->setCurrentIndex(1);
  byName<QToolButton>(edit, "Browse for the file")->click();
  EXPECT_EQ(changes.count(), 2);
  EXPECT_EQ(edit.file(), words.toStdString());

  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(ids)});
  EXPECT_TRUE(drop(edit, data));
  EXPECT_EQ(edit.source(), TextSource::tokens);
  EXPECT_EQ(edit.file(), ids.toStdString());
  EXPECT_EQ(changes.count(), 3);

  QMimeData picture;
  picture.setUrls({QUrl::fromLocalFile(writeFile(folder, "picture.png", "x"))});
  EXPECT_FALSE(drop(edit, picture));
  EXPECT_EQ(edit.file(), ids.toStdString());
}

}  // namespace
}  // namespace calm::ui
