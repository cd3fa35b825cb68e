#include "ui/panels/benchmark_model.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>
#include <algorithm>
#include <iterator>
#include <limits>

#include "ui/format.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

using Kind = calm::Variant::Kind;

QString dateText(const std::string& iso) {
  const QDateTime date = QDateTime::fromString(toQString(iso), Qt::ISODate);
  return date.isValid() ? QLocale().toString(date.toLocalTime(), QLocale::ShortFormat) : toQString(iso);
}

}  // namespace

BenchmarkModel::BenchmarkModel(QObject* parent) : QAbstractTableModel(parent) {}

int BenchmarkModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int BenchmarkModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant BenchmarkModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  const Row& row = rows_[static_cast<size_t>(index.row())];
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return display(row, column);
    case SortRole:
      return raw(row, column);
    case StaleRole:
      return isStale(index.row());
    case Qt::TextAlignmentRole:
      if (column == Variant || column == Date || column == Note) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
      return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole:
      if (row.waiting || isStale(index.row())) {
        QFont font;
        font.setItalic(true);
        return font;
      }
      return {};
    case Qt::ToolTipRole: {
      QStringList lines{toQString(row.result.name)};
      if (row.result.has_perplexity) {
        lines += tr("Perplexity %1 (%2 nats a token) on %3")
                     .arg(formatNumber(row.result.perplexity.ppl, 6), formatNumber(row.result.perplexity.nll, 6),
                          toQString(row.result.text));
      }
      if (row.result.has_latency) {
        lines += tr("Median of the repeats, %1, threads: %2")
                     .arg(toQString(row.result.latency.isa), QString::number(row.result.latency.threads));
        if (!row.result.latency.head.empty()) {
          lines += tr("First token after %1 ms; head in %2, KV cache in %3")
                       .arg(formatNumber(1000 * row.result.latency.time_to_first_token, 1),
                            toQString(row.result.latency.head), toQString(row.result.latency.kv_cache));
        }
      }
      if (!row.result.host.empty()) lines += toQString(row.result.host);
      if (isStale(index.row())) lines += tr("Measured with an earlier plan or other options");
      return lines.join(QLatin1Char('\n'));
    }
    case Qt::AccessibleTextRole:
      return tr("%1: %2").arg(headerData(column, Qt::Horizontal).toString(), display(row, column));
    default:
      return {};
  }
}

QVariant BenchmarkModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole) {
    switch (section) {
      case Perplexity:
        return tr("exp of the mean loss a token: lower is better");
      case Delta:
        return tr("Against the original on the same text");
      case Tokens:
        return tr("Tokens scored");
      case PrefillSpread:
      case DecodeSpread:
        return tr("Slowest to fastest repeat, as a share of the median: differences below it mean nothing");
      case Memory:
        return tr("Highest memory of the program while it was measured");
      case Weights:
        return tr("Bytes of the weights in memory");
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
      return tr("To original");
    case Tokens:
      return tr("Tokens");
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
    case Date:
      return tr("Date");
    case Note:
      return tr("Note");
    default:
      return {};
  }
}

QString BenchmarkModel::display(const Row& row, int column) const {
  const calm::BenchmarkResult& result = row.result;
  const bool measured = column >= Prefill && column <= Weights ? result.has_latency : result.has_perplexity;
  switch (column) {
    case Variant:
      return toQString(result.name);
    case Perplexity:
      return measured ? formatNumber(result.perplexity.ppl, 3) : QString();
    case Delta: {
      if (!measured || result.kind == Kind::original) return {};
      const std::optional<double> original = baseline(row);
      if (!original) return {};
      return tr("%1 (%2)").arg(formatDelta(result.perplexity.ppl - *original, 3),
                               formatPercentDelta(result.perplexity.ppl / *original - 1));
    }
    case Tokens:
      return measured ? formatCount(result.perplexity.tokens) : QString();
    case Prefill:
      return measured ? formatNumber(result.latency.prefill_tokens_per_second, 1) : QString();
    case PrefillSpread:
      return measured ? formatPercent(result.latency.prefill_spread) : QString();
    case Decode:
      return measured ? formatNumber(result.latency.decode_tokens_per_second, 1) : QString();
    case DecodeSpread:
      return measured ? formatPercent(result.latency.decode_spread) : QString();
    case Memory:
      return measured ? formatBytes(result.latency.peak_rss_bytes) : QString();
    case Weights:
      return measured ? formatBytes(result.latency.weight_bytes) : QString();
    case Date:
      return dateText(result.date);
    case Note:
      if (row.waiting) return tr("waiting");
      return isStale(static_cast<int>(&row - rows_.data())) ? tr("of an earlier plan") : QString();
    default:
      return {};
  }
}

