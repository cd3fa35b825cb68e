#pragma once

#include <cstdint>
#include <string>

#include "calm/model.h"
#include "calm/scheme.h"

namespace calm {

/// What decoder linears take once quantized, in bits by purpose.
struct StorageBits {
  double codes = 0;
  double scales = 0;
  double zeros = 0;     // zero points
  double outliers = 0;  // weights that are kept beside the codes, and their indices
  double plain = 0;     // linears that stay 16 bit (32 with float32 storage)
  double weights = 0;   // how many weights that is for

  double total() const { return codes + scales + zeros + outliers + plain; }
  double per_weight() const { return weights > 0 ? total() / weights : 0; }
  void add(const StorageBits& other);
};

/// One linear of `layer` by a method's canonical spec (empty: undecided, by the scheme's own bits). A storage type that
/// is still automatic counts as 16 bit. Throws Error(invalid_argument) for a spec that cannot be parsed.
StorageBits linear_storage(const LinearInfo& linear, const Scheme& scheme, const std::string& method);
/// All linears of a layer.
StorageBits layer_storage(const ModelInfo& model, const Scheme& scheme, int layer, const std::string& method);
/// Whether a method's result fits the formats of the export.
bool is_exportable(const std::string& method);

}  // namespace calm
