#pragma once

#include <QHash>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "calm/model.h"
#include "ui/panels/benchmark_form.h"
#include "ui/panels/file_prompt.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace calm::ui {

class BenchmarkCharts;
class BenchmarkModel;
class BenchmarkQueue;
class EmptyState;

/// The Benchmark page: what to measure on the left; the queue, results as table and bars, and what they say about noise
/// on the right, live.
class BenchmarkPage : public QWidget {
  Q_OBJECT

 public:
  explicit BenchmarkPage(std::function<QString(const std::string&)> methodTitle, QWidget* parent = nullptr,
                         std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  BenchmarkModel* model() const { return model_; }
  BenchmarkForm* form() const { return form_; }
  BenchmarkQueue* queue() const { return queue_; }
  /// Of the charts; for the window's menu too.
  QList<QAction*> exportActions() const { return exports_; }

  void setModel(const calm::ModelInfo& model);
  void clearModel();
  void setPool(const std::vector<std::string>& specs);
  /// tuned: it can be measured before tuning as well.
  void setPlan(const calm::Plan& plan, bool tuned = false);
  /// The session's results: replaces what was there, keeps the rows of a run that goes on.
  void setResults(const std::vector<calm::BenchmarkResult>& results);
  /// Rows of the plan with another context are marked as of an earlier plan.
  void setCurrentContext(const QString& context, const QString& beforeTuning = {});
  void setUniformContexts(const QHash<QString, QString>& byName);
  /// The plans that are kept under a name, and the contexts of their rows by that name.
  void setNamedPlans(std::vector<calm::Variant> plans, const QHash<QString, QString>& contexts);
  /// Another job runs: what is asked for waits for it.
  void setBusy(bool busy);

  /// False, with the reason in `error`, where the file could not be written. ".json" writes JSON, else CSV.
  bool saveTo(const QString& path, QString* error) const;

 public Q_SLOTS:
  void apply(const calm::BenchmarkEvent& event);
  /// The job that an entry of the queue asked for is over; the next one starts.
  void finish(calm::EndStatus status, const QString& error);
  void copy() const;

 Q_SIGNALS:
  /// An entry of the queue starts.
  void runRequested(const calm::ui::BenchmarkRequestParts& request);
  void cancelRequested();
  void commandRequested(const calm::ui::BenchmarkRequestParts& request);
  void saved(const QString& path);
  void saveFailed(const QString& message);

 private:
  QWidget* makeResults();
  QWidget* makeTable();
  QLayout* makeBar(QWidget* side);
  void save();
  void saveCharts();
  void showCharts();
  void showColumns();
  void showBaselines();
  void showReading();
  void updateState();

  std::shared_ptr<FilePrompt> prompt_;
  BenchmarkModel* model_;
  QList<QAction*> exports_;
  BenchmarkForm* form_;
  QTableView* table_;
  EmptyState* empty_;
  QStackedWidget* results_;
  BenchmarkQueue* queue_;
  QLabel* status_;
  QLabel* reading_;
  QComboBox* baseline_;
  QToolButton* copy_;
  QToolButton* save_;
  BenchmarkCharts* charts_;
  QTimer chartTimer_;
  bool busy_ = false;
  QString ended_;  // how the last run ended, where that must be said
};

}  // namespace calm::ui
