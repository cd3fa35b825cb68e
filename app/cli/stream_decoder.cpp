#include "cli/stream_decoder.h"

#include <algorithm>

namespace calm::cli {
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

}  // namespace calm::cli
