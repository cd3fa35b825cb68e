#pragma once

#include <QTabWidget>
#include <vector>

namespace calm::ui {

class BarChart;
class BenchmarkModel;
struct Picture;

/// The newest results of each variant as bars, by subject: quality, speed, memory. Only what was measured is shown.
class BenchmarkCharts : public QTabWidget {
  Q_OBJECT

 public:
  explicit BenchmarkCharts(QWidget* parent = nullptr);
  void showResults(const BenchmarkModel& model);
  bool isEmpty() const { return count() == 0; }
  /// The charts of the tab that is shown, side by side.
  Picture picture() const;
  /// Shown in the corner of the tabs, and as the charts' menu.
  void setExportActions(const QList<QAction*>& actions);

 private:
  QWidget* page(BarChart* first, BarChart* second, const QString& name);
  void setShown(QWidget* page, const QString& title, bool shown);

  BarChart* perplexity_;
  BarChart* divergence_;
  BarChart* prefill_;
  BarChart* decode_;
  BarChart* memory_;
  BarChart* weights_;
  QWidget* quality_;
  QWidget* speed_;
  QWidget* sizes_;
};

}  // namespace calm::ui
