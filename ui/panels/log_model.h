#pragma once

#include <QAbstractTableModel>
#include <QDateTime>
#include <deque>

#include "calm/log.h"

namespace calm::ui {

QString logLevelText(calm::LogLevel level);

/// The last messages of the program, oldest first; the oldest are dropped beyond the capacity.
class LogModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Time, Level, Message, ColumnCount };
  enum Role { LevelRole = Qt::UserRole };  // int of calm::LogLevel

  explicit LogModel(QObject* parent = nullptr, int capacity = 5000);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  void append(calm::LogLevel level, const QString& message, const QDateTime& time = QDateTime::currentDateTime());
  void clear();
  /// "2026-01-31 12:00:00.000  warning  text", as copied and saved.
  QString line(int row) const;

 private:
  struct Entry {
    QDateTime time;
    calm::LogLevel level;
    QString message;
  };
  std::deque<Entry> entries_;
  int capacity_;
};

}  // namespace calm::ui
