#pragma once

#include <QWidget>

class QToolButton;
class QTreeView;

namespace calm::ui {

class BenchmarkQueue;

/// The queue as a short list with its buttons; hidden while nothing was asked for.
class BenchmarkQueueView : public QWidget {
  Q_OBJECT

 public:
  explicit BenchmarkQueueView(BenchmarkQueue* queue, QWidget* parent = nullptr);
  QTreeView* list() const { return list_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  int current() const;
  void move(int by);
  void refresh();

  BenchmarkQueue* queue_;
  QTreeView* list_;
  QToolButton* up_;
  QToolButton* down_;
  QToolButton* remove_;
  QToolButton* clear_;
};

}  // namespace calm::ui
