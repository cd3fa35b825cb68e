#include "ui/panels/benchmark_model.h"

#include <QFont>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "ui/core_texts.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

using Kind = calm::Variant::Kind;

const QString& originalKey() {
  static const QString key = QStringLiteral("original");
  return key;
}

bool measured(const calm::BenchmarkResult& result) {
  return result.has_perplexity || result.has_latency || result.has_memory;
}

/// A run that measures what the session already has a row of goes on with that row.
bool continues(const calm::BenchmarkResult& a, const calm::BenchmarkResult& b) {
  return a.name == b.name && a.kind == b.kind && a.context == b.context && !a.measure.empty() && a.measure == b.measure;
}

/// Nothing that is shown of it differs.
bool unchanged(const calm::BenchmarkResult& a, const calm::BenchmarkResult& b) {
  return a.name == b.name && a.kind == b.kind && a.context == b.context && a.date == b.date && a.measure == b.measure &&
         a.has_latency == b.has_latency && a.has_memory == b.has_memory &&
         a.perplexity.window_nll == b.perplexity.window_nll && a.perplexity.ppl == b.perplexity.ppl &&
         a.divergence.window_kl == b.divergence.window_kl && a.setup == b.setup &&
         a.latency.decode_tokens_per_second == b.latency.decode_tokens_per_second &&
         a.latency.peak_rss_bytes == b.latency.peak_rss_bytes;
}

}  // namespace

BenchmarkModel::BenchmarkModel(QObject* parent)
    : QAbstractTableModel(parent), baseline_(originalKey()), comparisons_(new BenchmarkComparisons(this)) {
  connect(comparisons_, &BenchmarkComparisons::changed, this, &BenchmarkModel::refreshAll);
}

int BenchmarkModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int BenchmarkModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant BenchmarkModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return display(index.row(), column);
    case SortRole:
      return raw(index.row(), column);
    case StaleRole:
      return isStale(index.row());
    case Qt::TextAlignmentRole:
      return QVariant(alignment(column));
    case Qt::FontRole: {
      QFont font;
      font.setItalic(rows_[static_cast<size_t>(index.row())].waiting || isStale(index.row()));
      font.setBold(column == Variant && isBaseline(index.row()));
      return font.italic() || font.bold() ? QVariant(font) : QVariant();
    }
    case Qt::ToolTipRole:
      return toolTip(index.row());
    case Qt::AccessibleTextRole:
      return tr("%1: %2").arg(headerData(column, Qt::Horizontal).toString(), display(index.row(), column));
    default:
      return {};
  }
}

// --- what belongs together

QString BenchmarkModel::keyOf(const calm::BenchmarkResult& result) {
  switch (result.kind) {
    case Kind::original:
      return originalKey();
    case Kind::uniform:
      return u"uniform:" + toQString(result.method.empty() ? result.name : result.method);
    case Kind::plan:
      break;
  }
  return u"plan:" + toQString(result.name);
}

std::vector<BenchmarkModel::Baseline> BenchmarkModel::baselines() const {
  std::vector<Baseline> list;
  for (const Row& row : rows_) {
    if (row.waiting) continue;
    const QString key = keyOf(row.result);
    const bool there = std::any_of(list.begin(), list.end(), [&](const Baseline& one) { return one.key == key; });
    if (!there) list.push_back({key, coreMessage(row.result.name)});
  }
  std::stable_partition(list.begin(), list.end(), [](const Baseline& one) { return one.key == originalKey(); });
  return list;
}

QString BenchmarkModel::baselineName() const {
  for (const Baseline& one : baselines()) {
    if (one.key == baseline_) return one.name;
  }
  return tr("Original");
}

void BenchmarkModel::setBaseline(const QString& key) {
  if (key == baseline_) return;
  baseline_ = key;
  refreshAll();
}

bool BenchmarkModel::isBaseline(int row) const {
  return !rows_[static_cast<size_t>(row)].waiting && keyOf(result(row)) == baseline_;
}

void BenchmarkModel::compareRows() {
  // The newest row of the baseline that was measured alike; of an earlier plan only where there is no other.
  const auto newest = [&](const Row& row, const auto& score) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < rowCount(); ++i) {
      if (!isBaseline(i) || &rows_[static_cast<size_t>(i)] == &row) continue;
      const double found = score(result(i)) * (isStale(i) ? 0.5 : 1);
      if (found > 0 && found >= most) {
        most = found;
        best = i;
      }
    }
    return best;
  };
  for (int i = 0; i < rowCount(); ++i) {
    Row& row = rows_[static_cast<size_t>(i)];
    row.windowsOf = row.timingOf = -1;
    row.compared = false;
    row.comparison = {};
    if (row.waiting || keyOf(row.result) == baseline_) continue;
    row.windowsOf = newest(row, [&](const calm::BenchmarkResult& other) {
      return static_cast<double>(calm::common_windows(row.result, other));
    });
    row.timingOf = newest(
        row, [&](const calm::BenchmarkResult& other) { return calm::same_timing(row.result, other) ? 1.0 : 0.0; });
    if (row.windowsOf < 0) continue;
    if (auto comparison = comparisons_->find(row.result, result(row.windowsOf))) {
      row.comparison = *comparison;
      row.compared = true;
    }
  }
}

