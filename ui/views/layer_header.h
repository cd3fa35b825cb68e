#pragma once

#include <QHeaderView>

namespace calm::ui {

class Workspace;

/// Layer numbers above the heatmap's columns. Narrow columns show every fifth number; a layer whose plan is stale has a
/// dotted underline, the current layer a filled background.
class LayerHeader : public QHeaderView {
  Q_OBJECT

 public:
  explicit LayerHeader(Workspace* workspace, QWidget* parent = nullptr);
  QSize sizeHint() const override;
  /// The layer under the mouse, here or in the curves; -1: none.
  void setHovered(int layer);

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;

 private:
  Workspace* workspace_;
  int hovered_ = -1;
};

}  // namespace calm::ui
