#pragma once

#include <QString>

#include "calm/session.h"

namespace calm::ui {

/// What tuning did for the session's plan: "Scales tuned: KL 0.118 -> 0.105 on held-out text". Empty: it was not tuned.
QString tuningText(const SessionState& state);

}  // namespace calm::ui
