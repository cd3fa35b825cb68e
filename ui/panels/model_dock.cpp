#include "ui/panels/model_dock.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/format.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/quantized_size.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kLayerRole = Qt::UserRole;

QString shapeText(const calm::LinearInfo& linear) {
  return ModelDock::tr("%1 × %2").arg(formatCount(linear.out_features), formatCount(linear.in_features));
}

}  // namespace

ModelDock::ModelDock(QWidget* parent, std::function<QString(const std::string&)> methodTitle)
    : QWidget(parent),
      methodTitle_(methodTitle ? std::move(methodTitle) : [](const std::string& spec) { return toQString(spec); }),
      stack_(new QStackedWidget(this)),
      factBox_(new QWidget(this)),
      tree_(new QTreeWidget(this)),
      note_(new QLabel(this)),
      copy_(new QToolButton(this)) {
  auto* empty = new QLabel(tr("No model is open.\nOpen a model folder or a GGUF file, or drop one here."), this);
  empty->setAlignment(Qt::AlignCenter);
  empty->setWordWrap(true);

  tree_->setColumnCount(ColumnCount);
  tree_->setHeaderLabels({tr("Layer"), tr("Shape"), tr("Stored"), tr("Bits"), tr("Group"), tr("Method")});
  tree_->headerItem()->setToolTip(Shape, tr("Outputs × inputs"));
  tree_->headerItem()->setToolTip(Stored, tr("Type of the weights in the file"));
  tree_->headerItem()->setToolTip(Bits, tr("Bits of weights and of activations once quantized: W4A8 is 4 and 8"));
  tree_->headerItem()->setToolTip(Group, tr("Input channels that share one weight scale"));
  tree_->headerItem()->setToolTip(Method, tr("The method that the plan gives this layer"));
  tree_->setUniformRowHeights(true);
  tree_->setAlternatingRowColors(true);
  tree_->setAccessibleName(tr("Layers of the model"));
  tree_->setToolTip(tr("Decoder layers and their linear layers"));
  tree_->header()->setStretchLastSection(true);
  tree_->header()->moveSection(Method, 1);  // what matters most in a narrow dock
  note_->setWordWrap(true);
  note_->setTextFormat(Qt::PlainText);
  note_->setAccessibleName(tr("Note on groups"));
  copy_->setText(tr("Copy as text"));
  copy_->setToolTip(tr("Copy the facts and the list of layers"));
  copy_->setAccessibleName(tr("Copy the model's description"));
  copy_->setFocusPolicy(Qt::StrongFocus);

  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->addWidget(factBox_);
  column->addWidget(note_);
  column->addWidget(tree_, 1);
  column->addWidget(copy_, 0, Qt::AlignLeft);
  stack_->addWidget(empty);
  stack_->addWidget(page);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);

  connect(copy_, &QToolButton::clicked, this, &ModelDock::copy);
  const auto tell = [this](const QTreeWidgetItem* item) {
    if (item != nullptr && !following_) Q_EMIT layerActivated(item->data(Name, kLayerRole).toInt());
  };
  connect(tree_, &QTreeWidget::itemActivated, this, tell);
  connect(tree_, &QTreeWidget::currentItemChanged, this, tell);
}

void ModelDock::setModel(const calm::ModelInfo& model) {
  model_ = model;
  plan_ = {};
  estimate_.reset();
  rebuildFacts();
  rebuildTree();
  stack_->setCurrentIndex(1);
}

void ModelDock::clearModel() {
  model_ = {};
  plan_ = {};
  rebuildTree();
  stack_->setCurrentIndex(0);
}

void ModelDock::setScheme(const calm::Scheme& scheme, const calm::Transform& transform) {
  if (scheme_ == scheme && transform_ == transform) return;
  scheme_ = scheme;
  transform_ = transform;
  if (stack_->currentIndex() == 0) return;
  rebuildFacts();
  showGroups();
}

void ModelDock::setEstimate(const std::optional<calm::CostEstimate>& estimate) {
  estimate_ = estimate;
  if (stack_->currentIndex() != 0) rebuildFacts();
}

void ModelDock::setCurrentLayer(int layer) {
  const QTreeWidgetItem* current = tree_->currentItem();
  if (current != nullptr && current->data(Name, kLayerRole).toInt() == layer) return;  // perhaps one of its linears
  following_ = true;
  QTreeWidgetItem* item =
      layer >= 0 && layer < static_cast<int>(layers_.size()) ? layers_[static_cast<size_t>(layer)] : nullptr;
  tree_->setCurrentItem(item);
  if (item != nullptr) tree_->scrollToItem(item);
  following_ = false;
}