QVariant BenchmarkModel::raw(const Row& row, int column) const {
  const calm::BenchmarkResult& result = row.result;
  const double none = std::numeric_limits<double>::infinity();  // NaN has no place in an order
  switch (column) {
    case Perplexity:
      return result.has_perplexity ? result.perplexity.ppl : none;
    case Delta: {
      const std::optional<double> original = baseline(row);
      return result.has_perplexity && original ? result.perplexity.ppl - *original : none;
    }
    case Tokens:
      return result.has_perplexity ? static_cast<double>(result.perplexity.tokens) : none;
    case Prefill:
      return result.has_latency ? result.latency.prefill_tokens_per_second : none;
    case PrefillSpread:
      return result.has_latency ? result.latency.prefill_spread : none;
    case Decode:
      return result.has_latency ? result.latency.decode_tokens_per_second : none;
    case DecodeSpread:
      return result.has_latency ? result.latency.decode_spread : none;
    case Memory:
      return result.has_latency ? static_cast<double>(result.latency.peak_rss_bytes) : none;
    case Weights:
      return result.has_latency ? static_cast<double>(result.latency.weight_bytes) : none;
    case Date:
      return toQString(result.date);  // ISO 8601 sorts as text
    default:
      return display(row, column);
  }
}

std::optional<double> BenchmarkModel::baseline(const Row& row) const {
  const auto fits = [&](const Row& other) {
    return other.result.kind == Kind::original && other.result.has_perplexity && other.result.text == row.result.text;
  };
  const auto ofSameRun = [](const Row& a, const Row& b) { return (a.runIndex >= 0) == (b.runIndex >= 0); };
  const Row* found = nullptr;
  for (const Row& other : rows_) {
    if (fits(other) && (found == nullptr || ofSameRun(other, row) || !ofSameRun(*found, row))) found = &other;
  }
  return found != nullptr ? std::optional<double>(found->result.perplexity.ppl) : std::nullopt;
}

void BenchmarkModel::setResults(const std::vector<calm::BenchmarkResult>& results) {
  const auto same = [](const calm::BenchmarkResult& a, const calm::BenchmarkResult& b) {
    return a.name == b.name && a.date == b.date;
  };
  std::vector<Row> live;
  for (Row& row : rows_) {
    const bool saved = std::any_of(results.begin(), results.end(),
                                   [&](const calm::BenchmarkResult& result) { return same(result, row.result); });
    if (row.runIndex >= 0 && (running_ || !saved)) live.push_back(std::move(row));
  }
  beginResetModel();
  rows_.clear();
  for (const calm::BenchmarkResult& result : results) {
    const bool shown = std::any_of(live.begin(), live.end(), [&](const Row& row) { return same(result, row.result); });
    if (!shown) rows_.push_back({result});
  }
  std::move(live.begin(), live.end(), std::back_inserter(rows_));
  endResetModel();
}

void BenchmarkModel::setCurrentContext(const QString& context) {
  if (context == context_) return;
  context_ = context;
  refreshAll();
}

void BenchmarkModel::setUniformContexts(const QHash<QString, QString>& contexts) {
  if (contexts == uniformContexts_) return;
  uniformContexts_ = contexts;
  refreshAll();
}

void BenchmarkModel::apply(const calm::BenchmarkEvent& event) {
  if (const auto* started = std::get_if<calm::BenchmarkStarted>(&event)) {
    beginResetModel();
    running_ = true;
    std::erase_if(rows_, [](const Row& row) { return row.waiting; });
    for (Row& each : rows_) each.runIndex = -1;
    int index = 0;
    for (const std::string& name : started->names) {
      Row row;
      row.result.name = name;
      row.runIndex = index++;
      row.waiting = true;
      rows_.push_back(std::move(row));
    }
    endResetModel();
  } else if (const auto* filled = std::get_if<calm::BenchmarkRow>(&event)) {
    for (Row& each : rows_) {
      if (filled->index < 0 || each.runIndex != filled->index) continue;
      each.result = filled->result;
      each.waiting = !filled->result.has_perplexity && !filled->result.has_latency;
      refreshAll();  // an original's row changes the others' deltas
      return;
    }
  } else if (std::holds_alternative<calm::BenchmarkEnded>(event)) {
    beginResetModel();
    running_ = false;
    std::erase_if(rows_, [](const Row& row) { return row.waiting; });
    endResetModel();
  }
}

bool BenchmarkModel::isStale(int row) const {
  const Row& entry = rows_[static_cast<size_t>(row)];
  if (entry.waiting || entry.result.context.empty()) return false;
  if (entry.result.kind == Kind::plan) return !context_.isEmpty() && toQString(entry.result.context) != context_;
  if (entry.result.kind == Kind::original) return false;
  const QString current = uniformContexts_.value(toQString(entry.result.name));
  return !current.isEmpty() && toQString(entry.result.context) != current;
}

std::vector<int> BenchmarkModel::latestRows(const std::function<bool(const calm::BenchmarkResult&)>& fits) const {
  std::vector<int> latest;
  for (int row = 0; row < rowCount(); ++row) {
    const Row& entry = rows_[static_cast<size_t>(row)];
    if (entry.waiting || isStale(row) || (fits && !fits(entry.result))) continue;
    const auto same =
        std::find_if(latest.begin(), latest.end(), [&](int other) { return result(other).name == entry.result.name; });
    if (same == latest.end()) {
      latest.push_back(row);
    } else {
      *same = row;
    }
  }
  return latest;
}

void BenchmarkModel::refreshAll() {
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

}  // namespace calm::ui
