#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "calm/calibration.h"
#include "calm/events.h"
#include "calm/model.h"
#include "calm/plan.h"
#include "calm/run_control.h"
#include "calm/scheme.h"

namespace calm {

/// What lm_head computes in: as stored (16 bit where that changes no value, else float32), or int8 a row.
enum class HeadPrecision { stored, int8 };

/// How keys and values are kept. 16 bit halves what a decode step reads of them.
enum class CacheType { float16, float32 };

struct ExecutionOptions {
  std::string device = "auto";
  int threads = 0;
  /// Unset: reference for perplexity and logits, which are compared with transformers; kernels for everything else.
  std::optional<Arithmetic> arithmetic = {};
  /// The rest concerns latency and generation.
  HeadPrecision head = HeadPrecision::stored;
  CacheType cache = CacheType::float16;
  /// What is not quantized is rounded to it: unset: as it is in the files.
  std::optional<StorageType> storage = {};
};

struct PerplexityRequest {
  /// Sequences and length are not used: non-overlapping windows over the whole text, the tail dropped. A token file:
  /// each list is a window.
  CalibrationOptions text;
  int window = 1024;
  int max_windows = 0;  // 0: all
};
struct PerplexityResult {
  double ppl = 0;  // exp(nll)
  double nll = 0;  // mean nats over scored tokens; a window's first token is not scored
  int64_t tokens = 0;
  std::vector<double> window_nll;           // mean of each window
  std::vector<int64_t> window_tokens = {};  // scored in each window; empty: all alike
};
PerplexityResult perplexity(const Model& model, const PerplexityRequest& request, const ExecutionOptions& execution,
                            const ProgressSink& sink, RunControl& control);

/// How far a model's next-token distributions are from the original's, over the tokens that the perplexity scores.
struct DivergenceResult {
  double kl = 0;    // mean of KL(original || model), nats a token
  double top1 = 0;  // share of the tokens where both find the same token most likely
  int64_t tokens = 0;
  std::vector<double> window_kl;  // mean of each window
  std::vector<double> window_top1;
};

struct LatencyRequest {
  int prompt = 512;
  int generate = 128;
  int repeats = 3;  // 0: only what a model takes in memory is measured, no speed
  bool operator==(const LatencyRequest&) const = default;
};
struct LatencyResult {  // medians over the repeats
  double prefill_tokens_per_second = 0, decode_tokens_per_second = 0;
  double prefill_tokens_per_cpu_second = 0, decode_tokens_per_cpu_second = 0;
  double prefill_spread = 0, decode_spread = 0;  // (max - min) / median
  uint64_t peak_rss_bytes = 0;
  uint64_t weight_bytes = 0;
  std::string isa;
  int threads = 0;
  double time_to_first_token = 0;  // seconds: the prompt and the first token picked
  uint64_t resident_weight_bytes = 0;
  std::string head;                  // what lm_head computes in: "float16", "float32", "int8" ...
  std::string kv_cache;              // "float16", "float32"
  std::string arithmetic;            // "kernels", "reference"
  std::vector<std::string> kernels;  // "w4a8_gemv avx2" ...; empty where the tensor library decodes
};
/// Measures the models in turn, repeat by repeat, so that drift hits all alike. One result a model.
std::vector<LatencyResult> latency(const std::vector<std::shared_ptr<Model>>& models, const LatencyRequest& request,
                                   const ExecutionOptions& execution, const ProgressSink& sink, RunControl& control);

/// Float32 logits of each sequence, written to `out` (.safetensors, tensor "logits" [tokens, vocab], the sequences one
/// after another).
void write_logits(const Model& model, const std::vector<std::vector<int32_t>>& sequences,
                  const std::filesystem::path& out, const ExecutionOptions& execution, const ProgressSink& sink,
                  RunControl& control);

struct GenerateRequest {
  std::vector<int32_t> prompt;
  int max_tokens = 64;
  double temperature = 0;  // 0: greedy
  int top_k = 0;           // 0: all
  double top_p = 1;
  uint64_t seed = 0;
  std::vector<int32_t> stop_ids = {};  // end the text too, beside the model's end tokens
};
/// Wall clock of one generate(), in seconds; each field is there once its part is over, `decode` grows as tokens come.
struct GenerateTimings {
  double load = 0;         // weights into memory
  double first_token = 0;  // the prompt read and the first token picked
  double decode = 0;       // from there to the last token
  bool ended = false;      // by an end token, not by max_tokens
};
/// Streams token ids; stops at the model's end token. Returns the generated ids.
std::vector<int32_t> generate(const Model& model, const GenerateRequest& request, const ExecutionOptions& execution,
                              const std::function<void(int32_t)>& on_token, RunControl& control,
                              GenerateTimings* timings = nullptr);

/// Of a plan that tune_plan() was run on: the scales and norms that it learned, or those that the methods chose. A plan
/// that was not tuned has only the latter.
enum class Scales { tuned, chosen };

/// Something to benchmark.
struct Variant {
  enum class Kind { original, uniform, plan } kind = Kind::original;
  std::string method;          // uniform: canonical spec
  Plan plan;                   // plan: with the methods to use
  std::string name;            // "Original", "GPTQ everywhere", "Hybrid"
  std::string plan_name = {};  // plan: the name that the session keeps it under; empty: the session's own
  Scales scales = Scales::tuned;
};
/// "original", "uniform", "plan": in sessions and results.
std::string_view to_string(Variant::Kind kind);
struct BenchmarkRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;  // holds the analysis; quantized layers are taken from it or made and kept in it
  std::vector<Variant> variants;
  bool run_perplexity = true;
  bool run_latency = true;
  bool run_kl = false;      // divergence from the original, in one pass with the perplexity, over the same windows
  bool run_memory = false;  // what the weights and a prompt take; the latency measures it too
  /// Windows that the session already holds for the same variant, text and arithmetic are taken from it, and only what
  /// is missing is measured; rows are replaced instead of added, and saved as windows finish.
  bool reuse = false;
  PerplexityRequest perplexity;
  LatencyRequest latency;
  ExecutionOptions execution;
};
/// What a row was measured with, beside model and text.
struct BenchmarkSetup {
  std::string device;      // as asked for: "auto", "cpu", "cuda:0"; empty: a row of an earlier version
  int threads = 0;         // that were used
  std::string arithmetic;  // of the windows: "reference", "kernels"
  LatencyRequest timing;   // of the latency
  bool operator==(const BenchmarkSetup&) const = default;
};
struct BenchmarkResult {
  std::string name;
  Variant::Kind kind = Variant::Kind::original;
  std::string context;  // plan key: which plan, calibration and options this row belongs to
  std::string date;     // ISO 8601, UTC
  std::string host;
  bool has_perplexity = false, has_latency = false, has_kl = false;
  PerplexityResult perplexity;
  DivergenceResult divergence;
  std::string method;   // uniform: canonical spec
  std::string measure;  // key of text, window and arithmetic: rows with equal keys can be compared window by window
  std::string text;     // "evaluation text (bundled), window 1024, 8 windows"
  LatencyResult latency;
  bool has_memory = false;  // the bytes in `latency`; always where it has the speeds
  BenchmarkSetup setup;
};
struct BenchmarkStarted {
  std::vector<std::string> names;
};
struct BenchmarkRow {
  int index;
  BenchmarkResult result;
};  // may come again for one index as tasks finish
struct BenchmarkEnded {
  EndStatus status;
  std::string error;
};
using BenchmarkEvent = std::variant<BenchmarkStarted, Progress, BenchmarkRow, BenchmarkEnded>;
using BenchmarkSink = std::function<void(const BenchmarkEvent&)>;
/// Results are also appended to the session. Started first, exactly one ended last.
std::vector<BenchmarkResult> run_benchmark(const BenchmarkRequest& request, const BenchmarkSink& sink,
                                           RunControl& control);

/// The model with a plan's quantized layers: taken from the session where current, made (and kept there) where not.
std::shared_ptr<Model> quantized_model(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                                       const Plan& plan, const ExecutionOptions& execution, const ProgressSink& sink,
                                       RunControl& control, Scales scales = Scales::tuned);
/// A variant's model: `model` itself for the original, else quantized_model() of its plan.
std::shared_ptr<Model> variant_model(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                                     const Variant& variant, const ExecutionOptions& execution,
                                     const ProgressSink& sink, RunControl& control);

}  // namespace calm
