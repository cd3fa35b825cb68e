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
  bool runLatency = true;
  calm::PerplexityRequest perplexity;
  calm::LatencyRequest latency;
};

/// The same as core takes it.
calm::BenchmarkRequest toRequest(const BenchmarkRequestParts& parts);

/// "GPTQ everywhere": the name of the variant that uses one method for all layers.
QString uniformVariantName(const QString& methodTitle);

/// Which variants are measured, and how.
class BenchmarkForm : public QWidget {
  Q_OBJECT

 public:
  BenchmarkForm(std::shared_ptr<FilePrompt> prompt, std::function<QString(const std::string&)> methodTitle,
                QWidget* parent = nullptr);

  /// What can be measured: the original always, each method everywhere, and the plan once it is complete. A model that
  /// is quantized already has no other variant than itself.
  void setModelState(bool open, bool quantized);
  void setPool(const std::vector<std::string>& specs);
  void setPlan(const calm::Plan& plan);
  void setBusy(bool busy);
  /// The benchmark itself runs: the button cancels it.
  void setRunning(bool running);

  BenchmarkRequestParts request() const;
  QString problem() const { return problem_; }

 Q_SIGNALS:
  void runRequested(const calm::ui::BenchmarkRequestParts& request);
  void cancelRequested();
  /// The same request as a line for a terminal.
  void commandRequested(const calm::ui::BenchmarkRequestParts& request);

 private:
  QGroupBox* makePerplexityBox(std::shared_ptr<FilePrompt> prompt);
  QGroupBox* makeLatencyBox();
  void rebuildVariants();
  void refresh();

  std::function<QString(const std::string&)> methodTitle_;
  QListWidget* variants_;
  QGroupBox* perplexity_;
  TextSourceEdit* text_;
  QSpinBox* window_;
  QSpinBox* maxWindows_;
  QGroupBox* latency_;
  QSpinBox* prompt_;
  QSpinBox* generate_;
  QSpinBox* repeats_;
  QLabel* problemLabel_;
  QPushButton* run_;
  QToolButton* command_;
  bool open_ = false, quantized_ = false, busy_ = false, running_ = false;
  std::vector<std::string> pool_;
  calm::Plan plan_;
  QString problem_;
};

}  // namespace calm::ui
