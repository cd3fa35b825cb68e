#pragma once

#include <QStyledItemDelegate>

#include "ui/models/score_scale.h"

namespace calm::ui {

/// Paints a cell from HeatmapModel's roles. Nothing is told by colour alone: the winner has an outline, an override a
/// pin, a stale score hatching, a method that cannot be used a cross.
class HeatmapDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void setScale(const ScoreScale& scale, const ScoreRange& range) {
    scale_ = scale;
    range_ = range;
  }
  const ScoreScale& scale() const { return scale_; }
  const ScoreRange& range() const { return range_; }
  /// Half of the running cell's pulse.
  void setPulse(bool on) { pulse_ = on; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  /// The fill of a cell without its marks; the empty colour where there is no number.
  QColor cellColor(const QModelIndex& index, const QPalette& palette) const;
  /// The fill for a place on the colour map, 0 .. 1: paler where the score is stale or its method not in the pool.
  static QColor fillFor(ColorMap map, double fraction, bool stale, bool inPool, const QPalette& palette);

  /// The marks, shared with the legend.
  static void paintStale(QPainter* painter, const QRectF& rect, const QColor& fill);
  static void paintCross(QPainter* painter, const QRectF& rect, const QColor& color);
  static void paintChosen(QPainter* painter, const QRectF& rect);
  static void paintPin(QPainter* painter, const QRectF& rect);

 private:
  ScoreScale scale_;
  ScoreRange range_;
  bool pulse_ = false;
};

}  // namespace calm::ui
