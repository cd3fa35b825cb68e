#include "ui/panels/benchmark_queue_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <algorithm>

#include "ui/models/benchmark_queue.h"

namespace calm::ui {

namespace {

constexpr int kMostRows = 4;

/// A running entry's share done, as a bar behind its words.
class ProgressDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 6);
  }

 protected:
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QVariant done = index.data(BenchmarkQueue::DoneRole);
    if (!done.isValid() || option.state.testFlag(QStyle::State_Selected)) {
      QStyledItemDelegate::paint(painter, option, index);
      return;
    }
    QColor bar = option.palette.color(QPalette::Highlight);
    bar.setAlphaF(0.25F);  // the words stay legible on it
    QRect filled = option.rect.adjusted(0, 1, 0, -1);
    filled.setWidth(static_cast<int>(filled.width() * done.toDouble()));
    painter->fillRect(filled, bar);
    QStyledItemDelegate::paint(painter, option, index);
  }
};

QToolButton* button(QWidget* parent, const QString& text, const QString& name, const QString& tip) {
  auto* made = new QToolButton(parent);
  made->setText(text);
  made->setAccessibleName(name);
  made->setToolTip(tip);
  made->setFocusPolicy(Qt::StrongFocus);
  return made;
}

}  // namespace

BenchmarkQueueView::BenchmarkQueueView(BenchmarkQueue* queue, QWidget* parent)
    : QWidget(parent),
      queue_(queue),
      list_(new QTreeView(this)),
      up_(button(this, tr("Up"), tr("Earlier in the queue"), tr("Measure the selected entry earlier (Alt+Up)"))),
      down_(button(this, tr("Down"), tr("Later in the queue"), tr("Measure the selected entry later (Alt+Down)"))),
      remove_(
          button(this, tr("Cancel"), tr("Cancel the selected entry"), tr("Stop it, or take it off the list (Del)"))),
      clear_(button(this, tr("Clear"), tr("Clear what has ended"), tr("Take entries that have ended off the list"))) {
  list_->setModel(queue);
  list_->setObjectName(QStringLiteral("benchmarkQueue"));
  list_->setAccessibleName(tr("Benchmark queue"));
  list_->setAccessibleDescription(tr("Delete cancels or removes an entry, Alt+Up and Alt+Down move one that waits."));
  list_->setToolTip(tr("What is being measured, what waits, and what is done"));
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->setAllColumnsShowFocus(true);
  list_->setSelectionBehavior(QAbstractItemView::SelectRows);
  list_->setItemDelegateForColumn(BenchmarkQueue::Progress, new ProgressDelegate(list_));
  list_->header()->setAccessibleName(tr("Columns of the benchmark queue"));
  list_->header()->setSectionResizeMode(BenchmarkQueue::What, QHeaderView::ResizeToContents);
  list_->header()->setStretchLastSection(true);
  list_->installEventFilter(this);

  auto* buttons = new QGridLayout;
  int place = 0;
  for (QToolButton* each : {up_, remove_, down_, clear_}) {
    each->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    buttons->addWidget(each, place / 2, place % 2);
    ++place;
  }
  buttons->setRowStretch(2, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(list_, 1);
  row->addLayout(buttons);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

  connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
  connect(down_, &QToolButton::clicked, this, [this] { move(1); });
  connect(remove_, &QToolButton::clicked, this, [this] { queue_->remove(current()); });
  connect(clear_, &QToolButton::clicked, queue_, &BenchmarkQueue::clearEnded);
  connect(queue_, &BenchmarkQueue::changed, this, &BenchmarkQueueView::refresh);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &BenchmarkQueueView::refresh);
  refresh();
}

int BenchmarkQueueView::current() const {
  const QModelIndex index = list_->currentIndex();
  // With nothing chosen the buttons speak of what runs.
  return index.isValid() ? index.row() : queue_->runningRow();
}

void BenchmarkQueueView::move(int by) {
  queue_->move(current(), by);
  refresh();
}

void BenchmarkQueueView::refresh() {
  const int rows = queue_->rowCount(), row = current();
  setVisible(rows > 0);
  if (rows == 0) return;
  up_->setEnabled(queue_->canMove(row, -1));
  down_->setEnabled(queue_->canMove(row, 1));
  const bool there = row >= 0 && row < rows;
  const auto state = there ? queue_->state(row) : BenchmarkQueue::State::done;
  const bool runs = there && row == queue_->runningRow();
  remove_->setText(runs ? tr("Cancel") : tr("Remove"));
  remove_->setAccessibleName(runs ? tr("Cancel the benchmark that runs") : tr("Remove the selected entry"));
  remove_->setToolTip(runs ? tr("Stop it; what is measured is kept (Del)") : tr("Take it off the list (Del)"));
  remove_->setEnabled(there && state != BenchmarkQueue::State::stopping);
  clear_->setEnabled(queue_->hasEnded());
  const int shown = std::clamp(rows, 2, kMostRows);
  list_->setFixedHeight(list_->header()->sizeHint().height() + shown * list_->sizeHintForRow(0) +
                        2 * list_->frameWidth());
}

bool BenchmarkQueueView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == list_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Delete) {
      queue_->remove(current());
      return true;
    }
    if (key->modifiers().testFlag(Qt::AltModifier) && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
      move(key->key() == Qt::Key_Up ? -1 : 1);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace calm::ui
