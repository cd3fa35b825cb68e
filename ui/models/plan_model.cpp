#include "ui/models/plan_model.h"

#include <QApplication>
#include <QFont>
#include <QLocale>
#include <QPalette>
#include <algorithm>
#include <cmath>
#include <set>

#include "calm/error.h"
#include "calm/plan_size.h"
#include "calm/scheme.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/models/score_scale.h"
#include "ui/panels/quantized_size.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

/// Of one linear by the method that its layer has; a spec of another version counts like the scheme.
StorageBits storedBits(const LinearInfo& linear, const Scheme& scheme, const std::string& method) {
  try {
    return linear_storage(linear, scheme, method);
  } catch (const Error&) {
    return linear_storage(linear, scheme, {});
  }
}

int storedGroup(const LinearInfo& linear, const Scheme& scheme, const std::string& method) {
  try {
    return linear_group(linear, scheme, method);
  } catch (const Error&) {
    return linear_group(linear, scheme, {});
  }
}

std::string methodOf(const Workspace& workspace, int layer) {
  const auto& layers = workspace.plan().layers;
  return layer >= 0 && layer < static_cast<int>(layers.size()) ? layers[static_cast<size_t>(layer)].method
                                                               : std::string();
}

/// A column's name stands over its values. Numbers before words are centred: flush right they would touch them.
int alignment(int column) {
  if (column == PlanModel::Bits || column == PlanModel::Size) return int(Qt::AlignCenter);
  const bool number = column == PlanModel::Layer || column == PlanModel::Score || column == PlanModel::Margin;
  return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

double averageBits(const Workspace& workspace) {
  if (!workspace.hasModel()) return 0;
  StorageBits sum;
  const ModelInfo& info = workspace.model()->info();
  const Scheme scheme = storedScheme(info, workspace.analysis().scheme);
  for (const LinearInfo& linear : info.linears) sum.add(storedBits(linear, scheme, methodOf(workspace, linear.layer)));
  return sum.per_weight();
}

bool isUnexportable(const std::string& method) {
  try {
    return !is_exportable(method);
  } catch (const Error&) {  // a session of a version that knew more methods
    return false;
  }
}

PlanModel::PlanModel(Workspace* workspace, QObject* parent) : QAbstractTableModel(parent), workspace_(workspace) {
  reset();
  connect(workspace, &Workspace::modelOpened, this, &PlanModel::reset);
  connect(workspace, &Workspace::analysisOptionsChanged, this, &PlanModel::reset);
  connect(workspace, &Workspace::planChanged, this, [this](int first) {
    if (rowCount() != rows_) {
      reset();
    } else if (first < rows_) {
      measure();
      Q_EMIT dataChanged(index(first, 0), index(rows_ - 1, ColumnCount - 1));
    }
  });
}

void PlanModel::reset() {
  beginResetModel();
  rows_ = workspace_->hasModel() ? static_cast<int>(workspace_->plan().layers.size()) : 0;
  measure();
  endResetModel();
}

void PlanModel::measure() {
  storage_.assign(static_cast<size_t>(rows_), {});
  if (workspace_->hasModel()) {
    const Scheme scheme = storedScheme(workspace_->model()->info(), workspace_->analysis().scheme);
    std::vector<std::set<int>> groups(storage_.size());
    for (const LinearInfo& linear : workspace_->model()->info().linears) {
      if (linear.layer < 0 || linear.layer >= rows_) continue;
      const auto layer = static_cast<size_t>(linear.layer);
      const std::string method = methodOf(*workspace_, linear.layer);
      const StorageBits stored = storedBits(linear, scheme, method);
      storage_[layer].bits += stored.total();
      storage_[layer].weights += stored.weights;
      const int group = storedGroup(linear, scheme, method);
      const bool whole = scheme.group_size == kPerChannel && group == effective_group(scheme, linear.in_features);
      groups[layer].insert(group > 0 && whole ? kPerChannel : group);
    }
    for (size_t layer = 0; layer < storage_.size(); ++layer) {
      if (storage_[layer].weights > 0) storage_[layer].bits /= storage_[layer].weights;
      QStringList names;
      for (auto group = groups[layer].rbegin(); group != groups[layer].rend(); ++group) {
        names << (*group == kPerChannel ? tr("per channel") : *group > 0 ? tr("group %1").arg(*group) : tr("16 bit"));
      }
      storage_[layer].groups = names.join(QStringLiteral(", "));
    }
  }
}

int PlanModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}
int PlanModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

double PlanModel::layerBits(int layer) const {
  return layer >= 0 && layer < rows_ ? storage_[static_cast<size_t>(layer)].bits : 0;
}

double PlanModel::layerBytes(int layer) const {
  return layerBits(layer) * (layer >= 0 && layer < rows_ ? storage_[static_cast<size_t>(layer)].weights : 0) / 8;
}

