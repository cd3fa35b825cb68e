#include "ui/views/sensitivity_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/curves_chart.h"
#include "ui/models/heatmap_model.h"
#include "ui/views/empty_state.h"
#include "ui/views/heatmap_legend.h"
#include "ui/views/heatmap_view.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kScrollRoom = 16;  // a horizontal scroll bar, where many layers need one
}

SensitivityPage::SensitivityPage(Workspace* workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      metric_(new QComboBox(this)),
      form_(new QComboBox(this)),
      range_(new QComboBox(this)),
      colors_(new QComboBox(this)),
      legend_(new HeatmapLegend(this)),
      heatmap_(new HeatmapView(workspace, this)),
      curves_(new CurvesChart(workspace, this)),
      splitter_(new QSplitter(Qt::Vertical, this)),
      empty_(new EmptyState(this)),
      stack_(new QStackedWidget(this)) {
  for (const MetricInfo& info : metric_infos()) {
    metric_->addItem(metricTitle(info.metric), static_cast<int>(info.metric));
  }
  metric_->setToolTip(
      tr("Which score is shown. CKA: similarity of the layer's outputs as a whole, 1 is identical. SQNR: "
         "signal to error in dB. Cosine: mean over tokens."));
  form_->addItem(tr("Linear"));
  form_->addItem(tr("log(1 − score)"));
  form_->setToolTip(tr("Scores crowd just below 1: log(1 − score) spreads them out. SQNR is logarithmic by itself."));
  range_->addItem(tr("Range of the data"));
  range_->addItem(tr("Fixed range"));
  range_->setToolTip(tr("Colours over the scores that are there, or over the metric's whole range"));
  colors_->addItem(tr("Viridis"), static_cast<int>(ColorMap::viridis));
  colors_->addItem(tr("Cividis"), static_cast<int>(ColorMap::cividis));
  colors_->setToolTip(tr("Colour map; Cividis looks the same with colour vision deficiency"));

  auto* controls = new QHBoxLayout;
  const auto add = [&](const QString& text, QComboBox* box) {
    auto* label = new QLabel(text, this);
    label->setBuddy(box);
    box->setAccessibleName(QString(text).remove(u'&'));
    controls->addWidget(label);
    controls->addWidget(box);
    connect(box, &QComboBox::activated, this, &SensitivityPage::readControls);
  };
  add(tr("&Score"), metric_);
  add(tr("Sc&ale"), form_);
  add(tr("Ran&ge"), range_);
  add(tr("C&olours"), colors_);
  controls->addStretch(1);

  auto* top = new QWidget(this);
  auto* topColumn = new QVBoxLayout(top);
  topColumn->setContentsMargins(0, 0, 0, 0);
  topColumn->addWidget(heatmap_, 1);
  topColumn->addWidget(legend_);
  splitter_->setObjectName(QStringLiteral("sensitivitySplitter"));
  splitter_->addWidget(top);
  splitter_->addWidget(curves_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 1);
  splitter_->setChildrenCollapsible(false);

  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->addLayout(controls);
  column->addWidget(splitter_, 1);
  stack_->addWidget(empty_);
  stack_->addWidget(content);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);

  connect(heatmap_, &HeatmapView::scaleChanged, this,
          [this] { legend_->setScale(heatmap_->scoreScale(), heatmap_->scoreRange()); });
  legend_->setScale(heatmap_->scoreScale(), heatmap_->scoreRange());
  // Where the rows cannot grow further, the curves get the room.
  const auto limit = [this, top] {
    top->setMaximumHeight(heatmap_->tallest() + legend_->sizeHint().height() + top->layout()->spacing() + kScrollRoom);
  };
  connect(heatmap_, &HeatmapView::rowsChanged, this, limit);
  limit();
  connect(workspace, &Workspace::modelOpened, this, &SensitivityPage::updateEmptyState);
  connect(workspace, &Workspace::scoresChanged, this, &SensitivityPage::updateEmptyState);
  connect(workspace, &Workspace::runningChanged, this, &SensitivityPage::updateEmptyState);
  ScoreScale initial;
  initial.logarithmic = true;
  setScoreScale(initial);
  updateEmptyState();
}

void SensitivityPage::setActions(const QList<QAction*>& open, const QList<QAction*>& analyse) {
  openActions_ = open;
  analyseActions_ = analyse;
  updateEmptyState();
}

void SensitivityPage::setScoreScale(const ScoreScale& scale) {
  scale_ = scale;
  metric_->setCurrentIndex(metric_->findData(static_cast<int>(scale.metric)));
  form_->setCurrentIndex(scale.logarithmic ? 1 : 0);
  form_->setEnabled(metric_info(scale.metric).unit.empty());
  range_->setCurrentIndex(scale.fixed ? 1 : 0);
  colors_->setCurrentIndex(colors_->findData(static_cast<int>(scale.colors)));
  heatmap_->setScoreScale(scale);
  curves_->setScoreScale(scale);
}

void SensitivityPage::readControls() {
  ScoreScale scale;
  scale.metric = static_cast<Metric>(metric_->currentData().toInt());
  scale.logarithmic = form_->currentIndex() == 1;
  scale.fixed = range_->currentIndex() == 1;
  scale.colors = static_cast<ColorMap>(colors_->currentData().toInt());
  setScoreScale(scale);
}

void SensitivityPage::updateEmptyState() {
  const bool ready = workspace_->hasModel() && (workspace_->hasScores() || workspace_->searching());
  if (!ready) {
    if (!workspace_->hasModel()) {
      empty_->setText(tr("Open a model to begin"),
                      tr("A Hugging Face folder, a GGUF file or a session. Drop it anywhere on this window."));
      empty_->setActions(openActions_);
    } else {
      empty_->setText(
          tr("Which layers suffer from which method?"),
          tr("\"Analyse\" quantizes every layer with every method of the pool and compares the outputs with "
             "the original's (CKA). The best method of each layer makes the plan."));
      empty_->setActions(analyseActions_);
    }
  }
  stack_->setCurrentIndex(ready ? 1 : 0);
}

}  // namespace calm::ui
