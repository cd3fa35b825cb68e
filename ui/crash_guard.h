#pragma once

#include <QString>
#include <QStringList>

class QSettings;

namespace calm::ui {

class SettingsWriter;

/// Remembers in the settings what each running window works on, and forgets it when the window closes properly: an
/// entry of a process that is gone is work that was cut off.
class CrashGuard {
 public:
  /// Takes over the entries of processes that are gone. `writer`, of the same settings, is kept, not owned; without
  /// settings it does nothing.
  CrashGuard(QSettings* settings, SettingsWriter* writer);
  CrashGuard(const CrashGuard&) = delete;
  CrashGuard& operator=(const CrashGuard&) = delete;

  /// Session folders or models that were open when their process died, the latest first, as far as they still exist.
  const QStringList& abandoned() const { return abandoned_; }
  /// This process works on it now; on its way to the disk at once. Empty: on nothing.
  void setOpen(const QString& path);
  /// The window closes as it should.
  void release();

 private:
  SettingsWriter* writer_;
  QString entry_;
  QStringList abandoned_;
};

}  // namespace calm::ui
