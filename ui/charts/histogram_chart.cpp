#include "ui/charts/histogram_chart.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_style.h"
#include "ui/colormap.h"
#include "ui/format.h"

namespace calm::ui {

HistogramChart::HistogramChart(QWidget* parent) : QWidget(parent), view_(new QChartView(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(view_);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setFocusPolicy(Qt::NoFocus);  // the numbers beside it are for the keyboard
  view_->chart()->legend()->hide();
  rebuild();
}

void HistogramChart::setData(const std::vector<int64_t>& counts, double lower, double upper, const QString& title) {
  counts_ = counts;
  lower_ = lower;
  upper_ = upper;
  title_ = title;
  rebuild();
}

void HistogramChart::setLogarithmic(bool logarithmic) {
  logarithmic_ = logarithmic;
  rebuild();
}

void HistogramChart::rebuild() {
  QChart* chart = view_->chart();
  chart->removeAllSeries();
  for (QAbstractAxis* axis : chart->axes()) {
    chart->removeAxis(axis);
    delete axis;
  }
  styleChart(chart, this);
  outline_.clear();
  if (counts_.empty() || !(upper_ > lower_)) return;

  // 0 values and 1 value must differ: log10(1 + count).
  const auto height = [this](double count) { return logarithmic_ ? std::log10(1 + count) : count; };
  const double width = (upper_ - lower_) / static_cast<double>(counts_.size());
  double top = 0;
  for (size_t bin = 0; bin < counts_.size(); ++bin) {
    const double y = height(static_cast<double>(counts_[bin]));
    const double x = lower_ + width * static_cast<double>(bin);
    outline_ << QPointF(x, y) << QPointF(x + width, y);
    top = std::max(top, y);
  }
  auto* line = new QLineSeries;
  line->replace(outline_);
  auto* area = new QAreaSeries(line);
  line->setParent(area);  // the chart owns the area only
  const QColor color = seriesColor(0, isDark(this));
  QColor fill = color;
  fill.setAlphaF(0.45F);
  area->setBrush(fill);
  area->setPen(QPen(color, 1));
  chart->addSeries(area);

  auto* values = new QValueAxis;
  values->setRange(lower_, upper_);
  values->setTickCount(3);
  values->setLabelFormat(QStringLiteral("%.3g"));
  values->setTitleText(title_);
  auto* counts = new QCategoryAxis;
  counts->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  counts->setRange(0, top > 0 ? top * 1.05 : 1);
  counts->setStartValue(0);
  if (logarithmic_) {
    const int decades = std::max(1, static_cast<int>(top));
    const int step = decades > 4 ? 2 : 1;
    for (int power = 0; power <= decades; power += step) {
      const double count = std::pow(10.0, power);
      counts->append(QLocale().toString(static_cast<qlonglong>(count)), height(count));
    }
  } else {
    for (const double share : {0.5, 1.0}) counts->append(formatCount(static_cast<qint64>(top * share)), top * share);
  }
  chart->addAxis(values, Qt::AlignBottom);
  chart->addAxis(counts, Qt::AlignLeft);
  area->attachAxis(values);
  area->attachAxis(counts);
  styleAxis(values, this);
  styleAxis(counts, this);
}

QSize HistogramChart::sizeHint() const {
  return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 11};
}
QSize HistogramChart::minimumSizeHint() const {
  return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 8};
}

void HistogramChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) rebuild();
}

}  // namespace calm::ui
