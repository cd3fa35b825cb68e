#include "ui/panels/benchmark_form.h"

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

#include "ui/panels/command_row.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/text_source_edit.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kKindRole = Qt::UserRole;
constexpr int kSpecRole = Qt::UserRole + 1;

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
  request.run_latency = parts.runLatency;
  request.perplexity = parts.perplexity;
  request.latency = parts.latency;
  return request;
}

QString uniformVariantName(const QString& methodTitle) {
  return BenchmarkForm::tr("%1 everywhere").arg(methodTitle);
}

BenchmarkForm::BenchmarkForm(std::shared_ptr<FilePrompt> prompt, std::function<QString(const std::string&)> methodTitle,
                             QWidget* parent)
    : QWidget(parent), methodTitle_(std::move(methodTitle)), variants_(new QListWidget(this)) {
  variants_->setAccessibleName(tr("Variants"));
  variants_->setToolTip(tr("Checked variants are measured in turn, on the same text and prompt"));
  variants_->setMinimumHeight(fontMetrics().lineSpacing() * 6);
  auto* variantBox = new QGroupBox(tr("Variants"), this);
  auto* variantColumn = new QVBoxLayout(variantBox);
  variantColumn->addWidget(variants_);
  perplexity_ = makePerplexityBox(std::move(prompt));
  latency_ = makeLatencyBox();

  auto* content = new QWidget(this);
  auto* sections = new QVBoxLayout(content);
  sections->addWidget(variantBox, 1);
  sections->addWidget(perplexity_);
  sections->addWidget(latency_);
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
  connect(perplexity_, &QGroupBox::toggled, this, &BenchmarkForm::refresh);
  connect(latency_, &QGroupBox::toggled, this, &BenchmarkForm::refresh);
  connect(text_, &TextSourceEdit::changed, this, &BenchmarkForm::refresh);
  connect(run_, &QPushButton::clicked, this, [this] {
    if (running_) {
      Q_EMIT cancelRequested();
    } else if (problem_.isEmpty()) {
      Q_EMIT runRequested(request());
    }
  });
  connect(command_, &QToolButton::clicked, this, [this] { Q_EMIT commandRequested(request()); });
  rebuildVariants();
}

QGroupBox* BenchmarkForm::makePerplexityBox(std::shared_ptr<FilePrompt> prompt) {
  auto* box = new QGroupBox(tr("&Perplexity"), this);
  box->setCheckable(true);
  box->setAccessibleName(tr("Measure perplexity"));
  box->setToolTip(tr("How well the variant predicts a text: lower is better"));
  const calm::PerplexityRequest usual;
  text_ = new TextSourceEdit(tr("Bundled text"), std::move(prompt), box);
  window_ = spinBox(box, 2, 1'000'000, usual.window, tr(" tokens"));
  maxWindows_ = spinBox(box, 0, 1'000'000, 8, tr(" windows"));
  maxWindows_->setSpecialValueText(tr("all"));
  auto* form = makeForm(box);
  addRow(form, tr("&Text:"), text_, {}, text_->buddy());
  addRow(form, tr("&Window:"), window_, tr("Tokens of context a window; windows do not overlap"));
  addRow(form, tr("At &most:"), maxWindows_, tr("Windows measured, from the start of the text"));
  return box;
}

