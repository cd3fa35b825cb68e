#include "quantization/method.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/where.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "calm/error.h"
#include "quantization/composite_spec.h"
#include "quantization/spqr.h"

namespace calm {

#define CALM_METHOD(id, title) std::unique_ptr<PtqMethod> make_##id();
#include "calm/methods.def"
#undef CALM_METHOD

namespace {

const std::vector<std::unique_ptr<PtqMethod>>& registry() {
  static const std::vector<std::unique_ptr<PtqMethod>> methods = [] {
    std::vector<std::unique_ptr<PtqMethod>> result;
#define CALM_METHOD(id, title) result.push_back(make_##id());
#include "calm/methods.def"
#undef CALM_METHOD
    return result;
  }();
  return methods;
}

const MethodInfo& info_by_id(std::string_view id) {
  for (const MethodInfo& info : methods()) {
    if (info.id == id) return info;
  }
  throw std::logic_error("unknown method " + std::string(id));
}

const OptionInfo& option_by_name(const MethodInfo& info, std::string_view name) {
  for (const OptionInfo& option : info.options) {
    if (option.name == name) return option;
  }
  throw std::logic_error(info.id + " has no option " + std::string(name));
}

/// Stages with rounding last: RTN is added where the spec names none, and takes over the clipping that was asked for.
struct Stages {
  std::vector<MethodSpec::Stage> transforms;
  MethodSpec::Stage rounding;
  bool spare_q_and_k = false;  // AWQ's official clip leaves q and k alone
};

Stages split(const std::vector<MethodSpec::Stage>& spec) {
  Stages result;
  result.rounding = {"rtn", {}};
  for (const MethodSpec::Stage& stage : spec) {
    if (!info_by_id(stage.id).transform) {
      result.rounding = stage;
      result.spare_q_and_k = false;
      return result;  // the parser allows nothing behind it
    }
    result.transforms.push_back(stage);
    for (const auto& [name, value] : stage.options) {
      if (name.starts_with("clip")) {
        result.rounding.options[name] = value;
        result.spare_q_and_k = true;
      }
      if (name == kBitsOption) result.rounding.options[name] = value;
    }
  }
  return result;
}

/// The scheme with the bits that a rounding stage asks for.
Scheme scheme_of(const MethodSpec::Stage& rounding, Scheme scheme) {
  const auto bits = rounding.options.find(kBitsOption);
  if (bits != rounding.options.end() && bits->second != kSchemeBits) scheme.weight_bits = std::stoi(bits->second);
  return scheme;
}

/// The linears of a site by what rounds them, in the linears' order.
std::vector<std::pair<Stages, std::vector<LinearId>>> by_stages(const LinearStages& of_linear,
                                                                const std::vector<LinearId>& linears) {
  std::vector<std::pair<Stages, std::vector<LinearId>>> result;
  std::vector<std::string> texts;
  for (const LinearId id : linears) {
    const std::vector<MethodSpec::Stage>& stages = of_linear[static_cast<size_t>(id)];
    const std::string text = canonical_stages(stages);
    const auto known = std::find(texts.begin(), texts.end(), text);
    if (known == texts.end()) {
      texts.push_back(text);
      result.push_back({split(stages), {id}});
    } else {
      result[static_cast<size_t>(known - texts.begin())].second.push_back(id);
    }
  }
  return result;
}

/// The sites by the transforms of their linears (which share them), in the order of the data's way.
std::vector<std::pair<Stages, std::array<bool, kInputSites>>> sites_by_transforms(const LinearStages& of_linear) {
  std::vector<std::pair<Stages, std::array<bool, kInputSites>>> result;
  std::vector<std::string> texts;
  for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
    const Stages stages = split(of_linear[static_cast<size_t>(linears_of(site).front())]);
    // Searches round: they need to know how finely.
    const auto bits = stages.rounding.options.find(kBitsOption);
    const std::string text =
        canonical_stages(stages.transforms) +
        (method_by_id(stages.rounding.id).folds_while_rounding() ? "+" + canonical_stages({stages.rounding}) : "") +
        "," + (bits == stages.rounding.options.end() ? kSchemeBits : bits->second);
    const auto known = std::find(texts.begin(), texts.end(), text);
    const auto index = static_cast<size_t>(known - texts.begin());
    if (known == texts.end()) {
      texts.push_back(text);
      result.push_back({stages, {}});
    }
    result[index].second[static_cast<size_t>(site)] = true;
  }
  return result;
}

std::vector<MethodSpec> specs_of_parts(const MethodSpec& spec) {
  std::vector<MethodSpec> result;
  for (const MethodSpec::Part& part : spec.parts) result.push_back({"", part.stages, {}});
  return result;
}

void round_site(const WorkingLayer& working, InputSite site, const std::vector<LinearId>& linears,
                const MethodSpec::Stage& stage, const MethodContext& outer, QuantizedLayer& out) {
  const Scheme scheme = scheme_of(stage, outer.scheme);
  const MethodContext context{outer.config, outer.statistics, scheme, outer.control};
  const PtqMethod& method = method_by_id(stage.id);
  const MethodInfo& info = info_by_id(stage.id);
  const StageOptions options(info, stage);
  RoundingProblem problem;
  problem.site = site;
  problem.linears = linears;
  problem.grid = weight_grid(context.scheme, context.config.in_features(linears.front()));
  std::vector<at::Tensor> parts;
  for (const LinearId id : linears) {
    parts.push_back(working.weights.at(id).weight);
    problem.rows.push_back(parts.back().size(0));
  }
  problem.weight = parts.size() == 1 ? parts.front() : at::cat(parts);
  const StatisticsNeeds needs = method.needs(options, context.config);
  const at::Tensor& input_scale = working.input_scale[static_cast<size_t>(site)];
  if (needs.gram[static_cast<size_t>(site)]) problem.gram = scaled_gram(context.statistics.gram(site), input_scale);
  if (needs.cross[static_cast<size_t>(site)]) problem.cross = scaled_gram(context.statistics.cross(site), input_scale);
  const Rounded rounded = method.round(problem, options, context, out.notes);
  int64_t row = 0;
  for (size_t i = 0; i < linears.size(); ++i) {
    QuantizedLinear& linear = out.at(linears[i]);
    linear.bits = problem.grid.bits;
    linear.activation_bits = context.scheme.activation_bits;
    if (!rounded.spqr.empty()) {
      linear.spqr = rounded.spqr[i];
      linear.weight = linear.spqr->dequantize().to(problem.weight.device());
      continue;
    }
    linear.codes = rounded.codes.narrow(0, row, problem.rows[i]).contiguous();
    linear.scales = rounded.scales.narrow(0, row, problem.rows[i]).contiguous();
    if (rounded.zeros.defined()) linear.zeros = rounded.zeros.narrow(0, row, problem.rows[i]).contiguous();
    linear.group = problem.grid.group;
    row += problem.rows[i];
  }
}

}  // namespace

