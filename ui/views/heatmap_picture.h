#pragma once

#include "ui/views/picture_export.h"

namespace calm::ui {

class HeatmapView;
class Workspace;

/// The whole heatmap, also what is scrolled out of sight, with names, layer numbers and legend.
Picture heatmapPicture(const HeatmapView& view, const Workspace& workspace);

}  // namespace calm::ui
