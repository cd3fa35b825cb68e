#pragma once

#include <QImage>
#include <QRectF>
#include <QString>
#include <QWidget>
#include <functional>
#include <utility>
#include <vector>

#include "ui/colormap.h"

class QPainter;

namespace calm::ui {

/// A matrix of numbers and how it is shown.
struct MatrixPicture {
  int rows = 0, columns = 0;
  std::vector<double> values;  // row-major; NaN: nothing there
  QString title;               // of the colour scale
  ColorMap colors = ColorMap::viridis;
  /// 0 .. 1 on the colour map.
  std::function<double(double)> fraction;
  std::vector<std::pair<double, QString>> ticks;  // fractions of the colour scale, with labels
  std::function<QString(int)> label;              // of a row or column, on the axes
  std::function<QString(int, int)> describe;      // a cell in words, with its exact value
  QString axis;                                   // title of both axes; empty: none
  bool square = true;                             // cells as high as wide
};

/// Paints a matrix as an image with axes and a colour scale, of any size at once. The wheel, + and - zoom about the
/// cursor, dragging and Shift with the arrows pan, 0 shows all again; the arrows move the cursor.
class MatrixView : public QWidget {
  Q_OBJECT

 public:
  explicit MatrixView(QWidget* parent = nullptr);

  void setPicture(MatrixPicture picture);
  const MatrixPicture& picture() const { return picture_; }
  /// Ranges [first, last] of both axes that are outlined; `strong`: index of one drawn thicker, or -1.
  void setOutlines(std::vector<std::pair<int, int>> ranges, int strong = -1);
  QPoint cursorCell() const { return cursor_; }  // column, row; (-1, -1): none
  void setCursorCell(const QPoint& cell);

  double zoom() const { return zoom_; }
  void zoomBy(double factor);
  void showAll();
  /// Cells that are visible now: columns and rows.
  QRectF visibleCells() const;
  QPoint cellAt(const QPointF& position) const;
  QRectF cellRect(int row, int column) const;

  /// The same picture into another device; `vector`: cells as rectangles instead of an image.
  void paintInto(QPainter* painter, const QRectF& area, bool vector) const;
  /// At twice the size on screen.
  QImage image() const;
  QByteArray svg() const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// What is under the mouse or the cursor; empty: nothing.
  void cellDescribed(const QString& text);
  void cursorMoved(int row, int column);
  void viewChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Layout {
    QRectF cells;  // where the visible cells are painted
    QRectF scale;
    double cell = 1;  // side of a cell (width; height where not square)
    double cellHeight = 1;
    QRectF shown;  // visible cells
  };
  Layout placeIn(const QRectF& area) const;
  void zoomAt(double factor, const QPointF& cell);
  void clampOrigin();
  void describe(const QPoint& cell, bool byKeyboard);
  void paintAxes(QPainter* painter, const Layout& at) const;
  void paintScale(QPainter* painter, const QRectF& bar) const;

  MatrixPicture picture_;
  QImage cells_;
  std::vector<std::pair<int, int>> outlines_;
  int strong_ = -1;
  QPoint cursor_{-1, -1};
  double zoom_ = 1;
  QPointF origin_;  // first visible cell
  QPointF dragFrom_;
  QPointF dragOrigin_;
  bool dragging_ = false, moved_ = false;
};

}  // namespace calm::ui
