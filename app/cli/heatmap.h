#pragma once

#include <string>
#include <vector>

namespace calm::cli {

/// Methods x layers as the terminal shows them.
struct Heatmap {
  std::string measure;                      // "CKA", for the legend
  std::vector<std::string> rows;            // method titles
  std::vector<std::vector<double>> values;  // [row][layer]; NaN: not applicable or not scored
  enum class Mark { none, search, user };
  std::vector<std::vector<Mark>> marks;  // [row][layer]
};

struct TerminalStyle {
  bool color = false;  // 24-bit colours
  int width = 100;     // columns
};

/// stdout's: colour where it is a terminal and NO_COLOR is unset.
TerminalStyle stdout_style();

/// One cell a layer, layers wrapped to the width. Plain: a digit 0..9 over the range of all values, [7] chosen by the
/// search, <7> by the user, - where there is no value. Colour: viridis, with the same marks. Ends with a legend.
std::string render_heatmap(const Heatmap& heatmap, const TerminalStyle& style);

/// A table with a header row; columns padded, numbers (cells that start with a digit, sign or '.') to the right.
std::string render_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

}  // namespace calm::cli
