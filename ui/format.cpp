#include "ui/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <utility>

namespace calm::ui {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("calm::ui", text);
}

QString signedText(double value, const QString& text) {
  return value > 0 ? QLocale().positiveSign() + text : text;
}

int decimalsForThreeDigits(double value) {
  const double size = std::abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

}  // namespace

QString noValue() {
  return QString(QChar(0x2013));
}

QString formatBytes(quint64 bytes) {
  const auto clamped = static_cast<qint64>(std::min<quint64>(bytes, std::numeric_limits<qint64>::max()));
  if (clamped < 1024) return QLocale().formattedDataSize(clamped, 0, QLocale::DataSizeIecFormat);
  double scaled = static_cast<double>(clamped);
  while (scaled >= 1024) scaled /= 1024;
  return QLocale().formattedDataSize(clamped, decimalsForThreeDigits(scaled), QLocale::DataSizeIecFormat);
}

QString formatDuration(double seconds) {
  if (!std::isfinite(seconds)) return noValue();
  const QLocale locale;
  const double positive = std::max(0.0, seconds);
  if (positive < 9.95) return tr("%1 s").arg(locale.toString(positive, 'f', 1));
  const auto whole = static_cast<qint64>(std::llround(std::min(positive, 1e12)));
  if (whole < 60) return tr("%1 s").arg(locale.toString(whole));
  if (whole < 3600) {
    if (whole % 60 == 0) return tr("%1 min").arg(locale.toString(whole / 60));
    return tr("%1 min %2 s").arg(locale.toString(whole / 60), locale.toString(whole % 60));
  }
  const qint64 minutes = (whole + 30) / 60;
  if (minutes % 60 == 0) return tr("%1 h").arg(locale.toString(minutes / 60));
  return tr("%1 h %2 min").arg(locale.toString(minutes / 60), locale.toString(minutes % 60));
}

QString formatTimeLeft(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return {};
  if (seconds < 50) return tr("less than a minute left");
  const QLocale locale;
  const auto minutes = static_cast<qint64>(std::llround(std::min(seconds, 1e12) / 60));
  if (minutes < 60) return tr("about %1 min left").arg(locale.toString(minutes));
  const qint64 quarters = (minutes + 7) / 15 * 15;  // beyond an hour, minutes are false precision
  if (quarters % 60 == 0) return tr("about %1 h left").arg(locale.toString(quarters / 60));
  return tr("about %1 h %2 min left").arg(locale.toString(quarters / 60), locale.toString(quarters % 60));
}

QString formatPercent(double fraction, int decimals) {
  if (!std::isfinite(fraction)) return noValue();
  return tr("%1 %").arg(QLocale().toString(fraction * 100, 'f', decimals));
}

QString formatPercentDelta(double fraction, int decimals) {
  if (!std::isfinite(fraction)) return noValue();
  return signedText(fraction, formatPercent(fraction, decimals));
}

QString formatNumber(double value, int decimals) {
  return std::isfinite(value) ? QLocale().toString(value, 'f', decimals) : noValue();
}

QString formatDelta(double value, int decimals) {
  return std::isfinite(value) ? signedText(value, formatNumber(value, decimals)) : noValue();
}

QString formatCount(qint64 value) {
  return QLocale().toString(value);
}

QString formatParameters(qint64 value) {
  const auto size = static_cast<double>(value);
  if (std::abs(size) < 1e4) return formatCount(value);
  if (std::abs(size) < 1e6) return tr("%1 k").arg(formatNumber(size / 1e3, decimalsForThreeDigits(size / 1e3)));
  if (std::abs(size) < 1e9) return tr("%1 M").arg(formatNumber(size / 1e6, decimalsForThreeDigits(size / 1e6)));
  return tr("%1 B").arg(formatNumber(size / 1e9, decimalsForThreeDigits(size / 1e9)));
}

QString formatRate(double tokensPerSecond) {
  if (!std::isfinite(tokensPerSecond)) return noValue();
  return tr("%1 tok/s").arg(formatNumber(tokensPerSecond, decimalsForThreeDigits(tokensPerSecond)));
}

QString inWindowWords(QString message) {
  const std::pair<const char*, QString> words[] = {
      {"replace it with --force", tr("check \"Replace what is there\"")},
      {"choose --format compressed-tensors", tr("choose compressed-tensors")},
      {"choose --dtype bfloat16 or float32", tr("choose bfloat16 or float32 as Storage in Set-up")},
      {"Choose another --dtype", tr("Choose another Storage in Set-up")},
      {"with this --dtype", tr("with this Storage in Set-up")},
      {"(calm quantize --format gguf, or --float16-scales)", tr("(\"Scales exact in float16\" in Set-up)")},
      {"with --float16-scales", tr("with \"Scales exact in float16\" in Set-up")},
      {"measure with --sensitivity kl", tr("choose \"KL of the output\" as the loss, which measures what is missing")},
      {"add methods of fewer bits to the pool (--bits 2,3,4,8)", tr("check smaller widths")},
      {"(--offline or HF_HUB_OFFLINE)", QStringLiteral("(HF_HUB_OFFLINE)")},
      {" -> ", QStringLiteral(" → ")},  // lines break inside the other
  };
  for (const auto& [option, word] : words) message.replace(QLatin1String(option), word);
  return message;
}

QString withoutMnemonic(QString text) {
  static const QRegularExpression appended(QStringLiteral("\\s?\\(&[^&\\s]\\)"));
  text.remove(appended);
  text.replace(QStringLiteral("&&"), QStringLiteral("\n"));
  text.remove(u'&');
  return text.replace(u'\n', u'&');
}

}  // namespace calm::ui
