#include "ui/panels/layer_dock.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/format.h"
#include "ui/panels/distribution_view.h"
#include "ui/panels/layer_ranking.h"
#include "ui/panels/restoration_view.h"
#include "ui/panels/weight_error_view.h"

namespace calm::ui {

namespace {

constexpr int kRefreshMilliseconds = 100;

template <class Part>
const Part* ofLayer(const std::vector<Part>& parts, int layer) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.layer == layer; });
  return found == parts.end() ? nullptr : &*found;
}

}  // namespace

LayerDock::LayerDock(Workspace* workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      number_(new QSpinBox(this)),
      count_(new QLabel(this)),
      tabs_(new QTabWidget(this)),
      ranking_(new LayerRanking(workspace, this)),
      distributions_(new DistributionView(this)),
      weights_(new WeightErrorView(this)),
      restoration_(new RestorationView(this)) {
  number_->setAccessibleName(tr("Layer"));
  number_->setToolTip(tr("The selected layer: the heatmap, the plan and this dock follow each other"));
  number_->setKeyboardTracking(false);
  auto* label = new QLabel(tr("La&yer"), this);
  label->setBuddy(number_);
  tabs_->setDocumentMode(true);
  tabs_->addTab(ranking_, tr("Ranking"));
  tabs_->addTab(makePart(parts_[0], Analysis::distributions, distributions_,
                         tr("Histograms, tails and outlier channels of the weights, and of what arrives at each linear "
                            "on the calibration text."),
                         tr("&Compute distributions")),
                tr("Values"));
  tabs_->addTab(makePart(parts_[1], Analysis::weightErrors, weights_,
                         tr("How far each quantized linear's weights are from the original's. Needs a plan with a "
                            "method for every layer."),
                         tr("&Compute weight errors")),
                tr("Weights"));
  tabs_->addTab(makePart(parts_[2], Analysis::restorations, restoration_,
                         tr("The matrix that would best turn the quantized layer's output back into the original's, "
                            "and what it could repair. Needs a plan with a method for every layer."),
                         tr("&Compute restoration")),
                tr("Repair"));
  tabs_->setTabToolTip(0, tr("All methods at this layer, best first"));
  tabs_->setTabToolTip(1, tr("Distributions of the weights and activations of this layer"));
  tabs_->setTabToolTip(2, tr("Error of each quantized linear"));
  tabs_->setTabToolTip(3, tr("Restoration matrix: what a linear map could repair at this layer"));
  tabs_->setUsesScrollButtons(false);
  tabs_->setElideMode(Qt::ElideRight);  // a narrow window comes first
  auto* head = new QHBoxLayout;
  head->addWidget(label);
  head->addWidget(number_);
  head->addWidget(count_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 6, 4, 4);
  column->addLayout(head);
  column->addWidget(tabs_, 1);

  timer_.setSingleShot(true);
  timer_.setInterval(kRefreshMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &LayerDock::refresh);
  connect(number_, &QSpinBox::valueChanged, workspace, &Workspace::setCurrentLayer);
  const auto later = [this] {
    if (!timer_.isActive()) timer_.start();
  };
  connect(workspace, &Workspace::currentLayerChanged, this, &LayerDock::refresh);
  connect(workspace, &Workspace::modelOpened, this, &LayerDock::refresh);
  connect(workspace, &Workspace::scoresChanged, this, later);
  connect(workspace, &Workspace::planChanged, this, later);
  connect(workspace, &Workspace::selectionChanged, this, later);
  connect(workspace, &Workspace::analysesChanged, this, &LayerDock::refresh);
  connect(workspace, &Workspace::analysisOptionsChanged, this, &LayerDock::refreshState);
  connect(workspace->jobs(), &JobRunner::stateChanged, this, &LayerDock::refreshState);
  refresh();
}

QWidget* LayerDock::makePart(Part& part, Analysis analysis, QWidget* view, const QString& invitation,
                             const QString& button) {
  part.analysis = analysis;
  part.stack = new QStackedWidget(this);
  auto* empty = new QWidget(part.stack);
  part.invitation = new QLabel(invitation, empty);
  part.invitation->setWordWrap(true);
  part.compute = new QPushButton(button, empty);
  auto* emptyColumn = new QVBoxLayout(empty);
  emptyColumn->addWidget(part.invitation);
  emptyColumn->addWidget(part.compute);
  emptyColumn->addStretch(1);
  auto* full = new QWidget(part.stack);
  part.stale = new QLabel(tr("Computed for an earlier plan or other calibration."), full);
  part.stale->setWordWrap(true);
  part.again = new QPushButton(tr("Compute &again"), full);
  auto* fullColumn = new QVBoxLayout(full);
  fullColumn->setContentsMargins(0, 0, 0, 0);
  fullColumn->addWidget(view, 1);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(6, 0, 6, 6);
  row->addWidget(part.stale, 1);
  row->addWidget(part.again);
  fullColumn->addLayout(row);
  part.stack->addWidget(empty);
  part.stack->addWidget(full);
  for (QPushButton* each : {part.compute, part.again}) {
    each->setAccessibleName(withoutMnemonic(each->text()));
    connect(each, &QPushButton::clicked, workspace_, [this, analysis] { workspace_->runAnalysis(analysis); });
  }
  return part.stack;
}

int LayerDock::layer() const {
  return std::clamp(workspace_->currentLayer(), 0, std::max(0, workspace_->layers() - 1));
}

/// Behind another dock it costs nothing, and is up to date when it comes to the front.
void LayerDock::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (late_) refresh();
}

