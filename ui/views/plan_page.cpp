#include "ui/views/plan_page.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "ui/format.h"
#include "ui/models/plan_model.h"
#include "ui/models/score_scale.h"
#include "ui/panels/quantized_size.h"
#include "ui/strings.h"
#include "ui/tuning_text.h"
#include "ui/views/empty_state.h"
#include "ui/views/method_delegate.h"
#include "ui/views/picture_export.h"
#include "ui/views/plan_compare_view.h"
#include "ui/views/plans_panel.h"
#include "ui/views/share_bar.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kWidestMethod = 46;  // average characters
}

PlanPage::PlanPage(Workspace* workspace, QWidget* parent, std::shared_ptr<FilePrompt> files)
    : QWidget(parent),
      workspace_(workspace),
      files_(std::move(files)),
      model_(new PlanModel(workspace, this)),
      proxy_(new QSortFilterProxyModel(this)),
      table_(new QTableView(this)),
      summary_(new QLabel(this)),
      shares_(new ShareBar(this)),
      filter_(new QLineEdit(this)),
      method_(new QComboBox(this)),
      use_(new QPushButton(tr("&Use for selection"), this)),
      clear_(new QPushButton(tr("C&lear overrides"), this)),
      uniform_(new QPushButton(tr("&Apply uniform"), this)),
      recompute_(new QPushButton(tr("Re&compute from here"), this)),
      budget_(new QPushButton(tr("&Budget…"), this)),
      refine_(new QPushButton(tr("Ref&ine…"), this)),
      count_(new QLabel(this)),
      plans_(new PlansPanel(workspace, this)),
      compare_(new PlanCompareView(workspace, this)),
      views_(new QStackedWidget(this)),
      empty_(new EmptyState(this)),
      stack_(new QStackedWidget(this)) {
  makeTable();
  makeEdits();
  makeExports();
  stack_->addWidget(empty_);
  stack_->addWidget(makeContent());
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  connectAll();
  updateMethods();
  updateSummary();
}

void PlanPage::makeTable() {
  proxy_->setSourceModel(model_);
  proxy_->setSortRole(PlanModel::SortRole);
  proxy_->setFilterKeyColumn(-1);
  proxy_->setFilterCaseSensitivity(Qt::CaseInsensitive);

  table_->setObjectName(QStringLiteral("planTable"));
  table_->setAccessibleName(tr("Plan"));
  table_->setToolTip(tr("Double-click a method to choose another one"));
  table_->setAccessibleDescription(
      tr("One row a layer; F2 in the method column chooses another method, Delete clears the override."));
  table_->setModel(proxy_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(PlanModel::Layer, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setAlternatingRowColors(true);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
  table_->setItemDelegateForColumn(PlanModel::Method, new MethodDelegate(workspace_, table_));
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
  QHeaderView* header = table_->horizontalHeader();
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setAccessibleName(tr("Columns of the plan"));
  const int unit = fontMetrics().averageCharWidth();
  for (const auto& [column, width] : {std::pair{PlanModel::Layer, 8},
                                      {PlanModel::Decider, 10},
                                      {PlanModel::Score, 16},
                                      {PlanModel::Margin, 12},
                                      {PlanModel::Bits, 8},
                                      {PlanModel::Size, 12},
                                      {PlanModel::State, 14}}) {
    table_->setColumnWidth(column, unit * width);
  }
  header->setMinimumSectionSize(unit * 6);
  table_->viewport()->installEventFilter(this);
  connect(header, &QHeaderView::sortIndicatorChanged, this, &PlanPage::fitMethods);
}

/// The methods get what room there is, but not so much that the scores are far from them.
void PlanPage::fitMethods() {
  int others = 0;
  for (int column = 0; column < PlanModel::State; ++column) {
    if (column == PlanModel::Method) continue;
    // A metric's title, or another language, may need more than usual. Qt counts in the mark of the sorted column.
    const QHeaderView* header = table_->horizontalHeader();
    const int mark = column == header->sortIndicatorSection() ? 0 : style()->pixelMetric(QStyle::PM_HeaderMarkSize);
    const int wanted = header->sectionSizeHint(column) - mark;
    if (table_->columnWidth(column) < wanted) table_->setColumnWidth(column, wanted);
    others += table_->columnWidth(column);
  }
  const int unit = fontMetrics().averageCharWidth();
  const int room = table_->viewport()->width() - others;
  const int state = unit * 12;
  const int method = std::clamp(room - state, unit * 16, unit * kWidestMethod);
  table_->setColumnWidth(PlanModel::Method, method);
  table_->setColumnWidth(PlanModel::State, std::max(room - method, state));  // the rest: no scroll bar for some pixels
}

bool PlanPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_->viewport() && event->type() == QEvent::Resize) fitMethods();
  return QWidget::eventFilter(watched, event);
}

