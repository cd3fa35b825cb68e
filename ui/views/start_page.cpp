#include "ui/views/start_page.h"

#include <QAction>
#include <QCommandLinkButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/icons.h"

namespace calm::ui {

namespace {

constexpr int kPathRole = Qt::UserRole;
constexpr int kKindRole = Qt::UserRole + 1;
constexpr int kProblemRole = Qt::UserRole + 2;

QString kindText(RecentEntry::Kind kind) {
  switch (kind) {
    case RecentEntry::Kind::gguf:
      return StartPage::tr("GGUF file");
    case RecentEntry::Kind::session:
      return StartPage::tr("Session");
    case RecentEntry::Kind::folder:
      break;
  }
  return StartPage::tr("Model folder");
}

/// Two lines: the name with its kind, and the path, or why it cannot be opened.
class RecentDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    return {option.fontMetrics.averageCharWidth() * 20, 2 * option.fontMetrics.lineSpacing() + 2 * kPadding};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& item, const QModelIndex& index) const override {
    QStyleOptionViewItem option = item;
    initStyleOption(&option, index);
    option.text.clear();
    option.icon = {};
    const QWidget* widget = option.widget;
    widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QString problem = index.data(kProblemRole).toString();
    const QPalette& palette = option.palette;
    // Not the disabled colours: why it cannot be opened must be legible.
    const QColor quiet = palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText);
    const QColor strong =
        !problem.isEmpty() ? quiet : palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QRect box = option.rect.adjusted(2 * kPadding, kPadding, -2 * kPadding, -kPadding);
    const int line = option.fontMetrics.lineSpacing();
    painter->save();
    painter->setPen(quiet);
    const QString kind = index.data(kKindRole).toString();
    const int kindWidth = option.fontMetrics.horizontalAdvance(kind) + 2 * kPadding;
    painter->drawText(QRect(box.left(), box.top(), box.width(), line), Qt::AlignRight | Qt::AlignVCenter, kind);
    QFont bold = option.font;
    bold.setBold(problem.isEmpty());
    painter->setFont(bold);
    painter->setPen(strong);
    const QFontMetrics metrics(bold);
    painter->drawText(QRect(box.left(), box.top(), box.width() - kindWidth, line), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, box.width() - kindWidth));
    painter->setFont(option.font);
    painter->setPen(quiet);
    const QString second = problem.isEmpty() ? shortPath(index.data(kPathRole).toString()) : problem;
    painter->drawText(
        QRect(box.left(), box.top() + line, box.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(second, problem.isEmpty() ? Qt::ElideMiddle : Qt::ElideRight, box.width()));
    painter->restore();
  }

 private:
  static constexpr int kPadding = 5;
};

}  // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent) {
  title_ = new QLabel(tr("Quantize a language model, layer by layer"), this);
  auto* lead =
      new QLabel(tr("Open a model, press <b>Analyse</b>: every layer is tried with every method of the pool, and the "
                    "best of each makes the plan. Change what you like, measure it, export it."),
                 this);
  lead->setWordWrap(true);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(fontMetrics().height() * 2);
  columns->addWidget(makeWays(), 2);
  columns->addWidget(makeRecent(), 3);
  auto* drop =
      new QLabel(tr("You can also drop a model folder, a GGUF file or a session anywhere on this window."), this);
  drop->setWordWrap(true);
  drop->setForegroundRole(QPalette::PlaceholderText);

  auto* content = new QWidget(this);
  content->setMaximumWidth(fontMetrics().averageCharWidth() * 150);
  auto* column = new QVBoxLayout(content);
  column->setSpacing(fontMetrics().height());
  column->addWidget(title_);
  column->addWidget(lead);
  column->addLayout(columns, 1);
  column->addWidget(drop);
  auto* outer = new QHBoxLayout(this);
  const int margin = fontMetrics().height() * 2;
  outer->setContentsMargins(margin, margin, margin, margin);
  outer->addStretch(1);
  outer->addWidget(content, 100);
  outer->addStretch(1);
  updateFonts();
}

QWidget* StartPage::makeWays() {
  auto* side = new QWidget(this);
  ways_ = new QVBoxLayout(side);
  ways_->setContentsMargins(0, 0, 0, 0);
  ways_->setSpacing(2);
  auto* heading = new QLabel(tr("Start"), side);
  headings_.push_back(heading);
  ways_->addWidget(heading);
  ways_->addStretch(1);
  return side;
}

