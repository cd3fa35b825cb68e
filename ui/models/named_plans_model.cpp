#include "ui/models/named_plans_model.h"

#include <QDateTime>
#include <QLocale>

#include "calm/named_plans.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

NamedPlansModel::NamedPlansModel(Workspace* workspace, QObject* parent)
    : QAbstractTableModel(parent), workspace_(workspace) {
  const auto reset = [this] {
    const auto rows = static_cast<int>(workspace_->namedPlans().size());
    if (rows == rows_ && rows > 0) {  // a renamed plan stays selected
      Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
      return;
    }
    beginResetModel();
    rows_ = rows;
    endResetModel();
  };
  reset();
  connect(workspace, &Workspace::modelOpened, this, reset);
  connect(workspace, &Workspace::namedPlansChanged, this, reset);
  connect(workspace, &Workspace::planChanged, this, [this] {
    if (rows_ > 0) Q_EMIT dataChanged(index(0, Differs), index(rows_ - 1, Differs));
  });
}

int NamedPlansModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}
int NamedPlansModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString NamedPlansModel::name(int row) const {
  const auto& plans = workspace_->namedPlans();
  return row >= 0 && row < static_cast<int>(plans.size()) ? toQString(plans[static_cast<size_t>(row)].name) : QString();
}

int NamedPlansModel::rowOf(const QString& name) const {
  for (int row = 0; row < rows_; ++row) {
    if (this->name(row) == name) return row;
  }
  return -1;
}

int NamedPlansModel::differing(int row) const {
  const auto& kept = workspace_->namedPlans()[static_cast<size_t>(row)].plan.layers;
  const auto& current = workspace_->plan().layers;
  int count = 0;
  for (size_t layer = 0; layer < std::max(kept.size(), current.size()); ++layer) {
    const bool both = layer < kept.size() && layer < current.size();
    if (!both || kept[layer].method != current[layer].method) ++count;
  }
  return count;
}

QVariant NamedPlansModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= static_cast<int>(workspace_->namedPlans().size())) return {};
  const NamedPlan& plan = workspace_->namedPlans()[static_cast<size_t>(index.row())];
  const QString name = toQString(plan.name);
  if (role == Qt::EditRole && index.column() == Name) return name;
  if (role == Qt::TextAlignmentRole)
    return int((index.column() == Differs ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  const int layers = differing(index.row());
  if (role == Qt::DisplayRole) {
    if (index.column() == Name) return name;
    return layers == 0 ? tr("current") : layers == 1 ? tr("1 layer") : tr("%n layers", nullptr, layers);
  }
  if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
    const QString date = QLocale().toString(QDateTime::fromString(toQString(plan.date), Qt::ISODate).toLocalTime(),
                                            QLocale::ShortFormat);
    const QString distance = layers == 0   ? tr("The same methods as the current plan")
                             : layers == 1 ? tr("Differs from the current plan in 1 layer")
                                           : tr("Differs from the current plan in %n layers", nullptr, layers);
    return tr("%1, kept %2\n%3").arg(name, date, distance);
  }
  return {};
}

bool NamedPlansModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || index.column() != Name || role != Qt::EditRole) return false;
  return workspace_->renamePlan(name(index.row()), value.toString());
}

QVariant NamedPlansModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::DisplayRole)
    return section == Name ? tr("Kept plan") : section == Differs ? tr("Differs in") : QVariant();
  if (role == Qt::ToolTipRole && section == Differs) return tr("Layers whose method is not the current plan's");
  if (role == Qt::TextAlignmentRole)
    return int((section == Differs ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  return {};
}

Qt::ItemFlags NamedPlansModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  if (index.isValid() && index.column() == Name) flags |= Qt::ItemIsEditable;
  return flags;
}

}  // namespace calm::ui
