#include "calm/calibration.h"

#include "calibration/token_windows.h"

namespace calm {

std::string_view to_string(TextSource source) {
  switch (source) {
    case TextSource::bundled:
      break;
    case TextSource::text:
      return "text";
    case TextSource::tokens:
      return "tokens";
  }
  return "bundled";
}

const std::vector<CalibrationPreset>& calibration_presets() {
  static const std::vector<CalibrationPreset> presets = {
      {"quick", "Quick (16 x 256 tokens)", 16, 256},
      {"balanced", "Balanced (32 x 512 tokens)", 32, 512},
      {"paper", "Paper (128 x 1024 tokens)", 128, 1024},
  };
  return presets;
}

int64_t TokenSequences::tokens() const {
  int64_t total = 0;
  for (const auto& ids : sequences) total += static_cast<int64_t>(ids.size());
  return total;
}

TokenSequences load_calibration(const Model& model, const CalibrationOptions& options) {
  TokenSequences out;
  if (options.source == TextSource::tokens) {
    out.sequences = take_sequences(read_token_file(options.file, model.info().vocab), options);
  } else {
    const std::vector<int32_t> ids = model.tokenize(read_text(options), options.add_special);
    out.sequences = draw_windows(ids, options, describe_source(options));
  }
  out.fingerprint = fingerprint(out.sequences);
  return out;
}

}  // namespace calm
