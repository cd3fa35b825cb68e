#pragma once

#include <QString>

class QWidget;

namespace calm::ui {

/// What stops the user's work to ask: only where work could be lost. Tests put their own answers here.
class Prompt {
 public:
  virtual ~Prompt() = default;
  /// A modal question; the default button is "Cancel".
  virtual bool confirm(QWidget* parent, const QString& title, const QString& text, const QString& yes);
};

}  // namespace calm::ui
