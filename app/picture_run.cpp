#include "picture_run.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QPainter>

namespace calm::ui {

namespace {
constexpr int kPollMilliseconds = 100;
}

QPixmap pictureOf(QWidget& window) {
  QPixmap picture = window.grab();
  QPainter painter(&picture);
  for (const QDialog* dialog : window.findChildren<QDialog*>()) {
    if (!dialog->isVisible()) continue;
    const int bar = dialog->fontMetrics().height() * 3 / 2;
    const QSize size(dialog->width(), dialog->height() + bar);
    const QRect frame(QPoint((window.width() - size.width()) / 2, (window.height() - size.height()) / 2), size);
    painter.fillRect(window.rect(), QColor(0, 0, 0, 60));
    painter.fillRect(frame, dialog->palette().color(QPalette::Mid));
    painter.setPen(dialog->palette().color(QPalette::WindowText));
    painter.drawText(QRect(frame.topLeft(), QSize(size.width(), bar)), Qt::AlignCenter, dialog->windowTitle());
    painter.drawPixmap(frame.topLeft() + QPoint(0, bar), const_cast<QDialog*>(dialog)->grab());
    painter.drawRect(frame.adjusted(0, 0, -1, -1));
  }
  return picture;
}

ClickRun::ClickRun(QStringList names) : names_(std::move(names)) {
  timer_.setInterval(kPollMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &ClickRun::next);
}

void ClickRun::start() {
  if (!names_.isEmpty()) timer_.start();
}

void ClickRun::next() {
  for (QWidget* widget : QApplication::allWidgets()) {
    auto* button = qobject_cast<QAbstractButton*>(widget);
    if (!button || button->objectName() != names_.first() || !button->isVisible() || !button->isEnabled()) continue;
    names_.removeFirst();
    if (names_.isEmpty()) timer_.stop();
    button->click();
    return;
  }
}

}  // namespace calm::ui
