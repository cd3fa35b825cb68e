#include "export/report_plots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "export/report_svg.h"

namespace calm {
namespace {

constexpr double kWidth = 1080, kAxis = 76;

/// Every how many layers a number is written.
int label_step(int count) {
  return count > 40 ? 10 : 5;
}

/// Cells of equal colour are one path: a matrix of 128 x 128 stays small.
std::string cells_svg(int rows, int columns, double left, double top, double width, double height,
                      const std::function<double(int, int)>& share_at) {
  constexpr int kShades = 64;
  constexpr double kOverlap = 0.4;  // no seams between cells
  std::array<std::string, kShades> paths;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double share = share_at(row, column);
      if (!std::isfinite(share)) continue;
      const auto shade = static_cast<size_t>(std::lround(std::clamp(share, 0.0, 1.0) * (kShades - 1)));
      paths[shade] += "M" + px(left + width * column) + " " + px(top + height * row) + "h" + px(width + kOverlap) +
                      "v" + px(height + kOverlap) + "h-" + px(width + kOverlap) + "z";
    }
  }
  std::string svg = "<g shape-rendering=\"crispEdges\">";
  for (size_t shade = 0; shade < paths.size(); ++shade) {
    if (paths[shade].empty()) continue;
    svg += "<path fill=\"" + viridis(static_cast<double>(shade) / (kShades - 1)) + "\" d=\"" + paths[shade] + "\"/>\n";
  }
  return svg + "</g>\n";
}

/// Names under a plot stand in three columns.
int legend_rows(size_t count) {
  return static_cast<int>((count + 2) / 3);
}

std::string curve(const std::string& colour, const std::string& dash, const std::string& points) {
  return "<polyline class=\"curve\" fill=\"none\" stroke-width=\"1.8\" stroke=\"" + colour + "\"" + dash +
         " points=\"" + points + "\"/>\n";
}

/// Blocks of equal size become one value, their mean, so that a side has at most `most` of them.
std::vector<double> fold(const Tile& tile, int most) {
  const int block = std::max(1, (tile.side + most - 1) / most), side = (tile.side + block - 1) / block;
  std::vector<double> result;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      double sum = 0;
      int n = 0;
      for (int y = row * block; y < std::min(tile.side, (row + 1) * block); ++y) {
        for (int x = column * block; x < std::min(tile.side, (column + 1) * block); ++x, ++n) {
          sum += tile.values[static_cast<size_t>(y) * static_cast<size_t>(tile.side) + static_cast<size_t>(x)];
        }
      }
      result.push_back(n > 0 ? sum / n : 0);
    }
  }
  return result;
}

}  // namespace

