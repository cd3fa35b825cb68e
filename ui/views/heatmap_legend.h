#pragma once

#include <QWidget>

#include "ui/models/score_scale.h"

namespace calm::ui {

/// The colour scale with its ends in the metric's numbers, and what the marks mean.
class HeatmapLegend : public QWidget {
  Q_OBJECT

 public:
  explicit HeatmapLegend(QWidget* parent = nullptr);
  void setScale(const ScoreScale& scale, const ScoreRange& range);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ScoreScale scale_;
  ScoreRange range_;
};

}  // namespace calm::ui
