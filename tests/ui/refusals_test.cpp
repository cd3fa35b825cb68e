// Files that cannot be used: each is one message that says what is wrong, in the bar itself, and the window lives on.
#include <QDir>
#include <QLabel>

#include "support/widget_checks.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_setup_panel.h"
#include "ui/window_fixture.h"

namespace calm::test {
namespace {

using namespace calm::ui;

class Refusals : public WindowTest {
 protected:
  void write(const QString& path, const QByteArray& bytes) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << path.toStdString();
    file.write(bytes);
  }

  /// One error whose visible line holds `part`; the model that was open stays.
  void expectRefused(const QString& path, const char* part) {
    open(makeModel(2));
    window.messageBar()->clear();
    workspace.openPath(path);
    ASSERT_TRUE(idle());
    EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
    EXPECT_EQ(window.messageBar()->pendingCount(), 1);
    const QString shown = window.messageBar()->accessibleDescription();
    EXPECT_TRUE(shown.contains(QFileInfo(path).fileName())) << shown.toStdString();
    EXPECT_TRUE(shown.contains(QString::fromLatin1(part))) << shown.toStdString();
    EXPECT_TRUE(window.isVisible());
    EXPECT_EQ(workspace.layers(), 2);
    workspace.setAnalysisOptions(tokenOptions());
    analyse();
    EXPECT_TRUE(workspace.plan().complete()) << "the window lives on";
  }
};

TEST_F(Refusals, AFolderWithoutAConfig) {
  write(folder.filePath(QStringLiteral("holiday/notes.txt")), "nothing to see");
  expectRefused(folder.filePath(QStringLiteral("holiday")), "config.json");
}

TEST_F(Refusals, AnArchitectureThatIsNotSupported) {
  const QString model = folder.filePath(QStringLiteral("mamba"));
  write(model + QStringLiteral("/config.json"),
        R"({"architectures":["MambaForCausalLM"],"model_type":"mamba","hidden_size":64,"num_hidden_layers":2})");
  expectRefused(model, "MambaForCausalLM");
}

TEST_F(Refusals, ATruncatedCheckpoint) {
  const QString model = makeModel(3);
  const QString file = model + QStringLiteral("/model.safetensors");
  ASSERT_TRUE(QFile::resize(file, QFileInfo(file).size() / 2));
  expectRefused(model, "model.safetensors");
}

TEST_F(Refusals, ADamagedSession) {
  write(folder.filePath(QStringLiteral("session/session.json")), "{\"format\":");
  expectRefused(folder.filePath(QStringLiteral("session")), "session.json");
}

TEST_F(Refusals, ATextWithoutText) {
  open(makeModel(2));
  AnalysisOptions options;
  options.calibration.source = TextSource::text;
  options.calibration.file = toPath(folder.filePath(QStringLiteral("empty.txt")));
  write(folder.filePath(QStringLiteral("empty.txt")), "");
  workspace.setAnalysisOptions(options);
  EXPECT_TRUE(window.setupPanel()->problem().contains(QStringLiteral("empty.txt")));
  EXPECT_FALSE(action(QStringLiteral("Analyse"))->isEnabled());

  // Blanks are seen only when the text is read.
  options.calibration.file = toPath(folder.filePath(QStringLiteral("blank.txt")));
  write(folder.filePath(QStringLiteral("blank.txt")), "\n \n");
  workspace.setAnalysisOptions(options);
  window.messageBar()->clear();
  analyse();
  EXPECT_EQ(window.messageBar()->severity(), MessageBar::Severity::Error);
  const QString shown = window.messageBar()->accessibleDescription();
  EXPECT_TRUE(shown.contains(QStringLiteral("blank.txt"))) << shown.toStdString();
  workspace.setAnalysisOptions(tokenOptions());
  analyse();
  EXPECT_TRUE(workspace.plan().complete());
}

}  // namespace
}  // namespace calm::test
