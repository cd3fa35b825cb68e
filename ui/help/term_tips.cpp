#include "ui/help/term_tips.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QTabBar>
#include <QToolTip>

#include "ui/help/glossary.h"

namespace calm::ui {

namespace {

struct Spot {
  QString text, toolTip;
};

/// What is written where the pointer is; empty for widgets that speak for themselves.
Spot spotOf(QWidget* widget, const QPoint& position) {
  if (const auto* label = qobject_cast<QLabel*>(widget)) return {label->text(), label->toolTip()};
  if (const auto* button = qobject_cast<QAbstractButton*>(widget)) return {button->text(), button->toolTip()};
  if (const auto* box = qobject_cast<QGroupBox*>(widget)) return {box->title(), box->toolTip()};
  if (const auto* box = qobject_cast<QComboBox*>(widget)) return {box->currentText(), box->toolTip()};
  if (const auto* tabs = qobject_cast<QTabBar*>(widget)) {
    const int tab = tabs->tabAt(position);
    return tab < 0 ? Spot() : Spot{tabs->tabText(tab), tabs->tabToolTip(tab)};
  }
  if (const auto* header = qobject_cast<QHeaderView*>(widget->parentWidget())) {
    const int section = header->logicalIndexAt(position);
    if (section < 0 || header->model() == nullptr) return {};
    return {header->model()->headerData(section, header->orientation()).toString(),
            header->model()->headerData(section, header->orientation(), Qt::ToolTipRole).toString()};
  }
  return {};
}

}  // namespace

bool TermTips::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ToolTip || !watched->isWidgetType()) return QObject::eventFilter(watched, event);
  auto* widget = static_cast<QWidget*>(watched);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Spot spot = spotOf(widget, help->pos());
  const QString tip = explainedToolTip(spot.text, spot.toolTip);
  if (tip.isEmpty()) return QObject::eventFilter(watched, event);
  QToolTip::showText(help->globalPos(), tip, widget);
  return true;
}

}  // namespace calm::ui
