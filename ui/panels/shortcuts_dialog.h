#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace calm::ui {

/// The keyboard shortcuts of the actions that are given, so that the list is never out of date.
class ShortcutsDialog : public QDialog {
  Q_OBJECT

 public:
  explicit ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent = nullptr);

 private:
  void filter(const QString& text);

  QLineEdit* search_;
  QTreeWidget* list_;
};

}  // namespace calm::ui
