#include "ui/charts/bar_chart.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChartView>
#include <QEvent>
#include <QHorizontalBarSeries>
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

/// Name and value above each bar, and error bars over them: names on an axis would be cut to dots in a narrow page.
class AnnotatedView : public QChartView {
 public:
  using QChartView::QChartView;
  QHorizontalBarSeries* series = nullptr;
  QStringList names;
  QVector<double> values, errors;

  void fitBars() {
    if (!series || values.isEmpty()) return;
    const double slot = chart()->plotArea().height() / static_cast<double>(values.size());
    const double text = fontMetrics().height() + 2;
    if (slot > 0) series->setBarWidth(std::clamp((slot - 2 * text) / slot, 0.1, 0.35));
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QChartView::resizeEvent(event);
    fitBars();
  }

  void drawForeground(QPainter* painter, const QRectF& rect) override {
    QChartView::drawForeground(painter, rect);
    if (!series) return;
    const QRectF area = chart()->mapRectToScene(chart()->plotArea());
    const double half = area.height() / static_cast<double>(values.size()) * series->barWidth() / 2;
    painter->setPen(QPen(palette().color(QPalette::Text), 1.5));
    painter->setFont(font());
    for (int i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i])) continue;
      const double error = i < errors.size() && !std::isnan(errors[i]) ? errors[i] : 0;
      const QPointF low = at(i, std::max(values[i] - error, 0.0)), high = at(i, values[i] + error);
      if (error > 0) {
        painter->drawLine(low, high);
        for (const QPointF& end : {low, high}) painter->drawLine(end - QPointF(0, 4), end + QPointF(0, 4));
      }
      const QString number = barText(values[i]);
      const double width = fontMetrics().horizontalAdvance(number);
      const double baseline = low.y() - half - fontMetrics().descent() - 1;
      painter->drawText(QPointF(area.right() - width, baseline), number);
      const int room = static_cast<int>(area.width() - width) - fontMetrics().averageCharWidth();
      painter->drawText(QPointF(area.left(), baseline),
                        fontMetrics().elidedText(names.value(i), Qt::ElideMiddle, room));
    }
  }

 private:
  /// The first category is on top.
  QPointF at(int category, double value) const {
    const QPointF point(value, static_cast<double>(values.size()) - 1 - category);
    return chart()->mapToScene(chart()->mapToPosition(point, series));
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
  for (auto i = values_.size() - 1; i >= 0; --i) {
    set->append(std::isnan(values_[i]) ? 0 : values_[i]);
    if (!std::isnan(values_[i])) {
      top = std::max(top, values_[i] + (i < errors_.size() && !std::isnan(errors_[i]) ? errors_[i] : 0));
    }
  }
  auto* series = new QHorizontalBarSeries;
  series->append(set);
  chart->addSeries(series);
  auto* names = new QBarCategoryAxis;
  for (auto i = values_.size() - 1; i >= 0; --i) names->append(QString::number(i));
  auto* numbers = new QValueAxis;
  numbers->setRange(0, top > 0 ? top : 1);
  // Each bar says its name and its value: the axes would say it again.
  for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(names), static_cast<QAbstractAxis*>(numbers)}) {
    axis->setVisible(false);
  }
  chart->addAxis(names, Qt::AlignLeft);
  chart->addAxis(numbers, Qt::AlignBottom);
  series->attachAxis(names);
  series->attachAxis(numbers);
  view->names = categories_;
  view->values = values_;
  view->errors = errors_;
  view->series = series;
  setMinimumHeight(fontMetrics().height() * static_cast<int>(3 + 2 * values_.size()));
  view->fitBars();
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
