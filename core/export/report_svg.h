#pragma once

#include <string>

#include "calm/session.h"

namespace calm {

/// "a < b" as "a &lt; b": for text and attributes alike.
std::string escape_html(const std::string& text);
/// Digits after the point, "-" for NaN.
std::string format_number(double value, int digits);
/// viridis at t in 0 .. 1 as "#rrggbb".
std::string viridis(double t);

/// Methods x layers, coloured by the selection's metric, winners outlined; empty where nothing was scored.
std::string heatmap_svg(const SessionState& state);
/// One curve a method over the layers; empty where nothing was scored.
std::string curves_svg(const SessionState& state);

}  // namespace calm
