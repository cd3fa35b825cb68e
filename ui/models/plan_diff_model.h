#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "calm/named_plans.h"

namespace calm::ui {

class Workspace;

/// Two plans layer by layer: the methods of both and their scores. A plan is meant by its name; an empty one is the
/// current plan.
class PlanDiffModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Layer, FirstMethod, FirstScore, SecondMethod, SecondScore, Difference, ColumnCount };
  enum Role {
    SortRole = Qt::UserRole,
    DiffersRole,
  };

  explicit PlanDiffModel(Workspace* workspace, QObject* parent = nullptr);

  void setPlans(const QString& first, const QString& second);
  void setShowAll(bool all);
  int differing() const { return differing_; }
  int total() const { return static_cast<int>(rows_.size()); }
  int layer(int row) const { return shown_[static_cast<size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 Q_SIGNALS:
  void compared();

 private:
  void refresh();
  const Plan* plan(const QString& name) const;  // nullptr: there is none of that name
  QString title(const QString& name) const;

  Workspace* workspace_;
  QString first_, second_;
  bool all_ = false;
  int differing_ = 0;
  std::vector<PlanComparison> rows_;
  std::vector<int> shown_;  // indices of rows_
};

}  // namespace calm::ui
