#include "ui/panels/drop_overlay.h"

#include <QFileInfo>
#include <QPainter>

namespace calm::ui {

DropOverlay::DropOverlay(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAccessibleName(tr("Drop to open"));
  hide();
}

void DropOverlay::showFor(const QString& path) {
  const QString name = QFileInfo(path).fileName();
  text_ = tr("Drop to open %1").arg(name.isEmpty() ? path : name);
  setGeometry(parentWidget()->rect());
  raise();
  show();
}

void DropOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor veil = palette().color(QPalette::Window);
  veil.setAlphaF(0.85F);
  painter.fillRect(rect(), veil);
  const int margin = fontMetrics().height();
  painter.setPen(QPen(palette().color(QPalette::Highlight), 2, Qt::DashLine));
  painter.drawRoundedRect(rect().adjusted(margin, margin, -margin, -margin), 8, 8);
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.7);
  painter.setFont(large);
  painter.setPen(palette().color(QPalette::WindowText));
  const int room = width() - 6 * margin;
  painter.drawText(rect(), Qt::AlignCenter, QFontMetrics(large).elidedText(text_, Qt::ElideMiddle, room));
}

}  // namespace calm::ui
