#include "ui/panels/layer_ranking.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/format.h"
#include "ui/models/score_scale.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

constexpr int kMethod = 0, kScore = 1, kMargin = 2, kTime = 3, kOtherMetrics = 4;

QString decidedText(const PlanLayer& layer) {
  const QString method = methodTitle(layer.method);
  QString text;
  switch (layer.by) {
    case DecidedBy::search:
      text = LayerRanking::tr("%1, chosen by its score").arg(method);
      break;
    case DecidedBy::user:
      text = LayerRanking::tr("%1, chosen by you").arg(method);
      break;
    case DecidedBy::nobody:
      return LayerRanking::tr("No method yet");
  }
  return layer.stale ? LayerRanking::tr("%1; scores below are stale").arg(text) : text;
}

}  // namespace

LayerRanking::LayerRanking(Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), verdict_(new QLabel(this)), table_(new QTreeWidget(this)) {
  verdict_->setWordWrap(true);
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setAccessibleName(tr("Method of the layer"));
  table_->setRootIsDecorated(false);
  table_->setUniformRowHeights(true);
  table_->setAlternatingRowColors(true);
  table_->setAccessibleName(tr("Candidates"));
  table_->setToolTip(
      tr("Methods by the score that decides, best first. Margin: how far behind the winner; of the "
         "winner, how far ahead of the second."));
  table_->header()->setStretchLastSection(false);
  table_->setMinimumHeight(fontMetrics().lineSpacing() * 5);
  table_->setTextElideMode(Qt::ElideMiddle);  // titles differ at both ends
  table_->viewport()->installEventFilter(this);
  auto* column = new QVBoxLayout(this);
  column->addWidget(verdict_);
  column->addWidget(table_, 1);
}

QString LayerRanking::verdict() const {
  return verdict_->text();
}

void LayerRanking::setLayer(int layer) {
  table_->clear();
  verdict_->clear();
  if (layer < 0 || layer >= static_cast<int>(workspace_->plan().layers.size())) return;
  const PlanLayer& decided = workspace_->plan().layers[static_cast<size_t>(layer)];
  verdict_->setText(decidedText(decided));

  const Metric metric = workspace_->selection().metric;
  struct Row {
    const CandidateScore* score;
    bool stale;
    double value;
  };
  std::vector<Row> rows;
  for (const std::string& method : workspace_->methodRows()) {
    const Workspace::Cell cell = workspace_->cell(layer, method);
    if (cell.score != nullptr) rows.push_back({cell.score, cell.stale, cell.score->value(metric)});
  }
  const bool higher = higherIsBetter(metric);
  std::stable_sort(rows.begin(), rows.end(), [higher](const Row& a, const Row& b) {
    if (std::isnan(a.value) || std::isnan(b.value)) return !std::isnan(a.value) && std::isnan(b.value);
    return higher ? a.value > b.value : a.value < b.value;
  });
  const double best = rows.empty() ? std::nan("") : rows[0].value;
  const double second = rows.size() > 1 ? rows[1].value : std::nan("");
  // The deciding one first; of the others those that were measured.
  std::vector<Metric> metrics = {metric};
  for (const MetricEntry& entry : metricEntries()) {
    const bool measured = std::any_of(rows.begin(), rows.end(),
                                      [&](const Row& row) { return !std::isnan(row.score->value(entry.metric)); });
    if (entry.metric != metric && measured) metrics.push_back(entry.metric);
  }
  QStringList headers = {tr("Method"), metricTitle(metric), tr("Margin"), tr("Time")};
  for (size_t m = 1; m < metrics.size(); ++m) headers << metricTitle(metrics[m]);
  table_->setColumnCount(static_cast<int>(headers.size()));
  table_->setHeaderLabels(headers);
  for (size_t i = 0; i < rows.size(); ++i) {
    const CandidateScore& score = *rows[i].score;
    auto* item = new QTreeWidgetItem(table_);
    item->setText(kMethod, methodTitle(score.method));
    QStringList tips = {methodTitle(score.method), toQString(score.method)};
    if (!score.note.empty()) tips << toQString(score.note);
    if (!score.applicable) {
      item->setText(kMargin, tr("not applicable"));
      item->setDisabled(true);
    } else {
      const double ahead = i == 0 ? best - second : rows[i].value - best;
      item->setText(kMargin, formatDelta(higher ? ahead : -ahead, metricUnit(metric).isEmpty() ? 6 : 2));
    }
    for (size_t m = 0; m < metrics.size(); ++m) {
      const int column = m == 0 ? kScore : kOtherMetrics + static_cast<int>(m) - 1;
      item->setText(column, scoreText(score.value(metrics[m]), metrics[m]));
      item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    item->setText(kTime, formatDuration(score.seconds));
    item->setTextAlignment(kTime, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(kMargin, Qt::AlignRight | Qt::AlignVCenter);
    if (rows[i].stale) tips << tr("Stale: measured under other choices below, or other options");
    QFont font = table_->font();
    font.setBold(score.method == decided.method);
    font.setItalic(rows[i].stale);
    for (int column = 0; column < table_->columnCount(); ++column) {
      item->setFont(column, font);
      item->setToolTip(column, tips.join(u'\n'));
    }
  }
  for (int column = 0; column < table_->columnCount(); ++column) table_->resizeColumnToContents(column);
  fitMethods();
}

/// A long name gives way until score and margin are in sight; it is whole in the tool tip.
void LayerRanking::fitMethods() {
  if (table_->columnCount() <= kMargin) return;
  table_->resizeColumnToContents(kMethod);
  const int wanted = table_->columnWidth(kMethod);
  const int room = table_->viewport()->width() - table_->columnWidth(kScore) - table_->columnWidth(kMargin);
  table_->setColumnWidth(kMethod, std::min(wanted, std::max(room, fontMetrics().averageCharWidth() * 14)));
}

bool LayerRanking::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_->viewport() && event->type() == QEvent::Resize) fitMethods();
  return QWidget::eventFilter(watched, event);
}

}  // namespace calm::ui
