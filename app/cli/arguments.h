#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calm/tuning.h"

namespace calm::cli {

enum class Command {
  inspect,
  analyze,
  quantize,
  export_model,
  ppl,
  bench,
  prove,
  compare_metrics,
  refine,
  tune,
  pareto,
  generate,
  tokenize,
  logits,
  report,
  reproduce,
  hub_list,
  hub_download,
  methods,
  devices,
  kernels,
  plan,
};

enum class PlanAction { list, show, diff, save, use, copy, rename, remove };

/// What was typed, checked for form only. Every command fills the part that it has options for; an empty optional means
/// "not given", so that a session's own settings stand.
struct Arguments {
  Command command = Command::inspect;

  // where results go
  std::string json;  // empty: text; "-": stdout
  bool json_events = false, force = false, quiet = false, estimate = false;

  // what is worked on
  std::string model, against, session, out, text, tokens;
  bool add_special = false;

  // how it is run
  std::optional<std::string> device;
  std::optional<int> threads;
  std::optional<std::string> arithmetic;                 // analysis, ppl, logits, bench, generate
  std::string lm_head = "stored", kv_cache = "float16";  // bench, generate

  // analysis
  std::optional<std::string> recipe, preset, pool, metric, site, transform, dtype, granularity;
  std::optional<std::string> scheme, group;
  std::optional<bool> asymmetric;
  std::optional<int> sequences, length, weight_bits, activation_bits, beam, tune;
  std::optional<uint64_t> seed;
  std::vector<std::string> overrides;
  int from_layer = -1;
  bool float16_scales = false;
  std::string with;  // analyses of the layers beside the search

  // export
  std::string format = "compressed-tensors";
  bool verify = false;
  std::string tables;  // report: folder of its tables and plots

  // named plans
  PlanAction plan_action = PlanAction::list;
  std::string plan_name, plan_other;
  bool plan_all_layers = false;

  // evaluation
  int window = 1024, max_windows = 0;
  int prompt_tokens = 512, generate_tokens = 128, repeats = 3;
  std::vector<std::string> variants;
  bool skip_perplexity = false, skip_latency = false, kl = false, memory = false;
  std::string metrics = "all";  // prove, compare-metrics
  int random_plans = 3;
  double minutes = 10;  // refine
  int slice_tokens = 4096;
  int few_windows = 16;
  bool skip_gain = false;

  // tune
  int epochs = TuningOptions().epochs, batch = TuningOptions().batch;
  double rate = TuningOptions().rate;

  // pareto
  std::vector<int> bits;  // analyze, quantize: the pool at each of them
  std::optional<std::string> sensitivity;
  double budget = 4;
  std::string max_size;
  int points = 12, probes = 8, probe_sequences = 8, probe_length = 256;
  bool keep = false, use = false, evaluate = false;

  // reproduction
  int table = 0;
  bool quick = false;
  std::string evaluation_text;

  // generation
  std::string prompt, system;
  bool chat = false;
  int max_tokens = 64, top_k = 0;
  double temperature = 0, top_p = 1;

  // hub
  std::string repository, revision = "main", endpoint, cache, file;
  bool offline = false;
};

/// A command line that makes no sense: exit status 2.
struct UsageError {
  std::string message;
};

/// The parsed command line, or nothing to do: help and version were printed to stdout (exit status 0).
/// Throws UsageError.
std::optional<Arguments> parse_arguments(int argc, const char* const* argv);

}  // namespace calm::cli
