#include "ui/views/similarity_page.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "calm/analyses.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/strings.h"
#include "ui/views/empty_state.h"
#include "ui/views/matrix_view.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {

constexpr double kUsualThreshold = 0.9;
constexpr double kZoomStep = 1.5;
constexpr int kSliderSteps = 1000;
constexpr int kExactDigits = 6;

/// The first state is the embedding, state i the output of layer i - 1.
QString stateLabel(int state) {
  return state == 0 ? SimilarityPage::tr("emb.") : QString::number(state - 1);
}
QString stateName(int state) {
  return state == 0 ? SimilarityPage::tr("embedding") : SimilarityPage::tr("output of layer %1").arg(state - 1);
}

double cell(const calm::LayerSimilarity& similarity, int row, int column) {
  return similarity.cka[static_cast<size_t>(row) * static_cast<size_t>(similarity.count) + static_cast<size_t>(column)];
}

}  // namespace

SimilarityPage::SimilarityPage(Workspace* workspace, QWidget* parent, std::shared_ptr<FilePrompt> prompt)
    : QWidget(parent),
      workspace_(workspace),
      prompt_(std::move(prompt)),
      stack_(new QStackedWidget(this)),
      inner_(new QStackedWidget(this)),
      closed_(new EmptyState(this)),
      empty_(new EmptyState(this)),
      compute_(new QAction(makeIcon(Icon::analyse), tr("&Compute similarity"), this)),
      matrix_(new MatrixView(this)) {
  compute_->setToolTip(tr("Compare the hidden states of all layers on the calibration text (CKA)"));
  connect(compute_, &QAction::triggered, this, &SimilarityPage::compute);
  matrix_->setAccessibleName(tr("Similarity of layers"));
  matrix_->setToolTip(tr("Arrows move, + and - zoom, 0 shows all"));
  closed_->setText(
      tr("Open a model to compare its layers"),
      tr("CKA between all pairs of layers shows which layers do much the same, and where the model changes "
         "its mind."));
  empty_->setText(
      tr("Which layers are alike?"),
      tr("Runs the calibration text through the model and compares the hidden states of all pairs of layers "
         "by linear CKA: 1 is the same up to rotation and scale. Blocks of similar layers are candidates "
         "for the same method."));
  empty_->setActions({compute_});

  auto* content = new QWidget(this);
  note_ = new QLabel(content);
  note_->setWordWrap(true);
  note_->setTextFormat(Qt::PlainText);
  note_->setAccessibleName(tr("About this similarity"));
  auto* picture = new QWidget(content);
  auto* pictureColumn = new QVBoxLayout(picture);
  pictureColumn->setContentsMargins(0, 0, 0, 0);
  pictureColumn->addWidget(matrix_, 1);
  auto* under = new QHBoxLayout;
  under->addWidget(note_, 1);
  const auto zoomButton = [&](const QString& text, const QString& tip, auto action) {
    auto* button = new QToolButton(picture);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, matrix_, action);
    under->addWidget(button, 0, Qt::AlignTop);
  };
  zoomButton(QStringLiteral("−"), tr("Zoom out"), [this] { matrix_->zoomBy(1 / kZoomStep); });
  zoomButton(QStringLiteral("+"), tr("Zoom in"), [this] { matrix_->zoomBy(kZoomStep); });
  zoomButton(tr("All"), tr("Show all layers"), [this] { matrix_->showAll(); });
  pictureColumn->addLayout(under);
  auto* copyAction = new QAction(tr("Copy"), matrix_);
  copyAction->setToolTip(tr("Copy the similarity"));
  copyAction->setShortcut(QKeySequence::Copy);
  copyAction->setShortcutContext(Qt::WidgetShortcut);
  matrix_->addAction(copyAction);
  connect(copyAction, &QAction::triggered, this, &SimilarityPage::copy);
  auto* splitter = new QSplitter(Qt::Horizontal, content);
  splitter->setObjectName(QStringLiteral("similaritySplitter"));
  splitter->addWidget(picture);
  splitter->addWidget(makeBlocks());
  splitter->setStretchFactor(0, 1);
  splitter->setStretchFactor(1, 0);
  splitter->setChildrenCollapsible(false);
  splitter->setSizes({100 * splitter->widget(1)->minimumWidth(), splitter->widget(1)->minimumWidth()});
  inner_->addWidget(empty_);
  inner_->addWidget(splitter);
  auto* column = new QVBoxLayout(content);
  column->addWidget(makeControls());
  column->addWidget(inner_, 1);
  stack_->addWidget(closed_);
  stack_->addWidget(content);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);

  connect(matrix_, &MatrixView::cellDescribed, this, &SimilarityPage::cellDescribed);
  connect(matrix_, &MatrixView::cursorMoved, this, [this](int row, int) {
    if (row > 0) workspace_->setCurrentLayer(row - 1);
  });
  connect(workspace, &Workspace::modelOpened, this, &SimilarityPage::refresh);
  connect(workspace, &Workspace::analysesChanged, this, &SimilarityPage::refresh);
  connect(workspace, &Workspace::planChanged, this, &SimilarityPage::refreshState);
  connect(workspace, &Workspace::analysisOptionsChanged, this, &SimilarityPage::refreshState);
  connect(workspace->jobs(), &JobRunner::stateChanged, this, &SimilarityPage::refreshState);
  refresh();
}

