#include "cli/events_json.h"

#include "cli/documents.h"

namespace calm::cli {
namespace {

Json to_event(const SearchStarted& event) {
  return {{"event", "search_started"},        {"layers", event.layers}, {"pool", event.pool},
          {"first_layer", event.first_layer}, {"device", event.device}, {"threads", event.threads}};
}

Json to_event(const StageStarted& event) {
  return {{"event", "stage_started"}, {"layer", event.layer}, {"method", event.method}, {"stage", event.stage}};
}

Json to_event(const CandidateScored& event) {
  Json document = {{"event", "candidate_scored"}, {"layer", event.layer}, {"cached", event.cached}};
  document.update(to_json(event.score));
  document["prefix"] = event.prefix;
  return document;
}

Json to_event(const LayerDecided& event) {
  return {{"event", "layer_decided"},  {"layer", event.layer},         {"method", event.method},
          {"by", to_string(event.by)}, {"score", number(event.score)}, {"margin", number(event.margin)}};
}

Json to_event(const Progress& event) {
  return event_json(event);
}

Json to_event(const SearchEnded& event) {
  static constexpr const char* kNames[] = {"finished", "cancelled", "failed"};
  return {{"event", "search_ended"},
          {"status", kNames[static_cast<int>(event.status)]},
          {"error", event.error},
          {"seconds", number(event.seconds)},
          {"cpu_seconds", number(event.cpu_seconds)}};
}

}  // namespace

Json event_json(const SearchEvent& event) {
  return std::visit([](const auto& e) { return to_event(e); }, event);
}

Json event_json(const Progress& progress) {
  return {{"event", "progress"},
          {"done", number(progress.done)},
          {"eta_seconds", number(progress.eta_seconds)},
          {"text", progress.text},
          {"rss_bytes", progress.rss_bytes},
          {"tokens_per_second", number(progress.tokens_per_second)}};
}

}  // namespace calm::cli
