#include "ui/crash_guard.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QUuid>
#include <algorithm>
#include <utility>
#include <vector>

namespace calm::ui {

namespace {

const QString kGroup = QStringLiteral("running");

/// When a process started, in ticks since boot; empty where it does not run. With the number it names a process for
/// good: numbers alone are used again.
QString startOf(qint64 process) {
  QFile file(QStringLiteral("/proc/%1/stat").arg(process));
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QByteArray line = file.readAll();
  // The name in parentheses may hold spaces; 20 fields after it comes the start.
  const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
  if (fields.value(0) == "Z") return {};  // dead, not yet collected
  return QString::fromLatin1(fields.value(19));
}

}  // namespace

CrashGuard::CrashGuard(QSettings* settings) : settings_(settings) {
  if (settings_ == nullptr) return;
  std::vector<std::pair<QDateTime, QString>> found;
  settings_->sync();
  settings_->beginGroup(kGroup);
  for (const QString& entry : settings_->childGroups()) {
    const QString start = settings_->value(entry + QStringLiteral("/start")).toString();
    if (!start.isEmpty() && startOf(settings_->value(entry + QStringLiteral("/process")).toLongLong()) == start)
      continue;  // another window
    const QString path = settings_->value(entry + QStringLiteral("/open")).toString();
    if (!path.isEmpty() && QFileInfo::exists(path))
      found.emplace_back(settings_->value(entry + QStringLiteral("/since")).toDateTime(), path);
    settings_->remove(entry);
  }
  settings_->endGroup();
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [since, path] : found) {
    if (!abandoned_.contains(path)) abandoned_ << path;
  }
  entry_ = kGroup + u'/' + QUuid::createUuid().toString(QUuid::Id128);
}

void CrashGuard::setOpen(const QString& path) {
  if (settings_ == nullptr) return;
  const qint64 process = QCoreApplication::applicationPid();
  settings_->setValue(entry_ + QStringLiteral("/process"), process);
  settings_->setValue(entry_ + QStringLiteral("/start"), startOf(process));
  settings_->setValue(entry_ + QStringLiteral("/since"), QDateTime::currentDateTimeUtc());
  settings_->setValue(entry_ + QStringLiteral("/open"), path);
  settings_->sync();  // a crash does not wait for the event loop
}

void CrashGuard::release() {
  if (settings_ == nullptr) return;
  settings_->remove(entry_);
  settings_->sync();
}

}  // namespace calm::ui
