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

#include "ui/settings_writer.h"

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

CrashGuard::CrashGuard(QSettings* settings, SettingsWriter* writer) : writer_(writer) {
  if (settings == nullptr) return;
  std::vector<std::pair<QDateTime, QString>> found;
  settings->sync();
  settings->beginGroup(kGroup);
  for (const QString& entry : settings->childGroups()) {
    const QString start = settings->value(entry + QStringLiteral("/start")).toString();
    if (!start.isEmpty() && startOf(settings->value(entry + QStringLiteral("/process")).toLongLong()) == start)
      continue;  // another window
    const QString path = settings->value(entry + QStringLiteral("/open")).toString();
    if (!path.isEmpty() && QFileInfo::exists(path))
      found.emplace_back(settings->value(entry + QStringLiteral("/since")).toDateTime(), path);
    settings->remove(entry);
  }
  settings->endGroup();
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [since, path] : found) {
    if (!abandoned_.contains(path)) abandoned_ << path;
  }
  entry_ = kGroup + u'/' + QUuid::createUuid().toString(QUuid::Id128);
}

void CrashGuard::setOpen(const QString& path) {
  if (writer_ == nullptr) return;
  writer_->write([entry = entry_, path, now = QDateTime::currentDateTimeUtc()](QSettings& settings) {
    const qint64 process = QCoreApplication::applicationPid();
    settings.setValue(entry + QStringLiteral("/process"), process);
    settings.setValue(entry + QStringLiteral("/start"), startOf(process));
    settings.setValue(entry + QStringLiteral("/since"), now);
    settings.setValue(entry + QStringLiteral("/open"), path);
  });
}

void CrashGuard::release() {
  if (writer_ != nullptr) writer_->write([entry = entry_](QSettings& settings) { settings.remove(entry); });
}

}  // namespace calm::ui
