#include "ui/charts/curves_chart.h"

#include <QCategoryAxis>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLineItem>
#include <QGraphicsScene>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QRubberBand>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/chart_style.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kRefreshMilliseconds = 120;
constexpr size_t kDotted = 8;
constexpr int kSettleMilliseconds = 700;
}  // namespace

CurvesChart::CurvesChart(Workspace* workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      layers_(new QValueAxis(this)),
      scores_(new QCategoryAxis(this)),
      chosen_(new QScatterSeries(this)),
      cursor_(new QGraphicsLineItem(chart_)),
      hover_(new QGraphicsLineItem(chart_)),
      band_(new QRubberBand(QRubberBand::Rectangle, view_->viewport())) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(view_);
  view_->setRenderHint(QPainter::Antialiasing);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setFocusPolicy(Qt::NoFocus);  // the heatmap has the same data for the keyboard
  view_->setAccessibleName(tr("Score of each method over the layers"));
  view_->viewport()->installEventFilter(this);
  setAccessibleName(tr("Score of each method over the layers"));

  layers_->setTitleText(tr("Layer"));
  layers_->setLabelFormat(QStringLiteral("%d"));
  scores_->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  chart_->addAxis(layers_, Qt::AlignBottom);
  chart_->addAxis(scores_, Qt::AlignLeft);
  chart_->legend()->hide();  // a list beside the chart holds any number of methods, and takes the keyboard
  chosen_->setName(tr("in the plan"));
  chosen_->setMarkerSize(10);
  chosen_->setBrush(Qt::NoBrush);
  cursor_->setZValue(5);
  cursor_->hide();
  hover_->setZValue(4);
  hover_->hide();
  view_->viewport()->setMouseTracking(true);

  timer_.setSingleShot(true);
  timer_.setInterval(kRefreshMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &CurvesChart::refresh);
  connect(workspace, &Workspace::modelOpened, this, &CurvesChart::rebuild);
  connect(workspace, &Workspace::methodRowsChanged, this, &CurvesChart::rebuild);
  connect(workspace, &Workspace::scoresChanged, this, &CurvesChart::schedule);
  connect(workspace, &Workspace::planChanged, this, &CurvesChart::schedule);
  settle_.setSingleShot(true);
  settle_.setInterval(kSettleMilliseconds);
  connect(&settle_, &QTimer::timeout, this, [this] { setSwift(false); });
  connect(workspace, &Workspace::currentLayerChanged, this, &CurvesChart::moveCursor);
  connect(chart_, &QChart::plotAreaChanged, this, &CurvesChart::moveCursor);
  connect(workspace, &Workspace::modelOpened, this, [this] { setZoom({}); });
  rebuild();
}

QSize CurvesChart::sizeHint() const {
  return {fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 16};
}

void CurvesChart::setScoreScale(const ScoreScale& scale) {
  if (scale == scale_) return;
  scale_ = scale;
  refresh();
}

void CurvesChart::rebuild() {
  const std::vector<std::string> rows = workspace_->hasModel() ? workspace_->methodRows() : std::vector<std::string>();
  if (!rows.empty() && rows == methods()) {
    schedule();
    return;
  }
  std::vector<std::string> hidden;
  for (const Curve& curve : curves_) {
    if (!curve.visible) hidden.push_back(curve.method);
  }
  if (chart_->series().contains(chosen_)) chart_->removeSeries(chosen_);
  chart_->removeAllSeries();
  curves_.clear();
  for (const std::string& method : rows) {
    Curve curve{method, new QLineSeries, new QLineSeries, true};
    curve.visible = std::find(hidden.begin(), hidden.end(), method) == hidden.end();
    curve.current->setName(methodTitle(method));
    for (QLineSeries* series : {curve.stale, curve.current}) {
      chart_->addSeries(series);
      series->attachAxis(layers_);
      series->attachAxis(scores_);
      series->setVisible(curve.visible);
    }
    curves_.push_back(curve);
  }
  if (!rows.empty()) {
    chart_->addSeries(chosen_);
    chosen_->attachAxis(layers_);
    chosen_->attachAxis(scores_);
  }
  layers_->setTickType(QValueAxis::TicksDynamic);
  layers_->setTickAnchor(0);
  zoom_.reset();
  applyTheme();
  refresh();
  Q_EMIT curvesChanged();
}

void CurvesChart::applyTheme() {
  const bool dark = isDark(this);
  styleChart(chart_, this);
  styleAxis(layers_, this);
  styleAxis(scores_, this);
  const double width = swift_ ? 1 : curves_.size() > 8 ? 1.4 : 2;
  for (size_t i = 0; i < curves_.size(); ++i) {
    const auto index = static_cast<int>(i);
    QColor color = seriesColor(index, dark);
    const bool front = curves_[i].method == highlighted_;
    if (!highlighted_.empty() && !front) color.setAlphaF(0.35F);
    curves_[i].current->setPen(QPen(color, front ? width + 1.2 : width, seriesPenStyle(index)));
    // The dots of many curves cost more than all else: there paleness alone says it.
    const bool dots = curves_.size() <= kDotted;
    color.setAlphaF(color.alphaF() * (dots ? 0.6F : 0.35F));
    curves_[i].stale->setPen(QPen(color, swift_ ? 1 : 1.4, dots ? Qt::DotLine : Qt::SolidLine));
  }
  chosen_->setColor(Qt::transparent);
  chosen_->setBorderColor(palette().color(QPalette::Text));
  cursor_->setPen(QPen(palette().color(QPalette::Highlight), 2));
  hover_->setPen(QPen(palette().color(QPalette::Text), 1, Qt::DashLine));
}

