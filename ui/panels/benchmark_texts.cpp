// What the table of benchmark results says: cells, headers, tooltips, and differences in words.
#include <QDateTime>
#include <QLocale>
#include <cmath>
#include <limits>

#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/panels/benchmark_model.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

using Kind = calm::Variant::Kind;
using Outcome = calm::PairedComparison::Outcome;
using Speed = calm::SpeedComparison::Outcome;

QString dateText(const std::string& iso) {
  const QDateTime date = QDateTime::fromString(toQString(iso), Qt::ISODate);
  return date.isValid() ? QLocale().toString(date.toLocalTime(), QLocale::ShortFormat) : toQString(iso);
}

QString intervalText(const QString& low, const QString& high) {
  return BenchmarkModel::tr("[%1, %2]").arg(low, high);
}

QString signedDivergence(double nats) {
  return formatDelta(nats, std::abs(nats) >= 1 ? 3 : 4);
}

}  // namespace

QString divergenceText(double nats) {
  return formatNumber(nats, std::abs(nats) >= 1 ? 3 : 4);
}

Qt::Alignment BenchmarkModel::alignment(int column) {
  const bool words = column == Variant || column == Verdict || (column >= Text && column <= Note);
  return (words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

QVariant BenchmarkModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant(alignment(section));
  if (role == Qt::ToolTipRole) {
    switch (section) {
      case Perplexity:
        return tr("exp of the mean loss a token: lower is better");
      case Delta:
        return tr(
            "Difference to the baseline's perplexity on the same windows, with its 95 % interval from a paired "
            "bootstrap over the windows");
      case Divergence:
        return tr(
            "Mean Kullback-Leibler divergence of the next-token distributions from the original's, in nats a "
            "token: 0 is the same model");
      case DivergenceDelta:
        return tr(
            "Difference to the baseline's KL on the same windows, with its 95 % interval from a paired bootstrap "
            "over the windows");
      case SameTop:
        return tr("Share of the tokens where variant and original find the same token most likely");
      case Verdict:
        return tr("Whether the difference to the baseline is more than noise");
      case PrefillSpread:
      case DecodeSpread:
        return tr("Slowest to fastest repeat, as a share of the median: differences below it mean nothing");
      case PrefillDelta:
      case DecodeDelta:
      case MemoryDelta:
      case WeightsDelta:
        return tr("Difference to the baseline, measured on the same host with the same options");
      case Memory:
        return tr("Highest memory of the program while it was measured");
      case Weights:
        return tr("Bytes of the weights in memory");
      case Text:
        return tr("The text that perplexity and KL were measured on");
      case Options:
        return tr("Device, threads, arithmetic of the windows, and tokens of the timing");
      default:
        break;
    }
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (section) {
    case Variant:
      return tr("Variant");
    case Perplexity:
      return tr("Perplexity");
    case Delta:
    case DivergenceDelta:
    case PrefillDelta:
    case DecodeDelta:
    case MemoryDelta:
    case WeightsDelta:
      return tr("To baseline");
    case Divergence:
      return tr("KL (nats)");
    case SameTop:
      return tr("Same top token");
    case Verdict:
      return tr("Beyond noise?");
    case Prefill:
      return tr("Prefill tok/s");
    case PrefillSpread:
    case DecodeSpread:
      return tr("Spread");
    case Decode:
      return tr("Decode tok/s");
    case Memory:
      return tr("Peak memory");
    case Weights:
      return tr("Weights");
    case Text:
      return tr("Text");
    case Date:
      return tr("Date");
    case Host:
      return tr("Host");
    case Options:
      return tr("Options");
    case Note:
      return tr("Note");
    default:
      return {};
  }
}

QString BenchmarkModel::optionsText(const calm::BenchmarkResult& result) {
  QStringList parts;
  const int threads = result.setup.threads > 0 ? result.setup.threads : result.latency.threads;
  if (!result.setup.device.empty()) parts << tr("device %1").arg(toQString(result.setup.device));
  if (threads > 0) parts << tr("threads: %1").arg(threads);
  if (result.has_perplexity && !result.setup.arithmetic.empty()) {
    parts << tr("%1 arithmetic").arg(toQString(result.setup.arithmetic));
  }
  const calm::LatencyRequest& timing = result.setup.timing;
  if (result.has_latency && !result.setup.device.empty()) {
    parts << tr("prompt %1, generated %2, runs: %3").arg(timing.prompt).arg(timing.generate).arg(timing.repeats);
  } else if (result.has_memory && !result.setup.device.empty()) {
    parts << tr("prompt %1").arg(timing.prompt);
  }
  return parts.join(QStringLiteral(" · "));
}

QString BenchmarkModel::display(int index, int column) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  const calm::BenchmarkResult& result = row.result;
  const calm::LatencyResult& latency = result.latency;
  const bool memory = result.has_latency || result.has_memory;
  switch (column) {
    case Variant:
      // A plan that was measured and then tuned stands beside itself: the name tells them apart.
      return isBeforeTuning(result) && result.name.find("before tuning") == std::string::npos
                 ? tr("%1, before tuning").arg(coreMessage(result.name))
                 : coreMessage(result.name);
    case Perplexity:
      return result.has_perplexity ? formatNumber(result.perplexity.ppl, 3) : QString();
    case Delta: {
      const std::optional<double> delta = perplexityDelta(index);
      if (!delta) return {};
      const auto interval = perplexityInterval(index);
      const double base =
          interval
              ? std::exp(calm::mean_nll(this->result(row.windowsOf), static_cast<size_t>(row.comparison.nll->windows)))
              : 0;
      const QString range = interval ? u' ' + intervalText(formatDelta(interval->first - base, 2),
                                                           formatDelta(interval->second - base, 2))
                                     : QString();
      return formatDelta(*delta, 3) + range;
    }
    case Divergence:
      return result.has_kl ? divergenceText(result.divergence.kl) : QString();
    case DivergenceDelta: {
      const std::optional<double> delta = divergenceDelta(index);
      if (!delta) return {};
      const bool told = row.comparison.kl && row.comparison.kl->windows >= calm::kFewestWindows;
      const QString range = told ? u' ' + intervalText(signedDivergence(row.comparison.kl->low),
                                                       signedDivergence(row.comparison.kl->high))
                                 : QString();
      return signedDivergence(*delta) + range;
    }
    case SameTop:
      return result.has_kl ? formatPercent(result.divergence.top1) : QString();
    case Verdict:
      return row.waiting ? QString() : verdict(index, false);
    case Prefill:
      return result.has_latency ? formatNumber(latency.prefill_tokens_per_second, 1) : QString();
    case PrefillSpread:
      return result.has_latency ? formatPercent(latency.prefill_spread) : QString();
    case Decode:
      return result.has_latency ? formatNumber(latency.decode_tokens_per_second, 1) : QString();
    case DecodeSpread:
      return result.has_latency ? formatPercent(latency.decode_spread) : QString();
    case PrefillDelta:
    case DecodeDelta:
    case MemoryDelta:
    case WeightsDelta: {
      const std::optional<double> delta = ratioDelta(index, column);
      return delta ? formatPercentDelta(*delta) : QString();
    }
    case Memory:
      return memory ? formatBytes(latency.peak_rss_bytes) : QString();
    case Weights:
      return memory ? formatBytes(latency.weight_bytes) : QString();
    case Text:
      return toQString(result.text);
    case Date:
      return dateText(result.date);
    case Host:
      return toQString(result.host);
    case Options:
      return optionsText(result);
    case Note:
      if (row.waiting) return tr("waiting");
      if (isBeforeTuning(result)) return tr("before tuning");
      if (!isStale(index)) return {};
      return result.kind == Kind::plan && !result.name.starts_with("Hybrid") ? tr("not among the plans now")
                                                                             : tr("of an earlier plan");
    default:
      return {};
  }
}

QVariant BenchmarkModel::raw(int index, int column) const {
  const calm::BenchmarkResult& result = this->result(index);
  const calm::LatencyResult& latency = result.latency;
  const bool memory = result.has_latency || result.has_memory;
  const double none = std::numeric_limits<double>::infinity();  // NaN has no place in an order
  switch (column) {
    case Perplexity:
      return result.has_perplexity ? result.perplexity.ppl : none;
    case Delta:
      return perplexityDelta(index).value_or(none);
    case Divergence:
      return result.has_kl ? result.divergence.kl : none;
    case DivergenceDelta:
      return divergenceDelta(index).value_or(none);
    case SameTop:
      return result.has_kl ? result.divergence.top1 : none;
    case Prefill:
      return result.has_latency ? latency.prefill_tokens_per_second : none;
    case PrefillSpread:
      return result.has_latency ? latency.prefill_spread : none;
    case Decode:
      return result.has_latency ? latency.decode_tokens_per_second : none;
    case DecodeSpread:
      return result.has_latency ? latency.decode_spread : none;
    case PrefillDelta:
    case DecodeDelta:
    case MemoryDelta:
    case WeightsDelta:
      return ratioDelta(index, column).value_or(none);
    case Memory:
      return memory ? static_cast<double>(latency.peak_rss_bytes) : none;
    case Weights:
      return memory ? static_cast<double>(latency.weight_bytes) : none;
    case Date:
      return toQString(result.date);  // ISO 8601 sorts as text
    default:
      return display(index, column);
  }
}

QString BenchmarkModel::toolTip(int index) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  const calm::BenchmarkResult& result = row.result;
  QStringList lines{coreMessage(result.name)};
  if (row.waiting) return lines.front();
  if (result.has_perplexity) {
    lines += tr("Perplexity %1 (%2 nats a token) on %3")
                 .arg(formatNumber(result.perplexity.ppl, 6), formatNumber(result.perplexity.nll, 6),
                      toQString(result.text));
  }
  if (result.has_kl) lines += tr("KL to the original: %1 nats a token").arg(formatNumber(result.divergence.kl, 6));
  if (result.has_latency) {
    lines += tr("Median of the repeats, %1, threads: %2")
                 .arg(toQString(result.latency.isa), QString::number(result.latency.threads));
    if (!result.latency.head.empty()) {
      lines += tr("First token after %1 ms; head in %2, KV cache in %3")
                   .arg(formatNumber(1000 * result.latency.time_to_first_token, 1), toQString(result.latency.head),
                        toQString(result.latency.kv_cache));
    }
  }
  if (const QString words = verdict(index, true); !words.isEmpty()) lines += words;
  const QString options = optionsText(result);
  if (!result.host.empty()) lines += toQString(result.host) + (options.isEmpty() ? QString() : u" · " + options);
  if (isStale(index)) lines += tr("Measured with an earlier plan or other options");
  return lines.join(QLatin1Char('\n'));
}

