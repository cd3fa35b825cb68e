#include "ui/charts/bar_chart.h"

#include <QChartView>
#include <QEvent>
#include <QVBoxLayout>

namespace calm::ui {

BarChart::BarChart(QWidget* parent) : QWidget(parent), view_(new QChartView(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(view_);
}

void BarChart::setData(const QStringList& categories, const QVector<double>& values, const QVector<double>& errors,
                       const QString& axisTitle, const QString& unit) {
  categories_ = categories;
  values_ = values;
  errors_ = errors;
  axisTitle_ = axisTitle;
  unit_ = unit;
  rebuild();
}

void BarChart::rebuild() {}

QSize BarChart::sizeHint() const {
  return {fontMetrics().averageCharWidth() * 48, fontMetrics().height() * 14};
}
QSize BarChart::minimumSizeHint() const {
  return {fontMetrics().averageCharWidth() * 28, fontMetrics().height() * 9};
}

void BarChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) rebuild();
}

}  // namespace calm::ui
