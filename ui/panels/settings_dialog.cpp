#include "ui/panels/settings_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/format.h"
#include "ui/language.h"
#include "ui/panels/form_rows.h"

namespace calm::ui {

namespace {

constexpr double kGibibyte = 1024.0 * 1024.0 * 1024.0;

QDoubleSpinBox* gibibytes(QWidget* parent, const QString& zero) {
  auto* box = new QDoubleSpinBox(parent);
  box->setRange(0, 4096);
  box->setDecimals(1);
  box->setSingleStep(0.5);
  box->setSuffix(SettingsDialog::tr(" GiB"));
  box->setSpecialValueText(zero);
  box->setKeyboardTracking(false);
  return box;
}

uint64_t bytesOf(const QDoubleSpinBox* box) {
  return static_cast<uint64_t>(std::llround(box->value() * kGibibyte));
}

/// The first part of the path that exists must be a folder that can be written.
QString folderProblem(const QString& path) {
  if (path.isEmpty()) return {};
  if (!QDir::isAbsolutePath(path)) return SettingsDialog::tr("Give the whole path, starting with /.");
  QFileInfo info(path);
  while (!info.exists() && !info.isRoot()) info = QFileInfo(info.absolutePath());
  if (!info.isDir()) return SettingsDialog::tr("%1 is not a folder.").arg(info.filePath());
  if (!info.isWritable()) return SettingsDialog::tr("%1 cannot be written.").arg(info.filePath());
  return {};
}

}  // namespace

SettingsDialog::SettingsDialog(const Preferences& preferences, Choices choices, QWidget* parent,
                               std::shared_ptr<FilePrompt> prompt)
    : QDialog(parent),
      choices_(std::move(choices)),
      prompt_(std::move(prompt)),
      preferences_(preferences),
      startLanguage_(preferences.language) {
  setWindowTitle(tr("Settings"));
  setModal(false);
  auto* content = new QWidget(this);
  auto* sections = new QVBoxLayout(content);
  sections->addWidget(makeAppearance());
  sections->addWidget(makeExecution());
  sections->addWidget(makeLimits());
  sections->addWidget(makeNewModels());
  sections->addWidget(makeFiles());
  sections->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);

  auto* defaults = new QPushButton(tr("&Restore defaults"), this);
  defaults->setAccessibleName(tr("Restore defaults"));
  defaults->setToolTip(tr("Put every setting back to what it was on the first start"));
  defaults->setAutoDefault(false);
  auto* close = new QPushButton(tr("&Close"), this);
  close->setAccessibleName(tr("Close"));
  close->setToolTip(tr("Close this window; changes are kept already"));
  close->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(defaults);
  buttons->addStretch(1);
  buttons->addWidget(close);
  auto* column = new QVBoxLayout(this);
  column->addWidget(scroll, 1);
  column->addLayout(buttons);
  resize(fontMetrics().averageCharWidth() * 84, fontMetrics().lineSpacing() * 51);

  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(defaults, &QPushButton::clicked, this, [this] {
    setPreferences({});
    Q_EMIT preferencesChanged(preferences_);
  });
  showValues();
  for (QComboBox* box : {device_, theme_, colors_, language_})
    connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::read);
  connect(start_, &QComboBox::currentTextChanged, this, &SettingsDialog::read);
  connect(threads_, &QSpinBox::valueChanged, this, &SettingsDialog::read);
  for (QDoubleSpinBox* box : {memory_, checkpoints_})
    connect(box, &QDoubleSpinBox::valueChanged, this, &SettingsDialog::read);
  connect(cache_, &QLineEdit::textChanged, this, &SettingsDialog::read);
}

QLabel* SettingsDialog::makeNote(const QString& text) {
  auto* note = new QLabel(text, this);
  note->setWordWrap(true);
  note->setTextFormat(Qt::PlainText);
  note->setForegroundRole(QPalette::PlaceholderText);
  return note;
}

