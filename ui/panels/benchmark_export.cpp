// Benchmark results as text for other programs: raw numbers, C locale.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/panels/benchmark_model.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

QString quoted(QString text, QChar separator) {
  if (separator == QLatin1Char('\t')) return text.replace(QLatin1Char('\t'), QLatin1Char(' '));
  if (!text.contains(separator) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n'))) return text;
  return u'"' + text.replace(QLatin1String("\""), QLatin1String("\"\"")) + u'"';
}

QString number(double value) {
  return QString::number(value, 'g', 10);
}

/// Nats a token, to the baseline.
QJsonValue comparison(const std::optional<calm::PairedComparison>& difference) {
  if (!difference) return QJsonValue::Null;
  return QJsonObject{{QStringLiteral("mean"), difference->difference},
                     {QStringLiteral("low"), difference->low},
                     {QStringLiteral("high"), difference->high},
                     {QStringLiteral("windows"), difference->windows}};
}

}  // namespace

QString BenchmarkModel::separated(QChar separator, const std::vector<int>& rows) const {
  static const QStringList header =
      QStringLiteral(
          "variant kind baseline perplexity nll delta delta_low delta_high tokens windows text kl kl_delta "
          "kl_delta_low "
          "kl_delta_high same_top_token beyond_noise prefill_tok_s prefill_spread decode_tok_s decode_spread "
          "peak_rss_bytes weight_bytes threads isa device options host date earlier_plan")
          .split(QLatin1Char(' '));
  QString out = header.join(separator) + QLatin1Char('\n');
  std::vector<int> chosen = rows;
  if (chosen.empty()) {
    for (int row = 0; row < rowCount(); ++row) chosen.push_back(row);
  }
  for (const int index : chosen) {
    const Row& row = rows_[static_cast<size_t>(index)];
    const calm::BenchmarkResult& result = row.result;
    if (row.waiting) continue;
    QStringList cells{quoted(toQString(result.name), separator), toQString(to_string(result.kind)),
                      quoted(baselineName(), separator)};
    const auto optional = [](const std::optional<double>& value) { return value ? number(*value) : QString(); };
    const auto ends = [](const auto& interval, double base) {
      return interval ? QStringList{number(interval->first - base), number(interval->second - base)}
                      : QStringList{QString(), QString()};
    };
    if (result.has_perplexity) {
      const auto delta = perplexityDelta(index);
      cells += {number(result.perplexity.ppl), number(result.perplexity.nll), optional(delta)};
      cells += ends(perplexityInterval(index), result.perplexity.ppl - delta.value_or(0));
      cells += {QString::number(result.perplexity.tokens), QString::number(result.perplexity.window_nll.size()),
                quoted(toQString(result.text), separator)};
    } else {
      for (int i = 0; i < 8; ++i) cells += QString();
    }
    if (result.has_kl) {
      const auto delta = divergenceDelta(index);
      cells += {number(result.divergence.kl), optional(delta)};
      cells += ends(divergenceInterval(index), result.divergence.kl - delta.value_or(0));
      cells += number(result.divergence.top1);
    } else {
      for (int i = 0; i < 5; ++i) cells += QString();
    }
    cells += quoted(verdict(index, true), separator);
    const calm::LatencyResult& latency = result.latency;
    if (result.has_latency) {
      cells += {number(latency.prefill_tokens_per_second), number(latency.prefill_spread),
                number(latency.decode_tokens_per_second), number(latency.decode_spread)};
    } else {
      for (int i = 0; i < 4; ++i) cells += QString();
    }
    if (result.has_latency || result.has_memory) {
      cells += {QString::number(latency.peak_rss_bytes), QString::number(latency.weight_bytes)};
    } else {
      cells += {QString(), QString()};
    }
    const int threads = result.setup.threads > 0 ? result.setup.threads : latency.threads;
    cells += {threads > 0 ? QString::number(threads) : QString(),
              quoted(toQString(latency.isa), separator),
              quoted(toQString(result.setup.device), separator),
              quoted(optionsText(result), separator),
              quoted(toQString(result.host), separator),
              toQString(result.date),
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
                       {QStringLiteral("kind"), toQString(to_string(result.kind))},
                       {QStringLiteral("host"), toQString(result.host)},
                       {QStringLiteral("date"), toQString(result.date)},
                       {QStringLiteral("baseline"), baselineName()},
                       {QStringLiteral("beyond_noise"), verdict(index, true)},
                       {QStringLiteral("device"), toQString(result.setup.device)},
                       {QStringLiteral("threads"), result.setup.threads},
                       {QStringLiteral("earlier_plan"), isStale(index)}};
    if (result.has_perplexity) {
      QJsonArray windows;
      for (const double nll : result.perplexity.window_nll) windows.append(nll);
      object[QStringLiteral("perplexity")] =
          QJsonObject{{QStringLiteral("ppl"), result.perplexity.ppl},
                      {QStringLiteral("nll"), result.perplexity.nll},
                      {QStringLiteral("tokens"), qint64{result.perplexity.tokens}},
                      {QStringLiteral("text"), toQString(result.text)},
                      {QStringLiteral("window_nll"), windows},
                      {QStringLiteral("difference"), comparison(row.comparison.nll)}};
    }
    if (result.has_kl) {
      QJsonArray windows;
      for (const double kl : result.divergence.window_kl) windows.append(kl);
      object[QStringLiteral("divergence")] = QJsonObject{{QStringLiteral("kl"), result.divergence.kl},
                                                         {QStringLiteral("same_top_token"), result.divergence.top1},
                                                         {QStringLiteral("window_kl"), windows},
                                                         {QStringLiteral("difference"), comparison(row.comparison.kl)}};
    }
    if (result.has_memory && !result.has_latency) {
      object[QStringLiteral("memory")] =
          QJsonObject{{QStringLiteral("peak_rss_bytes"), static_cast<qint64>(result.latency.peak_rss_bytes)},
                      {QStringLiteral("weight_bytes"), static_cast<qint64>(result.latency.weight_bytes)}};
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
