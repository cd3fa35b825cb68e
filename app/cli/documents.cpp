#include "cli/documents.h"

#include <array>
#include <cmath>
#include <string_view>

#include "cli/console.h"

namespace calm::cli {
namespace {

std::string_view name(OptionInfo::Kind kind) {
  switch (kind) {
    case OptionInfo::Kind::flag:
      return "flag";
    case OptionInfo::Kind::number:
      return "number";
    case OptionInfo::Kind::integer:
      return "integer";
    case OptionInfo::Kind::choice:
      return "choice";
  }
  return "unknown";
}

}  // namespace

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json to_json(const ModelInfo& info) {
  Json linears = Json::array();
  for (const LinearInfo& linear : info.linears) {
    linears.push_back({{"layer", linear.layer},
                       {"name", linear.name},
                       {"out_features", linear.out_features},
                       {"in_features", linear.in_features},
                       {"dtype", linear.dtype},
                       {"group_size", linear.group_size}});
  }
  return {{"name", info.name},
          {"path", info.path},
          {"format", info.format},
          {"architecture", info.architecture},
          {"layers", info.layers},
          {"hidden", info.hidden},
          {"intermediate", info.intermediate},
          {"heads", info.heads},
          {"kv_heads", info.kv_heads},
          {"head_dim", info.head_dim},
          {"vocab", info.vocab},
          {"max_positions", info.max_positions},
          {"rope", info.rope},
          {"tied_embeddings", info.tied_embeddings},
          {"quantized", info.quantized},
          {"parameters", info.parameters},
          {"file_bytes", info.file_bytes},
          {"dtype", info.dtype},
          {"tokenizer", info.tokenizer},
          {"fingerprint", info.fingerprint},
          {"linears", linears}};
}

Json to_json(const CostEstimate& estimate) {
  return {{"seconds", number(estimate.seconds)},           {"memory_bytes", estimate.memory_bytes},
          {"memory_available", estimate.memory_available}, {"disk_bytes", estimate.disk_bytes},
          {"disk_available", estimate.disk_available},     {"warnings", estimate.warnings}};
}

Json to_json(const PerplexityResult& result) {
  return {{"ppl", number(result.ppl)},
          {"nll", number(result.nll)},
          {"tokens", result.tokens},
          {"window_nll", result.window_nll}};
}

Json to_json(const DivergenceResult& result) {
  return {{"kl", number(result.kl)},
          {"top1", number(result.top1)},
          {"tokens", result.tokens},
          {"window_kl", result.window_kl},
          {"window_top1", result.window_top1}};
}

Json to_json(const LatencyResult& result) {
  return {{"prefill_tokens_per_second", number(result.prefill_tokens_per_second)},
          {"decode_tokens_per_second", number(result.decode_tokens_per_second)},
          {"prefill_tokens_per_cpu_second", number(result.prefill_tokens_per_cpu_second)},
          {"decode_tokens_per_cpu_second", number(result.decode_tokens_per_cpu_second)},
          {"prefill_spread", number(result.prefill_spread)},
          {"decode_spread", number(result.decode_spread)},
          {"peak_rss_bytes", result.peak_rss_bytes},
          {"weight_bytes", result.weight_bytes},
          {"isa", result.isa},
          {"threads", result.threads},
          {"time_to_first_token", number(result.time_to_first_token)},
          {"resident_weight_bytes", result.resident_weight_bytes},
          {"head", result.head},
          {"kv_cache", result.kv_cache},
          {"arithmetic", result.arithmetic},
          {"kernels", result.kernels}};
}

Json to_json(const BenchmarkResult& result) {
  Json document = {{"name", result.name},       {"kind", to_string(result.kind)},
                   {"context", result.context}, {"date", result.date},
                   {"host", result.host},       {"text", result.text}};
  document["perplexity"] = result.has_perplexity ? to_json(result.perplexity) : Json(nullptr);
  document["method"] = result.method.empty() ? Json(nullptr) : Json(result.method);
  document["divergence"] = result.has_kl ? to_json(result.divergence) : Json(nullptr);
  document["latency"] = result.has_latency ? to_json(result.latency) : Json(nullptr);
  const BenchmarkSetup& setup = result.setup;
  document["setup"] = {
      {"device", setup.device},        {"threads", setup.threads},          {"arithmetic", setup.arithmetic},
      {"prompt", setup.timing.prompt}, {"generate", setup.timing.generate}, {"repeats", setup.timing.repeats}};
  if (result.has_memory && !result.has_latency) {
    document["memory"] = {{"weight_bytes", result.latency.weight_bytes},
                          {"resident_weight_bytes", result.latency.resident_weight_bytes},
                          {"peak_rss_bytes", result.latency.peak_rss_bytes}};
  }
  return document;
}

Json to_json(const ExportReport& report) {
  return {{"path", report.path.string()}, {"bytes", report.bytes}, {"files", report.files}, {"notes", report.notes}};
}

Json to_json(const HubListing& listing) {
  Json files = Json::array();
  for (const HubFile& file : listing.files) {
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"cached", file.cached}});
  }
  return {{"commit", listing.commit}, {"files", files}, {"bytes_to_download", listing.bytes_to_download}};
}

