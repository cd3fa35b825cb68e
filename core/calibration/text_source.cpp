#include <unistd.h>

#include <climits>
#include <nlohmann/json.hpp>

#include "calibration/token_windows.h"
#include "calm/calibration.h"
#include "calm/error.h"
#include "session/atomic_file.h"
#include "session/json_field.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

fs::path bundled_text(const std::string& name) {
  char executable[PATH_MAX];
  const ssize_t length = ::readlink("/proc/self/exe", executable, sizeof executable);
  if (length > 0 && length < static_cast<ssize_t>(sizeof executable)) {
    const fs::path program(std::string(executable, static_cast<size_t>(length)));
    const fs::path installed = program.parent_path() / CALM_RESOURCE_INSTALL_DIR / "texts" / name;
    std::error_code ec;
    if (fs::exists(installed, ec)) return installed;
  }
  return fs::path(CALM_RESOURCE_DIR) / "texts" / name;
}

/// Offset of the first byte that is no UTF-8 (Unicode 15, table 3-7), or npos.
size_t first_bad_utf8(const std::string& text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  for (size_t i = 0; i < text.size();) {
    const unsigned lead = byte(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    size_t more = 0;
    unsigned low = 0x80, high = 0xbf;  // of the second byte
    if (lead >= 0xc2 && lead <= 0xdf) {
      more = 1;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      more = 2;
      if (lead == 0xe0) low = 0xa0;
      if (lead == 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      more = 3;
      if (lead == 0xf0) low = 0x90;
      if (lead == 0xf4) high = 0x8f;
    }
    if (more == 0 || byte(i + 1) < low || byte(i + 1) > high) return i;
    for (size_t k = 2; k <= more; ++k) {
      if (byte(i + k) < 0x80 || byte(i + k) > 0xbf) return i;
    }
    i += 1 + more;
  }
  return std::string::npos;
}

std::string read_jsonl(const std::string& bytes, const fs::path& file) {
  std::string text;
  bool first = true;
  size_t line = 0;
  for (size_t begin = 0; begin < bytes.size();) {
    ++line;
    size_t end = bytes.find('\n', begin);
    if (end == std::string::npos) end = bytes.size();
    const std::string one = bytes.substr(begin, end - begin);
    begin = end + 1;
    if (one.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string where = "Line " + std::to_string(line) + " of '" + file.string() + "'";
    const nlohmann::json value = nlohmann::json::parse(one, nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) throw Error(ErrorCode::bad_format, where + " is not valid JSON.");
    if (!value.is_object() || !value.contains("text") || !value["text"].is_string()) {
      throw Error(ErrorCode::bad_format, where + R"( is no object with a "text" string.)");
    }
    if (!first) text += "\n\n";
    first = false;
    text += value["text"].get<std::string>();
  }
  return text;
}

std::vector<int32_t> read_ids(const JsonField& list, int64_t vocab) {
  if (list.size() == 0) list.fail("a list of at least one token id");
  std::vector<int32_t> ids;
  ids.reserve(list.size());
  for (size_t i = 0; i < list.size(); ++i) {
    // The plain case first: a million fields with their paths would be slow.
    const nlohmann::json& value = list.raw()[i];
    if (!value.is_number_unsigned() || value.get<uint64_t>() >= static_cast<uint64_t>(vocab)) {
      list.item(i).fail("a token id from 0 up to " + std::to_string(vocab - 1) + ", the vocabulary's last");
    }
    ids.push_back(static_cast<int32_t>(value.get<uint64_t>()));
  }
  return ids;
}

}  // namespace

std::string read_text(const CalibrationOptions& options, bool evaluation) {
  if (options.source == TextSource::tokens) {
    throw Error(ErrorCode::invalid_argument, "'" + options.file.string() + "' is a file of token ids: it has no text.");
  }
  const bool bundled = options.source == TextSource::bundled;
  const fs::path file = bundled ? bundled_text(evaluation ? "evaluation.txt" : "calibration.txt") : options.file;
  std::string text = read_whole_file(file);
  if (const size_t bad = first_bad_utf8(text); bad != std::string::npos) {
    throw Error(ErrorCode::bad_format, "'" + file.string() + "' is no UTF-8 text: the byte at offset " +
                                           std::to_string(bad) + " belongs to no character. Convert it to UTF-8.");
  }
  if (!bundled && file.extension() == ".jsonl") text = read_jsonl(text, file);
  if (text.empty()) throw Error(ErrorCode::invalid_argument, "'" + file.string() + "' holds no text.");
  return text;
}

std::vector<std::vector<int32_t>> read_token_file(const std::filesystem::path& file, int64_t vocab) {
  const nlohmann::json document = parse_json(read_whole_file(file), file.string());
  const JsonField ids = JsonField(document, file.string())["ids"];
  if (ids.size() == 0) ids.fail("a list of token ids, or a list of such lists");
  if (!ids.raw().front().is_array()) return {read_ids(ids, vocab)};
  std::vector<std::vector<int32_t>> lists;
  for (size_t i = 0; i < ids.size(); ++i) lists.push_back(read_ids(ids.item(i), vocab));
  return lists;
}

}  // namespace calm
