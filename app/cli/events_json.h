#pragma once

#include "calm/evaluation.h"
#include "calm/events.h"
#include "cli/output.h"

namespace calm::cli {

/// One event as --json-events prints it: {"event":"candidate_scored", ...}.
Json event_json(const SearchEvent& event);
Json event_json(const Progress& progress);

}  // namespace calm::cli
