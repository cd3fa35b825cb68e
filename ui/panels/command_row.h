#pragma once

#include <QWidget>

class QToolButton;

namespace calm::ui {

/// The small button beside a request's own: "Copy as command line".
QToolButton* copyCommandButton(QWidget* parent, const QString& toolTip);

/// A command line to copy: "vLLM (not run here)  [vllm serve ...] [Copy]".
class CommandRow : public QWidget {
  Q_OBJECT

 public:
  CommandRow(const QString& caption, const QString& command, const QString& note, QWidget* parent = nullptr);
};

}  // namespace calm::ui
