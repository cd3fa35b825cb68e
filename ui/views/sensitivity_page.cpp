#include "ui/views/sensitivity_page.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/charts/curves_chart.h"
#include "ui/format.h"
#include "ui/models/heatmap_model.h"
#include "ui/views/curves_panel.h"
#include "ui/views/empty_state.h"
#include "ui/views/heatmap_legend.h"
#include "ui/views/heatmap_view.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kScrollRoom = 16;  // a horizontal scroll bar, where many layers need one
}

SensitivityPage::SensitivityPage(Workspace* workspace, QWidget* parent, std::shared_ptr<FilePrompt> files)
    : QWidget(parent),
      workspace_(workspace),
      files_(std::move(files)),
      metric_(new QComboBox(this)),
      form_(new QComboBox(this)),
      range_(new QComboBox(this)),
      colors_(new QComboBox(this)),
      paint_(new QToolButton(this)),
      export_(new QToolButton(this)),
      legend_(new HeatmapLegend(this)),
      heatmap_(new HeatmapView(workspace, this)),
      panel_(new CurvesPanel(workspace, this)),
      splitter_(new QSplitter(Qt::Vertical, this)),
      empty_(new EmptyState(this)),
      stack_(new QStackedWidget(this)) {
  auto* controls = new QHBoxLayout;
  makeControls(controls);
  makeExports();

  auto* top = new QWidget(this);
  auto* topColumn = new QVBoxLayout(top);
  topColumn->setContentsMargins(0, 0, 0, 0);
  topColumn->addWidget(heatmap_, 1);
  topColumn->addWidget(legend_);
  splitter_->setObjectName(QStringLiteral("sensitivitySplitter"));
  splitter_->addWidget(top);
  splitter_->addWidget(panel_);
  splitter_->setStretchFactor(0, 3);  // many methods need the rows more than the curves need the height
  splitter_->setStretchFactor(1, 2);
  splitter_->setSizes({600, 400});
  splitter_->setChildrenCollapsible(false);

  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->addLayout(controls);
  column->addWidget(makeLimits());
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
  linkCursors();
  connect(workspace, &Workspace::modelOpened, this, &SensitivityPage::updateEmptyState);
  connect(workspace, &Workspace::modelOpened, this, &SensitivityPage::followDecider);
  connect(workspace, &Workspace::selectionChanged, this, &SensitivityPage::followDecider);
  connect(workspace, &Workspace::scoresChanged, this, &SensitivityPage::updateEmptyState);
  connect(workspace, &Workspace::runningChanged, this, &SensitivityPage::updateEmptyState);
  ScoreScale initial;
  initial.logarithmic = true;
  setScoreScale(initial);
  updateEmptyState();
}

CurvesChart* SensitivityPage::curves() const {
  return panel_->chart();
}

void SensitivityPage::makeControls(QHBoxLayout* row) {
  for (const MetricEntry& entry : metricEntries()) {
    metric_->addItem(entry.title, static_cast<int>(entry.metric));
    metric_->setItemData(metric_->count() - 1, entry.summary, Qt::ToolTipRole);
  }
  metric_->setToolTip(tr("Which score is shown; not necessarily the one that decides"));
  metric_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);  // some names are long
  metric_->setMinimumContentsLength(12);
  metric_->view()->setTextElideMode(Qt::ElideNone);
  metric_->view()->setMinimumWidth(metric_->view()->sizeHintForColumn(0) + 2 * fontMetrics().averageCharWidth());
  form_->addItem(tr("Linear"));
  form_->addItem(tr("log(1 − score)"));
  form_->setToolTip(
      tr("Scores crowd just below 1: log(1 − score) spreads them out. Decibels are logarithmic by themselves."));
  range_->addItem(tr("Range of the data"));
  range_->addItem(tr("Fixed range"));
  range_->setToolTip(tr("Colours over the scores that are there, or between limits that you set"));
  colors_->addItem(tr("Viridis"), static_cast<int>(ColorMap::viridis));
  colors_->addItem(tr("Cividis"), static_cast<int>(ColorMap::cividis));
  colors_->setToolTip(tr("Colour map; Cividis looks the same with colour vision deficiency"));
  const auto add = [&](const QString& text, QComboBox* box) {
    auto* label = new QLabel(text, this);
    label->setBuddy(box);
    box->setAccessibleName(withoutMnemonic(text));
    row->addWidget(label);
    row->addWidget(box);
    connect(box, &QComboBox::activated, this, &SensitivityPage::readControls);
  };
  add(tr("&Score"), metric_);
  add(tr("Sc&ale"), form_);
  add(tr("Ran&ge"), range_);
  add(tr("C&olours"), colors_);
  row->addStretch(1);

  paint_->setText(tr("Paint"));
  paint_->setAccessibleName(tr("Paint methods"));
  paint_->setToolTip(
      tr("Drag along a row to use its method for the layers passed over; with Alt to clear them (P in "
         "the heatmap). With the keyboard: Ctrl+Shift+Left or Right."));
  paint_->setCheckable(true);
  connect(paint_, &QToolButton::toggled, heatmap_, &HeatmapView::setPainting);
  connect(heatmap_, &HeatmapView::paintingChanged, paint_, &QToolButton::setChecked);
  export_->setText(tr("Export"));
  export_->setToolTip(tr("Save or copy the heatmap, the curves and the scores"));
  export_->setPopupMode(QToolButton::InstantPopup);
  for (QToolButton* button : {paint_, export_}) {
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
  }
}

