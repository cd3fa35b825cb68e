#include "ui/views/heatmap_legend.h"

#include <QLinearGradient>
#include <QPainter>
#include <array>

#include "ui/views/heatmap_delegate.h"

namespace calm::ui {

namespace {
constexpr int kBarWidth = 150;
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
  const int side = fontMetrics().height();
  const int top = (height() - side) / 2;
  painter.setPen(palette().color(QPalette::WindowText));
  int x = 0;
  const auto text = [&](const QString& string) {
    const int width = fontMetrics().horizontalAdvance(string);
    painter.drawText(QRect(x, 0, width + 2, height()), Qt::AlignVCenter, string);
    x += width + kGap;
  };

  text(range_.valid ? scale_.tickText(range_.lower) : tr("low"));
  QLinearGradient gradient(x, 0, x + kBarWidth, 0);
  for (int i = 0; i <= 16; ++i) gradient.setColorAt(i / 16.0, mapColor(scale_.colors, i / 16.0));
  painter.fillRect(QRect(x, top, kBarWidth, side), gradient);
  x += kBarWidth + kGap;
  text(range_.valid ? scale_.tickText(range_.upper) : tr("high"));

  const QColor fill = mapColor(scale_.colors, 0.7);
  const QColor empty = palette().color(QPalette::Base);
  struct Mark {
    QString label;
    int kind;
  };
  const std::array<Mark, 4> marks = {
      {{tr("in the plan"), 0}, {tr("chosen by you"), 1}, {tr("stale"), 2}, {tr("not applicable"), 3}}};
  x += 2 * kGap;
  for (const Mark& mark : marks) {
    if (x + side + 6 + fontMetrics().horizontalAdvance(mark.label) > width()) break;
    const QRectF box(x, top, side * 1.4, side);
    painter.fillRect(box, mark.kind == 3 ? empty : fill);
    if (mark.kind <= 1) HeatmapDelegate::paintChosen(&painter, box);
    if (mark.kind == 1) HeatmapDelegate::paintPin(&painter, box);
    if (mark.kind == 2) HeatmapDelegate::paintStale(&painter, box, fill);
    if (mark.kind == 3) HeatmapDelegate::paintCross(&painter, box, palette().color(QPalette::WindowText));
    x += static_cast<int>(box.width()) + 6;
    painter.setPen(palette().color(QPalette::WindowText));
    text(mark.label);
    x += kGap;
  }
}

}  // namespace calm::ui
