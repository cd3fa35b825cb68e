#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calm/model.h"
#include "calm/plan.h"
#include "calm/search.h"
#include "ui/panels/file_prompt.h"
#include "ui/panels/setup_catalog.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace calm::ui {

class CalibrationForm;
class PoolForm;
class SchemeForm;

/// The Set-up dock: everything that an analysis is told before it runs, what it will cost, and the button that starts
/// it. A view: it holds no state of the session, shows what it is given, and tells what the user changed.
class RunSetupPanel : public QWidget {
  Q_OBJECT

 public:
  explicit RunSetupPanel(SetupCatalog catalog, QWidget* parent = nullptr,
                         std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  // None of the setters emits a change.
  void setModel(const calm::ModelInfo& model);
  void clearModel();
  /// `knownSpecs`: rows of the list beside the pool's own.
  void setOptions(const calm::AnalysisOptions& options, const calm::Selection& selection,
                  const QStringList& knownSpecs);
  void setDevices(const QStringList& devices);
  void setExecution(const QString& device, int threads);
  /// An analysis would score the layers [first, count); the others have current scores. Scales the time that is shown.
  void setRemaining(int first, int count);
  /// Of the settings, in bytes: an analysis above it is said not to start. 0: none.
  void setMemoryLimit(uint64_t bytes);
  /// While another job runs, the analysis cannot be started; the settings can be changed.
  void setBusy(bool busy);

  calm::AnalysisOptions options() const;
  std::vector<std::string> pool() const;
  calm::Metric metric() const;
  QString device() const;
  int threads() const;
  QSize sizeHint() const override;
  /// Empty, or why the analysis cannot be started with what is set.
  QString problem() const { return problem_; }

 public Q_SLOTS:
  void setEstimate(const calm::CostEstimate& estimate);
  void setEstimateFailed(const QString& message);

 Q_SIGNALS:
  void optionsChanged(const calm::AnalysisOptions& options);
  void poolChanged(const std::vector<std::string>& pool);
  void metricChanged(calm::Metric metric);
  void beamChanged(int width);
  void tuningChanged(int epochs);
  void executionChanged(const QString& device, int threads);
  /// Some time after the last change, where the settings are sound.
  void estimateRequested();
  void analyseRequested();
  /// The same analysis as a line for a terminal.
  void commandRequested();
  /// One of SetupCatalog::recipes, by its id.
  void recipeChosen(const std::string& id);
  /// `problem` is empty where the analysis could be started.
  void problemChanged(const QString& problem);

 private:
  QWidget* makeRecipeRow(const SetupCatalog& catalog);
  QWidget* makeExecutionBox();
  QWidget* makeFooter();
  void onChanged();
  void refresh();
  void askForEstimate();
  void showCost();
  void showEstimate(const QString& text, const QString& warnings);
  void showEstimating();

  std::function<std::string(const calm::AnalysisOptions&, const calm::Selection&)> matchingRecipe_;
  std::vector<QPushButton*> recipes_;
  CalibrationForm* calibration_;
  SchemeForm* scheme_;
  calm::Arithmetic arithmetic_ = calm::Arithmetic::kernels;  // of the session: kept, not offered
  PoolForm* pool_;
  QComboBox* device_;
  QSpinBox* threads_;
  QLabel* estimate_;
  QLabel* warnings_;
  QLabel* problemLabel_;
  QPushButton* analyse_;
  QToolButton* command_;
  QTimer estimateTimer_;
  std::optional<calm::ModelInfo> model_;
  /// What the last estimate was asked for: settings that are shown again unchanged ask for none.
  struct Asked {
    std::string model;
    calm::AnalysisOptions options;
    std::vector<std::string> pool;
    int beam = 1, tuning = 0;
    QString device;
    int threads = 0;
    bool operator==(const Asked&) const = default;
  };
  std::optional<Asked> asked_;
  std::optional<calm::CostEstimate> cost_;  // of a whole analysis with what is set; empty: not known
  uint64_t memoryLimit_ = 0;
  int remainingFirst_ = 0, layerCount_ = 0;
  bool busy_ = false;
  bool estimating_ = false;  // asked for, not answered
  QString problem_;
};

}  // namespace calm::ui
