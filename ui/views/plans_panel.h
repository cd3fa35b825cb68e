#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace calm::ui {

class NamedPlansModel;
class Workspace;

/// The plans kept under a name, and what can be done with them.
class PlansPanel : public QWidget {
  Q_OBJECT

 public:
  explicit PlansPanel(Workspace* workspace, QWidget* parent = nullptr);

  QTreeView* list() const { return list_; }
  QStringList selectedNames() const;

 Q_SIGNALS:
  /// Names; an empty one is the current plan.
  void compareRequested(const QString& first, const QString& second);

 private:
  void keep();
  void duplicate();
  void rename();
  void remove();
  void use();
  void compare();
  void update();
  void select(const QString& name, bool edit);
  void showMenu(const QPoint& at);

  Workspace* workspace_;
  NamedPlansModel* model_;
  QTreeView* list_;
  QStackedWidget* stack_;
  QPushButton *keep_, *use_, *compare_, *duplicate_, *rename_, *delete_;
};

}  // namespace calm::ui
