#include <gtest/gtest.h>

#include <QApplication>
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>
#include <QTemporaryDir>
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

// Sessions, settings and sockets go to folders of this process: a test never touches the user's.
void useFoldersOf(const QTemporaryDir& folder) {
  for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"}) {
    const QString path = folder.filePath(QString::fromLatin1(name));
    QDir().mkpath(path);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv(name, QFile::encodeName(path));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  ::testing::InitGoogleTest(&argc, argv);
  const QTemporaryDir folder;
  useFoldersOf(folder);
  const QApplication app(argc, argv);  // one for the process
  qInstallMessageHandler(on_message);
  return RUN_ALL_TESTS();
}
