#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace calm::ui {

class PlanDiffModel;
class Workspace;

/// Two plans side by side: the layers that differ, with both methods and scores.
class PlanCompareView : public QWidget {
  Q_OBJECT

 public:
  explicit PlanCompareView(Workspace* workspace, QWidget* parent = nullptr);

  PlanDiffModel* model() const { return model_; }
  QTableView* table() const { return table_; }
  QLabel* summary() const { return summary_; }
  /// Names; an empty one is the current plan.
  void compare(const QString& first, const QString& second);

 Q_SIGNALS:
  void closed();

 private:
  void fillNames();
  void readNames();
  void updateSummary();

  Workspace* workspace_;
  PlanDiffModel* model_;
  QSortFilterProxyModel* proxy_;
  QComboBox *first_, *second_;
  QCheckBox* all_;
  QLabel* summary_;
  QTableView* table_;
};

}  // namespace calm::ui
