#include "ui/panels/form_rows.h"

#include <QComboBox>
#include <QLabel>
#include <algorithm>

#include "ui/format.h"

namespace calm::ui {

namespace {
constexpr int kMostLetters = 18;
}

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
    QString name = withoutMnemonic(label);
    while (name.endsWith(u':') || name.endsWith(u'：')) name.chop(1);
    target->setAccessibleName(name);
  }
  if (!toolTip.isEmpty()) {
    caption->setToolTip(toolTip);
    target->setToolTip(toolTip);
  }
  form->addRow(caption, field);
  return caption;
}

QLabel* wrappedLabel(QWidget* parent, const QString& name) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setAccessibleName(name);
  return label;
}

void prepareCombo(QComboBox* combo) {
  combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  const QFontMetrics metrics = combo->fontMetrics();
  int widest = 0;
  for (int item = 0; item < combo->count(); ++item) {
    widest = std::max(widest, metrics.horizontalAdvance(combo->itemText(item)));
  }
  // Qt counts in the width of this letter.
  const int letter = metrics.horizontalAdvance(QLatin1Char('X'));
  combo->setMinimumContentsLength(std::clamp((widest + letter - 1) / letter, 8, kMostLetters));
}

}  // namespace calm::ui