const std::vector<MethodInfo>& methods() {
  static const std::vector<MethodInfo> infos = [] {
    std::vector<MethodInfo> result;
    for (const auto& method : registry()) {
      result.push_back(method->info());
      result.back().options.push_back({kBitsOption,
                                       OptionInfo::Kind::choice,
                                       kSchemeBits,
                                       0,
                                       0,
                                       {kSchemeBits, "2", "3", "4", "5", "6", "7", "8"},
                                       "Bits a weight; goes to the last stage."});
    }
    return result;
  }();
  return infos;
}

const PtqMethod& method_by_id(std::string_view id) {
  for (size_t i = 0; i < registry().size(); ++i) {
    if (methods()[i].id == id) return *registry()[i];
  }
  throw std::logic_error("unknown method " + std::string(id));
}

std::string StageOptions::text(std::string_view name) const {
  const auto it = stage_.options.find(std::string(name));
  return it != stage_.options.end() ? it->second : option_by_name(info_, name).fallback;
}
bool StageOptions::flag(std::string_view name) const {
  return text(name) == "true";
}
double StageOptions::number(std::string_view name) const {
  return std::stod(text(name));
}
int StageOptions::integer(std::string_view name) const {
  return std::stoi(text(name));
}

Rounded PtqMethod::round(const RoundingProblem&, const StageOptions&, const MethodContext&,
                         std::vector<std::string>&) const {
  throw std::logic_error("this method does not round");
}

