#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace calm {

/// Lines over the layers 0 .. n-1; NaN: a gap.
struct LineSeries {
  std::string name;
  std::vector<double> values;
};
struct LinePlot {
  std::string label;    // for screen readers, and the heading of the axis
  std::string y_title;  // "distance": above the axis
  std::vector<LineSeries> series;
  bool logarithmic = false;  // needs positive values
  int digits = 4;
};
/// Empty where no series has a finite value.
std::string line_plot_svg(const LinePlot& plot);

/// A matrix as coloured cells, rows from the top, viridis from low to high; NaN: left out.
struct MatrixPlot {
  std::string label, value_title;
  int rows = 0, columns = 0;
  std::vector<double> values;           // row-major
  std::vector<std::string> row_names;   // empty: numbers
  std::string row_title, column_title;  // of the axes
  double low = 0, high = 1;
  double cell_width = 14, cell_height = 14;
  int digits = 3;
};
std::string matrix_plot_svg(const MatrixPlot& plot);

/// Differences with their intervals about zero, one row each.
struct IntervalRow {
  std::string name;
  double value = 0, low = 0, high = 0;
};
std::string intervals_svg(const std::string& label, const std::string& axis, const std::vector<IntervalRow>& rows);

/// Plans as rows of layers, coloured by method, with a legend. rows: name and one spec a layer.
std::string plans_svg(const std::vector<std::pair<std::string, std::vector<std::string>>>& rows);

/// Small square pictures side by side: name under each.
struct Tile {
  std::string name;
  int side = 0;
  std::vector<float> values;  // [side * side]
};
std::string tiles_svg(const std::string& label, const std::string& value_title, const std::vector<Tile>& tiles);

}  // namespace calm
