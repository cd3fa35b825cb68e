#include "storage/safetensors_header.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>

#include "calm/error.h"
#include "storage/stored_bytes.h"

namespace calm {
namespace {

using nlohmann::json;

constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kLargestHeader = 100'000'000;  // the reference implementation's limit

[[noreturn]] void bad(const std::string& message) {
  throw Error(ErrorCode::bad_format, message);
}

std::string shape_text(const std::vector<int64_t>& shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + "]";
}

TensorInfo parse_tensor(const std::string& name, const json& entry, uint64_t data_bytes, const std::string& path) {
  const std::string where = path + ": tensor " + name;
  if (!entry.is_object()) bad(where + ": its header entry is not an object.");
  for (const char* key : {"dtype", "shape", "data_offsets"}) {
    if (!entry.contains(key)) bad(where + ": its header entry has no " + key + ".");
  }
  if (!entry["dtype"].is_string()) bad(where + ": dtype is not a string.");

  TensorInfo info;
  info.name = name;
  info.file = path;
  info.type = safetensors_type(entry["dtype"].get<std::string>(), where);

  if (!entry["shape"].is_array()) bad(where + ": shape is not an array.");
  for (const json& extent : entry["shape"]) {
    if (!extent.is_number_unsigned() || extent.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX)) {
      bad(where + ": shape has an extent that is not a whole number from 0 to 2^63 - 1: " + extent.dump() + ".");
    }
    info.shape.push_back(extent.get<int64_t>());
  }
  const auto size = stored_bytes(info.type, info.shape);
  if (!size) bad(where + ": shape " + shape_text(info.shape) + " overflows 64 bits.");
  info.bytes = *size;

  const json& offsets = entry["data_offsets"];
  if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
      !offsets[1].is_number_unsigned()) {
    bad(where + ": data_offsets is not a pair of whole numbers.");
  }
  const auto begin = offsets[0].get<uint64_t>();
  const auto end = offsets[1].get<uint64_t>();
  std::string range = "[";
  range += std::to_string(begin) + ", " + std::to_string(end) + "]";
  if (begin > end) bad(where + ": data_offsets " + range + " end before they begin.");
  if (end > data_bytes) {
    bad(where + ": data_offsets " + range + " lie outside of the file, which has " + std::to_string(data_bytes) +
        " data bytes. The file is truncated: fetch it again.");
  }
  if (end - begin != info.bytes) {
    bad(where + ": data_offsets " + range + " hold " + std::to_string(end - begin) + " bytes, but " + info.describe() +
        " takes " + std::to_string(info.bytes) + ".");
  }
  info.offset = begin;
  return info;
}

// The format has no holes: each tensor begins where the one before it ends, and the last ends with the file.
void check_layout(std::vector<TensorInfo>& tensors, uint64_t data_bytes, const std::string& path) {
  std::stable_sort(tensors.begin(), tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.bytes < b.bytes;
  });
  uint64_t expected = 0;
  const TensorInfo* before = nullptr;
  for (const TensorInfo& info : tensors) {
    if (info.offset < expected) bad(path + ": tensor " + info.name + " overlaps tensor " + before->name + ".");
    if (info.offset > expected) {
      bad(path + ": tensor " + info.name + " leaves a hole of " + std::to_string(info.offset - expected) +
          " bytes in front of it.");
    }
    expected += info.bytes;
    before = &info;
  }
  if (expected != data_bytes) {
    bad(path + ": " + std::to_string(data_bytes - expected) + " bytes after the last tensor belong to none.");
  }
}

}  // namespace

StoredType safetensors_type(const std::string& dtype, const std::string& where) {
  for (int i = 0; i <= static_cast<int>(StoredType::boolean); ++i) {
    if (traits(static_cast<StoredType>(i)).name == dtype) return static_cast<StoredType>(i);
  }
  constexpr std::array<std::string_view, 10> kOthers = {"U16",     "U32",     "U64", "C64",     "F8_E4M3",
                                                        "F8_E5M2", "F8_E8M0", "F4",  "F6_E2M3", "F6_E3M2"};
  if (std::find(kOthers.begin(), kOthers.end(), dtype) != kOthers.end()) {
    throw Error(ErrorCode::unsupported,
                where + ": dtype " + dtype + " is not supported. Convert the model to F32, F16 or BF16 first.");
  }
  bad(where + ": unknown dtype " + dtype.substr(0, 40) + ".");
}

json parse_strict_json(const char* begin, const char* end, const std::string& where) {
  std::vector<std::unordered_set<std::string>> names;  // of the objects that are open
  std::string twice;
  const json::parser_callback_t watch = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end) names.pop_back();
    if (event == json::parse_event_t::key && !names.back().insert(parsed.get_ref<const std::string&>()).second &&
        twice.empty()) {
      twice = parsed.get<std::string>();
    }
    return true;
  };
  json value;
  try {
    value = json::parse(begin, end, watch);
  } catch (const json::exception& error) {
    bad(where + ": is not valid JSON: " + std::string(error.what()).substr(0, 200));
  }
  if (!twice.empty()) bad(where + ": has the name " + twice + " twice.");
  return value;
}

std::vector<TensorInfo> parse_safetensors(std::span<const std::byte> file, const std::string& path) {
  if (file.size() < kLengthBytes) {
    bad(path + ": is " + std::to_string(file.size()) + " bytes long, too short for a safetensors file.");
  }
  uint64_t header_bytes = 0;  // little-endian, as every host we build for
  std::memcpy(&header_bytes, file.data(), sizeof header_bytes);
  if (header_bytes > kLargestHeader) {
    bad(path + ": claims a header of " + std::to_string(header_bytes) + " bytes; at most " +
        std::to_string(kLargestHeader) + " are allowed. This is not a safetensors file.");
  }
  if (header_bytes > file.size() - kLengthBytes) {
    bad(path + ": claims a header of " + std::to_string(header_bytes) + " bytes, but only " +
        std::to_string(file.size() - kLengthBytes) + " follow. The file is truncated: fetch it again.");
  }
  const char* text = reinterpret_cast<const char*>(file.data()) + kLengthBytes;
  const std::string where = path + ": header";
  if (header_bytes == 0 || text[0] != '{') bad(where + " does not begin with '{'. This is not a safetensors file.");
  const json header = parse_strict_json(text, text + header_bytes, where);
  if (!header.is_object()) bad(where + " is not a JSON object.");

  const uint64_t data_start = kLengthBytes + header_bytes;
  const uint64_t data_bytes = file.size() - data_start;
  std::vector<TensorInfo> tensors;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") {
      const bool texts =
          entry.is_object() && std::all_of(entry.begin(), entry.end(), [](const json& v) { return v.is_string(); });
      if (!texts) bad(where + ": __metadata__ is not a map of strings.");
      continue;
    }
    tensors.push_back(parse_tensor(name, entry, data_bytes, path));
  }
  check_layout(tensors, data_bytes, path);
  for (TensorInfo& info : tensors) info.offset += data_start;
  return tensors;
}

}  // namespace calm