// --- in words

QString BenchmarkModel::qualityVerdict(int index, bool full) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  if (row.windowsOf < 0) return {};
  if (!row.compared) return tr("comparing …");
  // Everything is farther from the original than the original itself: there only the perplexity tells something.
  const bool original =
      row.result.kind == Kind::original || result(row.windowsOf).kind == Kind::original || !row.comparison.kl;
  const auto& comparison = original ? row.comparison.nll : row.comparison.kl;
  if (!comparison) return {};
  const QString quantity = original ? tr("perplexity") : tr("KL");
  const QString other = coreMessage(result(row.windowsOf).name);
  QString text;
  if (!full) {
    if (comparison->windows < calm::kFewestWindows) return tr("Too few windows");
    if (comparison->outcome == Outcome::undecided) return tr("No");
    return (comparison->outcome == Outcome::first_lower ? tr("Yes: lower %1") : tr("Yes: higher %1")).arg(quantity);
  }
  if (comparison->windows < calm::kFewestWindows) {
    return comparison->windows == 1
               ? tr("Cannot be told apart from %1: one window says nothing about noise, measure at least %2")
                     .arg(other)
                     .arg(calm::kFewestWindows)
               : tr("Cannot be told apart from %1: %2 windows say nothing about noise, measure at least %3")
                     .arg(other)
                     .arg(comparison->windows)
                     .arg(calm::kFewestWindows);
  }
  switch (comparison->outcome) {
    case Outcome::first_lower:
      text = tr("Lower %1 than %2, beyond noise").arg(quantity, other);
      break;
    case Outcome::second_lower:
      text = tr("Higher %1 than %2, beyond noise").arg(quantity, other);
      break;
    case Outcome::undecided:
      text = tr("Cannot be told apart from %1 on %n windows", nullptr, comparison->windows).arg(other);
      break;
  }
  return tr("%1: %2 nats a token, 95 % interval %3 to %4, %n windows", nullptr, comparison->windows)
      .arg(text, signedDivergence(comparison->difference), signedDivergence(comparison->low),
           signedDivergence(comparison->high));
}

