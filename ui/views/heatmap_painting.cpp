// The brush of the heatmap, and the wheel: what the mouse does there beside selecting.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/models/heatmap_model.h"
#include "ui/views/heatmap_view.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr double kWidestZoom = 8;
}

void HeatmapView::setPainting(bool on) {
  if (on == painting_) return;
  painting_ = on;
  endStroke();
  viewport()->setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
  Q_EMIT paintingChanged(on);
}

void HeatmapView::beginStroke(const QModelIndex& at, bool clears) {
  stroke_ = {workspace_->newStroke(), at.row(), at.column(), clears, workspace_->selection()};
}

void HeatmapView::extendStroke(int layer) {
  std::vector<int> layers;
  for (int column = std::min(stroke_.first, layer); column <= std::max(stroke_.first, layer); ++column) {
    const bool usable = !model_->index(stroke_.row, column).data(HeatmapModel::NotApplicableRole).toBool();
    if (usable || stroke_.clears) layers.push_back(column);
  }
  workspace_->paintOverrides(stroke_.id, stroke_.before, layers,
                             stroke_.clears ? std::string() : model_->method(stroke_.row));
}

void HeatmapView::mousePressEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  if (!painting_ || event->button() != Qt::LeftButton || !index.isValid()) {
    QTableView::mousePressEvent(event);
    return;
  }
  setFocus(Qt::MouseFocusReason);
  setCurrentIndex(index);
  beginStroke(index, event->modifiers().testFlag(Qt::AltModifier));
  extendStroke(index.column());
}

void HeatmapView::mouseMoveEvent(QMouseEvent* event) {
  if (!painting_ || stroke_.id == 0 || !event->buttons().testFlag(Qt::LeftButton)) {
    QTableView::mouseMoveEvent(event);
    return;
  }
  // Beside the grid the stroke goes on to its edge.
  const int column = columnAt(std::clamp(event->pos().x(), 0, viewport()->width() - 1));
  if (column < 0 || column == currentIndex().column()) return;
  setCurrentIndex(model_->index(stroke_.row, column));
  extendStroke(column);
}

void HeatmapView::mouseReleaseEvent(QMouseEvent* event) {
  if (painting_ && stroke_.id != 0) {
    endStroke();
    return;
  }
  QTableView::mouseReleaseEvent(event);
}

bool HeatmapView::paintByKey(int step) {
  if (!currentIndex().isValid()) return false;
  if (stroke_.id == 0) {
    beginStroke(currentIndex(), false);
    extendStroke(currentIndex().column());
  }
  const int column = std::clamp(currentIndex().column() + step, 0, model_->columnCount() - 1);
  setCurrentIndex(model_->index(stroke_.row, column));
  extendStroke(column);
  return true;
}

void HeatmapView::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Control || event->key() == Qt::Key_Shift) endStroke();
  QTableView::keyReleaseEvent(event);
}

void HeatmapView::focusOutEvent(QFocusEvent* event) {
  endStroke();
  QTableView::focusOutEvent(event);
}

void HeatmapView::setZoom(double zoom) {
  zoom = std::clamp(zoom, 1.0, kWidestZoom);
  if (zoom == zoom_) return;
  zoom_ = zoom;
  layoutSections();
  if (currentIndex().isValid()) scrollTo(currentIndex());
}

void HeatmapView::wheelEvent(QWheelEvent* event) {
  if (!event->modifiers().testFlag(Qt::ControlModifier)) {
    QTableView::wheelEvent(event);
    return;
  }
  setZoom(zoom_ * std::pow(1.25, event->angleDelta().y() / 120.0));
  event->accept();
}

QString HeatmapView::copyText() const {
  std::set<int> rows, columns;
  const QModelIndexList selected = selectionModel()->selectedIndexes();
  for (const QModelIndex& index : selected) {
    rows.insert(index.row());
    columns.insert(index.column());
  }
  if (selected.size() <= 1) {
    for (int row = 0; row < model_->rowCount(); ++row) rows.insert(row);
    for (int column = 0; column < model_->columnCount(); ++column) columns.insert(column);
  }
  QString text = metricTitle(scale_.metric);
  for (int column : columns) text += QStringLiteral("\t%1").arg(column);
  for (int row : rows) {
    text += u'\n' + model_->headerData(row, Qt::Vertical).toString();
    for (int column : columns) {
      const double value = model_->index(row, column).data(HeatmapModel::ValueRole).toDouble();
      text += u'\t' + (std::isnan(value) ? QString() : QString::number(value, 'g', 10));
    }
  }
  return text + u'\n';
}

}  // namespace calm::ui
