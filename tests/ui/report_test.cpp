// File > Save report: the page that `calm report` writes, and what the window says about it.
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>
#include <QUrl>

#include "calm/export.h"
#include "calm/session.h"
#include "support/widget_checks.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/model_file_name.h"
#include "ui/panels/report_dialog.h"
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

TEST_F(Report, IsAPdfByItsName) {
  analyseSmallModel();
  files->path = folder.filePath(QStringLiteral("out.pdf"));
  action(QStringLiteral("Save report as PDF…"))->trigger();
  ASSERT_TRUE(waitFor([&] { return QFileInfo::exists(files->path) && !workspace.jobs()->busy(); }));
  const QByteArray pdf = read(files->path);
  EXPECT_EQ(pdf.left(5), "%PDF-");
  EXPECT_GT(pdf.size(), 8000);
  EXPECT_GE(pdf.count("/Type /Page\n"), 1);
  EXPECT_TRUE(window.messageBar()->text().contains(files->path));
}

TEST_F(Report, EveryPlotAndTableGoesToAFolder) {
  analyseSmallModel();
  files->path = folder.filePath(QStringLiteral("figures"));
  action(QStringLiteral("Save every plot and table…"))->trigger();
  ASSERT_TRUE(idle());
  const QDir figures(files->path);
  for (const char* name : {"heatmap.svg", "heatmap.png", "curves.svg", "curves.png", "plans.svg", "plan.csv",
                           "plan.json", "scores.csv", "setup.json"}) {
    EXPECT_TRUE(figures.exists(text(name))) << name;
  }
  const QImage heatmap(figures.filePath(QStringLiteral("heatmap.png")));
  ASSERT_FALSE(heatmap.isNull());
  EXPECT_EQ(heatmap.pixelColor(0, 0), QColor(Qt::white));
  const QList<QByteArray> lines = read(figures.filePath(QStringLiteral("plan.csv"))).trimmed().split('\n');
  ASSERT_EQ(lines.size(), 4);
  EXPECT_TRUE(lines[1].startsWith("0,"));
  EXPECT_TRUE(lines[1].contains(workspace.plan().layers[0].method.c_str()));
}

TEST_F(Report, ItsPlotsAndTablesCanBeLookedAtCopiedAndSaved) {
  analyseSmallModel();
  action(QStringLiteral("Plots and tables of the report…"))->trigger();
  auto* dialog = window.findChild<ReportDialog*>();
  ASSERT_NE(dialog, nullptr);
  auto* list = byName<QListWidget>(*dialog, "Plots and tables");
  ASSERT_TRUE(waitFor([&] { return list->count() > 0; }));
  EXPECT_EQ(list->currentItem()->text(), QStringLiteral("Methods by layers"));
  byName<QPushButton>(*dialog, "Copy")->click();
  const QMimeData* picture = QGuiApplication::clipboard()->mimeData();
  EXPECT_TRUE(picture->hasImage());
  EXPECT_TRUE(picture->data(QStringLiteral("image/svg+xml")).contains("Scores of every method"));
  const QList<QListWidgetItem*> plan = list->findItems(QStringLiteral("Plan"), Qt::MatchExactly);
  ASSERT_EQ(plan.size(), 1);
  list->setCurrentItem(plan.first());
  auto* table = dialog->findChild<QTableWidget*>();
  ASSERT_EQ(table->rowCount(), 3);
  EXPECT_EQ(table->item(2, 0)->text(), QStringLiteral("2"));
  EXPECT_EQ(table->item(0, 2)->text(), toQString(workspace.plan().layers[0].method));
  byName<QPushButton>(*dialog, "Copy")->click();
  EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("layer\ttitle\tmethod\t")));
  files->path = folder.filePath(QStringLiteral("plan.json"));
  byName<QPushButton>(*dialog, "Save")->click();
  EXPECT_TRUE(read(files->path).contains("\"decided_by\""));
  EXPECT_TRUE(window.messageBar()->text().contains(files->path));
  files->path = folder.filePath(QStringLiteral("model-3/config.json/plan.json"));
  byName<QPushButton>(*dialog, "Save")->click();
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  expectAccessible(*dialog);
  expectRenders(*dialog, {1100, 640}, QStringLiteral("report-contents"));
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