QWidget* SettingsDialog::makeAppearance() {
  auto* box = new QGroupBox(tr("Appearance"), this);
  theme_ = new QComboBox(box);
  theme_->addItem(tr("System"), themeId(Theme::system));
  theme_->addItem(tr("Light"), themeId(Theme::light));
  theme_->addItem(tr("Dark"), themeId(Theme::dark));
  colors_ = new QComboBox(box);
  colors_->addItem(tr("Viridis"), static_cast<int>(ColorMap::viridis));
  colors_->addItem(tr("Cividis"), static_cast<int>(ColorMap::cividis));
  language_ = new QComboBox(box);
  for (const QString& id : languageIds()) language_->addItem(languageTitle(id), id);
  languageNote_ = makeNote({});
  auto* form = makeForm(box);
  addRow(form, tr("&Theme:"), theme_, tr("Colours of the window"));
  addRow(form, tr("Colour &map:"), colors_,
         tr("Colours of heatmaps. Both get lighter with the score; Cividis looks the same with colour vision "
            "deficiency."));
  addRow(form, tr("&Language:"), language_, tr("Language of the window"));
  form->addRow(languageNote_);
  return box;
}

QWidget* SettingsDialog::makeExecution() {
  auto* box = new QGroupBox(tr("Execution"), this);
  device_ = new QComboBox(box);
  device_->addItem(tr("Auto"), QStringLiteral("auto"));
  for (const QString& device : choices_.devices)
    device_->addItem(device == QLatin1String("cpu") ? tr("CPU") : device, device);
  threads_ = new QSpinBox(box);
  threads_->setRange(0, 4096);
  threads_->setKeyboardTracking(false);
  threads_->setSpecialValueText(tr("all (%1)").arg(std::max(1, QThread::idealThreadCount())));
  auto* form = makeForm(box);
  addRow(form, tr("&Device:"), device_, tr("Where work runs. Auto takes a GPU where this build can use one."));
  addRow(form, tr("T&hreads:"), threads_, tr("Processor threads that work may use"));
  form->addRow(
      makeNote(tr("For the open session from its next run on, and for models that are opened from now on. A saved "
                  "session keeps its own, shown in Set-up.")));
  return box;
}

QWidget* SettingsDialog::makeLimits() {
  auto* box = new QGroupBox(tr("Limits"), this);
  memory_ = gibibytes(box, tr("none"));
  checkpoints_ = gibibytes(box, tr("least possible"));
  auto* form = makeForm(box);
  addRow(form, tr("M&emory:"), memory_, tr("An analysis that is estimated to need more does not start"));
  QString text =
      tr("An analysis that is estimated to need more memory does not start and says what would help. The limit "
         "does not stop a run that has begun, and does not bind opening a model, benchmarks or exports.");
  if (choices_.machineMemory > 0)
    text = tr("%1 At present %2 are free.").arg(text, formatBytes(choices_.machineMemory));
  form->addRow(makeNote(text));
  addRow(form, tr("Chec&kpoints:"), checkpoints_,
         tr("Disk space for the activations that let an analysis go on from any layer"));
  form->addRow(
      makeNote(tr("With more disk space, \"Recompute from here\" starts nearer to the layer that was changed. The one "
                  "checkpoint that a stopped run needs is always kept.")));
  return box;
}

QWidget* SettingsDialog::makeNewModels() {
  auto* box = new QGroupBox(tr("New models"), this);
  start_ = new QComboBox(box);
  start_->setEditable(true);
  start_->setInsertPolicy(QComboBox::NoInsert);
  for (const Start& start : choices_.starts) {
    start_->addItem(start.title, start.id);
    start_->setItemData(start_->count() - 1, start.summary, Qt::ToolTipRole);
  }
  startNote_ = makeNote({});
  startNote_->setAccessibleName(tr("What is wrong with the start"));
  auto* form = makeForm(box);
  addRow(form, tr("Start &with:"), start_,
         tr("What a newly opened model starts with: the name of a recipe or of a ready-made pool, or methods separated "
            "by commas, such as rtn,gptq,awq"));
  form->addRow(startNote_);
  return box;
}

