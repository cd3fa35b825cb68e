#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "quantization/quantized_layer.h"
#include "search/scale_learner.h"
#include "storage/tensor_source.h"

namespace calm {

/// Where a session keeps what tuning learned for the plan of this key, and what an unfinished run needs to go on.
std::filesystem::path tuned_scales_file(const std::filesystem::path& session, const std::string& plan_key);
std::filesystem::path tuning_checkpoint_file(const std::filesystem::path& session);

/// Scales and norms of all layers, without the codes: float32, "layers.3.q_proj.scales", "layers.3.input_norm".
void save_tuned_scales(const std::filesystem::path& file, const std::vector<QuantizedLayer>& layers);
/// Reads such a file. May be asked by several threads.
class TunedScales {
 public:
  /// Throws Error(io), Error(not_found) or Error(bad_format) where the file cannot be read.
  explicit TunedScales(const std::filesystem::path& file);
  /// The layer with its scales and norms from the file. Throws Error(bad_format) where they do not fit it.
  QuantizedLayer apply(int layer, QuantizedLayer quantized) const;

 private:
  std::shared_ptr<const TensorSource> source_;
};

/// A learner's state under a key that says what it belongs to.
void save_checkpoint(const std::filesystem::path& file, const std::string& key, const ScaleLearner::State& state,
                     const std::vector<double>& sums);
struct TuningCheckpoint {
  ScaleLearner::State state;
  std::vector<double> sums;  // KL of every step so far
};
/// nullopt where there is none, it belongs to something else or is damaged.
std::optional<TuningCheckpoint> load_checkpoint(const std::filesystem::path& file, const std::string& key);

}  // namespace calm
