#include "ui/panels/command_row.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"

namespace calm::ui {

QToolButton* copyCommandButton(QWidget* parent, const QString& toolTip) {
  auto* button = new QToolButton(parent);
  button->setIcon(makeIcon(Icon::terminal));
  button->setToolTip(toolTip);
  button->setAccessibleName(CommandRow::tr("Copy as command line"));
  button->setAccessibleDescription(toolTip);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

CommandRow::CommandRow(const QString& caption, const QString& command, const QString& note, QWidget* parent)
    : QWidget(parent) {
  auto* label = new QLabel(note.isEmpty() ? caption : tr("%1 (%2)").arg(caption, note), this);
  auto* field = new QLineEdit(command, this);
  field->setReadOnly(true);
  field->setCursorPosition(0);
  field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  field->setAccessibleName(tr("Command for %1").arg(caption));
  field->setToolTip(command);
  label->setBuddy(field);
  auto* copy = new QToolButton(this);
  copy->setText(tr("Copy"));
  copy->setToolTip(tr("Copy the command for %1").arg(caption));
  copy->setAccessibleName(tr("Copy the command for %1").arg(caption));
  copy->setFocusPolicy(Qt::StrongFocus);
  connect(copy, &QToolButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });

  auto* row = new QHBoxLayout;
  row->addWidget(field, 1);
  row->addWidget(copy);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(label);
  column->addLayout(row);
}

}  // namespace calm::ui
