#include "ui/panels/benchmark_form.h"

#include <QCheckBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "calm/proof.h"
#include "ui/panels/command_row.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/text_source_edit.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kKindRole = Qt::UserRole;
constexpr int kSpecRole = Qt::UserRole + 1;  // of a uniform variant
constexpr int kNameRole = Qt::UserRole + 2;  // what its row of results is called
constexpr int kPlanRole = Qt::UserRole + 3;  // name that the plan is kept under
constexpr int kScalesRole = Qt::UserRole + 4;

QSpinBox* spinBox(QWidget* parent, int minimum, int maximum, int value, const QString& unit) {
  auto* box = new QSpinBox(parent);
  box->setRange(minimum, maximum);
  box->setValue(value);
  box->setSuffix(unit);
  box->setKeyboardTracking(false);
  box->setGroupSeparatorShown(true);
  return box;
}

}  // namespace

calm::BenchmarkRequest toRequest(const BenchmarkRequestParts& parts) {
  calm::BenchmarkRequest request;
  request.variants = parts.variants;
  request.run_perplexity = parts.runPerplexity;
  request.run_kl = parts.runDivergence;
  request.run_latency = parts.runLatency;
  request.run_memory = parts.runMemory;
  request.reuse = true;
  request.perplexity = parts.perplexity;
  request.latency = parts.latency;
  return request;
}

QString uniformVariantName(const QString& methodTitle) {
  return BenchmarkForm::tr("%1 everywhere").arg(methodTitle);
}

BenchmarkForm::BenchmarkForm(std::shared_ptr<FilePrompt> prompt, std::function<QString(const std::string&)> methodTitle,
                             QWidget* parent)
    : QWidget(parent), methodTitle_(std::move(methodTitle)) {
  auto* content = new QWidget(this);
  auto* sections = new QVBoxLayout(content);
  sections->addWidget(makeVariantBox(), 1);
  sections->addWidget(makeTextBox(std::move(prompt)));
  sections->addWidget(makeTimingBox());
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);

  problemLabel_ = new QLabel(this);
  problemLabel_->setWordWrap(true);
  problemLabel_->setTextFormat(Qt::PlainText);
  problemLabel_->setAccessibleName(tr("Why the benchmark cannot start"));
  run_ = new QPushButton(this);
  run_->setAccessibleName(tr("Run benchmark"));
  command_ = copyCommandButton(this, tr("Copy the calm command that measures the same without the window"));
  auto* footer = new QHBoxLayout;
  footer->addWidget(run_, 1);
  footer->addWidget(command_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(scroll, 1);
  column->addWidget(problemLabel_);
  column->addLayout(footer);

  connect(variants_, &QListWidget::itemChanged, this, &BenchmarkForm::refresh);
  for (QCheckBox* task : {perplexity_, divergence_, latency_, memory_}) {
    connect(task, &QCheckBox::toggled, this, &BenchmarkForm::refresh);
  }
  connect(text_, &TextSourceEdit::changed, this, &BenchmarkForm::refresh);
  connect(run_, &QPushButton::clicked, this, [this] {
    if (problem_.isEmpty()) Q_EMIT runRequested(request());
  });
  connect(command_, &QToolButton::clicked, this, [this] { Q_EMIT commandRequested(request()); });
  rebuildVariants();
}

