#pragma once

#include <QWidget>

#include "calm/evaluation.h"

class QDoubleSpinBox;
class QSpinBox;

namespace calm::ui {

/// How the next token is drawn: temperature, top-k, top-p, length and seed.
class SamplingForm : public QWidget {
  Q_OBJECT

 public:
  explicit SamplingForm(QWidget* parent = nullptr);
  /// Without prompt and stop ids.
  calm::GenerateRequest request() const;

 private:
  void refresh();

  QDoubleSpinBox* temperature_;
  QSpinBox* topK_;
  QDoubleSpinBox* topP_;
  QSpinBox* length_;
  QSpinBox* seed_;
};

}  // namespace calm::ui