QString PlanModel::separated(QChar separator, const std::vector<int>& layers) const {
  const auto number = [](double value) { return std::isnan(value) ? QString() : QString::number(value, 'g', 10); };
  const bool quoted = separator == u',';
  const QString metric = toQString(to_string(workspace_->selection().metric));
  QString out = QStringList{QStringLiteral("layer"),      QStringLiteral("method"),
                            QStringLiteral("decided_by"), metric,
                            QStringLiteral("margin"),     QStringLiteral("bits"),
                            QStringLiteral("bytes"),      QStringLiteral("stale")}
                    .join(separator) +
                u'\n';
  for (const int layer : layers) {
    if (layer < 0 || layer >= rows_) continue;
    const PlanLayer& plan = workspace_->plan().layers[static_cast<size_t>(layer)];
    const QString method = toQString(plan.method);
    out += QStringList{QString::number(layer),        quoted ? QString(u'"' % method % u'"') : method,
                       toQString(to_string(plan.by)), number(plan.score),
                       number(plan.margin),           number(layerBits(layer)),
                       number(layerBytes(layer)),     plan.stale ? QStringLiteral("yes") : QStringLiteral("no")}
               .join(separator) +
           u'\n';
  }
  return out;
}

QString PlanModel::groupText(int layer) const {
  return storage_[static_cast<size_t>(layer)].groups;
}

QVariant PlanModel::display(const PlanLayer& plan, int row, int column) const {
  const Metric metric = workspace_->selection().metric;
  switch (column) {
    case Layer:
      return row;
    case Method:
      return methodTitle(plan.method);
    case Decider:
      if (plan.method.empty()) return QStringLiteral("–");
      return plan.by == DecidedBy::user ? tr("you") : tr("search");
    case Score:
      return scoreText(plan.score, metric);
    case Margin:
      return scoreText(plan.margin, metric);
    case Bits:
      return QLocale().toString(layerBits(row), 'f', 2);
    case Size:
      return formatBytes(static_cast<quint64>(layerBytes(row)));
    case State:
      if (plan.method.empty()) return tr("undecided");
      return plan.stale ? tr("stale") : tr("current");
    default:
      return {};
  }
}

QVariant PlanModel::data(const QModelIndex& index, int role) const {
  const auto& layers = workspace_->plan().layers;
  if (!index.isValid() || index.row() >= static_cast<int>(layers.size())) return {};
  const PlanLayer& plan = layers[static_cast<size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return display(plan, index.row(), index.column());
    case Qt::EditRole:
    case MethodRole:
      return index.column() == Method || role == MethodRole ? QVariant(toQString(plan.method)) : QVariant();
    case Qt::AccessibleTextRole:
      return tr("Layer %1, %2: %3")
          .arg(QString::number(index.row()), headerData(index.column(), Qt::Horizontal).toString(),
               display(plan, index.row(), index.column()).toString());
    case Qt::ToolTipRole:
      if (index.column() == Bits)
        return tr("Bits a weight with everything stored for it: %1").arg(groupText(index.row()));
      if (plan.stale) {
        return tr(
            "Stale: measured under other choices below or other options, or not for the whole pool. Recompute from "
            "here to renew it.");
      }
      if (index.column() == Margin) return tr("To the best other method of the pool");
      if (index.column() != Method) return {};
      return isUnexportable(plan.method)
                 ? tr("%1\nCannot be exported: no format holds SpQR's outliers.").arg(toQString(plan.method))
                 : toQString(plan.method);
    case Qt::TextAlignmentRole:
      return alignment(index.column());
    case Qt::FontRole: {
      QFont font;
      if (plan.stale) font.setItalic(true);
      if (index.column() == Method && plan.by == DecidedBy::user) font.setBold(true);
      return font;
    }
    case Qt::ForegroundRole:
      if (plan.stale) return QApplication::palette().brush(QPalette::PlaceholderText);
      return {};
    case Qt::DecorationRole:
      if (plan.stale && index.column() == State) return makeIcon(Icon::recompute);
      return {};
    case StaleRole:
      return plan.stale;
    case SortRole:
      switch (index.column()) {
        case Layer:
          return index.row();
        case Score:
          return std::isnan(plan.score) ? -1e300 : plan.score;
        case Margin:
          return std::isnan(plan.margin) ? -1e300 : plan.margin;
        case Bits:
          return layerBits(index.row());
        case Size:
          return layerBytes(index.row());
        default:
          return display(plan, index.row(), index.column());
      }
    default:
      return {};
  }
}

bool PlanModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || index.column() != Method || role != Qt::EditRole) return false;
  const std::string method = toStd(value.toString());
  if (method.empty()) {
    workspace_->clearOverrides({index.row()});
  } else {
    workspace_->setOverride(index.row(), method);
  }
  return true;
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::DisplayRole) {
    switch (section) {
      case Layer:
        return tr("Layer");
      case Method:
        return tr("Method");
      case Decider:
        return tr("Decided by");
      case Score:
        return metricTitle(workspace_->selection().metric);
      case Margin:
        return tr("Margin");
      case Bits:
        return tr("Bits");
      case Size:
        return tr("Size");
      case State:
        return tr("Scores");
      default:
        return {};
    }
  }
  if (role == Qt::TextAlignmentRole) return alignment(section);
  if (role == Qt::ToolTipRole) {
    switch (section) {
      case Margin:
        return tr("Distance to the best other method of the pool");
      case Bits:
        return tr("Bits a weight takes, scales included");
      case Size:
        return tr("What the layer's weights take, scales included");
      case State:
        return tr("Whether the scores were measured under the plan as it stands");
      default:
        return {};
    }
  }
  return {};
}

Qt::ItemFlags PlanModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  if (index.isValid() && index.column() == Method) flags |= Qt::ItemIsEditable;
  return flags;
}

}  // namespace calm::ui
