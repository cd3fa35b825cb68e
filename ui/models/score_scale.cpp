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
  return QCoreApplication::translate("calm::ui::ScoreScale", text);
}
}  // namespace

QString metricTitle(Metric metric) {
  switch (metric) {
    case Metric::cka:
      return tr("CKA");
    case Metric::sqnr:
      return tr("SQNR");
    case Metric::cosine:
      return tr("Cosine");
  }
  return {};
}

QString metricUnit(Metric metric) {
  return metric == Metric::sqnr ? tr("dB") : QString();
}

QString scoreText(double value, Metric metric) {
  if (std::isnan(value)) return QStringLiteral("–");
  if (metric == Metric::sqnr) return tr("%1 dB").arg(QLocale().toString(value, 'f', 3));
  return QLocale().toString(value, 'f', 6);
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
  if (metric == Metric::sqnr) return locale.toString(position, 'f', 1);
  if (!usesLog()) return locale.toString(position, 'f', 4);
  const int digits = std::clamp(static_cast<int>(std::ceil(position)) + 1, 1, 8);
  return locale.toString(value(position), 'f', digits);
}

QString ScoreScale::axisTitle() const {
  if (metric == Metric::sqnr) return tr("SQNR (dB)");
  return usesLog() ? tr("%1, log(1 − %1) scale").arg(metricTitle(metric)) : metricTitle(metric);
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

ScoreRange fixedRange(const ScoreScale& scale) {
  if (scale.metric == Metric::sqnr) return {0, 40, true};
  return {0, scale.usesLog() ? 4.0 : 1.0, true};
}

}  // namespace calm::ui
