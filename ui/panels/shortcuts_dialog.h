#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace calm::ui {

/// The keyboard shortcuts of the actions that are given, so that the list is never out of date, each with the menu or
/// the widget that it belongs to.
class ShortcutsDialog : public QDialog {
  Q_OBJECT

 public:
  /// What no action stands for: keys that only one widget takes.
  struct Key {
    QString place, action, keys;
  };
  explicit ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent = nullptr, const QList<Key>& keys = {});

 private:
  void filter(const QString& text);

  QLineEdit* search_;
  QTreeWidget* list_;
};

}  // namespace calm::ui
