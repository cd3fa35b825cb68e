#include "ui/charts/bar_chart.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChartView>
#include <QEvent>
#include <QLegend>
#include <QLocale>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_style.h"
#include "ui/colormap.h"

namespace calm::ui {

namespace {

QString barText(double value) {
  const double size = std::abs(value);
  return QLocale().toString(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/// Values above the bars and error bars over them: QtCharts has neither in a form that keeps gaps empty.
class AnnotatedView : public QChartView {
 public:
  using QChartView::QChartView;
  QBarSeries* series = nullptr;
  QVector<double> values, errors;

 protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override {
    QChartView::drawForeground(painter, rect);
    if (!series) return;
    painter->setPen(QPen(palette().color(QPalette::Text), 1.5));
    painter->setFont(font());
    for (int i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i])) continue;
      const double error = i < errors.size() && !std::isnan(errors[i]) ? errors[i] : 0;
      const QPointF top = at(i, values[i] + error), bottom = at(i, std::max(values[i] - error, 0.0));
      if (error > 0) {
        painter->drawLine(top, bottom);
        for (const QPointF& end : {top, bottom}) painter->drawLine(end - QPointF(5, 0), end + QPointF(5, 0));
      }
      const QString text = barText(values[i]);
      const double width = fontMetrics().horizontalAdvance(text);
      painter->drawText(QPointF(top.x() - width / 2, top.y() - 5), text);
    }
  }

 private:
  QPointF at(int category, double value) const {
    return chart()->mapToScene(chart()->mapToPosition(QPointF(category, value), series));
  }
};

}  // namespace

BarChart::BarChart(QWidget* parent) : QWidget(parent), view_(new AnnotatedView(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(view_);
  view_->setRenderHint(QPainter::Antialiasing);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setFocusPolicy(Qt::NoFocus);  // the table beside it has the same numbers for the keyboard
  view_->chart()->legend()->hide();
  rebuild();
}

void BarChart::setData(const QStringList& categories, const QVector<double>& values, const QVector<double>& errors,
                       const QString& axisTitle, const QString& unit) {
  categories_ = categories;
  values_ = values;
  errors_ = errors;
  axisTitle_ = axisTitle;
  unit_ = unit;
  QStringList words;
  for (int i = 0; i < std::min(categories.size(), values.size()); ++i) {
    if (!std::isnan(values[i])) words << tr("%1: %2 %3").arg(categories[i], barText(values[i]), unit).trimmed();
  }
  setAccessibleDescription(words.join(QStringLiteral(", ")));
  rebuild();
}

void BarChart::rebuild() {
  auto* view = static_cast<AnnotatedView*>(view_);
  QChart* chart = view_->chart();
  view->series = nullptr;
  chart->removeAllSeries();
  for (QAbstractAxis* axis : chart->axes()) {
    chart->removeAxis(axis);
    delete axis;
  }
  styleChart(chart, this);
  chart->setTitle(unit_.isEmpty() ? axisTitle_ : tr("%1 (%2)").arg(axisTitle_, unit_));
  if (values_.isEmpty()) return;

  auto* set = new QBarSet(axisTitle_);
  set->setColor(seriesColor(0, isDark(this)));
  set->setBorderColor(Qt::transparent);
  double top = 0;
  for (int i = 0; i < values_.size(); ++i) {
    set->append(std::isnan(values_[i]) ? 0 : values_[i]);
    if (!std::isnan(values_[i])) {
      top = std::max(top, values_[i] + (i < errors_.size() && !std::isnan(errors_[i]) ? errors_[i] : 0));
    }
  }
  auto* series = new QBarSeries;
  series->append(set);
  series->setBarWidth(0.6);
  chart->addSeries(series);
  auto* names = new QBarCategoryAxis;
  names->append(categories_);
  names->setGridLineVisible(false);
  auto* numbers = new QValueAxis;
  numbers->setRange(0, top > 0 ? top * 1.18 : 1);  // room for the value above the tallest bar
  numbers->setTickCount(4);
  numbers->setLabelFormat(top >= 50 ? QStringLiteral("%.0f") : QStringLiteral("%.1f"));
  chart->addAxis(names, Qt::AlignBottom);
  chart->addAxis(numbers, Qt::AlignLeft);
  series->attachAxis(names);
  series->attachAxis(numbers);
  styleAxis(names, this);
  styleAxis(numbers, this);
  view->values = values_;
  view->errors = errors_;
  view->series = series;
  view->viewport()->update();
}

QSize BarChart::sizeHint() const {
  return {fontMetrics().averageCharWidth() * 48, fontMetrics().height() * 14};
}
QSize BarChart::minimumSizeHint() const {
  return {fontMetrics().averageCharWidth() * 28, fontMetrics().height() * 9};
}

void BarChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) rebuild();
}

}  // namespace calm::ui
