#pragma once

#include <QWidget>

#include "ui/models/score_scale.h"

class QComboBox;
class QSplitter;
class QStackedWidget;

namespace calm::ui {

class CurvesChart;
class EmptyState;
class HeatmapLegend;
class HeatmapView;
class Workspace;

/// The heatmap above, the curves below, and how both show their numbers.
class SensitivityPage : public QWidget {
  Q_OBJECT

 public:
  explicit SensitivityPage(Workspace* workspace, QWidget* parent = nullptr);

  HeatmapView* heatmap() const { return heatmap_; }
  CurvesChart* curves() const { return curves_; }
  EmptyState* emptyState() const { return empty_; }
  QSplitter* splitter() const { return splitter_; }
  const ScoreScale& scoreScale() const { return scale_; }
  void setScoreScale(const ScoreScale& scale);
  /// What the empty page offers before a model is open, and before a first analysis.
  void setActions(const QList<QAction*>& open, const QList<QAction*>& analyse);

 private:
  void readControls();
  void updateEmptyState();

  Workspace* workspace_;
  ScoreScale scale_;
  QComboBox* metric_;
  QComboBox* form_;
  QComboBox* range_;
  QComboBox* colors_;
  HeatmapLegend* legend_;
  HeatmapView* heatmap_;
  CurvesChart* curves_;
  QSplitter* splitter_;
  EmptyState* empty_;
  QStackedWidget* stack_;
  QList<QAction*> openActions_, analyseActions_;
};

}  // namespace calm::ui