void PlanPage::makeExports() {
  const auto everything = [this] {
    std::vector<int> layers(static_cast<size_t>(model_->rowCount()));
    std::iota(layers.begin(), layers.end(), 0);
    return layers;
  };
  auto* save = new QAction(tr("Save &plan as CSV…"), this);
  save->setToolTip(tr("Save the layers with methods, scores and sizes as a table"));
  connect(save, &QAction::triggered, this, [this, everything] {
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    files_->ask(this, FilePrompt::Kind::SaveFile, tr("Save plan"), documents.filePath(QStringLiteral("plan.csv")),
                tr("Table (*.csv)"), [this, everything](const QString& path) {
                  QString error;
                  if (saveText(model_->separated(u',', everything()), path, &error)) {
                    workspace_->report(MessageLevel::success, tr("The plan was saved as %1.").arg(path));
                  } else {
                    workspace_->report(MessageLevel::error, tr("The plan could not be saved."), error);
                  }
                });
  });
  auto* copy = new QAction(tr("Copy pla&n"), this);
  copy->setToolTip(tr("Copy the selected layers, or all, as a table for a spreadsheet"));
  connect(copy, &QAction::triggered, this, [this, everything] {
    const std::vector<int> selected = selectedLayers();
    QGuiApplication::clipboard()->setText(model_->separated(u'\t', selected.size() > 1 ? selected : everything()));
  });
  auto* copyKey = new QShortcut(QKeySequence(QKeySequence::Copy), table_);
  copyKey->setContext(Qt::WidgetShortcut);
  connect(copyKey, &QShortcut::activated, copy, &QAction::trigger);
  exports_ = {save, copy};
}

void PlanPage::makeEdits() {
  const int unit = fontMetrics().averageCharWidth();
  summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  summary_->setWordWrap(true);
  summary_->setToolTip(
      tr("Bits a weight: the codes of the decoder's linears with their scales, zero points and outliers. Sizes: the "
         "whole model's, and that of the original as it is on disk."));
  filter_->setPlaceholderText(tr("Filter: a method, \"stale\", \"you\" …"));
  filter_->setAccessibleName(tr("Filter the plan"));
  filter_->setToolTip(tr("Show only the layers whose row contains this text"));
  filter_->setClearButtonEnabled(true);
  filter_->setMaximumWidth(unit * 40);
  method_->setAccessibleName(tr("Method for the selected layers"));
  method_->setToolTip(tr("Method for the selected layers"));
  method_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  method_->setMinimumContentsLength(14);
  method_->setMaximumWidth(unit * kWidestMethod);
  use_->setToolTip(tr("Use this method for the selected layers"));
  uniform_->setToolTip(tr("Use this method for every layer; can be undone"));
  clear_->setToolTip(tr("Let the search decide the selected layers again"));
  budget_->setObjectName(QStringLiteral("planBudget"));
  budget_->setAccessibleName(tr("Budget"));
  budget_->setToolTip(
      tr("Find the best plans for an average of bits or a file size, and look at the curve of size "
         "against predicted loss"));
  refine_->setObjectName(QStringLiteral("planRefine"));
  refine_->setAccessibleName(tr("Refine"));
  refine_->setToolTip(
      tr("Try other methods layer by layer on the whole model, and keep what brings it closer to the original"));
  for (QPushButton* button : {budget_, refine_}) button->hide();
  recompute_->setToolTip(tr("Score again from the first selected layer on"));
}

QWidget* PlanPage::makeContent() {
  auto* edits = new QHBoxLayout;
  edits->addWidget(method_, 100);
  for (QPushButton* button : {use_, uniform_}) edits->addWidget(button);
  edits->addStretch(1);
  for (QPushButton* button : {budget_, refine_}) edits->addWidget(button);
  auto* find = new QHBoxLayout;
  find->addWidget(filter_, 1);
  find->addStretch(1);
  find->addWidget(count_);
  for (QPushButton* button : {clear_, recompute_}) find->addWidget(button);
  auto* left = new QWidget(this);
  auto* leftColumn = new QVBoxLayout(left);
  leftColumn->setContentsMargins(0, 0, 0, 0);
  leftColumn->addLayout(edits);
  leftColumn->addLayout(find);
  leftColumn->addWidget(table_, 1);
  views_->addWidget(left);
  views_->addWidget(compare_);

  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setObjectName(QStringLiteral("planSplitter"));
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(views_);
  splitter->addWidget(plans_);
  splitter->setStretchFactor(0, 1);
  const int panel = fontMetrics().averageCharWidth() * 34;
  splitter->setSizes({panel * 4, panel});

  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->addWidget(summary_);
  column->addWidget(shares_);
  column->addWidget(splitter, 1);
  return content;
}

