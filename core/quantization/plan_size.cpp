#include "calm/plan_size.h"

#include <array>
#include <string_view>

#include "calm/methods.h"
#include "model/config.h"

namespace calm {
namespace {

/// Parsing once serves all linears of a layer.
std::array<int, 7> bits_of(const Scheme& scheme, const std::string& method) {
  if (!method.empty()) return weight_bits_of(parse_method(method), scheme);
  std::array<int, 7> bits{};
  bits.fill(scheme.weight_bits);
  return bits;
}

StorageBits storage_of(const LinearInfo& linear, const Scheme& scheme, const std::array<int, 7>& bits) {
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
  } else {
    result.codes = result.weights * bits[which];
    const double groups = result.weights / group;  // a group is all inputs where the scheme is per channel
    result.scales = groups * plain;
    if (scheme.asymmetric) result.zeros = groups * bits[which];
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
  return storage_of(linear, scheme, bits_of(scheme, method));
}

StorageBits layer_storage(const ModelInfo& model, const Scheme& scheme, int layer, const std::string& method) {
  const std::array<int, 7> bits = bits_of(scheme, method);
  StorageBits sum;
  for (const LinearInfo& linear : model.linears) {
    if (linear.layer == layer) sum.add(storage_of(linear, scheme, bits));
  }
  return sum;
}

}  // namespace calm