void ModelDock::setPlan(const calm::Plan& plan) {
  plan_ = plan;
  for (int layer = 0; layer < static_cast<int>(layers_.size()); ++layer) showMethod(layer);
}

std::vector<ModelDock::Fact> ModelDock::facts() const {
  std::vector<Fact> facts;
  const auto add = [&](const QString& name, const QString& value) {
    if (!value.isEmpty()) facts.push_back({name, value});
  };
  const auto count = [](int64_t value) { return value > 0 ? formatCount(value) : QString(); };
  add(tr("Name"), toQString(model_.name));
  add(tr("Path"), toQString(model_.path));
  add(tr("Format"),
      model_.quantized ? tr("%1, quantized by this program").arg(toQString(model_.format)) : toQString(model_.format));
  add(tr("Architecture"), toQString(model_.architecture));
  if (model_.parameters > 0) {
    add(tr("Parameters"), tr("%1 (%2)").arg(formatParameters(model_.parameters), formatCount(model_.parameters)));
  }
  add(tr("Layers"), count(model_.layers));
  add(tr("Hidden / FFN width"), tr("%1 / %2").arg(formatCount(model_.hidden), formatCount(model_.intermediate)));
  add(tr("Heads"),
      model_.heads == model_.kv_heads
          ? tr("%1 × %2").arg(formatCount(model_.heads), formatCount(model_.head_dim))
          : tr("%1 × %3, keys and values %2 × %3")
                .arg(formatCount(model_.heads), formatCount(model_.kv_heads), formatCount(model_.head_dim)));
  add(tr("Vocabulary"), count(model_.vocab));
  add(tr("Positions"), count(model_.max_positions));
  add(tr("Rotary embedding"), toQString(model_.rope));
  add(tr("Embeddings"), model_.tied_embeddings ? tr("shared with the output head") : tr("separate output head"));
  add(tr("Stored as"), toQString(model_.dtype));
  add(tr("File size"), model_.file_bytes > 0 ? formatBytes(model_.file_bytes) : QString());
  add(tr("Tokenizer"), toQString(model_.tokenizer));
  if (!model_.quantized && !model_.linears.empty()) {
    const uint64_t bytes = expectedQuantizedBytes(model_, scheme_, transform_);
    // Against 16 bit: a file that is quantized itself says nothing about what is saved.
    const double whole = 2 * static_cast<double>(model_.parameters);
    add(tr("Quantized size"),
        whole > 0
            ? tr("about %1, %2 of 16 bit").arg(formatBytes(bytes), formatPercent(static_cast<double>(bytes) / whole, 0))
            : tr("about %1").arg(formatBytes(bytes)));
  }
  if (estimate_) {
    const QString need = formatBytes(estimate_->memory_bytes), have = formatBytes(estimate_->memory_available);
    add(tr("Analysis needs"), estimate_->memory_bytes > estimate_->memory_available
                                  ? tr("%1 of memory: too much, %2 are free here").arg(need, have)
                                  : tr("%1 of memory; %2 are free here").arg(need, have));
  }
  return facts;
}

