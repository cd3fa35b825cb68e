#include "cli/overrides.h"

#include <charconv>

#include "cli/arguments.h"

namespace calm::cli {
namespace {

/// The layer number that `text` is, whole; -1 where it is none.
int layer_number(const std::string& text) {
  int value = -1;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? value : -1;
}

}  // namespace

Override parse_override(const std::string& text) {
  const auto refuse = [&](const std::string& why) {
    return UsageError{"--override " + text + ": " + why +
                      "; expected LAYER=SPEC or FIRST-LAST=SPEC, as in 3=awq or 3-7=awq"};
  };
  const size_t equals = text.find('=');
  if (equals == std::string::npos) throw refuse("there is no '='");
  const std::string layers = text.substr(0, equals);
  Override result;
  result.spec = text.substr(equals + 1);
  if (result.spec.empty()) throw refuse("the method is missing");
  const size_t dash = layers.find('-');
  result.first = layer_number(layers.substr(0, dash));
  result.last = dash == std::string::npos ? result.first : layer_number(layers.substr(dash + 1));
  if (result.first < 0 || result.last < 0) throw refuse("'" + layers + "' is not a layer or a range of layers");
  if (result.last < result.first) throw refuse("the range runs backwards");
  return result;
}

}  // namespace calm::cli
