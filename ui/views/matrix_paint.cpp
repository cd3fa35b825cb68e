// How a MatrixView is painted: on screen, as a picture and as vectors.
#include <QBuffer>
#include <QLinearGradient>
#include <QPainter>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "ui/views/matrix_view.h"

namespace calm::ui {

namespace {

constexpr int kGap = 6;
constexpr int kScaleWidth = 14;

/// Distance between labels so that `room` pixels fit between them: 1, 2, 5, 10, ...
int labelStep(double cell, double room) {
  int step = 1;
  for (const int factor : {2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
    if (cell * step >= room) break;
    step = factor;
  }
  return step;
}

}  // namespace

MatrixView::Layout MatrixView::placeIn(const QRectF& area) const {
  const QFontMetrics metrics = fontMetrics();
  Layout at;
  at.shown = visibleCells();
  int widest = metrics.horizontalAdvance(QStringLiteral("0"));
  for (int row = 0; picture_.label && row < picture_.rows; ++row) {
    widest = std::max(widest, metrics.horizontalAdvance(picture_.label(row)));
  }
  int tickWidth = 0;
  for (const auto& [position, text] : picture_.ticks) tickWidth = std::max(tickWidth, metrics.horizontalAdvance(text));
  const double title = picture_.axis.isEmpty() ? 0 : metrics.height() + kGap;
  const double left = area.left() + widest + 2 * kGap + title, bottom = metrics.height() + 2 * kGap + title;
  const double scale = kScaleWidth + 4 * kGap + tickWidth;
  const double top = area.top() + metrics.height() + 2 * kGap;  // the scale's title
  const double width = std::max(1.0, area.right() - scale - left);
  const double height = std::max(1.0, area.bottom() - bottom - top);
  at.cell = width / std::max(1.0, at.shown.width());
  at.cellHeight = height / std::max(1.0, at.shown.height());
  if (picture_.square) at.cell = at.cellHeight = std::min(at.cell, at.cellHeight);
  at.cells = QRectF(left, top, at.cell * at.shown.width(), at.cellHeight * at.shown.height());
  at.scale = QRectF(at.cells.right() + 2 * kGap, top, kScaleWidth, at.cells.height());
  return at;
}

void MatrixView::paintAxes(QPainter* painter, const Layout& at) const {
  const QFontMetrics metrics = fontMetrics();
  if (!picture_.label) return;
  int widest = 0;
  for (int row = 0; row < picture_.rows; ++row) {
    widest = std::max(widest, metrics.horizontalAdvance(picture_.label(row)));
  }
  painter->setPen(palette().color(QPalette::WindowText));
  const int rowStep = labelStep(at.cellHeight, metrics.height());
  const int columnStep = labelStep(at.cell, widest + kGap);
  for (int row = 0; row < picture_.rows; row += rowStep) {
    const double y = at.cells.y() + (row + 0.5 - at.shown.y()) * at.cellHeight;
    if (y < at.cells.top() || y > at.cells.bottom()) continue;
    painter->drawText(QRectF(at.cells.left() - kGap - widest, y - metrics.height() / 2.0, widest, metrics.height()),
                      Qt::AlignRight | Qt::AlignVCenter, picture_.label(row));
  }
  for (int column = 0; column < picture_.columns; column += columnStep) {
    const double x = at.cells.x() + (column + 0.5 - at.shown.x()) * at.cell;
    if (x < at.cells.left() || x > at.cells.right()) continue;
    painter->drawText(QRectF(x - widest, at.cells.bottom() + kGap / 2.0, 2.0 * widest, metrics.height()),
                      Qt::AlignHCenter | Qt::AlignTop, picture_.label(column));
  }
  if (picture_.axis.isEmpty()) return;
  painter->drawText(
      QRectF(at.cells.left(), at.cells.bottom() + metrics.height() + kGap, at.cells.width(), metrics.height()),
      Qt::AlignHCenter | Qt::AlignVCenter, picture_.axis);
  painter->save();
  painter->translate(at.cells.left() - widest - 2 * kGap - metrics.height(), at.cells.center().y());
  painter->rotate(-90);
  painter->drawText(QRectF(-at.cells.height() / 2, 0, at.cells.height(), metrics.height()),
                    Qt::AlignHCenter | Qt::AlignVCenter, picture_.axis);
  painter->restore();
}

void MatrixView::paintScale(QPainter* painter, const QRectF& bar) const {
  const QFontMetrics metrics = fontMetrics();
  QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
  for (int i = 0; i <= 16; ++i) gradient.setColorAt(i / 16.0, mapColor(picture_.colors, i / 16.0));
  painter->fillRect(bar, gradient);
  painter->setPen(palette().color(QPalette::WindowText));
  double above = 1e9;  // top of the label below
  for (const auto& [position, text] : picture_.ticks) {
    const double y = bar.bottom() - position * bar.height();
    if (y + metrics.height() / 2.0 > above) continue;
    above = y - metrics.height() / 2.0;
    painter->drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 3, y));
    painter->drawText(QRectF(bar.right() + kGap, y - metrics.height() / 2.0, 200, metrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter, text);
  }
  const double width = metrics.horizontalAdvance(picture_.title) + 2;
  double tickWidth = 0;
  for (const auto& [position, text] : picture_.ticks) {
    tickWidth = std::max(tickWidth, static_cast<double>(metrics.horizontalAdvance(text)));
  }
  const double right = bar.right() + kGap + tickWidth;
  painter->drawText(QRectF(right - width, bar.top() - metrics.height() - kGap, width, metrics.height()),
                    Qt::AlignRight | Qt::AlignVCenter, picture_.title);
}

void MatrixView::paintInto(QPainter* painter, const QRectF& area, bool vector) const {
  painter->setFont(font());
  const Layout at = placeIn(area);
  if (picture_.rows == 0 || picture_.columns == 0) return;
  painter->save();
  painter->setClipRect(at.cells);
  painter->fillRect(at.cells, QBrush(palette().color(QPalette::Mid), Qt::BDiagPattern));
  if (vector) {
    for (int row = 0; row < picture_.rows; ++row) {
      for (int column = 0; column < picture_.columns; ++column) {
        const QRectF cell(at.cells.x() + (column - at.shown.x()) * at.cell,
                          at.cells.y() + (row - at.shown.y()) * at.cellHeight, at.cell, at.cellHeight);
        if (cell.intersects(at.cells) && cells_.pixelColor(column, row).alpha() > 0) {
          painter->fillRect(cell, cells_.pixelColor(column, row));
        }
      }
    }
  } else {
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter->drawImage(at.cells, cells_, at.shown);
  }
  const auto range = [&](int first, int last) {
    return QRectF(at.cells.x() + (first - at.shown.x()) * at.cell,
                  at.cells.y() + (first - at.shown.y()) * at.cellHeight, (last - first + 1) * at.cell,
                  (last - first + 1) * at.cellHeight);
  };
  painter->setBrush(Qt::NoBrush);
  for (size_t i = 0; i < outlines_.size(); ++i) {
    // Two colours, so that it shows on both ends of the colour map.
    const bool strong = static_cast<int>(i) == strong_;
    const QRectF box = range(outlines_[i].first, outlines_[i].second).adjusted(1, 1, -1, -1);
    painter->setPen(QPen(Qt::black, strong ? 5 : 3));
    painter->drawRect(box);
    painter->setPen(QPen(Qt::white, strong ? 3 : 1));
    painter->drawRect(box);
  }
  painter->restore();
  paintAxes(painter, at);
  paintScale(painter, at.scale);
}

void MatrixView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintInto(&painter, rect(), false);
  if (cursor_.x() < 0 || picture_.rows == 0) return;
  const Layout at = placeIn(rect());
  const QRectF cell = cellRect(cursor_.y(), cursor_.x());
  if (!at.cells.intersects(cell)) return;
  painter.setClipRect(at.cells.adjusted(-2, -2, 2, 2));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::black, 3));
  painter.drawRect(cell);
  painter.setPen(QPen(hasFocus() ? palette().color(QPalette::Highlight) : QColor(Qt::white), hasFocus() ? 2 : 1));
  painter.drawRect(cell);
}

QImage MatrixView::image() const {
  QImage picture(size() * 2, QImage::Format_ARGB32_Premultiplied);
  picture.setDevicePixelRatio(2);
  picture.fill(palette().color(QPalette::Window));
  QPainter painter(&picture);
  paintInto(&painter, QRectF(QPointF(), QSizeF(size())).adjusted(8, 8, -8, -8), false);
  return picture;
}

QByteArray MatrixView::svg() const {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(size());
  generator.setViewBox(rect());
  generator.setTitle(picture_.title);
  QPainter painter(&generator);
  painter.fillRect(rect(), palette().color(QPalette::Window));
  paintInto(&painter, QRectF(rect()).adjusted(8, 8, -8, -8), true);
  painter.end();
  return bytes;
}

}  // namespace calm::ui
