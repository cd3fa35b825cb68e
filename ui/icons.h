#pragma once

#include <QIcon>

namespace calm::ui {

enum class Icon {
  open,
  analyse,
  pause,
  stop,
  recompute,
  undo,
  redo,
  exportModel,
  benchmark,
  file,
  download,
  session,
  terminal
};

/// Line icons drawn in the palette's text colour, so that they fit light and dark.
QIcon makeIcon(Icon icon);

}  // namespace calm::ui