void LayerDock::refresh() {
  timer_.stop();
  late_ = !isVisible();
  if (late_) return;
  const QSignalBlocker blocker(number_);
  number_->setRange(0, std::max(0, workspace_->layers() - 1));
  number_->setValue(layer());
  number_->setEnabled(workspace_->layers() > 0);
  count_->setText(workspace_->layers() > 0 ? tr("of 0 to %1").arg(workspace_->layers() - 1) : QString());
  ranking_->setLayer(workspace_->hasModel() ? layer() : -1);
  const SessionAnalyses& analyses = workspace_->analyses();
  const LayerDistributions* distributions = ofLayer(analyses.distributions, layer());
  const LayerWeightErrors* errors = ofLayer(analyses.weight_errors, layer());
  const Restoration* restoration = ofLayer(analyses.restorations, layer());
  if (distributions != nullptr) distributions_->setLayer(*distributions);
  if (errors != nullptr) weights_->setErrors(*errors);
  if (restoration != nullptr) restoration_->setRestoration(*restoration);
  parts_[0].stack->setCurrentIndex(distributions != nullptr ? 1 : 0);
  parts_[1].stack->setCurrentIndex(errors != nullptr ? 1 : 0);
  parts_[2].stack->setCurrentIndex(restoration != nullptr ? 1 : 0);
  refreshState();
}

void LayerDock::refreshState() {
  const JobInfo job = workspace_->jobs()->current();
  const bool busy = job.id != 0 && job.kind != JobKind::save && job.kind != JobKind::estimate;
  const bool open = workspace_->hasModel();
  const bool quantized = open && workspace_->model()->info().quantized;
  for (const Part& part : parts_) {
    const bool plan = part.analysis != Analysis::distributions;
    const bool lacking = plan && (workspace_->layers() == 0 || !workspace_->plan().complete());
    const QString reason = !open       ? tr("Open a model first.")
                           : quantized ? tr("This model is quantized already: open the original")
                           : lacking   ? tr("The plan has layers without a method: analyse first")
                           : busy      ? tr("Another job is running: wait for it or cancel it.")
                                       : QString();
    for (QPushButton* button : {part.compute, part.again}) {
      button->setEnabled(reason.isEmpty());
      button->setToolTip(reason.isEmpty() ? tr("Runs the calibration text through the model; kept with the session")
                                          : reason);
    }
    part.stale->setVisible(!workspace_->isCurrent(part.analysis));
  }
}

}  // namespace calm::ui
