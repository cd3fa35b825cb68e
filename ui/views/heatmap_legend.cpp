#include "ui/views/heatmap_legend.h"

#include <QLinearGradient>
#include <QPainter>
#include <array>

#include "ui/views/heatmap_delegate.h"

namespace calm::ui {

namespace {
constexpr int kBarWidth = 140;
constexpr int kGap = 8;
}  // namespace

HeatmapLegend::HeatmapLegend(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setToolTip(
      tr("Outlined: the plan uses this method. Pin: chosen by you. Hatched: stale, measured under other choices "
         "below or other options. Crossed: the method cannot be used for this layer."));
}

void HeatmapLegend::setScale(const ScoreScale& scale, const ScoreRange& range) {
  scale_ = scale;
  range_ = range;
  setAccessibleName(range.valid ? tr("Scale: %1 from %2 to %3")
                                      .arg(scale.axisTitle(), scale.tickText(range.lower), scale.tickText(range.upper))
                                : tr("Scale: no scores yet"));
  update();
}

QSize HeatmapLegend::sizeHint() const {
  return {560, fontMetrics().height() + 8};
}
QSize HeatmapLegend::minimumSizeHint() const {
  return {300, fontMetrics().height() + 8};
}

void HeatmapLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintLegend(&painter, size(), scale_, range_, palette(), font());
}

void HeatmapLegend::paintLegend(QPainter* painter, const QSize& room, const ScoreScale& scale, const ScoreRange& range,
                                const QPalette& palette, const QFont& font) {
  const QFontMetrics metrics(font);
  const int side = metrics.height();
  const int top = (room.height() - side) / 2;
  painter->setFont(font);
  painter->setPen(palette.color(QPalette::WindowText));
  int x = 0;
  const auto text = [&](const QString& string) {
    const int width = metrics.horizontalAdvance(string);
    painter->drawText(QRect(x, 0, width + 2, room.height()), Qt::AlignVCenter, string);
    x += width + kGap;
  };

  text(scale.axisTitle());
  x += kGap;
  text(range.valid ? scale.tickText(range.lower) : tr("low"));
  const bool up = higherIsBetter(scale.metric);
  QLinearGradient gradient(x, 0, x + kBarWidth, 0);
  for (int i = 0; i <= 16; ++i) gradient.setColorAt(i / 16.0, mapColor(scale.colors, up ? i / 16.0 : 1 - i / 16.0));
  painter->fillRect(QRect(x, top, kBarWidth, side), gradient);
  x += kBarWidth + kGap;
  text(range.valid ? scale.tickText(range.upper) : tr("high"));

  const QColor fill = mapColor(scale.colors, 0.7);
  const QColor empty = palette.color(QPalette::Base);
  struct Mark {
    QString label;
    int kind;
  };
  const std::array<Mark, 4> marks = {
      {{tr("in the plan"), 0}, {tr("chosen by you"), 1}, {tr("stale"), 2}, {tr("not applicable"), 3}}};
  x += kGap;
  for (const Mark& mark : marks) {
    if (x + side * 1.4 + 6 + metrics.horizontalAdvance(mark.label) > room.width()) break;
    const QRectF box(x, top, side * 1.4, side);
    painter->fillRect(box, mark.kind == 3 ? empty : fill);
    if (mark.kind <= 1) HeatmapDelegate::paintChosen(painter, box);
    if (mark.kind == 1) HeatmapDelegate::paintPin(painter, box);
    if (mark.kind == 2) HeatmapDelegate::paintStale(painter, box, fill);
    if (mark.kind == 3) HeatmapDelegate::paintCross(painter, box, palette.color(QPalette::WindowText));
    x += static_cast<int>(box.width()) + 6;
    painter->setPen(palette.color(QPalette::WindowText));
    text(mark.label);
    x += kGap;
  }
}

}  // namespace calm::ui
