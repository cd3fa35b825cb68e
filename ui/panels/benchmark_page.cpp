#include "ui/panels/benchmark_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "ui/charts/bar_chart.h"
#include "ui/panels/benchmark_model.h"
#include "ui/strings.h"
#include "ui/views/empty_state.h"

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
    : QWidget(parent), prompt_(std::move(prompt)), model_(new BenchmarkModel(this)) {
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
  connect(form_, &BenchmarkForm::runRequested, this, &BenchmarkPage::runRequested);
  connect(form_, &BenchmarkForm::cancelRequested, this, &BenchmarkPage::cancelRequested);
  connect(form_, &BenchmarkForm::commandRequested, this, &BenchmarkPage::commandRequested);
  connect(model_, &QAbstractItemModel::modelReset, this, &BenchmarkPage::updateState);
  connect(model_, &QAbstractItemModel::dataChanged, this, &BenchmarkPage::updateState);
  updateState();
  showCharts();
}

QWidget* BenchmarkPage::makeResults() {
  auto* side = new QWidget(this);
  status_ = new QLabel(side);
  status_->setWordWrap(true);
  status_->setTextFormat(Qt::PlainText);
  status_->setAccessibleName(tr("State of the benchmark"));
  copy_ = textButton(side, tr("Copy"), tr("Copy the selected rows, or all, as a table (tab-separated)"));
  save_ = textButton(side, tr("Save..."), tr("Save all rows as CSV or JSON"));

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
  table_->horizontalHeader()->setHighlightSections(false);
  // What is compared stands within a narrow window; how many tokens it took, further out.
  table_->horizontalHeader()->moveSection(BenchmarkModel::Tokens, BenchmarkModel::Weights);
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
  auto* copyAction = new QAction(tr("Copy"), this);
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  table_->addAction(copyAction);

  empty_ = new EmptyState(side);
  empty_->setText(
      tr("Nothing measured yet"),
      tr("Check the variants and the measurements on the left, then run the benchmark: perplexity, speed and "
         "memory come side by side."));
  auto* split = new QSplitter(Qt::Vertical, side);
  split->setObjectName(QStringLiteral("benchmarkResultSplitter"));
  split->addWidget(table_);
  split->addWidget(makeCharts());
  split->setStretchFactor(0, 1);
  split->setStretchFactor(1, 1);
  split->setChildrenCollapsible(false);

  auto* bar = new QHBoxLayout;
  bar->addWidget(status_, 1);
  bar->addWidget(copy_);
  bar->addWidget(save_);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addLayout(bar);
  results_ = new QStackedWidget(side);
  results_->addWidget(empty_);
  results_->addWidget(split);
  column->addWidget(results_, 1);
  connect(copyAction, &QAction::triggered, this, &BenchmarkPage::copy);
  connect(copy_, &QToolButton::clicked, this, &BenchmarkPage::copy);
  connect(save_, &QToolButton::clicked, this, &BenchmarkPage::save);
  return side;
}

QWidget* BenchmarkPage::makeCharts() {
  charts_ = new QWidget(this);
  perplexityChart_ = new BarChart(charts_);
  perplexityChart_->setAccessibleName(tr("Perplexity of the variants"));
  prefillChart_ = new BarChart(charts_);
  prefillChart_->setAccessibleName(tr("Prefill speed of the variants"));
  decodeChart_ = new BarChart(charts_);
  decodeChart_->setAccessibleName(tr("Decode speed of the variants"));
  auto* row = new QHBoxLayout(charts_);
  row->setContentsMargins(0, 0, 0, 0);
  for (BarChart* chart : {perplexityChart_, prefillChart_, decodeChart_}) row->addWidget(chart, 1);
  return charts_;
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
void BenchmarkPage::setPlan(const calm::Plan& plan) {
  form_->setPlan(plan);
}
void BenchmarkPage::setResults(const std::vector<calm::BenchmarkResult>& results) {
  model_->setResults(results);
}
void BenchmarkPage::setCurrentContext(const QString& context) {
  model_->setCurrentContext(context);
}
void BenchmarkPage::setUniformContexts(const QHash<QString, QString>& byName) {
  model_->setUniformContexts(byName);
}
void BenchmarkPage::setBusy(bool busy) {
  form_->setBusy(busy);
}

void BenchmarkPage::setRunning(bool running) {
  running_ = running;
  form_->setRunning(running);
  updateState();
}

void BenchmarkPage::apply(const calm::BenchmarkEvent& event) {
  if (const auto* progress = std::get_if<calm::Progress>(&event)) {
    if (running_) status_->setText(tr("Measuring: %1").arg(toQString(progress->text)));
    return;
  }
  model_->apply(event);
  if (std::holds_alternative<calm::BenchmarkStarted>(event)) setRunning(true);
  if (const auto* ended = std::get_if<calm::BenchmarkEnded>(&event)) {
    setRunning(false);
    if (ended->status == calm::EndStatus::cancelled) status_->setText(tr("Cancelled. Finished rows are kept."));
    if (ended->status == calm::EndStatus::failed) {
      status_->setText(tr("The benchmark stopped with an error: %1").arg(toQString(ended->error)));
    }
  }
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

void BenchmarkPage::updateState() {
  const int rows = model_->rowCount();
  copy_->setEnabled(rows > 0);
  save_->setEnabled(rows > 0);
  if (!running_) {
    status_->setText(rows == 0 ? QString() : rows == 1 ? tr("1 result") : tr("%1 results").arg(rows));
  }
  results_->setCurrentIndex(rows > 0 ? 1 : 0);
  chartTimer_.start();
}

void BenchmarkPage::showCharts() {
  table_->resizeColumnsToContents();
  QStringList texts, speeds;
  QVector<double> perplexity, prefill, decode, prefillError, decodeError;
  // Perplexities of different texts or windows do not compare: only those of the newest one stand side by side.
  std::string text;
  for (int row = 0; row < model_->rowCount(); ++row) {
    if (model_->result(row).has_perplexity) text = model_->result(row).text;
  }
  for (const int row : model_->latestRows(
           [&](const calm::BenchmarkResult& result) { return result.has_perplexity && result.text == text; })) {
    texts += toQString(model_->result(row).name);
    perplexity += model_->result(row).perplexity.ppl;
  }
  for (const int row : model_->latestRows([](const calm::BenchmarkResult& result) { return result.has_latency; })) {
    const calm::LatencyResult& latency = model_->result(row).latency;
    speeds += toQString(model_->result(row).name);
    prefill += latency.prefill_tokens_per_second;
    prefillError += latency.prefill_tokens_per_second * latency.prefill_spread / 2;
    decode += latency.decode_tokens_per_second;
    decodeError += latency.decode_tokens_per_second * latency.decode_spread / 2;
  }
  perplexityChart_->setData(texts, perplexity, {}, tr("Perplexity, lower is better"), {});
  prefillChart_->setData(speeds, prefill, prefillError, tr("Prefill"), tr("tok/s"));
  decodeChart_->setData(speeds, decode, decodeError, tr("Decode"), tr("tok/s"));
  perplexityChart_->setVisible(!texts.isEmpty());
  prefillChart_->setVisible(!speeds.isEmpty());
  decodeChart_->setVisible(!speeds.isEmpty());
  charts_->setVisible(!texts.isEmpty() || !speeds.isEmpty());
}

}  // namespace calm::ui
