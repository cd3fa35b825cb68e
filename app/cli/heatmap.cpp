#include "cli/heatmap.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "cli/console.h"

namespace calm::cli {
namespace {

constexpr int kCellWidth = 3;

struct Rgb {
  int r, g, b;
};

/// matplotlib's viridis (CC0) at eight even steps, straight lines between them.
Rgb viridis(double position) {
  static constexpr std::array<Rgb, 9> kStops = {{{68, 1, 84},
                                                 {71, 44, 122},
                                                 {59, 81, 139},
                                                 {44, 113, 142},
                                                 {33, 144, 141},
                                                 {39, 173, 129},
                                                 {92, 200, 99},
                                                 {170, 220, 50},
                                                 {253, 231, 37}}};
  const double scaled = std::clamp(position, 0.0, 1.0) * (kStops.size() - 1);
  const size_t low = std::min(static_cast<size_t>(scaled), kStops.size() - 2);
  const double t = scaled - static_cast<double>(low);
  const auto mix = [t](int a, int b) { return static_cast<int>(std::lround(a + t * (b - a))); };
  const Rgb &a = kStops[low], &b = kStops[low + 1];
  return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b)};
}

size_t columns(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string pad(const std::string& text, size_t width, bool right) {
  const size_t shown = columns(text);
  const std::string space(width > shown ? width - shown : 0, ' ');
  return right ? space + text : text + space;
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool empty() const { return low > high; }
  double position(double value) const { return high > low ? (value - low) / (high - low) : 1.0; }
};

Range range_of(const Heatmap& map) {
  Range range;
  for (const auto& row : map.values) {
    for (const double value : row) {
      if (!std::isfinite(value)) continue;
      range.low = std::min(range.low, value);
      range.high = std::max(range.high, value);
    }
  }
  return range;
}

std::string cell(double value, Heatmap::Mark mark, const Range& range, bool color) {
  const bool known = std::isfinite(value);
  const double position = known ? range.position(value) : 0;
  const char digit = known ? static_cast<char>('0' + std::min(9, static_cast<int>(position * 10))) : '-';
  std::string text = {' ', color && known ? ' ' : digit, ' '};
  if (mark == Heatmap::Mark::search) text = {'[', text[1], ']'};
  if (mark == Heatmap::Mark::user) text = {'<', text[1], '>'};
  if (!color || !known) return text;
  const Rgb back = viridis(position);
  const bool light = 0.299 * back.r + 0.587 * back.g + 0.114 * back.b > 128;
  return "\x1b[1;" + std::string(light ? "38;2;0;0;0" : "38;2;255;255;255") + ";48;2;" + std::to_string(back.r) + ";" +
         std::to_string(back.g) + ";" + std::to_string(back.b) + "m" + text + "\x1b[0m";
}

bool numeric(const std::string& text) {
  return !text.empty() &&
         (std::isdigit(static_cast<unsigned char>(text[0])) != 0 || text[0] == '-' || text[0] == '.' || text == "n/a");
}

}  // namespace

TerminalStyle stdout_style() {
  TerminalStyle style;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  style.color = terminal && (no_color == nullptr || *no_color == '\0') && !(term && std::string_view(term) == "dumb");
  winsize size{};
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) style.width = size.ws_col;
  return style;
}

std::string render_heatmap(const Heatmap& map, const TerminalStyle& style) {
  const Range range = range_of(map);
  size_t label = 5;
  for (const auto& row : map.rows) label = std::max(label, columns(row));
  const size_t layers = map.values.empty() ? 0 : map.values.front().size();
  const int room = style.width - static_cast<int>(label) - 1;
  const size_t per_block = static_cast<size_t>(std::max(1, room / kCellWidth));
  std::string text;
  for (size_t first = 0; first < layers; first += per_block) {
    const size_t last = std::min(layers, first + per_block);
    text += pad("layer", label, false) + " ";
    for (size_t l = first; l < last; ++l) {
      // Three digits fill a cell: leave every second one out so that numbers do not run together.
      text += l >= 100 && l % 2 == 1 ? std::string(kCellWidth, ' ') : pad(std::to_string(l), kCellWidth, true);
    }
    text += "\n";
    for (size_t r = 0; r < map.rows.size(); ++r) {
      text += pad(map.rows[r], label, false) + " ";
      for (size_t l = first; l < last; ++l) text += cell(map.values[r][l], map.marks[r][l], range, style.color);
      text += "\n";
    }
    text += "\n";
  }
  if (range.empty()) return text + "No scores yet.\n";
  if (style.color) {
    text += map.measure + "  " + format_number(range.low) + " ";
    for (int i = 0; i < 10; ++i) text += cell(i / 9.0, Heatmap::Mark::none, {0, 1}, true);
    text += " " + format_number(range.high) + "   [ ] chosen";
  } else {
    text +=
        map.measure + "  0 = " + format_number(range.low) + " ... 9 = " + format_number(range.high) + "   [ ] chosen";
  }
  bool user = false, missing = false;
  for (size_t r = 0; r < map.rows.size(); ++r) {
    for (size_t l = 0; l < layers; ++l) {
      user = user || map.marks[r][l] == Heatmap::Mark::user;
      missing = missing || !std::isfinite(map.values[r][l]);
    }
  }
  if (user) text += "   < > chosen by you";
  if (missing) text += "   - no score";
  return text + "\n";
}

std::string render_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths(header.size());
  std::vector<bool> right(header.size(), !rows.empty());
  for (size_t c = 0; c < header.size(); ++c) {
    widths[c] = columns(header[c]);
    for (const auto& row : rows) {
      widths[c] = std::max(widths[c], columns(row[c]));
      if (!row[c].empty() && !numeric(row[c])) right[c] = false;
    }
  }
  std::string text;
  const auto add_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (size_t c = 0; c < row.size(); ++c) line += (c ? "  " : "") + pad(row[c], widths[c], right[c]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add_row(header);
  for (const auto& row : rows) add_row(row);
  return text;
}

}  // namespace calm::cli