QWidget* SimilarityPage::makeControls() {
  auto* bar = new QWidget(this);
  model_ = new QComboBox(bar);
  model_->addItems({tr("Original"), tr("Hybrid (the plan)")});
  model_->setToolTip(tr("Whose layers are compared with each other"));
  form_ = new QComboBox(bar);
  form_->addItems({tr("Linear"), tr("log(1 − CKA)")});
  form_->setToolTip(tr("Similarities crowd just below 1: log(1 − CKA) spreads them out"));
  range_ = new QComboBox(bar);
  range_->addItems({tr("Range of the data"), tr("Fixed range")});
  range_->setToolTip(tr("Colours over the values that are there, or from 0 to 1"));
  colors_ = new QComboBox(bar);
  colors_->addItem(tr("Viridis"), static_cast<int>(ColorMap::viridis));
  colors_->addItem(tr("Cividis"), static_cast<int>(ColorMap::cividis));
  colors_->setToolTip(tr("Colour map; Cividis looks the same with colour vision deficiency"));
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  const auto add = [&](const QString& text, QComboBox* box) {
    auto* label = new QLabel(text, bar);
    label->setBuddy(box);
    box->setAccessibleName(withoutMnemonic(text));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(7);
    row->addWidget(label);
    row->addWidget(box, 1);
    connect(box, &QComboBox::activated, this, &SimilarityPage::refresh);
  };
  add(tr("Mo&del"), model_);
  add(tr("Sc&ale"), form_);
  add(tr("Ran&ge"), range_);
  add(tr("C&olours"), colors_);
  row->addStretch(1);
  return bar;
}

