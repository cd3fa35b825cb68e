#include "ui/recent_list.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace calm::ui {

namespace {
constexpr int kMost = 10;
const QString kKey = QStringLiteral("recent");
}  // namespace

RecentList::RecentList(QSettings* settings, QMenu* menu, QObject* parent)
    : QObject(parent), settings_(settings), menu_(menu) {
  // Filled when it opens: files may have come or gone since.
  connect(menu_, &QMenu::aboutToShow, this, &RecentList::fill);
  fill();
}

QStringList RecentList::paths() const {
  return settings_->value(kKey).toStringList();
}

void RecentList::add(const QString& path) {
  QStringList all = paths();
  const QString absolute = QFileInfo(path).absoluteFilePath();
  all.removeAll(absolute);
  all.prepend(absolute);
  while (all.size() > kMost) all.removeLast();
  settings_->setValue(kKey, all);
  fill();
}

void RecentList::fill() {
  menu_->clear();
  const QStringList all = paths();
  for (const QString& path : all) {
    QString shown = QDir::toNativeSeparators(path);
    const QString home = QDir::homePath();
    if (shown.startsWith(home)) shown.replace(0, home.size(), QStringLiteral("~"));
    QAction* action = menu_->addAction(shown.replace(u'&', QStringLiteral("&&")));
    action->setToolTip(path);
    if (QFileInfo::exists(path)) {
      connect(action, &QAction::triggered, this, [this, path] { Q_EMIT chosen(path); });
    } else {
      action->setEnabled(false);
      action->setText(tr("%1 (missing)").arg(action->text()));
    }
  }
  if (all.isEmpty()) {
    menu_->addAction(tr("Nothing opened yet"))->setEnabled(false);
    return;
  }
  menu_->addSeparator();
  QAction* clear = menu_->addAction(tr("Clear this list"));
  connect(clear, &QAction::triggered, this, [this] { settings_->remove(kKey); });
}

}  // namespace calm::ui
