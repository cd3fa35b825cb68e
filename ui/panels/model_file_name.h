#pragma once

#include <QString>

#include "calm/model.h"

namespace calm::ui {

/// What files made from this model are called after: a GGUF's own file name, another model's name; without a folder, an
/// ending, the type that the weights were stored as, or blanks.
QString modelFileName(const calm::ModelInfo& model);

}  // namespace calm::ui
