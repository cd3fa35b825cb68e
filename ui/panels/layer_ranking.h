#pragma once

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace calm::ui {

class Workspace;

/// All candidates of one layer, best first: every metric that is stored, the margin to the winner, and the time.
class LayerRanking : public QWidget {
  Q_OBJECT

 public:
  explicit LayerRanking(Workspace* workspace, QWidget* parent = nullptr);

  void setLayer(int layer);
  QTreeWidget* table() const { return table_; }
  QString verdict() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fitMethods();

  Workspace* workspace_;
  QLabel* verdict_;
  QTreeWidget* table_;
};

}  // namespace calm::ui
