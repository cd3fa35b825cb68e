#pragma once

#include <functional>
#include <string>
#include <vector>

#include "calm/calibration.h"
#include "calm/methods.h"

namespace calm::ui {

/// The lists that the set-up offers, as values: widgets never ask core themselves.
struct SetupCatalog {
  std::vector<calm::MethodInfo> methods;
  std::vector<calm::PoolPreset> poolPresets;
  std::vector<calm::CalibrationPreset> calibrationPresets;
  /// As calm::parse_method: throws calm::Error that says what is wrong with the spec.
  std::function<calm::MethodSpec(const std::string&)> parse;

  static SetupCatalog fromCore();

  /// One spelling for equal specs; `spec` itself where it cannot be parsed.
  std::string canonical(const std::string& spec) const;
  /// For labels; `spec` itself where it cannot be parsed.
  std::string title(const std::string& spec) const;
};

}  // namespace calm::ui