QGroupBox* BenchmarkForm::makeLatencyBox() {
  auto* box = new QGroupBox(tr("&Speed and memory"), this);
  box->setCheckable(true);
  box->setAccessibleName(tr("Measure speed and memory"));
  box->setToolTip(tr("Tokens a second while reading a prompt and while writing"));
  const calm::LatencyRequest usual;
  prompt_ = spinBox(box, 1, 1'000'000, usual.prompt, tr(" tokens"));
  generate_ = spinBox(box, 1, 1'000'000, usual.generate, tr(" tokens"));
  repeats_ = spinBox(box, 1, 1000, usual.repeats, tr(" runs"));
  auto* form = makeForm(box);
  addRow(form, tr("P&rompt:"), prompt_, tr("Tokens of the prompt (prefill)"));
  addRow(form, tr("&Generate:"), generate_, tr("Tokens written after it (decode)"));
  addRow(form, tr("Repea&ts:"), repeats_, tr("How often each is measured; the median counts"));
  return box;
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

void BenchmarkForm::setPlan(const calm::Plan& plan) {
  const bool before = !plan_.layers.empty() && plan_.complete();
  plan_ = plan;
  if (before != (!plan_.layers.empty() && plan_.complete())) rebuildVariants();
}

void BenchmarkForm::setBusy(bool busy) {
  busy_ = busy;
  refresh();
}

void BenchmarkForm::setRunning(bool running) {
  running_ = running;
  refresh();
}

void BenchmarkForm::rebuildVariants() {
  QHash<QString, Qt::CheckState> before;
  for (int row = 0; row < variants_->count(); ++row) {
    const QListWidgetItem* item = variants_->item(row);
    // One that could not be chosen has no choice to keep.
    if (item->flags().testFlag(Qt::ItemIsEnabled)) before[item->text()] = item->checkState();
  }
  const QSignalBlocker blocker(variants_);
  variants_->clear();
  const auto add = [&](const QString& name, calm::Variant::Kind kind, const std::string& spec, bool checked,
                       const QString& unavailable) {
    auto* item = new QListWidgetItem(name, variants_);
    item->setData(kKindRole, static_cast<int>(kind));
    item->setData(kSpecRole, toQString(spec));
    item->setFlags(unavailable.isEmpty() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                                         : Qt::NoItemFlags);
    item->setToolTip(!unavailable.isEmpty() ? unavailable : spec.empty() ? name : toQString(spec));
    item->setCheckState(!unavailable.isEmpty() ? Qt::Unchecked
                                               : before.value(name, checked ? Qt::Checked : Qt::Unchecked));
  };
  add(quantized_ ? tr("This model") : tr("Original"), calm::Variant::Kind::original, {}, true, {});
  if (!quantized_) {
    const bool complete = !plan_.layers.empty() && plan_.complete();
    add(tr("Hybrid"), calm::Variant::Kind::plan, {}, true,
        complete ? QString() : tr("The plan has layers without a method: analyse first"));
    for (const std::string& spec : pool_) {
      add(uniformVariantName(methodTitle_(spec)), calm::Variant::Kind::uniform, spec, false, {});
    }
  }
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
    variant.name = toStd(item->text());
    if (variant.kind == calm::Variant::Kind::plan) variant.plan = plan_;
    parts.variants.push_back(std::move(variant));
  }
  parts.runPerplexity = perplexity_->isChecked();
  parts.runLatency = latency_->isChecked();
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
  problem_.clear();
  if (!open_) {
    problem_ = tr("Open a model first.");
  } else if (!any) {
    problem_ = tr("Check at least one variant.");
  } else if (!perplexity_->isChecked() && !latency_->isChecked()) {
    problem_ = tr("Choose perplexity, speed, or both.");
  } else if (perplexity_->isChecked()) {
    problem_ = text_->problem();
  }
  problemLabel_->setText(problem_);
  problemLabel_->setVisible(!problem_.isEmpty() && !running_);
  command_->setEnabled(problem_.isEmpty());
  run_->setText(running_ ? tr("&Cancel benchmark") : tr("R&un benchmark"));
  run_->setAccessibleName(running_ ? tr("Cancel benchmark") : tr("Run benchmark"));
  run_->setEnabled(running_ || (problem_.isEmpty() && !busy_));
  run_->setToolTip(running_              ? tr("Stop; rows that are finished are kept")
                   : !problem_.isEmpty() ? problem_
                   : busy_               ? tr("Another job is running: wait for it or cancel it.")
                                         : tr("Measure the checked variants"));
}

}  // namespace calm::ui
