#pragma once

#include <QString>

namespace calm::ui {

enum class Theme { system, light, dark };

QString themeId(Theme theme);
Theme themeFromId(const QString& id);
/// Sets the application's palette (Fusion for light and dark); widgets follow through QEvent::PaletteChange.
void applyTheme(Theme theme);

}  // namespace calm::ui