void PlanPage::connectAll() {
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    proxy_->setFilterFixedString(text);
    updateButtons();
  });
  connect(use_, &QPushButton::clicked, this, [this] { workspace_->setOverrides(selectedLayers(), chosenMethod()); });
  connect(uniform_, &QPushButton::clicked, this, [this] { workspace_->applyUniform(chosenMethod()); });
  connect(clear_, &QPushButton::clicked, this, [this] { workspace_->clearOverrides(selectedLayers()); });
  connect(recompute_, &QPushButton::clicked, this, [this] {
    const std::vector<int> layers = selectedLayers();
    if (!layers.empty()) workspace_->recomputeFrom(layers.front());
  });
  auto* clearKey = new QShortcut(QKeySequence(QKeySequence::Delete), table_);
  clearKey->setContext(Qt::WidgetShortcut);
  connect(clearKey, &QShortcut::activated, clear_, &QPushButton::click);
  connect(plans_, &PlansPanel::compareRequested, this, [this](const QString& first, const QString& second) {
    compare_->compare(first, second);
    views_->setCurrentWidget(compare_);
  });
  connect(compare_, &PlanCompareView::closed, this, [this] { views_->setCurrentIndex(0); });
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(table_, &QWidget::customContextMenuRequested, this, &PlanPage::showMenu);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PlanPage::updateButtons);
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
    if (!current.isValid() || following_) return;
    following_ = true;
    workspace_->setCurrentLayer(proxy_->mapToSource(current).row());
    following_ = false;
  });
  connect(workspace_, &Workspace::currentLayerChanged, this, &PlanPage::followCurrentLayer);
  connect(workspace_, &Workspace::modelOpened, this, [this] {
    updateMethods();
    updateSummary();
  });
  connect(workspace_, &Workspace::methodRowsChanged, this, &PlanPage::updateMethods);
  connect(workspace_, &Workspace::planChanged, this, &PlanPage::updateSummary);
  connect(workspace_, &Workspace::selectionChanged, this, &PlanPage::updateSummary);
  connect(workspace_, &Workspace::analysisOptionsChanged, this, &PlanPage::updateSummary);
  connect(workspace_, &Workspace::jobStarted, this, &PlanPage::updateButtons);
  connect(workspace_, &Workspace::jobEnded, this, &PlanPage::updateButtons);
}

void PlanPage::setActions(const QList<QAction*>& open, const QList<QAction*>& analyse, QAction* budget,
                          QAction* refine) {
  openActions_ = open;
  analyseActions_ = analyse;
  for (const auto& [button, action] : {std::pair{budget_, budget}, {refine_, refine}}) {
    button->setVisible(action != nullptr);
    if (!action) continue;
    const auto follow = [button, action] { button->setEnabled(action->isEnabled()); };
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
  }
  updateSummary();
}

std::vector<int> PlanPage::selectedLayers() const {
  std::vector<int> layers;
  for (const QModelIndex& row : table_->selectionModel()->selectedRows()) {
    layers.push_back(proxy_->mapToSource(row).row());
  }
  std::sort(layers.begin(), layers.end());
  return layers;
}

std::string PlanPage::chosenMethod() const {
  return toStd(method_->currentData().toString());
}

void PlanPage::updateMethods() {
  const QVariant before = method_->currentData();
  method_->clear();
  for (const std::string& method : workspace_->methodRows()) method_->addItem(methodTitle(method), toQString(method));
  method_->setCurrentIndex(std::max(method_->findData(before), 0));
}

