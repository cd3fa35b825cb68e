#pragma once

#include <vector>

namespace calm::ui {

/// Core's errors as core words them, with %1 to %5 where it puts names and numbers in; for coreMessage() to translate.
/// The longer of two that begin alike comes first.
const std::vector<const char*>& coreErrors();

}  // namespace calm::ui
