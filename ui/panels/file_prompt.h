#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace calm::ui {

/// Asks for a path without blocking. Panels hold one, so that tests and scripts can answer in its place.
class FilePrompt {
 public:
  enum class Kind { OpenFile, OpenFolder, SaveFile };

  virtual ~FilePrompt() = default;
  /// Calls `accepted` with the path, or never. `start`: the folder or file to begin at; `filter` as in QFileDialog.
  virtual void ask(QWidget* parent, Kind kind, const QString& title, const QString& start, const QString& filter,
                   std::function<void(const QString&)> accepted);
};

}  // namespace calm::ui
