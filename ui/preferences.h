#pragma once

#include <QString>
#include <cstdint>

#include "ui/colormap.h"
#include "ui/theme.h"

class QSettings;

namespace calm::ui {

/// What the user set once for all sessions. A value: loaded, shown, saved and applied by the window.
struct Preferences {
  QString device = QStringLiteral("auto");
  int threads = 0;                                // 0: all cores
  uint64_t memoryLimit = 0;                       // bytes that an analysis may be estimated to need; 0: no limit
  uint64_t checkpointBudget = uint64_t{2} << 30;  // bytes of stream checkpoints on disk
  QString cacheFolder;                            // of downloaded models; empty: as huggingface_hub chooses
  Theme theme = Theme::system;
  ColorMap colors = ColorMap::viridis;
  QString language;                        // "", "en", "de", "zh_CN"; empty: the system's
  QString start = QStringLiteral("best");  // of a model that is opened anew: a recipe, a ready-made pool, or specs

  bool operator==(const Preferences&) const = default;

  /// Values that are missing or make no sense keep their default.
  static Preferences load(const QSettings& settings);
  void save(QSettings& settings) const;
};

}  // namespace calm::ui
