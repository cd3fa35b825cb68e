#include "ui/panels/refine_dialog.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "ui/command_lines.h"
#include "ui/format.h"
#include "ui/panels/command_row.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/text_source_edit.h"

namespace calm::ui {

namespace {
constexpr int kMostTokens = 1 << 24;
}  // namespace

RefineDialog::RefineDialog(QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QDialog(parent),
      minutes_(new QDoubleSpinBox(this)),
      tokens_(new QSpinBox(this)),
      gain_(new QCheckBox(tr("Measure the &gain on held-out text"), this)),
      text_(new TextSourceEdit(tr("Bundled text"), std::move(prompt), this)),
      window_(new QSpinBox(this)),
      windows_(new QSpinBox(this)),
      problem_(wrappedLabel(this, tr("Why the refinement cannot start"))),
      start_(new QPushButton(tr("&Refine"), this)) {
  setWindowTitle(tr("Refine the plan"));
  const calm::RefinementRequest usual;
  auto* hint = wrappedLabel(this, tr("About refinement"));
  hint->setText(tr(
      "Tries other methods of the pool layer by layer, those that lost by the least first, and keeps a swap where the "
      "whole model comes closer to the original (KL) on calibration text that scored no candidate. Every trial "
      "stays in the session: another run goes on where this one stopped. Learned scales belong to the plan before; "
      "Analyse learns them again where the set-up asks for it."));
  hint->setForegroundRole(QPalette::PlaceholderText);
  minutes_->setRange(0.1, 1e5);
  minutes_->setDecimals(1);
  minutes_->setValue(usual.minutes);
  minutes_->setSuffix(tr(" minutes"));
  tokens_->setRange(2, kMostTokens);
  tokens_->setGroupSeparatorShown(true);
  tokens_->setValue(usual.tokens);
  tokens_->setSuffix(tr(" tokens"));
  gain_->setChecked(usual.measure_gain);
  gain_->setAccessibleName(tr("Measure the gain on held-out text"));
  gain_->setToolTip(tr(
      "Afterwards, beyond the time: the plan before and after on text that neither the calibration nor the swaps saw"));
  window_->setRange(2, 1 << 20);
  window_->setGroupSeparatorShown(true);
  window_->setValue(usual.held_out.window);
  window_->setSuffix(tr(" tokens"));
  windows_->setRange(0, 1 << 30);
  windows_->setSpecialValueText(tr("all"));
  windows_->setValue(kUsualGainWindows);
  start_->setAccessibleName(tr("Refine"));
  start_->setToolTip(tr("Start; the plan that comes of it can be undone"));
  start_->setDefault(true);
  problem_->hide();

  auto* form = makeForm(nullptr);
  addRow(form, tr("T&ime:"), minutes_, tr("No swap is begun after this time"));
  addRow(form, tr("S&lice:"), tokens_,
         tr("Calibration text that swaps are judged on: more tokens, fewer swaps in the time"));
  form->addRow(gain_);
  addRow(form, tr("&Text:"), text_, tr("Text that the gain is measured on"), text_->buddy());
  addRow(form, tr("&Window:"), window_, tr("Tokens of each window"));
  addRow(form, tr("At &most:"), windows_, tr("Windows at most; fewer than five say nothing about noise"));

  auto* command = copyCommandButton(this, tr("Copy the calm command that refines the same without the window"));
  auto* close = new QPushButton(tr("&Close"), this);
  close->setAccessibleName(tr("Close"));
  close->setToolTip(tr("Close this window"));
  close->setAutoDefault(false);
  auto* row = new QHBoxLayout;
  row->addWidget(command);
  row->addStretch(1);
  row->addWidget(start_);
  row->addWidget(close);
  auto* column = new QVBoxLayout(this);
  column->addWidget(hint);
  column->addLayout(form);
  column->addWidget(problem_);
  column->addStretch(1);
  column->addLayout(row);
  resize(fontMetrics().averageCharWidth() * 84, sizeHint().height());

  connect(gain_, &QCheckBox::toggled, this, &RefineDialog::refresh);
  connect(text_, &TextSourceEdit::changed, this, &RefineDialog::refresh);
  connect(start_, &QPushButton::clicked, this, [this] {
    Q_EMIT startRequested(request());
    accept();
  });
  connect(command, &QToolButton::clicked, this, [this] { Q_EMIT commandRequested(request()); });
  connect(close, &QPushButton::clicked, this, &QDialog::reject);
  refresh();
}

calm::RefinementRequest RefineDialog::request() const {
  calm::RefinementRequest request;
  request.minutes = minutes_->value();
  request.tokens = tokens_->value();
  request.measure_gain = gain_->isChecked();
  request.held_out.text.source = text_->source();
  request.held_out.text.file = text_->file();
  request.held_out.window = window_->value();
  request.held_out.max_windows = windows_->value();
  return request;
}

void RefineDialog::refresh() {
  for (QWidget* field : {static_cast<QWidget*>(text_), static_cast<QWidget*>(window_), static_cast<QWidget*>(windows_)})
    field->setEnabled(gain_->isChecked());
  window_->setEnabled(gain_->isChecked() && text_->source() != calm::TextSource::tokens);
  const QString problem = gain_->isChecked() ? text_->problem() : QString();
  problem_->setText(problem);
  problem_->setVisible(!problem.isEmpty());
  start_->setEnabled(problem.isEmpty());
}

}  // namespace calm::ui
