#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace calm::ui {

/// What a page shows instead of nothing: a heading, a sentence on what to do next, and the buttons that do it.
class EmptyState : public QWidget {
  Q_OBJECT

 public:
  explicit EmptyState(QWidget* parent = nullptr);
  void setText(const QString& heading, const QString& text);
  /// Buttons that follow the actions; the first is the default.
  void setActions(const QList<QAction*>& actions);

 private:
  QLabel* heading_;
  QLabel* text_;
  QHBoxLayout* buttons_;
};

}  // namespace calm::ui
