#include "session/json_field.h"

#include <cmath>

#include "calm/error.h"

namespace calm {

JsonField JsonField::operator[](const char* key) const {
  if (!value_->is_object()) fail("an object");
  const std::string path = path_.empty() ? key : path_ + '.' + key;
  const auto found = value_->find(key);
  if (found == value_->end()) {
    throw Error(ErrorCode::bad_format, "'" + file_ + "' is damaged: " + path + " is missing.");
  }
  return JsonField(*found, file_, path);
}

bool JsonField::has(const char* key) const {
  if (!value_->is_object()) fail("an object");
  const auto found = value_->find(key);
  return found != value_->end() && !found->is_null();
}

JsonField JsonField::item(size_t i) const {
  if (i >= size()) fail("an array of more than " + std::to_string(i) + " elements");
  return JsonField((*value_)[i], file_, path_ + '[' + std::to_string(i) + ']');
}

size_t JsonField::size() const {
  if (!value_->is_array()) fail("an array");
  return value_->size();
}

std::string JsonField::string() const {
  if (!value_->is_string()) fail("a string");
  return value_->get<std::string>();
}

bool JsonField::boolean() const {
  if (!value_->is_boolean()) fail("true or false");
  return value_->get<bool>();
}

int64_t JsonField::integer(int64_t least, int64_t most) const {
  const bool fits = value_->is_number_integer() &&
                    (!value_->is_number_unsigned() ||
                     value_->get<uint64_t>() <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max()));
  if (!fits || value_->get<int64_t>() < least || value_->get<int64_t>() > most) {
    std::string expected = "an integer";
    if (least > std::numeric_limits<int>::min()) expected += " from " + std::to_string(least);
    if (most < std::numeric_limits<int>::max()) expected += " up to " + std::to_string(most);
    fail(expected);
  }
  return value_->get<int64_t>();
}

uint64_t JsonField::unsigned_integer() const {
  if (!value_->is_number_unsigned()) fail("an integer from 0");
  return value_->get<uint64_t>();
}

double JsonField::number() const {
  if (value_->is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (*value_ == "inf") return std::numeric_limits<double>::infinity();
  if (*value_ == "-inf") return -std::numeric_limits<double>::infinity();
  if (!value_->is_number()) fail("a number or null");
  return value_->get<double>();
}

void JsonField::fail(const std::string& expected) const {
  std::string found = value_->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (found.size() > 60) found = std::string("a longer ") + value_->type_name();
  throw Error(ErrorCode::bad_format, "'" + file_ + "' is damaged: " + (path_.empty() ? "the file" : path_) +
                                         " should be " + expected + ", found " + found + ".");
}

std::vector<std::string> read_strings(const JsonField& field) {
  std::vector<std::string> out;
  for (size_t i = 0; i < field.size(); ++i) out.push_back(field.item(i).string());
  return out;
}

std::vector<double> read_numbers(const JsonField& field) {
  std::vector<double> out;
  for (size_t i = 0; i < field.size(); ++i) out.push_back(field.item(i).number());
  return out;
}

nlohmann::json number_to_json(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

nlohmann::json parse_json(const std::string& text, const std::string& file) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::exception& e) {
    throw Error(ErrorCode::bad_format, "'" + file + "' is not valid JSON: " + e.what());
  }
}

}  // namespace calm
