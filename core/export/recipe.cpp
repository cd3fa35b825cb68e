#include "export/recipe.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "calm/methods.h"
#include "session/json_field.h"
#include "session/session_json.h"

namespace calm {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string title_of(const std::string& method) {
  try {
    return parse_method(method).title();
  } catch (const std::exception&) {
    return method;
  }
}

std::string short_name(LinearId id) {
  const std::string name = linear_name(id);
  return name.substr(name.rfind('.') + 1);
}

std::string number(double value, int digits) {
  if (std::isnan(value)) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string calibration_text(const CalibrationOptions& c) {
  std::string source = "the bundled calibration text";
  if (c.source == TextSource::text) source = "`" + c.file.filename().string() + "`";
  if (c.source == TextSource::tokens) source = "the token ids of `" + c.file.filename().string() + "`";
  if (c.sequences == 0 || c.length == 0) return source;
  std::string text = std::to_string(c.sequences) + " x " + std::to_string(c.length) + " tokens of " + source;
  if (c.source != TextSource::tokens) text += ", seed " + std::to_string(c.seed);
  return text;
}

}  // namespace

std::string product() {
  return "CALM Workbench " CALM_VERSION;
}

std::string recipe_to_json(const RecipeInfo& info, const StoredLinears& linears) {
  ordered_json layers = ordered_json::array();
  for (size_t l = 0; l < info.plan.layers.size(); ++l) {
    const PlanLayer& layer = info.plan.layers[l];
    ordered_json stored = ordered_json::object();
    for (const LinearId id : kLinearIds) {
      const StoredLinear& linear = linears[l][static_cast<size_t>(id)];
      stored[linear_name(id)] = {{"group", linear.group == kPerChannel ? json("channel") : json(linear.group)},
                                 {"symmetric", !linear.asymmetric},
                                 {"weight_bits", linear.group ? linear.bits : 16},
                                 {"activation_bits", linear.group ? linear.activation_bits : 16}};
    }
    layers.push_back({{"layer", l},
                      {"method", layer.method},
                      {"decided_by", to_string(layer.by)},
                      {"score", ordered_json(number_to_json(layer.score))},
                      {"margin", ordered_json(number_to_json(layer.margin))},
                      {"stale", layer.stale},
                      {"linears", stored}});
  }
  const json analysis = to_json(info.analysis);
  const ordered_json recipe = {{"schema", "calm-recipe"},
                               {"version", 1},
                               {"product", product()},
                               {"format", info.format},
                               {"model",
                                {{"name", info.model_name},
                                 {"path", info.model_path},
                                 {"fingerprint", info.model_fingerprint},
                                 {"architecture", info.architecture}}},
                               {"calibration", ordered_json(analysis["calibration"])},
                               {"scheme", ordered_json(analysis["scheme"])},
                               {"stored_dtype", to_string(info.storage)},
                               {"site", to_string(info.analysis.site)},
                               {"transform", to_string(info.analysis.transform)},
                               {"arithmetic", to_string(info.analysis.arithmetic)},
                               {"metric", to_string(info.selection.metric)},
                               {"pool", info.selection.pool},
                               {"context", info.context},
                               {"layers", layers},
                               {"notes", info.notes}};
  return recipe.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::vector<std::string> layout_notes(const StoredLinears& linears, const Scheme& scheme) {
  std::vector<std::string> notes;
  std::map<int, std::map<LinearId, int>> smaller;  // group -> linear -> layers
  std::vector<std::string> kept;
  for (size_t l = 0; l < linears.size(); ++l) {
    for (const LinearId id : kLinearIds) {
      const StoredLinear& linear = linears[l][static_cast<size_t>(id)];
      if (linear.group == 0) {
        kept.push_back("layer " + std::to_string(l) + " " + linear_name(id));
      } else if (linear.group != scheme.group_size && linear.group != kPerChannel) {
        ++smaller[linear.group][id];
      }
    }
  }
  for (const auto& [group, names] : smaller) {
    std::string text;
    for (const auto& [id, count] : names) {
      text += (text.empty() ? "" : ", ") + short_name(id);
      if (static_cast<size_t>(count) != linears.size()) text += " (" + std::to_string(count) + " layers)";
    }
    notes.push_back("Group " + std::to_string(group) + " instead of " + group_text(scheme.group_size) +
                    ", which does not divide the inputs: " + text + ".");
  }
  if (!kept.empty()) {
    std::string text;
    for (size_t i = 0; i < std::min<size_t>(kept.size(), 8); ++i) text += (i ? ", " : "") + kept[i];
    if (kept.size() > 8) text += ", and " + std::to_string(kept.size() - 8) + " more";
    notes.push_back("Stay 16 bit: " + text + ".");
  }
  std::vector<std::string> split;
  for (size_t l = 0; l < linears.size(); ++l) {
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in}) {
      const std::vector<LinearId>& fused = linears_of(site);
      const bool same = std::all_of(fused.begin(), fused.end(), [&](LinearId id) {
        return linears[l][static_cast<size_t>(id)] == linears[l][static_cast<size_t>(fused.front())];
      });
      if (!same) split.push_back("layer " + std::to_string(l));
    }
  }
  if (!split.empty()) {
    notes.push_back("Linears that serving runtimes fuse (q, k, v or gate, up) differ in " + split.front() +
                    (split.size() > 1 ? " and " + std::to_string(split.size() - 1) + " more" : "") +
                    ": such a runtime may refuse the model.");
  }
  return notes;
}