QString BenchmarkModel::speedVerdict(int index, bool full) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  if (row.timingOf < 0 || !row.result.has_latency || !result(row.timingOf).has_latency) return {};
  const calm::LatencyResult &mine = row.result.latency, &other = result(row.timingOf).latency;
  const auto speed = calm::compare_speed(mine.decode_tokens_per_second, mine.decode_spread,
                                         other.decode_tokens_per_second, other.decode_spread);
  if (!speed) return {};
  if (!full) {
    return speed->outcome == Speed::faster   ? tr("faster")
           : speed->outcome == Speed::slower ? tr("slower")
                                             : tr("as fast");
  }
  switch (speed->outcome) {
    case Speed::faster:
      return tr("decodes faster, beyond the spread of the runs");
    case Speed::slower:
      return tr("decodes slower, beyond the spread of the runs");
    case Speed::undecided:
      break;
  }
  return tr("decodes as fast, within the spread of the runs");
}

QString BenchmarkModel::verdict(int row, bool full) const {
  const Row& entry = rows_[static_cast<size_t>(row)];
  if (entry.waiting) return {};
  if (isBaseline(row)) return tr("The baseline");
  const QString quality = qualityVerdict(row, full), speed = speedVerdict(row, full);
  if (!quality.isEmpty() && !speed.isEmpty()) return tr("%1; %2").arg(quality, speed);
  if (!quality.isEmpty()) return quality;
  if (!speed.isEmpty() && !full) return speed;
  if (!full) return entry.timingOf >= 0 ? tr("Memory has no noise") : tr("Not comparable");
  if (!speed.isEmpty()) return tr("Against %1: %2").arg(baselineName(), speed);
  if (entry.timingOf >= 0) return tr("Only memory was measured, which has no noise");
  return tr("%1 was not measured on the same text and options").arg(baselineName());
}

}  // namespace calm::ui