Json to_json(const MethodInfo& method) {
  Json options = Json::array();
  for (const OptionInfo& option : method.options) {
    Json entry = {{"name", option.name}, {"kind", name(option.kind)}, {"default", option.fallback}};
    if (option.kind == OptionInfo::Kind::number || option.kind == OptionInfo::Kind::integer) {
      entry["minimum"] = number(option.minimum);
      entry["maximum"] = number(option.maximum);
    }
    if (option.kind == OptionInfo::Kind::choice) entry["choices"] = option.choices;
    entry["help"] = option.help;
    options.push_back(entry);
  }
  return {{"id", method.id},
          {"title", method.title},
          {"summary", method.summary},
          {"main_parameter", method.main_parameter},
          {"options", options}};
}

Json to_json(const AnalysisOptions& options) {
  const CalibrationOptions& text = options.calibration;
  const Scheme& scheme = options.scheme;
  return {{"calibration",
           {{"source", to_string(text.source)},
            {"file", text.file.string()},
            {"sequences", text.sequences},
            {"length", text.length},
            {"seed", text.seed},
            {"add_special", text.add_special}}},
          {"scheme",
           {{"weight_bits", scheme.weight_bits},
            {"activation_bits", scheme.activation_bits},
            {"group_size", scheme.group_size},
            {"dtype", to_string(scheme.storage)},
            {"float16_scales", scheme.float16_scales},
            {"asymmetric", scheme.asymmetric}}},
          {"site", to_string(options.site)},
          {"transform", to_string(options.transform)},
          {"arithmetic", to_string(options.arithmetic)}};
}

Json to_json(const CandidateScore& score) {
  Json document = {{"method", score.method}, {"applicable", score.applicable}, {"note", score.note}};
  for (const MetricInfo& info : metric_infos()) {
    if (score.values.has(info.metric)) document[std::string(info.id)] = number(score.value(info.metric));
  }
  document["seconds"] = number(score.seconds);
  return document;
}

Json to_json(const HeldOutGain& gain) {
  return {{"text", gain.text},
          {"kl_before", number(gain.kl_before)},
          {"kl_after", number(gain.kl_after)},
          {"ppl_before", number(gain.ppl_before)},
          {"ppl_after", number(gain.ppl_after)},
          {"difference", number(gain.kl.difference)},
          {"low", number(gain.kl.low)},
          {"high", number(gain.kl.high)},
          {"windows", gain.kl.windows},
          {"beyond_noise", gain.kl.outcome != PairedComparison::Outcome::undecided}};
}

std::string gain_text(const HeldOutGain& gain, const std::string& now, const std::string& before) {
  return "On held-out text (" + gain.text + "): KL " + format_number(gain.kl_before, 4) + " -> " +
         format_number(gain.kl_after, 4) + ", perplexity " + format_number(gain.ppl_before) + " -> " +
         format_number(gain.ppl_after) + "\n" + describe(gain.kl, now, before, "KL") + ".\n";
}

}  // namespace calm::cli
