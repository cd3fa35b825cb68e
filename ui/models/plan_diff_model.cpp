#include "ui/models/plan_diff_model.h"

#include <QFont>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "ui/models/score_scale.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

/// Numbers before words are centred: flush right they would touch them.
int alignment(int column) {
  switch (column) {
    case PlanDiffModel::FirstMethod:
    case PlanDiffModel::SecondMethod:
      return int(Qt::AlignLeft | Qt::AlignVCenter);
    case PlanDiffModel::FirstScore:
      return int(Qt::AlignCenter);
    default:
      return int(Qt::AlignRight | Qt::AlignVCenter);
  }
}

}  // namespace

PlanDiffModel::PlanDiffModel(Workspace* workspace, QObject* parent)
    : QAbstractTableModel(parent), workspace_(workspace) {
  for (auto signal : {&Workspace::modelOpened, &Workspace::namedPlansChanged, &Workspace::selectionChanged}) {
    connect(workspace, signal, this, &PlanDiffModel::refresh);
  }
  connect(workspace, &Workspace::planChanged, this, &PlanDiffModel::refresh);
}

void PlanDiffModel::setPlans(const QString& first, const QString& second) {
  first_ = first;
  second_ = second;
  refresh();
}

void PlanDiffModel::setShowAll(bool all) {
  all_ = all;
  refresh();
}

const Plan* PlanDiffModel::plan(const QString& name) const {
  if (name.isEmpty()) return &workspace_->plan();
  const NamedPlan* found = find_plan(workspace_->namedPlans(), toStd(name));
  return found ? &found->plan : nullptr;
}

QString PlanDiffModel::title(const QString& name) const {
  return name.isEmpty() ? tr("Current plan") : name;
}

void PlanDiffModel::refresh() {
  beginResetModel();
  rows_.clear();
  shown_.clear();
  differing_ = 0;
  const Plan *first = plan(first_), *second = plan(second_);
  if (first && second) {
    rows_ = compare_plans(*first, *second, workspace_->state().scores, workspace_->selection().metric);
  }
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].differs()) ++differing_;
    if (rows_[i].differs() || all_) shown_.push_back(static_cast<int>(i));
  }
  endResetModel();
  Q_EMIT compared();
}

int PlanDiffModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}
int PlanDiffModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanDiffModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const PlanComparison& row = rows_[static_cast<size_t>(shown_[static_cast<size_t>(index.row())])];
  const Metric metric = workspace_->selection().metric;
  const bool number = index.column() != FirstMethod && index.column() != SecondMethod;
  const double difference = row.second_score - row.first_score;
  if (role == DiffersRole) return row.differs();
  if (role == Qt::TextAlignmentRole) return alignment(index.column());
  if (role == Qt::FontRole) {
    QFont font;
    font.setBold(all_ && row.differs());
    return font;
  }
  if (role == SortRole && number) {
    const double value = index.column() == FirstScore    ? row.first_score
                         : index.column() == SecondScore ? row.second_score
                         : index.column() == Difference  ? difference
                                                         : row.layer;
    return std::isnan(value) ? -1e300 : value;
  }
  if (role == Qt::DisplayRole || role == SortRole) {
    switch (index.column()) {
      case Layer:
        return row.layer;
      case FirstMethod:
        return methodTitle(row.first);
      case FirstScore:
        return scoreText(row.first_score, metric);
      case SecondMethod:
        return methodTitle(row.second);
      case SecondScore:
        return scoreText(row.second_score, metric);
      case Difference:
        return std::isnan(difference) ? scoreText(difference, metric)
                                      : QString((difference > 0 ? u"+" : u"") % scoreText(difference, metric));
      default:
        return {};
    }
  }
  if (role == Qt::AccessibleTextRole) {
    return tr("Layer %1, %2: %3")
        .arg(QString::number(row.layer), headerData(index.column(), Qt::Horizontal).toString(),
             data(index, Qt::DisplayRole).toString());
  }
  if (role == Qt::ToolTipRole && number && index.column() != Layer) {
    return tr("Scores are those under each plan's own choices below; a dash where a layer was not scored under them.");
  }
  return {};
}

QVariant PlanDiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return alignment(section);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Layer:
      return tr("Layer");
    case FirstMethod:
      return title(first_);
    case SecondMethod:
      return title(second_);
    case FirstScore:
    case SecondScore:
      return metricTitle(workspace_->selection().metric);
    case Difference:
      return tr("Difference");
    default:
      return {};
  }
}

}  // namespace calm::ui