QWidget* SettingsDialog::makeFiles() {
  auto* box = new QGroupBox(tr("Files"), this);
  auto* row = new QWidget(box);
  cache_ = new QLineEdit(row);
  cache_->setClearButtonEnabled(true);
  cache_->setPlaceholderText(tr("the Hugging Face cache (HF_HUB_CACHE, HF_HOME, or ~/.cache/huggingface/hub)"));
  auto* browse = new QToolButton(row);
  browse->setText(tr("Browse..."));
  browse->setToolTip(tr("Choose the cache folder"));
  browse->setAccessibleName(tr("Browse for the cache folder"));
  browse->setFocusPolicy(Qt::StrongFocus);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(cache_, 1);
  layout->addWidget(browse);
  cacheNote_ = makeNote({});
  auto* form = makeForm(box);
  addRow(form, tr("C&ache folder:"), row, {}, cache_);
  cache_->setToolTip(tr("Where models from the Hub are kept"));
  form->addRow(cacheNote_);
  connect(browse, &QToolButton::clicked, this, [this] {
    prompt_->ask(this, FilePrompt::Kind::OpenFolder, tr("Cache folder"), cache_->text(), QString(),
                 [this](const QString& folder) { cache_->setText(folder); });
  });
  return box;
}

void SettingsDialog::setPreferences(const Preferences& preferences) {
  preferences_ = preferences;
  showValues();
}

void SettingsDialog::showValues() {
  showing_ = true;
  const auto choose = [](QComboBox* box, const QVariant& wanted) {
    box->setCurrentIndex(qMax(0, box->findData(wanted)));
  };
  if (device_->findData(preferences_.device) < 0)
    device_->addItem(tr("%1 (not here)").arg(preferences_.device), preferences_.device);
  choose(device_, preferences_.device);
  threads_->setValue(preferences_.threads);
  memory_->setValue(static_cast<double>(preferences_.memoryLimit) / kGibibyte);
  checkpoints_->setValue(static_cast<double>(preferences_.checkpointBudget) / kGibibyte);
  cache_->setText(preferences_.cacheFolder);
  choose(theme_, themeId(preferences_.theme));
  choose(colors_, static_cast<int>(preferences_.colors));
  choose(language_, preferences_.language);
  const int known = start_->findData(preferences_.start);
  start_->setCurrentText(known < 0 ? preferences_.start : start_->itemText(known));
  showing_ = false;
  showNotes();
}

QString SettingsDialog::startText() const {
  const QString text = start_->currentText().trimmed();
  const int known = start_->findText(text, Qt::MatchFixedString);
  return known < 0 ? text : start_->itemData(known).toString();
}

void SettingsDialog::showNotes() {
  const QString wanted = language_->currentData().toString();
  QString note = tr("Takes effect at the next start.");
  if (!wanted.isEmpty() && !hasTranslation(wanted))
    note = tr("This build has no translation for it: texts stay English. Numbers and dates change at the next start.");
  languageNote_->setText(note);
  languageNote_->setVisible(wanted != startLanguage_ || (!wanted.isEmpty() && !hasTranslation(wanted)));
  const QString startProblem = choices_.startProblem ? choices_.startProblem(startText()) : QString();
  startNote_->setText(startProblem.isEmpty() ? QString() : tr("Not saved: %1").arg(startProblem));
  startNote_->setVisible(!startProblem.isEmpty());
  const QString folder = folderProblem(cache_->text().trimmed());
  cacheNote_->setText(folder.isEmpty() ? tr("Models that are there already stay where they are.")
                                       : tr("Not saved: %1").arg(folder));
}

void SettingsDialog::read() {
  if (showing_) return;
  showNotes();
  Preferences next = preferences_;
  next.device = device_->currentData().toString();
  next.threads = threads_->value();
  // What is shown is rounded: a value that was not touched keeps its bytes.
  const auto keep = [](uint64_t& value, const QDoubleSpinBox* box) {
    if (std::abs(static_cast<double>(value) / kGibibyte - box->value()) >= 0.05) value = bytesOf(box);
  };
  keep(next.memoryLimit, memory_);
  keep(next.checkpointBudget, checkpoints_);
  if (const QString folder = cache_->text().trimmed(); folderProblem(folder).isEmpty()) next.cacheFolder = folder;
  next.theme = themeFromId(theme_->currentData().toString());
  next.colors = static_cast<ColorMap>(colors_->currentData().toInt());
  next.language = language_->currentData().toString();
  const QString start = startText();
  if (!choices_.startProblem || choices_.startProblem(start).isEmpty()) next.start = start;
  if (next == preferences_) return;
  preferences_ = next;
  Q_EMIT preferencesChanged(preferences_);
}

}  // namespace calm::ui
