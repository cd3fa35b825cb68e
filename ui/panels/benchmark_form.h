#pragma once

#include <QWidget>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/plan.h"
#include "ui/panels/file_prompt.h"

class QCheckBox;
class QGroupBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace calm::ui {

class TextSourceEdit;

/// What a benchmark is asked; the owner adds model, session and execution.
struct BenchmarkRequestParts {
  std::vector<calm::Variant> variants;
  bool runPerplexity = true;
  bool runDivergence = false;  // KL to the original, on the windows of the perplexity
  bool runLatency = true;
  bool runMemory = false;
  calm::PerplexityRequest perplexity;
  calm::LatencyRequest latency;
};

/// The same as core takes it; windows that the session already has are not measured again.
calm::BenchmarkRequest toRequest(const BenchmarkRequestParts& parts);

/// "GPTQ everywhere": the name of the variant that uses one method for all layers.
QString uniformVariantName(const QString& methodTitle);

/// Which variants are measured, and how.
class BenchmarkForm : public QWidget {
  Q_OBJECT

 public:
  BenchmarkForm(std::shared_ptr<FilePrompt> prompt, std::function<QString(const std::string&)> methodTitle,
                QWidget* parent = nullptr);

  /// What can be measured: the original always, the plan once it is complete, the plans that are kept under a name, and
  /// each method everywhere. A model that is quantized already has no other variant than itself.
  void setModelState(bool open, bool quantized);
  void setPool(const std::vector<std::string>& specs);
  /// tuned: it can be measured before tuning as well.
  void setPlan(const calm::Plan& plan, bool tuned = false);
  /// As Workspace::planVariants() gives them.
  void setNamedPlans(std::vector<calm::Variant> plans);
  /// Another job, or a benchmark, runs: the next one waits for it.
  void setBusy(bool busy);

  BenchmarkRequestParts request() const;
  QString problem() const { return problem_; }

 Q_SIGNALS:
  void runRequested(const calm::ui::BenchmarkRequestParts& request);
  /// The same request as a line for a terminal.
  void commandRequested(const calm::ui::BenchmarkRequestParts& request);

 private:
  QGroupBox* makeVariantBox();
  QGroupBox* makeTextBox(std::shared_ptr<FilePrompt> prompt);
  QGroupBox* makeTimingBox();
  void rebuildVariants();
  void checkAll(Qt::CheckState state);
  void refresh();

  std::function<QString(const std::string&)> methodTitle_;
  QListWidget* variants_;
  QToolButton* all_;
  QToolButton* none_;
  QCheckBox* perplexity_;
  QCheckBox* divergence_;
  TextSourceEdit* text_;
  QSpinBox* window_;
  QSpinBox* maxWindows_;
  QCheckBox* latency_;
  QCheckBox* memory_;
  QSpinBox* prompt_;
  QSpinBox* generate_;
  QSpinBox* repeats_;
  QLabel* problemLabel_;
  QPushButton* run_;
  QToolButton* command_;
  bool open_ = false, quantized_ = false, busy_ = false;
  std::vector<std::string> pool_;
  calm::Plan plan_;
  bool tuned_ = false;
  std::vector<calm::Variant> namedPlans_;
  QString problem_;
};

}  // namespace calm::ui
