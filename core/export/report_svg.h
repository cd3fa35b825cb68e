#pragma once

#include <string>
#include <vector>

#include "calm/session.h"

namespace calm {

/// "a < b" as "a &lt; b": for text and attributes alike.
std::string escape_html(const std::string& text);
/// Digits after the point, "-" for NaN, and exponents where the digits would show nothing but zeros.
std::string format_number(double value, int digits);
/// viridis at t in 0 .. 1 as "#rrggbb".
std::string viridis(double t);
/// The i-th colour of lines and methods, apart for colour-blind eyes too (Paul Tol's bright scheme).
std::string series_colour(size_t i);
/// "GPTQ act-order": of a spec; the spec itself where this version does not know it.
std::string method_title(const std::string& spec);

// Pieces of an <svg>; coordinates in its pixels. Colours are those of paper, which the page's style replaces.
std::string px(double value);
std::string svg_open(double width, double height, const std::string& label);
/// anchor: "start", "middle", "end".
std::string svg_text(double x, double y, const std::string& anchor, const std::string& text);
std::string svg_line(double x1, double y1, double x2, double y2);
/// A bar of viridis with its ends' values and a caption at its left end (at x, ending there).
std::string svg_legend(double x, double y, const std::string& caption, const std::string& low, const std::string& high);

inline constexpr const char* kInk = "#1c2430";
inline constexpr const char* kRule = "#d5dbe3";
inline constexpr const char* kAccent = "#b3261e";
inline constexpr double kLabelWidth = 190;  // room for names at the left of a plot, at least
/// Room for these names: a long one is not cut.
double label_width(const std::vector<std::string>& names);

/// Methods x layers, coloured by the selection's metric, winners outlined; empty where nothing was scored.
std::string heatmap_svg(const SessionState& state);
/// One curve a method over the layers; empty where nothing was scored.
std::string curves_svg(const SessionState& state);

}  // namespace calm
