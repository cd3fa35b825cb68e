#pragma once

#include <QDialog>
#include <QTimer>
#include <filesystem>
#include <memory>

#include "calm/export.h"
#include "calm/model.h"
#include "calm/scheme.h"
#include "ui/panels/file_prompt.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QVBoxLayout;

namespace calm::ui {

class ProgressStrip;

/// What an export is asked; the owner adds model, session, plan and execution.
struct ExportRequestParts {
  QString format;  // "compressed-tensors", "gguf"
  std::filesystem::path out;
  bool force = false;
};

/// Writes the quantized model: chosen, checked, watched, read back, and then how to load it. Shown with open() or
/// show().
class ExportDialog : public QDialog {
  Q_OBJECT

 public:
  explicit ExportDialog(QWidget* parent = nullptr, std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  /// Names the default target, <folder>/<model>-W4A8, and says how what stays 16 bit is stored.
  void setModel(const calm::ModelInfo& model, const calm::Scheme& scheme, const QString& folder);
  /// GGUF is offered only where `reason` is empty.
  void setGgufUnavailable(const QString& reason);
  ExportRequestParts request() const;

 public Q_SLOTS:
  /// The plan is another one now: what was checked is not known any more.
  void checkAgain();
  void setCheck(const calm::ExportCheck& check);
  void setProgress(const calm::Progress& progress);
  void setFinished(const calm::ExportReport& report);
  /// Of the export (after a cancel with an empty message) or of the check.
  void setFailed(const QString& message);
  void setVerified(const calm::ExportVerification& verification);
  /// After a cancel with an empty message.
  void setVerifyFailed(const QString& message);

  void reject() override;  // closing while it runs asks to cancel first

 Q_SIGNALS:
  /// Some time after the last change of format, target or "replace".
  void checkRequested(const calm::ui::ExportRequestParts& request);
  void exportRequested(const calm::ui::ExportRequestParts& request);
  /// Of what the last export wrote.
  void verifyRequested(const calm::ui::ExportRequestParts& request);
  void cancelRequested();
  /// The same export as a line for a terminal.
  void commandRequested(const calm::ui::ExportRequestParts& request);

 private:
  enum class State { Editing, Checking, Ready, Running, Cancelling, Finished, Verifying };
  QWidget* makeSettings();
  QWidget* makeResult();
  void onEdited();
  void browse();
  void start();
  void setState(State state);
  void verify();
  void showParts(const calm::ExportCheck& check);
  void fitResult();
  void showVerdict(const QString& verdict, const QString& details);
  void showCommands(const calm::ExportReport& report);
  void addCommand(const QString& caption, const QString& command, const QString& note);
  QString localProblem() const;

  std::shared_ptr<FilePrompt> prompt_;
  State state_ = State::Editing;
  QString error_;
  calm::ExportCheck check_;
  QString reportPath_;
  QTimer checkTimer_;
  QStackedWidget* stack_;
  QComboBox* format_;
  QLineEdit* target_;
  QToolButton* browse_;
  QCheckBox* replace_;
  QLabel* storage_;
  QLabel* size_;
  QTreeWidget* parts_;
  QLabel* names_;
  QLabel* notes_;
  QLabel* errors_;
  ProgressStrip* strip_;
  QLabel* summary_;
  QListWidget* files_;
  QLabel* verdict_;
  QLabel* compared_;
  QVBoxLayout* commands_;
  QPushButton* export_;
  QToolButton* command_;
  QPushButton* verify_;
  QPushButton* show_;
  QPushButton* close_;
};

}  // namespace calm::ui
