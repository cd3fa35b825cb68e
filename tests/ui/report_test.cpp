// File > Save report: the page that `calm report` writes, and what the window says about it.
#include <QDesktopServices>
#include <QFileInfo>
#include <QPushButton>
#include <QUrl>

#include "calm/export.h"
#include "calm/session.h"
#include "support/widget_checks.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_file_name.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

/// Takes the place of the desktop's programs.
class OpenedFiles : public QObject {
  Q_OBJECT

 public:
  OpenedFiles() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
  ~OpenedFiles() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
  QStringList paths;

 public Q_SLOTS:
  void open(const QUrl& url) { paths += url.toLocalFile(); }
};

class Report : public WindowTest {
 protected:
  void analyseSmallModel() {
    open(makeModel(3));
    workspace.setAnalysisOptions(tokenOptions());
    analyse();
  }
  QByteArray read(const QString& path) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
  }
};

TEST_F(Report, IsThePageOfTheCommandLineAndCanBeOpened) {
  QAction* save = action(QStringLiteral("Save report…"));
  ASSERT_NE(save, nullptr);
  EXPECT_FALSE(save->isEnabled()) << "nothing to report";
  analyseSmallModel();
  ASSERT_TRUE(save->isEnabled());
  workspace.setOverride(1, "rtn");  // not saved yet: the report has it all the same
  files->path = folder.filePath(QStringLiteral("out.html"));
  save->trigger();
  ASSERT_TRUE(waitFor([&] { return QFileInfo::exists(files->path) && !workspace.jobs()->busy(); }));

  const QString direct = folder.filePath(QStringLiteral("direct.html"));
  write_report(workspace.sessionFolder(), toPath(direct));
  const QByteArray page = read(files->path);
  EXPECT_EQ(page.left(15).toLower(), "<!doctype html>");
  EXPECT_EQ(page.size(), read(direct).size());
  EXPECT_EQ(load_session(workspace.sessionFolder()).selection.overrides.at(1), "rtn");

  EXPECT_TRUE(window.messageBar()->text().contains(files->path)) << window.messageBar()->text().toStdString();
  OpenedFiles opened;
  byName<QPushButton>(*window.messageBar(), "Open")->click();
  ASSERT_EQ(opened.paths.size(), 1);
  EXPECT_EQ(opened.paths[0], files->path);
  save->trigger();
  ASSERT_TRUE(idle());
  byName<QPushButton>(*window.messageBar(), "Show in folder")->click();
  ASSERT_EQ(opened.paths.size(), 2);
  EXPECT_EQ(opened.paths[1], QFileInfo(files->path).absolutePath());
}

TEST_F(Report, ThatCannotBeWrittenIsOneErrorAndTheWindowLivesOn) {
  analyseSmallModel();
  window.messageBar()->clear();
  files->path = folder.filePath(QStringLiteral("model-3/config.json/report.html"));  // below a file
  action(QStringLiteral("Save report…"))->trigger();
  ASSERT_TRUE(idle());
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  EXPECT_EQ(window.messageBar()->pendingCount(), 1);
  EXPECT_TRUE(window.messageBar()->details().contains(QStringLiteral("report.html")))
      << window.messageBar()->details().toStdString();
  EXPECT_TRUE(window.isVisible());
  EXPECT_TRUE(action(QStringLiteral("Save report…"))->isEnabled());
}

TEST_F(Report, WaitsForARunningJob) {
  open(makeModel(24, 128));
  workspace.setAnalysisOptions(tokenOptions(16, 128));
  workspace.analyse();
  ASSERT_TRUE(waitFor([&] { return workspace.hasScores(); }));
  ASSERT_TRUE(workspace.searching()) << "too fast: make the model larger";
  EXPECT_FALSE(action(QStringLiteral("Save report…"))->isEnabled());
  workspace.cancel();
  ASSERT_TRUE(idle());
  EXPECT_TRUE(action(QStringLiteral("Save report…"))->isEnabled());
}

TEST(ModelFileName, IsWhatPeopleKnowTheModelAs) {
  ModelInfo model;
  model.name = "Smollm2 135M 8k Lc100K Mix1 Ep2";
  model.path = "/models/SmolLM2-135M-Instruct.Q4_1.gguf";
  EXPECT_EQ(modelFileName(model).toStdString(), "SmolLM2-135M-Instruct");
  model.path = "/models/some folder";
  EXPECT_EQ(modelFileName(model).toStdString(), "Smollm2-135M-8k-Lc100K-Mix1-Ep2");
  model.name = "org/Model-F16";
  EXPECT_EQ(modelFileName(model).toStdString(), "org-Model");
}

}  // namespace
}  // namespace calm::test

#include "report_test.moc"