QGroupBox* BenchmarkForm::makeVariantBox() {
  auto* box = new QGroupBox(tr("Variants"), this);
  variants_ = new QListWidget(box);
  variants_->setAccessibleName(tr("Variants"));
  variants_->setAccessibleDescription(tr("Space checks and unchecks a variant."));
  variants_->setToolTip(tr("Checked variants are measured in turn, on the same text and prompt"));
  variants_->setTextElideMode(Qt::ElideMiddle);
  variants_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  variants_->setMinimumHeight(fontMetrics().lineSpacing() * 6);
  const auto button = [&](const QString& text, const QString& name, const QString& tip, Qt::CheckState state) {
    auto* made = new QToolButton(box);
    made->setText(text);
    made->setAccessibleName(name);
    made->setToolTip(tip);
    made->setFocusPolicy(Qt::StrongFocus);
    connect(made, &QToolButton::clicked, this, [this, state] { checkAll(state); });
    return made;
  };
  all_ = button(tr("All"), tr("Check all variants"), tr("Check every variant that can be measured"), Qt::Checked);
  none_ = button(tr("None"), tr("Check no variant"), tr("Uncheck every variant"), Qt::Unchecked);
  auto* row = new QHBoxLayout;
  row->addWidget(all_);
  row->addWidget(none_);
  row->addStretch(1);
  auto* column = new QVBoxLayout(box);
  column->addWidget(variants_, 1);
  column->addLayout(row);
  return box;
}

QGroupBox* BenchmarkForm::makeTextBox(std::shared_ptr<FilePrompt> prompt) {
  auto* box = new QGroupBox(tr("On a text"), this);
  perplexity_ = new QCheckBox(tr("&Perplexity"), box);
  perplexity_->setAccessibleName(tr("Measure perplexity"));
  perplexity_->setToolTip(tr("How well the variant predicts a text: lower is better"));
  divergence_ = new QCheckBox(tr("&KL to the original"), box);
  divergence_->setAccessibleName(tr("Measure the KL to the original"));
  divergence_->setToolTip(
      tr("How far the variant's next-token distributions are from the original's, measured in the same pass: it tells "
         "variants apart on fewer windows than the perplexity"));
  for (QCheckBox* task : {perplexity_, divergence_}) task->setChecked(true);
  const calm::PerplexityRequest usual;
  text_ = new TextSourceEdit(tr("Bundled text"), std::move(prompt), box);
  window_ = spinBox(box, 2, 1'000'000, usual.window, tr(" tokens"));
  maxWindows_ = spinBox(box, 0, 1'000'000, 8, tr(" windows"));
  maxWindows_->setSpecialValueText(tr("all"));
  auto* tasks = new QHBoxLayout;
  tasks->addWidget(perplexity_);
  tasks->addWidget(divergence_);
  tasks->addStretch(1);
  auto* form = makeForm(box);
  form->addRow(tasks);
  addRow(form, tr("&Text:"), text_, {}, text_->buddy());
  addRow(form, tr("&Window:"), window_, tr("Tokens of context a window; windows do not overlap"));
  addRow(form, tr("At &most:"), maxWindows_,
         tr("Windows measured, from the start of the text: noise is told from %1 on").arg(calm::kFewestWindows));
  return box;
}

QGroupBox* BenchmarkForm::makeTimingBox() {
  auto* box = new QGroupBox(tr("On a prompt"), this);
  latency_ = new QCheckBox(tr("&Speed"), box);
  latency_->setAccessibleName(tr("Measure speed"));
  latency_->setToolTip(tr("Tokens a second while reading a prompt and while writing"));
  memory_ = new QCheckBox(tr("M&emory"), box);
  memory_->setAccessibleName(tr("Measure memory"));
  memory_->setToolTip(tr("What the weights take, and the peak while a prompt is read"));
  for (QCheckBox* task : {latency_, memory_}) task->setChecked(true);
  const calm::LatencyRequest usual;
  prompt_ = spinBox(box, 1, 1'000'000, usual.prompt, tr(" tokens"));
  generate_ = spinBox(box, 1, 1'000'000, usual.generate, tr(" tokens"));
  repeats_ = spinBox(box, 1, 1000, usual.repeats, tr(" runs"));
  auto* tasks = new QHBoxLayout;
  tasks->addWidget(latency_);
  tasks->addWidget(memory_);
  tasks->addStretch(1);
  auto* form = makeForm(box);
  form->addRow(tasks);
  addRow(form, tr("P&rompt:"), prompt_, tr("Tokens of the prompt (prefill)"));
  addRow(form, tr("&Generate:"), generate_, tr("Tokens written after it (decode)"));
  addRow(form, tr("Repea&ts:"), repeats_, tr("How often each is measured; the median counts"));
  return box;
}

