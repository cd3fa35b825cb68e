#include <gtest/gtest.h>

#include <QApplication>
#include <QByteArray>
#include <QStandardPaths>
#include <QString>
#include <cstdio>
#include <cstring>

namespace {

// GoogleTest knows nothing of Qt's own failures: a broken item model or a critical message must fail the test.
void on_message(QtMsgType type, const QMessageLogContext& context, const QString& message) {
  const bool model_failure = context.category != nullptr && std::strcmp(context.category, "qt.modeltest") == 0 &&
                             message.startsWith(QLatin1String("FAIL!"));
  if (model_failure || type == QtCriticalMsg || type == QtFatalMsg) {
    ADD_FAILURE() << message.toStdString();
  } else {
    std::fprintf(stderr, "%s\n", qPrintable(message));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  ::testing::InitGoogleTest(&argc, argv);
  QStandardPaths::setTestModeEnabled(true);  // settings and recent files never touch the user's
  const QApplication app(argc, argv);        // one for the process
  qInstallMessageHandler(on_message);
  return RUN_ALL_TESTS();
}
