#include "ui/views/heatmap_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <algorithm>
#include <set>

#include "ui/models/heatmap_model.h"
#include "ui/views/heatmap_delegate.h"
#include "ui/views/layer_header.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr int kNarrowestColumn = 9;  // eighty layers fit the smaller window

constexpr int kTallestRow = 96;
constexpr int kWidestRowHeader = 230;
constexpr int kPulseMilliseconds = 450;
}  // namespace

HeatmapView::HeatmapView(Workspace* workspace, QWidget* parent)
    : QTableView(parent),
      workspace_(workspace),
      model_(new HeatmapModel(workspace, this)),
      delegate_(new HeatmapDelegate(this)) {
  setObjectName(QStringLiteral("heatmap"));
  setAccessibleName(tr("Heatmap of methods by layers"));
  setAccessibleDescription(
      tr("One row a method, one column a layer. Enter uses the method for the layer, Delete clears an override, "
         "Ctrl+Shift+Left or Right paints the method over further layers."));
  setToolTip(
      tr("Enter or double-click: use this method for the layer. Delete: clear the override. 1 to 9: the method of "
         "that row. Ctrl+Shift+Left or Right: paint it over further layers."));
  auto* header = new LayerHeader(workspace, this);
  header->setAccessibleName(tr("Layers"));
  setHorizontalHeader(header);
  verticalHeader()->setAccessibleName(tr("Methods"));
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setMinimumSectionSize(12);
  verticalHeader()->setMaximumWidth(kWidestRowHeader);
  verticalHeader()->setTextElideMode(Qt::ElideMiddle);
  verticalHeader()->setHighlightSections(false);
  verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  setModel(model_);
  setItemDelegate(delegate_);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setShowGrid(false);
  setWordWrap(false);
  setCornerButtonEnabled(false);
  setMouseTracking(true);
  setFrameShape(QFrame::NoFrame);
  viewport()->setBackgroundRole(QPalette::Window);  // below the last row there is nothing
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setTabKeyNavigation(false);  // Tab leaves the grid

  connect(model_, &QAbstractItemModel::modelReset, this, &HeatmapView::layoutSections);
  connect(model_, &QAbstractItemModel::modelReset, this, &HeatmapView::rowsChanged);
  connect(model_, &HeatmapModel::rangeMayHaveChanged, this, &HeatmapView::updateRange);
  connect(this, &QTableView::entered, this, [this](const QModelIndex& index) {
    describe(index);
    Q_EMIT layerHovered(index.column());
    Q_EMIT rowHovered(index.row());
  });
  connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { useRow(index.row()); });
  connect(header, &QHeaderView::sectionClicked, this, [this](int layer) { workspace_->setCurrentLayer(layer); });
  connect(workspace, &Workspace::currentLayerChanged, this, &HeatmapView::followCurrentLayer);

  pulse_.setInterval(kPulseMilliseconds);
  connect(&pulse_, &QTimer::timeout, this, [this] {
    pulseOn_ = !pulseOn_;
    delegate_->setPulse(pulseOn_);
    const int layer = workspace_->running().layer;
    if (layer >= 0) {
      viewport()->update(columnViewportPosition(layer), 0, columnWidth(layer), viewport()->height());
    }
  });
  connect(workspace, &Workspace::runningChanged, this, [this] {
    if (workspace_->running().layer < 0) {
      pulse_.stop();
    } else if (!pulse_.isActive()) {
      pulse_.start();
    }
  });
  updateRange();
}

void HeatmapView::setScoreScale(const ScoreScale& scale) {
  if (scale == scale_) return;
  scale_ = scale;
  model_->setMetric(scale.metric);
  updateRange();
  viewport()->update();
  Q_EMIT scaleChanged();
}

void HeatmapView::updateRange() {
  const ScoreRange range = scale_.fixed ? fixedRange(scale_) : model_->dataRange(scale_);
  const bool changed = range.valid != range_.valid || range.lower != range_.lower || range.upper != range_.upper;
  range_ = range;
  delegate_->setScale(scale_, range_);
  if (!changed) return;
  viewport()->update();
  Q_EMIT scaleChanged();
}

void HeatmapView::layoutSections() {
  const int columns = model_->columnCount(), rows = model_->rowCount();
  if (columns == 0 || rows == 0) return;
  const int width = viewport()->width(), height = viewport()->height();
  const int base = static_cast<int>(std::max(width / columns, kNarrowestColumn) * zoom_);
  int spare = zoom_ == 1 && base > kNarrowestColumn ? width - base * columns
                                                    : 0;  // spread so that the last column meets the edge
  for (int column = 0; column < columns; ++column) {
    horizontalHeader()->resizeSection(column, base + (spare > 0 ? 1 : 0));
    if (spare > 0) --spare;
  }
  const int shortest = fontMetrics().height() + 2;
  const int rowHeight = std::clamp(height / rows, shortest, std::max(kTallestRow, shortest));
  for (int row = 0; row < rows; ++row) verticalHeader()->resizeSection(row, rowHeight);
}

