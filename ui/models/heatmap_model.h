#pragma once

#include <QAbstractTableModel>
#include <limits>
#include <string>
#include <vector>

#include "ui/models/score_scale.h"

namespace calm::ui {

class Workspace;

/// Methods x layers: one row a method, one column a layer. Holds a copy of what each cell shows, so that painting never
/// searches the scores.
class HeatmapModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role {
    ValueRole = Qt::UserRole,  // double, by metric(); NaN: nothing to show
    ChosenRole,                // the plan uses this method here
    OverriddenRole,            // ... because the user said so
    StaleRole,                 // measured under other choices below or other options
    RunningRole,               // being scored now (the whole column while work is shared)
    NotApplicableRole,
    InPoolRole,
  };

  explicit HeatmapModel(Workspace* workspace, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  /// The metric that is shown; not necessarily the one that decides.
  Metric metric() const { return metric_; }
  void setMetric(Metric metric);

  const std::string& method(int row) const { return rows_[static_cast<size_t>(row)]; }
  int rowOf(const std::string& method) const;  // -1: none
  /// Of the current scores; of the stale ones where nothing is current.
  ScoreRange dataRange(const ScoreScale& scale) const;
  /// Every score there is, one line a cell: raw numbers, C locale.
  QString csv() const;

 Q_SIGNALS:
  void rangeMayHaveChanged();

 private:
  struct Cell {
    double value = std::numeric_limits<double>::quiet_NaN();
    bool scored = false, stale = false, applicable = true, chosen = false, overridden = false;
    bool operator==(const Cell& other) const;
  };

  void reset();
  void refresh(int firstLayer, int lastLayer);
  void refreshRunning();
  Cell makeCell(int row, int layer) const;
  const Cell& at(int row, int column) const;
  bool isRunning(int row, int column) const;
  /// What is known of a cell, a line each; `brief`: in one line, without the metrics that nobody asked for.
  QString toolTip(int row, int column, bool brief) const;

  Workspace* workspace_;
  Metric metric_ = Metric::cka;
  std::vector<std::string> rows_;
  std::vector<QString> titles_;
  int columns_ = 0;
  int runningLayer_ = -1;
  std::string runningMethod_;
  std::vector<Cell> cells_;  // [column * rows + row]
};

}  // namespace calm::ui
