#include "ui/panels/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/command_lines.h"
#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/panels/command_row.h"
#include "ui/panels/export_texts.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/model_file_name.h"
#include "ui/panels/progress_strip.h"
#include "ui/panels/scheme_form.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kCheckDelay = 300;  // ms after the last change
constexpr int kGgufRow = 1;
constexpr int kFilesShown = 6;  // more scroll

QString bullets(const std::vector<std::string>& lines) {
  QStringList out;
  for (const std::string& line : lines) out += QString(u"• " + messageText(toQString(line)));
  return out.join(QLatin1Char('\n'));
}

/// Shows or hides a field with its label in the form.
void showRow(QWidget* field, bool on) {
  field->setVisible(on);
  auto* form = qobject_cast<QFormLayout*>(field->parentWidget()->layout());
  if (QWidget* label = form != nullptr ? form->labelForField(field) : nullptr) label->setVisible(on);
}

void showRow(QLabel* label, const QString& text) {
  label->setText(text);
  showRow(label, !text.isEmpty());
}

void showText(QLabel* label, const QString& text) {
  label->setText(text);
  label->setVisible(!text.isEmpty());
}

}  // namespace

ExportDialog::ExportDialog(QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QDialog(parent), prompt_(std::move(prompt)), stack_(new QStackedWidget(this)), strip_(new ProgressStrip(this)) {
  setWindowTitle(tr("Export the quantized model"));
  stack_->addWidget(makeSettings());
  stack_->addWidget(makeResult());
  strip_->setPauseShown(false);
  connect(strip_, &ProgressStrip::cancelRequested, this, &ExportDialog::reject);

  // Not a button box: it shows again what was hidden whenever the style or the palette changes.
  export_ = new QPushButton(tr("&Export"), this);
  export_->setObjectName(QStringLiteral("exportStart"));
  export_->setAccessibleName(tr("Export"));
  export_->setDefault(true);
  verify_ = new QPushButton(tr("&Reload and verify"), this);
  verify_->setObjectName(QStringLiteral("exportVerify"));
  verify_->setToolTip(tr("Read the export back and compare codes, scales, all other tensors and logits with the plan"));
  verify_->setAccessibleName(tr("Reload and verify"));
  show_ = new QPushButton(tr("&Show in folder"), this);
  show_->setToolTip(tr("Open the folder in the file manager"));
  show_->setAccessibleName(tr("Show in folder"));
  close_ = new QPushButton(tr("&Close"), this);
  close_->setToolTip(tr("Close this window"));
  close_->setAccessibleName(tr("Close"));
  command_ = copyCommandButton(this, tr("Copy the calm command that writes the same without the window"));
  connect(command_, &QToolButton::clicked, this, [this] { Q_EMIT commandRequested(request()); });
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(command_);
  buttons->addStretch(1);
  for (QPushButton* button : {verify_, show_, export_, close_}) buttons->addWidget(button);

  auto* column = new QVBoxLayout(this);
  column->addWidget(stack_, 1);
  column->addWidget(strip_);
  column->addLayout(buttons);
  resize(fontMetrics().averageCharWidth() * 92, fontMetrics().lineSpacing() * 34);

  checkTimer_.setSingleShot(true);
  checkTimer_.setInterval(kCheckDelay);
  connect(&checkTimer_, &QTimer::timeout, this, [this] {
    if (state_ == State::Checking) Q_EMIT checkRequested(request());
  });
  connect(export_, &QPushButton::clicked, this, &ExportDialog::start);
  connect(verify_, &QPushButton::clicked, this, &ExportDialog::verify);
  connect(close_, &QPushButton::clicked, this, &ExportDialog::reject);
  connect(show_, &QPushButton::clicked, this, [this] {
    const QFileInfo info(reportPath_);
    QDesktopServices::openUrl(QUrl::fromLocalFile(info.isDir() ? reportPath_ : info.absolutePath()));
  });
  setState(State::Editing);
}

QWidget* ExportDialog::makeSettings() {
  auto* page = new QWidget(this);
  format_ = new QComboBox(page);
  format_->addItem(tr("compressed-tensors (pack-quantized)"), QStringLiteral("compressed-tensors"));
  format_->addItem(tr("GGUF Q4_0: llama.cpp"), QStringLiteral("gguf"));
  format_->setItemData(0, tr("A folder for transformers and vLLM"), Qt::ToolTipRole);
  prepareCombo(format_);
  auto* targetRow = new QWidget(page);
  target_ = new QLineEdit(targetRow);
  browse_ = new QToolButton(targetRow);
  browse_->setText(tr("Browse..."));
  browse_->setToolTip(tr("Choose the folder in which the new folder is made"));
  browse_->setAccessibleName(tr("Browse for the target folder"));
  browse_->setFocusPolicy(Qt::StrongFocus);
  auto* targetLayout = new QHBoxLayout(targetRow);
  targetLayout->setContentsMargins(0, 0, 0, 0);
  targetLayout->addWidget(target_, 1);
  targetLayout->addWidget(browse_);
  replace_ = new QCheckBox(tr("&Replace what is there"), page);
  replace_->setToolTip(tr("Without it, an existing target is refused. The old one stays until the new one is whole."));
  replace_->setAccessibleName(tr("Replace what is there"));
  storage_ = wrappedLabel(page, tr("Storage"));
  size_ = wrappedLabel(page, tr("Size"));
  parts_ = new QTreeWidget(page);
  parts_->setAccessibleName(tr("What is written"));
  parts_->setToolTip(tr("What will be written, by kind"));
  parts_->setHeaderLabels({tr("Kind"), tr("Size"), tr("Tensors")});
  parts_->setRootIsDecorated(false);
  parts_->setUniformRowHeights(true);
  parts_->setSelectionMode(QAbstractItemView::NoSelection);
  parts_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  parts_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  parts_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  parts_->header()->setStretchLastSection(false);
  parts_->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  parts_->headerItem()->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
  names_ = wrappedLabel(page, tr("Files"));
  notes_ = wrappedLabel(page, tr("Notes"));
  errors_ = wrappedLabel(page, tr("What prevents the export"));
  QFont bold = errors_->font();
  bold.setBold(true);
  errors_->setFont(bold);

  auto* form = makeForm(page);
  addRow(form, tr("&Format:"), format_, tr("What the model is written as"));
  addRow(form, tr("&Target:"), targetRow, {}, target_);
  target_->setToolTip(tr("The new folder"));
  form->addRow(replace_);
  form->addRow(tr("Stored as:"), storage_);
  form->addRow(tr("Size:"), size_);
  form->addRow(tr("Written:"), parts_);
  form->addRow(tr("Files:"), names_);
  form->addRow(tr("Notes:"), notes_);
  form->addRow(errors_);
  form->addItem(new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Expanding));  // not the rows take spare room
  connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::onEdited);
  connect(target_, &QLineEdit::textChanged, this, &ExportDialog::onEdited);
  connect(replace_, &QCheckBox::toggled, this, &ExportDialog::onEdited);
  connect(browse_, &QToolButton::clicked, this, &ExportDialog::browse);
  return page;
}

