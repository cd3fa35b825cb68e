#pragma once

#include <QWidget>
#include <map>
#include <memory>
#include <utility>

#include "ui/models/score_scale.h"
#include "ui/panels/file_prompt.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace calm::ui {

class CurvesChart;
class CurvesPanel;
class EmptyState;
class HeatmapLegend;
class HeatmapView;
class Workspace;
struct Picture;

/// The heatmap above, the curves below, and how both show their numbers.
class SensitivityPage : public QWidget {
  Q_OBJECT

 public:
  explicit SensitivityPage(Workspace* workspace, QWidget* parent = nullptr,
                           std::shared_ptr<FilePrompt> files = std::make_shared<FilePrompt>());

  HeatmapView* heatmap() const { return heatmap_; }
  CurvesChart* curves() const;
  CurvesPanel* curvesPanel() const { return panel_; }
  EmptyState* emptyState() const { return empty_; }
  QSplitter* splitter() const { return splitter_; }
  const ScoreScale& scoreScale() const { return scale_; }
  void setScoreScale(const ScoreScale& scale);
  /// What the empty page offers before a model is open, and before a first analysis.
  void setActions(const QList<QAction*>& open, const QList<QAction*>& analyse);
  /// Files and clipboard of heatmap, curves and table; for the window's menu too.
  QList<QAction*> exportActions() const { return exports_; }

 private:
  void makeControls(QHBoxLayout* row);
  QWidget* makeLimits();
  void makeExports();
  void linkCursors();
  void followDecider();
  void readControls();
  void readLimits();
  void showLimits();
  void updateEmptyState();
  void savePictureAs(const Picture& picture, const QString& name);
  void saveTable();
  Picture curvesPicture() const;
  QString startPath(const QString& name) const;

  Workspace* workspace_;
  std::shared_ptr<FilePrompt> files_;
  ScoreScale scale_;
  Metric decider_ = Metric::cka;                        // that the scale followed last
  std::map<Metric, std::pair<double, double>> limits_;  // of the fixed scale, as the user set them
  QComboBox* metric_;
  QComboBox* form_;
  QComboBox* range_;
  QComboBox* colors_;
  QWidget* limitRow_ = nullptr;
  QDoubleSpinBox *from_ = nullptr, *to_ = nullptr;
  QToolButton* paint_;
  QToolButton* export_;
  HeatmapLegend* legend_;
  HeatmapView* heatmap_;
  CurvesPanel* panel_;
  QSplitter* splitter_;
  EmptyState* empty_;
  QStackedWidget* stack_;
  QList<QAction*> openActions_, analyseActions_, exports_;
};

}  // namespace calm::ui
