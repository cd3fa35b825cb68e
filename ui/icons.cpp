#include "ui/icons.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace calm::ui {

namespace {

// Paths on a 16 x 16 grid.
void drawIcon(QPainter* painter, Icon icon, const QColor& color) {
  painter->setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter->setBrush(Qt::NoBrush);
  QPainterPath path;
  switch (icon) {
    case Icon::open:
      path.moveTo(1.5, 13);
      path.lineTo(1.5, 3.5);
      path.lineTo(6, 3.5);
      path.lineTo(7.5, 5.5);
      path.lineTo(13, 5.5);
      path.lineTo(13, 7.5);
      path.moveTo(1.5, 13);
      path.lineTo(4, 7.5);
      path.lineTo(15, 7.5);
      path.lineTo(12.5, 13);
      path.closeSubpath();
      break;
    case Icon::file:
      path.moveTo(3.5, 1.5);
      path.lineTo(9.5, 1.5);
      path.lineTo(12.5, 4.5);
      path.lineTo(12.5, 14.5);
      path.lineTo(3.5, 14.5);
      path.closeSubpath();
      path.moveTo(9.5, 1.5);
      path.lineTo(9.5, 4.5);
      path.lineTo(12.5, 4.5);
      break;
    case Icon::download:
      path.moveTo(8, 1.8);
      path.lineTo(8, 10);
      path.moveTo(4.6, 6.8);
      path.lineTo(8, 10.2);
      path.lineTo(11.4, 6.8);
      path.moveTo(2, 10.5);
      path.lineTo(2, 14);
      path.lineTo(14, 14);
      path.lineTo(14, 10.5);
      break;
    case Icon::terminal:
      path.addRoundedRect(1.5, 2.5, 13, 11, 1.5, 1.5);
      path.moveTo(4, 6);
      path.lineTo(6.4, 8);
      path.lineTo(4, 10);
      path.moveTo(8, 10.4);
      path.lineTo(11.5, 10.4);
      break;
    case Icon::session:
      path.addEllipse(2, 2, 12, 12);
      path.moveTo(8, 4.5);
      path.lineTo(8, 8);
      path.lineTo(10.8, 9.6);
      break;
    case Icon::analyse:
      painter->setBrush(color);
      path.moveTo(4.5, 2.8);
      path.lineTo(13, 8);
      path.lineTo(4.5, 13.2);
      path.closeSubpath();
      break;
    case Icon::pause:
      painter->setBrush(color);
      path.addRect(4.2, 3.2, 2.2, 9.6);
      path.addRect(9.6, 3.2, 2.2, 9.6);
      break;
    case Icon::stop:
      painter->setBrush(color);
      path.addRect(3.8, 3.8, 8.4, 8.4);
      break;
    case Icon::recompute:
      path.arcMoveTo(3, 3, 10, 10, 60);
      path.arcTo(3, 3, 10, 10, 60, -300);
      path.moveTo(10.5, 0.9);
      path.lineTo(10.5, 3.8);
      path.lineTo(13.6, 4.4);
      break;
    case Icon::undo:
    case Icon::redo:
      if (icon == Icon::redo) {
        painter->translate(16, 0);
        painter->scale(-1, 1);
      }
      path.moveTo(2.5, 6);
      path.lineTo(9.5, 6);
      path.arcTo(5.5, 6, 8, 7, 90, -180);
      path.lineTo(6, 13);
      path.moveTo(5.5, 3);
      path.lineTo(2.5, 6);
      path.lineTo(5.5, 9);
      break;
    case Icon::exportModel:
      path.moveTo(8, 10);
      path.lineTo(8, 2);
      path.moveTo(4.8, 5);
      path.lineTo(8, 1.8);
      path.lineTo(11.2, 5);
      path.moveTo(2.5, 9.5);
      path.lineTo(2.5, 13.8);
      path.lineTo(13.5, 13.8);
      path.lineTo(13.5, 9.5);
      break;
    case Icon::benchmark:
      path.moveTo(2, 14);
      path.lineTo(14.5, 14);
      painter->drawPath(path);
      painter->setBrush(color);
      path = QPainterPath();
      path.addRect(3.2, 8.5, 1.8, 3.6);
      path.addRect(7.2, 5.5, 1.8, 6.6);
      path.addRect(11.2, 2.5, 1.8, 9.6);
      break;
  }
  painter->drawPath(path);
}

class PaletteIconEngine : public QIconEngine {
 public:
  explicit PaletteIconEngine(Icon icon) : icon_(icon) {}
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const QPalette palette = QApplication::palette();
    const QPalette::ColorGroup group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / 16.0, rect.height() / 16.0);
    drawIcon(painter, icon_, palette.color(group, QPalette::ButtonText));
    painter->restore();
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
  }
  QIconEngine* clone() const override { return new PaletteIconEngine(icon_); }

 private:
  Icon icon_;
};

}  // namespace

QIcon makeIcon(Icon icon) {
  return QIcon(new PaletteIconEngine(icon));
}

}  // namespace calm::ui