int HeatmapView::tallest() const {
  return horizontalHeader()->sizeHint().height() + std::max(model_->rowCount(), 1) * kTallestRow + 2 * frameWidth();
}

void HeatmapView::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  layoutSections();
}

void HeatmapView::changeEvent(QEvent* event) {
  QTableView::changeEvent(event);
  if (event->type() == QEvent::FontChange) layoutSections();
}

void HeatmapView::leaveEvent(QEvent* event) {
  QTableView::leaveEvent(event);
  describe(hasFocus() ? currentIndex() : QModelIndex());
  Q_EMIT layerHovered(-1);
  Q_EMIT rowHovered(-1);
}

void HeatmapView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  if (current.isValid()) workspace_->setCurrentLayer(current.column());
  describe(current);
}

void HeatmapView::followCurrentLayer(int layer) {
  if (layer < 0 || layer >= model_->columnCount() || model_->rowCount() == 0) return;
  if (currentIndex().isValid() && currentIndex().column() == layer) return;
  int row = currentIndex().isValid() ? currentIndex().row() : 0;
  const auto& layers = workspace_->plan().layers;
  const int chosen = model_->rowOf(layers[static_cast<size_t>(layer)].method);
  if (!currentIndex().isValid() && chosen >= 0) row = chosen;
  setCurrentIndex(model_->index(row, layer));
}

std::vector<int> HeatmapView::selectedLayers() const {
  std::set<int> columns;
  for (const QModelIndex& index : selectionModel()->selectedIndexes()) columns.insert(index.column());
  if (columns.empty() && currentIndex().isValid()) columns.insert(currentIndex().column());
  return {columns.begin(), columns.end()};
}

void HeatmapView::useRow(int row) {
  if (row < 0 || row >= model_->rowCount()) return;
  const std::vector<int> layers = selectedLayers();
  if (!layers.empty()) workspace_->setOverrides(layers, model_->method(row));
}

void HeatmapView::clearSelected() {
  workspace_->clearOverrides(selectedLayers());
}

void HeatmapView::setHovered(int layer) {
  static_cast<LayerHeader*>(horizontalHeader())->setHovered(layer);
}

void HeatmapView::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    QGuiApplication::clipboard()->setText(copyText());
    return;
  }
  const Qt::KeyboardModifiers stroke = Qt::ControlModifier | Qt::ShiftModifier;
  if ((event->modifiers() & ~Qt::KeypadModifier) == stroke &&
      (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
    paintByKey(event->key() == Qt::Key_Left ? -1 : 1);
    return;
  }
  const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (plain && currentIndex().isValid()) {
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
      useRow(currentIndex().row());
      return;
    }
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
      clearSelected();
      return;
    }
    if (key == Qt::Key_P) {
      setPainting(!painting_);
      return;
    }
    if (key == Qt::Key_Escape && painting_) {
      setPainting(false);
      return;
    }
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
      useRow(key - Qt::Key_1);
      return;
    }
  }
  QTableView::keyPressEvent(event);
}

void HeatmapView::contextMenuEvent(QContextMenuEvent* event) {
  QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
  if (!index.isValid()) return;
  if (!selectionModel()->isSelected(index)) setCurrentIndex(index);
  const std::vector<int> layers = selectedLayers();
  const auto count = static_cast<int>(layers.size());
  const QString title = methodTitle(model_->method(index.row()));

  QMenu menu(this);
  QAction* use = menu.addAction(count == 1 ? tr("&Use %1 for layer %2").arg(title).arg(layers.front())
                                           : tr("&Use %1 for %n layers", nullptr, count).arg(title));
  use->setEnabled(!index.data(HeatmapModel::NotApplicableRole).toBool());
  connect(use, &QAction::triggered, this, [this, row = index.row()] { useRow(row); });
  QAction* clear = menu.addAction(tr("&Clear override", nullptr, count));
  const auto& overrides = workspace_->selection().overrides;
  clear->setEnabled(std::any_of(layers.begin(), layers.end(), [&](int l) { return overrides.count(l) != 0; }));
  connect(clear, &QAction::triggered, this, &HeatmapView::clearSelected);
  menu.addSeparator();
  QAction* recompute = menu.addAction(tr("&Recompute from layer %1").arg(layers.front()));
  recompute->setEnabled(!workspace_->searching());
  connect(recompute, &QAction::triggered, this, [this, layer = layers.front()] { workspace_->recomputeFrom(layer); });
  if (!extra_.isEmpty()) {
    menu.addSeparator();
    menu.addActions(extra_);
  }
  const QPoint at = event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                                : viewport()->mapToGlobal(visualRect(index).center());
  menu.exec(at);
}

void HeatmapView::describe(const QModelIndex& index) {
  Q_EMIT cellDescribed(index.isValid() ? index.data(Qt::StatusTipRole).toString() : QString());
}

}  // namespace calm::ui
