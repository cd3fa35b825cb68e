#include "ui/panels/pool_model.h"

#include <QStringList>
#include <algorithm>

#include "calm/error.h"
#include "ui/core_texts.h"
#include "ui/panels/parts_editor.h"
#include "ui/strings.h"

namespace calm::ui {

PoolModel::PoolModel(SetupCatalog catalog, QObject* parent)
    : QAbstractTableModel(parent), catalog_(std::move(catalog)) {}

int PoolModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int PoolModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant PoolModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  const Row& row = rows_[static_cast<size_t>(index.row())];
  const bool in = contains(row.spec);
  switch (role) {
    case Qt::DisplayRole:
      return index.column() == Method ? row.title : toQString(row.spec);
    case Qt::CheckStateRole:
      if (index.column() != Method) return {};
      return static_cast<int>(in ? Qt::Checked : Qt::Unchecked);
    case Qt::ToolTipRole:
      return row.summary.isEmpty() ? toQString(row.spec) : QString(toQString(row.spec) + u"\n\n" + row.summary);
    case Qt::AccessibleTextRole:
      if (index.column() != Method) return toQString(row.spec);
      return in ? tr("%1, in the pool").arg(row.title) : tr("%1, not in the pool").arg(row.title);
    case SpecRole:
      return toQString(row.spec);
    default:
      return {};
  }
}

bool PoolModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::CheckStateRole || index.column() != Method || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return false;
  }
  const std::string spec = rows_[static_cast<size_t>(index.row())].spec;
  const bool in = value.toInt() == Qt::Checked;
  if (in == contains(spec)) return true;
  if (in) {
    pool_.push_back(spec);
  } else {
    std::erase(pool_, spec);
  }
  Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
  Q_EMIT poolEdited();
  return true;
}

QVariant PoolModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == Method ? tr("Method") : tr("Specification");
}

Qt::ItemFlags PoolModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
  if (index.column() == Method) flags |= Qt::ItemIsUserCheckable;
  return flags;
}

void PoolModel::setPool(const std::vector<std::string>& specs, const std::vector<std::string>& known) {
  std::vector<std::string> pool;
  for (const std::string& spec : known) ensureRow(catalog_.canonical(spec));
  for (const std::string& spec : specs) {
    const std::string canonical = catalog_.canonical(spec);
    ensureRow(canonical);
    if (std::find(pool.begin(), pool.end(), canonical) == pool.end()) pool.push_back(canonical);
  }
  if (pool == pool_) return;
  pool_ = std::move(pool);
  refreshChecks();
}

void PoolModel::replacePool(const std::vector<std::string>& specs) {
  const std::vector<std::string> before = pool_;
  setPool(specs, {});
  if (pool_ != before) Q_EMIT poolEdited();
}

void PoolModel::addToPool(const std::string& spec) {
  std::vector<std::string> pool = pool_;
  pool.push_back(spec);
  replacePool(pool);
}

void PoolModel::clear() {
  beginResetModel();
  rows_.clear();
  pool_.clear();
  endResetModel();
}

int PoolModel::ensureRow(const std::string& canonical) {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.spec == canonical; });
  if (found != rows_.end()) return static_cast<int>(found - rows_.begin());
  Row row{canonical, toQString(catalog_.title(canonical)), {}};
  try {
    const calm::MethodSpec parsed = catalog_.parse(canonical);
    QStringList lines = stageLines(parsed.stages);
    for (const calm::MethodSpec::Part& part : parsed.parts) {
      lines += tr("%1:").arg(scopeTitle(part.scope));
      for (const QString& line : stageLines(part.stages)) lines += u"  " + line;
    }
    row.summary = lines.join(QLatin1Char('\n'));
  } catch (const calm::Error& error) {
    row.summary = messageText(toQString(error.what()));  // a session of another version: shown, with why it cannot run
  }
  const int place = rowCount();
  beginInsertRows({}, place, place);
  rows_.push_back(std::move(row));
  endInsertRows();
  return place;
}

QStringList PoolModel::stageLines(const std::vector<calm::MethodSpec::Stage>& stages) const {
  QStringList lines;
  for (const calm::MethodSpec::Stage& stage : stages) {
    for (const calm::MethodInfo& method : catalog_.methods) {
      if (method.id == stage.id) lines += toQString(method.title) + u": " + coreText(method.summary);
    }
  }
  return lines;
}

bool PoolModel::contains(const std::string& canonical) const {
  return std::find(pool_.begin(), pool_.end(), canonical) != pool_.end();
}

void PoolModel::refreshChecks() {
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

}  // namespace calm::ui
