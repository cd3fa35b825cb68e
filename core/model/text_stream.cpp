#include "calm/text_stream.h"

#include <algorithm>

namespace calm {
namespace {

constexpr size_t kContext = 6;
// A character takes four tokens at most (one a byte); more is not UTF-8 and is given out as it decodes.
constexpr size_t kHeldBack = 8;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

}  // namespace

StreamDecoder::StreamDecoder(Decode decode, const std::vector<int32_t>& context) : decode_(std::move(decode)) {
  tail_.assign(context.end() - static_cast<std::ptrdiff_t>(std::min(kContext, context.size())), context.end());
  given_ = tail_.size();
}

std::string StreamDecoder::add(int32_t id) {
  tail_.push_back(id);
  return take(tail_.size() - given_ > kHeldBack);
}

std::string StreamDecoder::finish() {
  return take(true);
}

std::string StreamDecoder::take(bool unfinished) {
  if (given_ == tail_.size()) return "";
  const std::vector<int32_t> before(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(given_));
  const std::string old = decode_(before), text = decode_(tail_);
  if (text.size() <= old.size() && !unfinished) return "";
  if (text.ends_with(kReplacement) && !unfinished) return "";
  // The ids just given out are the context of the next step.
  tail_.erase(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(given_));
  given_ = tail_.size();
  return text.size() > old.size() ? text.substr(old.size()) : "";
}

namespace {

constexpr size_t kMostPairs = size_t{1} << 22;

/// Marks what is not in a longest common subsequence of left[first, left_end) and right[first, right_end).
void align(const std::vector<int32_t>& left, const std::vector<int32_t>& right, size_t first, size_t left_end,
           size_t right_end, TokenComparison& result) {
  const size_t rows = left_end - first, columns = right_end - first;
  if (rows * columns > kMostPairs) {
    for (size_t i = first; i < left_end; ++i) result.left[i] = i >= right_end || left[i] != right[i];
    for (size_t i = first; i < right_end; ++i) result.right[i] = i >= left_end || left[i] != right[i];
    return;
  }
  std::vector<uint16_t> common((rows + 1) * (columns + 1), 0);  // of the tails from (row, column) on
  const auto at = [&](size_t row, size_t column) -> uint16_t& { return common[row * (columns + 1) + column]; };
  for (size_t row = rows; row-- > 0;) {
    for (size_t column = columns; column-- > 0;) {
      at(row, column) = left[first + row] == right[first + column] ? static_cast<uint16_t>(at(row + 1, column + 1) + 1)
                                                                   : std::max(at(row + 1, column), at(row, column + 1));
    }
  }
  size_t row = 0, column = 0;
  while (row < rows || column < columns) {
    if (row < rows && column < columns && left[first + row] == right[first + column]) {
      ++row, ++column;
    } else if (column == columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) {
      result.left[first + row++] = true;
    } else {
      result.right[first + column++] = true;
    }
  }
}

}  // namespace

TokenComparison compare_tokens(const std::vector<int32_t>& left, const std::vector<int32_t>& right) {
  TokenComparison result;
  result.left.resize(left.size());
  result.right.resize(right.size());
  const size_t shorter = std::min(left.size(), right.size());
  size_t first = 0;
  while (first < shorter && left[first] == right[first]) ++first;
  if (first == left.size() && first == right.size()) return result;
  result.first_difference = first;
  size_t tail = 0;
  while (tail < shorter - first && left[left.size() - 1 - tail] == right[right.size() - 1 - tail]) ++tail;
  align(left, right, first, left.size() - tail, right.size() - tail, result);
  result.left_count = static_cast<size_t>(std::count(result.left.begin(), result.left.end(), true));
  result.right_count = static_cast<size_t>(std::count(result.right.begin(), result.right.end(), true));
  return result;
}

}  // namespace calm
