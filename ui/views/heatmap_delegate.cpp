#include "ui/views/heatmap_delegate.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "ui/models/heatmap_model.h"

namespace calm::ui {

namespace {

constexpr double kNarrowCell = 16;

QColor blend(const QColor& a, const QColor& b, double t) {
  return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - t) + b.redF() * t),
                          static_cast<float>(a.greenF() * (1 - t) + b.greenF() * t),
                          static_cast<float>(a.blueF() * (1 - t) + b.blueF() * t));
}

}  // namespace

QColor HeatmapDelegate::cellColor(const QModelIndex& index, const QPalette& palette) const {
  const double value = index.data(HeatmapModel::ValueRole).toDouble();
  const QColor empty = blend(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.06);
  if (std::isnan(value)) return empty;
  return fillFor(scale_.colors, colorFraction(scale_, range_, value), index.data(HeatmapModel::StaleRole).toBool(),
                 index.data(HeatmapModel::InPoolRole).toBool(), palette);
}

QColor HeatmapDelegate::fillFor(ColorMap map, double fraction, bool stale, bool inPool, const QPalette& palette) {
  QColor color = mapColor(map, fraction);
  if (stale) color = blend(color, palette.color(QPalette::Base), 0.55);
  if (!inPool) color = blend(color, palette.color(QPalette::Base), 0.3);
  return color;
}

void HeatmapDelegate::paintStale(QPainter* painter, const QRectF& rect, const QColor& fill) {
  painter->save();
  painter->setClipRect(rect);
  QColor line = textOn(fill);
  line.setAlpha(130);
  painter->setPen(QPen(line, 1));
  painter->setRenderHint(QPainter::Antialiasing);
  const double step = 6;
  for (double x = rect.left() - rect.height(); x < rect.right(); x += step) {
    painter->drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
  }
  painter->restore();
}

void HeatmapDelegate::paintCross(QPainter* painter, const QRectF& rect, const QColor& color) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(color, 1.4));
  const double side = std::min({rect.width(), rect.height(), 12.0}) * 0.5;
  const QPointF c = rect.center();
  painter->drawLine(c + QPointF(-side, -side) * 0.7, c + QPointF(side, side) * 0.7);
  painter->drawLine(c + QPointF(-side, side) * 0.7, c + QPointF(side, -side) * 0.7);
  painter->restore();
}

void HeatmapDelegate::paintChosen(QPainter* painter, const QRectF& rect) {
  // Black inside white: one of them stands out on any colour of the map. Filled strips, for they are sharp at any
  // offset, and narrow where the cell is.
  const double outer = rect.width() < kNarrowCell ? 1 : 2, inner = rect.width() < kNarrowCell ? 1 : 1.5;
  const auto frame = [painter](const QRectF& box, double width, const QColor& color) {
    painter->fillRect(QRectF(box.left(), box.top(), box.width(), width), color);
    painter->fillRect(QRectF(box.left(), box.bottom() - width, box.width(), width), color);
    painter->fillRect(QRectF(box.left(), box.top() + width, width, box.height() - 2 * width), color);
    painter->fillRect(QRectF(box.right() - width, box.top() + width, width, box.height() - 2 * width), color);
  };
  frame(rect, outer, Qt::white);
  frame(rect.adjusted(outer, outer, -outer, -outer), inner, Qt::black);
}

void HeatmapDelegate::paintPin(QPainter* painter, const QRectF& rect) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const double r = std::clamp(std::min(rect.width(), rect.height()) * 0.17, 2.5, 4.5);
  const double edge = rect.width() < kNarrowCell ? 1 : 3.5;
  const QPointF center(rect.right() - r - edge, rect.top() + r + edge);
  painter->setPen(QPen(Qt::black, 1.2));
  painter->setBrush(Qt::white);
  painter->drawEllipse(center, r, r);
  painter->setBrush(Qt::black);
  painter->drawEllipse(center, r * 0.35, r * 0.35);
  painter->restore();
}

void HeatmapDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QPalette& palette = option.palette;
  const QRectF cell = QRectF(option.rect).adjusted(0, 0, -1, -1);  // a hairline of the base shows between cells
  const QColor fill = cellColor(index, palette);
  const double value = index.data(HeatmapModel::ValueRole).toDouble();
  const bool stale = index.data(HeatmapModel::StaleRole).toBool();

  painter->save();
  painter->fillRect(cell, fill);
  if (stale && !std::isnan(value)) paintStale(painter, cell, fill);
  if (index.data(HeatmapModel::NotApplicableRole).toBool()) {
    paintCross(painter, cell, palette.color(QPalette::PlaceholderText));
  } else if (!std::isnan(value)) {
    const QString text = index.data(Qt::DisplayRole).toString();
    if (option.fontMetrics.horizontalAdvance(text) + 8 <= cell.width() &&
        option.fontMetrics.height() <= cell.height()) {
      if (stale) {  // the hatching must not run through the digits
        QRectF plate(0, 0, option.fontMetrics.horizontalAdvance(text) + 4, option.fontMetrics.height());
        plate.moveCenter(cell.center());
        painter->fillRect(plate, fill);
      }
      painter->setPen(textOn(fill));
      painter->setFont(option.font);
      painter->drawText(cell, Qt::AlignCenter, text);
    }
  }
  if (index.data(HeatmapModel::ChosenRole).toBool()) paintChosen(painter, cell);
  if (index.data(HeatmapModel::OverriddenRole).toBool()) paintPin(painter, cell);

  if (index.data(HeatmapModel::RunningRole).toBool()) {
    QColor ring = palette.color(QPalette::Highlight);
    ring.setAlpha(pulse_ ? 255 : 140);
    QPen pen(ring, 2);
    pen.setJoinStyle(Qt::MiterJoin);
    painter->setPen(pen);
    if (std::isnan(value)) {
      ring.setAlpha(pulse_ ? 90 : 40);
      painter->setBrush(ring);
    }
    painter->drawRect(cell.adjusted(1, 1, -1, -1));
    painter->setBrush(Qt::NoBrush);
  }
  if (option.state & QStyle::State_Selected) {
    QColor tint = palette.color(QPalette::Highlight);
    QPen pen(tint, 2);
    pen.setJoinStyle(Qt::MiterJoin);
    painter->setPen(pen);
    painter->drawRect(cell.adjusted(1, 1, -1, -1));
  }
  if (option.state & QStyle::State_HasFocus) {
    painter->setPen(QPen(textOn(fill), 1, Qt::DotLine));
    painter->drawRect(cell.adjusted(4, 4, -4, -4));
  }
  painter->restore();
}

QSize HeatmapDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {option.fontMetrics.horizontalAdvance(QStringLiteral("00")) + 6, option.fontMetrics.height() + 4};
}

}  // namespace calm::ui
