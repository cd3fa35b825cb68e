#include "calibration/token_windows.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <utility>

#include "calm/error.h"
#include "search/stable_hash.h"

namespace calm {
namespace {

uint64_t below(uint64_t range, std::mt19937_64& random) {
  const uint64_t most = std::numeric_limits<uint64_t>::max();
  const uint64_t limit = most - most % range;
  uint64_t value = random();
  while (value >= limit) value = random();
  return value % range;
}

[[noreturn]] void too_few(const std::string& message) {
  throw Error(ErrorCode::invalid_argument, message);
}

}  // namespace

std::vector<int64_t> draw_without_replacement(int64_t available, int64_t count, uint64_t seed) {
  std::vector<int64_t> order(static_cast<size_t>(available));
  std::iota(order.begin(), order.end(), int64_t{0});
  std::mt19937_64 random(seed);
  for (int64_t i = 0; i < count; ++i) {
    const auto offset = static_cast<int64_t>(below(static_cast<uint64_t>(available - i), random));
    std::swap(order[static_cast<size_t>(i)], order[static_cast<size_t>(i + offset)]);
  }
  order.resize(static_cast<size_t>(count));
  std::sort(order.begin(), order.end());
  return order;
}

std::vector<std::vector<int32_t>> draw_windows(const std::vector<int32_t>& ids, const CalibrationOptions& options,
                                               const std::string& what) {
  if (options.sequences < 1 || options.length < 1) {
    throw Error(ErrorCode::invalid_argument, "Sequences and length must be at least 1 for a text, found " +
                                                 std::to_string(options.sequences) + " sequences of " +
                                                 std::to_string(options.length) + " tokens.");
  }
  const auto length = static_cast<int64_t>(options.length);
  const int64_t available = static_cast<int64_t>(ids.size()) / length;
  if (available < options.sequences) {
    too_few(what + " has " + std::to_string(ids.size()) + " tokens, that is " + std::to_string(available) +
            " windows of " + std::to_string(length) + "; " + std::to_string(options.sequences) +
            " were asked for. Use a longer text, fewer sequences or a shorter length.");
  }
  std::vector<std::vector<int32_t>> windows;
  for (const int64_t window : draw_without_replacement(available, options.sequences, options.seed)) {
    const auto first = ids.begin() + window * length;
    windows.emplace_back(first, first + length);
  }
  return windows;
}

std::vector<std::vector<int32_t>> take_sequences(std::vector<std::vector<int32_t>> lists,
                                                 const CalibrationOptions& options) {
  const std::string what = describe_source(options);
  if (options.sequences < 0 || options.length < 0) {
    throw Error(ErrorCode::invalid_argument, "Sequences and length cannot be negative.");
  }
  if (options.sequences > 0) {
    const auto wanted = static_cast<size_t>(options.sequences);
    if (lists.size() < wanted) {
      too_few(what + " has " + std::to_string(lists.size()) + " sequences; " + std::to_string(wanted) +
              " were asked for.");
    }
    lists.resize(wanted);
  }
  if (options.length > 0) {
    const auto wanted = static_cast<size_t>(options.length);
    for (size_t i = 0; i < lists.size(); ++i) {
      if (lists[i].size() < wanted) {
        too_few("Sequence " + std::to_string(i) + " of " + what + " has " + std::to_string(lists[i].size()) + " ids; " +
                std::to_string(wanted) + " were asked for.");
      }
      lists[i].resize(wanted);
    }
  }
  return lists;
}

std::string fingerprint(const std::vector<std::vector<int32_t>>& sequences) {
  StableHash hash;
  hash.add_integer(sequences.size());
  for (const auto& ids : sequences) {
    hash.add_integer(ids.size());
    for (const int32_t id : ids) hash.add_integer(static_cast<uint64_t>(id));
  }
  return hash.hex();
}

std::string describe_source(const CalibrationOptions& options, bool evaluation) {
  if (options.source == TextSource::bundled) {
    return evaluation ? "The bundled evaluation text" : "The bundled calibration text";
  }
  return std::string("'").append(options.file.string()).append("'");
}

}  // namespace calm
