// Benchmark results as text for other programs: raw numbers, C locale.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/panels/benchmark_model.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

const char* kindText(calm::Variant::Kind kind) {
  switch (kind) {
    case calm::Variant::Kind::original:
      return "original";
    case calm::Variant::Kind::uniform:
      return "uniform";
    case calm::Variant::Kind::plan:
      return "plan";
  }
  return "";
}

QString quoted(QString text, QChar separator) {
  if (separator == QLatin1Char('\t')) return text.replace(QLatin1Char('\t'), QLatin1Char(' '));
  if (!text.contains(separator) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n'))) return text;
  return u'"' + text.replace(QLatin1String("\""), QLatin1String("\"\"")) + u'"';
}

QString number(double value) {
  return QString::number(value, 'g', 10);
}

}  // namespace

QString BenchmarkModel::separated(QChar separator, const std::vector<int>& rows) const {
  const QStringList header{
      QStringLiteral("variant"),      QStringLiteral("kind"),          QStringLiteral("perplexity"),
      QStringLiteral("nll"),          QStringLiteral("delta"),         QStringLiteral("tokens"),
      QStringLiteral("text"),         QStringLiteral("prefill_tok_s"), QStringLiteral("prefill_spread"),
      QStringLiteral("decode_tok_s"), QStringLiteral("decode_spread"), QStringLiteral("peak_rss_bytes"),
      QStringLiteral("weight_bytes"), QStringLiteral("threads"),       QStringLiteral("isa"),
      QStringLiteral("host"),         QStringLiteral("date"),          QStringLiteral("earlier_plan")};
  QString out = header.join(separator) + QLatin1Char('\n');
  std::vector<int> chosen = rows;
  if (chosen.empty()) {
    for (int row = 0; row < rowCount(); ++row) chosen.push_back(row);
  }
  for (const int index : chosen) {
    const Row& row = rows_[static_cast<size_t>(index)];
    const calm::BenchmarkResult& result = row.result;
    if (row.waiting) continue;
    QStringList cells{quoted(toQString(result.name), separator), QString::fromLatin1(kindText(result.kind))};
    if (result.has_perplexity) {
      const std::optional<double> original = baseline(row);
      cells += {number(result.perplexity.ppl), number(result.perplexity.nll),
                original ? number(result.perplexity.ppl - *original) : QString(),
                QString::number(result.perplexity.tokens), quoted(toQString(result.text), separator)};
    } else {
      cells += {QString(), QString(), QString(), QString(), QString()};
    }
    if (result.has_latency) {
      const calm::LatencyResult& latency = result.latency;
      cells += {number(latency.prefill_tokens_per_second), number(latency.prefill_spread),
                number(latency.decode_tokens_per_second),  number(latency.decode_spread),
                QString::number(latency.peak_rss_bytes),   QString::number(latency.weight_bytes),
                QString::number(latency.threads),          quoted(toQString(latency.isa), separator)};
    } else {
      for (int i = 0; i < 8; ++i) cells += QString();
    }
    cells += {quoted(toQString(result.host), separator), toQString(result.date),
              isStale(index) ? QStringLiteral("yes") : QStringLiteral("no")};
    out += cells.join(separator) + QLatin1Char('\n');
  }
  return out;
}

QByteArray BenchmarkModel::json() const {
  QJsonArray array;
  for (int index = 0; index < rowCount(); ++index) {
    const Row& row = rows_[static_cast<size_t>(index)];
    const calm::BenchmarkResult& result = row.result;
    if (row.waiting) continue;
    QJsonObject object{{QStringLiteral("variant"), toQString(result.name)},
                       {QStringLiteral("kind"), QString::fromLatin1(kindText(result.kind))},
                       {QStringLiteral("host"), toQString(result.host)},
                       {QStringLiteral("date"), toQString(result.date)},
                       {QStringLiteral("earlier_plan"), isStale(index)}};
    if (result.has_perplexity) {
      QJsonArray windows;
      for (const double nll : result.perplexity.window_nll) windows.append(nll);
      object[QStringLiteral("perplexity")] = QJsonObject{{QStringLiteral("ppl"), result.perplexity.ppl},
                                                         {QStringLiteral("nll"), result.perplexity.nll},
                                                         {QStringLiteral("tokens"), qint64{result.perplexity.tokens}},
                                                         {QStringLiteral("text"), toQString(result.text)},
                                                         {QStringLiteral("window_nll"), windows}};
    }
    if (result.has_latency) {
      const calm::LatencyResult& latency = result.latency;
      object[QStringLiteral("latency")] =
          QJsonObject{{QStringLiteral("prefill_tokens_per_second"), latency.prefill_tokens_per_second},
                      {QStringLiteral("decode_tokens_per_second"), latency.decode_tokens_per_second},
                      {QStringLiteral("prefill_tokens_per_cpu_second"), latency.prefill_tokens_per_cpu_second},
                      {QStringLiteral("decode_tokens_per_cpu_second"), latency.decode_tokens_per_cpu_second},
                      {QStringLiteral("prefill_spread"), latency.prefill_spread},
                      {QStringLiteral("decode_spread"), latency.decode_spread},
                      {QStringLiteral("peak_rss_bytes"), static_cast<qint64>(latency.peak_rss_bytes)},
                      {QStringLiteral("weight_bytes"), static_cast<qint64>(latency.weight_bytes)},
                      {QStringLiteral("time_to_first_token"), latency.time_to_first_token},
                      {QStringLiteral("head"), toQString(latency.head)},
                      {QStringLiteral("kv_cache"), toQString(latency.kv_cache)},
                      {QStringLiteral("isa"), toQString(latency.isa)},
                      {QStringLiteral("threads"), latency.threads}};
    }
    array.append(object);
  }
  return QJsonDocument(array).toJson();
}

}  // namespace calm::ui