void WorkingLayer::fold(InputSite site, const at::Tensor& scale, const ModelConfig& config, StorageType storage) {
  if (!open[static_cast<size_t>(site)]) return;
  at::Tensor applied = scale;
  const auto fold_into_norm = [&](at::Tensor& norm) {
    const at::Tensor divided = round_to_storage(norm.div(scale), storage);
    // What the rounded norm really divides by; a channel whose norm is zero carries nothing and is left alone.
    const at::Tensor usable = norm.ne(0).logical_and_(divided.ne(0)).logical_and_(divided.isfinite());
    applied = at::where(usable, norm.div(divided), at::ones_like(norm));
    norm = at::where(usable, divided, norm);
  };
  const auto fold_into_rows = [&](LinearId id, const at::Tensor& rows) {
    LinearWeights& linear = weights.at(id);
    linear.weight = linear.weight.div(rows.unsqueeze(1));
    if (linear.bias.defined()) linear.bias = round_to_storage(linear.bias.div(rows), storage);
  };
  switch (site) {
    case InputSite::attention_in:
      fold_into_norm(weights.input_norm);
      break;
    case InputSite::ffn_in:
      fold_into_norm(weights.post_attention_norm);
      break;
    case InputSite::down_in:
      fold_into_rows(LinearId::up, scale);
      break;
    case InputSite::o_in: {
      // Query heads of one KV head share its scale: take the first of each.
      const int64_t sharing = config.num_attention_heads / config.num_key_value_heads;
      fold_into_rows(LinearId::v,
                     scale.view({config.num_key_value_heads, sharing, config.head_dim}).select(1, 0).reshape({-1}));
      break;
    }
  }
  for (const LinearId id : linears_of(site)) {
    LinearWeights& linear = weights.at(id);
    linear.weight = linear.weight.mul(applied);
  }
  at::Tensor& total = input_scale[static_cast<size_t>(site)];
  total = total.defined() ? total.mul(applied) : applied;
}

at::Tensor scaled_gram(const at::Tensor& gram, const at::Tensor& scale) {
  if (!scale.defined()) return gram;
  const at::Tensor inverse = scale.to(at::kDouble).reciprocal();
  return gram.mul(inverse.unsqueeze(0)).mul_(inverse.unsqueeze(1));
}

std::vector<OptionInfo> clip_option_infos() {
  return {{"clip",
           OptionInfo::Kind::flag,
           "false",
           0,
           0,
           {},
           "Search each group's clipping ratio for the least output error."},
          {"clip-steps", OptionInfo::Kind::integer, "10", 1, 200, {}, "Ratios tried by the clipping search."},
          {"clip-shrink", OptionInfo::Kind::number, "0.5", 0, 0.99, {}, "How far the clipping search goes down."}};
}

ClipOptions clip_options(const StageOptions& options) {
  return {options.integer("clip-steps"), options.number("clip-shrink")};
}

double PtqMethod::flops(const StageOptions&, const ModelConfig&, const Scheme&, int64_t) const {
  return 0;
}

double clip_flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme) {
  if (!options.flag("clip")) return 0;
  double flops = 0;
  for (const LinearId id : kLinearIds) {
    const int64_t in = config.in_features(id);
    flops += static_cast<double>(config.out_features(id) * in) * effective_group(scheme, in);
  }
  return clip_options(options).steps * flops;
}

int64_t site_rows(const ModelConfig& config, InputSite site) {
  int64_t rows = 0;
  for (const LinearId id : linears_of(site)) rows += config.out_features(id);
  return rows;
}

double factor_flops(int64_t d, int thirds) {
  constexpr double kDoubleCost = 4;  // float64, and LAPACK's blocks are smaller than a product's
  return kDoubleCost * thirds / 3 * static_cast<double>(d) * static_cast<double>(d) * static_cast<double>(d);
}

double flops_of(const MethodSpec& spec, const ModelConfig& config, const Scheme& scheme, int64_t tokens) {
  if (!spec.parts.empty()) {
    // At most what its costliest part takes for the whole layer.
    double most = 0;
    for (const MethodSpec& part : specs_of_parts(spec)) most = std::max(most, flops_of(part, config, scheme, tokens));
    return most;
  }
  const Stages stages = split(spec.stages);
  double flops = 0;
  const auto add = [&](const MethodSpec::Stage& stage) {
    const StageOptions options(info_by_id(stage.id), stage);
    flops += method_by_id(stage.id).flops(options, config, scheme, tokens);
  };
  for (const MethodSpec::Stage& stage : stages.transforms) add(stage);
  add(stages.rounding);
  return flops;
}

std::array<int, 7> weight_bits_of(const MethodSpec& spec, const Scheme& scheme) {
  std::array<int, 7> bits{};
  const LinearStages stages = stages_by_linear(spec);
  for (size_t i = 0; i < bits.size(); ++i) bits[i] = scheme_of(split(stages[i]).rounding, scheme).weight_bits;
  return bits;
}

