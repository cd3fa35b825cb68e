#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "calm/model.h"

namespace calm {

enum class TextSource {
  bundled,  // the calibration text that ships with the product
  text,     // a UTF-8 file as one string; .jsonl: the "text" of each line, joined by blank lines
  tokens,   // {"ids":[...]} or {"ids":[[...],[...]]}: one list a sequence
};

/// "bundled", "text", "tokens".
std::string_view to_string(TextSource source);

struct CalibrationOptions {
  TextSource source = TextSource::bundled;
  std::filesystem::path file;
  /// With TextSource::tokens, 0 for sequences and length takes the file as it is.
  int sequences = 32;
  int length = 512;
  uint64_t seed = 0;
  bool add_special = false;  // put the model's leading special tokens once before the text

  bool operator==(const CalibrationOptions&) const = default;
};

struct CalibrationPreset {
  std::string_view id;     // "quick"
  std::string_view title;  // "Quick (16 x 256 tokens)"
  int sequences;
  int length;
};
/// Quick 16 x 256, Balanced 32 x 512, Paper 128 x 1024.
const std::vector<CalibrationPreset>& calibration_presets();

struct TokenSequences {
  std::vector<std::vector<int32_t>> sequences;
  std::string fingerprint;  // of the ids themselves
  int64_t tokens() const;
};

/// Text: consecutive windows of `length` ids, `sequences` of them drawn without replacement by `seed`, kept in file
/// order. Token file: the first `sequences` lists, the first `length` ids of each, no sampling. Throws
/// Error(invalid_argument) naming the file and how many windows or ids there are when they are too few.
TokenSequences load_calibration(const Model& model, const CalibrationOptions& options);

/// The whole text of a source as UTF-8 (the bundled evaluation text where `evaluation`). Empty text is an error.
std::string read_text(const CalibrationOptions& options, bool evaluation = false);
/// A token file's lists, ids checked against the vocabulary.
std::vector<std::vector<int32_t>> read_token_file(const std::filesystem::path& file, int64_t vocab);

}  // namespace calm
