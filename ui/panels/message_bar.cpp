#include "ui/panels/message_bar.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace calm::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      action_(new QPushButton(this)),
      detailsButton_(new QToolButton(this)),
      close_(new QToolButton(this)),
      details_(new QPlainTextEdit(this)) {
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::AlternateBase);
  setAccessibleName(tr("Message"));

  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  text_->setTextFormat(Qt::PlainText);
  text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  detailsButton_->setText(tr("Details"));
  detailsButton_->setCheckable(true);
  detailsButton_->setToolTip(tr("Show or hide what is known about this message"));
  detailsButton_->setAccessibleName(tr("Details"));
  action_->setAccessibleName(tr("Act on the message"));
  action_->setToolTip(tr("Act on the message"));
  close_->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
  close_->setAutoRaise(true);
  close_->setToolTip(tr("Close this message"));
  close_->setAccessibleName(tr("Close this message"));
  details_->setReadOnly(true);
  details_->setAccessibleName(tr("Details of the message"));
  details_->setToolTip(tr("What is known about this message"));
  details_->setTabChangesFocus(true);
  details_->setMaximumHeight(fontMetrics().lineSpacing() * 8);
  details_->hide();

  auto* row = new QHBoxLayout;
  row->addWidget(icon_);
  row->addWidget(text_, 1);
  row->addWidget(action_);
  row->addWidget(detailsButton_);
  row->addWidget(close_);
  auto* column = new QVBoxLayout(this);
  const int margin = fontMetrics().height() / 3;
  column->setContentsMargins(2 * margin, margin, margin, margin);
  column->addLayout(row);
  column->addWidget(details_);

  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &MessageBar::onTimeout);
  connect(close_, &QToolButton::clicked, this, &MessageBar::closeMessage);
  connect(detailsButton_, &QToolButton::toggled, details_, &QWidget::setVisible);
  connect(action_, &QPushButton::clicked, this, [this] {
    if (messages_.empty()) return;
    const std::function<void()> action = messages_.back().action;
    closeMessage();
    if (action) action();
  });
  hide();
}

void MessageBar::showMessage(Severity severity, const QString& text, const QString& details, const QString& actionText,
                             std::function<void()> action) {
  // An Info is of the moment: it does not come back after what followed it.
  std::erase_if(messages_, [&](const Message& message) {
    return message.severity == Severity::Info || (message.severity == severity && message.text == text);
  });
  const auto place = std::find_if(messages_.begin(), messages_.end(),
                                  [&](const Message& message) { return message.severity > severity; });
  const bool onTop = place == messages_.end();
  messages_.insert(place, Message{severity, text, details, actionText, std::move(action)});
  if (onTop) present();
}

void MessageBar::setInfoTimeout(int milliseconds) {
  infoTimeout_ = milliseconds;
}

QString MessageBar::text() const {
  return messages_.empty() ? QString() : messages_.back().text;
}
QString MessageBar::details() const {
  return messages_.empty() ? QString() : messages_.back().details;
}
MessageBar::Severity MessageBar::severity() const {
  return messages_.empty() ? Severity::Info : messages_.back().severity;
}

void MessageBar::closeMessage() {
  if (messages_.empty()) return;
  messages_.pop_back();
  present();
  Q_EMIT messageClosed();
}

void MessageBar::clear() {
  messages_.clear();
  present();
}

void MessageBar::present() {
  timer_.stop();
  if (messages_.empty()) {
    hide();
    return;
  }
  const Message& message = messages_.back();
  text_->setText(message.text);
  QString spoken = message.text;
  if (message.severity == Severity::Error) spoken = tr("Error: %1").arg(message.text);
  if (message.severity == Severity::Warning) spoken = tr("Warning: %1").arg(message.text);
  text_->setAccessibleName(spoken);
  setAccessibleDescription(spoken);
  details_->setPlainText(message.details);
  detailsButton_->setChecked(false);
  detailsButton_->setVisible(!message.details.isEmpty());
  action_->setText(message.actionText);
  if (!message.actionText.isEmpty()) {
    action_->setAccessibleName(message.actionText);
    action_->setToolTip(message.actionText);
  }
  action_->setVisible(!message.actionText.isEmpty());
  updateIcon();
  show();
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
  if (message.severity == Severity::Info && infoTimeout_ > 0) timer_.start(infoTimeout_);
}

void MessageBar::updateIcon() {
  const Severity level = severity();
  const QStyle::StandardPixmap pixmap = level == Severity::Error     ? QStyle::SP_MessageBoxCritical
                                        : level == Severity::Warning ? QStyle::SP_MessageBoxWarning
                                                                     : QStyle::SP_MessageBoxInformation;
  const int size = fontMetrics().height() * 5 / 4;
  icon_->setPixmap(style()->standardIcon(pixmap, nullptr, this).pixmap(QSize(size, size), devicePixelRatioF()));
}

void MessageBar::onTimeout() {
  const QWidget* focus = QApplication::focusWidget();
  if (underMouse() || detailsButton_->isChecked() || (focus != nullptr && isAncestorOf(focus))) {
    timer_.start(infoTimeout_);
    return;
  }
  closeMessage();
}

void MessageBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) updateIcon();
  QFrame::changeEvent(event);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    closeMessage();
    return;
  }
  QFrame::keyPressEvent(event);
}

}  // namespace calm::ui
