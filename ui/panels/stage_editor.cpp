#include "ui/panels/stage_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/core_texts.h"
#include "ui/panels/form_rows.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

bool flagIsOn(const QString& value) {
  return value == QLatin1String("true");
}

QString rangeText(const calm::OptionInfo& option) {
  if (option.minimum == 0 && option.maximum == 0) return {};
  return StageEditor::tr("From %1 to %2.").arg(QString::number(option.minimum), QString::number(option.maximum));
}

}  // namespace

StageEditor::StageEditor(const std::vector<calm::MethodInfo>& methods, QWidget* parent)
    : QGroupBox(parent),
      methods_(methods),
      method_(new QComboBox(this)),
      summary_(new QLabel(this)),
      remove_(new QToolButton(this)) {
  for (const calm::MethodInfo& info : methods_) method_->addItem(toQString(info.title), toQString(info.id));
  method_->setAccessibleName(tr("Method"));
  method_->setToolTip(tr("The quantization method of this stage"));
  summary_->setWordWrap(true);
  summary_->setTextFormat(Qt::PlainText);
  remove_->setText(tr("Remove stage"));
  remove_->setToolTip(tr("Take this stage out of the method"));
  remove_->setAccessibleName(tr("Remove stage"));
  remove_->setFocusPolicy(Qt::StrongFocus);

  auto* row = new QHBoxLayout;
  row->addWidget(method_, 1);
  row->addWidget(remove_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(row);
  column->addWidget(summary_);
  connect(method_, &QComboBox::currentIndexChanged, this, [this] {
    rebuild({});
    Q_EMIT changed();
  });
  connect(remove_, &QToolButton::clicked, this, &StageEditor::removeRequested);
  rebuild({});
}

const calm::MethodInfo* StageEditor::method() const {
  const int index = method_->currentIndex();
  return index < 0 ? nullptr : &methods_[static_cast<size_t>(index)];
}

QString StageEditor::spec() const {
  const calm::MethodInfo* info = method();
  if (info == nullptr) return {};
  QString text = toQString(info->id);
  for (size_t i = 0; i < fields_.size(); ++i) {
    const calm::OptionInfo& option = info->options[i];
    const QString name = toQString(option.name);
    if (option.kind == calm::OptionInfo::Kind::flag) {
      const bool on = qobject_cast<QCheckBox*>(fields_[i])->isChecked();
      if (on != flagIsOn(toQString(option.fallback))) text += u':' + name + (on ? u"" : u"=false");
      continue;
    }
    const auto* choice = qobject_cast<QComboBox*>(fields_[i]);
    const QString value =
        choice != nullptr ? choice->currentData().toString() : qobject_cast<QLineEdit*>(fields_[i])->text().trimmed();
    if (value.isEmpty()) continue;
    text += u':' + (option.name == info->main_parameter ? value : QString(name + u'=' + value));
  }
  return text;
}

bool StageEditor::setStage(const calm::MethodSpec::Stage& stage) {
  const int index = method_->findData(toQString(stage.id));
  if (index < 0) return false;
  const QSignalBlocker blocker(method_);
  method_->setCurrentIndex(index);
  rebuild(stage.options);
  return true;
}

void StageEditor::setRemovable(bool removable) {
  remove_->setVisible(removable);
}

void StageEditor::rebuild(const std::map<std::string, std::string>& values) {
  delete optionBox_;
  fields_.clear();
  optionBox_ = new QWidget(this);
  QFormLayout* form = makeForm(optionBox_);
  form->setContentsMargins(0, 0, 0, 0);
  layout()->addWidget(optionBox_);
  const calm::MethodInfo* info = method();
  if (info == nullptr) return;
  summary_->setText(toQString(info->summary));
  for (const calm::OptionInfo& option : info->options) {
    const auto given = values.find(option.name);
    const bool flag = option.kind == calm::OptionInfo::Kind::flag;
    const QString fallback = flag ? toQString(option.fallback) : QString();
    const QString value = given != values.end() ? toQString(given->second) : fallback;
    QWidget* field = makeField(option, value);
    field->setAccessibleName(toQString(option.name));
    QString tip = coreText(option.help);
    if (const QString range = rangeText(option); !range.isEmpty()) tip += u' ' + range;
    if (flag) {
      field->setToolTip(tip);
      form->addRow(field);
    } else {
      addRow(form, toQString(option.name) + u':', field, tip);
    }
    fields_.push_back(field);
  }
  optionBox_->setVisible(!fields_.empty());
}

QWidget* StageEditor::makeField(const calm::OptionInfo& option, const QString& value) {
  switch (option.kind) {
    case calm::OptionInfo::Kind::flag: {
      auto* box = new QCheckBox(toQString(option.name), optionBox_);
      box->setChecked(flagIsOn(value));
      connect(box, &QCheckBox::toggled, this, &StageEditor::changed);
      return box;
    }
    case calm::OptionInfo::Kind::choice: {
      auto* combo = new QComboBox(optionBox_);
      combo->addItem(tr("Default (%1)").arg(toQString(option.fallback)), QString());
      for (const std::string& choice : option.choices) combo->addItem(toQString(choice), toQString(choice));
      combo->setCurrentIndex(std::max(0, combo->findData(value)));
      connect(combo, &QComboBox::currentIndexChanged, this, &StageEditor::changed);
      return combo;
    }
    case calm::OptionInfo::Kind::number:
    case calm::OptionInfo::Kind::integer:
      break;
  }
  auto* edit = new QLineEdit(value, optionBox_);
  edit->setPlaceholderText(tr("Default (%1)").arg(toQString(option.fallback)));
  edit->setClearButtonEnabled(true);
  connect(edit, &QLineEdit::textChanged, this, &StageEditor::changed);
  return edit;
}

}  // namespace calm::ui
