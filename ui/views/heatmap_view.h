#pragma once

#include <QTableView>
#include <QTimer>
#include <vector>

#include "ui/models/score_scale.h"

namespace calm::ui {

class HeatmapDelegate;
class HeatmapModel;
class Workspace;

/// The methods x layers heatmap. Arrows move, Enter or Space uses the method here (for all selected layers), a digit
/// uses the method of that row, Delete clears the override. The current column is the workspace's current layer.
class HeatmapView : public QTableView {
  Q_OBJECT

 public:
  explicit HeatmapView(Workspace* workspace, QWidget* parent = nullptr);

  HeatmapModel* heatmapModel() const { return model_; }
  const ScoreScale& scoreScale() const { return scale_; }
  const ScoreRange& scoreRange() const { return range_; }
  void setScoreScale(const ScoreScale& scale);
  /// Height at which no row would grow further.
  int tallest() const;
  /// Columns of the selected cells, ascending.
  std::vector<int> selectedLayers() const;

 Q_SIGNALS:
  /// Scale or range, for the legend.
  void scaleChanged();
  /// tallest() changed.
  void rowsChanged();
  /// What is under the mouse or the keyboard's cursor, in one line; empty: nothing.
  void cellDescribed(const QString& text);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void changeEvent(QEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

 private:
  void layoutSections();
  void updateRange();
  void useRow(int row);
  void clearSelected();
  void describe(const QModelIndex& index);
  void followCurrentLayer(int layer);

  Workspace* workspace_;
  HeatmapModel* model_;
  HeatmapDelegate* delegate_;
  ScoreScale scale_;
  ScoreRange range_;
  QTimer pulse_;
  bool pulseOn_ = false;
};

}  // namespace calm::ui