std::string with_bits(const MethodSpec& spec, int bits) {
  if (bits < 2 || bits > 8)
    throw Error(ErrorCode::invalid_argument, "bits " + std::to_string(bits) + ": weights take 2 to 8 bits");
  MethodSpec result = spec;
  result.stages = spec.stages;
  if (!result.stages.empty()) result.stages.back().options[kBitsOption] = std::to_string(bits);
  for (MethodSpec::Part& part : result.parts) part.stages.back().options[kBitsOption] = std::to_string(bits);
  return parse_method(result.canonical()).canonical();
}

std::vector<MethodSpec> pool_with_bits(const std::vector<MethodSpec>& pool, const std::vector<int>& bits) {
  std::vector<MethodSpec> result;
  for (const int each : bits) {
    for (const MethodSpec& spec : pool) {
      MethodSpec next = parse_method(with_bits(spec, each));
      if (std::none_of(result.begin(), result.end(),
                       [&](const MethodSpec& known) { return known.canonical() == next.canonical(); }))
        result.push_back(std::move(next));
    }
  }
  return result;
}

StatisticsNeeds needs_of(const MethodSpec& spec, const ModelConfig& config) {
  StatisticsNeeds result;
  if (!spec.parts.empty()) {
    for (const MethodSpec& part : specs_of_parts(spec)) result.merge(needs_of(part, config));
    return result;
  }
  const Stages stages = split(spec.stages);
  for (const MethodSpec::Stage& stage : stages.transforms) {
    result.merge(method_by_id(stage.id).needs(StageOptions(info_by_id(stage.id), stage), config));
  }
  result.merge(
      method_by_id(stages.rounding.id).needs(StageOptions(info_by_id(stages.rounding.id), stages.rounding), config));
  return result;
}

WorkingLayer transform_layer(const DecoderLayer& layer, const MethodSpec& spec, const MethodContext& context) {
  WorkingLayer working{layer, {}, {}};
  for (const auto& [stages, sites] : sites_by_transforms(stages_by_linear(spec))) {
    working.open = sites;
    const Scheme scheme = scheme_of(stages.rounding, context.scheme);
    const MethodContext own{context.config, context.statistics, scheme, context.control};
    const auto apply = [&](const MethodSpec::Stage& stage) {
      context.control.checkpoint();
      method_by_id(stage.id).transform(working, StageOptions(info_by_id(stage.id), stage), own);
    };
    for (const MethodSpec::Stage& stage : stages.transforms) apply(stage);
    apply(stages.rounding);
  }
  working.open.fill(true);
  // Parts that share a method say the same.
  std::vector<std::string> notes;
  for (std::string& note : working.notes) {
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
  }
  working.notes = std::move(notes);
  return working;
}

QuantizedLayer quantize_layer(const DecoderLayer& layer, const MethodSpec& spec, const MethodContext& context) {
  const LinearStages of_linear = stages_by_linear(spec);
  WorkingLayer working = transform_layer(layer, spec, context);
  QuantizedLayer out;
  out.method = spec.canonical();
  out.storage = context.scheme.storage;
  out.notes = std::move(working.notes);
  out.input_norm = working.weights.input_norm;
  out.post_attention_norm = working.weights.post_attention_norm;
  out.q_norm = layer.q_norm;
  out.k_norm = layer.k_norm;
  out.sliding_window = layer.sliding_window;
  for (const LinearId id : kLinearIds) out.at(id).bias = working.weights.at(id).bias;

  for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
    const std::vector<LinearId>& linears = linears_of(site);
    const int64_t width = context.config.in_features(linears.front());
    if (effective_group(context.scheme, width) == 0) {
      for (const LinearId id : linears) {
        out.at(id).weight = round_to_storage(working.weights.at(id).weight, context.scheme.storage);
        out.notes.push_back(std::string(linear_name(id)) + ": stays 16 bit, no group of 128, 64 or 32 divides its " +
                            std::to_string(width) + " inputs");
      }
      continue;
    }
    for (const auto& [stages, sharing] : by_stages(of_linear, linears)) {
      if (site == InputSite::attention_in && stages.spare_q_and_k) {
        MethodSpec::Stage plain = stages.rounding;
        std::erase_if(plain.options, [](const auto& option) { return option.first != kBitsOption; });
        std::vector<LinearId> q_and_k = sharing;
        std::erase(q_and_k, LinearId::v);
        if (!q_and_k.empty()) round_site(working, site, q_and_k, plain, context, out);
        if (q_and_k.size() < sharing.size()) round_site(working, site, {LinearId::v}, stages.rounding, context, out);
      } else {
        round_site(working, site, sharing, stages.rounding, context, out);
      }
    }
  }
  return out;
}

}  // namespace calm