void CurvesChart::schedule() {
  if (!timer_.isActive()) timer_.start();
}

/// Smooth lines of twenty curves take half of the 50 ms that a window may stand still: they are drawn plainly while
/// anything changes, and smoothly when it has not for a while.
void CurvesChart::setSwift(bool swift) {
  if (swift == swift_) return;
  swift_ = swift;
  view_->setRenderHint(QPainter::Antialiasing, !swift);
  applyTheme();
}

void CurvesChart::refresh() {
  setSwift(curves_.size() > kDotted);
  if (swift_) settle_.start();
  range_ = {};
  const int count = workspace_->layers();
  QList<QPointF> rings;
  for (const Curve& curve : curves_) {
    QList<QPointF> current, stale;
    int lastStale = -2;
    for (int layer = 0; layer < count; ++layer) {
      const Workspace::Cell cell = workspace_->cell(layer, curve.method);
      if (!cell.score) continue;
      const double y = scale_.position(cell.score->value(scale_.metric));
      if (std::isnan(y)) continue;
      if (curve.visible) range_.include(y);
      if (cell.stale) {
        // Starts at the last current point, so that the line is seen to go on.
        if (lastStale != layer - 1 && !current.isEmpty() && current.last().x() == layer - 1) stale << current.last();
        stale << QPointF(layer, y);
        lastStale = layer;
      } else {
        current << QPointF(layer, y);
        const auto& plan = workspace_->plan().layers;
        if (curve.visible && plan[static_cast<size_t>(layer)].method == curve.method) rings << QPointF(layer, y);
      }
    }
    // Dots cost more than the lines: many curves have them only where a line of one point would not be seen.
    curve.current->setPointsVisible(curves_.size() <= kDotted || current.size() <= 1);
    curve.current->replace(current);
    curve.stale->replace(stale);
  }
  chosen_->replace(rings);
  updateAxis();
  moveCursor();
}

QRectF CurvesChart::whole() const {
  ScoreRange range = scale_.fixed || !range_.valid ? fixedRange(scale_) : range_;
  const double pad = range.upper > range.lower ? (range.upper - range.lower) * 0.04 : 0.5;
  return {QPointF(-0.5, range.lower - pad), QPointF(std::max(workspace_->layers(), 1) - 0.5, range.upper + pad)};
}

void CurvesChart::updateAxis() {
  const QRectF shown = zoom_.value_or(whole());
  // Round steps that leave about a dozen numbers.
  double step = 1;
  for (const int candidate : {1, 2, 5, 10, 20, 50}) {
    step = candidate;
    if (shown.width() / candidate <= 14) break;
  }
  // Never the many layers with the small step: each of their labels would be laid out.
  if (step > layers_->tickInterval()) layers_->setTickInterval(step);
  layers_->setRange(shown.left(), shown.right());
  layers_->setTickInterval(step);
  if (const auto ticks = scale_.ticks(shown.top(), shown.bottom()); ticks != ticks_ || shown != axes_) {
    // Each change of a label lays the whole chart out: only the last one is heard.
    QSignalBlocker quiet(scores_);
    for (const QString& label : scores_->categoriesLabels()) scores_->remove(label);
    scores_->setStartValue(shown.top());
    for (size_t i = 0; i < ticks.size(); ++i) {
      if (i + 1 == ticks.size()) quiet.unblock();
      scores_->append(ticks[i].second, ticks[i].first);
    }
    quiet.unblock();
    scores_->setRange(shown.top(), shown.bottom());
    ticks_ = ticks;
    axes_ = shown;
  }
  if (scores_->titleText() != scale_.axisTitle()) scores_->setTitleText(scale_.axisTitle());
}

void CurvesChart::moveLine(QGraphicsLineItem* line, int layer) {
  const QRectF area = chart_->plotArea();
  const double x = curves_.empty() ? -1 : chart_->mapToPosition(QPointF(layer, 0), chosen_).x();
  line->setVisible(layer >= 0 && x >= area.left() && x <= area.right());
  line->setLine(x, area.top(), x, area.bottom());
}

void CurvesChart::moveCursor() {
  moveLine(cursor_, workspace_->currentLayer());
  moveLine(hover_, hovered_);
}

QList<QPointF> CurvesChart::points(const std::string& method, bool stale) const {
  for (const Curve& curve : curves_) {
    if (curve.method == method) return (stale ? curve.stale : curve.current)->points();
  }
  return {};
}

std::vector<std::string> CurvesChart::methods() const {
  std::vector<std::string> methods;
  for (const Curve& curve : curves_) methods.push_back(curve.method);
  return methods;
}

void CurvesChart::setHighlighted(const std::string& method) {
  if (method == highlighted_) return;
  highlighted_ = method;
  applyTheme();
}

void CurvesChart::paintTo(QPainter* painter, const QRectF& target) {
  cursor_->hide();
  hover_->hide();
  chart_->scene()->render(painter, target, view_->sceneRect(), Qt::IgnoreAspectRatio);
  moveCursor();
}

bool CurvesChart::isMethodVisible(const std::string& method) const {
  return std::any_of(curves_.begin(), curves_.end(),
                     [&](const Curve& curve) { return curve.method == method && curve.visible; });
}

void CurvesChart::setMethodVisible(const std::string& method, bool visible) {
  for (Curve& curve : curves_) {
    if (curve.method != method) continue;
    curve.visible = visible;
    curve.current->setVisible(visible);
    curve.stale->setVisible(visible);
  }
  refresh();
}

void CurvesChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
}

void CurvesChart::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  moveCursor();
}

}  // namespace calm::ui