namespace {

constexpr const char* kTransformersUse =
    "transformers, with the package compressed-tensors installed:\n\n```python\n"
    "from transformers import AutoModelForCausalLM, AutoTokenizer\n\n"
    "model = AutoModelForCausalLM.from_pretrained(\"path/to/this/folder\")\n"
    "tokenizer = AutoTokenizer.from_pretrained(\"path/to/this/folder\")\n```\n\n"
    "vLLM reads this layout (`pack-quantized`) too, and picks its kernels by its own version and the GPU; some "
    "versions run the activations at 16 bit. It was not run here.\n\n```sh\nvllm serve path/to/this/folder\n```\n";
constexpr const char* kLlamaCppUse =
    "llama.cpp, which multiplies these weights with int8 activations (one scale per 32 of them):\n\n```sh\n"
    "llama-cli -m path/to/this/folder/*.gguf -p \"Hello\"\n```\n";

/// Of ASCII letters.
std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string model_card(const RecipeInfo& info, const StoredLinears& linears) {
  const Scheme& scheme = info.analysis.scheme;
  std::set<int> widths;
  for (const auto& layer : linears) {
    for (const StoredLinear& linear : layer) {
      if (linear.quantized()) widths.insert(linear.bits);
    }
  }
  if (widths.empty()) widths.insert(scheme.weight_bits);
  std::string bits;
  for (const int each : widths) bits += (bits.empty() ? "" : "/") + std::to_string(each);
  const std::string kind = "W" + bits + "A" + std::to_string(scheme.activation_bits);
  const bool gguf = info.format.starts_with("gguf");
  const std::string tag = widths.size() > 1 ? "mixed-precision" : lower_case(kind);
  std::string text = std::string(gguf ? "---\n" : "---\nlibrary_name: transformers\n") +
                     "pipeline_tag: text-generation\ntags:\n- calm\n- " + tag +
                     (gguf ? "\n- gguf" : "\n- compressed-tensors") + "\n---\n\n";
  text += "# " + info.model_name + ", " + kind + " by CALM\n\n";
  text +=
      "Quantized with " + product() + ": for each decoder layer the method was taken whose output stays most alike " +
      "the original's, measured by " + std::string(to_string(info.selection.metric)) + " at the site `" +
      std::string(to_string(info.analysis.site)) + "` (CALM, arXiv 2512.16282), unless a person decided otherwise.\n\n";
  text += "- Source: " + info.model_name + " (" + info.architecture + ")\n";
  text += "- Weights: int" + bits + (widths.size() > 1 ? " by layer" : "") +
          (scheme.asymmetric ? ", asymmetric, one scale and one zero point " : ", symmetric, one scale ") +
          (scheme.group_size == kPerChannel ? "per output channel\n"
                                            : "per group of " + std::to_string(scheme.group_size) + " inputs\n");
  if (scheme.activation_bits < 16) {
    text += "- Activations in front of the decoder's linears: int" + std::to_string(scheme.activation_bits) +
            ", symmetric, one scale per token, at run time\n";
  }
  text += "- Embeddings, norms, head: " + std::string(to_string(info.storage)) + "\n";
  text += "- Calibration: " + calibration_text(info.analysis.calibration) + "\n";
  std::string pool;
  for (const std::string& method : info.selection.pool) pool += (pool.empty() ? "`" : ", `") + method + "`";
  if (!pool.empty()) text += "- Pool: " + pool + "\n";
  for (const std::string& note : layout_notes(linears, scheme)) text += "- " + note + "\n";

  text += "\n## Loading\n\n" + std::string(gguf ? kLlamaCppUse : kTransformersUse);

  text += "\n## Plan\n\n| layer | method | decided by | score | margin |\n|---:|---|---|---:|---:|\n";
  for (size_t l = 0; l < info.plan.layers.size(); ++l) {
    const PlanLayer& layer = info.plan.layers[l];
    text += "| " + std::to_string(l) + " | " + title_of(layer.method) + " (`" + layer.method + "`) | " +
            std::string(to_string(layer.by)) + (layer.stale ? ", stale" : "") + " | " + number(layer.score, 6) + " | " +
            number(layer.margin, 6) + " |\n";
  }
  if (!info.notes.empty()) {
    text += "\n## Notes\n\n";
    for (const std::string& note : info.notes) text += "- " + note + "\n";
  }
  text += "\n`calm_recipe.json` holds the same for programs.\n";
  return text;
}

}  // namespace calm
