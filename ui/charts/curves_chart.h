#pragma once

#include <QRectF>
#include <QTimer>
#include <QWidget>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/score_scale.h"

class QAbstractAxis;
class QCategoryAxis;
class QChart;
class QChartView;
class QGraphicsLineItem;
class QLineSeries;
class QMouseEvent;
class QPainter;
class QRubberBand;
class QScatterSeries;
class QValueAxis;

namespace calm::ui {

class Workspace;

/// The score of every method over the layers: a line where it is current, dotted where stale, rings on what the plan
/// uses, a cursor at the current layer and a thinner one at the layer under the mouse, here or in the heatmap. A click
/// selects the layer, dragging zooms into a box, the wheel zooms along the layers, a double click shows all again.
class CurvesChart : public QWidget {
  Q_OBJECT

 public:
  explicit CurvesChart(Workspace* workspace, QWidget* parent = nullptr);

  void setScoreScale(const ScoreScale& scale);
  QSize sizeHint() const override;

  /// What is drawn now: points of `method`'s current or stale line (for tests and export).
  QList<QPointF> points(const std::string& method, bool stale) const;
  bool isMethodVisible(const std::string& method) const;
  void setMethodVisible(const std::string& method, bool visible);
  std::vector<std::string> methods() const;
  /// This curve stands out; empty: none does.
  void setHighlighted(const std::string& method);

  /// Layers and positions of the scale; nothing: all.
  const std::optional<QRectF>& zoom() const { return zoom_; }
  void setZoom(const std::optional<QRectF>& zoom);
  /// Around the current layer; factors below 1 zoom in.
  void zoomBy(double factor);
  /// The layer under the mouse; -1: none.
  void setHovered(int layer);
  /// As it stands, without the cursors.
  void paintTo(QPainter* painter, const QRectF& target);

 Q_SIGNALS:
  /// Which methods there are.
  void curvesChanged();
  void zoomChanged();
  /// By the mouse in the plot; -1: it left.
  void layerHovered(int layer);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Curve {
    std::string method;
    QLineSeries* current;
    QLineSeries* stale;
    bool visible = true;
  };

  void rebuild();
  void schedule();
  void refresh();
  void setSwift(bool swift);
  void applyTheme();
  void updateAxis();
  void moveCursor();
  void moveLine(QGraphicsLineItem* line, int layer);
  QRectF whole() const;
  void onMove(const QMouseEvent& event);
  void onRelease(const QMouseEvent& event);
  void zoomAlong(double x, double factor);
  QString hoverText(int layer) const;
  QPointF valueAt(const QPoint& viewport) const;

  Workspace* workspace_;
  ScoreScale scale_;
  QChart* chart_;
  QChartView* view_;
  QValueAxis* layers_;
  QCategoryAxis* scores_;
  QScatterSeries* chosen_;
  QGraphicsLineItem *cursor_, *hover_;
  QRubberBand* band_;
  std::vector<Curve> curves_;
  ScoreRange range_;
  std::optional<QRectF> zoom_;
  std::string highlighted_;
  QPoint pressed_;
  int hovered_ = -1;
  std::vector<std::pair<double, QString>> ticks_;  // of the scores' axis, as it stands
  QRectF axes_;
  bool swift_ = false;  // drawn plainly
  QTimer settle_;
  QTimer timer_;  // replace() costs milliseconds: ten times a second at most
};

}  // namespace calm::ui
