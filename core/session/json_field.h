#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace calm {

/// A value inside a JSON file that knows where it stands, so that every complaint names the file and the field. Valid
/// as long as the document lives.
class JsonField {
 public:
  JsonField(const nlohmann::json& value, std::string file, std::string path = "")
      : value_(&value), file_(std::move(file)), path_(std::move(path)) {}

  /// A member of an object; throws where it is missing.
  JsonField operator[](const char* key) const;
  /// Whether the object has a member of this name that is not null.
  bool has(const char* key) const;
  /// An element of an array.
  JsonField item(size_t i) const;
  /// Length of an array.
  size_t size() const;

  std::string string() const;
  bool boolean() const;
  int64_t integer(int64_t least = std::numeric_limits<int64_t>::min(),
                  int64_t most = std::numeric_limits<int64_t>::max()) const;
  int int32(int least = std::numeric_limits<int>::min(), int most = std::numeric_limits<int>::max()) const {
    return static_cast<int>(integer(least, most));
  }
  uint64_t unsigned_integer() const;
  /// null is NaN; "inf" and "-inf" are infinities.
  double number() const;

  const nlohmann::json& raw() const { return *value_; }
  /// Throws Error(bad_format): "'<file>' is damaged: <field> should be <expected>, found <value>."
  [[noreturn]] void fail(const std::string& expected) const;

 private:
  const nlohmann::json* value_;
  std::string file_;
  std::string path_;
};

/// The elements of an array.
std::vector<std::string> read_strings(const JsonField& field);
std::vector<double> read_numbers(const JsonField& field);

/// JSON has no NaN and no infinities: null, "inf" and "-inf" stand for them.
nlohmann::json number_to_json(double value);

/// Throws Error(bad_format) naming the file and where the JSON breaks off.
nlohmann::json parse_json(const std::string& text, const std::string& file);

}  // namespace calm
