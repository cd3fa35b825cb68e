#include <limits>

#include "calm/error.h"
#include "storage/gguf.h"

namespace calm {
namespace {

[[noreturn]] void wrong_type(const GgufFile& file, const std::string& key, const char* wanted) {
  throw Error(ErrorCode::bad_format, file.path() + ": metadata key " + key + " is not " + wanted + ".");
}

const GgufValue* look_up(const GgufFile& file, const std::string& key) {
  const auto found = file.metadata().find(key);
  return found == file.metadata().end() ? nullptr : &found->second;
}

int64_t to_signed(const GgufFile& file, const std::string& key, uint64_t value) {
  if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) wrong_type(file, key, "within 63 bits");
  return static_cast<int64_t>(value);
}

}  // namespace

std::optional<std::string> GgufFile::string(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(value)) return *text;
  wrong_type(*this, key, "a string");
}

std::optional<int64_t> GgufFile::integer(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<int64_t>(value)) return *number;
  if (const auto* number = std::get_if<uint64_t>(value)) return to_signed(*this, key, *number);
  wrong_type(*this, key, "an integer");
}

std::optional<double> GgufFile::number(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<double>(value)) return *number;
  if (const auto* number = std::get_if<int64_t>(value)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<uint64_t>(value)) return static_cast<double>(*number);
  wrong_type(*this, key, "a number");
}

std::optional<bool> GgufFile::boolean(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* truth = std::get_if<bool>(value)) return *truth;
  wrong_type(*this, key, "a truth value");
}

const std::vector<std::string>* GgufFile::strings(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return nullptr;
  if (const auto* texts = std::get_if<std::vector<std::string>>(value)) return texts;
  wrong_type(*this, key, "an array of strings");
}

std::optional<std::vector<double>> GgufFile::numbers(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* list = std::get_if<std::vector<double>>(value)) return *list;
  if (const auto* list = std::get_if<std::vector<int64_t>>(value))
    return std::vector<double>(list->begin(), list->end());
  if (const auto* list = std::get_if<std::vector<uint64_t>>(value))
    return std::vector<double>(list->begin(), list->end());
  wrong_type(*this, key, "an array of numbers");
}

std::optional<std::vector<int64_t>> GgufFile::integers(const std::string& key) const {
  const GgufValue* value = look_up(*this, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* list = std::get_if<std::vector<int64_t>>(value)) return *list;
  if (const auto* list = std::get_if<std::vector<uint64_t>>(value)) {
    std::vector<int64_t> values;
    values.reserve(list->size());
    for (const uint64_t item : *list) values.push_back(to_signed(*this, key, item));
    return values;
  }
  wrong_type(*this, key, "an array of integers");
}

}  // namespace calm
