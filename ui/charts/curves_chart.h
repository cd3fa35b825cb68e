#pragma once

#include <QHash>
#include <QTimer>
#include <QWidget>
#include <string>
#include <vector>

#include "ui/models/score_scale.h"

class QAbstractAxis;
class QCategoryAxis;
class QChart;
class QChartView;
class QGraphicsLineItem;
class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace calm::ui {

class Workspace;

/// The score of every method over the layers: a solid line where it is current, dotted where stale, rings on what the
/// plan uses, a cursor at the current layer. A click on a legend entry hides or shows its method; a click in the plot
/// selects the layer.
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
  void applyTheme();
  void updateAxis();
  void moveCursor();

  Workspace* workspace_;
  ScoreScale scale_;
  QChart* chart_;
  QChartView* view_;
  QValueAxis* layers_;
  QCategoryAxis* scores_;
  QScatterSeries* chosen_;
  QGraphicsLineItem* cursor_;
  std::vector<Curve> curves_;
  ScoreRange range_;
  QTimer timer_;  // replace() costs milliseconds: ten times a second at most
};

}  // namespace calm::ui
