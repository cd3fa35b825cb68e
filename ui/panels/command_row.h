#pragma once

#include <QWidget>

namespace calm::ui {

/// A path as one word of a POSIX shell.
QString shellQuoted(const QString& path);

/// A command line to copy: "vLLM (not run here)  [vllm serve ...] [Copy]".
class CommandRow : public QWidget {
  Q_OBJECT

 public:
  CommandRow(const QString& caption, const QString& command, const QString& note, QWidget* parent = nullptr);
};

}  // namespace calm::ui
