// calm-workbench as a program on a machine without a display.
#include <gtest/gtest.h>

#include <QProcess>

namespace calm::test {
namespace {

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

}  // namespace
}  // namespace calm::test
