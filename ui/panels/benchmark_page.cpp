#include "ui/panels/benchmark_page.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/core_texts.h"
#include "ui/models/benchmark_queue.h"
#include "ui/panels/benchmark_charts.h"
#include "ui/panels/benchmark_model.h"
#include "ui/panels/benchmark_queue_view.h"
#include "ui/strings.h"
#include "ui/views/empty_state.h"
#include "ui/views/picture_export.h"

namespace calm::ui {

namespace {

constexpr int kChartDelay = 100;  // ms; rows of a session come together

QToolButton* textButton(QWidget* parent, const QString& text, const QString& tip) {
  auto* button = new QToolButton(parent);
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

BenchmarkPage::BenchmarkPage(std::function<QString(const std::string&)> methodTitle, QWidget* parent,
                             std::shared_ptr<FilePrompt> prompt)
    : QWidget(parent), prompt_(std::move(prompt)), model_(new BenchmarkModel(this)), queue_(new BenchmarkQueue(this)) {
  form_ = new BenchmarkForm(prompt_, std::move(methodTitle), this);
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setObjectName(QStringLiteral("benchmarkSplitter"));
  splitter->addWidget(form_);
  splitter->addWidget(makeResults());
  splitter->setStretchFactor(0, 0);
  splitter->setStretchFactor(1, 1);
  splitter->setChildrenCollapsible(false);
  form_->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
  auto* row = new QHBoxLayout(this);
  row->addWidget(splitter);

  chartTimer_.setSingleShot(true);
  chartTimer_.setInterval(kChartDelay);
  connect(&chartTimer_, &QTimer::timeout, this, &BenchmarkPage::showCharts);
  connect(form_, &BenchmarkForm::runRequested, queue_, &BenchmarkQueue::add);
  connect(queue_, &BenchmarkQueue::startRequested, this, &BenchmarkPage::runRequested);
  connect(queue_, &BenchmarkQueue::cancelRequested, this, &BenchmarkPage::cancelRequested);
  connect(queue_, &BenchmarkQueue::changed, this, [this] { form_->setBusy(busy_ || queue_->runningRow() >= 0); });
  connect(form_, &BenchmarkForm::commandRequested, this, &BenchmarkPage::commandRequested);
  connect(model_, &QAbstractItemModel::modelReset, this, &BenchmarkPage::updateState);
  connect(model_, &QAbstractItemModel::dataChanged, this, &BenchmarkPage::updateState);
  connect(model_, &QAbstractItemModel::rowsRemoved, this, &BenchmarkPage::updateState);
  updateState();
  showCharts();
}

QLayout* BenchmarkPage::makeBar(QWidget* side) {
  status_ = new QLabel(side);
  status_->setWordWrap(true);
  status_->setTextFormat(Qt::PlainText);
  status_->setAccessibleName(tr("State of the benchmark"));
  baseline_ = new QComboBox(side);
  baseline_->setAccessibleName(tr("Baseline"));
  baseline_->setToolTip(tr("What the differences, their intervals and the words about noise are held against"));
  baseline_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  baseline_->setMinimumContentsLength(16);
  auto* label = new QLabel(tr("&Baseline:"), side);
  label->setBuddy(baseline_);
  copy_ = textButton(side, tr("Copy"), tr("Copy the selected rows, or all, as a table (tab-separated)"));
  save_ = textButton(side, tr("Save..."), tr("Save all rows as CSV or JSON"));
  auto* bar = new QHBoxLayout;
  bar->addWidget(status_, 1);
  bar->addWidget(label);
  bar->addWidget(baseline_);
  bar->addWidget(copy_);
  bar->addWidget(save_);
  connect(baseline_, &QComboBox::activated, this, [this] { model_->setBaseline(baseline_->currentData().toString()); });
  connect(copy_, &QToolButton::clicked, this, &BenchmarkPage::copy);
  connect(save_, &QToolButton::clicked, this, &BenchmarkPage::save);
  return bar;
}

QWidget* BenchmarkPage::makeTable() {
  auto* side = new QWidget(this);
  auto* proxy = new QSortFilterProxyModel(side);
  proxy->setSourceModel(model_);
  proxy->setSortRole(BenchmarkModel::SortRole);
  table_ = new QTableView(side);
  table_->setModel(proxy);
  table_->setSortingEnabled(true);
  table_->sortByColumn(-1, Qt::AscendingOrder);  // as measured, until a header is clicked
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setAlternatingRowColors(true);
  table_->setTabKeyNavigation(false);
  table_->setWordWrap(false);
  table_->setAccessibleName(tr("Benchmark results"));
  table_->setToolTip(tr("One row a variant and run"));
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
  table_->setShowGrid(false);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->horizontalHeader()->setHighlightSections(false);
  // What the numbers mean comes first: it is in sight also in a small window.
  table_->horizontalHeader()->moveSection(BenchmarkModel::Verdict, BenchmarkModel::Perplexity);
  // A row that is not of the present plan is set apart by its type; why stands beside the numbers.
  table_->horizontalHeader()->moveSection(BenchmarkModel::Note, BenchmarkModel::Verdict);
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
  auto* copyAction = new QAction(tr("Copy"), this);
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  table_->addAction(copyAction);
  auto* saveAction = new QAction(tr("Save..."), this);
  table_->addAction(saveAction);
  reading_ = new QLabel(side);
  reading_->setWordWrap(true);
  reading_->setTextFormat(Qt::PlainText);
  reading_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  reading_->setAccessibleName(tr("The selected result in words"));
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(table_, 1);
  column->addWidget(reading_);
  connect(copyAction, &QAction::triggered, this, &BenchmarkPage::copy);
  connect(saveAction, &QAction::triggered, this, &BenchmarkPage::save);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BenchmarkPage::showReading);
  return side;
}

QWidget* BenchmarkPage::makeResults() {
  auto* side = new QWidget(this);
  empty_ = new EmptyState(side);
  empty_->setText(tr("Nothing measured yet"),
                  tr("Check the variants and the measurements on the left, then run the benchmark: perplexity, the "
                     "divergence from the original, speed and memory come side by side, with what is beyond noise."));
  auto* bar = makeBar(side);
  charts_ = new BenchmarkCharts(side);
  auto* saveCharts = new QAction(tr("Save c&harts…"), this);
  saveCharts->setToolTip(tr("Save the charts that are shown as PNG or SVG"));
  auto* copyCharts = new QAction(tr("Copy cha&rts"), this);
  copyCharts->setToolTip(tr("Copy the charts that are shown as a picture"));
  connect(saveCharts, &QAction::triggered, this, &BenchmarkPage::saveCharts);
  connect(copyCharts, &QAction::triggered, this, [this] { copyPicture(charts_->picture()); });
  exports_ = {saveCharts, copyCharts};
  charts_->setExportActions(exports_);
  auto* split = new QSplitter(Qt::Vertical, side);
  split->setObjectName(QStringLiteral("benchmarkResultSplitter"));
  split->addWidget(makeTable());
  split->addWidget(charts_);
  split->setStretchFactor(0, 1);
  split->setStretchFactor(1, 1);
  split->setChildrenCollapsible(false);
  results_ = new QStackedWidget(side);
  results_->addWidget(empty_);
  results_->addWidget(split);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new BenchmarkQueueView(queue_, side));
  column->addLayout(bar);
  column->addWidget(results_, 1);
  return side;
}

void BenchmarkPage::setModel(const calm::ModelInfo& model) {
  form_->setModelState(true, model.quantized);
}
void BenchmarkPage::clearModel() {
  form_->setModelState(false, false);
}
void BenchmarkPage::setPool(const std::vector<std::string>& specs) {
  form_->setPool(specs);
}
void BenchmarkPage::setPlan(const calm::Plan& plan, bool tuned) {
  form_->setPlan(plan, tuned);
}
void BenchmarkPage::setResults(const std::vector<calm::BenchmarkResult>& results) {
  model_->setResults(results);
}
void BenchmarkPage::setCurrentContext(const QString& context, const QString& beforeTuning) {
  model_->setCurrentContext(context, beforeTuning);
}
void BenchmarkPage::setUniformContexts(const QHash<QString, QString>& byName) {
  model_->setUniformContexts(byName);
}
void BenchmarkPage::setNamedPlans(std::vector<calm::Variant> plans, const QHash<QString, QString>& contexts) {
  form_->setNamedPlans(std::move(plans));
  model_->setNamedContexts(contexts);
}
void BenchmarkPage::setBusy(bool busy) {
  busy_ = busy;
  form_->setBusy(busy || queue_->runningRow() >= 0);
}

void BenchmarkPage::apply(const calm::BenchmarkEvent& event) {
  queue_->apply(event);
  if (std::holds_alternative<calm::Progress>(event)) return;
  if (std::holds_alternative<calm::BenchmarkStarted>(event)) ended_.clear();
  if (const auto* ended = std::get_if<calm::BenchmarkEnded>(&event)) {
    if (ended->status == calm::EndStatus::cancelled) ended_ = tr("Cancelled. Finished rows are kept.");
    if (ended->status == calm::EndStatus::failed) {
      ended_ = tr("The benchmark stopped with an error: %1").arg(toQString(ended->error));
    }
  }
  model_->apply(event);
}

void BenchmarkPage::finish(calm::EndStatus status, const QString& error) {
  queue_->finish(status, error);
  updateState();
}

void BenchmarkPage::copy() const {
  std::vector<int> rows;
  const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(table_->model());
  for (const QModelIndex& index : table_->selectionModel()->selectedRows()) {
    rows.push_back(proxy->mapToSource(index).row());
  }
  std::sort(rows.begin(), rows.end());
  QGuiApplication::clipboard()->setText(model_->separated(QLatin1Char('\t'), rows));
}

bool BenchmarkPage::saveTo(const QString& path, QString* error) const {
  const QByteArray bytes = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
                               ? model_->json()
                               : model_->separated(QLatin1Char(',')).toUtf8();
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return true;
  if (error != nullptr) *error = tr("The results could not be written to %1: %2").arg(path, file.errorString());
  return false;
}

void BenchmarkPage::save() {
  prompt_->ask(this, FilePrompt::Kind::SaveFile, tr("Save the benchmark results"), QStringLiteral("benchmark.csv"),
               tr("Table (*.csv);;JSON (*.json)"), [this](const QString& path) {
                 QString error;
                 if (!saveTo(path, &error)) Q_EMIT saveFailed(error);
               });
}

void BenchmarkPage::saveCharts() {
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  prompt_->ask(this, FilePrompt::Kind::SaveFile, tr("Save the charts"),
               folder.filePath(QStringLiteral("benchmark.png")), tr("PNG picture (*.png);;SVG drawing (*.svg)"),
               [this](const QString& path) {
                 QString error;
                 if (savePicture(charts_->picture(), path, &error)) {
                   Q_EMIT saved(path);
                 } else {
                   Q_EMIT saveFailed(error);
                 }
               });
}

void BenchmarkPage::updateState() {
  const int rows = model_->rowCount();
  copy_->setEnabled(rows > 0);
  save_->setEnabled(rows > 0);
  if (!ended_.isEmpty()) {
    status_->setText(ended_);
  } else {
    status_->setText(rows == 0 ? QString() : rows == 1 ? tr("1 result") : tr("%1 results").arg(rows));
  }
  results_->setCurrentIndex(rows > 0 ? 1 : 0);
  showBaselines();
  showReading();
  if (!chartTimer_.isActive()) chartTimer_.start();
}

void BenchmarkPage::showBaselines() {
  const std::vector<BenchmarkModel::Baseline> list = model_->baselines();
  QStringList before, now;
  for (int i = 0; i < baseline_->count(); ++i) before << baseline_->itemData(i).toString() + baseline_->itemText(i);
  for (const BenchmarkModel::Baseline& one : list) now << one.key + one.name;
  if (before != now) {
    baseline_->clear();
    for (const BenchmarkModel::Baseline& one : list) baseline_->addItem(one.name, one.key);
  }
  baseline_->setCurrentIndex(baseline_->findData(model_->baseline()));
  baseline_->setEnabled(!list.empty());
}

void BenchmarkPage::showReading() {
  // No line ends between a number and its percent sign.
  const auto show = [this](QString words) {
    reading_->setText(words.replace(QLatin1String(" %"), QString(QChar::Nbsp) + QLatin1Char('%')));
  };
  const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(table_->model());
  const int row = proxy->mapToSource(table_->currentIndex()).row();
  if (row >= 0 && row < model_->rowCount()) {
    const QString words = model_->verdict(row, true);
    show(words.isEmpty() ? QString() : tr("%1: %2.").arg(coreMessage(model_->result(row).name), words));
    return;
  }
  // With nothing chosen, the variant that comes closest to the original.
  int best = -1;
  const auto kl = [this](int index) { return model_->result(index).divergence.kl; };
  for (const int index : model_->latestTextRows()) {
    const calm::BenchmarkResult& result = model_->result(index);
    if (!result.has_kl || result.kind == calm::Variant::Kind::original) continue;
    if (!model_->isBaseline(index) && (best < 0 || kl(index) < kl(best))) best = index;
  }
  show(best >= 0 ? tr("Closest to the original: %1. %2.")
                       .arg(coreMessage(model_->result(best).name), model_->verdict(best, true))
       : model_->rowCount() > 0 ? tr("Select a row to read its difference to the baseline in words.")
                                : QString());
}

void BenchmarkPage::showColumns() {
  constexpr int kMargin = 2;
  QHeaderView* header = table_->horizontalHeader();
  for (int column = 0; column < BenchmarkModel::ColumnCount; ++column) {
    header->setSectionHidden(column, !model_->isColumnUsed(column));
  }
  table_->resizeColumnsToContents();
  const int widest =
      fontMetrics().averageCharWidth() * (table_->width() > fontMetrics().averageCharWidth() * 130 ? 44 : 28) + kMargin;
  for (int column = 0; column < BenchmarkModel::ColumnCount; ++column) {
    if (!header->isSectionHidden(column) && header->sectionSize(column) > widest && column != BenchmarkModel::Verdict) {
      header->resizeSection(column, widest);
    }
  }
  // The figures come first: names, whole in the tool tip, make room for the last of them.
  const int figures = BenchmarkModel::Divergence;
  if (header->isSectionHidden(figures)) return;
  const int excess = header->sectionPosition(figures) + header->sectionSize(figures) - table_->viewport()->width();
  const int least = std::min(header->sectionSize(BenchmarkModel::Variant), fontMetrics().averageCharWidth() * 15);
  if (excess > 0) {
    header->resizeSection(BenchmarkModel::Variant,
                          std::max(header->sectionSize(BenchmarkModel::Variant) - excess, least));
  }
}

void BenchmarkPage::showCharts() {
  showColumns();
  charts_->showResults(*model_);
  for (QAction* action : exports_) action->setEnabled(!charts_->isEmpty());
}

}  // namespace calm::ui
