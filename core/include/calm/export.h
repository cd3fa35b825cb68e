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
/// Tensors of one kind. Q4_0's blocks count as codes and scales both.
struct ExportPart {
  enum class Kind { codes, scales, plain_linears, embedding, head, rest } kind = Kind::rest;  // rest: norms, biases
  uint64_t bytes = 0;
  int tensors = 0;
};
struct ExportFile {
  std::string name;
  uint64_t bytes = 0;  // of its tensors; 0: a small file
};
struct ExportCheck {
  uint64_t bytes = 0;  // expected size on disk
  uint64_t disk_available = 0;
  std::vector<std::string> notes;   // groups per linear, layers that stay 16 bit, stale layers, runtime notes
  std::vector<std::string> errors;  // target exists, not writable, too little space: export would throw
  std::vector<ExportPart> parts;    // what is written, by kind
  std::vector<ExportFile> files;    // what is written, by file
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

/// What an export that was read back has to do with the plan that it was made from.
struct ExportVerification {
  int linears = 0;                // quantized ones that were compared
  int64_t codes = 0, scales = 0;  // compared one by one
  int64_t different_codes = 0, different_scales = 0;
  int tensors = 0;                     // all others: embedding, head, norms, biases, linears that stay 16 bit
  std::vector<std::string> different;  // tensors that are not what the plan says
  /// Tokens of a text that both tokenizers were given; 0: the model has none.
  int tokens = 0;
  bool same_tokens = true;
  /// Both models over the same windows. Without a tokenizer the windows hold random tokens.
  int windows = 0, window_tokens = 0;
  bool random_tokens = false;
  bool float_activations = false;  // a GGUF is run here with activations as they are, so the plan was too
  double planned_ppl = 0, exported_ppl = 0;
  double kl = 0;    // KL(plan || export), nats a token
  double top1 = 0;  // share of the tokens where both find the same token most likely

  /// Nothing stored differs, and both models say the same: KL below 1e-6 nats a token.
  bool sound() const { return different.empty() && same_tokens && kl < 1e-6; }
};
/// Opens what export_model wrote at request.out and compares it with the session's plan: every code, every scale, every
/// other tensor bit by bit, the tokenizer, and the logits over a few windows of the bundled evaluation text. Throws
/// what opening throws where it cannot be read.
ExportVerification verify_export(const ExportRequest& request, const ProgressSink& sink, RunControl& control);
/// In words, one sentence a line: what was compared, and what came out.
std::vector<std::string> describe(const ExportVerification& verification);

/// One self-contained HTML page of a session: see report.h.
void write_report(const std::filesystem::path& session, const std::filesystem::path& html);

}  // namespace calm
