#pragma once

#include <QStringList>
#include <QVector>
#include <QWidget>
#include <limits>

class QChart;
class QChartView;

namespace calm::ui {

struct Bar {
  QString name;
  double value = 0;  // NaN leaves a gap
  /// Ends of the error bar; NaN: none.
  double low = std::numeric_limits<double>::quiet_NaN(), high = std::numeric_limits<double>::quiet_NaN();
  bool reference = false;  // what the others are held against: drawn paler
};

/// A small bar chart of one quantity over a few categories, with optional error bars. Follows the palette.
class BarChart : public QWidget {
  Q_OBJECT

 public:
  explicit BarChart(QWidget* parent = nullptr);

  /// `note`: what the error bars are, for the tooltip and screen readers.
  void setBars(const QVector<Bar>& bars, const QString& title, const QString& unit, const QString& note = {});
  const QVector<Bar>& bars() const { return bars_; }

  void paintTo(QPainter* painter, const QRectF& target);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();

  QChartView* view_;
  QVector<Bar> bars_;
  QString title_, unit_;
};

}  // namespace calm::ui
