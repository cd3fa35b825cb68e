#include "ui/panels/form_rows.h"

#include <QComboBox>
#include <QLabel>

namespace calm::ui {

QFormLayout* makeForm(QWidget* parent) {
  auto* form = new QFormLayout(parent);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  return form;
}

QLabel* addRow(QFormLayout* form, const QString& label, QWidget* field, const QString& toolTip, QWidget* buddy) {
  auto* caption = new QLabel(label, field->parentWidget());
  QWidget* target = buddy != nullptr ? buddy : field;
  caption->setBuddy(target);
  if (target->accessibleName().isEmpty()) {
    QString name = label;
    name.remove(QLatin1Char('&'));
    while (name.endsWith(QLatin1Char(':'))) name.chop(1);
    target->setAccessibleName(name);
  }
  if (!toolTip.isEmpty()) {
    caption->setToolTip(toolTip);
    target->setToolTip(toolTip);
  }
  form->addRow(caption, field);
  return caption;
}

void prepareCombo(QComboBox* combo) {
  combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  combo->setMinimumContentsLength(10);
}

}  // namespace calm::ui
