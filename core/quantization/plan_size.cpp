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

/// Parsing once serves all linears of a layer.
struct Stored {
  std::array<int, 7> bits{};
  std::array<std::optional<MethodSpec::Stage>, 7> spqr;  // where that rounds
};

Stored stored_of(const Scheme& scheme, const std::string& method) {
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

/// As SpqrWeights::stored_bits, from shapes and options alone.
void add_spqr(const LinearInfo& linear, const MethodSpec::Stage& stage, int bits, StorageBits& result) {
  const auto info = std::find_if(methods().begin(), methods().end(), [](const auto& m) { return m.id == kSpqr; });
  const StageOptions options(*info, stage);
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
  size_t which = 0;
  for (const LinearId id : kLinearIds) {
    if (linear.name == linear_name(id)) which = static_cast<size_t>(id);
  }
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
  const Stored stored = stored_of(scheme, method);
  StorageBits sum;
  for (const LinearInfo& linear : model.linears) {
    if (linear.layer == layer) sum.add(storage_of(linear, scheme, stored));
  }
  return sum;
}

bool is_exportable(const std::string& method) {
  const LinearStages stages = stages_by_linear(parse_method(method));
  return std::none_of(stages.begin(), stages.end(), [](const auto& linear) { return linear.back().id == kSpqr; });
}

}  // namespace calm
