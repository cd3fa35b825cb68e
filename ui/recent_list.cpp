#include "ui/recent_list.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

#include "ui/settings_writer.h"

namespace calm::ui {

namespace {

constexpr int kMost = 12;
const QString kKey = QStringLiteral("recent");
// What was opened is known to be a session by its name where its folder is gone.
const QString kKinds = QStringLiteral("recentKinds");

RecentEntry::Kind kindOf(const QString& path) {
  const QFileInfo info(path);
  if (info.suffix().compare(QLatin1String("gguf"), Qt::CaseInsensitive) == 0) return RecentEntry::Kind::gguf;
  const bool session = QFileInfo::exists(QDir(path).filePath(QStringLiteral("session.json")));
  return session ? RecentEntry::Kind::session : RecentEntry::Kind::folder;
}

QString problemOf(const QString& path, RecentEntry::Kind kind) {
  const QFileInfo info(path);
  if (!info.exists()) {
    // The outermost folder that is gone says whether a file was deleted or a drive is not mounted.
    QString missing = info.absoluteFilePath();
    for (QDir parent = info.absoluteDir(); !parent.exists();) {
      missing = parent.absolutePath();
      const QString up = QFileInfo(missing).absolutePath();
      if (up == missing) break;
      parent.setPath(up);
    }
    return missing == info.absoluteFilePath()
               ? RecentList::tr("It was moved or deleted.")
               : RecentList::tr("%1 is missing: moved, deleted or not mounted.").arg(shortPath(missing));
  }
  if (!info.isReadable() || (info.isDir() && !info.isExecutable()))
    return RecentList::tr("You may not read it: check its permissions.");
  if (kind == RecentEntry::Kind::session && !QFileInfo::exists(QDir(path).filePath(QStringLiteral("session.json"))))
    return RecentList::tr("The folder holds no session.json any more.");
  if (info.isDir() && QDir(path).isEmpty()) return RecentList::tr("The folder is empty.");
  return {};
}

}  // namespace

QString shortPath(const QString& path) {
  QString shown = QDir::toNativeSeparators(path);
  const QString home = QDir::homePath();
  if (shown == home || shown.startsWith(home + u'/')) shown.replace(0, home.size(), QStringLiteral("~"));
  return shown;
}

QString RecentEntry::name() const {
  const QString name = QFileInfo(path).fileName();
  return name.isEmpty() ? path : name;
}

RecentList::RecentList(const QSettings& settings, SettingsWriter* writer, QMenu* menu, QObject* parent)
    : QObject(parent),
      paths_(settings.value(kKey).toStringList()),
      sessions_(settings.value(kKinds).toStringList()),
      writer_(writer),
      menu_(menu) {
  // Filled when it opens: files may have come or gone since.
  connect(menu_, &QMenu::aboutToShow, this, &RecentList::fill);
  fill();
}

std::vector<RecentEntry> RecentList::entries() const {
  std::vector<RecentEntry> entries;
  for (const QString& path : paths_) {
    RecentEntry entry{path, sessions_.contains(path) ? RecentEntry::Kind::session : kindOf(path), {}};
    entry.problem = problemOf(path, entry.kind);
    entries.push_back(std::move(entry));
  }
  return entries;
}

void RecentList::store(const QStringList& paths) {
  paths_ = paths;
  sessions_.removeIf([&](const QString& path) { return !paths.contains(path); });
  for (const QString& path : paths) {
    if (!sessions_.contains(path) && kindOf(path) == RecentEntry::Kind::session) sessions_ << path;
  }
  writer_->write([paths, sessions = sessions_](QSettings& settings) {
    settings.setValue(kKey, paths);
    settings.setValue(kKinds, sessions);
  });
  fill();
  Q_EMIT changed();
}

void RecentList::add(const QString& path) {
  QStringList all = paths();
  const QString absolute = QFileInfo(path).absoluteFilePath();
  all.removeAll(absolute);
  all.prepend(absolute);
  while (all.size() > kMost) all.removeLast();
  store(all);
}

void RecentList::remove(const QString& path) {
  QStringList all = paths();
  if (all.removeAll(path) > 0) store(all);
}

void RecentList::clear() {
  store({});
}

void RecentList::fill() {
  menu_->clear();
  menu_->setToolTipsVisible(true);
  const std::vector<RecentEntry> all = entries();
  for (const RecentEntry& entry : all) {
    const QString shown = shortPath(entry.path).replace(u'&', QStringLiteral("&&"));
    QAction* action = menu_->addAction(entry.problem.isEmpty() ? shown : tr("%1 (missing)").arg(shown));
    action->setToolTip(entry.problem.isEmpty() ? entry.path : entry.problem);
    action->setEnabled(entry.problem.isEmpty());
    connect(action, &QAction::triggered, this, [this, path = entry.path] { Q_EMIT chosen(path); });
  }
  if (all.empty()) {
    menu_->addAction(tr("Nothing opened yet"))->setEnabled(false);
    return;
  }
  menu_->addSeparator();
  QAction* clearAll = menu_->addAction(tr("Clear this list"));
  connect(clearAll, &QAction::triggered, this, &RecentList::clear);
}

}  // namespace calm::ui
