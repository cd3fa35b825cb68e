#include "ui/panels/add_method_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "calm/error.h"
#include "ui/core_texts.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/parts_editor.h"
#include "ui/panels/stage_editor.h"
#include "ui/strings.h"

namespace calm::ui {

AddMethodDialog::AddMethodDialog(SetupCatalog catalog, QWidget* parent)
    : QDialog(parent),
      catalog_(std::move(catalog)),
      byParts_(new QCheckBox(tr("A method for &each part of the layer"), this)),
      parts_(new PartsEditor(this)),
      spec_(new QLineEdit(this)),
      title_(new QLabel(this)),
      error_(new QLabel(this)),
      addStage_(new QPushButton(tr("Then a &second stage"), this)),
      stageLayout_(new QVBoxLayout) {
  setWindowTitle(tr("Add a method to the pool"));
  byParts_->setToolTip(tr("Attention and feed-forward, or single linears, get methods of their own"));
  byParts_->setAccessibleName(tr("A method for each part of the layer"));
  spec_->setClearButtonEnabled(true);
  title_->setTextFormat(Qt::PlainText);
  title_->setWordWrap(true);
  title_->setAccessibleName(tr("Title of the method"));
  error_->setTextFormat(Qt::PlainText);
  error_->setWordWrap(true);
  error_->setAccessibleName(tr("What is wrong"));
  addStage_->setToolTip(tr("Let another method work on what this one leaves: AWQ's scales, then GPTQ's rounding"));
  addStage_->setAccessibleName(tr("Add a second stage"));

  auto* stages = new QWidget(this);
  stages->setLayout(stageLayout_);
  stageLayout_->setContentsMargins(0, 0, 0, 0);
  stageLayout_->addWidget(addStage_, 0, Qt::AlignLeft);
  stageLayout_->addWidget(parts_);
  stageLayout_->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(stages);

  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  addRow(form, tr("S&pecification:"), spec_,
         tr("The method as text: stages joined by +, options after colons, as in awq:clip+gptq:act-order; parts of a "
            "layer joined by /, as in attn=awq/ffn=gptq"));
  form->addRow(tr("Shown as:"), title_);

  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  ok_ = buttons->button(QDialogButtonBox::Ok);
  ok_->setText(tr("&Add"));
  ok_->setAccessibleName(tr("Add the method"));
  buttons->button(QDialogButtonBox::Cancel)->setToolTip(tr("Close without adding a method"));
  buttons->button(QDialogButtonBox::Cancel)->setAccessibleName(tr("Cancel"));

  auto* column = new QVBoxLayout(this);
  column->addWidget(byParts_);
  column->addWidget(scroll, 1);
  column->addLayout(form);
  column->addWidget(error_);
  column->addWidget(buttons);

  connect(addStage_, &QPushButton::clicked, this, [this] {
    appendStage();
    onStagesEdited();
  });
  connect(byParts_, &QCheckBox::clicked, this, [this](bool on) {
    showParts(on);
    if (!on) return onStagesEdited();
    try {
      const std::vector<calm::MethodSpec::Stage> whole = catalog_.parse(toStd(spec())).stages;
      if (!whole.empty()) parts_->setParts({{"attn", whole}, {"ffn", whole}});
    } catch (const calm::Error&) {
      parts_->setParts({{"attn", {{"gptq", {}}}}, {"ffn", {{"gptq", {}}}}});
    }
    onPartsEdited();
  });
  connect(parts_, &PartsEditor::changed, this, &AddMethodDialog::onPartsEdited);
  connect(spec_, &QLineEdit::textEdited, this, &AddMethodDialog::onSpecEdited);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    check();
    if (!problem_.isEmpty()) return;
    Q_EMIT methodChosen(toQString(catalog_.canonical(toStd(spec()))));
    accept();
  });

  appendStage();
  showParts(false);
  onStagesEdited();
  resize(fontMetrics().averageCharWidth() * 76, fontMetrics().lineSpacing() * 32);
}

QString AddMethodDialog::spec() const {
  return spec_->text().trimmed();
}

void AddMethodDialog::setSpec(const QString& spec) {
  spec_->setText(spec);
  onSpecEdited();
}

StageEditor* AddMethodDialog::appendStage() {
  auto* stage = new StageEditor(catalog_.methods, this);
  stageLayout_->insertWidget(static_cast<int>(stages_.size()), stage);
  stages_.push_back(stage);
  connect(stage, &StageEditor::changed, this, &AddMethodDialog::onStagesEdited);
  connect(stage, &StageEditor::removeRequested, this, [this, stage] { removeStage(stage); });
  updateStages();
  return stage;
}

void AddMethodDialog::removeStage(StageEditor* stage) {
  if (stages_.size() < 2) return;
  std::erase(stages_, stage);
  stage->hide();
  stage->deleteLater();
  updateStages();
  onStagesEdited();
}

void AddMethodDialog::updateStages() {
  for (size_t i = 0; i < stages_.size(); ++i) {
    stages_[i]->setRemovable(stages_.size() > 1);
    stages_[i]->setTitle(stages_.size() > 1 ? tr("Stage %1").arg(i + 1) : tr("Method"));
  }
  addStage_->setVisible(stages_.size() < 2 && !byParts_->isChecked());
}

void AddMethodDialog::showParts(bool on) {
  byParts_->setChecked(on);
  parts_->setVisible(on);
  for (StageEditor* stage : stages_) stage->setVisible(!on);
  updateStages();
}

void AddMethodDialog::onPartsEdited() {
  spec_->setText(parts_->spec());
  check();
}

void AddMethodDialog::onStagesEdited() {
  QStringList parts;
  for (const StageEditor* stage : stages_) parts += stage->spec();
  spec_->setText(parts.join(QLatin1Char('+')));
  check();
}

void AddMethodDialog::onSpecEdited() {
  check();
  if (!problem_.isEmpty()) return;  // the stages stay at the last sound spec
  const calm::MethodSpec parsed = catalog_.parse(toStd(spec()));
  if (!parsed.parts.empty()) {
    parts_->setParts(parsed.parts);
    showParts(true);
    return;
  }
  if (spec().contains(u'/')) return;  // parts that are all alike just now
  showParts(false);
  while (stages_.size() < parsed.stages.size()) appendStage();
  while (stages_.size() > parsed.stages.size()) {
    StageEditor* last = stages_.back();
    stages_.pop_back();
    last->hide();
    last->deleteLater();
  }
  for (size_t i = 0; i < stages_.size(); ++i) stages_[i]->setStage(parsed.stages[i]);
  updateStages();
}

void AddMethodDialog::check() {
  problem_.clear();
  title_->clear();
  try {
    title_->setText(toQString(catalog_.parse(toStd(spec())).title()));
  } catch (const calm::Error& error) {
    problem_ = messageText(toQString(error.what()));
  }
  error_->setText(problem_);
  error_->setVisible(!problem_.isEmpty());
  ok_->setEnabled(problem_.isEmpty());
  ok_->setToolTip(problem_.isEmpty() ? tr("Add this method to the pool") : problem_);
}

}  // namespace calm::ui
