#pragma once

#include <QTableView>
#include <QTimer>
#include <vector>

#include "calm/plan.h"
#include "ui/models/score_scale.h"

namespace calm::ui {

class HeatmapDelegate;
class HeatmapModel;
class Workspace;

/// The methods x layers heatmap. Arrows move, Enter or Space uses the method here (for all selected layers), a digit
/// uses the method of that row, Delete clears the override. Painting puts the row's method on each layer that is passed
/// over: by dragging while setPainting() is on, or by Ctrl+Shift+Left/Right; with Alt held at the start it clears. The
/// current column is the workspace's current layer.
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
  bool painting() const { return painting_; }
  void setPainting(bool on);
  /// Width of the columns against that at which all layers fit.
  double zoom() const { return zoom_; }
  void setZoom(double zoom);
  /// Shown below the edits in the context menu.
  void setExtraActions(const QList<QAction*>& actions) { extra_ = actions; }
  /// The layer under the mouse elsewhere.
  void setHovered(int layer);
  /// What is selected, or everything where that is one cell: rows of tabs for a spreadsheet.
  QString copyText() const;

 Q_SIGNALS:
  /// Scale or range, for the legend.
  void scaleChanged();
  /// tallest() changed.
  void rowsChanged();
  /// What is under the mouse or the keyboard's cursor, in one line; empty: nothing.
  void cellDescribed(const QString& text);
  /// -1: none.
  void layerHovered(int layer);
  void rowHovered(int row);
  void paintingChanged(bool on);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void changeEvent(QEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

 private:
  /// One stroke of the brush: a step of the undo stack.
  struct Stroke {
    int id = 0;  // 0: none
    int row = 0, first = 0;
    bool clears = false;
    Selection before;
  };

  void layoutSections();
  void beginStroke(const QModelIndex& at, bool clears);
  void extendStroke(int layer);
  void endStroke() { stroke_ = {}; }
  bool paintByKey(int step);
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
  bool painting_ = false;
  double zoom_ = 1;
  Stroke stroke_;
  QList<QAction*> extra_;
};

}  // namespace calm::ui
