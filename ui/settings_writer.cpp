#include "ui/settings_writer.h"

#include <utility>

namespace calm::ui {

SettingsWriter::SettingsWriter(const QSettings& settings)
    : file_(settings.fileName()),
      format_(settings.format()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SettingsWriter::~SettingsWriter() {
  thread_.request_stop();
  thread_.join();
}

void SettingsWriter::write(std::function<void(QSettings&)> change) {
  {
    const std::scoped_lock lock(mutex_);
    changes_.push_back(std::move(change));
  }
  wanted_.notify_one();
}

void SettingsWriter::run(const std::stop_token& stop) {
  QSettings settings(file_, format_);
  while (true) {
    std::vector<std::function<void(QSettings&)>> changes;
    {
      std::unique_lock lock(mutex_);
      wanted_.wait(lock, stop, [this] { return !changes_.empty(); });
      if (changes_.empty()) return;  // asked to stop
      changes.swap(changes_);
    }
    for (const auto& change : changes) change(settings);
    settings.sync();
  }
}

}  // namespace calm::ui
