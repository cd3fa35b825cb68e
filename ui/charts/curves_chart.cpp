#include "ui/charts/curves_chart.h"

#include <QCategoryAxis>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLineItem>
#include <QLegendMarker>
#include <QLineSeries>
#include <QMouseEvent>
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
}  // namespace

CurvesChart::CurvesChart(Workspace* workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      layers_(new QValueAxis(this)),
      scores_(new QCategoryAxis(this)),
      chosen_(new QScatterSeries(this)),
      cursor_(new QGraphicsLineItem(chart_)) {
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
  chart_->legend()->setAlignment(Qt::AlignTop);
  chart_->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
  chosen_->setName(tr("in the plan"));
  chosen_->setMarkerSize(10);
  chosen_->setBrush(Qt::NoBrush);
  cursor_->setZValue(5);
  cursor_->hide();

  timer_.setSingleShot(true);
  timer_.setInterval(kRefreshMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &CurvesChart::refresh);
  connect(workspace, &Workspace::modelOpened, this, &CurvesChart::rebuild);
  connect(workspace, &Workspace::methodRowsChanged, this, &CurvesChart::rebuild);
  connect(workspace, &Workspace::scoresChanged, this, &CurvesChart::schedule);
  connect(workspace, &Workspace::planChanged, this, &CurvesChart::schedule);
  connect(workspace, &Workspace::currentLayerChanged, this, &CurvesChart::moveCursor);
  connect(chart_, &QChart::plotAreaChanged, this, &CurvesChart::moveCursor);
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
  std::vector<std::string> hidden;
  for (const Curve& curve : curves_) {
    if (!curve.visible) hidden.push_back(curve.method);
  }
  if (chart_->series().contains(chosen_)) chart_->removeSeries(chosen_);
  chart_->removeAllSeries();
  curves_.clear();
  const std::vector<std::string> rows = workspace_->hasModel() ? workspace_->methodRows() : std::vector<std::string>();
  for (const std::string& method : rows) {
    Curve curve{method, new QLineSeries, new QLineSeries, true};
    curve.visible = std::find(hidden.begin(), hidden.end(), method) == hidden.end();
    curve.current->setName(methodTitle(method));
    curve.current->setPointsVisible(true);  // a layer between two gaps must be seen too
    for (QLineSeries* series : {curve.stale, curve.current}) {
      chart_->addSeries(series);
      series->attachAxis(layers_);
      series->attachAxis(scores_);
      series->setVisible(curve.visible);
    }
    for (QLegendMarker* marker : chart_->legend()->markers(curve.stale)) marker->setVisible(false);
    for (QLegendMarker* marker : chart_->legend()->markers(curve.current)) {
      connect(marker, &QLegendMarker::clicked, this,
              [this, method] { setMethodVisible(method, !isMethodVisible(method)); });
    }
    curves_.push_back(curve);
  }
  if (!rows.empty()) {
    chart_->addSeries(chosen_);
    chosen_->attachAxis(layers_);
    chosen_->attachAxis(scores_);
  }
  layers_->setRange(-0.5, std::max(workspace_->layers(), 1) - 0.5);
  layers_->setTickType(QValueAxis::TicksDynamic);
  layers_->setTickAnchor(0);
  layers_->setTickInterval(workspace_->layers() > 40 ? 10 : 5);
  applyTheme();
  refresh();
}

void CurvesChart::applyTheme() {
  const bool dark = isDark(this);
  styleChart(chart_, this);
  styleAxis(layers_, this);
  styleAxis(scores_, this);
  int index = 0;
  for (const Curve& curve : curves_) {
    QColor color = seriesColor(index, dark);
    // More than eight methods: the second eight are dashed.
    curve.current->setPen(QPen(color, 2, index < 8 ? Qt::SolidLine : Qt::DashLine));
    color.setAlphaF(0.55F);
    curve.stale->setPen(QPen(color, 1.5, Qt::DotLine));
    ++index;
  }
  chosen_->setColor(Qt::transparent);
  chosen_->setBorderColor(palette().color(QPalette::Text));
  for (QLegendMarker* marker : chart_->legend()->markers(chosen_))
    marker->setPen(QPen(palette().color(QPalette::Text)));
  QColor cursor = palette().color(QPalette::Highlight);
  cursor_->setPen(QPen(cursor, 2));
}

void CurvesChart::schedule() {
  if (!timer_.isActive()) timer_.start();
}

void CurvesChart::refresh() {
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
    curve.current->replace(current);
    curve.stale->replace(stale);
  }
  chosen_->replace(rings);
  updateAxis();
  moveCursor();
}

void CurvesChart::updateAxis() {
  ScoreRange range = scale_.fixed || !range_.valid ? fixedRange(scale_) : range_;
  const double pad = range.upper > range.lower ? (range.upper - range.lower) * 0.04 : 0.5;
  range.lower -= pad;
  range.upper += pad;
  for (const QString& label : scores_->categoriesLabels()) scores_->remove(label);
  scores_->setRange(range.lower, range.upper);
  scores_->setStartValue(range.lower);
  for (const auto& [at, label] : scale_.ticks(range.lower, range.upper)) scores_->append(label, at);
  scores_->setTitleText(scale_.axisTitle());
}

void CurvesChart::moveCursor() {
  const int layer = workspace_->currentLayer();
  cursor_->setVisible(layer >= 0 && !curves_.empty());
  if (!cursor_->isVisible()) return;
  const QRectF area = chart_->plotArea();
  const double x = chart_->mapToPosition(QPointF(layer, 0), chosen_).x();
  cursor_->setLine(x, area.top(), x, area.bottom());
}

QList<QPointF> CurvesChart::points(const std::string& method, bool stale) const {
  for (const Curve& curve : curves_) {
    if (curve.method == method) return (stale ? curve.stale : curve.current)->points();
  }
  return {};
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
    for (QLegendMarker* marker : chart_->legend()->markers(curve.stale)) marker->setVisible(false);
    for (QLegendMarker* marker : chart_->legend()->markers(curve.current)) {
      marker->setVisible(true);  // hidden series keep their entry, greyed
      QColor label = palette().color(QPalette::Text);
      if (!visible) label.setAlphaF(0.4F);
      marker->setLabelBrush(label);
    }
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

bool CurvesChart::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::MouseButtonRelease && workspace_->layers() > 0) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QPointF at = chart_->mapFromScene(view_->mapToScene(mouse->pos()));
    if (chart_->plotArea().contains(at)) {
      workspace_->setCurrentLayer(static_cast<int>(std::lround(chart_->mapToValue(at, chosen_).x())));
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace calm::ui
