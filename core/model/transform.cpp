#include "calm/transform.h"

#include <charconv>

#include "calm/error.h"

namespace calm {

Transform parse_transform(std::string_view text) {
  const auto fail = [&](const std::string& what) {
    throw Error(ErrorCode::invalid_argument, "transform '" + std::string(text) + "': " + what +
                                                 "; choose none, quarot, quarot:no-heads or quarot:seed=N");
  };
  Transform result;
  size_t begin = 0;
  for (int part = 0; begin <= text.size(); ++part) {
    const size_t end = std::min(text.find(':', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (part == 0) {
      if (word == "quarot") {
        result.kind = Transform::Kind::quarot;
      } else if (word != "none") {
        fail("there is no '" + std::string(word) + "'");
      }
    } else if (result.kind == Transform::Kind::quarot && word == "no-heads") {
      result.heads = false;
    } else if (result.kind == Transform::Kind::quarot && word.starts_with("seed=")) {
      const std::string_view digits = word.substr(5);
      const auto [rest, error] = std::from_chars(digits.begin(), digits.end(), result.seed);
      if (error != std::errc{} || rest != digits.end()) fail("the seed must be a whole number");
    } else {
      fail("there is no option '" + std::string(word) + "'");
    }
  }
  return result;
}

std::string to_string(const Transform& transform) {
  if (transform.kind == Transform::Kind::none) return "none";
  std::string text = "quarot";
  if (!transform.heads) text += ":no-heads";
  if (transform.seed != 0) text += ":seed=" + std::to_string(transform.seed);
  return text;
}

}  // namespace calm