QWidget* SensitivityPage::makeLimits() {
  limitRow_ = new QWidget(this);
  auto* row = new QHBoxLayout(limitRow_);
  row->setContentsMargins(0, 0, 0, 0);
  const auto add = [&](const QString& text, const QString& name) {
    auto* box = new QDoubleSpinBox(limitRow_);
    auto* label = new QLabel(text, limitRow_);
    label->setBuddy(box);
    box->setAccessibleName(name);
    box->setToolTip(tr("Scores beyond the limits get the colour at the end of the scale"));
    box->setKeyboardTracking(false);
    row->addWidget(label);
    row->addWidget(box);
    connect(box, &QDoubleSpinBox::valueChanged, this, &SensitivityPage::readLimits);
    return box;
  };
  from_ = add(tr("Fro&m"), tr("Lower limit of the scale"));
  to_ = add(tr("&to"), tr("Upper limit of the scale"));
  auto* reset = new QToolButton(limitRow_);
  reset->setText(tr("Whole range"));
  reset->setToolTip(tr("Take the metric's whole range again"));
  reset->setFocusPolicy(Qt::StrongFocus);
  row->addWidget(reset);
  auto* asData = new QToolButton(limitRow_);
  asData->setText(tr("As the data now"));
  asData->setToolTip(tr("Keep the limits that the scores have now"));
  asData->setFocusPolicy(Qt::StrongFocus);
  row->addWidget(asData);
  row->addStretch(1);
  connect(reset, &QToolButton::clicked, this, [this] {
    limits_.erase(scale_.metric);
    readControls();
  });
  connect(asData, &QToolButton::clicked, this, [this] {
    const ScoreRange range = heatmap_->heatmapModel()->dataRange(scale_);
    if (!range.valid) return;
    limits_[scale_.metric] = {scale_.value(range.lower), scale_.value(range.upper)};
    readControls();
  });
  limitRow_->hide();
  return limitRow_;
}

/// The layer under the mouse in one of the two is marked in the other, and its method's curve stands out.
void SensitivityPage::linkCursors() {
  connect(heatmap_, &HeatmapView::layerHovered, this, [this](int layer) {
    curves()->setHovered(layer);
    heatmap_->setHovered(layer);
  });
  connect(heatmap_, &HeatmapView::rowHovered, this,
          [this](int row) { panel_->setHighlighted(row < 0 ? std::string() : heatmap_->heatmapModel()->method(row)); });
  connect(curves(), &CurvesChart::layerHovered, heatmap_, &HeatmapView::setHovered);
}

void SensitivityPage::setActions(const QList<QAction*>& open, const QList<QAction*>& analyse) {
  openActions_ = open;
  analyseActions_ = analyse;
  updateEmptyState();
}

void SensitivityPage::setScoreScale(const ScoreScale& scale) {
  scale_ = scale;
  if (scale.fixed && scale.lower && scale.upper) limits_[scale.metric] = {*scale.lower, *scale.upper};
  metric_->setCurrentIndex(metric_->findData(static_cast<int>(scale.metric)));
  form_->setCurrentIndex(scale.logarithmic ? 1 : 0);
  form_->setEnabled(scale.canUseLog());
  range_->setCurrentIndex(scale.fixed ? 1 : 0);
  colors_->setCurrentIndex(colors_->findData(static_cast<int>(scale.colors)));
  showLimits();
  heatmap_->setScoreScale(scale);
  curves()->setScoreScale(scale);
}

/// The score that decides is shown first: another one would not explain the plan's outlines.
void SensitivityPage::followDecider() {
  const Metric decides = workspace_->selection().metric;
  if (decides == decider_) return;
  decider_ = decides;
  metric_->setCurrentIndex(metric_->findData(static_cast<int>(decides)));
  readControls();
}

void SensitivityPage::readControls() {
  ScoreScale scale;
  scale.metric = static_cast<Metric>(metric_->currentData().toInt());
  scale.logarithmic = form_->currentIndex() == 1;
  scale.fixed = range_->currentIndex() == 1;
  scale.colors = static_cast<ColorMap>(colors_->currentData().toInt());
  if (const auto limits = limits_.find(scale.metric); limits != limits_.end()) {
    scale.lower = limits->second.first;
    scale.upper = limits->second.second;
  }
  setScoreScale(scale);
}

void SensitivityPage::showLimits() {
  limitRow_->setVisible(scale_.fixed);
  const auto whole = wholeRange(scale_.metric);
  const double lower = scale_.lower.value_or(whole.first), upper = scale_.upper.value_or(whole.second);
  const bool unit = !metricUnit(scale_.metric).isEmpty();
  const QSignalBlocker blockFrom(from_), blockTo(to_);
  for (QDoubleSpinBox* box : {from_, to_}) {
    box->setDecimals(unit ? 2 : 7);
    box->setSingleStep(unit ? 1 : 0.01);
    box->setSuffix(unit ? QString(u' ' % metricUnit(scale_.metric)) : QString());
    box->setRange(unit ? -200 : -1, unit ? 200 : 1);
  }
  from_->setMaximum(upper);
  to_->setMinimum(lower);
  from_->setValue(lower);
  to_->setValue(upper);
}

void SensitivityPage::readLimits() {
  if (!(to_->value() > from_->value())) return;
  limits_[scale_.metric] = {from_->value(), to_->value()};
  readControls();
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
