#pragma once

#include <QWidget>
#include <memory>
#include <string>
#include <vector>

#include "ui/panels/file_prompt.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace calm::ui {

class EmptyState;
class PlanCompareView;
class PlansPanel;
class PlanModel;
class ShareBar;
class Workspace;

/// The plan as a table, with its summary above and edits for the selected layers.
class PlanPage : public QWidget {
  Q_OBJECT

 public:
  explicit PlanPage(Workspace* workspace, QWidget* parent = nullptr,
                    std::shared_ptr<FilePrompt> files = std::make_shared<FilePrompt>());

  PlanModel* planModel() const { return model_; }
  QTableView* table() const { return table_; }
  PlansPanel* plans() const { return plans_; }
  PlanCompareView* comparison() const { return compare_; }
  QLabel* summary() const { return summary_; }
  /// `budget`: has a button of its own; nullptr: none.
  void setActions(const QList<QAction*>& open, const QList<QAction*>& analyse, QAction* budget = nullptr,
                  QAction* refine = nullptr);
  /// Layers of the selected rows, ascending.
  std::vector<int> selectedLayers() const;
  /// File and clipboard of the table; for the window's menu too.
  QList<QAction*> exportActions() const { return exports_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void updateSummary();
  void updateMethods();
  void updateButtons();
  void makeTable();
  void makeEdits();
  QWidget* makeContent();
  void makeExports();
  void fitMethods();
  void connectAll();
  std::string chosenMethod() const;
  void showMenu(const QPoint& at);
  void followCurrentLayer(int layer);

  Workspace* workspace_;
  std::shared_ptr<FilePrompt> files_;
  PlanModel* model_;
  QSortFilterProxyModel* proxy_;
  QTableView* table_;
  QLabel* summary_;
  ShareBar* shares_;
  QLineEdit* filter_;
  QComboBox* method_;
  QPushButton* use_;
  QPushButton* clear_;
  QPushButton* uniform_;
  QPushButton* recompute_;
  QPushButton* budget_;
  QPushButton* refine_;
  QLabel* count_;
  PlansPanel* plans_;
  PlanCompareView* compare_;
  QStackedWidget* views_;  // the table, or the comparison
  EmptyState* empty_;
  QStackedWidget* stack_;
  QList<QAction*> openActions_, analyseActions_, exports_;
  bool following_ = false;
};

}  // namespace calm::ui
