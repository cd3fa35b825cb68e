#pragma once

class QAbstractAxis;
class QChart;
class QWidget;

namespace calm::ui {

bool isDark(const QWidget* widget);
/// Background, text and grid of a chart from the widget's palette and font. Animations off: they cost frames while a
/// run is live.
void styleChart(QChart* chart, const QWidget* widget);
void styleAxis(QAbstractAxis* axis, const QWidget* widget);

}  // namespace calm::ui
