#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/model.h"
#include "calm/plan.h"
#include "calm/run_control.h"
#include "calm/scheme.h"

namespace calm {

struct ExportRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;
  Plan plan;                                  // empty: the session's
  std::string format = "compressed-tensors";  // or "gguf": Q4_0, a scheme with float16 scales
  std::filesystem::path out;
  bool force = false;  // replace an existing folder
  ExecutionOptions execution;
};
struct ExportCheck {
  uint64_t bytes = 0;  // expected size on disk
  uint64_t disk_available = 0;
  std::vector<std::string> notes;   // groups per linear, layers that stay 16 bit, stale layers, runtime notes
  std::vector<std::string> errors;  // target exists, not writable, too little space: export would throw
};
struct ExportReport {
  std::filesystem::path path;
  uint64_t bytes = 0;
  std::vector<std::string> files;
  std::vector<std::string> notes;
};

/// Throws what export_model would throw whatever the plan: the format is unknown, or cannot hold this scheme or this
/// model's tokenizer. For callers that would otherwise find out after the analysis.
void check_export_format(const Model& model, const Scheme& scheme, const std::string& format);
ExportCheck check_export(const ExportRequest& request);
/// Written to a temporary folder beside `out`, flushed, renamed: never a half model under the final name.
ExportReport export_model(const ExportRequest& request, const ProgressSink& sink, RunControl& control);

/// One self-contained HTML page of a session: model, setup, heatmap, plan, benchmarks.
void write_report(const std::filesystem::path& session, const std::filesystem::path& html);

}  // namespace calm
