#pragma once

#include <QStringList>
#include <QVector>
#include <QWidget>

class QChart;
class QChartView;

namespace calm::ui {

/// A small bar chart of one quantity over a few categories, with optional error bars. Follows the palette.
class BarChart : public QWidget {
  Q_OBJECT

 public:
  explicit BarChart(QWidget* parent = nullptr);

  /// `errors` is empty or as long as `values`: half the length of each error bar. NaN values leave a gap.
  void setData(const QStringList& categories, const QVector<double>& values, const QVector<double>& errors,
               const QString& axisTitle, const QString& unit);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();

  QChartView* view_;
  QStringList categories_;
  QVector<double> values_, errors_;
  QString axisTitle_, unit_;
};

}  // namespace calm::ui
