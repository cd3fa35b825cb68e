#include "ui/panels/shortcuts_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/format.h"

namespace calm::ui {

namespace {

// "&Open..." -> "Open"
QString plainText(const QString& label) {
  QString text = withoutMnemonic(label);
  text.remove(QRegularExpression(QStringLiteral("(\\.\\.\\.|\\x{2026})$")));
  return text;
}

/// The menu that holds the action, or the widget that it works in.
QString placeOf(const QAction& action) {
  for (const QObject* object : action.associatedObjects()) {
    if (const auto* menu = qobject_cast<const QMenu*>(object)) return plainText(menu->title());
  }
  for (const QObject* object : action.associatedObjects()) {
    const auto* widget = qobject_cast<const QWidget*>(object);
    if (widget != nullptr && !widget->isWindow() && !widget->accessibleName().isEmpty())
      return widget->accessibleName();
  }
  return {};
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent, const QList<Key>& keys)
    : QDialog(parent), search_(new QLineEdit(this)), list_(new QTreeWidget(this)) {
  setWindowTitle(tr("Keyboard shortcuts"));
  search_->setPlaceholderText(tr("Filter"));
  search_->setClearButtonEnabled(true);
  search_->setAccessibleName(tr("Filter shortcuts"));
  search_->setToolTip(tr("Show only actions that contain this text"));
  list_->setColumnCount(3);
  list_->setHeaderLabels({tr("Where"), tr("Action"), tr("Shortcut")});
  list_->setRootIsDecorated(false);
  list_->setAlternatingRowColors(true);
  list_->setUniformRowHeights(true);
  list_->setAccessibleName(tr("Keyboard shortcuts"));
  list_->setToolTip(tr("Actions and the keys that trigger them"));

  for (const QAction* action : actions) {
    if (action == nullptr || action->shortcuts().isEmpty() || action->text().isEmpty()) continue;
    auto* item =
        new QTreeWidgetItem(list_, {placeOf(*action), plainText(action->text()),
                                    QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)});
    if (action->toolTip() != action->text()) item->setToolTip(1, action->toolTip());
  }
  for (const Key& key : keys) new QTreeWidgetItem(list_, {key.place, key.action, key.keys});
  // By place, and by name within it.
  list_->sortItems(1, Qt::AscendingOrder);
  list_->sortItems(0, Qt::AscendingOrder);
  list_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  list_->header()->setSectionResizeMode(1, QHeaderView::Stretch);
  list_->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
  list_->header()->setStretchLastSection(false);
  if (list_->topLevelItemCount() > 0) list_->setCurrentItem(list_->topLevelItem(0));

  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
  buttons->button(QDialogButtonBox::Close)->setToolTip(tr("Close this window"));
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(search_, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);

  auto* column = new QVBoxLayout(this);
  column->addWidget(search_);
  column->addWidget(list_, 1);
  column->addWidget(buttons);
  resize(fontMetrics().averageCharWidth() * 130, fontMetrics().lineSpacing() * 36);
}

void ShortcutsDialog::filter(const QString& text) {
  for (int row = 0; row < list_->topLevelItemCount(); ++row) {
    QTreeWidgetItem* item = list_->topLevelItem(row);
    bool found = false;
    for (int column = 0; column < list_->columnCount(); ++column) {
      found = found || item->text(column).contains(text, Qt::CaseInsensitive);
    }
    item->setHidden(!found);
  }
}

}  // namespace calm::ui
