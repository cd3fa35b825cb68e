#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calm/calibration.h"

namespace calm {

/// `count` different numbers out of 0 .. available-1, ascending. The first `count` steps of a Fisher-Yates shuffle of
/// 0, 1, 2, ...: step i swaps elements i and i + r, where r is the next output of std::mt19937_64(seed) below the
/// largest multiple of (available - i), modulo (available - i). Spelled out because the standard's distributions and
/// shuffles differ between libraries. count <= available.
std::vector<int64_t> draw_without_replacement(int64_t available, int64_t count, uint64_t seed);

/// Windows of `length` ids, `sequences` of them drawn by seed, in file order. `what` names the text in errors.
std::vector<std::vector<int32_t>> draw_windows(const std::vector<int32_t>& ids, const CalibrationOptions& options,
                                               const std::string& what);

/// The first `sequences` lists (0: all), the first `length` ids of each (0: all).
std::vector<std::vector<int32_t>> take_sequences(std::vector<std::vector<int32_t>> lists,
                                                 const CalibrationOptions& options);

/// Hash of the ids and of where one sequence ends.
std::string fingerprint(const std::vector<std::vector<int32_t>>& sequences);

/// "the bundled calibration text" or the file's path in quotes.
std::string describe_source(const CalibrationOptions& options, bool evaluation = false);

}  // namespace calm
