#include "ui/views/share_bar.h"

#include <QPainter>
#include <QStringList>
#include <algorithm>

#include "ui/colormap.h"

namespace calm::ui {

namespace {
constexpr int kBarHeight = 16;
constexpr int kGap = 6;
}  // namespace

ShareBar::ShareBar(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void ShareBar::setShares(std::vector<Share> shares) {
  shares_ = std::move(shares);
  QStringList words;
  for (const Share& share : shares_) words << tr("%1: %2").arg(share.name).arg(share.count);
  setAccessibleName(tr("Shares of the methods"));
  setAccessibleDescription(words.join(QStringLiteral(", ")));
  setToolTip(words.join(u'\n'));
  updateGeometry();
  update();
}

QSize ShareBar::sizeHint() const {
  return {360, heightForWidth(360)};
}
int ShareBar::heightForWidth(int width) const {
  return kBarHeight + kGap + layoutKey(width, nullptr);
}

QBrush ShareBar::brush(const Share& share) const {
  if (share.colorIndex < 0) return palette().brush(QPalette::Mid);
  const bool dark = palette().color(QPalette::Window).lightness() < 128;
  return {seriesColor(share.colorIndex, dark), seriesBrushStyle(share.colorIndex)};
}

int ShareBar::layoutKey(int width, QPainter* painter) const {
  const int line = fontMetrics().height() + 4, side = fontMetrics().height() - 4;
  int x = 0, y = 0;
  for (const Share& share : shares_) {
    const QString text = tr("%1  %2").arg(share.name).arg(share.count);
    const int needed = side + kGap + fontMetrics().horizontalAdvance(text) + 3 * kGap;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += line;
    }
    if (painter) {
      const int top = kBarHeight + kGap + y;
      painter->fillRect(QRect(x, top + (line - side) / 2, side, side), brush(share));
      painter->setPen(palette().color(QPalette::WindowText));
      painter->drawText(QRect(x + side + kGap, top, needed, line), Qt::AlignVCenter, text);
    }
    x += needed;
  }
  return y + line;
}

void ShareBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  int total = 0;
  for (const Share& share : shares_) total += share.count;
  double x = 0;
  for (const Share& share : shares_) {
    const double part = total > 0 ? static_cast<double>(width()) * share.count / total : 0;
    const QRectF box(x, 0, std::max(part - 1, 0.0), kBarHeight);
    painter.fillRect(box, brush(share));
    x += part;
  }
  layoutKey(width(), &painter);
}

}  // namespace calm::ui
