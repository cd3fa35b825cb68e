#include "ui/models/score_scale.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <limits>

#include "calm/error.h"
#include "calm/methods.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {
// Beyond seven nines float32 sums tell nothing any more.
constexpr double kMostNines = 7;

QString tr(const char* text) {
  return QCoreApplication::translate("calm::ui", text);
}
}  // namespace

const std::vector<MetricEntry>& metricEntries() {
  static const std::vector<MetricEntry> entries = [] {
    std::vector<MetricEntry> result;
    for (const MetricInfo& info : metric_infos()) {
      result.push_back(
          {info.metric, tr(info.title.data()), tr(info.unit.data()), tr(info.summary.data()), info.higher_is_better});
    }
    return result;
  }();
  return entries;
}

namespace {
bool inDecibels(Metric metric) {
  return metric_info(metric).unit == "dB";
}
}  // namespace

bool higherIsBetter(Metric metric) {
  return metric_info(metric).higher_is_better;
}

QString metricTitle(Metric metric) {
  return tr(metric_info(metric).title.data());
}

QString metricUnit(Metric metric) {
  return metric_info(metric).unit.empty() ? QString() : tr(metric_info(metric).unit.data());
}

QString scoreText(double value, Metric metric) {
  if (std::isnan(value)) return QStringLiteral("–");
  const QString unit = metricUnit(metric);
  if (unit.isEmpty()) return QLocale().toString(value, 'f', 6);
  return tr("%1 %2").arg(QLocale().toString(value, 'f', inDecibels(metric) ? 3 : 6), unit);
}

QString cellText(double value, Metric metric) {
  return QLocale().toString(value, 'f', inDecibels(metric) ? 1 : 4);
}

QString methodTitle(const std::string& spec) {
  if (spec.empty()) return QStringLiteral("–");
  try {
    return toQString(parse_method(spec).title());
  } catch (const Error&) {  // a session of a version that knew more methods
    return toQString(spec);
  }
}

double ScoreScale::position(double value) const {
  if (!usesLog() || std::isnan(value)) return value;
  return std::min(kMostNines, -std::log10(std::max(1 - value, std::pow(10.0, -kMostNines))));
}

double ScoreScale::value(double position) const {
  return usesLog() ? 1 - std::pow(10.0, -position) : position;
}

QString ScoreScale::tickText(double position) const {
  const QLocale locale;
  if (inDecibels(metric)) return locale.toString(position, 'f', 1);
  if (!usesLog()) return locale.toString(position, 'f', 4);
  const int digits = std::clamp(static_cast<int>(std::ceil(position)) + 1, 1, 8);
  return locale.toString(value(position), 'f', digits);
}

QString ScoreScale::axisTitle() const {
  // Not tr(): inside the class its texts would be filed under another context.
  if (!metricUnit(metric).isEmpty())
    return QCoreApplication::translate("calm::ui", "%1 (%2)").arg(metricTitle(metric), metricUnit(metric));
  return usesLog() ? QCoreApplication::translate("calm::ui", "%1, log(1 − score)").arg(metricTitle(metric))
                   : metricTitle(metric);
}

std::vector<std::pair<double, QString>> ScoreScale::ticks(double from, double to) const {
  constexpr size_t kFewest = 4;
  const QLocale locale;
  std::vector<std::pair<double, QString>> found;
  if (!(to > from)) return found;
  if (usesLog()) {
    // 0.9, 0.99, ...; then with 0.5, 0.95, ... between them; then with 0.8, 0.98, ... too.
    for (const std::vector<int>& steps : {std::vector<int>{1}, {5, 1}, {5, 2, 1}}) {
      found.clear();
      for (int nines = 0; nines <= static_cast<int>(kMostNines); ++nines) {
        for (const int step : steps) {
          if (nines == 0 && step > 1) continue;
          const double score = 1 - step * std::pow(10.0, -nines);
          const double at = -std::log10(step) + nines;
          if (at > from && at < to) found.emplace_back(at, locale.toString(score, 'f', nines));
        }
      }
      if (found.size() >= kFewest) return found;
    }
    found.clear();
  }
  // Round steps in the score itself; on a logarithmic scale the range is then too short for it to matter.
  const double low = value(from), high = value(to);
  const double rough = (high - low) / 5, decade = std::pow(10.0, std::floor(std::log10(rough)));
  const double step = rough / decade < 1.5   ? decade
                      : rough / decade < 3.5 ? 2 * decade
                      : rough / decade < 7.5 ? 5 * decade
                                             : 10 * decade;
  const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
  for (double score = std::ceil(low / step) * step; score < high; score += step) {
    const double at = position(score);
    if (at > from && at < to && (found.empty() || at > found.back().first))
      found.emplace_back(at, locale.toString(score + 0.0, 'f', digits));
  }
  return found;
}

void ScoreRange::include(double position) {
  if (std::isnan(position)) return;
  lower = valid ? std::min(lower, position) : position;
  upper = valid ? std::max(upper, position) : position;
  valid = true;
}

double ScoreRange::fraction(double position) const {
  if (std::isnan(position)) return position;
  return upper > lower ? std::clamp((position - lower) / (upper - lower), 0.0, 1.0) : 0.5;
}

std::pair<double, double> wholeRange(Metric metric) {
  return inDecibels(metric) ? std::pair(0.0, 40.0) : std::pair(0.0, 1.0);
}

double colorFraction(const ScoreScale& scale, const ScoreRange& range, double value) {
  const double fraction = range.fraction(scale.position(value));
  return higherIsBetter(scale.metric) ? fraction : 1 - fraction;
}

ScoreRange fixedRange(const ScoreScale& scale) {
  const auto [least, most] = wholeRange(scale.metric);
  ScoreRange range{scale.position(scale.lower.value_or(least)), scale.position(scale.upper.value_or(most)), true};
  // Four nines tell apart what there is; seven would leave most of the colours to nothing.
  if (scale.usesLog() && !scale.upper) range.upper = 4;
  if (!(range.upper > range.lower)) range.upper = range.lower + 1e-9;
  return range;
}

}  // namespace calm::ui
