#include "calm/plan_size.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "calm/methods.h"
#include "quantization/composite_spec.h"
#include "quantization/method.h"
#include "quantization/spqr.h"

namespace calm {
namespace {

constexpr std::string_view kSpqr = "spqr";

struct Stored {
  std::array<int, 7> bits{};
  std::array<std::optional<MethodSpec::Stage>, 7> spqr;  // where that rounds
};

Stored parsed(const Scheme& scheme, const std::string& method) {
  Stored result;
  result.bits.fill(scheme.weight_bits);
  if (method.empty()) return result;
  const MethodSpec spec = parse_method(method);
  result.bits = weight_bits_of(spec, scheme);
  const LinearStages stages = stages_by_linear(spec);
  for (size_t i = 0; i < stages.size(); ++i) {
    if (stages[i].back().id == kSpqr) result.spqr[i] = stages[i].back();
  }
  return result;
}

/// The last one is kept: asked linear by linear, a whole model would be parsed hundreds of times over.
const Stored& stored_of(const Scheme& scheme, const std::string& method) {
  thread_local struct {
    Scheme scheme;
    std::string method;
    std::optional<Stored> stored;
  } last;
  if (!last.stored || last.method != method || !(last.scheme == scheme)) {
    last.stored.reset();  // of neither, should this one be refused
    last.stored = parsed(scheme, method);
    last.scheme = scheme;
    last.method = method;
  }
  return *last.stored;
}

size_t index_of(const LinearInfo& linear) {
  for (const LinearId id : kLinearIds) {
    if (linear.name == linear_name(id)) return static_cast<size_t>(id);
  }
  return 0;
}

StageOptions options_of(const MethodSpec::Stage& stage) {
  return {*std::find_if(methods().begin(), methods().end(), [](const auto& m) { return m.id == kSpqr; }), stage};
}

/// As SpqrWeights::stored_bits, from shapes and options alone.
void add_spqr(const LinearInfo& linear, const MethodSpec::Stage& stage, int bits, StorageBits& result) {
  const StageOptions options = options_of(stage);
  const double groups = result.weights / std::stoi(options.text("group"));
  const int rows = options.integer("statistics-group");
  const double blocks = static_cast<double>((linear.out_features + rows - 1) / rows);
  const double second = 2 * 16 * blocks * groups / static_cast<double>(linear.out_features);
  result.codes = result.weights * bits;
  result.scales = groups * options.integer("statistics-bits") + second;
  result.zeros = result.scales;
  const auto kept = spqr_outliers(linear.out_features, linear.in_features, options.number("outliers"));
  result.outliers = 32 * static_cast<double>(kept + linear.out_features);
}

StorageBits storage_of(const LinearInfo& linear, const Scheme& scheme, const Stored& stored) {
  const size_t which = index_of(linear);
  const double plain = scheme.storage == StorageType::float32 ? 32 : 16;
  const int group = effective_group(scheme, linear.in_features);
  StorageBits result;
  result.weights = static_cast<double>(linear.out_features) * static_cast<double>(linear.in_features);
  if (group == 0) {
    result.plain = result.weights * plain;
  } else if (stored.spqr[which]) {
    add_spqr(linear, *stored.spqr[which], stored.bits[which], result);
  } else {
    result.codes = result.weights * stored.bits[which];
    const double groups = result.weights / group;  // a group is all inputs where the scheme is per channel
    result.scales = groups * plain;
    if (scheme.asymmetric) result.zeros = groups * stored.bits[which];
  }
  return result;
}

}  // namespace

void StorageBits::add(const StorageBits& other) {
  codes += other.codes;
  scales += other.scales;
  zeros += other.zeros;
  outliers += other.outliers;
  plain += other.plain;
  weights += other.weights;
}

StorageBits linear_storage(const LinearInfo& linear, const Scheme& scheme, const std::string& method) {
  return storage_of(linear, scheme, stored_of(scheme, method));
}

StorageBits layer_storage(const ModelInfo& model, const Scheme& scheme, int layer, const std::string& method) {
  const Stored& stored = stored_of(scheme, method);
  StorageBits sum;
  for (const LinearInfo& linear : model.linears) {
    if (linear.layer == layer) sum.add(storage_of(linear, scheme, stored));
  }
  return sum;
}

StorageBits layer_storage(const ModelSize& model, const Scheme& scheme, const std::string& method) {
  const Stored& stored = stored_of(scheme, method);
  StorageBits sum;
  for (const LinearInfo& linear : model.linears) sum.add(storage_of(linear, scheme, stored));
  return sum;
}

ModelSize model_size(const ModelInfo& model) {
  ModelSize size = {{}, model.parameters, model.vocab * model.hidden, model.tied_embeddings, model.file_bytes};
  for (const LinearInfo& linear : model.linears) {
    if (linear.layer == 0) size.linears.push_back(linear);
  }
  return size;
}

uint64_t quantized_model_bytes(const ModelSize& model, const StorageBits& linears, const Scheme& scheme,
                               const Transform& transform) {
  const double plain = scheme.storage == StorageType::float32 ? 4 : 2;
  const bool untied = model.tied_embeddings && transform.kind != Transform::Kind::none;
  const double parameters = static_cast<double>(model.parameters) + (untied ? static_cast<double>(model.head) : 0);
  return static_cast<uint64_t>(linears.total() / 8 + std::max(0.0, parameters - linears.weights) * plain);
}

int linear_group(const LinearInfo& linear, const Scheme& scheme, const std::string& method) {
  const int group = effective_group(scheme, linear.in_features);
  const Stored& stored = stored_of(scheme, method);
  const auto& spqr = stored.spqr[index_of(linear)];
  return group > 0 && spqr ? std::stoi(options_of(*spqr).text("group")) : group;
}

bool is_exportable(const std::string& method) {
  if (method.empty()) return true;
  const LinearStages stages = stages_by_linear(parse_method(method));
  return std::none_of(stages.begin(), stages.end(), [](const auto& linear) { return linear.back().id == kSpqr; });
}

}  // namespace calm
