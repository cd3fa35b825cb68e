#pragma once

#include <QString>
#include <filesystem>
#include <string>
#include <string_view>

namespace calm::ui {

/// Core speaks UTF-8 std::string, the window QString.
inline QString toQString(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
inline QString pathToQString(const std::filesystem::path& path) {
  return toQString(path.native());
}
inline std::string toStd(const QString& text) {
  return text.toStdString();
}
inline std::filesystem::path toPath(const QString& text) {
  return std::filesystem::path(text.toStdString());
}

}  // namespace calm::ui
