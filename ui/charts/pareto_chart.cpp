#include "ui/charts/pareto_chart.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsScene>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_style.h"
#include "ui/colormap.h"

namespace calm::ui {

namespace {

constexpr double kReach = 24;  // pixels around a dot that are its own

QString lossText(double value) {
  return QLocale().toString(value, 'g', 3);
}

/// 1, 2 or 5 times a power of ten.
double roundStep(double wanted) {
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (wanted <= factor * power) return factor * power;
  }
  return 10 * power;
}

}  // namespace

ParetoChart::ParetoChart(QWidget* parent)
    : QWidget(parent),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      line_(new QLineSeries(this)),
      points_(new QScatterSeries(this)),
      chosenPoint_(new QScatterSeries(this)),
      currentPoint_(new QScatterSeries(this)),
      limit_(new QLineSeries(this)),
      sizes_(new QValueAxis(this)),
      losses_(new QCategoryAxis(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(view_);
  view_->setRenderHint(QPainter::Antialiasing);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setFocusPolicy(Qt::NoFocus);  // the table beside it has the same plans for the keyboard
  view_->viewport()->installEventFilter(this);
  chart_->legend()->hide();
  chart_->setLocale(QLocale());
  chart_->setLocalizeNumbers(true);
  losses_->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  chart_->addAxis(sizes_, Qt::AlignBottom);
  chart_->addAxis(losses_, Qt::AlignLeft);
  points_->setMarkerSize(9);
  chosenPoint_->setMarkerSize(13);
  currentPoint_->setMarkerSize(19);
  currentPoint_->setColor(Qt::transparent);
  for (QXYSeries* series :
       {static_cast<QXYSeries*>(limit_), static_cast<QXYSeries*>(line_), static_cast<QXYSeries*>(points_),
        static_cast<QXYSeries*>(chosenPoint_), static_cast<QXYSeries*>(currentPoint_)}) {
    chart_->addSeries(series);
    series->attachAxis(sizes_);
    series->attachAxis(losses_);
  }
  applyTheme();
}

void ParetoChart::setDots(const QVector<ParetoDot>& dots, int chosen, double budget, const QString& sizeTitle,
                          const QString& lossTitle) {
  dots_ = dots;
  chosen_ = chosen;
  current_ = chosen;
  budget_ = budget;
  sizes_->setTitleText(sizeTitle);
  losses_->setTitleText(lossTitle);
  QStringList words;
  for (int i = 0; i < dots_.size(); ++i) {
    const QString at = tr("%1: %2").arg(QLocale().toString(dots_[i].size, 'f', 3), lossText(dots_[i].loss));
    words << (i == chosen_ ? tr("%1 (the largest within the budget)").arg(at) : at);
  }
  setAccessibleDescription(tr("%1 against %2. %3").arg(lossTitle, sizeTitle, words.join(QStringLiteral("; "))));
  rebuild();
}

void ParetoChart::setCurrent(int index) {
  if (index == current_) return;
  current_ = index;
  rebuild();
}

void ParetoChart::setLogarithmic(bool on) {
  if (on == logarithmic_) return;
  logarithmic_ = on;
  rebuild();
}

double ParetoChart::height(double loss) const {
  return logarithmic_ ? std::log10(std::max(loss, floor_)) : loss;
}

void ParetoChart::rebuild() {
  for (QXYSeries* series :
       {static_cast<QXYSeries*>(limit_), static_cast<QXYSeries*>(line_), static_cast<QXYSeries*>(points_),
        static_cast<QXYSeries*>(chosenPoint_), static_cast<QXYSeries*>(currentPoint_)}) {
    series->clear();
  }
  if (dots_.isEmpty()) return;
  double least = 0, most = 0;  // above 0
  for (const ParetoDot& dot : dots_) {
    if (dot.loss > 0) least = least > 0 ? std::min(least, dot.loss) : dot.loss;
    most = std::max(most, dot.loss);
  }
  if (!(most > 0)) least = most = 1;
  floor_ = least / 3;
  QList<QPointF> points;
  for (const ParetoDot& dot : dots_) points << QPointF(dot.size, height(dot.loss));
  line_->replace(points);
  points_->replace(points);
  if (chosen_ >= 0 && chosen_ < points.size()) chosenPoint_->append(points[chosen_]);
  if (current_ >= 0 && current_ < points.size()) currentPoint_->append(points[current_]);

  double from = dots_.first().size, to = dots_.last().size;
  if (budget_ >= from) to = std::max(to, std::min(budget_, from + 1.5 * std::max(to - from, 0.05 * from)));
  const double pad = std::max(to - from, 0.02 * to) * 0.06;
  sizes_->setRange(from - pad, to + pad);
  const double step = roundStep((to - from + 2 * pad) / 7);
  sizes_->setTickType(QValueAxis::TicksDynamic);
  sizes_->setTickAnchor(0);
  sizes_->setTickInterval(step);
  sizes_->setLabelFormat(QStringLiteral("%.%1f").arg(std::max(0, static_cast<int>(-std::floor(std::log10(step))))));
  const double low = height(0), high = height(most);
  const double room = (high > low ? high - low : 1) * 0.08;
  losses_->setRange(low - room, high + room);
  losses_->setStartValue(low - room);
  showLossLabels(low, high);
  if (!std::isnan(budget_)) limit_->replace(QList<QPointF>{{budget_, low - room}, {budget_, high + room}});
  applyTheme();
}

void ParetoChart::showLossLabels(double low, double high) {
  for (const QString& label : losses_->categoriesLabels()) losses_->remove(label);
  if (!logarithmic_) {
    const double step = roundStep(std::max(high - low, 1e-300) / 5);
    for (double at = 0; at <= high + step / 2; at += step) losses_->append(lossText(at), at);
    return;
  }
  losses_->append(lossText(0), low);
  for (int power = static_cast<int>(std::ceil(low + 0.2)); power <= high + 0.05; ++power) {
    losses_->append(lossText(std::pow(10.0, power)), power);
  }
  // Less than a power of ten has no round number: its upper end.
  if (losses_->categoriesLabels().size() < 2) losses_->append(lossText(std::pow(10.0, high)), high);
}

void ParetoChart::applyTheme() {
  const bool dark = isDark(this);
  styleChart(chart_, this);
  styleAxis(sizes_, this);
  styleAxis(losses_, this);
  const QColor color = seriesColor(0, dark), mark = seriesColor(1, dark);
  const QColor base = palette().color(QPalette::Base);
  line_->setPen(QPen(color, 2));
  points_->setColor(color);
  points_->setBorderColor(base);
  chosenPoint_->setColor(mark);
  chosenPoint_->setBorderColor(base);
  currentPoint_->setColor(Qt::transparent);
  currentPoint_->setBorderColor(palette().color(QPalette::Text));
  limit_->setPen(QPen(mark, 1.5, Qt::DashLine));
}

QPoint ParetoChart::positionOf(int index) const {
  const QPointF at = chart_->mapToPosition({dots_[index].size, height(dots_[index].loss)}, points_);
  return view_->viewport()->mapTo(this, view_->mapFromScene(chart_->mapToScene(at)));
}

int ParetoChart::nearest(const QPointF& inView) const {
  int best = -1;
  double distance = kReach;
  for (int i = 0; i < dots_.size(); ++i) {
    const QPointF away = view_->viewport()->mapFrom(this, positionOf(i)) - inView;
    if (std::hypot(away.x(), away.y()) > distance) continue;
    distance = std::hypot(away.x(), away.y());
    best = i;
  }
  return best;
}

bool ParetoChart::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::MouseButtonPress) {
    const auto* press = static_cast<QMouseEvent*>(event);
    const int index = press->button() == Qt::LeftButton ? nearest(press->position()) : -1;
    if (index >= 0) {
      setCurrent(index);
      Q_EMIT clicked(index);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void ParetoChart::paintTo(QPainter* painter, const QRectF& target) {
  currentPoint_->hide();
  chart_->scene()->render(painter, target, view_->sceneRect(), Qt::KeepAspectRatio);
  currentPoint_->show();
}

QSize ParetoChart::sizeHint() const {
  return {fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 18};
}
QSize ParetoChart::minimumSizeHint() const {
  return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 9};
}

void ParetoChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
}

}  // namespace calm::ui
