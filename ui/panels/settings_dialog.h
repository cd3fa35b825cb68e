#pragma once

#include <QDialog>
#include <functional>
#include <memory>

#include "ui/panels/file_prompt.h"
#include "ui/preferences.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace calm::ui {

/// The settings, applied as they are changed. Beside the window, never in front of it: work goes on.
class SettingsDialog : public QDialog {
  Q_OBJECT

 public:
  /// A recipe or a ready-made pool: its id is what is kept, its title what is shown.
  struct Start {
    QString id, title, summary;
  };
  struct Choices {
    QStringList devices;  // beside "auto"
    QList<Start> starts;
    /// Empty, or why this is no pool.
    std::function<QString(const QString&)> startProblem;
    uint64_t machineMemory = 0;  // bytes; 0: not known
  };

  SettingsDialog(const Preferences& preferences, Choices choices, QWidget* parent = nullptr,
                 std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  const Preferences& preferences() const { return preferences_; }
  void setPreferences(const Preferences& preferences);

 Q_SIGNALS:
  /// Sound values only: a pool that cannot be read is not passed on.
  void preferencesChanged(const calm::ui::Preferences& preferences);

 private:
  QWidget* makeExecution();
  QWidget* makeLimits();
  QWidget* makeAppearance();
  QWidget* makeNewModels();
  QWidget* makeFiles();
  QLabel* makeNote(const QString& text);
  void read();
  void showValues();
  /// The id of what is chosen, or what was typed.
  QString startText() const;
  void showNotes();

  Choices choices_;
  std::shared_ptr<FilePrompt> prompt_;
  Preferences preferences_;
  bool showing_ = false;
  QComboBox* device_ = nullptr;
  QSpinBox* threads_ = nullptr;
  QDoubleSpinBox* memory_ = nullptr;
  QDoubleSpinBox* checkpoints_ = nullptr;
  QLineEdit* cache_ = nullptr;
  QComboBox* theme_ = nullptr;
  QComboBox* colors_ = nullptr;
  QComboBox* language_ = nullptr;
  QComboBox* start_ = nullptr;
  QLabel* cacheNote_ = nullptr;
  QLabel* languageNote_ = nullptr;
  QLabel* startNote_ = nullptr;
  QString startLanguage_;
};

}  // namespace calm::ui
