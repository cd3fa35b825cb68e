#include "ui/models/benchmark_queue.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

QString tasksText(const BenchmarkRequestParts& parts) {
  QStringList tasks;
  if (parts.runPerplexity) tasks << BenchmarkQueue::tr("perplexity");
  if (parts.runDivergence) tasks << BenchmarkQueue::tr("KL");
  if (parts.runLatency) tasks << BenchmarkQueue::tr("speed");
  if (parts.runMemory) tasks << BenchmarkQueue::tr("memory");
  return tasks.join(QStringLiteral(", "));
}

QString variantsText(const BenchmarkRequestParts& parts) {
  QStringList names;
  for (const calm::Variant& variant : parts.variants) names << toQString(variant.name);
  return names.join(QStringLiteral(", "));
}

bool ended(BenchmarkQueue::State state) {
  return state == BenchmarkQueue::State::done || state == BenchmarkQueue::State::cancelled ||
         state == BenchmarkQueue::State::failed;
}

}  // namespace

BenchmarkQueue::BenchmarkQueue(QObject* parent) : QAbstractTableModel(parent) {
  connect(this, &QAbstractItemModel::rowsInserted, this, &BenchmarkQueue::changed);
  connect(this, &QAbstractItemModel::rowsRemoved, this, &BenchmarkQueue::changed);
  connect(this, &QAbstractItemModel::rowsMoved, this, &BenchmarkQueue::changed);
  connect(this, &QAbstractItemModel::modelReset, this, &BenchmarkQueue::changed);
  connect(this, &QAbstractItemModel::dataChanged, this, &BenchmarkQueue::changed);
}

int BenchmarkQueue::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int BenchmarkQueue::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant BenchmarkQueue::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == What ? tr("Queue") : tr("State");
}

QString BenchmarkQueue::stateText(const Entry& entry) const {
  switch (entry.state) {
    case State::waiting:
      return tr("waiting");
    case State::starting:
      return tr("starting, after the job that runs now");
    case State::running: {
      QStringList parts{formatPercent(entry.done, 0)};
      if (const QString left = formatTimeLeft(entry.eta); !left.isEmpty()) parts << left;
      if (!entry.text.isEmpty()) parts << entry.text;
      return parts.join(QStringLiteral(" · "));
    }
    case State::stopping:
      return tr("stopping …");
    case State::done:
      return tr("done");
    case State::cancelled:
      return entry.results > 0 ? tr("cancelled, what was measured is kept") : tr("cancelled");
    case State::failed:
      return tr("failed: %1").arg(entry.text);
  }
  return {};
}

QVariant BenchmarkQueue::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  const Entry& entry = entries_[static_cast<size_t>(index.row())];
  const QString text = index.column() == What ? entry.title : stateText(entry);
  switch (role) {
    case Qt::DisplayRole:
      return text;
    case Qt::ToolTipRole:
      return QString(entry.detail + u'\n' + stateText(entry));
    case Qt::AccessibleTextRole:
      return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(), text);
    case DoneRole:
      return entry.state == State::running && index.column() == Progress ? QVariant(entry.done) : QVariant();
    default:
      return {};
  }
}

int BenchmarkQueue::runningRow() const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) {
    return entry.state != State::waiting && !ended(entry.state);
  });
  return found == entries_.end() ? -1 : static_cast<int>(found - entries_.begin());
}

int BenchmarkQueue::waitingCount() const {
  return static_cast<int>(std::count_if(entries_.begin(), entries_.end(),
                                        [](const Entry& entry) { return entry.state == State::waiting; }));
}

bool BenchmarkQueue::hasEnded() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const Entry& entry) { return ended(entry.state); });
}

void BenchmarkQueue::add(const BenchmarkRequestParts& parts) {
  Entry entry;
  entry.parts = parts;
  const auto count = static_cast<int>(parts.variants.size());
  entry.title = count == 1 ? tr("%1: %2").arg(variantsText(parts), tasksText(parts))
                           : tr("%n variants: %1", nullptr, count).arg(tasksText(parts));
  entry.detail = tr("%1: %2").arg(variantsText(parts), tasksText(parts));
  beginInsertRows({}, rowCount(), rowCount());
  entries_.push_back(std::move(entry));
  endInsertRows();
  startNext();
}

void BenchmarkQueue::startNext() {
  if (runningRow() >= 0) return;
  const auto next =
      std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.state == State::waiting; });
  if (next == entries_.end()) return;
  next->state = State::starting;
  refresh(static_cast<int>(next - entries_.begin()));
  const BenchmarkRequestParts parts = next->parts;  // what hears it may add an entry
  Q_EMIT startRequested(parts);
}

void BenchmarkQueue::remove(int row) {
  if (row < 0 || row >= rowCount()) return;
  Entry& entry = entries_[static_cast<size_t>(row)];
  if (entry.state == State::waiting || ended(entry.state)) {
    beginRemoveRows({}, row, row);
    entries_.erase(entries_.begin() + row);
    endRemoveRows();
    return;
  }
  if (entry.state == State::stopping) return;
  entry.state = State::stopping;
  refresh(row);
  Q_EMIT cancelRequested();
}

bool BenchmarkQueue::canMove(int row, int by) const {
  const int to = row + by;
  if (row < 0 || row >= rowCount() || to < 0 || to >= rowCount()) return false;
  return state(row) == State::waiting && state(to) == State::waiting;
}

bool BenchmarkQueue::move(int row, int by) {
  if (!canMove(row, by)) return false;
  beginMoveRows({}, row, row, {}, by > 0 ? row + 2 : row - 1);
  std::swap(entries_[static_cast<size_t>(row)], entries_[static_cast<size_t>(row + by)]);
  endMoveRows();
  return true;
}

void BenchmarkQueue::clearEnded() {
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (ended(state(row))) remove(row);
  }
}

void BenchmarkQueue::drop() {
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (state(row) == State::waiting) remove(row);
  }
}

void BenchmarkQueue::clear() {
  beginResetModel();
  std::erase_if(entries_, [](const Entry& entry) { return entry.state == State::waiting || ended(entry.state); });
  endResetModel();
}

void BenchmarkQueue::apply(const calm::BenchmarkEvent& event) {
  const int row = runningRow();
  if (row < 0) return;
  Entry& entry = entries_[static_cast<size_t>(row)];
  if (std::holds_alternative<calm::BenchmarkStarted>(event) && entry.state == State::starting) {
    entry.state = State::running;
  } else if (const auto* progress = std::get_if<calm::Progress>(&event)) {
    entry.done = std::isfinite(progress->done) ? std::clamp(progress->done, 0.0, 1.0) : 0;
    entry.eta = progress->eta_seconds;
    entry.text = toQString(progress->text);
  } else if (std::holds_alternative<calm::BenchmarkRow>(event)) {
    ++entry.results;
  }
  refresh(row);
}

void BenchmarkQueue::finish(calm::EndStatus status, const QString& error) {
  const int row = runningRow();
  if (row < 0) return;
  Entry& entry = entries_[static_cast<size_t>(row)];
  entry.state = status == calm::EndStatus::finished    ? State::done
                : status == calm::EndStatus::cancelled ? State::cancelled
                                                       : State::failed;
  entry.text = error;
  refresh(row);
  // Not from within the end of the job: what it leaves to be saved comes first.
  QMetaObject::invokeMethod(this, &BenchmarkQueue::startNext, Qt::QueuedConnection);
}

void BenchmarkQueue::refresh(int row) {
  Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

}  // namespace calm::ui
