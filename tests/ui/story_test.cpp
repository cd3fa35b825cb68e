// What follows the analysis, driven through the window: benchmark, export, reopen, and what can go wrong.
#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>
#include <cstring>
#include <limits>

#include "calm/model.h"
#include "calm/session.h"
#include "support/widget_checks.h"
#include "ui/colormap.h"
#include "ui/panels/answer_pane.h"
#include "ui/panels/benchmark_model.h"
#include "ui/panels/benchmark_page.h"
#include "ui/panels/export_dialog.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/report_dialog.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/panels/try_it_page.h"
#include "ui/views/matrix_view.h"
#include "ui/views/similarity_page.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Story : public WindowTest {
 protected:
  void analyseSmallModel(int layers = 3) {
    open(makeModel(layers));
    workspace.setAnalysisOptions(tokenOptions());
    analyse();
    ASSERT_TRUE(workspace.plan().complete());
  }

  void expectError(const char* part) {
    EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
    const QString shown = window.messageBar()->text() + u' ' + window.messageBar()->details();
    EXPECT_TRUE(shown.contains(QString::fromLatin1(part))) << shown.toStdString();
    EXPECT_TRUE(window.isVisible());
  }

  /// The window still does its work after an error.
  void expectLivesOn() {
    window.messageBar()->clear();
    analyseSmallModel(2);
    EXPECT_EQ(workspace.layers(), 2);
    EXPECT_EQ(staleCount(), 0);
  }

  void overwrite(const QString& path, qint64 from, const QByteArray& bytes) {
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    ASSERT_TRUE(file.seek(from));
    ASSERT_EQ(file.write(bytes), bytes.size());
  }

  QString writeText(const QByteArray& bytes) {
    const QString path = folder.filePath(QStringLiteral("text.txt"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    return path;
  }

  void looksAtSimilarity() {
    window.showPage(QStringLiteral("similarity"));
    SimilarityPage& page = *window.similarityPage();
    auto* compute = byName<QToolButton>(page, "Compute similarity");
    ASSERT_TRUE(compute->isEnabled());
    compute->click();
    ASSERT_TRUE(idle());
    auto* matrix = page.findChild<MatrixView*>();
    ASSERT_NE(matrix, nullptr);
    ASSERT_TRUE(matrix->isVisible());
    // The embedding and three layers; a layer is like itself, which is the upper end of the colours.
    const QImage image = matrix->grab().toImage();
    EXPECT_EQ(image.pixelColor(matrix->cellRect(2, 2).center().toPoint()).rgb(),
              mapColor(ColorMap::viridis, 1.0).rgb());
    EXPECT_FALSE(page.reading().isEmpty());
  }

  void triesBothVariants() {
    window.showPage(QStringLiteral("tryit"));
    TryItPage& page = *window.tryItPage();
    byName<QSpinBox>(page, "Max tokens")->setValue(8);
    auto* start = byName<QPushButton>(page, "Generate with both variants");
    ASSERT_TRUE(waitFor([&] { return start->isVisible() && start->isEnabled(); }));
    start->click();
    ASSERT_TRUE(waitFor([&] { return !page.running() && !workspace.jobs()->busy(); }));
    for (const int side : {0, 1}) {
      EXPECT_FALSE(page.pane(side)->view()->toPlainText().isEmpty()) << side;
      EXPECT_TRUE(page.pane(side)->status().contains(QStringLiteral("tok/s"))) << side;
    }
    EXPECT_FALSE(page.verdict().isEmpty());
  }

  void readsTheReport() {
    action(QStringLiteral("Plots and tables of the report…"))->trigger();
    auto* dialog = window.findChild<ReportDialog*>();
    ASSERT_NE(dialog, nullptr);
    auto* list = byName<QListWidget>(*dialog, "Plots and tables");
    ASSERT_TRUE(waitFor([&] { return list->count() > 0; }));
    const QList<QListWidgetItem*> plan = list->findItems(QStringLiteral("Plan"), Qt::MatchExactly);
    ASSERT_EQ(plan.size(), 1);
    list->setCurrentItem(plan.first());
    auto* table = dialog->findChild<QTableWidget*>();
    ASSERT_EQ(table->rowCount(), 3);
    for (int layer = 0; layer < 3; ++layer) {
      EXPECT_EQ(table->item(layer, 2)->text(), toQString(workspace.plan().layers[static_cast<size_t>(layer)].method));
    }
    dialog->close();
  }

  /// Export with the given target; waits until the dialog let it start and the job ended.
  ExportDialog* openExport(const QString& target) {
    action(QStringLiteral("Export…"))->trigger();
    auto* dialog = window.findChild<ExportDialog*>();
    EXPECT_NE(dialog, nullptr);
    if (dialog != nullptr) byName<QLineEdit>(*dialog, "Target")->setText(target);
    return dialog;
  }
};

TEST_F(Story, BenchmarksExportsAndComesBack) {
  analyseSmallModel();
  looksAtSimilarity();
  triesBothVariants();
  readsTheReport();
  // Benchmark: original, hybrid and one uniform, few tokens of the bundled text.
  BenchmarkPage& page = *window.benchmarkPage();
  window.showPage(QStringLiteral("benchmark"));
  auto* variants = byName<QListWidget>(page, "Variants");
  ASSERT_EQ(variants->count(), 5);
  EXPECT_EQ(variants->item(0)->checkState(), Qt::Checked);
  EXPECT_EQ(variants->item(1)->checkState(), Qt::Checked) << "the hybrid is there once the plan is complete";
  variants->item(2)->setCheckState(Qt::Checked);
  for (const auto& [name, value] : {std::pair{"Window", 64}, {"At most", 2}, {"Prompt", 32}, {"Generate", 8}}) {
    byName<QSpinBox>(page, name)->setValue(value);
  }
  byName<QPushButton>(page, "Run benchmark")->click();
  EXPECT_EQ(workspace.jobs()->current().kind, JobKind::benchmark);
  ASSERT_TRUE(idle());
  auto* table = byName<QTableView>(page, "Benchmark results");
  const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
  ASSERT_EQ(table->model()->rowCount(), 3);
  EXPECT_EQ(cell(0, BenchmarkModel::Variant).toStdString(), "Original");
  for (int row = 0; row < 3; ++row) {
    EXPECT_GT(QLocale().toDouble(cell(row, BenchmarkModel::Perplexity)), 1) << row;
    EXPECT_GT(QLocale().toDouble(cell(row, BenchmarkModel::Prefill)), 0) << row;
    EXPECT_GT(QLocale().toDouble(cell(row, BenchmarkModel::Decode)), 0) << row;
    EXPECT_FALSE(cell(row, BenchmarkModel::Memory).isEmpty()) << row;
    EXPECT_EQ(cell(row, BenchmarkModel::Delta).isEmpty(), row == 0) << row;
    EXPECT_EQ(cell(row, BenchmarkModel::Note).toStdString(), "") << "measured with the plan as it stands";
  }
  const QString perplexity = cell(1, BenchmarkModel::Perplexity);

  // Another plan: the hybrid's row is of an earlier one, and no longer current.
  const std::string chosen = workspace.plan().layers[0].method;
  workspace.setOverride(0, chosen == "awq" ? "gptq" : "awq");
  EXPECT_NE(cell(1, BenchmarkModel::Note).toStdString(), "");
  workspace.undoStack()->undo();
  EXPECT_EQ(cell(1, BenchmarkModel::Note).toStdString(), "");

  // Export, through the dialog.
  const QString target = folder.filePath(QStringLiteral("exported"));
  ExportDialog* dialog = openExport(target);
  auto* start = byName<QPushButton>(*dialog, "Export");
  ASSERT_TRUE(waitFor([&] { return start->isEnabled(); })) << "the check did not let the export start";
  start->click();
  ASSERT_TRUE(waitFor([&] { return byName<QPushButton>(*dialog, "Show in folder")->isVisible(); }));
  ASSERT_TRUE(idle());
  byName<QPushButton>(*dialog, "Reload and verify")->click();
  auto* verdict = byName<QLabel>(*dialog, "Verdict of the verification");
  ASSERT_TRUE(waitFor([&] { return !verdict->text().isEmpty() && !workspace.jobs()->busy(); }));
  EXPECT_EQ(verdict->text(), QStringLiteral("Read back: the export is the plan."))
      << byName<QLabel>(*dialog, "What was compared")->text().toStdString();
  EXPECT_TRUE(byName<QLabel>(*dialog, "What was compared")->text().contains(QStringLiteral("of 21 linears")));
  dialog->close();
  const std::shared_ptr<Model> exported = Model::open(toPath(target));
  EXPECT_TRUE(exported->info().quantized);
  EXPECT_EQ(exported->info().layers, 3);
  EXPECT_TRUE(QFileInfo::exists(target + QStringLiteral("/calm_recipe.json")));

  // Reopen: the results are in the session.
  workspace.saveSession();
  ASSERT_TRUE(waitFor([&] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  EXPECT_FALSE(window.isWindowModified());
  const QString session = pathToQString(workspace.sessionFolder());
  open(makeModel(2));
  EXPECT_EQ(table->model()->rowCount(), 0);
  workspace.openSession(session);
  ASSERT_TRUE(waitFor([&] { return workspace.layers() == 3; }));
  ASSERT_TRUE(idle());
  ASSERT_EQ(table->model()->rowCount(), 3);
  EXPECT_EQ(cell(1, BenchmarkModel::Perplexity), perplexity);
  EXPECT_EQ(cell(1, BenchmarkModel::Note).toStdString(), "");
}

TEST_F(Story, GgufSaysWhatItNeedsAndIsReadBack) {
  analyseSmallModel(2);
  const QString target = folder.filePath(QStringLiteral("gguf"));
  ExportDialog* dialog = openExport(target);
  byName<QComboBox>(*dialog, "Format")->setCurrentIndex(1);
  auto* errors = byName<QLabel>(*dialog, "What prevents the export");
  ASSERT_TRUE(waitFor([&] { return !errors->text().isEmpty() && !workspace.jobs()->busy(); }));
  EXPECT_TRUE(errors->text().contains(QStringLiteral("\"Scales exact in float16\" in Set-up")))
      << errors->text().toStdString();
  dialog->close();
  ASSERT_TRUE(waitFor([&] { return window.findChild<ExportDialog*>() == nullptr; }));

  AnalysisOptions options = workspace.analysis();
  options.scheme.float16_scales = true;
  workspace.setAnalysisOptions(options);
  analyse();
  dialog = openExport(target);
  byName<QComboBox>(*dialog, "Format")->setCurrentIndex(1);
  auto* start = byName<QPushButton>(*dialog, "Export");
  ASSERT_TRUE(waitFor([&] { return start->isEnabled(); })) << "the check did not let the export start";
  start->click();
  auto* verify = byName<QPushButton>(*dialog, "Reload and verify");
  ASSERT_TRUE(waitFor([&] { return verify->isVisible() && !workspace.jobs()->busy(); }));
  verify->click();
  auto* verdict = byName<QLabel>(*dialog, "Verdict of the verification");
  ASSERT_TRUE(waitFor([&] { return !verdict->text().isEmpty() && !workspace.jobs()->busy(); }));
  EXPECT_EQ(verdict->text(), QStringLiteral("Read back: the export is the plan."))
      << byName<QLabel>(*dialog, "What was compared")->text().toStdString();
  EXPECT_NE(byName<QToolButton>(*dialog, "Copy the command for llama.cpp"), nullptr);
}

TEST_F(Story, AnExportedModelOpensAndIsNotAnalysedAgain) {
  analyseSmallModel(2);
  const QString target = folder.filePath(QStringLiteral("exported"));
  ExportDialog* dialog = openExport(target);
  auto* start = byName<QPushButton>(*dialog, "Export");
  ASSERT_TRUE(waitFor([&] { return start->isEnabled(); }));
  start->click();
  ASSERT_TRUE(waitFor([&] { return QFileInfo::exists(target) && !workspace.jobs()->busy(); }));
  dialog->close();
  open(target);
  EXPECT_TRUE(workspace.model()->info().quantized);
  EXPECT_FALSE(action(QStringLiteral("Analyse"))->isEnabled());
  EXPECT_FALSE(window.setupPanel()->problem().isEmpty());
}

TEST_F(Story, WhatManyLayersHaveToSayIsSaidOnce) {
  open(makeModel(5));  // grouped-query attention: AWQ cannot fold v into o
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  workspace.setOverrides({0, 1, 2, 4}, "awq");
  workspace.setOverride(3, "gptq");
  ExportDialog* dialog = openExport(folder.filePath(QStringLiteral("exported")));
  auto* start = byName<QPushButton>(*dialog, "Export");
  ASSERT_TRUE(waitFor([&] { return start->isEnabled(); }));
  start->click();
  ASSERT_TRUE(waitFor([&] { return byName<QPushButton>(*dialog, "Show in folder")->isVisible(); }));
  const QString result = byName<QLabel>(*dialog, "Result")->text();
  EXPECT_EQ(result.count(QStringLiteral("v → o not folded")), 1) << result.toStdString();
  EXPECT_TRUE(result.contains(QStringLiteral("Layers 0-2, 4: v → o"))) << result.toStdString();
}

TEST_F(Story, AnUnwritableTargetIsRefusedAndTheWindowLivesOn) {
  analyseSmallModel(2);
  const QString file = writeText("not a folder");
  ExportDialog* dialog = openExport(file + QStringLiteral("/exported"));
  auto* errors = byName<QLabel>(*dialog, "What prevents the export");
  ASSERT_TRUE(waitFor([&] { return !errors->text().isEmpty() && !workspace.jobs()->busy(); }));
  EXPECT_FALSE(byName<QPushButton>(*dialog, "Export")->isEnabled());
  EXPECT_TRUE(errors->text().contains(QStringLiteral("text.txt"))) << errors->text().toStdString();
  dialog->close();
  expectLivesOn();
}

TEST_F(Story, OutliersAreRefusedBeforeAnythingIsWritten) {
  analyseSmallModel(2);
  workspace.setOverride(1, "spqr:bits=3");
  const QString target = folder.filePath(QStringLiteral("exported"));
  ExportDialog* dialog = openExport(target);
  auto* errors = byName<QLabel>(*dialog, "What prevents the export");
  ASSERT_TRUE(waitFor([&] { return errors->text().contains(QStringLiteral("Layer 1 (spqr:bits=3) cannot be")); }))
      << errors->text().toStdString();
  EXPECT_FALSE(byName<QPushButton>(*dialog, "Export")->isEnabled());
  EXPECT_FALSE(QFileInfo::exists(target));
  dialog->close();
}

TEST_F(Story, NanWeightsAreNamed) {
  const QString model = makeModel(3);
  const QString file = model + QStringLiteral("/model.safetensors");
  QFile weights(file);
  ASSERT_TRUE(weights.open(QIODevice::ReadOnly));
  const QByteArray all = weights.readAll();
  weights.close();
  quint64 header = 0;
  std::memcpy(&header, all.constData(), sizeof header);
  const QByteArray name = "\"model.layers.1.mlp.down_proj.weight\"";
  const auto at = all.indexOf("\"data_offsets\":[", all.indexOf(name));
  ASSERT_GT(at, 0);
  const auto digits = at + qstrlen("\"data_offsets\":[");
  const qint64 begin = all.mid(digits, all.indexOf(',', digits) - digits).toLongLong();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  overwrite(file, static_cast<qint64>(8 + header) + begin + 40,
            QByteArray(reinterpret_cast<const char*>(&nan), sizeof nan));
  workspace.setAnalysisOptions(tokenOptions());
  workspace.openModel(model);
  ASSERT_TRUE(idle());
  if (workspace.hasModel()) analyse();
  expectError("layers.1.mlp.down_proj");
  expectLivesOn();
}

TEST_F(Story, ATruncatedFileIsNamed) {
  const QString model = makeModel(3);
  const QString file = model + QStringLiteral("/model.safetensors");
  ASSERT_TRUE(QFile::resize(file, QFileInfo(file).size() / 2));
  workspace.openModel(model);
  ASSERT_TRUE(idle());
  expectError("model.safetensors");
  EXPECT_FALSE(workspace.hasModel());
  expectLivesOn();
}

TEST_F(Story, AMissingShardIsNamed) {
  RandomModelSpec spec;
  spec.shards = 2;
  spec.tokenizer = true;
  const QString model = folder.filePath(QStringLiteral("sharded"));
  write_random_hf_model(toPath(model), spec);
  const QString shard = QStringLiteral("model-00002-of-00002.safetensors");
  ASSERT_TRUE(QFile::remove(model + u'/' + shard));
  workspace.openModel(model);
  ASSERT_TRUE(idle());
  expectError("model-00002-of-00002.safetensors");
  expectLivesOn();
}

TEST_F(Story, ATooShortTextIsNamed) {
  open(makeModel(2));
  AnalysisOptions options;
  options.calibration.source = TextSource::text;
  options.calibration.file = toPath(writeText("Only a few words."));
  options.calibration.sequences = 8;
  options.calibration.length = 64;
  workspace.setAnalysisOptions(options);
  analyse();
  expectError("text.txt");
  EXPECT_FALSE(workspace.hasScores());
  expectLivesOn();
}

TEST_F(Story, AnEmptyPoolIsAWarning) {
  open(makeModel(2));
  workspace.setPool({});
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Warning);
  EXPECT_FALSE(workspace.selection().pool.empty());
  expectLivesOn();
}

TEST_F(Story, TheStatusLineSaysWhatACellHolds) {
  analyseSmallModel(3);
  heatmap()->setCurrentIndex(cells()->index(0, 1));
  auto* line = byName<QLabel>(window, "Current work");
  ASSERT_NE(line, nullptr);
  EXPECT_TRUE(line->text().contains(QStringLiteral("Layer 1"))) << line->text().toStdString();
  window.showPage(QStringLiteral("plan"));
  EXPECT_FALSE(line->text().contains(QStringLiteral("Layer 1"))) << line->text().toStdString();
}

TEST_F(Story, TheSetUpSaysThatItsEstimateWaits) {
  open(makeModel(24, 128));
  workspace.setAnalysisOptions(tokenOptions(16, 128));
  auto* estimate = byName<QLabel>(*window.setupPanel(), "Estimate");
  workspace.analyse();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  ASSERT_TRUE(workspace.searching());
  EXPECT_FALSE(estimate->text().contains(QStringLiteral("Estimating"))) << estimate->text().toStdString();
  workspace.cancel();
  ASSERT_TRUE(waitFor([&] { return estimate->text().contains(QStringLiteral("Time")) && !workspace.jobs()->busy(); }));
}

}  // namespace
}  // namespace calm::test
