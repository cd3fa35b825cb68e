#pragma once

#include <QWidget>

namespace calm::ui {

/// Brings the parent's dialog of this kind to the front; false where none is open.
template <typename Dialog>
bool raiseOpen(const QWidget* parent) {
  for (Dialog* open : parent->findChildren<Dialog*>()) {
    if (!open->isVisible()) continue;  // about to be deleted
    open->raise();
    open->activateWindow();
    return true;
  }
  return false;
}

}  // namespace calm::ui
