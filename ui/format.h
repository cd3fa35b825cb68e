#pragma once

#include <QString>
#include <QtGlobal>

/// Numbers as text, in the spelling of the current locale (QLocale's default). NaN and infinities become a dash.
namespace calm::ui {

/// What stands where there is no value.
QString noValue();

/// "512 bytes", "20.0 KiB", "1.30 GiB": powers of 1024.
QString formatBytes(quint64 bytes);
/// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".
QString formatDuration(double seconds);
/// "about 3 min left", "less than a minute left"; empty while unknown. Coarse, so that it does not flicker.
QString formatTimeLeft(double seconds);
/// 0.0312 -> "3.1 %".
QString formatPercent(double fraction, int decimals = 1);
/// With the sign always there: "+3.1 %".
QString formatPercentDelta(double fraction, int decimals = 1);
QString formatNumber(double value, int decimals);
QString formatDelta(double value, int decimals);
/// Grouped by the locale: "49,152".
QString formatCount(qint64 value);
/// "135 M", "7.24 B": parameters.
QString formatParameters(qint64 value);
/// Tokens per second with three significant digits: "12.3 tok/s", "1,240 tok/s".
QString formatRate(double tokensPerSecond);

/// A message of core with the command line's options called as the window calls them: "--force" is its check box.
QString inWindowWords(QString message);

/// A control's text as it is read: without the mark of its key, "Open" of "&Open" and "打开" of "打开(&O)"; "&&" is a
/// real ampersand.
QString withoutMnemonic(QString text);

}  // namespace calm::ui
