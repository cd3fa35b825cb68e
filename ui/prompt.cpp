#include "ui/prompt.h"

#include <QMessageBox>
#include <QPushButton>

namespace calm::ui {

bool Prompt::confirm(QWidget* parent, const QString& title, const QString& text, const QString& yes) {
  QMessageBox box(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
  const QPushButton* accept = box.addButton(yes, QMessageBox::AcceptRole);
  box.setDefaultButton(QMessageBox::Cancel);
  box.exec();
  return box.clickedButton() == accept;
}

}  // namespace calm::ui
