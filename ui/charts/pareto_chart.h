#pragma once

#include <QVector>
#include <QWidget>
#include <limits>

class QCategoryAxis;
class QChart;
class QChartView;
class QLineSeries;
class QScatterSeries;
class QValueAxis;

namespace calm::ui {

struct ParetoDot {
  double size = 0;  // in the unit of the axis
  double loss = 0;
};

/// Size against loss: a curve of plans that no other one beats, the budget as a line, one plan chosen and one looked
/// at. A click takes the nearest one. Follows the palette.
class ParetoChart : public QWidget {
  Q_OBJECT

 public:
  explicit ParetoChart(QWidget* parent = nullptr);

  /// `budget` in the unit of the sizes, NaN: none; `chosen`: the largest dot within it.
  void setDots(const QVector<ParetoDot>& dots, int chosen, double budget, const QString& sizeTitle,
               const QString& lossTitle);
  void setCurrent(int index);
  /// Losses by powers of ten; a loss of 0 stands at the foot of the axis.
  void setLogarithmic(bool on);
  bool isLogarithmic() const { return logarithmic_; }
  const QVector<ParetoDot>& dots() const { return dots_; }
  int current() const { return current_; }
  /// Where a dot is, in this widget; for the mouse.
  QPoint positionOf(int index) const;
  /// Without the mark of the dot that is looked at.
  void paintTo(QPainter* painter, const QRectF& target);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void clicked(int index);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  double height(double loss) const;
  int nearest(const QPointF& inView) const;
  void rebuild();
  void showLossLabels(double low, double high);
  void applyTheme();

  QChart* chart_;
  QChartView* view_;
  QLineSeries* line_;
  QScatterSeries* points_;
  QScatterSeries* chosenPoint_;
  QScatterSeries* currentPoint_;
  QLineSeries* limit_;
  QValueAxis* sizes_;
  QCategoryAxis* losses_;
  QVector<ParetoDot> dots_;
  int chosen_ = -1, current_ = -1;
  double budget_ = std::numeric_limits<double>::quiet_NaN();
  double floor_ = 0;  // of the logarithms
  bool logarithmic_ = false;
};

}  // namespace calm::ui
