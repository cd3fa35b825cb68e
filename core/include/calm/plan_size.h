#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calm/model.h"
#include "calm/scheme.h"
#include "calm/transform.h"

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

/// What sizes are reckoned from; a session keeps it, to tell them without its model.
struct ModelSize {
  std::vector<LinearInfo> linears;  // of one decoder layer: all have the same
  int64_t parameters = 0;
  int64_t head = 0;  // weights of the output head
  bool tied_embeddings = false;
  uint64_t file_bytes = 0;  // of the original

  bool known() const { return !linears.empty(); }
};
ModelSize model_size(const ModelInfo& model);

/// One linear of `layer` by a method's canonical spec (empty: undecided, by the scheme's own bits). A storage type that
/// is still automatic counts as 16 bit. Throws Error(invalid_argument) for a spec that cannot be parsed.
StorageBits linear_storage(const LinearInfo& linear, const Scheme& scheme, const std::string& method);
/// All linears of a layer.
StorageBits layer_storage(const ModelInfo& model, const Scheme& scheme, int layer, const std::string& method);
StorageBits layer_storage(const ModelSize& model, const Scheme& scheme, const std::string& method);
/// Bytes of a model whose decoder linears are stored so: what is not one of them stays 16 bit (32 with float32
/// storage); a transform unties the head.
uint64_t quantized_model_bytes(const ModelSize& model, const StorageBits& linears, const Scheme& scheme,
                               const Transform& transform);
/// Input channels that share a scale: the scheme's, or the method's own; 0: stays 16 bit. Throws likewise.
int linear_group(const LinearInfo& linear, const Scheme& scheme, const std::string& method);
/// Whether a method's result fits the formats of the export (undecided: nothing speaks against it). Throws likewise.
bool is_exportable(const std::string& method);

}  // namespace calm
