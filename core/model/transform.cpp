#include "calm/transform.h"

#include <charconv>

#include "calm/error.h"

namespace calm {

Transform parse_transform(std::string_view text) {
  const auto fail = [&](const std::string& what) {
    throw Error(ErrorCode::invalid_argument,
                "transform '" + std::string(text) + "': " + what +
                    "; choose none, quarot[:no-heads][:orthogonal][:seed=N], quip (that is quarot:orthogonal) or "
                    "spinquant[:no-heads][:steps=N][:seed=N]");
  };
  const auto number = [&](std::string_view digits, const char* name, auto& value) {
    const auto [rest, error] = std::from_chars(digits.begin(), digits.end(), value);
    if (error != std::errc{} || rest != digits.end()) fail("the " + std::string(name) + " must be a whole number");
  };
  Transform result;
  size_t begin = 0;
  for (int part = 0; begin <= text.size(); ++part) {
    const size_t end = std::min(text.find(':', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (part == 0) {
      if (word == "quarot" || word == "quip") {
        result.kind = Transform::Kind::quarot;
        result.orthogonal = word == "quip";
      } else if (word == "spinquant") {
        result.kind = Transform::Kind::spinquant;
      } else if (word != "none") {
        fail("there is no '" + std::string(word) + "'");
      }
    } else if (result.kind != Transform::Kind::none && word == "no-heads") {
      result.heads = false;
    } else if (result.kind != Transform::Kind::none && word.starts_with("seed=")) {
      number(word.substr(5), "seed", result.seed);
    } else if (result.kind == Transform::Kind::quarot && word == "orthogonal") {
      result.orthogonal = true;
    } else if (result.kind == Transform::Kind::spinquant && word.starts_with("steps=")) {
      number(word.substr(6), "number of steps", result.steps);
      if (result.steps < 1 || result.steps > 10000) fail("steps must be from 1 to 10000");
    } else {
      fail("there is no option '" + std::string(word) + "'");
    }
  }
  return result;
}

std::string to_string(const Transform& transform) {
  if (transform.kind == Transform::Kind::none) return "none";
  std::string text = transform.kind == Transform::Kind::quarot ? "quarot" : "spinquant";
  if (!transform.heads) text += ":no-heads";
  if (transform.orthogonal) text += ":orthogonal";
  if (transform.kind == Transform::Kind::spinquant && transform.steps != Transform{}.steps)
    text += ":steps=" + std::to_string(transform.steps);
  if (transform.seed != 0) text += ":seed=" + std::to_string(transform.seed);
  return text;
}

}  // namespace calm
