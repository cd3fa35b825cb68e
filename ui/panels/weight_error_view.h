#pragma once

#include <QWidget>

#include "calm/analyses.h"

class QTreeWidget;

namespace calm::ui {

/// How far each quantized linear of a layer is from the original, as numbers and bars.
class WeightErrorView : public QWidget {
  Q_OBJECT

 public:
  explicit WeightErrorView(QWidget* parent = nullptr);

  void setErrors(const calm::LayerWeightErrors& errors);
  QTreeWidget* table() const { return table_; }

 private:
  QTreeWidget* table_;
};

}  // namespace calm::ui
