#include "export/report_svg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "calm/methods.h"
#include "export/report_plots.h"

namespace calm {
namespace {

/// Matplotlib's viridis (CC0) at 0, 1/8, ... 1; between them straight lines are within 2 % of it.
constexpr double kViridis[9][3] = {{68, 1, 84},    {71, 44, 122}, {59, 81, 139},  {44, 113, 142}, {33, 144, 141},
                                   {39, 173, 129}, {92, 200, 99}, {170, 220, 50}, {253, 231, 37}};
constexpr const char* kLines[] = {"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#999999"};

struct Cell {
  double value = std::nan("");
  bool stale = false;
  bool applicable = true;
};

/// What the heatmap shows of one method at one layer: the current score, else the latest, stale.
Cell cell_of(const SessionState& state, int layer, const std::string& method) {
  const auto index = static_cast<size_t>(layer);
  const std::string prefix = index < state.plan.layers.size() ? state.plan.layers[index].prefix : "";
  const CandidateScore* score = state.scores.find(layer, prefix, method);
  Cell cell;
  if (!score) {
    const ScoreBook::Entry* latest = state.scores.latest(layer);
    if (latest) score = state.scores.find(layer, latest->prefix, method);
    cell.stale = score != nullptr;
  }
  if (score) {
    cell.value = score->value(state.selection.metric);
    cell.applicable = score->applicable;
  }
  return cell;
}

struct Scores {
  std::vector<std::string> methods;
  std::vector<std::vector<Cell>> cells;  // [method][layer]
  double low = INFINITY, high = -INFINITY;

  bool higher_is_better = true;

