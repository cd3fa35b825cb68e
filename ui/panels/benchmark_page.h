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

class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace calm::ui {

class EmptyState;

class BarChart;
class BenchmarkModel;

/// The Benchmark page: what to measure on the left, results as table and bars on the right, live.
class BenchmarkPage : public QWidget {
  Q_OBJECT

 public:
  explicit BenchmarkPage(std::function<QString(const std::string&)> methodTitle, QWidget* parent = nullptr,
                         std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  BenchmarkModel* model() const { return model_; }
  BenchmarkForm* form() const { return form_; }

  void setModel(const calm::ModelInfo& model);
  void clearModel();
  void setPool(const std::vector<std::string>& specs);
  void setPlan(const calm::Plan& plan);
  /// The session's results: replaces what was there, keeps the rows of a run that goes on.
  void setResults(const std::vector<calm::BenchmarkResult>& results);
  /// Rows of the plan with another context are marked as of an earlier plan.
  void setCurrentContext(const QString& context);
  void setUniformContexts(const QHash<QString, QString>& byName);
  /// Another job runs.
  void setBusy(bool busy);
  /// A benchmark was asked for, or is over without having started; apply() does the same on the events.
  void setRunning(bool running);

  /// False, with the reason in `error`, where the file could not be written. ".json" writes JSON, else CSV.
  bool saveTo(const QString& path, QString* error) const;

 public Q_SLOTS:
  void apply(const calm::BenchmarkEvent& event);
  void copy() const;

 Q_SIGNALS:
  void runRequested(const calm::ui::BenchmarkRequestParts& request);
  void cancelRequested();
  void commandRequested(const calm::ui::BenchmarkRequestParts& request);
  void saveFailed(const QString& message);

 private:
  QWidget* makeResults();
  QWidget* makeCharts();
  void save();
  void showCharts();
  void updateState();

  std::shared_ptr<FilePrompt> prompt_;
  BenchmarkModel* model_;
  BenchmarkForm* form_;
  QTableView* table_;
  EmptyState* empty_;
  QStackedWidget* results_;
  QLabel* status_;
  QToolButton* copy_;
  QToolButton* save_;
  QWidget* charts_;
  BarChart* perplexityChart_;
  BarChart* prefillChart_;
  BarChart* decodeChart_;
  QTimer chartTimer_;
  bool running_ = false;
};

}  // namespace calm::ui
