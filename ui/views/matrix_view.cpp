#include "ui/views/matrix_view.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace calm::ui {

namespace {
constexpr double kMostZoom = 64;
constexpr double kZoomStep = 1.25;
}  // namespace

MatrixView::MatrixView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void MatrixView::setPicture(MatrixPicture picture) {
  const bool same = picture.rows == picture_.rows && picture.columns == picture_.columns;
  picture_ = std::move(picture);
  cells_ = QImage(std::max(1, picture_.columns), std::max(1, picture_.rows), QImage::Format_ARGB32_Premultiplied);
  cells_.fill(Qt::transparent);
  for (int row = 0; row < picture_.rows; ++row) {
    for (int column = 0; column < picture_.columns; ++column) {
      const double value =
          picture_
              .values[static_cast<size_t>(row) * static_cast<size_t>(picture_.columns) + static_cast<size_t>(column)];
      const QColor color = mapColor(picture_.colors, picture_.fraction(value));
      if (color.isValid()) cells_.setPixelColor(column, row, color);
    }
  }
  if (!same) {
    zoom_ = 1;
    origin_ = {};
    cursor_ = {-1, -1};
    outlines_.clear();
  }
  describe(cursor_, false);
  update();
  Q_EMIT viewChanged();
}

void MatrixView::setOutlines(std::vector<std::pair<int, int>> ranges, int strong) {
  outlines_ = std::move(ranges);
  strong_ = strong;
  update();
}

QSize MatrixView::sizeHint() const {
  const int unit = fontMetrics().height();
  return {unit * 30, unit * 24};
}
QSize MatrixView::minimumSizeHint() const {
  const int unit = fontMetrics().height();
  return {unit * 12, unit * 10};
}

void MatrixView::clampOrigin() {
  const double columns = picture_.columns / zoom_, rows = picture_.rows / zoom_;
  origin_.setX(std::clamp(origin_.x(), 0.0, std::max(0.0, picture_.columns - columns)));
  origin_.setY(std::clamp(origin_.y(), 0.0, std::max(0.0, picture_.rows - rows)));
}

QRectF MatrixView::visibleCells() const {
  return {origin_.x(), origin_.y(), picture_.columns / zoom_, picture_.rows / zoom_};
}

QPoint MatrixView::cellAt(const QPointF& position) const {
  const Layout at = placeIn(rect());
  if (picture_.rows == 0 || !at.cells.contains(position)) return {-1, -1};
  const int column = static_cast<int>(at.shown.x() + (position.x() - at.cells.x()) / at.cell);
  const int row = static_cast<int>(at.shown.y() + (position.y() - at.cells.y()) / at.cellHeight);
  return {std::min(column, picture_.columns - 1), std::min(row, picture_.rows - 1)};
}

QRectF MatrixView::cellRect(int row, int column) const {
  const Layout at = placeIn(rect());
  return {at.cells.x() + (column - at.shown.x()) * at.cell, at.cells.y() + (row - at.shown.y()) * at.cellHeight,
          at.cell, at.cellHeight};
}

// --- zoom and cursor

void MatrixView::zoomAt(double factor, const QPointF& cell) {
  const double before = zoom_;
  const double most = std::min(kMostZoom, std::max(1.0, std::max(picture_.rows, picture_.columns) / 3.0));
  zoom_ = std::clamp(zoom_ * factor, 1.0, most);
  // The cell stays where it is.
  origin_ = cell - (cell - origin_) * (before / zoom_);
  clampOrigin();
  update();
  Q_EMIT viewChanged();
}

void MatrixView::zoomBy(double factor) {
  const QRectF shown = visibleCells();
  const bool cursor = cursor_.x() >= 0 && shown.contains(QPointF(cursor_) + QPointF(0.5, 0.5));
  zoomAt(factor, cursor ? QPointF(cursor_) + QPointF(0.5, 0.5) : shown.center());
}

void MatrixView::showAll() {
  zoom_ = 1;
  origin_ = {};
  update();
  Q_EMIT viewChanged();
}

