#include "ui/views/layer_header.h"

#include <QPainter>

#include "ui/workspace.h"

namespace calm::ui {

LayerHeader::LayerHeader(Workspace* workspace, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), workspace_(workspace) {
  setSectionsClickable(true);
  setHighlightSections(false);
  setMinimumSectionSize(8);
  viewport()->setBackgroundRole(QPalette::Window);
  viewport()->setAutoFillBackground(true);
  connect(workspace, &Workspace::currentLayerChanged, this, [this] { viewport()->update(); });
  connect(workspace, &Workspace::planChanged, this, [this] { viewport()->update(); });
}

QSize LayerHeader::sizeHint() const {
  return {QHeaderView::sizeHint().width(), fontMetrics().height() + 8};
}

void LayerHeader::setHovered(int layer) {
  if (layer == hovered_) return;
  hovered_ = layer;
  viewport()->update();
}

void LayerHeader::paintSection(QPainter* painter, const QRect& rect, int layer) const {
  painter->save();
  const bool current = layer == workspace_->currentLayer();
  // Others are left to the background: a fill would cut the neighbour's number that leans over.
  if (current || layer == hovered_) {
    painter->fillRect(rect, palette().brush(current ? QPalette::Highlight : QPalette::Mid));
  }
  painter->setPen(palette().color(current ? QPalette::HighlightedText : QPalette::WindowText));
  const bool roomy = rect.width() >= fontMetrics().horizontalAdvance(QString::number(count() - 1)) + 4;
  if (roomy || layer % 5 == 0 || current || layer == hovered_) {
    // A number that is wider than its column may lean over its unlabelled neighbours.
    const QRect wide = roomy ? rect : rect.adjusted(-rect.width(), 0, rect.width(), 0);
    painter->setClipping(false);
    painter->drawText(wide, Qt::AlignCenter, QString::number(layer));
  }
  const auto& layers = workspace_->plan().layers;
  if (layer < static_cast<int>(layers.size()) && layers[static_cast<size_t>(layer)].stale) {
    painter->setPen(QPen(painter->pen().color(), 2, Qt::DotLine));
    painter->drawLine(rect.left() + 3, rect.bottom() - 1, rect.right() - 3, rect.bottom() - 1);
  }
  painter->restore();
}

}  // namespace calm::ui