void BenchmarkForm::checkAll(Qt::CheckState state) {
  for (int row = 0; row < variants_->count(); ++row) {
    QListWidgetItem* item = variants_->item(row);
    if (item->flags().testFlag(Qt::ItemIsEnabled)) item->setCheckState(state);
  }
}

void BenchmarkForm::setModelState(bool open, bool quantized) {
  open_ = open;
  quantized_ = quantized;
  rebuildVariants();
}

void BenchmarkForm::setPool(const std::vector<std::string>& specs) {
  if (specs == pool_) return;
  pool_ = specs;
  rebuildVariants();
}

void BenchmarkForm::setPlan(const calm::Plan& plan, bool tuned) {
  const bool before = !plan_.layers.empty() && plan_.complete(), tunedBefore = tuned_;
  plan_ = plan;
  tuned_ = tuned;
  if (before != (!plan_.layers.empty() && plan_.complete()) || tuned != tunedBefore) rebuildVariants();
}

void BenchmarkForm::setBusy(bool busy) {
  busy_ = busy;
  refresh();
}

void BenchmarkForm::setNamedPlans(std::vector<calm::Variant> plans) {
  const auto name = [](const calm::Variant& plan) { return plan.plan_name; };
  const bool same = std::equal(plans.begin(), plans.end(), namedPlans_.begin(), namedPlans_.end(),
                               [&](const auto& a, const auto& b) { return name(a) == name(b); });
  namedPlans_ = std::move(plans);
  if (!same) rebuildVariants();
}

void BenchmarkForm::rebuildVariants() {
  const auto key = [](const QListWidgetItem* item) {
    return QStringList{QString::number(item->data(kKindRole).toInt()), item->data(kSpecRole).toString(),
                       item->data(kPlanRole).toString(), item->data(kScalesRole).toString()}
        .join(u'|');
  };
  QHash<QString, Qt::CheckState> before;
  for (int row = 0; row < variants_->count(); ++row) {
    const QListWidgetItem* item = variants_->item(row);
    // One that could not be chosen has no choice to keep.
    if (item->flags().testFlag(Qt::ItemIsEnabled)) before[key(item)] = item->checkState();
  }
  const int current = variants_->currentRow();
  const QSignalBlocker blocker(variants_);
  variants_->clear();
  const auto add = [&](const QString& text, calm::Variant variant, const QString& tip, bool checked,
                       const QString& unavailable = {}) {
    auto* item = new QListWidgetItem(text, variants_);
    item->setData(kKindRole, static_cast<int>(variant.kind));
    item->setData(kSpecRole, toQString(variant.method));
    item->setData(kNameRole, toQString(variant.name));
    item->setData(kPlanRole, toQString(variant.plan_name));
    item->setData(kScalesRole, static_cast<int>(variant.scales));
    item->setFlags(unavailable.isEmpty() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                                         : Qt::NoItemFlags);
    item->setToolTip(unavailable.isEmpty() ? tip : unavailable);
    item->setCheckState(!unavailable.isEmpty() ? Qt::Unchecked
                                               : before.value(key(item), checked ? Qt::Checked : Qt::Unchecked));
  };
  using Kind = calm::Variant::Kind;
  const QString original = quantized_ ? tr("This model") : tr("Original");
  add(original, {Kind::original, {}, {}, toStd(original)}, tr("The model as it was opened"), true);
  if (!quantized_) {
    const bool complete = !plan_.layers.empty() && plan_.complete();
    add(tr("Hybrid (the current plan)"), {Kind::plan, {}, {}, toStd(tr("Hybrid"))},
        tr("The plan as the Plan page shows it, layer for layer"), true,
        complete ? QString() : tr("The plan has layers without a method: analyse first"));
    if (complete && tuned_) {
      add(tr("Hybrid before tuning"), {Kind::plan, {}, {}, toStd(tr("Hybrid before tuning")), {}, calm::Scales::chosen},
          tr("The current plan with the scales that its methods chose"), false);
    }
    for (const calm::Variant& plan : namedPlans_) {
      const QString name = toQString(plan.plan_name);
      add(tr("Plan: %1").arg(name), {Kind::plan, {}, {}, plan.plan_name, plan.plan_name},
          tr("The plan kept as \"%1\"").arg(name), false);
    }
    for (const std::string& spec : pool_) {
      const QString name = uniformVariantName(methodTitle_(spec));
      add(name, {Kind::uniform, spec, {}, toStd(name)}, toQString(spec), false);
    }
  }
  variants_->setCurrentRow(std::min(current, variants_->count() - 1));
  divergence_->setEnabled(!quantized_);
  refresh();
}

