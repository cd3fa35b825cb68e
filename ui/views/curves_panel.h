#pragma once

#include <QWidget>
#include <string>

class QListWidget;
class QToolButton;

namespace calm::ui {

class CurvesChart;
class Workspace;

/// The curves, and beside them a legend that hides and shows methods, and the zoom.
class CurvesPanel : public QWidget {
  Q_OBJECT

 public:
  explicit CurvesPanel(Workspace* workspace, QWidget* parent = nullptr);

  CurvesChart* chart() const { return chart_; }
  QListWidget* legend() const { return legend_; }
  /// This method's curve stands out; empty: none does.
  void setHighlighted(const std::string& method);
  /// The chart with its legend below, for export.
  void paintPicture(QPainter* painter, const QRectF& target);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* makeButton(const QString& text, const QString& tip);
  void fillLegend();
  void fitLegend();
  void updateIcons();
  void showAll(bool all);

  CurvesChart* chart_;
  QListWidget* legend_;
  QWidget* side_;      // the legend with its buttons
  int sideWidth_ = 0;  // that it has at least
  QToolButton *in_, *out_, *reset_;
};

}  // namespace calm::ui
