#pragma once

#include <QFrame>
#include <QString>
#include <QTimer>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace calm::ui {

/// One line at the top of a page that says what happened and offers a way on, instead of a modal box. The most severe
/// message is shown, the newest of equals; closing it shows the next. Told to screen readers as an alert.
class MessageBar : public QFrame {
  Q_OBJECT

 public:
  enum class Severity { Info, Warning, Error };
  Q_ENUM(Severity)

  explicit MessageBar(QWidget* parent = nullptr);

  /// A way on: a button that closes the message and calls `run`.
  struct Action {
    QString text;
    std::function<void()> run;
  };
  /// `details` of a line or two follow the text; longer ones stay folded behind a button.
  void showMessage(Severity severity, const QString& text, const QString& details = {},
                   std::vector<Action> actions = {});
  /// How long an Info stays (not while it is hovered, focused or unfolded); 0: until it is closed.
  void setInfoTimeout(int milliseconds);

  QString text() const;
  QString details() const;
  Severity severity() const;
  int pendingCount() const { return static_cast<int>(messages_.size()); }

 public Q_SLOTS:
  void closeMessage();
  void clear();

 Q_SIGNALS:
  void messageClosed();

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Message {
    Severity severity;
    QString text, details;
    std::vector<Action> actions;
  };
  void present();
  void showActions();
  void updateIcon();
  void onTimeout();

  std::vector<Message> messages_;  // the one that is shown is last
  QTimer timer_;
  int infoTimeout_ = 8000;
  QLabel* icon_;
  QLabel* text_;
  QHBoxLayout* actions_;
  QToolButton* detailsButton_;
  QToolButton* close_;
  QPlainTextEdit* details_;
};

}  // namespace calm::ui
