#pragma once

#include <QWidget>

#include "ui/models/score_scale.h"

namespace calm::ui {

/// The colour scale with its metric, unit and ends, and what the marks mean.
class HeatmapLegend : public QWidget {
  Q_OBJECT

 public:
  explicit HeatmapLegend(QWidget* parent = nullptr);
  void setScale(const ScoreScale& scale, const ScoreRange& range);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  /// The same anywhere: at the painter's origin, in the given room.
  static void paintLegend(QPainter* painter, const QSize& room, const ScoreScale& scale, const ScoreRange& range,
                          const QPalette& palette, const QFont& font);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ScoreScale scale_;
  ScoreRange range_;
};

}  // namespace calm::ui