void PlanPage::updateSummary() {
  const Plan& plan = workspace_->plan();
  const bool any =
      std::any_of(plan.layers.begin(), plan.layers.end(), [](const PlanLayer& layer) { return !layer.method.empty(); });
  if (!workspace_->hasModel()) {
    empty_->setText(tr("No plan yet"), tr("The plan says which method each layer uses. Open a model to begin."));
    empty_->setActions(openActions_);
  } else if (!any) {
    empty_->setText(tr("No plan yet"),
                    tr("\"Analyse\" scores every method at every layer and fills the plan as it goes. "
                       "You can change any layer afterwards."));
    empty_->setActions(analyseActions_);
  }
  stack_->setCurrentIndex(any ? 1 : 0);

  const std::vector<std::string> rows = workspace_->methodRows();
  std::vector<ShareBar::Share> shares;
  int stale = 0, byUser = 0, undecided = 0, unexportable = 0;
  std::map<std::string, int> counts;
  for (const PlanLayer& layer : plan.layers) {
    if (layer.stale) ++stale;
    if (layer.by == DecidedBy::user) ++byUser;
    if (layer.method.empty()) ++undecided;
    if (isUnexportable(layer.method)) ++unexportable;
    ++counts[layer.method];
  }
  for (size_t row = 0; row < rows.size(); ++row) {
    if (counts.count(rows[row]) != 0) {
      shares.push_back({methodTitle(rows[row]), counts[rows[row]], static_cast<int>(row)});
      counts.erase(rows[row]);
    }
  }
  if (undecided > 0) shares.push_back({tr("undecided"), undecided, -1});
  counts.erase(std::string());
  for (const auto& [method, count] : counts)
    shares.push_back({methodTitle(method), count, static_cast<int>(rows.size())});
  shares_->setShares(std::move(shares));

  QStringList parts;
  parts << tr("Layers: %1").arg(plan.layers.size());
  parts << tr("%1 bits a weight as stored").arg(QLocale().toString(averageBits(*workspace_), 'f', 2));
  if (workspace_->hasModel()) {
    const ModelInfo& info = workspace_->model()->info();
    const uint64_t bytes = expectedQuantizedBytes(info, workspace_->analysis().scheme, workspace_->analysis().transform,
                                                  workspace_->plan());
    parts << (info.file_bytes > 0
                  ? tr("%1, %2 of the original's %3")
                        .arg(formatBytes(bytes),
                             formatPercent(static_cast<double>(bytes) / static_cast<double>(info.file_bytes), 0),
                             formatBytes(info.file_bytes))
                  : formatBytes(bytes));
  }
  parts << tuningText(workspace_->state());
  if (byUser > 0) parts << tr("Chosen by you: %1").arg(byUser);
  if (undecided > 0) parts << tr("Undecided: %1").arg(undecided);
  if (unexportable > 0) parts << tr("Cannot be exported (SpQR's outliers): %1").arg(unexportable);
  parts << (stale > 0       ? tr("Stale: %1, recompute from layer %2").arg(stale).arg(plan.first_stale())
            : undecided > 0 ? QString()
                            : tr("all scores current"));
  parts.removeAll(QString());
  summary_->setText(parts.join(QStringLiteral("  ·  ")));
  updateButtons();
}

void PlanPage::updateButtons() {
  const std::vector<int> layers = selectedLayers();
  const auto& overrides = workspace_->selection().overrides;
  use_->setEnabled(!layers.empty() && method_->count() > 0);
  clear_->setEnabled(std::any_of(layers.begin(), layers.end(), [&](int l) { return overrides.count(l) != 0; }));
  uniform_->setEnabled(workspace_->hasModel() && method_->count() > 0);
  recompute_->setEnabled(!layers.empty() && !workspace_->searching());
  const int shown = proxy_->rowCount(), all = model_->rowCount();
  QStringList parts;
  if (shown < all) parts << tr("%1 of %2 layers shown").arg(shown).arg(all);
  parts << tr("%n selected", nullptr, static_cast<int>(layers.size()));
  count_->setText(parts.join(QStringLiteral("  ·  ")));
}

void PlanPage::showMenu(const QPoint& at) {
  const std::vector<int> layers = selectedLayers();
  if (layers.empty()) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const std::string& method : workspace_->methodRows()) {
    connect(menu->addAction(tr("Use %1").arg(methodTitle(method))), &QAction::triggered, this,
            [this, layers, method] { workspace_->setOverrides(layers, method); });
  }
  menu->addSeparator();
  QAction* clear = menu->addAction(clear_->text(), clear_, &QPushButton::click);
  clear->setEnabled(clear_->isEnabled());
  QAction* recompute = menu->addAction(tr("&Recompute from layer %1").arg(layers.front()));
  connect(recompute, &QAction::triggered, recompute_, &QPushButton::click);
  recompute->setEnabled(recompute_->isEnabled());
  menu->addSeparator();
  menu->addActions(exports_);
  menu->popup(table_->viewport()->mapToGlobal(at));
}

void PlanPage::followCurrentLayer(int layer) {
  if (following_ || layer < 0 || layer >= model_->rowCount()) return;
  const QModelIndex index = proxy_->mapFromSource(model_->index(layer, PlanModel::Method));
  if (!index.isValid()) return;
  following_ = true;
  table_->setCurrentIndex(index);
  following_ = false;
}

}  // namespace calm::ui
