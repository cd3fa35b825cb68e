#pragma once

#include <QDialog>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "calm/events.h"
#include "calm/pareto.h"
#include "ui/panels/file_prompt.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace calm::ui {

class EmptyState;
class ParetoChart;
class ParetoModel;
class ProgressStrip;
struct Picture;

/// What is solved for; the owner adds model, session and execution.
struct BudgetRequestParts {
  double averageBits = 4;
  quint64 maxBytes = 0;  // not 0: instead of averageBits
  std::optional<calm::Sensitivity> sensitivity;
  std::vector<int> widths;  // bits that every method of the pool is tried at; empty: as the pool says
  int points = 12;
};

/// Bits and methods under a budget: the curve of size against predicted loss, its plans as a table, each to keep, to
/// use and to save. Shown with show(); closing it stops what runs.
class BudgetDialog : public QDialog {
  Q_OBJECT

 public:
  explicit BudgetDialog(QWidget* parent = nullptr, std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  /// Where the budget begins: what the current plan takes.
  void setStart(double averageBits, quint64 fileBytes);
  BudgetRequestParts request() const;
  const ParetoModel* model() const { return model_; }
  /// Row of the plan that is looked at, or -1.
  int currentPoint() const;

 public Q_SLOTS:
  /// As the Solve button.
  void solve();
  void setCurve(const calm::ParetoCurve& curve);
  void setProgress(const calm::Progress& progress);
  /// After a cancel with an empty message.
  void setFailed(const QString& message);
  /// The outcome of a button, in words: "Kept as …".
  void setNotice(const QString& text);

  void reject() override;

 Q_SIGNALS:
  void solveRequested(const calm::ui::BudgetRequestParts& request);
  void cancelRequested();
  void keepRequested(const std::vector<int>& points);
  void useRequested(int point);
  void commandRequested(const calm::ui::BudgetRequestParts& request);
  void saved(const QString& path);
  void saveFailed(const QString& message);

 private:
  QWidget* makeForm();
  QWidget* makeResult();
  QLayout* makeButtons();
  void showBudgetKind();
  void onBudgetEdited();
  void setRunning(bool running);
  void showCurve();
  void showCurrent();
  Picture picture() const;
  void save();

  std::shared_ptr<FilePrompt> prompt_;
  ParetoModel* model_;
  QComboBox* kind_;
  QDoubleSpinBox* bits_;
  QDoubleSpinBox* size_;
  QComboBox* loss_;
  std::vector<QCheckBox*> widths_;
  QSpinBox* points_;
  QPushButton* solve_;
  QCheckBox* logarithmic_;
  EmptyState* empty_;
  ParetoChart* chart_;
  QTableView* table_;
  QLabel* explanation_;
  QLabel* note_;
  QStackedWidget* stack_;
  ProgressStrip* strip_;
  QToolButton* command_;
  QPushButton *copy_, *save_, *keep_, *keepAll_, *use_, *close_;
  QTimer timer_;
  BudgetRequestParts asked_;  // that the curve answers
  bool running_ = false;
};

}  // namespace calm::ui
