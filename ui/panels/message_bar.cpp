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

#include "ui/format.h"

namespace calm::ui {

namespace {
constexpr int kBriefDetails = 400;  // characters
}

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      actions_(new QHBoxLayout),
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
  detailsButton_->setObjectName(QStringLiteral("messageDetails"));
  detailsButton_->setText(tr("Details"));
  detailsButton_->setCheckable(true);
  detailsButton_->setToolTip(tr("Show or hide what is known about this message"));
  detailsButton_->setAccessibleName(tr("Details"));
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
  row->addLayout(actions_);
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
  hide();
}

void MessageBar::showMessage(Severity severity, const QString& text, const QString& details,
                             std::vector<Action> actions) {
  // An Info is of the moment: it does not come back after what followed it.
  std::erase_if(messages_, [&](const Message& message) {
    return message.severity == Severity::Info || (message.severity == severity && message.text == text);
  });
  const auto place = std::find_if(messages_.begin(), messages_.end(),
                                  [&](const Message& message) { return message.severity > severity; });
  const bool onTop = place == messages_.end();
  messages_.insert(place, Message{severity, text, details, std::move(actions)});
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
  // A short reason stands beside what happened: nobody should have to ask for it.
  const bool brief = message.details.size() <= kBriefDetails && !message.details.contains(QLatin1Char('\n'));
  const QString whole = brief ? QString(message.text + u' ' + message.details).trimmed() : message.text;
  text_->setText(whole);
  QString spoken = whole;
  if (message.severity == Severity::Error) spoken = tr("Error: %1").arg(whole);
  if (message.severity == Severity::Warning) spoken = tr("Warning: %1").arg(whole);
  text_->setAccessibleName(spoken);
  setAccessibleDescription(spoken);
  details_->setPlainText(message.details);
  detailsButton_->setChecked(false);
  detailsButton_->setVisible(!brief);
  showActions();
  updateIcon();
  show();
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
  if (message.severity == Severity::Info && infoTimeout_ > 0) timer_.start(infoTimeout_);
}

void MessageBar::showActions() {
  while (QLayoutItem* item = actions_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be the button whose click closed the message
    delete item;
  }
  for (const Action& action : messages_.back().actions) {
    auto* button = new QPushButton(action.text, this);
    button->setAccessibleName(withoutMnemonic(action.text));
    button->setToolTip(button->accessibleName());
    actions_->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, run = action.run] {
      closeMessage();
      if (run) run();
    });
    setTabOrder(actions_->count() > 1 ? actions_->itemAt(actions_->count() - 2)->widget() : text_, button);
  }
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