void ModelDock::rebuildFacts() {
  delete factBox_->layout();
  qDeleteAll(factBox_->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  // Not a form layout: it cuts off values of more than one line.
  auto* grid = new QGridLayout(factBox_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(fontMetrics().height() / 5);
  grid->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
  grid->setColumnStretch(1, 1);
  for (const Fact& fact : facts()) {
    // A path has no place to break a line; anything else is shown whole.
    QLabel* value = nullptr;
    if (fact.value.contains(QLatin1Char('/')) && !fact.value.contains(QLatin1Char(' '))) {
      auto* elided = new ElidedLabel(factBox_);
      elided->setFullText(fact.value);
      value = elided;
    } else {
      value = new QLabel(fact.value, factBox_);
      value->setTextFormat(Qt::PlainText);
      value->setWordWrap(true);
      value->setMinimumWidth(1);
    }
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(tr("%1: %2").arg(fact.name, fact.value));
    value->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    const int row = grid->rowCount();
    auto* name = new QLabel(fact.name, factBox_);
    name->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(name, row, 0, Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(value, row, 1);
  }
}

QString ModelDock::bitsText(int group) const {
  if (group == 0) return tr("16");
  // A model that is quantized already says what it holds in its type.
  return model_.quantized ? QString() : toQString(widths_text(scheme_));
}

void ModelDock::rebuildTree() {
  following_ = true;
  tree_->clear();
  following_ = false;
  layers_.clear();
  linears_.clear();
  for (int layer = 0; layer < model_.layers; ++layer) {
    auto* item = new QTreeWidgetItem(tree_, {tr("Layer %1").arg(layer)});
    item->setData(Name, kLayerRole, layer);
    layers_.push_back(item);
  }
  for (const calm::LinearInfo& linear : model_.linears) {
    if (linear.layer < 0 || linear.layer >= model_.layers) {
      linears_.push_back(nullptr);
      continue;
    }
    auto* item = new QTreeWidgetItem(layers_[static_cast<size_t>(linear.layer)],
                                     {toQString(linear.name), shapeText(linear), toQString(linear.dtype)});
    item->setData(Name, kLayerRole, linear.layer);
    linears_.push_back(item);
  }
  showGroups();
  if (!layers_.empty()) layers_.front()->setExpanded(true);
  for (const int column : {Name, Shape, Bits, Group}) tree_->resizeColumnToContents(column);
  tree_->setColumnWidth(Method, fontMetrics().averageCharWidth() * 24);
  if (!layers_.empty()) layers_.front()->setExpanded(model_.layers == 1);
}

void ModelDock::showGroups() {
  QStringList shrunk, plain;
  for (size_t i = 0; i < linears_.size(); ++i) {
    if (linears_[i] == nullptr) continue;
    const calm::LinearInfo& linear = model_.linears[i];
    const int group = model_.quantized ? linear.group_size : calm::effective_group(scheme_, linear.in_features);
    QString tip;
    if (group == 0) {
      tip = tr("Stays 16 bit: no group of 32 or more divides its %1 inputs").arg(formatCount(linear.in_features));
      if (!plain.contains(toQString(linear.name))) plain += toQString(linear.name);
    } else if (group != scheme_.group_size && scheme_.group_size != calm::kPerChannel && !model_.quantized) {
      tip = tr("Group %1 instead of %2, which does not divide its %3 inputs")
                .arg(formatCount(group), formatCount(scheme_.group_size), formatCount(linear.in_features));
      if (!shrunk.contains(toQString(linear.name))) shrunk += toQString(linear.name);
    }
    const bool perChannel = group > 0 && !model_.quantized && scheme_.group_size == calm::kPerChannel;
    linears_[i]->setText(Group, group == 0 ? tr("none") : perChannel ? tr("channel") : formatCount(group));
    linears_[i]->setText(Bits, bitsText(group));
    for (int column = 0; column < ColumnCount; ++column) linears_[i]->setToolTip(column, tip);
  }
  QStringList notes;
  if (!shrunk.isEmpty()) {
    notes += tr("Smaller group than %1: %2").arg(formatCount(scheme_.group_size), shrunk.join(QStringLiteral(", ")));
  }
  if (!plain.isEmpty()) notes += tr("Stay 16 bit: %1").arg(plain.join(QStringLiteral(", ")));
  note_->setText(notes.join(QLatin1Char('\n')));
  note_->setVisible(!notes.isEmpty());
}

void ModelDock::showMethod(int layer) {
  QTreeWidgetItem* item = layers_[static_cast<size_t>(layer)];
  QString shown, tip;
  if (static_cast<size_t>(layer) < plan_.layers.size()) {
    const calm::PlanLayer& entry = plan_.layers[static_cast<size_t>(layer)];
    if (!entry.method.empty()) {
      shown = methodTitle_(entry.method);
      if (entry.by == calm::DecidedBy::user) shown = tr("%1 (yours)").arg(shown);
      if (entry.stale) shown = tr("%1 (stale)").arg(shown);
      tip = toQString(entry.method);
      if (entry.stale) tip += u"\n" + tr("Its scores were measured under other choices below");
    }
  }
  if (item->text(Method) != shown) item->setText(Method, shown);
  item->setToolTip(Method, tip);
}

QString ModelDock::text() const {
  QString out;
  for (const Fact& fact : facts()) out += QString(fact.name + u": " + fact.value + u'\n');
  if (!note_->text().isEmpty()) out += note_->text() + u'\n';
  out += u'\n';
  for (size_t layer = 0; layer < layers_.size(); ++layer) {
    const QString method = layers_[layer]->text(Method);
    out += layers_[layer]->text(Name) + (method.isEmpty() ? QString() : QString(u"\t" + method)) + u'\n';
    for (int i = 0; i < layers_[layer]->childCount(); ++i) {
      const QTreeWidgetItem* linear = layers_[layer]->child(i);
      out += QStringLiteral("\t%1\t%2\t%3\t%4\t%5\n")
                 .arg(linear->text(Name), linear->text(Shape), linear->text(Stored), linear->text(Bits),
                      linear->text(Group));
    }
  }
  return out;
}

void ModelDock::copy() const {
  QGuiApplication::clipboard()->setText(text());
}

}  // namespace calm::ui
