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
  return QLocale().toString(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size == 0 ? 2 : 4);
}

/// Name and value above each bar, and error bars over them: names on an axis would be cut to dots in a narrow page.
class AnnotatedView : public QChartView {
 public:
  using QChartView::QChartView;
  QHorizontalBarSeries* series = nullptr;
  QVector<Bar> bars;

  void fitBars() {
    if (!series || bars.isEmpty()) return;
    const double slot = chart()->plotArea().height() / static_cast<double>(bars.size());
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
    const double half = area.height() / static_cast<double>(bars.size()) * series->barWidth() / 2;
    painter->setPen(QPen(palette().color(QPalette::Text), 1.5));
    painter->setFont(font());
    for (int i = 0; i < bars.size(); ++i) {
      const Bar& bar = bars[i];
      if (std::isnan(bar.value)) continue;
      if (bar.high > bar.low) {
        const QPointF low = at(i, std::max(bar.low, 0.0)), high = at(i, bar.high);
        painter->drawLine(low, high);
        for (const QPointF& end : {low, high}) painter->drawLine(end - QPointF(0, 4), end + QPointF(0, 4));
      }
      const QString number = barText(bar.value);
      const double width = fontMetrics().horizontalAdvance(number);
      const double baseline = at(i, 0).y() - half - fontMetrics().descent() - 1;
      painter->drawText(QPointF(area.right() - width, baseline), number);
      const int room = static_cast<int>(area.width() - width) - fontMetrics().averageCharWidth();
      painter->drawText(QPointF(area.left(), baseline), fontMetrics().elidedText(bar.name, Qt::ElideMiddle, room));
    }
  }

 private:
  /// The first category is on top.
  QPointF at(int category, double value) const {
    const QPointF point(value, static_cast<double>(bars.size()) - 1 - category);
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

void BarChart::setBars(const QVector<Bar>& bars, const QString& title, const QString& unit, const QString& note) {
  bars_ = bars;
  title_ = title;
  unit_ = unit;
  setToolTip(note);
  QStringList words;
  for (const Bar& bar : bars) {
    if (std::isnan(bar.value)) continue;
    QString text = tr("%1: %2 %3").arg(bar.name, barText(bar.value), unit).trimmed();
    if (bar.high > bar.low) text += u' ' + tr("(%1 to %2)").arg(barText(bar.low), barText(bar.high));
    words << text;
  }
  if (!note.isEmpty()) words << note;
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
  chart->setTitle(unit_.isEmpty() ? title_ : tr("%1 (%2)").arg(title_, unit_));
  if (bars_.isEmpty()) return;

  auto* set = new QBarSet(title_);
  const QColor color = seriesColor(0, isDark(this));
  QColor pale = color;
  pale.setAlphaF(0.45F);
  set->setColor(color);
  set->setSelectedColor(pale);
  set->setBorderColor(Qt::transparent);
  double top = 0;
  for (auto i = bars_.size() - 1; i >= 0; --i) {
    const Bar& bar = bars_[i];
    set->append(std::isnan(bar.value) ? 0 : bar.value);
    if (bar.reference) set->selectBar(static_cast<int>(bars_.size() - 1 - i));
    if (!std::isnan(bar.value)) top = std::max({top, bar.value, std::isnan(bar.high) ? 0 : bar.high});
  }
  auto* series = new QHorizontalBarSeries;
  series->append(set);
  chart->addSeries(series);
  auto* names = new QBarCategoryAxis;
  for (auto i = bars_.size() - 1; i >= 0; --i) names->append(QString::number(i));
  auto* numbers = new QValueAxis;
  numbers->setRange(0, top > 0 ? top * 1.01 : 1);  // the cap of the longest error bar is inside
  // Each bar says its name and its value: the axes would say it again.
  for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(names), static_cast<QAbstractAxis*>(numbers)}) {
    axis->setVisible(false);
  }
  chart->addAxis(names, Qt::AlignLeft);
  chart->addAxis(numbers, Qt::AlignBottom);
  series->attachAxis(names);
  series->attachAxis(numbers);
  view->bars = bars_;
  view->series = series;
  setMinimumHeight(fontMetrics().height() * static_cast<int>(3 + 2 * bars_.size()));
  view->fitBars();
  view->viewport()->update();
}

void BarChart::paintTo(QPainter* painter, const QRectF& target) {
  view_->render(painter, target, view_->viewport()->rect(), Qt::KeepAspectRatio);
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
