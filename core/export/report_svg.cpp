#include "export/report_svg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "calm/methods.h"

namespace calm {
namespace {

/// Matplotlib's viridis (CC0) at 0, 1/8, ... 1; between them straight lines are within 2 % of it.
constexpr double kViridis[9][3] = {{68, 1, 84},    {71, 44, 122}, {59, 81, 139},  {44, 113, 142}, {33, 144, 141},
                                   {39, 173, 129}, {92, 200, 99}, {170, 220, 50}, {253, 231, 37}};
constexpr const char* kLines[] = {"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#999999"};

std::string title_of(const std::string& method) {
  try {
    return parse_method(method).title();
  } catch (const std::exception&) {
    return method;
  }
}

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

std::string px(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

std::string text_at(double x, double y, const std::string& anchor, const std::string& text) {
  return "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" text-anchor=\"" + anchor + "\">" + escape_html(text) +
         "</text>\n";
}

std::string open_svg(double width, double height, const std::string& label) {
  return "<svg viewBox=\"0 0 " + px(width) + " " + px(height) + "\" width=\"" + px(width) +
         "\" role=\"img\" aria-label=\"" + escape_html(label) + "\">\n";
}

constexpr double kLeft = 190;

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
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
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

std::string heatmap_svg(const SessionState& state) {
  const Scores scores(state);
  if (scores.empty()) return "";
  const double cell = std::clamp(900.0 / std::max(1, state.layers), 10.0, 28.0), row = 24;
  const double width = kLeft + cell * state.layers + 10;
  const double bottom = row * static_cast<double>(scores.methods.size());
  std::string svg = open_svg(width, bottom + 62, "Scores of every method at every layer");
  for (size_t m = 0; m < scores.methods.size(); ++m) {
    const double y = row * static_cast<double>(m);
    svg += text_at(kLeft - 8, y + 16, "end", title_of(scores.methods[m]));
    for (int layer = 0; layer < state.layers; ++layer) {
      const Cell& one = scores.cells[m][static_cast<size_t>(layer)];
      const double x = kLeft + cell * layer;
      const bool known = std::isfinite(one.value);
      std::string note = "layer " + std::to_string(layer) + ", " + scores.methods[m] + ": ";
      note += known ? format_number(one.value, 6) : one.applicable ? "not scored" : "not applicable";
      if (one.stale) note += " (stale)";
      svg += "<rect class=\"" + std::string(known ? "cell" : "none") + "\" x=\"" + px(x) + "\" y=\"" + px(y) +
             "\" width=\"" + px(cell - 1) + "\" height=\"" + px(row - 1) + "\"";
      if (known) svg += " fill=\"" + viridis(scores.goodness(one.value)) + "\"";
      if (one.stale) svg += " opacity=\"0.45\"";
      svg += "><title>" + escape_html(note) + "</title></rect>\n";
    }
  }
  for (size_t layer = 0; layer < state.plan.layers.size(); ++layer) {
    const auto winner = std::find(scores.methods.begin(), scores.methods.end(), state.plan.layers[layer].method);
    if (winner == scores.methods.end()) continue;
    svg += "<rect class=\"winner\" x=\"" + px(kLeft + cell * static_cast<double>(layer) + 0.5) + "\" y=\"" +
           px(row * static_cast<double>(winner - scores.methods.begin()) + 0.5) + "\" width=\"" + px(cell - 2) +
           "\" height=\"" + px(row - 2) + "\"/>\n";
  }
  const int step = state.layers > 40 ? 10 : 5;
  for (int layer = 0; layer < state.layers; layer += step) {
    svg += text_at(kLeft + cell * (layer + 0.5), bottom + 14, "middle", std::to_string(layer));
  }
  for (int i = 0; i < 64; ++i) {
    svg += "<rect x=\"" + px(kLeft + 3.0 * i) + "\" y=\"" + px(bottom + 28) + "\" width=\"3.2\" height=\"10\" fill=\"" +
           viridis(i / 63.0) + "\"/>";
  }
  svg += "\n" + text_at(kLeft, bottom + 54, "start", format_number(scores.low, 4)) +
         text_at(kLeft + 192, bottom + 54, "end", format_number(scores.high, 4)) +
         text_at(kLeft - 8, bottom + 38, "end", std::string(to_string(state.selection.metric)));
  return svg + "</svg>\n";
}

std::string curves_svg(const SessionState& state) {
  const Scores scores(state);
  if (scores.empty()) return "";
  constexpr double kTop = 10, kHeight = 260, kWidth = 760, kAxis = 70;
  const double legend = kTop + kHeight + 34;
  std::string svg = open_svg(kAxis + kWidth + 20, legend + 18 * static_cast<double>(scores.methods.size()) + 6,
                             "Score of each method over the layers");
  for (int i = 0; i <= 4; ++i) {
    const double y = kTop + kHeight * (1 - i / 4.0);
    svg += "<line class=\"grid\" x1=\"" + px(kAxis) + "\" x2=\"" + px(kAxis + kWidth) + "\" y1=\"" + px(y) +
           "\" y2=\"" + px(y) + "\"/>\n" +
           text_at(kAxis - 6, y + 4, "end", format_number(scores.low + (scores.high - scores.low) * i / 4, 4));
  }
  const auto x_of = [&](int layer) { return kAxis + kWidth * layer / std::max(1, state.layers - 1); };
  const int step = state.layers > 40 ? 10 : 5;
  for (int layer = 0; layer < state.layers; layer += step) {
    svg += text_at(x_of(layer), kTop + kHeight + 18, "middle", std::to_string(layer));
  }
  for (size_t m = 0; m < scores.methods.size(); ++m) {
    const std::string colour = kLines[m % std::size(kLines)];
    // A dash pattern as well, so that more methods than colours stay apart.
    const std::string dash = m < std::size(kLines) ? "" : " stroke-dasharray=\"5 3\"";
    std::string points;
    for (int layer = 0; layer < state.layers; ++layer) {
      const double value = scores.cells[m][static_cast<size_t>(layer)].value;
      if (!std::isfinite(value)) continue;
      points += px(x_of(layer)) + "," + px(kTop + kHeight * (1 - scores.share(value))) + " ";
    }
    svg += "<polyline class=\"curve\" stroke=\"" + colour + "\"" + dash + " points=\"" + points + "\"/>\n";
    const double y = legend + 18 * static_cast<double>(m);
    svg += "<line class=\"curve\" stroke=\"" + colour + "\"" + dash + " x1=\"" + px(kAxis) + "\" x2=\"" +
           px(kAxis + 28) + "\" y1=\"" + px(y + 6) + "\" y2=\"" + px(y + 6) + "\"/>\n" +
           text_at(kAxis + 36, y + 10, "start", title_of(scores.methods[m]));
  }
  return svg + "</svg>\n";
}

}  // namespace calm
