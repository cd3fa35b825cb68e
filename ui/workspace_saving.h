#pragma once

namespace calm::ui {

/// In a session's folder: the edits that were made while a job wrote the session itself.
inline constexpr const char* kEditsFolder = "edits";

}  // namespace calm::ui
