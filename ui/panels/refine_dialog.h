#pragma once

#include <QDialog>
#include <memory>

#include "calm/refinement.h"
#include "ui/panels/file_prompt.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace calm::ui {

class TextSourceEdit;

/// Asks how long the plan is to be refined, and on what text the gain is measured. The job itself is the window's.
class RefineDialog : public QDialog {
  Q_OBJECT

 public:
  explicit RefineDialog(QWidget* parent = nullptr, std::shared_ptr<FilePrompt> prompt = std::make_shared<FilePrompt>());

  /// Without model, session and execution.
  calm::RefinementRequest request() const;

 Q_SIGNALS:
  /// The dialog closes itself.
  void startRequested(const calm::RefinementRequest& request);
  void commandRequested(const calm::RefinementRequest& request);

 private:
  void refresh();

  QDoubleSpinBox* minutes_;
  QSpinBox* tokens_;
  QCheckBox* gain_;
  TextSourceEdit* text_;
  QSpinBox* window_;
  QSpinBox* windows_;
  QLabel* problem_;
  QPushButton* start_;
};

}  // namespace calm::ui
