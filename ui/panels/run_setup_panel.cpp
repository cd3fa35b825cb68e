#include "ui/panels/run_setup_panel.h"

#include <QComboBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/panels/calibration_form.h"
#include "ui/panels/command_row.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/pool_form.h"
#include "ui/panels/scheme_form.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kEstimateDelay = 400;  // ms after the last change

}  // namespace

RunSetupPanel::RunSetupPanel(SetupCatalog catalog, QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QWidget(parent) {
  QWidget* recipeRow = makeRecipeRow(catalog);
  matchingRecipe_ = catalog.matchingRecipe;
  calibration_ = new CalibrationForm(catalog.calibrationPresets, std::move(prompt), this);
  scheme_ = new SchemeForm(this);
  pool_ = new PoolForm(std::move(catalog), this);

  auto* content = new QWidget(this);
  auto* sections = new QVBoxLayout(content);
  sections->addWidget(recipeRow);
  sections->addWidget(pool_);
  sections->addWidget(calibration_);
  sections->addWidget(scheme_);
  sections->addWidget(makeExecutionBox());
  sections->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);
  // A dock on the other side must not cut the fields off.
  scroll->setMinimumWidth(content->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(scroll, 1);
  column->addWidget(makeFooter());

  estimateTimer_.setSingleShot(true);
  estimateTimer_.setInterval(kEstimateDelay);
  connect(&estimateTimer_, &QTimer::timeout, this, [this] {
    if (problem_.isEmpty()) Q_EMIT estimateRequested();
  });
  connect(calibration_, &CalibrationForm::changed, this, [this] {
    onChanged();
    Q_EMIT optionsChanged(options());
  });
  connect(scheme_, &SchemeForm::changed, this, [this] {
    onChanged();
    Q_EMIT optionsChanged(options());
  });
  connect(scheme_, &SchemeForm::metricChanged, this, &RunSetupPanel::metricChanged);
  connect(scheme_, &SchemeForm::beamChanged, this, &RunSetupPanel::beamChanged);
  connect(scheme_, &SchemeForm::tuningChanged, this, &RunSetupPanel::tuningChanged);
  connect(pool_, &PoolForm::poolChanged, this, [this](const std::vector<std::string>& pool) {
    onChanged();
    // An empty pool is a step on the way to another one: nobody can work with it.
    if (!pool.empty()) Q_EMIT poolChanged(pool);
  });
  setDevices({QStringLiteral("cpu")});
  refresh();
}

// Wide enough for what the fields hold; the dock can be made narrower.
QSize RunSetupPanel::sizeHint() const {
  return QWidget::sizeHint().expandedTo({fontMetrics().averageCharWidth() * 56, 0});
}

QWidget* RunSetupPanel::makeRecipeRow(const SetupCatalog& catalog) {
  auto* row = new QWidget(this);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  for (const RecipeChoice& recipe : catalog.recipes) {
    auto* button = new QPushButton(coreText(recipe.title), row);
    button->setCheckable(true);
    button->setProperty("recipe", toQString(recipe.id));
    button->setToolTip(tr("Recipe: %1 Sets pool, metric, transform, where layers are compared, and bits.")
                           .arg(coreText(recipe.summary)));
    button->setAccessibleName(tr("Recipe %1").arg(coreText(recipe.title)));
    button->setAccessibleDescription(button->toolTip());
    layout->addWidget(button, 1);
    recipes_.push_back(button);
    connect(button, &QPushButton::clicked, this, [this, button, id = recipe.id] {
      button->setChecked(true);  // it is what is set that decides: a second click takes nothing back
      Q_EMIT recipeChosen(id);
    });
  }
  row->setVisible(!catalog.recipes.empty());
  return row;
}

QWidget* RunSetupPanel::makeExecutionBox() {
  auto* box = new QGroupBox(tr("Execution"), this);
  device_ = new QComboBox(box);
  prepareCombo(device_);
  threads_ = new QSpinBox(box);
  threads_->setKeyboardTracking(false);
  const int cores = std::max(1, QThread::idealThreadCount());
  threads_->setRange(0, std::max(cores, 256));
  threads_->setSpecialValueText(tr("all (%1)").arg(cores));
  auto* form = makeForm(box);
  addRow(form, tr("&Device:"), device_, tr("Where the analysis runs. Auto takes a GPU where this build can use one."));
  addRow(form, tr("T&hreads:"), threads_, tr("Processor threads that the work may use"));
  const auto emitExecution = [this] {
    onChanged();
    Q_EMIT executionChanged(device(), threads());
  };
  connect(device_, &QComboBox::currentIndexChanged, this, emitExecution);
  connect(threads_, &QSpinBox::valueChanged, this, emitExecution);
  return box;
}

QWidget* RunSetupPanel::makeFooter() {
  auto* footer = new QWidget(this);
  estimate_ = wrappedLabel(footer, tr("Estimate"));
  estimate_->setToolTip(
      tr("What the analysis will take on this machine, from the model's shapes and a short "
         "measurement of its speed"));
  warnings_ = wrappedLabel(footer, tr("Warnings"));
  problemLabel_ = wrappedLabel(footer, tr("Why the analysis cannot start"));
  QFont bold = problemLabel_->font();
  bold.setBold(true);
  problemLabel_->setFont(bold);
  analyse_ = new QPushButton(tr("&Analyse"), footer);
  analyse_->setAccessibleName(tr("Analyse"));
  connect(analyse_, &QPushButton::clicked, this, &RunSetupPanel::analyseRequested);
  auto* column = new QVBoxLayout(footer);
  column->addWidget(estimate_);
  column->addWidget(warnings_);
  column->addWidget(problemLabel_);
  command_ = copyCommandButton(footer, tr("Copy the calm command that runs this analysis without the window"));
  command_->setObjectName(QStringLiteral("setupCommand"));
  connect(command_, &QToolButton::clicked, this, &RunSetupPanel::commandRequested);
  auto* row = new QHBoxLayout;
  row->addWidget(analyse_, 1);
  row->addWidget(command_);
  column->addLayout(row);
  return footer;
}

void RunSetupPanel::setModel(const calm::ModelInfo& model) {
  if (!model_ || model_->fingerprint != model.fingerprint) pool_->clear();
  model_ = model;
  onChanged();
}

void RunSetupPanel::clearModel() {
  model_.reset();
  pool_->clear();
  onChanged();
}

void RunSetupPanel::setOptions(const calm::AnalysisOptions& options, const calm::Selection& selection,
                               const QStringList& knownSpecs) {
  arithmetic_ = options.arithmetic;
  calibration_->setOptions(options.calibration);
  scheme_->setScheme(options.scheme, options.site, options.transform);
  scheme_->setMetric(selection.metric);
  scheme_->setBeam(selection.beam);
  scheme_->setTuning(selection.tuning_epochs);
  pool_->setPool(selection.pool, knownSpecs);
  const std::string recipe = matchingRecipe_ ? matchingRecipe_(options, selection) : std::string();
  for (QPushButton* button : recipes_) button->setChecked(toStd(button->property("recipe").toString()) == recipe);
  onChanged();
}

void RunSetupPanel::setDevices(const QStringList& devices) {
  const QSignalBlocker blocker(device_);
  const QString before = device();
  device_->clear();
  device_->addItem(tr("Auto"), QStringLiteral("auto"));
  for (const QString& name : devices) device_->addItem(name == QLatin1String("cpu") ? tr("CPU") : name, name);
  device_->setCurrentIndex(std::max(0, device_->findData(before)));
}

void RunSetupPanel::setExecution(const QString& device, int threads) {
  const QSignalBlocker blockers[] = {QSignalBlocker(device_), QSignalBlocker(threads_)};
  // A session from another machine may name a device that is not here: the run then says so, or takes another.
  if (device_->findData(device) < 0) device_->addItem(tr("%1 (not here)").arg(device), device);
  device_->setCurrentIndex(device_->findData(device));
  threads_->setMaximum(std::max(threads_->maximum(), threads));
  threads_->setValue(threads);
}

void RunSetupPanel::setBusy(bool busy) {
  busy_ = busy;
  refresh();
  if (estimating_) showEstimating();
}

calm::AnalysisOptions RunSetupPanel::options() const {
  return {calibration_->options(), scheme_->scheme(), scheme_->site(), arithmetic_, scheme_->transform()};
}

std::vector<std::string> RunSetupPanel::pool() const {
  return pool_->pool();
}
calm::Metric RunSetupPanel::metric() const {
  return scheme_->metric();
}
QString RunSetupPanel::device() const {
  return device_->currentData().toString();
}
int RunSetupPanel::threads() const {
  return threads_->value();
}

void RunSetupPanel::setEstimate(const calm::CostEstimate& estimate) {
  if (!problem_.isEmpty()) return;  // of settings that are gone
  cost_ = estimate;
  showCost();
}

void RunSetupPanel::setRemaining(int first, int count) {
  if (first == remainingFirst_ && count == layerCount_) return;
  remainingFirst_ = first;
  layerCount_ = count;
  if (cost_ && !estimating_) showCost();
}

void RunSetupPanel::setMemoryLimit(uint64_t bytes) {
  memoryLimit_ = bytes;
  if (cost_ && !estimating_) showCost();
}

void RunSetupPanel::showCost() {
  const calm::CostEstimate& cost = *cost_;
  const int left = layerCount_ - remainingFirst_;
  QStringList lines;
  if (layerCount_ > 0 && left <= 0) {
    lines += tr("Time: none, all scores are current");
  } else {
    const double seconds = layerCount_ > 0 ? cost.seconds * left / layerCount_ : cost.seconds;
    const QString time = seconds < 1 ? tr("less than a second") : tr("about %1").arg(formatDuration(seconds));
    lines += remainingFirst_ > 0 ? tr("Time: %1, from layer %2 on").arg(time).arg(remainingFirst_)
                                 : tr("Time: %1").arg(time);
  }
  lines += tr("Memory: %1 of %2 available").arg(formatBytes(cost.memory_bytes), formatBytes(cost.memory_available));
  lines += tr("Disk: %1 of %2 free").arg(formatBytes(cost.disk_bytes), formatBytes(cost.disk_available));
  QStringList warnings;
  for (const std::string& warning : cost.warnings) warnings += QString(u"• " + coreMessage(warning));
  if (memoryLimit_ > 0 && cost.memory_bytes > memoryLimit_) {
    warnings +=
        tr("• More memory than the limit of %1 in the settings: it will not start").arg(formatBytes(memoryLimit_));
  }
  showEstimate(lines.join(QLatin1Char('\n')), warnings.join(QLatin1Char('\n')));
}

void RunSetupPanel::setEstimateFailed(const QString& message) {
  cost_.reset();
  showEstimate(tr("No estimate: %1").arg(message), {});
}

void RunSetupPanel::showEstimating() {
  // A measurement beside a running job would be wrong: it waits for its end.
  showEstimate(busy_ ? tr("Time, memory and disk are estimated once the running job has ended.")
                     : tr("Estimating time, memory and disk..."),
               {});
  estimating_ = true;
}

void RunSetupPanel::showEstimate(const QString& text, const QString& warnings) {
  estimating_ = false;
  estimate_->setText(text);
  estimate_->setVisible(!text.isEmpty());
  warnings_->setText(warnings);
  warnings_->setVisible(!warnings.isEmpty());
}

void RunSetupPanel::onChanged() {
  refresh();
  askForEstimate();
}

void RunSetupPanel::refresh() {
  QString problem;
  if (!model_) {
    problem = tr("Open a model first.");
  } else if (model_->quantized) {
    problem = tr("This model is already quantized: it can be measured, not analysed. Open the original instead.");
  } else if (const QString text = calibration_->problem(); !text.isEmpty()) {
    problem = text;
  } else {
    problem = pool_->problem();
  }
  const bool changed = problem != problem_;
  problem_ = problem;
  problemLabel_->setText(problem);
  problemLabel_->setVisible(!problem.isEmpty());
  analyse_->setEnabled(problem.isEmpty() && !busy_);
  command_->setEnabled(problem.isEmpty());
  analyse_->setToolTip(!problem.isEmpty() ? problem
                       : busy_            ? tr("Another job is running: wait for it or cancel it.")
                                          : tr("Score every method of the pool at every layer and choose the best"));
  if (changed) Q_EMIT problemChanged(problem);
}

void RunSetupPanel::askForEstimate() {
  if (!problem_.isEmpty()) {
    estimateTimer_.stop();
    asked_.reset();
    cost_.reset();
    showEstimate({}, {});
    return;
  }
  Asked now{model_->fingerprint, options(), pool(), scheme_->beam(), scheme_->tuning(), device(), threads()};
  if (asked_ == now) return;
  asked_ = std::move(now);
  cost_.reset();
  showEstimating();
  estimateTimer_.start();
}

}  // namespace calm::ui
