#include "ui/charts/chart_style.h"

#include <QAbstractAxis>
#include <QChart>
#include <QLegend>
#include <QPen>
#include <QWidget>

namespace calm::ui {

bool isDark(const QWidget* widget) {
  return widget->palette().color(QPalette::Window).lightness() < 128;
}

void styleChart(QChart* chart, const QWidget* widget) {
  const QPalette& palette = widget->palette();
  chart->setAnimationOptions(QChart::NoAnimation);
  chart->setBackgroundRoundness(0);
  chart->setBackgroundBrush(palette.brush(QPalette::Base));
  chart->setBackgroundPen(Qt::NoPen);
  chart->setPlotAreaBackgroundVisible(false);
  chart->setMargins(QMargins(2, 2, 6, 2));
  chart->setTitleBrush(palette.brush(QPalette::Text));
  chart->setTitleFont(widget->font());
  chart->legend()->setLabelColor(palette.color(QPalette::Text));
  chart->legend()->setFont(widget->font());
}

void styleAxis(QAbstractAxis* axis, const QWidget* widget) {
  const QPalette& palette = widget->palette();
  QColor grid = palette.color(QPalette::Text);
  grid.setAlphaF(0.14F);
  axis->setLabelsColor(palette.color(QPalette::Text));
  axis->setLabelsFont(widget->font());
  axis->setTruncateLabels(false);  // a small chart shows its numbers, not dots
  axis->setTitleBrush(palette.brush(QPalette::Text));
  axis->setTitleFont(widget->font());
  axis->setGridLinePen(QPen(grid, 1));
  axis->setLinePen(QPen(grid, 1));
}

}  // namespace calm::ui
