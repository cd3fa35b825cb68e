#include "ui/views/plan_compare_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/models/plan_diff_model.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

PlanCompareView::PlanCompareView(Workspace* workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      model_(new PlanDiffModel(workspace, this)),
      proxy_(new QSortFilterProxyModel(this)),
      first_(new QComboBox(this)),
      second_(new QComboBox(this)),
      all_(new QCheckBox(tr("&Layers that are alike too"), this)),
      summary_(new QLabel(this)),
      table_(new QTableView(this)) {
  auto* back = new QPushButton(tr("&Back to the plan"), this);
  back->setToolTip(tr("Show the current plan again (Esc)"));
  first_->setAccessibleName(tr("First plan"));
  first_->setToolTip(tr("The plan in the first columns"));
  second_->setAccessibleName(tr("Second plan"));
  second_->setToolTip(tr("The plan in the second columns"));
  for (QComboBox* box : {first_, second_}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  all_->setToolTip(tr("List every layer; those that differ are bold"));
  summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);

  proxy_->setSourceModel(model_);
  proxy_->setSortRole(PlanDiffModel::SortRole);
  table_->setObjectName(QStringLiteral("planDiffTable"));
  table_->setAccessibleName(tr("Difference of two plans"));
  table_->setToolTip(tr("Layers where the two plans use different methods"));
  table_->setModel(proxy_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(PlanDiffModel::Layer, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setAlternatingRowColors(true);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setAccessibleName(tr("Columns of the difference"));
  const int unit = fontMetrics().averageCharWidth();
  for (int column : {PlanDiffModel::FirstScore, PlanDiffModel::SecondScore, PlanDiffModel::Difference}) {
    table_->setColumnWidth(column, unit * 14);
  }
  table_->setColumnWidth(PlanDiffModel::Layer, unit * 11);
  for (int column : {PlanDiffModel::FirstMethod, PlanDiffModel::SecondMethod}) {
    table_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
  }

  auto* row = new QHBoxLayout;
  row->addWidget(first_);
  row->addWidget(new QLabel(tr("and"), this));
  row->addWidget(second_);
  row->addWidget(all_);
  row->addStretch(1);
  row->addWidget(back);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addLayout(row);
  column->addWidget(summary_);
  column->addWidget(table_, 1);

  for (QComboBox* box : {first_, second_}) connect(box, &QComboBox::activated, this, &PlanCompareView::readNames);
  connect(all_, &QCheckBox::toggled, model_, &PlanDiffModel::setShowAll);
  connect(back, &QPushButton::clicked, this, &PlanCompareView::closed);
  auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
  escape->setContext(Qt::WidgetWithChildrenShortcut);
  connect(escape, &QShortcut::activated, this, &PlanCompareView::closed);
  connect(model_, &PlanDiffModel::compared, this, &PlanCompareView::updateSummary);
  connect(workspace, &Workspace::namedPlansChanged, this, &PlanCompareView::fillNames);
  connect(workspace, &Workspace::modelOpened, this, [this] {
    fillNames();
    Q_EMIT closed();
  });
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
    if (current.isValid()) workspace_->setCurrentLayer(model_->layer(proxy_->mapToSource(current).row()));
  });
  fillNames();
}

void PlanCompareView::fillNames() {
  for (QComboBox* box : {first_, second_}) {
    const QSignalBlocker blocker(box);
    const QVariant before = box->currentData();
    box->clear();
    box->addItem(tr("Current plan"), QString());
    for (const NamedPlan& plan : workspace_->namedPlans()) {
      box->addItem(toQString(plan.name), toQString(plan.name));
    }
    box->setCurrentIndex(std::max(box->findData(before), 0));  // a deleted plan makes way for the current one
  }
  readNames();
}

void PlanCompareView::compare(const QString& first, const QString& second) {
  first_->setCurrentIndex(std::max(first_->findData(first), 0));
  second_->setCurrentIndex(std::max(second_->findData(second), 0));
  readNames();
}

void PlanCompareView::readNames() {
  model_->setPlans(first_->currentData().toString(), second_->currentData().toString());
}

void PlanCompareView::updateSummary() {
  const int differing = model_->differing(), total = model_->total();
  summary_->setText(differing == 0 ? tr("Both plans use the same method at every layer.")
                                   : tr("%n of %1 layers differ.", nullptr, differing).arg(total));
}

}  // namespace calm::ui
