#include "ui/models/heatmap_model.h"

#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr size_t kBriefMetrics = 4;  // that one line holds beside the rest
}

bool HeatmapModel::Cell::operator==(const Cell& other) const {
  const bool equal = value == other.value || (std::isnan(value) && std::isnan(other.value));
  return equal && scored == other.scored && stale == other.stale && applicable == other.applicable &&
         chosen == other.chosen && overridden == other.overridden;
}

HeatmapModel::HeatmapModel(Workspace* workspace, QObject* parent) : QAbstractTableModel(parent), workspace_(workspace) {
  reset();
  connect(workspace, &Workspace::modelOpened, this, &HeatmapModel::reset);
  connect(workspace, &Workspace::methodRowsChanged, this, &HeatmapModel::reset);
  connect(workspace, &Workspace::scoresChanged, this, &HeatmapModel::refresh);
  connect(workspace, &Workspace::planChanged, this, [this](int first) { refresh(first, columns_ - 1); });
  connect(workspace, &Workspace::selectionChanged, this, [this] {
    if (rows_.empty()) return;
    Q_EMIT headerDataChanged(Qt::Vertical, 0, static_cast<int>(rows_.size()) - 1);
    if (columns_ > 0) refresh(0, columns_ - 1);
  });
  connect(workspace, &Workspace::runningChanged, this, &HeatmapModel::refreshRunning);
}

void HeatmapModel::reset() {
  beginResetModel();
  rows_ = workspace_->hasModel() ? workspace_->methodRows() : std::vector<std::string>();
  titles_.clear();
  for (const std::string& row : rows_) titles_.push_back(methodTitle(row));
  columns_ = workspace_->hasModel() ? workspace_->layers() : 0;
  cells_.assign(rows_.size() * static_cast<size_t>(columns_), {});
  for (int column = 0; column < columns_; ++column) {
    for (int row = 0; row < static_cast<int>(rows_.size()); ++row) {
      cells_[static_cast<size_t>(column) * rows_.size() + static_cast<size_t>(row)] = makeCell(row, column);
    }
  }
  endResetModel();
  Q_EMIT rangeMayHaveChanged();
}

HeatmapModel::Cell HeatmapModel::makeCell(int row, int layer) const {
  Cell cell;
  const std::string& method = rows_[static_cast<size_t>(row)];
  const Workspace::Cell found = workspace_->cell(layer, method);
  if (found.score) {
    cell.scored = true;
    cell.stale = found.stale;
    cell.applicable = found.score->applicable;
    cell.value = found.score->value(metric_);
  }
  const auto& layers = workspace_->plan().layers;
  if (layer < static_cast<int>(layers.size())) {
    const PlanLayer& plan = layers[static_cast<size_t>(layer)];
    cell.chosen = plan.method == method;
    cell.overridden = cell.chosen && plan.by == DecidedBy::user;
  }
  return cell;
}

void HeatmapModel::refresh(int firstLayer, int lastLayer) {
  int first = columns_, last = -1;
  for (int column = std::max(firstLayer, 0); column <= std::min(lastLayer, columns_ - 1); ++column) {
    for (int row = 0; row < static_cast<int>(rows_.size()); ++row) {
      Cell& cell = cells_[static_cast<size_t>(column) * rows_.size() + static_cast<size_t>(row)];
      Cell fresh = makeCell(row, column);
      if (fresh == cell) continue;
      cell = fresh;
      first = std::min(first, column);
      last = std::max(last, column);
    }
  }
  if (last < 0) return;
  Q_EMIT dataChanged(index(0, first), index(static_cast<int>(rows_.size()) - 1, last));
  Q_EMIT rangeMayHaveChanged();
}

void HeatmapModel::refreshRunning() {
  const int before = runningLayer_;
  runningLayer_ = workspace_->running().layer;
  runningMethod_ = workspace_->running().method;
  if (rows_.empty()) return;
  for (int column : {before, runningLayer_}) {
    if (column < 0 || column >= columns_) continue;
    Q_EMIT dataChanged(index(0, column), index(static_cast<int>(rows_.size()) - 1, column), {RunningRole});
    if (before == runningLayer_) break;
  }
}

void HeatmapModel::setMetric(Metric metric) {
  if (metric == metric_) return;
  metric_ = metric;
  refresh(0, columns_ - 1);
}

int HeatmapModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}
int HeatmapModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columns_;
}

const HeatmapModel::Cell& HeatmapModel::at(int row, int column) const {
  return cells_[static_cast<size_t>(column) * rows_.size() + static_cast<size_t>(row)];
}

bool HeatmapModel::isRunning(int row, int column) const {
  return column == runningLayer_ && (runningMethod_.empty() || runningMethod_ == rows_[static_cast<size_t>(row)]);
}

int HeatmapModel::rowOf(const std::string& method) const {
  const auto found = std::find(rows_.begin(), rows_.end(), method);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

QVariant HeatmapModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount() || index.column() >= columns_) return {};
  const Cell& cell = at(index.row(), index.column());
  switch (role) {
    case Qt::DisplayRole:
      if (!cell.applicable) return tr("n/a");
      if (std::isnan(cell.value)) return QString();
      return cellText(cell.value, metric_);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
      return toolTip(index.row(), index.column(), false);
    case Qt::StatusTipRole:
      return toolTip(index.row(), index.column(), true);
    case Qt::TextAlignmentRole:
      return int(Qt::AlignCenter);
    case ValueRole:
      return cell.value;
    case ChosenRole:
      return cell.chosen;
    case OverriddenRole:
      return cell.overridden;
    case StaleRole:
      return cell.stale;
    case RunningRole:
      return isRunning(index.row(), index.column());
    case NotApplicableRole:
      return !cell.applicable;
    case InPoolRole: {
      const auto& pool = workspace_->selection().pool;
      return std::find(pool.begin(), pool.end(), rows_[static_cast<size_t>(index.row())]) != pool.end();
    }
    default:
      return {};
  }
}

