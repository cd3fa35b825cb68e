#pragma once

#include <nlohmann/json.hpp>

#include "calm/session.h"
#include "session/json_field.h"

namespace calm {

// One pair a type; the readers throw Error(bad_format) naming file and field.

nlohmann::json to_json(const AnalysisOptions& options);
nlohmann::json to_json(const Plan& plan);
nlohmann::json to_json(const SessionState& state);

AnalysisOptions read_analysis(const JsonField& field);
Plan read_plan(const JsonField& field);
SessionState read_session_state(const JsonField& field);

}  // namespace calm
