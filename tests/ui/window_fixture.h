#pragma once

#include <gtest/gtest.h>

#include <QAction>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <memory>

#include "support/model_factory.h"
#include "ui/main_window.h"
#include "ui/models/heatmap_model.h"
#include "ui/strings.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/sensitivity_page.h"
#include "ui/workspace.h"

namespace calm::test {

/// Answers every question as it was told to, and counts them.
struct ScriptedPrompt : ui::Prompt {
  bool answer = true;
  int asked = 0;
  bool confirm(QWidget*, const QString&, const QString&, const QString&) override {
    ++asked;
    return answer;
  }
};

struct ScriptedFiles : ui::FilePrompt {
  QString path;
  int asked = 0;
  void ask(QWidget*, Kind, const QString&, const QString&, const QString&,
           std::function<void(const QString&)> accepted) override {
    ++asked;
    if (!path.isEmpty()) accepted(path);
  }
};

/// A workspace with a small seeded model on disk and a token file to calibrate on.
class WorkspaceTest : public ::testing::Test {
 protected:
  WorkspaceTest() : workspace(nullptr, &prompt) {
    // Threads that wait for each other cost more than these small models, above all on a busy machine.
    workspace.setExecution(QStringLiteral("auto"), 1);
  }

  QString makeModel(int layers, int64_t hidden = 64) {
    RandomModelSpec spec;
    spec.layers = layers;
    spec.hidden = hidden;
    spec.intermediate = hidden * 2;
    spec.head_dim = hidden / spec.heads;
    spec.tokenizer = true;
    const QString path = folder.filePath(QStringLiteral("model-%1").arg(layers));
    write_random_hf_model(ui::toPath(path), spec);
    return path;
  }

  AnalysisOptions tokenOptions(int sequences = 8, int length = 32) {
    const QString path = folder.filePath(QStringLiteral("tokens.json"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    QTextStream out(&file);
    out << "{\"ids\":[";
    for (int s = 0; s < sequences; ++s) {
      out << (s ? ",[" : "[");
      for (int t = 0; t < length; ++t) out << (t ? "," : "") << (s * 37 + t * 11 + t * t) % 256;
      out << "]";
    }
    out << "]}";
    AnalysisOptions options;
    options.calibration.source = TextSource::tokens;
    options.calibration.file = ui::toPath(path);
    options.calibration.sequences = sequences;
    options.calibration.length = length;
    return options;
  }

  static bool waitFor(const std::function<bool()>& predicate, int milliseconds = 60000) {
    return QTest::qWaitFor(predicate, milliseconds);
  }
  bool idle() {
    return waitFor([this] { return !workspace.jobs()->busy(); });
  }

  /// Opens a model and waits until it is there.
  void open(const QString& path) {
    workspace.openModel(path);
    ASSERT_TRUE(waitFor([this] { return workspace.hasModel() && !workspace.jobs()->busy(); })) << "model did not open";
  }
  void analyse() {
    workspace.analyse();
    ASSERT_TRUE(waitFor([this] { return !workspace.searching(); })) << "analysis did not end";
    ASSERT_TRUE(idle());
  }
  int staleCount() const {
    int count = 0;
    for (const PlanLayer& layer : workspace.plan().layers) count += layer.stale ? 1 : 0;
    return count;
  }

  QTemporaryDir folder;
  ScriptedPrompt prompt;
  ui::Workspace workspace;
};

/// The whole window over such a workspace; what it asks for files is scripted.
class WindowTest : public WorkspaceTest {
 protected:
  WindowTest()
      : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
        window(&workspace, {startingWith("calm"), files}) {
    window.show();
  }
  /// Small models are for the quick methods; what a user starts with has tests of its own.
  QSettings* startingWith(const char* start) {
    settings.setValue(QStringLiteral("start"), QString::fromLatin1(start));
    return &settings;
  }
  ui::HeatmapView* heatmap() { return window.sensitivityPage()->heatmap(); }
  ui::HeatmapModel* cells() { return heatmap()->heatmapModel(); }
  QAction* action(const QString& text) {
    for (QAction* action : window.findChildren<QAction*>()) {
      if (QString(action->text()).remove(u'&') == text) return action;
    }
    return nullptr;
  }

  std::shared_ptr<ScriptedFiles> files = std::make_shared<ScriptedFiles>();
  QSettings settings;
  ui::MainWindow window;
};

}  // namespace calm::test