std::optional<double> BenchmarkModel::perplexityDelta(int index) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  if (row.windowsOf < 0) return std::nullopt;
  const calm::BenchmarkResult& base = result(row.windowsOf);
  const size_t windows = calm::common_windows(row.result, base);
  const auto perplexity = [&](const calm::BenchmarkResult& one) {
    return one.perplexity.window_nll.size() == windows ? one.perplexity.ppl : std::exp(calm::mean_nll(one, windows));
  };
  return perplexity(row.result) - perplexity(base);
}

std::optional<double> BenchmarkModel::divergenceDelta(int index) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  if (row.windowsOf < 0 || !row.result.has_kl || !result(row.windowsOf).has_kl) return std::nullopt;
  const calm::BenchmarkResult& base = result(row.windowsOf);
  const size_t windows = std::min({calm::common_windows(row.result, base), row.result.divergence.window_kl.size(),
                                   base.divergence.window_kl.size()});
  if (windows == 0) return std::nullopt;
  return calm::mean_kl(row.result, windows) - calm::mean_kl(base, windows);
}

std::optional<double> BenchmarkModel::ratioDelta(int index, int column) const {
  const Row& row = rows_[static_cast<size_t>(index)];
  if (row.timingOf < 0) return std::nullopt;
  const calm::BenchmarkResult& base = result(row.timingOf);
  const bool speed = column == PrefillDelta || column == DecodeDelta;
  if (speed && !(row.result.has_latency && base.has_latency)) return std::nullopt;
  const auto value = [column](const calm::LatencyResult& latency) {
    switch (column) {
      case PrefillDelta:
        return latency.prefill_tokens_per_second;
      case DecodeDelta:
        return latency.decode_tokens_per_second;
      case MemoryDelta:
        return static_cast<double>(latency.peak_rss_bytes);
      default:
        return static_cast<double>(latency.weight_bytes);
    }
  };
  const double other = value(base.latency);
  return other > 0 ? std::optional<double>(value(row.result.latency) / other - 1) : std::nullopt;
}

std::optional<std::pair<double, double>> BenchmarkModel::perplexityInterval(int row) const {
  const Row& entry = rows_[static_cast<size_t>(row)];
  const auto& nll = entry.comparison.nll;
  if (!nll || nll->windows < calm::kFewestWindows) return std::nullopt;
  const double base = std::exp(calm::mean_nll(result(entry.windowsOf), static_cast<size_t>(nll->windows)));
  return std::pair(base * std::exp(nll->low), base * std::exp(nll->high));
}

std::optional<std::pair<double, double>> BenchmarkModel::divergenceInterval(int row) const {
  const Row& entry = rows_[static_cast<size_t>(row)];
  const auto& kl = entry.comparison.kl;
  if (!kl || kl->windows < calm::kFewestWindows) return std::nullopt;
  const double base = calm::mean_kl(result(entry.windowsOf), static_cast<size_t>(kl->windows));
  return std::pair(base + kl->low, base + kl->high);
}

// --- rows

void BenchmarkModel::setResults(const std::vector<calm::BenchmarkResult>& results) {
  const auto same = [](const calm::BenchmarkResult& a, const calm::BenchmarkResult& b) {
    return a.name == b.name && a.date == b.date;
  };
  std::vector<Row> live;
  for (Row& row : rows_) {
    const bool saved = std::any_of(results.begin(), results.end(), [&](const calm::BenchmarkResult& result) {
      return same(result, row.result) || continues(result, row.result);
    });
    if (row.runIndex >= 0 && (running_ || !saved)) live.push_back(std::move(row));
  }
  const auto isThere = [](const calm::BenchmarkResult& result, const Row& row) {
    return unchanged(result, row.result) && row.runIndex < 0;
  };
  // An edit of the plan asks for all to be shown again: who has chosen a row keeps it.
  if (live.empty() && std::equal(results.begin(), results.end(), rows_.begin(), rows_.end(), isThere)) return;
  beginResetModel();
  rows_.clear();
  for (const calm::BenchmarkResult& result : results) {
    const bool shown = std::any_of(live.begin(), live.end(), [&](const Row& row) {
      return !row.waiting && (same(result, row.result) || continues(result, row.result));
    });
    if (!shown) rows_.push_back({result});
  }
  std::move(live.begin(), live.end(), std::back_inserter(rows_));
  compareRows();
  endResetModel();
}