void MatrixView::setCursorCell(const QPoint& cell) {
  if (picture_.rows == 0) return;
  cursor_ = {std::clamp(cell.x(), 0, picture_.columns - 1), std::clamp(cell.y(), 0, picture_.rows - 1)};
  const QRectF shown = visibleCells();
  if (cursor_.x() < shown.left()) origin_.setX(cursor_.x());
  if (cursor_.y() < shown.top()) origin_.setY(cursor_.y());
  if (cursor_.x() + 1 > shown.right()) origin_.setX(cursor_.x() + 1 - shown.width());
  if (cursor_.y() + 1 > shown.bottom()) origin_.setY(cursor_.y() + 1 - shown.height());
  clampOrigin();
  update();
  describe(cursor_, true);
  Q_EMIT cursorMoved(cursor_.y(), cursor_.x());
}

void MatrixView::describe(const QPoint& cell, bool byKeyboard) {
  const bool there = cell.x() >= 0 && cell.y() >= 0 && picture_.describe;
  const QString text = there ? picture_.describe(cell.y(), cell.x()) : QString();
  if (byKeyboard || text.isEmpty()) setAccessibleDescription(text);
  if (byKeyboard && QAccessible::isActive()) {
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
  }
  Q_EMIT cellDescribed(text);
}

void MatrixView::mouseMoveEvent(QMouseEvent* event) {
  if (dragging_) {
    const Layout at = placeIn(rect());
    const QPointF moved = event->position() - dragFrom_;
    moved_ = moved_ || moved.manhattanLength() >= QApplication::startDragDistance();
    if (moved_ && zoom_ > 1) {
      origin_ = dragOrigin_ - QPointF(moved.x() / at.cell, moved.y() / at.cellHeight);
      clampOrigin();
      setCursor(Qt::ClosedHandCursor);
      update();
      Q_EMIT viewChanged();
    }
    return;
  }
  const QPoint cell = cellAt(event->position());
  describe(cell, false);
  const QString text = cell.x() >= 0 && picture_.describe ? picture_.describe(cell.y(), cell.x()) : QString();
  QToolTip::showText(event->globalPosition().toPoint(), text, this, cellRect(cell.y(), cell.x()).toAlignedRect());
}

void MatrixView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  dragging_ = true;
  moved_ = false;
  dragFrom_ = event->position();
  dragOrigin_ = origin_;
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !dragging_) return;
  dragging_ = false;
  unsetCursor();
  const QPoint cell = cellAt(event->position());
  if (!moved_ && cell.x() >= 0) setCursorCell(cell);
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent*) {
  showAll();
}

void MatrixView::wheelEvent(QWheelEvent* event) {
  const QPoint cell = cellAt(event->position());
  if (cell.x() < 0 || event->angleDelta().y() == 0) {
    event->ignore();
    return;
  }
  const Layout at = placeIn(rect());
  const QPointF exact = at.shown.topLeft() + QPointF((event->position().x() - at.cells.x()) / at.cell,
                                                     (event->position().y() - at.cells.y()) / at.cellHeight);
  zoomAt(std::pow(kZoomStep, event->angleDelta().y() / 120.0), exact);
  event->accept();
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
  const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
  QPoint step;
  switch (event->key()) {
    case Qt::Key_Left:
      step = {-1, 0};
      break;
    case Qt::Key_Right:
      step = {1, 0};
      break;
    case Qt::Key_Up:
      step = {0, -1};
      break;
    case Qt::Key_Down:
      step = {0, 1};
      break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoomBy(kZoomStep);
      return;
    case Qt::Key_Minus:
      zoomBy(1 / kZoomStep);
      return;
    case Qt::Key_0:
      showAll();
      return;
    case Qt::Key_Home:
      setCursorCell({0, 0});
      return;
    case Qt::Key_End:
      setCursorCell({picture_.columns - 1, picture_.rows - 1});
      return;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  if (shift) {
    origin_ += QPointF(step);
    clampOrigin();
    update();
    Q_EMIT viewChanged();
  } else {
    setCursorCell(cursor_.x() < 0 ? QPoint(0, 0) : cursor_ + step);
  }
}

void MatrixView::leaveEvent(QEvent*) {
  describe(hasFocus() ? cursor_ : QPoint(-1, -1), false);
}

void MatrixView::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  if (cursor_.x() < 0 && picture_.rows > 0) setCursorCell({0, 0});
  update();
}

void MatrixView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

void MatrixView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  Q_EMIT viewChanged();
}

void MatrixView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) update();
  QWidget::changeEvent(event);
}

}  // namespace calm::ui
