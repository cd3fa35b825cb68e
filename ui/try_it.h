#pragma once

#include <QMetaType>
#include <array>
#include <cstdint>
#include <string>
#include <variant>

#include "calm/chat.h"
#include "calm/evaluation.h"

namespace calm::ui {

/// One prompt for two variants, written one after the other with the same sampling and seed.
struct TryItRequest {
  std::array<Variant, 2> variants;
  std::string system, text;
  bool chat = true;          // through the model's chat template
  GenerateRequest sampling;  // prompt and stop ids are filled in
};

struct TryItPrompted {
  bool formatted;  // the chat template was applied
  int tokens;
};
/// A side is made ready: its layers are quantized where the session lacks them, its weights are loaded.
struct TryItSideStarted {
  int side;
};
struct TryItToken {
  int side;
  int32_t id;
  std::string text;  // what it completes; may be empty within a character
  GenerateTimings timings;
};
struct TryItSideEnded {
  int side;
  std::string rest;  // an unfinished character
  GenerateTimings timings;
};
struct TryItEnded {
  EndStatus status;
};
/// Prompted first, then for each side started, tokens and ended; exactly one ended last, also on cancel and error.
using TryItEvent = std::variant<TryItPrompted, TryItSideStarted, TryItToken, TryItSideEnded, TryItEnded>;

}  // namespace calm::ui

Q_DECLARE_METATYPE(calm::ui::TryItEvent)
