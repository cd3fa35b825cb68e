#include "ui/panels/log_model.h"

#include <algorithm>

#include "ui/strings.h"

namespace calm::ui {

QString logLevelText(calm::LogLevel level) {
  switch (level) {
    case calm::LogLevel::debug:
      return LogModel::tr("Debug");
    case calm::LogLevel::info:
      return LogModel::tr("Info");
    case calm::LogLevel::warning:
      return LogModel::tr("Warning");
    case calm::LogLevel::error:
      return LogModel::tr("Error");
  }
  return {};
}

LogModel::LogModel(QObject* parent, int capacity) : QAbstractTableModel(parent), capacity_(std::max(1, capacity)) {}

int LogModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int LogModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  const Entry& entry = entries_[static_cast<size_t>(index.row())];
  if (role == LevelRole) return static_cast<int>(entry.level);
  if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) return line(index.row());
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case Time:
      return entry.time.toString(QStringLiteral("HH:mm:ss.zzz"));
    case Level:
      return logLevelText(entry.level);
    case Message:
      return entry.message;
    default:
      return {};
  }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Time:
      return tr("Time");
    case Level:
      return tr("Level");
    case Message:
      return tr("Message");
    default:
      return {};
  }
}

void LogModel::append(calm::LogLevel level, const QString& message, const QDateTime& time) {
  if (static_cast<int>(entries_.size()) >= capacity_) {
    beginRemoveRows({}, 0, 0);
    entries_.pop_front();
    endRemoveRows();
  }
  const int row = rowCount();
  beginInsertRows({}, row, row);
  entries_.push_back({time, level, message});
  endInsertRows();
}

void LogModel::clear() {
  beginResetModel();
  entries_.clear();
  endResetModel();
}

QString LogModel::line(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  const Entry& entry = entries_[static_cast<size_t>(row)];
  return entry.time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) + QStringLiteral("  ") +
         toQString(calm::to_string(entry.level)) + QStringLiteral("  ") + entry.message;
}

}  // namespace calm::ui
