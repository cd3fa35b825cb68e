#pragma once

#include <QString>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calm/plan.h"
#include "ui/colormap.h"

namespace calm::ui {

/// What a choice of metrics lists.
struct MetricEntry {
  Metric metric;
  QString title, unit, summary;
  bool higherIsBetter;
};
const std::vector<MetricEntry>& metricEntries();
bool higherIsBetter(Metric metric);

QString metricTitle(Metric metric);
/// "dB", or empty for a pure number.
QString metricUnit(Metric metric);
/// Up to six digits, NaN as a dash.
QString scoreText(double value, Metric metric);
/// Fewer digits and no unit: fits a cell of the heatmap.
QString cellText(double value, Metric metric);
/// "AWQ clip + GPTQ act-order" for a canonical spec; the spec itself where it cannot be read.
QString methodTitle(const std::string& spec);

/// How scores are laid out on a colour scale or an axis. Similarities crowd just below 1, so the logarithmic form
/// counts nines: -log10(1 - value), with the labels still in the metric's own numbers.
struct ScoreScale {
  Metric metric = Metric::cka;
  bool logarithmic = false;            // only where 1 is the best; decibels are logarithmic by themselves
  bool fixed = false;                  // the limits below instead of the data's
  std::optional<double> lower, upper;  // scores; none: the metric's whole range
  ColorMap colors = ColorMap::viridis;

  bool operator==(const ScoreScale&) const = default;

  bool canUseLog() const { return metricUnit(metric).isEmpty(); }
  bool usesLog() const { return logarithmic && canUseLog(); }
  /// Where a score lies on the axis; NaN stays NaN.
  double position(double value) const;
  /// The score at a position.
  double value(double position) const;
  /// "0.999" for position 3 of a logarithmic CKA scale.
  QString tickText(double position) const;
  QString axisTitle() const;
  /// Round numbers between two positions, ascending, four to nine where there are such, with their labels.
  std::vector<std::pair<double, QString>> ticks(double from, double to) const;
};

/// Limits of a fixed scale where the user has set none.
std::pair<double, double> wholeRange(Metric metric);

/// An interval of positions.
struct ScoreRange {
  double lower = 0, upper = 1;
  bool valid = false;  // false: no data yet
  void include(double position);
  /// 0 .. 1 inside the range; 0.5 for a range of no width.
  double fraction(double position) const;
};

/// Where on the colour map a score lies: 1 is the best, whichever direction that is; NaN stays NaN.
double colorFraction(const ScoreScale& scale, const ScoreRange& range, double value);

/// The range that a fixed scale shows.
ScoreRange fixedRange(const ScoreScale& scale);

}  // namespace calm::ui
