#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

#include "ui/panels/benchmark_form.h"

namespace calm::ui {

/// What was asked to be measured, in the order in which it will be: one entry runs, the others wait, those that ended
/// stay until they are cleared. Starts an entry when the one before it has ended; never computes.
class BenchmarkQueue : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { What, Progress, ColumnCount };
  enum class State { waiting, starting, running, stopping, done, cancelled, failed };
  /// Share done, 0 .. 1, of a running entry; invalid of the others.
  enum Role { DoneRole = Qt::UserRole };

  explicit BenchmarkQueue(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  State state(int row) const { return entries_[static_cast<size_t>(row)].state; }
  int runningRow() const;  // -1: none
  int waitingCount() const;
  bool hasEnded() const;

  void add(const BenchmarkRequestParts& parts);
  /// Takes a waiting or an ended entry out; asks the running one to stop.
  void remove(int row);
  bool canMove(int row, int by) const;
  /// Waiting entries only, among themselves; by: -1 up, 1 down.
  bool move(int row, int by);
  void clearEnded();
  /// Another model comes, or the window closes: what waits is dropped.
  void drop();
  void clear();

 public Q_SLOTS:
  void apply(const calm::BenchmarkEvent& event);
  /// The running entry's job is over. `error` is empty unless it failed.
  void finish(calm::EndStatus status, const QString& error);

 Q_SIGNALS:
  void startRequested(const calm::ui::BenchmarkRequestParts& request);
  void cancelRequested();
  /// Entries, their states or their progress.
  void changed();

 private:
  struct Entry {
    BenchmarkRequestParts parts;
    QString title, detail;
    State state = State::waiting;
    double done = 0, eta = 0;
    QString text;  // what is measured now, or the error
    int results = 0;
  };
  void startNext();
  void refresh(int row);
  QString stateText(const Entry& entry) const;

  std::vector<Entry> entries_;
};

}  // namespace calm::ui