QWidget* SimilarityPage::makeBlocks() {
  auto* side = new QWidget(this);
  auto* title = new QLabel(tr("Blocks of similar layers"), side);
  QFont bold = title->font();
  bold.setBold(true);
  title->setFont(bold);
  slider_ = new QSlider(Qt::Horizontal, side);
  slider_->setRange(0, kSliderSteps);
  slider_->setAccessibleName(tr("Threshold slider"));
  const QString rule = tr(
      "From the embedding on, a block grows by the next layer as long as the mean CKA over all its pairs stays at or "
      "above the threshold.");
  slider_->setToolTip(rule);
  threshold_ = new QDoubleSpinBox(side);
  threshold_->setRange(0, 1);
  threshold_->setDecimals(3);
  threshold_->setSingleStep(0.01);
  // Before the signals are connected: the rest of the page is not there yet.
  threshold_->setValue(kUsualThreshold);
  slider_->setValue(static_cast<int>(std::lround(kUsualThreshold * kSliderSteps)));
  threshold_->setAccessibleName(tr("Threshold"));
  threshold_->setToolTip(rule);
  auto* thresholdLabel = new QLabel(tr("T&hreshold"), side);
  thresholdLabel->setBuddy(threshold_);
  auto* ruleLabel = new QLabel(rule, side);
  ruleLabel->setWordWrap(true);
  ruleLabel->setForegroundRole(QPalette::PlaceholderText);
  reading_ = new QLabel(side);
  reading_->setWordWrap(true);
  reading_->setTextFormat(Qt::PlainText);
  reading_->setAccessibleName(tr("Reading of the blocks"));
  list_ = new QTreeWidget(side);
  list_->setColumnCount(3);
  list_->setHeaderLabels({tr("Hidden states"), tr("Number"), tr("Mean CKA")});
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->header()->setStretchLastSection(false);
  list_->setTabKeyNavigation(false);
  list_->setAccessibleName(tr("Blocks"));
  list_->setToolTip(tr("A block is outlined in the picture; choosing one selects its first layer"));
  copy_ = new QPushButton(tr("Cop&y"), side);
  copy_->setAccessibleName(tr("Copy the similarity"));
  copy_->setToolTip(tr("Copy as a picture, and as a table for programs that take text"));
  save_ = new QPushButton(tr("Sa&ve…"), side);
  save_->setAccessibleName(tr("Save the similarity"));
  save_->setToolTip(tr("Save as a picture (PNG, SVG) or as a table (CSV)"));

  auto* thresholdRow = new QHBoxLayout;
  thresholdRow->addWidget(thresholdLabel);
  thresholdRow->addWidget(slider_, 1);
  thresholdRow->addWidget(threshold_);
  auto* compute = new QToolButton(side);
  compute->setDefaultAction(compute_);
  compute->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  compute->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  compute->setFocusPolicy(Qt::StrongFocus);
  compute->setAccessibleName(tr("Compute similarity"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(copy_, 1);
  buttons->addWidget(save_, 1);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(title);
  column->addLayout(thresholdRow);
  column->addWidget(ruleLabel);
  column->addWidget(list_, 1);
  column->addWidget(reading_);
  column->addLayout(buttons);
  column->addWidget(compute);
  side->setMinimumWidth(fontMetrics().averageCharWidth() * 41);

  connect(slider_, &QSlider::valueChanged, this,
          [this](int value) { threshold_->setValue(static_cast<double>(value) / kSliderSteps); });
  connect(threshold_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
    const QSignalBlocker blocker(slider_);
    slider_->setValue(static_cast<int>(std::lround(value * kSliderSteps)));
    refreshBlocks();
  });
  connect(list_, &QTreeWidget::currentItemChanged, this, &SimilarityPage::showBlock);
  connect(copy_, &QPushButton::clicked, this, &SimilarityPage::copy);
  connect(save_, &QPushButton::clicked, this, &SimilarityPage::save);
  return side;
}

void SimilarityPage::setActions(const QList<QAction*>& open) {
  closed_->setActions(open);
}

QString SimilarityPage::reading() const {
  return reading_->text();
}
void SimilarityPage::setThreshold(double threshold) {
  threshold_->setValue(threshold);
}
bool SimilarityPage::ofPlan() const {
  return model_->currentIndex() == 1;
}

const calm::LayerSimilarity* SimilarityPage::shown() const {
  const SessionAnalyses& analyses = workspace_->analyses();
  const auto& similarity = ofPlan() ? analyses.plan_similarity : analyses.original_similarity;
  return similarity && similarity->count > 0 ? &*similarity : nullptr;
}

void SimilarityPage::compute() {
  workspace_->runAnalysis(ofPlan() ? Analysis::planSimilarity : Analysis::originalSimilarity);
}

void SimilarityPage::refresh() {
  stack_->setCurrentIndex(workspace_->hasModel() ? 1 : 0);
  const calm::LayerSimilarity* similarity = shown();
  inner_->setCurrentIndex(similarity != nullptr ? 1 : 0);
  MatrixPicture picture;
  if (similarity != nullptr) {
    ScoreScale scale;
    scale.logarithmic = form_->currentIndex() == 1;
    scale.colors = static_cast<ColorMap>(colors_->currentData().toInt());
    ScoreRange range;
    if (range_->currentIndex() == 1) {
      range = fixedRange(scale);
    } else {
      for (int row = 0; row < similarity->count; ++row) {
        for (int column = 0; column < row; ++column) range.include(scale.position(cell(*similarity, row, column)));
      }
    }
    picture.rows = picture.columns = similarity->count;
    picture.values = similarity->cka;
    picture.title = scale.axisTitle();
    picture.colors = scale.colors;
    picture.fraction = [scale, range](double value) { return range.fraction(scale.position(value)); };
    picture.ticks.emplace_back(0, scale.tickText(range.lower));
    for (const auto& [position, text] : scale.ticks(range.lower, range.upper)) {
      picture.ticks.emplace_back(range.fraction(position), text);
    }
    picture.ticks.emplace_back(1, scale.tickText(range.upper));
    picture.label = stateLabel;
    picture.axis = tr("Embedding, then output of layer");
    picture.describe = [values = *similarity](int row, int column) {
      return tr("%1 and %2: CKA %3")
          .arg(stateName(row), stateName(column), formatNumber(cell(values, row, column), kExactDigits));
    };
  }
  matrix_->setPicture(std::move(picture));
  refreshBlocks();
  refreshState();
}

void SimilarityPage::refreshState() {
  const JobInfo job = workspace_->jobs()->current();
  const bool busy = job.id != 0 && job.kind != JobKind::save && job.kind != JobKind::estimate;
  const bool plan = ofPlan();
  const bool complete = workspace_->layers() > 0 && workspace_->plan().complete();
  const bool quantized = workspace_->hasModel() && workspace_->model()->info().quantized;
  compute_->setEnabled(workspace_->hasModel() && !busy && !quantized && (!plan || complete));
  compute_->setToolTip(quantized           ? tr("This model is quantized already: open the original")
                       : plan && !complete ? tr("The plan has layers without a method: analyse first")
                       : busy              ? tr("Another job is running: wait for it or cancel it.")
                       : shown() != nullptr
                           ? tr("Compute the similarity again")
                           : tr("Compare the hidden states of all layers on the calibration text (CKA)"));
  const calm::LayerSimilarity* similarity = shown();
  copy_->setEnabled(similarity != nullptr);
  save_->setEnabled(similarity != nullptr);
  if (similarity == nullptr) return;
  QStringList notes = {plan ? tr("Of the plan: %1.").arg(toQString(similarity->model)) : tr("Of the original model.")};
  if (similarity->tokens > 0) {
    notes << tr("%1 tokens, %2 wide.").arg(formatCount(similarity->tokens), formatCount(similarity->width));
    if (similarity->tokens < 4 * similarity->width) {
      notes << tr("CKA is inflated below 4 tokens for each of the width: use a larger calibration to compare numbers.");
    }
  }
  if (!workspace_->isCurrent(plan ? Analysis::planSimilarity : Analysis::originalSimilarity)) {
    notes << tr("Computed for an earlier plan or other calibration: compute it again.");
  }
  note_->setText(notes.join(u' '));
}

void SimilarityPage::refreshBlocks() {
  blocks_.clear();
  const QSignalBlocker blocker(list_);
  list_->clear();
  reading_->clear();
  std::vector<std::pair<int, int>> outlines;
  const calm::LayerSimilarity* similarity = shown();
  if (similarity == nullptr) {
    matrix_->setOutlines({});
    return;
  }
  blocks_ = similarity_blocks(similarity->cka, similarity->count, threshold_->value());
  int several = 0, longest = 0;
  for (const SimilarityBlock& block : blocks_) {
    outlines.emplace_back(block.first, block.last);
    const QString name = block.size() == 1 ? stateLabel(block.first)
                                           : tr("%1 to %2").arg(stateLabel(block.first), stateLabel(block.last));
    auto* item = new QTreeWidgetItem(list_, {name, QString::number(block.size()), formatNumber(block.mean, 4)});
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    several += block.size() > 1 ? 1 : 0;
    if (block.size() > blocks_[static_cast<size_t>(longest)].size()) longest = static_cast<int>(outlines.size()) - 1;
  }
  for (int column = 0; column < 3; ++column) list_->resizeColumnToContents(column);
  matrix_->setOutlines(std::move(outlines));

  int step = 1;  // the largest change between neighbours
  for (int state = 2; state < similarity->count; ++state) {
    if (cell(*similarity, state - 1, state) < cell(*similarity, step - 1, step)) step = state;
  }
  QStringList lines;
  const SimilarityBlock& most = blocks_[static_cast<size_t>(longest)];
  lines << (several == 0 ? tr("No two neighbours are that similar.")
                         : tr("%n blocks of several layers; the longest runs from %1 to %2.", nullptr, several)
                               .arg(stateName(most.first), stateName(most.last)));
  if (similarity->count > 1) {
    lines << tr("The largest change between neighbours: %1 to %2, CKA %3.")
                 .arg(stateName(step - 1), stateName(step), formatNumber(cell(*similarity, step - 1, step), 4));
  }
  reading_->setText(lines.join(u'\n'));
}

void SimilarityPage::showBlock() {
  const int row = list_->indexOfTopLevelItem(list_->currentItem());
  if (row < 0 || row >= static_cast<int>(blocks_.size())) return;
  std::vector<std::pair<int, int>> outlines;
  for (const SimilarityBlock& block : blocks_) outlines.emplace_back(block.first, block.last);
  matrix_->setOutlines(std::move(outlines), row);
  const int first = blocks_[static_cast<size_t>(row)].first;
  workspace_->setCurrentLayer(std::max(0, first - 1));
}

QString SimilarityPage::csv() const {
  const calm::LayerSimilarity* similarity = shown();
  if (similarity == nullptr) return {};
  const auto name = [](int state) {
    return state == 0 ? QStringLiteral("embedding") : QStringLiteral("layer %1").arg(state - 1);
  };
  QString out = QStringLiteral("state");
  for (int column = 0; column < similarity->count; ++column) out += u',' % name(column);
  out += u'\n';
  for (int row = 0; row < similarity->count; ++row) {
    out += name(row);
    for (int column = 0; column < similarity->count; ++column) {
      out += u',' % QString::number(cell(*similarity, row, column), 'g', 10);
    }
    out += u'\n';
  }
  return out;
}

void SimilarityPage::copy() const {
  if (shown() == nullptr) return;
  auto* copied = new QMimeData;
  copied->setImageData(matrix_->image());
  copied->setText(csv().replace(u',', u'\t'));
  QGuiApplication::clipboard()->setMimeData(copied);
}

bool SimilarityPage::saveTo(const QString& path, QString* error) const {
  const bool table = path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive);
  const bool vector = path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive);
  QSaveFile file(path);
  bool written = file.open(QIODevice::WriteOnly);
  if (written && (table || vector)) {
    const QByteArray bytes = table ? csv().toUtf8() : matrix_->svg();
    written = file.write(bytes) == bytes.size();
  } else if (written) {
    written = matrix_->image().save(&file, "PNG");
  }
  if (written && file.commit()) return true;
  if (error != nullptr) *error = tr("The similarity could not be written to %1: %2").arg(path, file.errorString());
  return false;
}

void SimilarityPage::save() {
  prompt_->ask(this, FilePrompt::Kind::SaveFile, tr("Save the similarity"), QStringLiteral("similarity.png"),
               tr("Picture (*.png);;Vector picture (*.svg);;Table (*.csv)"), [this](const QString& path) {
                 QString error;
                 if (!saveTo(path, &error)) Q_EMIT saveFailed(error);
               });
}

}  // namespace calm::ui
