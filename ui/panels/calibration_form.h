#pragma once

#include <QGroupBox>
#include <memory>
#include <vector>

#include "calm/calibration.h"
#include "ui/panels/file_prompt.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace calm::ui {

class TextSourceEdit;

/// Which tokens the layers are compared on.
class CalibrationForm : public QGroupBox {
  Q_OBJECT

 public:
  CalibrationForm(std::vector<calm::CalibrationPreset> presets, std::shared_ptr<FilePrompt> prompt,
                  QWidget* parent = nullptr);

  calm::CalibrationOptions options() const;
  /// Emits nothing.
  void setOptions(const calm::CalibrationOptions& options);
  QString problem() const;

 Q_SIGNALS:
  void changed();

 private:
  void applyPreset();
  void showPreset();
  void onSourceChanged();
  void updateLimits();

  std::vector<calm::CalibrationPreset> presets_;
  QComboBox* preset_;
  TextSourceEdit* source_;
  QSpinBox* sequences_;
  QSpinBox* length_;
  QSpinBox* seed_;
  QCheckBox* special_;
  QLabel* total_;
  uint64_t seedValue_ = 0;  // a seed beyond the spin box's range is kept
};

}  // namespace calm::ui