QWidget* ExportDialog::makeResult() {
  auto* page = new QWidget(this);
  summary_ = wrappedLabel(page, tr("Result"));
  files_ = new QListWidget(page);
  files_->setAccessibleName(tr("Files written"));
  files_->setToolTip(tr("Files written, with their sizes"));
  verdict_ = wrappedLabel(page, tr("Verdict of the verification"));
  QFont bold = verdict_->font();
  bold.setBold(true);
  verdict_->setFont(bold);
  compared_ = wrappedLabel(page, tr("What was compared"));
  auto* commandBox = new QWidget(page);
  commands_ = new QVBoxLayout(commandBox);
  commands_->setContentsMargins(0, 0, 0, 0);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(summary_);
  column->addWidget(files_);
  column->addWidget(verdict_);
  column->addWidget(compared_);
  column->addStretch(1);
  column->addWidget(commandBox);
  auto* scroll = new QScrollArea(this);  // long paths and notes are higher than a small screen
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(page);
  return scroll;
}

void ExportDialog::setModel(const calm::ModelInfo& model, const calm::Scheme& scheme, const QString& folder) {
  target_->setText(QDir(folder).filePath(modelFileName(model) + u'-' + toQString(widths_text(scheme))));
  format_->setItemText(kGgufRow, scheme.asymmetric ? tr("GGUF Q4_1: llama.cpp") : tr("GGUF Q4_0: llama.cpp"));
  storage_->setText(
      scheme.storage == calm::StorageType::automatic
          ? tr("Scales, norms and embeddings in the checkpoint's own type; float16 where that is itself "
               "quantized (Storage in Set-up)")
          : tr("Scales, norms and embeddings as %1 (Storage in Set-up)").arg(storageText(scheme.storage)));
  replace_->setChecked(false);
  onEdited();
}

void ExportDialog::setGgufUnavailable(const QString& reason) {
  auto* item = qobject_cast<QStandardItemModel*>(format_->model())->item(kGgufRow);
  item->setEnabled(reason.isEmpty());
  item->setToolTip(reason);
  item->setText(reason.isEmpty() ? tr("GGUF Q4_0: llama.cpp") : tr("GGUF Q4_0 (%1)").arg(reason));
  if (!reason.isEmpty() && format_->currentIndex() == kGgufRow) format_->setCurrentIndex(0);
}