QWidget* StartPage::makeRecent() {
  auto* side = new QWidget(this);
  auto* heading = new QLabel(tr("&Recent"), side);
  headings_.push_back(heading);
  recent_ = new QListWidget(side);
  recent_->setItemDelegate(new RecentDelegate(recent_));
  recent_->setAccessibleName(tr("Recent models and sessions"));
  recent_->setAccessibleDescription(tr("Enter opens one, Delete takes it off the list"));
  recent_->setToolTip(tr("What was open before, the latest first"));
  recent_->setContextMenuPolicy(Qt::CustomContextMenu);
  recent_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  heading->setBuddy(recent_);
  none_ = new QLabel(tr("Models and sessions that you open are listed here."), side);
  none_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  none_->setWordWrap(true);
  none_->setForegroundRole(QPalette::PlaceholderText);
  recentStack_ = new QStackedWidget(side);
  recentStack_->addWidget(none_);
  recentStack_->addWidget(recent_);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(heading);
  column->addWidget(recentStack_, 1);
  connect(recent_, &QListWidget::itemActivated, this, &StartPage::activateCurrent);
  connect(recent_, &QWidget::customContextMenuRequested, this, &StartPage::showMenu);
  auto* forget = new QAction(tr("Take off this list"), this);
  forget->setToolTip(tr("The files stay where they are"));
  forget->setShortcut(QKeySequence::Delete);
  forget->setShortcutContext(Qt::WidgetShortcut);
  recent_->addAction(forget);
  connect(forget, &QAction::triggered, this, [this] {
    if (const QListWidgetItem* item = recent_->currentItem()) Q_EMIT forgetRequested(item->data(kPathRole).toString());
  });
  return side;
}

void StartPage::setActions(const QList<QAction*>& actions) {
  int row = 1;  // below the heading
  for (QAction* action : actions) {
    auto* button = new QCommandLinkButton(this);
    const auto follow = [action, button] {
      QString text = action->text();
      text.remove(QStringLiteral("…"));
      button->setText(text);
      button->setDescription(action->whatsThis().isEmpty() ? action->toolTip() : action->whatsThis());
      button->setToolTip(action->toolTip());
      button->setEnabled(action->isEnabled());
      button->setIcon(action->icon());
      button->setAccessibleName(withoutMnemonic(text));
      button->setAccessibleDescription(button->description());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QCommandLinkButton::clicked, action, &QAction::trigger);
    ways_->insertWidget(row++, button);
  }
}

void StartPage::setRecent(const std::vector<RecentEntry>& entries) {
  const QString current = recent_->currentItem() ? recent_->currentItem()->data(kPathRole).toString() : QString();
  recent_->clear();
  for (const RecentEntry& entry : entries) {
    auto* item = new QListWidgetItem(entry.name(), recent_);
    item->setData(kPathRole, entry.path);
    item->setData(kKindRole, kindText(entry.kind));
    item->setData(kProblemRole, entry.problem);
    item->setToolTip(entry.problem.isEmpty() ? entry.path : tr("%1\n%2").arg(entry.path, entry.problem));
    item->setData(Qt::AccessibleTextRole,
                  entry.problem.isEmpty()
                      ? tr("%1, %2, %3").arg(entry.name(), kindText(entry.kind), entry.path)
                      : tr("%1, %2, cannot be opened: %3").arg(entry.name(), kindText(entry.kind), entry.problem));
    if (entry.path == current) recent_->setCurrentItem(item);
  }
  if (recent_->currentItem() == nullptr && recent_->count() > 0) recent_->setCurrentRow(0);
  recentStack_->setCurrentIndex(entries.empty() ? 0 : 1);
}

void StartPage::activateCurrent() {
  const QListWidgetItem* item = recent_->currentItem();
  // One that is missing is tried too: the message says more than the list can.
  if (item != nullptr) Q_EMIT openRequested(item->data(kPathRole).toString());
}

void StartPage::showMenu(const QPoint& position) {
  const QListWidgetItem* item = recent_->itemAt(position);
  if (item == nullptr) return;
  QMenu menu(this);
  QAction* open = menu.addAction(tr("&Open"));
  open->setEnabled(item->data(kProblemRole).toString().isEmpty());
  QAction* forget = menu.addAction(tr("&Take off this list"));
  const QString path = item->data(kPathRole).toString();
  QAction* chosen = menu.exec(recent_->viewport()->mapToGlobal(position));
  if (chosen == open) Q_EMIT openRequested(path);
  if (chosen == forget) Q_EMIT forgetRequested(path);
}

void StartPage::updateFonts() {
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.7);
  title_->setFont(large);
  QFont bold = font();
  bold.setBold(true);
  for (QLabel* heading : headings_) heading->setFont(bold);
}

void StartPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  Q_EMIT shown();
}

void StartPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange && !headings_.empty()) updateFonts();
}

}  // namespace calm::ui