void BenchmarkModel::setCurrentContext(const QString& context, const QString& beforeTuning) {
  if (context == context_ && beforeTuning == beforeTuning_) return;
  context_ = context;
  beforeTuning_ = beforeTuning;
  refreshAll();
}

void BenchmarkModel::setUniformContexts(const QHash<QString, QString>& contexts) {
  if (contexts == uniformContexts_) return;
  uniformContexts_ = contexts;
  refreshAll();
}

void BenchmarkModel::setNamedContexts(const QHash<QString, QString>& contexts) {
  if (contexts == namedContexts_) return;
  namedContexts_ = contexts;
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
    compareRows();
    endResetModel();
  } else if (const auto* filled = std::get_if<calm::BenchmarkRow>(&event)) {
    for (int row = rowCount() - 1; row >= 0; --row) {
      if (rows_[static_cast<size_t>(row)].runIndex >= 0 || !continues(result(row), filled->result)) continue;
      beginRemoveRows({}, row, row);
      rows_.erase(rows_.begin() + row);
      compareRows();
      endRemoveRows();
    }
    for (Row& each : rows_) {
      if (filled->index < 0 || each.runIndex != filled->index) continue;
      each.result = filled->result;
      each.waiting = !measured(filled->result);
      refreshAll();  // a baseline's row changes the others' deltas
      return;
    }
  } else if (std::holds_alternative<calm::BenchmarkEnded>(event)) {
    beginResetModel();
    running_ = false;
    std::erase_if(rows_, [](const Row& row) { return row.waiting; });
    compareRows();
    endResetModel();
  }
}

bool BenchmarkModel::isBeforeTuning(const calm::BenchmarkResult& result) const {
  return result.kind == Kind::plan && !beforeTuning_.isEmpty() && toQString(result.context) == beforeTuning_;
}

bool BenchmarkModel::isStale(int row) const {
  const Row& entry = rows_[static_cast<size_t>(row)];
  const QString context = toQString(entry.result.context);
  if (entry.waiting || context.isEmpty() || entry.result.kind == Kind::original) return false;
  const QString name = toQString(entry.result.name);
  if (entry.result.kind == Kind::plan) {
    if (context_.isEmpty() || context == context_ || context == beforeTuning_) return false;
    return std::find(namedContexts_.begin(), namedContexts_.end(), context) == namedContexts_.end();
  }
  const QString current = uniformContexts_.value(name);
  return !current.isEmpty() && context != current;
}

std::vector<int> BenchmarkModel::latestRows(const std::function<bool(const calm::BenchmarkResult&)>& fits) const {
  std::vector<int> latest;
  for (int row = 0; row < rowCount(); ++row) {
    const Row& entry = rows_[static_cast<size_t>(row)];
    if (entry.waiting || isStale(row) || (fits && !fits(entry.result))) continue;
    const auto same = std::find_if(latest.begin(), latest.end(),
                                   [&](int other) { return keyOf(result(other)) == keyOf(entry.result); });
    if (same == latest.end()) {
      latest.push_back(row);
    } else {
      *same = row;
    }
  }
  return latest;
}

std::vector<int> BenchmarkModel::latestTextRows() const {
  int newest = -1;
  for (int row = 0; row < rowCount(); ++row) {
    if (result(row).has_perplexity && (newest < 0 || !isStale(row))) newest = row;
  }
  if (newest < 0) return {};
  return latestRows(
      [&](const calm::BenchmarkResult& other) { return calm::common_windows(result(newest), other) > 0; });
}

bool BenchmarkModel::isColumnUsed(int column) const {
  const auto any = [this](const auto& has) {
    return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return has(row.result); });
  };
  switch (column) {
    case Perplexity:
    case Delta:
    case Text:
      return any([](const calm::BenchmarkResult& result) { return result.has_perplexity; });
    case Divergence:
    case DivergenceDelta:
    case SameTop:
      return any([](const calm::BenchmarkResult& result) { return result.has_kl; });
    case Prefill:
    case PrefillSpread:
    case PrefillDelta:
    case Decode:
    case DecodeSpread:
    case DecodeDelta:
      return any([](const calm::BenchmarkResult& result) { return result.has_latency; });
    case Memory:
    case MemoryDelta:
    case Weights:
    case WeightsDelta:
      return any([](const calm::BenchmarkResult& result) { return result.has_latency || result.has_memory; });
    case Note:
      for (int row = 0; row < rowCount(); ++row) {
        if (!display(row, Note).isEmpty()) return true;
      }
      return false;
    default:
      return true;
  }
}

void BenchmarkModel::refreshAll() {
  compareRows();
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

}  // namespace calm::ui
