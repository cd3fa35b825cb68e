#pragma once

#include <QSettings>
#include <QString>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace calm::ui {

/// Writes settings on a thread of its own: QSettings waits until the disk has them, and the disk may be busy. Other
/// QSettings of this process see a change as soon as it is made.
class SettingsWriter {
 public:
  /// Into the same file as `settings`, which is not kept.
  explicit SettingsWriter(const QSettings& settings);
  /// What was asked for is on disk.
  ~SettingsWriter();
  SettingsWriter(const SettingsWriter&) = delete;
  SettingsWriter& operator=(const SettingsWriter&) = delete;

  /// Soon, and in order.
  void write(std::function<void(QSettings&)> change);

 private:
  void run(const std::stop_token& stop);

  QString file_;
  QSettings::Format format_;
  std::mutex mutex_;
  std::condition_variable_any wanted_;
  std::vector<std::function<void(QSettings&)>> changes_;
  std::jthread thread_;
};

}  // namespace calm::ui