ExportRequestParts ExportDialog::request() const {
  return {format_->currentData().toString(), toPath(target_->text().trimmed()), replace_->isChecked()};
}

QString ExportDialog::localProblem() const {
  const QString path = target_->text().trimmed();
  if (path.isEmpty()) return tr("Name the target folder.");
  if (!QDir::isAbsolutePath(path)) return tr("Give the whole path of the target, starting with /.");
  return {};
}

void ExportDialog::onEdited() {
  if (state_ == State::Running || state_ == State::Cancelling) return;
  error_.clear();
  showText(size_, {});
  showParts({});
  showRow(notes_, QString());
  if (const QString problem = localProblem(); !problem.isEmpty()) {
    checkTimer_.stop();
    setState(State::Editing);
    showText(errors_, problem);
    return;
  }
  showText(errors_, {});
  showText(size_, tr("Checking..."));
  setState(State::Checking);
  checkTimer_.start();
}

void ExportDialog::checkAgain() {
  if (state_ == State::Editing || state_ == State::Checking || state_ == State::Ready) onEdited();
}

void ExportDialog::browse() {
  const QFileInfo now(target_->text());
  prompt_->ask(this, FilePrompt::Kind::OpenFolder, tr("Where to make the new folder"), now.absolutePath(), {},
               [this, name = now.fileName()](const QString& folder) { target_->setText(QDir(folder).filePath(name)); });
}

void ExportDialog::start() {
  if (state_ != State::Ready) return;
  setState(State::Running);
  Q_EMIT exportRequested(request());
}

void ExportDialog::setCheck(const calm::ExportCheck& check) {
  if (state_ != State::Checking) return;  // of a request that has changed since
  check_ = check;
  // What cannot be written has no size.
  showText(size_, check.bytes > 0
                      ? tr("%1 on disk, %2 free").arg(formatBytes(check.bytes), formatBytes(check.disk_available))
                      : QStringLiteral("–"));
  showParts(check);
  showRow(notes_, bullets(check.notes));
  // Why the last attempt failed stays until something is changed.
  QString errors = bullets(check.errors);
  if (!error_.isEmpty()) errors = errors.isEmpty() ? error_ : QString(error_ + u'\n' + errors);
  showText(errors_, errors);
  setState(check.errors.empty() ? State::Ready : State::Editing);
}

void ExportDialog::showParts(const calm::ExportCheck& check) {
  parts_->clear();
  for (const calm::ExportPart& part : check.parts) {
    auto* item = new QTreeWidgetItem(parts_, {partText(part.kind), formatBytes(part.bytes), formatCount(part.tensors)});
    for (const int column : {1, 2}) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  }
  const int row = std::max(parts_->sizeHintForRow(0), fontMetrics().height());
  parts_->setFixedHeight(parts_->header()->sizeHint().height() + row * static_cast<int>(check.parts.size()) +
                         2 * parts_->frameWidth() + 2);
  showRow(parts_, !check.parts.empty());
  QStringList names;
  for (const calm::ExportFile& file : check.files) {
    names << (file.bytes > 0 ? tr("%1 (%2)").arg(toQString(file.name), formatBytes(file.bytes)) : toQString(file.name));
  }
  showRow(names_, names.join(QLatin1String(", ")));
}

void ExportDialog::setProgress(const calm::Progress& progress) {
  strip_->setProgress(progress);
}

void ExportDialog::setFinished(const calm::ExportReport& report) {
  reportPath_ = pathToQString(report.path);
  QString text = tr("Written to %1 (%2).").arg(reportPath_, formatBytes(report.bytes));
  if (!report.notes.empty()) text += u'\n' + bullets(report.notes);
  summary_->setText(text);
  files_->clear();
  for (const std::string& file : report.files) {
    const QFileInfo info(QDir(reportPath_), toQString(file));
    files_->addItem(info.exists() ? tr("%1 (%2)").arg(toQString(file), formatBytes(static_cast<quint64>(info.size())))
                                  : toQString(file));
  }
  const int row = std::max(files_->sizeHintForRow(0), fontMetrics().height());
  files_->setFixedHeight(row * std::clamp(files_->count(), 1, kFilesShown) + 2 * files_->frameWidth() + 2);
  showCommands(report);
  showVerdict({}, {});
  stack_->setCurrentIndex(1);
  setState(State::Finished);
  fitResult();
  verify_->setFocus();
}

