#pragma once

#include <QTimer>
#include <QWidget>

#include "calm/chat.h"
#include "calm/text_stream.h"
#include "ui/try_it.h"

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace calm::ui {

class AnswerPane;
class EmptyState;
class SamplingForm;
class Workspace;

/// The Try it page: one prompt, two variants side by side, and where their texts part.
class TryItPage : public QWidget {
  Q_OBJECT

 public:
  explicit TryItPage(Workspace* workspace, QWidget* parent = nullptr);

  AnswerPane* pane(int side) const { return panes_[static_cast<size_t>(side)]; }
  const TokenComparison& comparison() const { return comparison_; }
  QString verdict() const;
  bool running() const { return running_; }
  /// What the empty page offers before a model is open.
  void setActions(const QList<QAction*>& open);
  /// What writes one side's text, as a command; both where the other side has another variant.
  QString commandLine() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeInput();
  QWidget* makeAnswers();
  void readModel();
  void refreshVariants();
  void refreshState();
  void start();
  void apply(const TryItEvent& event);
  void compare();
  TryItRequest request() const;

  Workspace* workspace_;
  ChatTemplate chat_;
  QStackedWidget* stack_;
  EmptyState* empty_;
  QLineEdit* system_;
  QPlainTextEdit* prompt_;
  QCheckBox* useChat_;
  QLabel* chatNote_;
  SamplingForm* sampling_;
  QPushButton* run_;
  QPushButton* stop_;
  QToolButton* copyCommand_;
  std::array<AnswerPane*, 2> panes_{};
  QLabel* verdict_;
  QToolButton* goTo_;
  QTimer compareTimer_;
  TokenComparison comparison_;
  std::array<bool, 2> ended_{};
  int promptTokens_ = 0;
  int lengthAsked_ = 0;
  int writing_ = -1;  // side
  bool running_ = false;
};

}  // namespace calm::ui