QString HeatmapModel::toolTip(int row, int column, bool brief) const {
  const Cell& cell = at(row, column);
  QStringList lines;
  lines << tr("Layer %1, %2").arg(column).arg(titles_[static_cast<size_t>(row)]);
  const CandidateScore* score = workspace_->cell(column, rows_[static_cast<size_t>(row)]).score;
  if (!score) {
    lines << (isRunning(row, column) ? workspace_->running().stage : tr("Not scored yet"));
  } else if (!score->applicable) {
    lines << tr("Not applicable: %1").arg(toQString(score->note));
  } else {
    for (const MetricEntry& entry : metricEntries()) {
      const double value = score->value(entry.metric);
      const bool asked = entry.metric == metric_ || entry.metric == workspace_->selection().metric;
      if (!asked && (std::isnan(value) || (brief && metricEntries().size() > kBriefMetrics))) continue;
      lines << tr("%1: %2").arg(entry.title, std::isnan(value) ? tr("not measured") : scoreText(value, entry.metric));
    }
    if (score->seconds > 0) lines << tr("Took %1 s").arg(QLocale().toString(score->seconds, 'f', 2));
    if (!score->note.empty()) lines << toQString(score->note);
  }
  if (cell.stale) lines << tr("Stale: measured under other choices or options. Recompute to renew it.");
  if (cell.overridden) {
    lines << tr("Chosen by you");
  } else if (cell.chosen) {
    lines << tr("Chosen by the search");
  }
  return lines.join(brief ? QStringLiteral("  ·  ") : QStringLiteral("\n"));
}

QVariant HeatmapModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Horizontal) {
    if (section < 0 || section >= columns_) return {};
    if (role == Qt::DisplayRole) return section;
    if (role == Qt::ToolTipRole) {
      const auto& layers = workspace_->plan().layers;
      if (section >= static_cast<int>(layers.size())) return tr("Layer %1").arg(section);
      const PlanLayer& layer = layers[static_cast<size_t>(section)];
      if (layer.method.empty()) return tr("Layer %1: undecided").arg(section);
      return layer.stale ? tr("Layer %1: %2, stale").arg(section).arg(methodTitle(layer.method))
                         : tr("Layer %1: %2").arg(section).arg(methodTitle(layer.method));
    }
    return {};
  }
  if (section < 0 || section >= rowCount()) return {};
  const auto& pool = workspace_->selection().pool;
  const bool inPool = std::find(pool.begin(), pool.end(), rows_[static_cast<size_t>(section)]) != pool.end();
  if (role == Qt::DisplayRole) return titles_[static_cast<size_t>(section)];
  if (role == Qt::ToolTipRole) {
    return inPool ? tr("%1 (%2)").arg(titles_[static_cast<size_t>(section)],
                                      toQString(rows_[static_cast<size_t>(section)]))
                  : tr("%1 (%2): scored, but not in the pool now")
                        .arg(titles_[static_cast<size_t>(section)], toQString(rows_[static_cast<size_t>(section)]));
  }
  if (role == InPoolRole) return inPool;
  return {};
}

ScoreRange HeatmapModel::dataRange(const ScoreScale& scale) const {
  ScoreRange current, stale;
  for (const Cell& cell : cells_) {
    if (cell.scored) (cell.stale ? stale : current).include(scale.position(cell.value));
  }
  return current.valid ? current : stale;
}

QString HeatmapModel::csv() const {
  const auto number = [](double value) { return std::isnan(value) ? QString() : QString::number(value, 'g', 10); };
  const auto quoted = [](QString text) -> QString { return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"'; };
  QStringList header = {QStringLiteral("layer"), QStringLiteral("method")};
  for (const MetricEntry& entry : metricEntries()) header << toQString(to_string(entry.metric));
  header << QStringLiteral("seconds") << QStringLiteral("applicable") << QStringLiteral("stale")
         << QStringLiteral("in_plan") << QStringLiteral("overridden") << QStringLiteral("note");
  QString out = header.join(u',') + u'\n';
  for (int column = 0; column < columns_; ++column) {
    for (int row = 0; row < rowCount(); ++row) {
      const std::string& method = rows_[static_cast<size_t>(row)];
      const CandidateScore* score = workspace_->cell(column, method).score;
      if (!score) continue;
      const Cell& cell = at(row, column);
      const auto flag = [](bool on) { return on ? QStringLiteral("yes") : QStringLiteral("no"); };
      QStringList fields = {QString::number(column), quoted(toQString(method))};
      for (const MetricEntry& entry : metricEntries()) fields << number(score->value(entry.metric));
      fields << number(score->seconds) << flag(cell.applicable) << flag(cell.stale) << flag(cell.chosen)
             << flag(cell.overridden) << quoted(toQString(score->note));
      out += fields.join(u',') + u'\n';
    }
  }
  return out;
}

}  // namespace calm::ui