BenchmarkRequestParts BenchmarkForm::request() const {
  BenchmarkRequestParts parts;
  for (int row = 0; row < variants_->count(); ++row) {
    const QListWidgetItem* item = variants_->item(row);
    if (item->checkState() != Qt::Checked) continue;
    calm::Variant variant;
    variant.kind = static_cast<calm::Variant::Kind>(item->data(kKindRole).toInt());
    variant.method = toStd(item->data(kSpecRole).toString());
    variant.name = toStd(item->data(kNameRole).toString());
    variant.plan_name = toStd(item->data(kPlanRole).toString());
    variant.scales = static_cast<calm::Scales>(item->data(kScalesRole).toInt());
    if (variant.kind == calm::Variant::Kind::plan) variant.plan = plan_;
    for (const calm::Variant& plan : namedPlans_) {
      if (!variant.plan_name.empty() && plan.plan_name == variant.plan_name) variant.plan = plan.plan;
    }
    parts.variants.push_back(std::move(variant));
  }
  parts.runPerplexity = perplexity_->isChecked();
  parts.runDivergence = divergence_->isChecked() && divergence_->isEnabled();
  parts.runLatency = latency_->isChecked();
  parts.runMemory = memory_->isChecked();
  parts.perplexity.text.source = text_->source();
  parts.perplexity.text.file = text_->file();
  parts.perplexity.window = window_->value();
  parts.perplexity.max_windows = maxWindows_->value();
  parts.latency = {prompt_->value(), generate_->value(), repeats_->value()};
  return parts;
}

void BenchmarkForm::refresh() {
  bool any = false;
  for (int row = 0; row < variants_->count(); ++row) any = any || variants_->item(row)->checkState() == Qt::Checked;
  const bool windows = perplexity_->isChecked() || (divergence_->isChecked() && divergence_->isEnabled());
  const bool timing = latency_->isChecked() || memory_->isChecked();
  for (QWidget* field :
       {static_cast<QWidget*>(text_), static_cast<QWidget*>(window_), static_cast<QWidget*>(maxWindows_)}) {
    field->setEnabled(windows);
  }
  prompt_->setEnabled(timing);
  generate_->setEnabled(latency_->isChecked());
  repeats_->setEnabled(latency_->isChecked());
  problem_.clear();
  if (!open_) {
    problem_ = tr("Open a model first.");
  } else if (!any) {
    problem_ = tr("Check at least one variant.");
  } else if (!windows && !timing) {
    problem_ = tr("Choose what to measure: perplexity, KL, speed or memory.");
  } else if (windows) {
    problem_ = text_->problem();
  }
  problemLabel_->setText(problem_);
  problemLabel_->setVisible(!problem_.isEmpty());
  command_->setEnabled(problem_.isEmpty());
  run_->setText(busy_ ? tr("Add to the q&ueue") : tr("R&un benchmark"));
  run_->setEnabled(problem_.isEmpty());
  run_->setToolTip(!problem_.isEmpty() ? problem_
                   : busy_             ? tr("Measures the checked variants once the running job has ended")
                                       : tr("Measure the checked variants; more can be queued meanwhile"));
}

}  // namespace calm::ui
