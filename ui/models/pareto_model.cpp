#include "ui/models/pareto_model.h"

#include <QFont>
#include <QLocale>
#include <algorithm>

#include "ui/format.h"
#include "ui/models/score_scale.h"
#include "ui/strings.h"

namespace calm::ui {

QString lossTitle(calm::Sensitivity sensitivity) {
  switch (sensitivity) {
    case calm::Sensitivity::kl:
      return ParetoModel::tr("Predicted loss: KL (nats a token)");
    case calm::Sensitivity::error:
      return ParetoModel::tr("Predicted loss: relative squared error");
    case calm::Sensitivity::hawq:
      break;
  }
  return ParetoModel::tr("Predicted loss: Hessian-weighted error");
}

QString lossExplanation(calm::Sensitivity sensitivity) {
  const QString prediction = ParetoModel::tr(
      "The layers are taken to add up: it is a prediction, so keep a plan and measure it on the Benchmark page.");
  switch (sensitivity) {
    case calm::Sensitivity::kl:
      return ParetoModel::tr(
                 "Predicted loss: by how much more the model's output diverges from the original (KL, nats a token) "
                 "than with the best method of the pool at that layer, summed over the layers.") +
             u' ' + prediction;
    case calm::Sensitivity::error:
      return ParetoModel::tr(
                 "Predicted loss: the relative squared error of a layer's output after the residual, less that of the "
                 "best method of the pool at that layer, summed over the layers.") +
             u' ' + prediction;
    case calm::Sensitivity::hawq:
      break;
  }
  return ParetoModel::tr(
             "Predicted loss (HAWQ-V2): each linear's mean Hessian trace times its squared rounding error at the "
             "method's bits, summed over all linears. It does not tell methods of the same bits apart.") +
         u' ' + prediction;
}

int ParetoModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(curve_.plans.size());
}
int ParetoModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

/// "4 × GPTQ bits=3, 26 × GPTQ", in the pool's order.
QString ParetoModel::mix(const calm::ParetoPlan& plan) const {
  QStringList parts;
  for (const std::string& method : curve_.pool) {
    const auto count = std::count(plan.methods.begin(), plan.methods.end(), method);
    if (count > 0) parts << tr("%1 × %2").arg(count).arg(methodTitle(method));
  }
  return parts.join(QStringLiteral(", "));
}

QVariant ParetoModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const calm::ParetoPlan& plan = curve_.plans[static_cast<size_t>(index.row())];
  const bool chosen = index.row() == curve_.chosen;
  switch (role) {
    case Qt::DisplayRole:
      switch (index.column()) {
        case Bits:
          return QLocale().toString(plan.storage.per_weight(), 'f', 3);
        case FileSize:
          return formatBytes(plan.file_bytes);
        case Loss:
          return QLocale().toString(plan.loss, 'g', 4);
        default:
          return mix(plan);
      }
    case Qt::TextAlignmentRole:
      return QVariant(index.column() == Methods ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole: {
      QFont font;
      font.setBold(chosen);
      return font;
    }
    case Qt::ToolTipRole:
      return chosen ? tr("The largest plan within the budget: %1").arg(mix(plan)) : mix(plan);
    case Qt::AccessibleTextRole:
      return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
                              data(index, Qt::DisplayRole).toString());
    default:
      return {};
  }
}

QVariant ParetoModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant(section == Methods ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
  }
  if (role == Qt::ToolTipRole) {
    switch (section) {
      case Bits:
        return tr("A weight of the decoder's linears with its share of scales, zero points and outliers");
      case FileSize:
        return tr("The weights' file as compressed-tensors, at most");
      case Loss:
        return lossExplanation(curve_.sensitivity);
      default:
        return tr("How many layers have which method");
    }
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Bits:
      return tr("Bits");
    case FileSize:
      return tr("File");
    case Loss:
      return tr("Predicted loss");
    default:
      return tr("Layers by method");
  }
}

void ParetoModel::setCurve(calm::ParetoCurve curve) {
  beginResetModel();
  curve_ = std::move(curve);
  endResetModel();
}

void ParetoModel::clear() {
  setCurve({});
}

QString ParetoModel::separated(QChar separator) const {
  const auto number = [](double value) { return QString::number(value, 'g', 10); };
  QStringList header{QStringLiteral("name"), QStringLiteral("average_bits"), QStringLiteral("file_bytes"),
                     QStringLiteral("predicted_loss"), QStringLiteral("within_budget")};
  const size_t layers = curve_.plans.empty() ? 0 : curve_.plans.front().methods.size();
  for (size_t layer = 0; layer < layers; ++layer) header << QStringLiteral("layer_%1").arg(layer);
  QString out = header.join(separator) + u'\n';
  for (size_t i = 0; i < curve_.plans.size(); ++i) {
    const calm::ParetoPlan& plan = curve_.plans[i];
    QStringList cells{toQString(name_of(curve_, plan)), number(plan.storage.per_weight()),
                      QString::number(plan.file_bytes), number(plan.loss),
                      static_cast<int>(i) <= curve_.chosen ? QStringLiteral("yes") : QStringLiteral("no")};
    for (const std::string& method : plan.methods) cells << toQString(method);
    out += cells.join(separator) + u'\n';
  }
  return out;
}

}  // namespace calm::ui
