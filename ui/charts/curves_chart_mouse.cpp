// What the mouse does in the curves: hovering, choosing a layer, zooming.
#include <QChart>
#include <QChartView>
#include <QLocale>
#include <QMouseEvent>
#include <QRubberBand>
#include <QScatterSeries>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/charts/curves_chart.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kDrag = 6;             // pixels that are still a click
constexpr double kFewestLayers = 3;  // that a zoom shows
constexpr double kWheelStep = 0.8;
constexpr size_t kMostLines = 12;  // of the tool tip
}  // namespace

QPointF CurvesChart::valueAt(const QPoint& viewport) const {
  return chart_->mapToValue(chart_->mapFromScene(view_->mapToScene(viewport)), chosen_);
}

void CurvesChart::setZoom(const std::optional<QRectF>& zoom) {
  zoom_ = zoom;
  if (zoom_) {
    const QRectF all = whole();
    QRectF box = zoom_->normalized();
    if (box.width() < kFewestLayers) {
      const double middle = box.center().x();
      box.setLeft(middle - kFewestLayers / 2);
      box.setRight(middle + kFewestLayers / 2);
    }
    zoom_ = box.intersected(all);
    if (zoom_->isEmpty() || zoom_->contains(all)) zoom_.reset();
  }
  updateAxis();
  moveCursor();
  Q_EMIT zoomChanged();
}

void CurvesChart::zoomAlong(double x, double factor) {
  QRectF box = zoom_.value_or(whole());
  const double left = x - (x - box.left()) * factor, right = x + (box.right() - x) * factor;
  box.setLeft(left);
  box.setRight(right);
  setZoom(box);
}

void CurvesChart::zoomBy(double factor) {
  const QRectF box = zoom_.value_or(whole());
  const int layer = workspace_->currentLayer();
  zoomAlong(layer >= box.left() && layer <= box.right() ? layer : box.center().x(), factor);
}

void CurvesChart::setHovered(int layer) {
  if (layer == hovered_) return;
  hovered_ = layer;
  moveLine(hover_, layer);
}

QString CurvesChart::hoverText(int layer) const {
  std::vector<std::pair<double, QString>> lines;
  for (const Curve& curve : curves_) {
    if (!curve.visible) continue;
    const Workspace::Cell cell = workspace_->cell(layer, curve.method);
    const double value = cell.score ? cell.score->value(scale_.metric) : std::nan("");
    if (std::isnan(value)) continue;
    const QString text = tr("%1: %2").arg(methodTitle(curve.method), scoreText(value, scale_.metric));
    lines.emplace_back(higherIsBetter(scale_.metric) ? -value : value, cell.stale ? tr("%1 (stale)").arg(text) : text);
  }
  std::sort(lines.begin(), lines.end());
  QString text = tr("Layer %1").arg(layer);
  for (size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) text += u'\n' + lines[i].second;
  if (lines.size() > kMostLines) {
    text += u'\n' + tr("and %n more", nullptr, static_cast<int>(lines.size() - kMostLines));
  }
  return text;
}

void CurvesChart::onMove(const QMouseEvent& event) {
  if (event.buttons().testFlag(Qt::LeftButton)) {
    if (band_->isVisible() || (event.pos() - pressed_).manhattanLength() > kDrag) {
      band_->setGeometry(QRect(pressed_, event.pos()).normalized());
      band_->show();
    }
    return;
  }
  const bool inside = chart_->plotArea().contains(chart_->mapFromScene(view_->mapToScene(event.pos())));
  const int layer =
      inside ? std::clamp(static_cast<int>(std::lround(valueAt(event.pos()).x())), 0, workspace_->layers() - 1) : -1;
  if (layer == hovered_) return;
  setHovered(layer);
  Q_EMIT layerHovered(layer);
  if (layer < 0) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(event.globalPosition().toPoint(), hoverText(layer), view_->viewport());
  }
}

void CurvesChart::onRelease(const QMouseEvent& event) {
  if (band_->isVisible()) {
    band_->hide();
    setZoom(QRectF(valueAt(pressed_), valueAt(event.pos())).normalized());
    return;
  }
  if (chart_->plotArea().contains(chart_->mapFromScene(view_->mapToScene(event.pos())))) {
    workspace_->setCurrentLayer(static_cast<int>(std::lround(valueAt(event.pos()).x())));
  }
}

bool CurvesChart::eventFilter(QObject* watched, QEvent* event) {
  if (watched != view_->viewport() || workspace_->layers() == 0 || curves_.empty()) {
    return QWidget::eventFilter(watched, event);
  }
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton) break;
      pressed_ = static_cast<QMouseEvent*>(event)->pos();
      return true;
    case QEvent::MouseMove:
      onMove(*static_cast<QMouseEvent*>(event));
      return true;
    case QEvent::MouseButtonRelease:
      if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton) break;
      onRelease(*static_cast<QMouseEvent*>(event));
      return true;
    case QEvent::MouseButtonDblClick:
      setZoom({});
      return true;
    case QEvent::Wheel: {
      const auto* wheel = static_cast<QWheelEvent*>(event);
      const double steps = wheel->angleDelta().y() / 120.0;
      zoomAlong(valueAt(wheel->position().toPoint()).x(), std::pow(kWheelStep, steps));
      return true;
    }
    case QEvent::Leave:
      setHovered(-1);
      Q_EMIT layerHovered(-1);
      break;
    default:
      break;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace calm::ui
