#pragma once

#include <QColor>

namespace calm::ui {

enum class ColorMap { viridis, cividis };

/// `t` in 0 .. 1, clamped; NaN gives an invalid colour.
QColor mapColor(ColorMap map, double t);

/// Relative luminance as WCAG 2 defines it, 0 .. 1.
double relativeLuminance(const QColor& color);
/// 1 .. 21; text is legible from 4.5 on.
double contrastRatio(const QColor& a, const QColor& b);
/// Black or white, whichever is read more easily on `background`.
QColor textOn(const QColor& background);

/// Line colours for `index` of a family of curves, told apart by lightness too; fit for a light or a dark background.
/// They come round after eight.
QColor seriesColor(int index, bool dark);
/// Where the colours come round again, another dash or another hatching tells the families apart.
Qt::PenStyle seriesPenStyle(int index);
Qt::BrushStyle seriesBrushStyle(int index);

}  // namespace calm::ui
