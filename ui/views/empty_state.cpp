#include "ui/views/empty_state.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace calm::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), heading_(new QLabel(this)), text_(new QLabel(this)), buttons_(new QHBoxLayout) {
  QFont large = heading_->font();
  large.setPointSizeF(large.pointSizeF() * 1.5);
  heading_->setFont(large);
  heading_->setAlignment(Qt::AlignCenter);
  text_->setAlignment(Qt::AlignCenter);
  text_->setWordWrap(true);
  text_->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
  text_->setMaximumWidth(fontMetrics().averageCharWidth() * 72);

  auto* column = new QVBoxLayout(this);
  column->setSpacing(fontMetrics().height());
  column->addStretch(2);
  column->addWidget(heading_);
  auto* middle = new QHBoxLayout;
  middle->addStretch(1);
  middle->addWidget(text_, 8);
  middle->addStretch(1);
  column->addLayout(middle);
  column->addLayout(buttons_);
  column->addStretch(3);
}

void EmptyState::setText(const QString& heading, const QString& text) {
  heading_->setText(heading);
  text_->setText(text);
}

void EmptyState::setActions(const QList<QAction*>& actions) {
  while (QLayoutItem* item = buttons_->takeAt(0)) {
    if (QWidget* button = item->widget()) button->deleteLater();
    delete item;
  }
  buttons_->addStretch(1);
  for (QAction* action : actions) {
    auto* button = new QPushButton(action->icon(), action->text(), this);
    button->setAccessibleName(action->toolTip());
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
    button->setDefault(action == actions.first());
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [action, button] { button->setEnabled(action->isEnabled()); });
    buttons_->addWidget(button);
  }
  buttons_->addStretch(1);
}

}  // namespace calm::ui