  explicit Scores(const SessionState& state)
      : methods(state.scored_pool), higher_is_better(metric_info(state.selection.metric).higher_is_better) {
    if (methods.empty()) methods = state.selection.pool;
    for (const std::string& method : methods) {
      cells.emplace_back();
      for (int layer = 0; layer < state.layers; ++layer) {
        cells.back().push_back(cell_of(state, layer, method));
        const double value = cells.back().back().value;
        if (!std::isfinite(value)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
      }
    }
  }
  bool empty() const { return !(low <= high); }
  /// 1 is the best value, whatever the metric's direction.
  double goodness(double value) const { return higher_is_better ? share(value) : 1 - share(value); }
  double share(double value) const { return high > low ? (value - low) / (high - low) : 1; }
};

}  // namespace

std::string escape_html(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string format_number(double value, int digits) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value > 0 ? "infinite" : "-infinite";
  char text[64];
  const bool lost = value != 0 && std::fabs(value) < 0.5 * std::pow(10.0, -digits);
  if (lost) {
    std::snprintf(text, sizeof text, "%.1e", value);
  } else {
    std::snprintf(text, sizeof text, "%.*f", digits, value);
  }
  return text;
}

std::string series_colour(size_t i) {
  return kLines[i % std::size(kLines)];
}

std::string method_title(const std::string& spec) {
  try {
    return parse_method(spec).title();
  } catch (const std::exception&) {
    return spec;
  }
}

std::string px(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  std::string result = text;
  return result.ends_with(".0") ? result.substr(0, result.size() - 2) : result;
}

std::string svg_open(double width, double height, const std::string& label) {
  return "<svg viewBox=\"0 0 " + px(width) + " " + px(height) + "\" width=\"" + px(width) + "\" height=\"" +
         px(height) + "\" role=\"img\" aria-label=\"" + escape_html(label) +
         "\" font-family=\"sans-serif\" font-size=\"12\">\n";
}

std::string svg_text(double x, double y, const std::string& anchor, const std::string& text) {
  return "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" text-anchor=\"" + anchor + "\" fill=\"" + kInk + "\">" +
         escape_html(text) + "</text>\n";
}

std::string svg_line(double x1, double y1, double x2, double y2) {
  return "<line class=\"grid\" stroke=\"" + std::string(kRule) + "\" x1=\"" + px(x1) + "\" x2=\"" + px(x2) +
         "\" y1=\"" + px(y1) + "\" y2=\"" + px(y2) + "\"/>\n";
}

std::string svg_legend(double x, double y, const std::string& caption, const std::string& low,
                       const std::string& high) {
  std::string svg;
  for (int i = 0; i < 64; ++i) {
    svg += "<rect x=\"" + px(x + 3.0 * i) + "\" y=\"" + px(y) + "\" width=\"3.2\" height=\"10\" fill=\"" +
           viridis(i / 63.0) + "\"/>";
  }
  return svg + "\n" + svg_text(x, y + 26, "start", low) + svg_text(x + 192, y + 26, "end", high) +
         svg_text(x - 8, y + 10, "end", caption);
}

std::string viridis(double t) {
  const double at = std::clamp(t, 0.0, 1.0) * 8;
  const int low = std::min(7, static_cast<int>(at));
  char text[8];
  int rgb[3];
  for (int i = 0; i < 3; ++i) {
    rgb[i] = static_cast<int>(std::lround(kViridis[low][i] + (at - low) * (kViridis[low + 1][i] - kViridis[low][i])));
  }
  std::snprintf(text, sizeof text, "#%02x%02x%02x", rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff);
  return text;
}

double label_width(const std::vector<std::string>& names) {
  size_t longest = 0;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  return std::max(kLabelWidth, 7.0 * static_cast<double>(longest) + 16);
}

std::string heatmap_svg(const SessionState& state) {
  const Scores scores(state);
  if (scores.empty()) return "";
  const double cell = std::clamp(900.0 / std::max(1, state.layers), 10.0, 28.0), row = 24;
  std::vector<std::string> titles;
  for (const std::string& method : scores.methods) titles.push_back(method_title(method));
  const double left = label_width(titles), width = left + cell * state.layers + 10;
  const double bottom = row * static_cast<double>(scores.methods.size());
  std::string svg = svg_open(width, bottom + 72, "Scores of every method at every layer");
  for (size_t m = 0; m < scores.methods.size(); ++m) {
    const double y = row * static_cast<double>(m);
    svg += svg_text(left - 8, y + 16, "end", method_title(scores.methods[m]));
    for (int layer = 0; layer < state.layers; ++layer) {
      const Cell& one = scores.cells[m][static_cast<size_t>(layer)];
      const double x = left + cell * layer;
      const bool known = std::isfinite(one.value);
      std::string note = "layer " + std::to_string(layer) + ", " + scores.methods[m] + ": ";
      note += known ? format_number(one.value, 6) : one.applicable ? "not scored" : "not applicable";
      if (one.stale) note += " (stale)";
      svg += "<rect class=\"" + std::string(known ? "cell" : "none") + "\" x=\"" + px(x) + "\" y=\"" + px(y) +
             "\" width=\"" + px(cell - 1) + "\" height=\"" + px(row - 1) + "\"";
      svg += known ? " fill=\"" + viridis(scores.goodness(one.value)) + "\""
                   : std::string(" fill=\"none\" stroke=\"") + kRule + "\"";
      if (one.stale) svg += " opacity=\"0.45\"";
      svg += "><title>" + escape_html(note) + "</title></rect>\n";
    }
  }
  for (size_t layer = 0; layer < state.plan.layers.size(); ++layer) {
    const auto winner = std::find(scores.methods.begin(), scores.methods.end(), state.plan.layers[layer].method);
    if (winner == scores.methods.end()) continue;
    svg += "<rect class=\"winner\" fill=\"none\" stroke=\"" + std::string(kAccent) + "\" stroke-width=\"2\" x=\"" +
           px(left + cell * static_cast<double>(layer) + 0.5) + "\" y=\"" +
           px(row * static_cast<double>(winner - scores.methods.begin()) + 0.5) + "\" width=\"" + px(cell - 2) +
           "\" height=\"" + px(row - 2) + "\"/>\n";
  }
  const int step = state.layers > 40 ? 10 : 5;
  for (int layer = 0; layer < state.layers; layer += step) {
    svg += svg_text(left + cell * (layer + 0.5), bottom + 14, "middle", std::to_string(layer));
  }
  svg += svg_text(left - 8, bottom + 14, "end", "Layer");
  // The bar runs from the worst to the best, whatever the metric's direction.
  const MetricInfo& metric = metric_info(state.selection.metric);
  const int digits = metric.unit.empty() ? 4 : 2;
  const std::string low = format_number(scores.low, digits), high = format_number(scores.high, digits);
  svg += svg_legend(left, bottom + 34,
                    std::string(metric.title) + (metric.unit.empty() ? "" : " (" + std::string(metric.unit) + ")"),
                    scores.higher_is_better ? low : high, scores.higher_is_better ? high : low);
  return svg + "</svg>\n";
}

std::string curves_svg(const SessionState& state) {
  const Scores scores(state);
  if (scores.empty()) return "";
  LinePlot plot;
  const MetricInfo& metric = metric_info(state.selection.metric);
  plot.label = "Score of each method over the layers";
  plot.y_title = std::string(metric.title) + (metric.unit.empty() ? "" : ", " + std::string(metric.unit));
  for (size_t m = 0; m < scores.methods.size(); ++m) {
    plot.series.push_back({method_title(scores.methods[m]), {}});
    for (const Cell& cell : scores.cells[m]) plot.series.back().values.push_back(cell.value);
  }
  return line_plot_svg(plot);
}

}  // namespace calm
