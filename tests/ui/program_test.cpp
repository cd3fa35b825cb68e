// calm-workbench as a program: without a display, and killed in the middle of its work.
#include <QProcess>
#include <QPushButton>

#include "support/widget_checks.h"
#include "ui/panels/message_bar.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

struct Ended {
  int status;
  QString out, error;
};

Ended run(const QStringList& arguments) {
  QProcess program;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(QLatin1String(name));
  environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
  program.setProcessEnvironment(environment);
  program.start(QStringLiteral(CALM_WORKBENCH_PROGRAM), arguments);
  EXPECT_TRUE(program.waitForFinished(30000));
  EXPECT_EQ(program.exitStatus(), QProcess::NormalExit);
  return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
          QString::fromUtf8(program.readAllStandardError())};
}

TEST(WithoutADisplay, HelpAndVersionAreThere) {
  const Ended help = run({QStringLiteral("--help")});
  EXPECT_EQ(help.status, 0);
  EXPECT_TRUE(help.out.contains(QStringLiteral("--session"))) << help.out.toStdString() << help.error.toStdString();
  const Ended version = run({QStringLiteral("--version")});
  EXPECT_EQ(version.status, 0);
  EXPECT_TRUE(version.out.startsWith(QStringLiteral("calm-workbench "))) << version.out.toStdString();
}

TEST(WithoutADisplay, TheWindowSaysWhatToDo) {
  const Ended ended = run({});
  EXPECT_EQ(ended.status, 1);
  EXPECT_TRUE(ended.error.contains(QStringLiteral("xvfb-run"))) << ended.error.toStdString();
}

/// The built program, killed in the middle of its work.
class Recovery : public WorkspaceTest {
 protected:
  static QString program() { return text(CALM_WORKBENCH_PROGRAM); }
  QString configFile() const { return folder.filePath(text("config/calm-workbench/calm-workbench.conf")); }
  QProcessEnvironment environment() const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(text("XDG_CONFIG_HOME"), folder.filePath(text("config")));
    environment.insert(text("XDG_DATA_HOME"), folder.filePath(text("data")));
    environment.insert(text("QT_QPA_PLATFORM"), text("offscreen"));
    return environment;
  }
  /// Waits until the running window has written down what it works on.
  bool waitForMarker() {
    return waitFor([this] {
      QFile file(configFile());
      return file.open(QIODevice::ReadOnly) && file.readAll().contains("open=");
    });
  }
};

TEST_F(Recovery, TheReportIsWrittenWithoutADisplay) {
  const QString session = folder.filePath(text("session")), pdf = folder.filePath(text("report.pdf"));
  open(makeModel(3));
  workspace.setOverride(1, "awq");
  workspace.saveSessionAs(session);
  ASSERT_TRUE(waitFor([this] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  QProcess run;
  QProcessEnvironment bare = environment();
  for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}) bare.remove(text(name));
  run.setProcessEnvironment(bare);
  run.start(program(), {text("--session"), session, text("--report"), pdf});
  ASSERT_TRUE(run.waitForFinished(60000));
  EXPECT_EQ(run.exitCode(), 0) << run.readAllStandardError().toStdString();
  QFile file(pdf);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_EQ(file.read(5), "%PDF-");
  run.start(program(), {text("--session"), folder.filePath(text("nothing")), text("--report"), pdf});
  ASSERT_TRUE(run.waitForFinished(60000));
  EXPECT_EQ(run.exitCode(), 1);
  EXPECT_TRUE(run.readAllStandardError().contains("nothing"));
  run.start(program(), {text("--report"), pdf});
  ASSERT_TRUE(run.waitForFinished(60000));
  EXPECT_EQ(run.exitCode(), 1);
  EXPECT_TRUE(run.readAllStandardError().contains("--session"));
}

TEST_F(Recovery, AKilledWindowIsOfferedAgainAndAClosedOneIsNot) {
  const QString model = makeModel(3), session = folder.filePath(text("session"));
  open(model);
  workspace.setOverride(1, "awq");
  workspace.saveSessionAs(session);
  ASSERT_TRUE(waitFor([this] { return !workspace.dirty() && !workspace.jobs()->busy(); }));
  workspace.releaseSession();

  QProcess killed;
  killed.setProcessEnvironment(environment());
  killed.start(program(), {text("--session"), session});
  ASSERT_TRUE(killed.waitForStarted());
  ASSERT_TRUE(waitForMarker()) << killed.readAllStandardError().toStdString();
  {
    // While it runs, another window leaves it alone.
    QSettings settings(configFile(), QSettings::IniFormat);
    Workspace other(nullptr, &prompt);
    const MainWindow beside(&other, {&settings, std::make_shared<ScriptedFiles>()});
    EXPECT_EQ(beside.messageBar()->pendingCount(), 0);
  }
  killed.kill();
  ASSERT_TRUE(killed.waitForFinished());
  EXPECT_EQ(killed.exitStatus(), QProcess::CrashExit);

  QSettings settings(configFile(), QSettings::IniFormat);
  Workspace next(nullptr, &prompt);
  MainWindow window(&next, {&settings, std::make_shared<ScriptedFiles>()});
  window.show();
  EXPECT_TRUE(window.messageBar()->text().contains(text("not closed properly")))
      << window.messageBar()->text().toStdString();
  auto* restore = byName<QPushButton>(*window.messageBar(), "Restore");
  ASSERT_NE(restore, nullptr);
  restore->click();
  ASSERT_TRUE(waitFor([&] { return next.hasModel(); }));
  EXPECT_EQ(pathToQString(next.sessionFolder()), session);
  EXPECT_EQ(next.selection().overrides.at(1), "awq");
  window.close();
  ASSERT_TRUE(waitFor([&] { return !window.isVisible(); }));

  Workspace last(nullptr, &prompt);
  const MainWindow calmWindow(&last, {&settings, std::make_shared<ScriptedFiles>()});
  EXPECT_EQ(calmWindow.messageBar()->pendingCount(), 0) << "it was closed as it should";
}

}  // namespace
}  // namespace calm::test
