#include "ui/views/plans_panel.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/named_plans_model.h"
#include "ui/workspace.h"

namespace calm::ui {

PlansPanel::PlansPanel(Workspace* workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      model_(new NamedPlansModel(workspace, this)),
      list_(new QTreeView(this)),
      stack_(new QStackedWidget(this)),
      keep_(new QPushButton(tr("&Keep current plan"), this)),
      use_(new QPushButton(tr("&Make current"), this)),
      compare_(new QPushButton(tr("C&ompare"), this)),
      duplicate_(new QPushButton(tr("&Duplicate"), this)),
      rename_(new QPushButton(tr("Re&name"), this)),
      delete_(new QPushButton(tr("Delete"), this)) {
  list_->setObjectName(QStringLiteral("namedPlans"));
  list_->setAccessibleName(tr("Kept plans"));
  list_->setAccessibleDescription(tr("F2 renames, Enter makes a plan the current one, Delete deletes it."));
  list_->setToolTip(tr("Plans kept under a name. F2 renames, Enter makes one the current plan."));
  list_->setModel(model_);
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setSelectionBehavior(QAbstractItemView::SelectRows);
  list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->header()->setAccessibleName(tr("Columns of the kept plans"));
  list_->header()->setStretchLastSection(false);
  list_->header()->setSectionResizeMode(NamedPlansModel::Name, QHeaderView::Stretch);
  list_->header()->setSectionResizeMode(NamedPlansModel::Differs, QHeaderView::ResizeToContents);

  auto* hint = new QLabel(tr("Keep a plan under a name, then change the current one: kept plans can be compared, "
                             "benchmarked and taken back."),
                          this);
  hint->setWordWrap(true);
  hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  hint->setForegroundRole(QPalette::PlaceholderText);
  hint->setContentsMargins(4, 8, 4, 4);
  stack_->addWidget(hint);
  stack_->addWidget(list_);

  keep_->setToolTip(tr("Keep the current plan under a name"));
  use_->setToolTip(tr("Use the selected plan's method at every layer; can be undone"));
  compare_->setToolTip(tr("Compare the two selected plans, or the selected one with the current plan"));
  duplicate_->setToolTip(tr("Copy the selected plan"));
  rename_->setToolTip(tr("Give the selected plan another name"));
  delete_->setToolTip(tr("Delete the selected plans; can be undone"));

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(keep_);
  column->addWidget(stack_, 1);
  auto* grid = new QGridLayout;
  grid->addWidget(use_, 0, 0);
  grid->addWidget(compare_, 0, 1);
  grid->addWidget(duplicate_, 1, 0);
  grid->addWidget(rename_, 1, 1);
  grid->addWidget(delete_, 2, 0);
  column->addLayout(grid);

  connect(keep_, &QPushButton::clicked, this, &PlansPanel::keep);
  connect(use_, &QPushButton::clicked, this, &PlansPanel::use);
  connect(compare_, &QPushButton::clicked, this, &PlansPanel::compare);
  connect(duplicate_, &QPushButton::clicked, this, &PlansPanel::duplicate);
  connect(rename_, &QPushButton::clicked, this, &PlansPanel::rename);
  connect(delete_, &QPushButton::clicked, this, &PlansPanel::remove);
  connect(list_, &QTreeView::activated, this, &PlansPanel::use);
  connect(list_, &QWidget::customContextMenuRequested, this, &PlansPanel::showMenu);
  auto* del = new QShortcut(QKeySequence(QKeySequence::Delete), list_);
  del->setContext(Qt::WidgetShortcut);
  connect(del, &QShortcut::activated, this, &PlansPanel::remove);
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PlansPanel::update);
  connect(model_, &QAbstractItemModel::modelReset, this, &PlansPanel::update);
  connect(workspace, &Workspace::planChanged, this, &PlansPanel::update);
  update();
}

QStringList PlansPanel::selectedNames() const {
  QStringList names;
  QModelIndexList rows = list_->selectionModel()->selectedRows();
  std::sort(rows.begin(), rows.end());
  for (const QModelIndex& row : rows) names << model_->name(row.row());
  return names;
}

void PlansPanel::update() {
  const auto count = selectedNames().size();
  const auto& layers = workspace_->plan().layers;
  const bool any = std::any_of(layers.begin(), layers.end(), [](const PlanLayer& l) { return !l.method.empty(); });
  keep_->setEnabled(any);
  use_->setEnabled(count == 1);
  compare_->setEnabled(count == 1 || count == 2);
  duplicate_->setEnabled(count == 1);
  rename_->setEnabled(count == 1);
  delete_->setEnabled(count >= 1);
  stack_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
}

void PlansPanel::select(const QString& name, bool edit) {
  const int row = model_->rowOf(name);
  if (row < 0) return;
  const QModelIndex index = model_->index(row, NamedPlansModel::Name);
  list_->setCurrentIndex(index);
  if (edit && isVisible()) list_->edit(index);
}

void PlansPanel::keep() {
  const QString name =
      workspace_->freePlanName(tr("Plan %1").arg(static_cast<int>(workspace_->namedPlans().size()) + 1));
  if (workspace_->keepPlan(name)) select(name, true);  // the name can be typed at once
}

void PlansPanel::duplicate() {
  const QString name = selectedNames().value(0);
  const QString copy = workspace_->freePlanName(tr("%1 (copy)").arg(name));
  if (workspace_->duplicatePlan(name, copy)) select(copy, true);
}

void PlansPanel::rename() {
  select(selectedNames().value(0), true);
}

void PlansPanel::remove() {
  workspace_->deletePlans(selectedNames());
}

void PlansPanel::use() {
  const QStringList names = selectedNames();
  if (names.size() != 1) return;
  if (workspace_->usePlan(names.first())) select(names.first(), false);
}

void PlansPanel::compare() {
  const QStringList names = selectedNames();
  if (names.size() == 1) Q_EMIT compareRequested(names.first(), QString());
  if (names.size() == 2) Q_EMIT compareRequested(names.first(), names.last());
}

void PlansPanel::showMenu(const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (QPushButton* button : {use_, compare_, duplicate_, rename_, delete_}) {
    QAction* action = menu->addAction(button->text(), button, &QPushButton::click);
    action->setEnabled(button->isEnabled());
    action->setToolTip(button->toolTip());
  }
  menu->popup(list_->viewport()->mapToGlobal(at));
}

}  // namespace calm::ui
