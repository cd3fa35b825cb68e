#pragma once

#include <nlohmann/json.hpp>

#include "calm/session.h"
#include "session/json_field.h"

namespace calm {

// What came after the walk: refinement and tuning. One pair a type; the readers throw Error(bad_format) naming file and
// field.

nlohmann::json to_json(const RefinementTrial& trial);
nlohmann::json to_json(const RefinementGain& gain);
nlohmann::json to_json(const TuningRecord& record);

RefinementTrial read_trial(const JsonField& field, int layers);
RefinementGain read_refinement_gain(const JsonField& field);
TuningRecord read_tuning(const JsonField& field);

}  // namespace calm
