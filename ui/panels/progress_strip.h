#pragma once

#include <QTimer>
#include <QWidget>

#include "calm/events.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace calm::ui {

class ElidedLabel;

/// What the one long job is doing: text, bar, time left, memory, speed; pause and cancel.
class ProgressStrip : public QWidget {
  Q_OBJECT

 public:
  enum class State { Idle, Running, Paused, Cancelling };
  Q_ENUM(State)

  explicit ProgressStrip(QWidget* parent = nullptr);

  State state() const { return state_; }
  /// Some jobs cannot be paused: the button is then greyed and says so.
  void setPausable(bool pausable);
  /// For dialogs whose work is never paused.
  void setPauseShown(bool shown);

 public Q_SLOTS:
  void setProgress(const calm::Progress& progress);
  /// Idle clears the numbers; Running from Idle starts with a busy bar and `title`.
  void setState(calm::ui::ProgressStrip::State state, const QString& title = {});
  /// A line to leave behind while idle: "Finished in 3 min".
  void setIdleText(const QString& text);
  /// What the pointer or the cursor is on; shown in place of the text, for some seconds only while something runs.
  void setHint(const QString& hint);

 Q_SIGNALS:
  void pauseRequested();
  void resumeRequested();
  void cancelRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void updateText();
  void updateButtons();
  void updateWidths();

  State state_ = State::Idle;
  bool pausable_ = true;
  bool pauseShown_ = true;
  QString title_, idleText_, hint_;
  QTimer hintTimer_;
  ElidedLabel* text_;
  QProgressBar* bar_;
  QLabel* timeLeft_;
  QLabel* speed_;
  QLabel* memory_;
  QToolButton* pause_;
  QToolButton* cancel_;
};

}  // namespace calm::ui