/// As high as the result needs, as far as the screen has it.
void ExportDialog::fitResult() {
  if (stack_->currentIndex() != 1) return;
  auto* scroll = static_cast<QScrollArea*>(stack_->widget(1));
  const int wanted = scroll->widget()->layout()->totalHeightForWidth(scroll->viewport()->width());
  const int around = height() - scroll->viewport()->height();
  const int most = screen() != nullptr ? screen()->availableGeometry().height() * 9 / 10 : wanted + around;
  if (wanted > scroll->viewport()->height()) resize(width(), std::min(wanted + around, std::max(most, height())));
}

void ExportDialog::verify() {
  if (state_ != State::Finished) return;
  showVerdict({}, {});
  setState(State::Verifying);
  Q_EMIT verifyRequested(request());
}

void ExportDialog::setVerified(const calm::ExportVerification& verification) {
  setState(State::Finished);
  showVerdict(verification.sound() ? tr("Read back: the export is the plan.")
                                   : tr("Read back: the export is NOT the plan. Do not use it; export again."),
              verificationText(verification));
}

void ExportDialog::setVerifyFailed(const QString& message) {
  setState(State::Finished);
  if (message.isEmpty()) {
    showVerdict(tr("The verification was cancelled."), {});
  } else {
    showVerdict(tr("The export could not be read back."), messageText(message));
  }
}

void ExportDialog::showVerdict(const QString& verdict, const QString& details) {
  showText(verdict_, verdict);
  showText(compared_, details);
  fitResult();
}

void ExportDialog::setFailed(const QString& message) {
  const bool wasCheck = state_ == State::Checking;
  setState(State::Editing);
  // The target may have changed under a failed export; a check that failed would only fail again.
  if (!wasCheck) onEdited();
  if (wasCheck) showText(size_, {});
  error_ = messageText(message);
  if (!error_.isEmpty()) showText(errors_, error_);
}

void ExportDialog::reject() {
  if (state_ == State::Verifying) {
    Q_EMIT cancelRequested();
    return;
  }
  if (state_ == State::Running) {
    setState(State::Cancelling);
    Q_EMIT cancelRequested();
    return;
  }
  if (state_ == State::Cancelling) return;  // the last step is being finished
  QDialog::reject();
}

void ExportDialog::setState(State state) {
  state_ = state;
  const bool running = state == State::Running || state == State::Cancelling;
  const bool verifying = state == State::Verifying;
  strip_->setVisible(running || verifying);
  strip_->setState(state == State::Running || verifying ? ProgressStrip::State::Running
                   : state == State::Cancelling         ? ProgressStrip::State::Cancelling
                                                        : ProgressStrip::State::Idle,
                   verifying ? tr("Reading the export back") : tr("Exporting"));
  for (QWidget* widget : std::initializer_list<QWidget*>{format_, target_, browse_, replace_}) {
    widget->setEnabled(!running);
  }
  const bool written = state == State::Finished || verifying;
  export_->setVisible(!written);
  export_->setEnabled(state == State::Ready);
  export_->setToolTip(state == State::Ready      ? tr("Write the model")
                      : state == State::Checking ? tr("Being checked")
                      : running                  ? tr("Being written")
                                                 : tr("See what prevents the export"));
  show_->setVisible(written);
  verify_->setVisible(written);
  verify_->setEnabled(!verifying);
  command_->setVisible(!written);
}

void ExportDialog::showCommands(const calm::ExportReport& report) {
  while (QLayoutItem* item = commands_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const QString path = pathToQString(report.path);
  for (const std::string& file : report.files) {
    if (!file.ends_with(".gguf")) continue;
    const QString model = path + QLatin1Char('/') + toQString(file);
    addCommand(tr("llama.cpp"), QStringLiteral("llama-cli -m %1 -p \"Hello\"").arg(shellQuoted(model)), {});
    addCommand(tr("llama.cpp as a server"), QStringLiteral("llama-server -m %1").arg(shellQuoted(model)), {});
    return;
  }
  addCommand(tr("transformers"),
             QStringLiteral("python -c \"import sys; from transformers import pipeline; "
                            "print(pipeline('text-generation', sys.argv[1])('Hello'))\" %1")
                 .arg(shellQuoted(path)),
             tr("needs the package compressed-tensors"));
  addCommand(tr("vLLM"), QStringLiteral("vllm serve %1").arg(shellQuoted(path)), tr("not run here"));
}

void ExportDialog::addCommand(const QString& caption, const QString& command, const QString& note) {
  commands_->addWidget(new CommandRow(caption, command, note, this));
}

}  // namespace calm::ui