std::string line_plot_svg(const LinePlot& plot) {
  double low = INFINITY, high = -INFINITY;
  int count = 0;
  for (const LineSeries& series : plot.series) {
    count = std::max(count, static_cast<int>(series.values.size()));
    for (const double value : series.values) {
      if (!std::isfinite(value) || (plot.logarithmic && value <= 0)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  if (!(low <= high)) return "";
  const auto at = [&](double value) { return plot.logarithmic ? std::log10(value) : value; };
  const double bottom = at(low), span = at(high) - bottom;
  constexpr double kTop = 28, kHeight = 240, kRight = 16;
  const double legend = kTop + kHeight + 34;
  std::string svg = svg_open(kWidth, legend + 18 * legend_rows(plot.series.size()) + 4, plot.label);
  svg += svg_text(0, 12, "start", plot.y_title);
  for (int i = 0; i <= 4; ++i) {
    const double y = kTop + kHeight * (1 - i / 4.0);
    const double value = plot.logarithmic ? std::pow(10, bottom + span * i / 4) : low + span * i / 4;
    svg +=
        svg_line(kAxis, y, kWidth - kRight, y) + svg_text(kAxis - 6, y + 4, "end", format_number(value, plot.digits));
    if (span == 0) break;
  }
  const double inner = kWidth - kRight - kAxis;
  const auto x_of = [&](int layer) { return kAxis + inner * layer / std::max(1, count - 1); };
  for (int layer = 0; layer < count; layer += label_step(count)) {
    svg += svg_text(x_of(layer), kTop + kHeight + 18, "middle", std::to_string(layer));
  }
  svg += svg_text(kAxis - 16, kTop + kHeight + 18, "end", "Layer");
  for (size_t s = 0; s < plot.series.size(); ++s) {
    // A dash pattern as well, so that more series than colours stay apart.
    const std::string dash = s < 7 ? "" : s < 14 ? " stroke-dasharray=\"5 3\"" : " stroke-dasharray=\"2 2\"";
    std::string points;
    const auto flush = [&] {
      if (!points.empty()) svg += curve(series_colour(s), dash, points);
      points.clear();
    };
    for (size_t i = 0; i < plot.series[s].values.size(); ++i) {
      const double value = plot.series[s].values[i];
      if (!std::isfinite(value) || (plot.logarithmic && value <= 0)) {
        flush();
        continue;
      }
      const double share = span > 0 ? (at(value) - bottom) / span : 0;
      points += (points.empty() ? "" : " ") + px(x_of(static_cast<int>(i))) + "," + px(kTop + kHeight * (1 - share));
    }
    flush();
    const double x = kAxis + static_cast<double>(s % 3) * inner / 3, y = legend + 18 * static_cast<double>(s / 3);
    svg += "<line class=\"curve\" stroke-width=\"1.8\" stroke=\"" + series_colour(s) + "\"" + dash + " x1=\"" + px(x) +
           "\" x2=\"" + px(x + 24) + "\" y1=\"" + px(y + 6) + "\" y2=\"" + px(y + 6) + "\"/>\n" +
           svg_text(x + 32, y + 10, "start", plot.series[s].name);
  }
  return svg + "</svg>\n";
}

std::string matrix_plot_svg(const MatrixPlot& plot) {
  if (plot.rows <= 0 || plot.columns <= 0) return "";
  const bool named = !plot.row_names.empty();
  const double left = named ? 110 : 54, top = 6;
  const double width = left + plot.cell_width * plot.columns, bottom = top + plot.cell_height * plot.rows;
  const double span = plot.high > plot.low ? plot.high - plot.low : 1;
  std::string svg = svg_open(std::max(width + 10, left + 210), bottom + 74, plot.label);
  svg += cells_svg(plot.rows, plot.columns, left, top, plot.cell_width, plot.cell_height, [&](int row, int column) {
    return (plot.values[static_cast<size_t>(row) * static_cast<size_t>(plot.columns) + static_cast<size_t>(column)] -
            plot.low) /
           span;
  });
  for (int row = 0; row < plot.rows; row += named ? 1 : label_step(plot.rows)) {
    const std::string name = named ? plot.row_names[static_cast<size_t>(row)] : std::to_string(row);
    svg += svg_text(left - 6, top + plot.cell_height * (row + 0.5) + 4, "end", name);
  }
  for (int column = 0; column < plot.columns; column += label_step(plot.columns)) {
    svg += svg_text(left + plot.cell_width * (column + 0.5), bottom + 16, "middle", std::to_string(column));
  }
  svg += svg_text(left - 6, bottom + 16, "end", plot.column_title);
  return svg +
         svg_legend(left, bottom + 34, plot.value_title, format_number(plot.low, plot.digits),
                    format_number(plot.high, plot.digits)) +
         "</svg>\n";
}

std::string intervals_svg(const std::string& label, const std::string& axis, const std::vector<IntervalRow>& rows) {
  if (rows.empty()) return "";
  double low = 0, high = 0;
  for (const IntervalRow& row : rows) {
    low = std::min(low, row.low);
    high = std::max(high, row.high);
  }
  if (!(low < high)) return "";
  const double margin = (high - low) * 0.04;
  low -= margin;
  high += margin;
  constexpr double kLeft = 250, kRow = 26;
  const double bottom = kRow * static_cast<double>(rows.size()) + 4;
  const auto x_of = [&](double value) { return kLeft + (kWidth - kLeft - 24) * (value - low) / (high - low); };
  std::string svg = svg_open(kWidth, bottom + 44, label);
  svg += "<line class=\"zero\" stroke=\"" + std::string(kInk) + "\" stroke-dasharray=\"4 3\" x1=\"" + px(x_of(0)) +
         "\" x2=\"" + px(x_of(0)) + "\" y1=\"0\" y2=\"" + px(bottom) + "\"/>\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    const IntervalRow& row = rows[i];
    const double y = kRow * (static_cast<double>(i) + 0.5);
    svg += svg_text(kLeft - 10, y + 4, "end", row.name);
    const auto whisker = [&](double x1, double x2, double y1, double y2) {
      svg += "<line class=\"curve\" stroke-width=\"1.8\" stroke=\"" + series_colour(0) + "\" x1=\"" + px(x1) +
             "\" x2=\"" + px(x2) + "\" y1=\"" + px(y1) + "\" y2=\"" + px(y2) + "\"/>";
    };
    whisker(x_of(row.low), x_of(row.high), y, y);
    whisker(x_of(row.low), x_of(row.low), y - 4, y + 4);
    whisker(x_of(row.high), x_of(row.high), y - 4, y + 4);
    svg += "<circle fill=\"" + series_colour(0) + "\" cx=\"" + px(x_of(row.value)) + "\" cy=\"" + px(y) +
           "\" r=\"4\"><title>" +
           escape_html(row.name + ": " + format_number(row.value, 4) + " (" + format_number(row.low, 4) + " to " +
                       format_number(row.high, 4) + ")") +
           "</title></circle>\n";
  }
  svg += svg_line(kLeft, bottom, kWidth - 24, bottom);
  for (const double value : {low + margin, 0.0, high - margin}) {
    // The ends give way where zero is close to them.
    if (value != 0 && std::fabs(x_of(value) - x_of(0)) < 60) continue;
    svg += svg_text(x_of(value), bottom + 16, "middle", format_number(value, 3));
  }
  return svg + svg_text((kLeft + kWidth - 24) / 2, bottom + 36, "middle", axis) + "</svg>\n";
}

std::string plans_svg(const std::vector<std::pair<std::string, std::vector<std::string>>>& rows) {
  size_t layers = 0;
  std::vector<std::string> methods;
  for (const auto& [name, specs] : rows) {
    layers = std::max(layers, specs.size());
    for (const std::string& spec : specs) {
      if (!spec.empty() && std::find(methods.begin(), methods.end(), spec) == methods.end()) methods.push_back(spec);
    }
  }
  if (layers == 0 || methods.empty()) return "";
  const double cell = std::clamp(900.0 / static_cast<double>(layers), 10.0, 28.0), row = 24;
  const double bottom = row * static_cast<double>(rows.size()), legend = bottom + 32;
  std::string svg = svg_open(kLabelWidth + cell * static_cast<double>(layers) + 10,
                             legend + 20 * legend_rows(methods.size()), "Method of every layer");
  // Colours repeat after seven methods; from there on the cells are half as high.
  const auto mark = [&](size_t method, double x, double y, double width, double height, const std::string& note) {
    const double shrink = method < 7 ? 0 : height / 2;
    svg += "<rect fill=\"" + series_colour(method) + "\" x=\"" + px(x) + "\" y=\"" + px(y + shrink) + "\" width=\"" +
           px(width) + "\" height=\"" + px(height - shrink) + "\">" +
           (note.empty() ? "" : "<title>" + escape_html(note) + "</title>") + "</rect>\n";
  };
  for (size_t r = 0; r < rows.size(); ++r) {
    const double y = row * static_cast<double>(r);
    svg += svg_text(kLabelWidth - 8, y + 16, "end", rows[r].first);
    for (size_t layer = 0; layer < rows[r].second.size(); ++layer) {
      const std::string& spec = rows[r].second[layer];
      if (spec.empty()) continue;
      const auto method = static_cast<size_t>(std::find(methods.begin(), methods.end(), spec) - methods.begin());
      mark(method, kLabelWidth + cell * static_cast<double>(layer), y, cell - 1, row - 3,
           "layer " + std::to_string(layer) + ": " + method_title(spec));
    }
  }
  for (size_t layer = 0; layer < layers; layer += static_cast<size_t>(label_step(static_cast<int>(layers)))) {
    svg +=
        svg_text(kLabelWidth + cell * (static_cast<double>(layer) + 0.5), bottom + 14, "middle", std::to_string(layer));
  }
  svg += svg_text(kLabelWidth - 8, bottom + 14, "end", "Layer");
  const double column = std::max(180.0, cell * static_cast<double>(layers) / 3);
  for (size_t m = 0; m < methods.size(); ++m) {
    const double x = kLabelWidth + column * static_cast<double>(m % 3), y = legend + 20 * static_cast<double>(m / 3);
    mark(m, x, y, 14, 12, "");
    svg += svg_text(x + 20, y + 11, "start", method_title(methods[m]));
  }
  return svg + "</svg>\n";
}

std::string tiles_svg(const std::string& label, const std::string& value_title, const std::vector<Tile>& tiles) {
  if (tiles.empty()) return "";
  constexpr double kSide = 192, kGap = 22;
  constexpr int kMost = 48;  // pixels of a tile that are drawn
  const size_t columns = std::min<size_t>(4, tiles.size());
  const size_t rows = (tiles.size() + columns - 1) / columns;
  std::vector<std::vector<double>> folded;
  double high = 0;
  for (const Tile& tile : tiles) {
    folded.push_back(fold(tile, kMost));
    for (const double value : folded.back()) high = std::max(high, value);
  }
  if (!(high > 0)) high = 1;
  const double bottom = (kSide + 40) * static_cast<double>(rows);
  std::string svg = svg_open(std::max(320.0, (kSide + kGap) * static_cast<double>(columns) - kGap), bottom + 32, label);
  for (size_t i = 0; i < tiles.size(); ++i) {
    const Tile& tile = tiles[i];
    const double left = (kSide + kGap) * static_cast<double>(i % columns);
    const double top = (kSide + 40) * static_cast<double>(i / columns);
    const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(folded[i].size()))));
    const double cell = kSide / std::max(1, side);
    // The few large values would leave the rest black: the root spreads the small ones.
    svg += cells_svg(side, side, left, top, cell, cell, [&](int row, int column) {
      return std::sqrt(folded[i][static_cast<size_t>(row * side + column)] / high);
    });
    svg += svg_text(left, top + kSide + 18, "start", tile.name);
  }
  return svg + svg_legend(100, bottom, value_title, "0", format_number(high, 3)) + "</svg>\n";
}

}  // namespace calm
