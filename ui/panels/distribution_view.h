#pragma once

#include <QWidget>

#include "calm/analyses.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QTreeWidget;

namespace calm::ui {

class HistogramChart;

/// The distributions of one layer: which of its weights or inputs, their histogram, moments and loudest channels.
class DistributionView : public QWidget {
  Q_OBJECT

 public:
  explicit DistributionView(QWidget* parent = nullptr);

  /// The choice of tensor is kept from layer to layer.
  void setLayer(const calm::LayerDistributions& layer);
  HistogramChart* chart() const { return chart_; }
  /// What the numbers say, a line each.
  QString summary() const;

 private:
  const calm::Distribution* chosen() const;
  void refresh();

  calm::LayerDistributions layer_;
  QComboBox* tensor_;
  HistogramChart* chart_;
  QCheckBox* logarithmic_;
  QLabel* facts_;
  QTreeWidget* channels_;
};

}  // namespace calm::ui
