#include "cli/option_groups.h"

#include <CLI/CLI.hpp>

#include "calm/plan.h"
#include "calm/recipes.h"
#include "calm/scheme.h"

namespace calm::cli {
namespace {

const std::vector<std::string> kSites = {"ffn_output", "down_input", "attention_output", "layer_output"};
const std::vector<std::string> kStorageTypes = {"auto", "float32", "bfloat16", "float16", "f32", "bf16", "f16"};
const std::vector<std::string> kArithmetics = {"kernels", "reference"};
const std::vector<std::string> kFormats = {"compressed-tensors", "gguf"};
const std::vector<std::string> kPresets = {"quick", "balanced", "paper"};

std::vector<std::string> metric_ids() {
  std::vector<std::string> ids;
  for (const MetricInfo& info : metric_infos()) ids.emplace_back(info.id);
  return ids;
}

std::vector<std::string> recipe_ids() {
  std::vector<std::string> ids;
  for (const Recipe& recipe : recipes()) ids.push_back(recipe.id);
  return ids;
}

/// "cka (Linear CKA), ..."; those after the residual are told by their ending.
std::string metric_help() {
  std::string text;
  for (const MetricInfo& info : metric_infos()) {
    if (info.after_residual) continue;
    text += (text.empty() ? "" : ", ") + std::string(info.id) + " (" + std::string(info.title) +
            (info.unit.empty() ? "" : ", " + std::string(info.unit)) + ")";
  }
  return text + "; with -after-residual behind any but kl: the same at the layer's output";
}

}  // namespace

void add_output(CLI::App& app, Arguments& a) {
  app.add_option("--json", a.json, "Write the result as JSON to FILE instead of text; - is stdout")->type_name("FILE");
  app.add_flag("--quiet,-q", a.quiet, "No progress and no messages, only warnings and errors");
}

void add_model(CLI::App& app, Arguments& a, bool required, const std::string& otherwise) {
  app.add_option("--model,-m", a.model,
                 "A Hugging Face folder, a .gguf file, or a folder that calm exported" + otherwise)
      ->type_name("PATH")
      ->required(required);
}

void add_execution(CLI::App& app, Arguments& a) {
  app.add_option("--device", a.device, "auto, cpu or cuda:N (default: auto)")->type_name("DEVICE");
  app.add_option("--threads", a.threads, "CPU threads (default: 0 = all cores)")
      ->type_name("N")
      ->check(CLI::Range(0, 4096));
}

void add_arithmetic(CLI::App& app, Arguments& a, const std::string& otherwise) {
  app.add_option(
         "--arithmetic", a.arithmetic,
         "How quantized layers are computed: kernels (int8 x int4), or reference (float32 on rounded values, as "
         "transformers computes an export) (default: " +
             otherwise + ")")
      ->check(CLI::IsMember(kArithmetics));
}

/// How the engine runs a whole model.
void add_engine(CLI::App& app, Arguments& a) {
  add_arithmetic(app, a, "kernels");
  app.add_option("--lm-head", a.lm_head,
                 "lm_head in the type that it is stored in (stored), or in int8, one scale a row (default: stored)")
      ->check(CLI::IsMember(std::vector<std::string>{"stored", "int8"}));
  app.add_option("--kv-cache", a.kv_cache, "How keys and values are kept: float16 or float32 (default: float16)")
      ->check(CLI::IsMember(std::vector<std::string>{"float16", "float32"}));
  app.add_option("--dtype", a.dtype,
                 "Round what is not quantized to this type: auto (the checkpoint's own), float32, bfloat16, float16 "
                 "(default: as it is in the file)")
      ->check(CLI::IsMember(kStorageTypes));
}

CLI::Option_group* add_text(CLI::App& app, Arguments& a, const std::string& otherwise, bool required) {
  CLI::Option_group* group = app.add_option_group("source");
  group->add_option("--text", a.text, "A UTF-8 text file, or .jsonl: the \"text\" of each line" + otherwise)
      ->type_name("FILE");
  group->add_option("--tokens", a.tokens, "A JSON file of token ids: {\"ids\":[...]} or {\"ids\":[[...],[...]]}")
      ->type_name("FILE");
  if (required) {
    group->require_option(1);
  } else {
    group->require_option(0, 1);
  }
  return group;
}

void add_special(CLI::App& app, Arguments& a) {
  app.add_flag("--add-special", a.add_special, "Put the model's leading special tokens once before the text");
}

void add_session(CLI::App& app, Arguments& a, bool required) {
  app.add_option("--session", a.session,
                 required
                     ? "The session's folder"
                     : "The session's folder: resumed where it exists, with its own settings for every option that "
                       "is not given (default: a new one in the user's data folder)")
      ->type_name("DIR")
      ->required(required);
}

void add_bits(CLI::App& app, Arguments& a) {
  app.add_option("--bits", a.bits,
                 "Every method of the pool at each of these widths, as in 2,3,4,8 (default: as the specs say)")
      ->type_name("N,N")
      ->delimiter(',')
      ->check(CLI::Range(2, 8));
}

void add_analysis(CLI::App& app, Arguments& a) {
  add_model(app, a, false, " (may be left out where --session knows it)");
  add_text(app, a, " (default: the bundled calibration text)");
  add_special(app, a);
  app.add_option("--preset", a.preset,
                 "Calibration size: quick 16 x 256 tokens, balanced 32 x 512, paper 128 x 1024 (default: balanced)")
      ->check(CLI::IsMember(kPresets));
  app.add_option("--sequences", a.sequences,
                 "Calibration sequences (default: the preset's; with --tokens: all in the file)")
      ->type_name("N")
      ->check(CLI::Range(1, 1 << 20));
  app.add_option("--length", a.length, "Tokens a sequence (default: the preset's; with --tokens: as in the file)")
      ->type_name("T")
      ->check(CLI::Range(1, 1 << 20));
  app.add_option("--seed", a.seed, "Seed of the drawn sequences (default: 0)")->type_name("S");
  app.add_option("--recipe", a.recipe,
                 "Transform, pool, metric, site and bits together: paper (Algorithm 1 exactly), best (what wins end to "
                 "end); options given beside it go first (default: best; none where --pool, --transform, --metric or "
                 "--site is given)")
      ->check(CLI::IsMember(recipe_ids()));
  app.add_option("--pool", a.pool,
                 "Methods to choose from: comma-separated specs, or calm, calm+, strong; see `calm methods` "
                 "(default: the recipe's; without one calm)")
      ->type_name("SPEC,SPEC");
  add_bits(app, a);
  app.add_option("--metric", a.metric, "What decides (default: cka): " + metric_help())
      ->type_name("METRIC")
      ->check(CLI::IsMember(metric_ids()));
  app.add_option(
         "--site", a.site,
         "Where layers are compared: ffn_output, down_input, attention_output, layer_output (default: ffn_output)")
      ->check(CLI::IsMember(kSites));
  app.add_option("--granularity", a.granularity,
                 "What has one method of its own: layer, block:K (K layers), submodule (attention, FFN), site (qkv, o, "
                 "gate-up, down), linear (default: layer)")
      ->type_name("WHAT");
  app.add_option(
         "--tune", a.tune,
         "Epochs in which the finished plan's scales and norms are learned, 0 = none; see `calm tune` (default: "
         "the recipe's; without one 0)")
      ->type_name("EPOCHS")
      ->check(CLI::Range(0, kMostTuningEpochs));
  app.add_option("--beam", a.beam,
                 "Keep the K best prefixes of choices from layer to layer, ranked by the metric after the residual; K "
                 "times the work (default: 1 = greedy, Algorithm 1)")
      ->type_name("K")
      ->check(CLI::Range(1, kWidestBeam));
  app.add_option(
         "--transform", a.transform,
         "Change of the whole model before its layers are quantized, merged into the weights: none, quarot "
         "(random Hadamard rotation)[:no-heads][:orthogonal][:seed=N], quip (= quarot:orthogonal), or spinquant "
         "(learned rotation)[:no-heads][:steps=N][:seed=N] (default: none)")
      ->type_name("SPEC");
  std::string presets;
  for (const SchemePreset& preset : scheme_presets()) presets += (presets.empty() ? "" : ", ") + preset.id;
  app.add_option("--scheme", a.scheme,
                 "What numbers weights and activations are, by name; the options below change parts of it: " + presets +
                     " (default: " + scheme_presets().front().id + ")")
      ->type_name("NAME");
  app.add_option("--group", a.group,
                 "Input channels a weight scale is shared by; 64 or 32 where it does not divide; channel = all of them "
                 "(default: 128)")
      ->type_name("N|channel");
  CLI::Option* asymmetric = app.add_flag_callback(
      "--asymmetric", [&a] { a.asymmetric = true; }, "Weights with a zero point beside each scale");
  app.add_flag_callback(
         "--symmetric", [&a] { a.asymmetric = false; }, "Weights without zero points (default)")
      ->excludes(asymmetric);
  app.add_option("--weight-bits", a.weight_bits, "Bits a weight (default: 4)")->type_name("N")->check(CLI::Range(2, 8));
  app.add_option("--activation-bits", a.activation_bits, "Bits an activation: 8, or 16 = not quantized (default: 8)")
      ->check(CLI::IsMember(std::vector<int>{8, 16}));
  app.add_option("--dtype", a.dtype,
                 "How scales, norms, embeddings and head are stored: auto, float32, bfloat16, float16 (default: auto = "
                 "the checkpoint's own)")
      ->check(CLI::IsMember(kStorageTypes));
  add_arithmetic(app, a, "kernels: scores are of the arithmetic that is deployed");
  app.add_option("--override", a.overrides,
                 "Layers that you decide: LAYER=SPEC or FIRST-LAST=SPEC, layers from 0; SPEC `search` gives them back. "
                 "Repeatable")
      ->type_name("LAYER=SPEC")
      ->allow_extra_args(false);
  app.add_option("--from-layer", a.from_layer,
                 "Score again from this layer on, counted from 0 (default: the first whose scores are not current)")
      ->type_name("LAYER")
      ->check(CLI::Range(0, 1 << 20));
  app.add_flag("--float16-scales", a.float16_scales,
               "Weight scales exact in float16, as a later export as GGUF needs (--format gguf implies it)");
  app.add_flag("--estimate", a.estimate, "Print what the run would take (time, memory, disk) and stop");
  app.add_flag("--json-events", a.json_events, "Put one JSON event a line on stdout while it runs");
}

void add_out(CLI::App& app, Arguments& a, const std::string& what, bool required) {
  app.add_option("--out,-o", a.out, what)->type_name("PATH")->required(required);
  app.add_flag("--force", a.force, "Replace what --out names where it exists (default: refuse)");
}

void add_format(CLI::App& app, Arguments& a) {
  app.add_option("--format", a.format,
                 "compressed-tensors, or gguf = Q4_0 or Q4_1 for llama.cpp (default: compressed-tensors)")
      ->check(CLI::IsMember(kFormats));
}

void add_hub(CLI::App& app, Arguments& a) {
  app.add_option("repository", a.repository, "ORGANIZATION/NAME, as in HuggingFaceTB/SmolLM2-135M-Instruct")
      ->required();
  app.add_option("--revision", a.revision, "Branch, tag or commit (default: main)");
  app.add_option("--file", a.file, "The .gguf file to take, where the repository holds no safetensors")
      ->type_name("NAME");
  app.add_option("--endpoint", a.endpoint, "Server (default: $HF_ENDPOINT or https://huggingface.co)")
      ->type_name("URL");
  app.add_option("--cache", a.cache, "Cache folder (default: $HF_HUB_CACHE or $HF_HOME/hub)")->type_name("DIR");
  app.add_flag("--offline", a.offline, "Use the cache only (default: $HF_HUB_OFFLINE)");
  add_output(app, a);
}
void add_windows(CLI::App& app, Arguments& a, bool few) {
  add_text(app, a, " nothing was calibrated on (default: the bundled evaluation text)");
  app.add_option("--window", a.window, "Tokens a window (default: 1024)")
      ->type_name("T")
      ->check(CLI::Range(2, 1 << 20));
  app.add_option("--max-windows", few ? a.few_windows : a.max_windows,
                 few ? "Windows at most, 0 = all (default: 16)" : "Windows at most (default: 0 = all)")
      ->type_name("K")
      ->check(CLI::Range(0, 1 << 30));
}

}  // namespace calm::cli
