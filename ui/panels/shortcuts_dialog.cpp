#include "ui/panels/shortcuts_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace calm::ui {

namespace {

// "&Open..." -> "Open"; "&&" is a real ampersand.
QString plainText(const QAction& action) {
  QString text = action.text();
  text.replace(QStringLiteral("&&"), QStringLiteral("\n"));
  text.remove(QLatin1Char('&'));
  text.replace(QLatin1Char('\n'), QLatin1Char('&'));
  text.remove(QRegularExpression(QStringLiteral("(\\.\\.\\.|\\x{2026})$")));
  return text;
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent), search_(new QLineEdit(this)), list_(new QTreeWidget(this)) {
  setWindowTitle(tr("Keyboard shortcuts"));
  search_->setPlaceholderText(tr("Filter"));
  search_->setClearButtonEnabled(true);
  search_->setAccessibleName(tr("Filter shortcuts"));
  search_->setToolTip(tr("Show only actions that contain this text"));
  list_->setColumnCount(2);
  list_->setHeaderLabels({tr("Action"), tr("Shortcut")});
  list_->setRootIsDecorated(false);
  list_->setAlternatingRowColors(true);
  list_->setUniformRowHeights(true);
  list_->setAccessibleName(tr("Keyboard shortcuts"));
  list_->setToolTip(tr("Actions and the keys that trigger them"));

  for (const QAction* action : actions) {
    if (action == nullptr || action->shortcuts().isEmpty() || action->text().isEmpty()) continue;
    auto* item = new QTreeWidgetItem(
        list_, {plainText(*action), QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)});
    if (action->toolTip() != action->text()) item->setToolTip(0, action->toolTip());
  }
  list_->sortItems(0, Qt::AscendingOrder);
  list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  list_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
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
  resize(fontMetrics().averageCharWidth() * 60, fontMetrics().lineSpacing() * 26);
}

void ShortcutsDialog::filter(const QString& text) {
  for (int row = 0; row < list_->topLevelItemCount(); ++row) {
    QTreeWidgetItem* item = list_->topLevelItem(row);
    item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive) &&
                    !item->text(1).contains(text, Qt::CaseInsensitive));
  }
}

}  // namespace calm::ui
