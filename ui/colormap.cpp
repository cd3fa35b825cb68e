#include "ui/colormap.h"

#include <algorithm>
#include <cmath>

#include "ui/colormap_tables.h"

namespace calm::ui {

QColor mapColor(ColorMap map, double t) {
  if (std::isnan(t)) return {};
  const auto index = static_cast<size_t>(std::lround(std::clamp(t, 0.0, 1.0) * 255));
  const auto& table = map == ColorMap::cividis ? kCividis : kViridis;
  return QColor::fromRgb(0xff000000U | table[index]);
}

double relativeLuminance(const QColor& color) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrastRatio(const QColor& a, const QColor& b) {
  const double la = relativeLuminance(a), lb = relativeLuminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor textOn(const QColor& background) {
  return contrastRatio(background, Qt::white) >= contrastRatio(background, Qt::black) ? QColor(Qt::white)
                                                                                      : QColor(Qt::black);
}

QColor seriesColor(int index, bool dark) {
  // Okabe and Ito's palette (made for colour vision deficiency) without its yellow on light, its blue on dark.
  static constexpr std::array<unsigned, 8> kLight = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7,
                                                     0x56b4e9, 0x8c6d00, 0x6a3d9a, 0x444444};
  static constexpr std::array<unsigned, 8> kDark = {0x56b4e9, 0xe69f00, 0x2fc79a, 0xe79bc4,
                                                    0xf0e442, 0xff8a5c, 0xb9a3e3, 0xcccccc};
  const auto& colors = dark ? kDark : kLight;
  return QColor::fromRgb(0xff000000U | colors[static_cast<size_t>(index) % colors.size()]);
}

Qt::PenStyle seriesPenStyle(int index) {
  // Dots are for what is stale.
  static constexpr std::array<Qt::PenStyle, 3> kStyles = {Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};
  return kStyles[static_cast<size_t>(index) / 8 % kStyles.size()];
}

Qt::BrushStyle seriesBrushStyle(int index) {
  static constexpr std::array<Qt::BrushStyle, 3> kStyles = {Qt::SolidPattern, Qt::Dense4Pattern, Qt::BDiagPattern};
  return kStyles[static_cast<size_t>(index) / 8 % kStyles.size()];
}

}  // namespace calm::ui
