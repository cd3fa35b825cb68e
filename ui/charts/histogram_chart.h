#pragma once

#include <QVector>
#include <QWidget>
#include <cstdint>
#include <vector>

class QChartView;

namespace calm::ui {

/// Counts of equal bins between two values, with a logarithmic axis so that few outliers show beside many values.
class HistogramChart : public QWidget {
  Q_OBJECT

 public:
  explicit HistogramChart(QWidget* parent = nullptr);

  void setData(const std::vector<int64_t>& counts, double lower, double upper, const QString& title);
  void setLogarithmic(bool logarithmic);
  /// The outline that is drawn: two points a bin (for tests).
  const QVector<QPointF>& outline() const { return outline_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();

  QChartView* view_;
  std::vector<int64_t> counts_;
  double lower_ = 0, upper_ = 0;
  QString title_;
  bool logarithmic_ = true;
  QVector<QPointF> outline_;
};

}  // namespace calm::ui
