#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "calm/calibration.h"
#include "calm/evaluation.h"
#include "calm/run_control.h"
#include "calm/search.h"
#include "quantization/method.h"
#include "search/artifacts.h"
#include "search/token_stream.h"

namespace calm {

/// The walk through the decoder layers with the full-precision stream X_ref and the quantized stream H_in over the same
/// calibration tokens (CALM, Algorithm 1). Knows where it stands; scoring and choosing are the search's part.
class LayerWalk {
 public:
  /// model: with the scheme's storage applied. `on_batch` is called after every batch of every forward pass with its
  /// tokens.
  LayerWalk(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
            const AnalysisOptions& analysis, const at::Device& device, const Artifacts& artifacts,
            const RunControl& control, std::function<void(int64_t tokens)> on_batch);

  /// Puts the streams in front of `layer`, under the methods chosen below it: from the nearest checkpoint, running the
  /// layers in between with their stored quantized weights (made and stored where missing).
  void go_to(int layer, const std::string& context, const std::vector<std::string>& methods_below, bool need_reference);

  int layer() const { return layer_; }
  const TokenBatches& batches() const { return batches_; }
  /// The current layer's original weights; read once.
  const DecoderLayer& original();

  /// The statistics of H_in at this layer for these methods, and (where a site is given) H_target with the target's
  /// rows at that site: in one pass where the two streams are still the same.
  struct Observation {
    std::shared_ptr<LayerStatistics> statistics;
    at::Tensor target;       // H_target, float32 [tokens, hidden]; undefined without a site
    at::Tensor target_rows;  // float32 [tokens, d] at the site
  };
  Observation observe(const std::vector<MethodSpec>& methods, bool with_target, Site site);

  QuantizedLayer quantize(const MethodSpec& method, const LayerStatistics& statistics);
  /// Runs a quantized layer over H_in. `out`: [tokens, hidden], may be undefined. `rows` sees the site's rows of each
  /// batch.
  void run_quantized(const QuantizedLayer& layer, const at::Tensor& out, Site site,
                     const std::function<void(int64_t first, const at::Tensor& rows)>& rows = {});

  /// Steps to the next layer with these streams (reference undefined: only the quantized one is walked).
  void advance(at::Tensor reference, at::Tensor quantized);
  const at::Tensor& reference() const { return reference_; }
  const at::Tensor& quantized() const { return quantized_; }
  at::Tensor new_stream() const;
  const Scheme& scheme() const { return scheme_; }

 private:
  const Model::Impl& model_;
  const std::vector<std::vector<int32_t>>& sequences_;
  Scheme scheme_;
  Arithmetic arithmetic_;
  at::Device device_;
  const Artifacts& artifacts_;
  const RunControl& control_;
  std::function<void(int64_t)> on_batch_;
  TokenBatches batches_;
  RotaryTable rotary_;
  int layer_ = -1;
  at::Tensor reference_, quantized_;
  DecoderLayer original_;
  int original_layer_ = -1;
};

/// Makes sure that every layer of a complete plan is on disk, quantized on the stream that the plan itself produces.
/// model: with the scheme's storage and the transform applied.
void materialize_plan(const std::shared_ptr<Model>& model, const std::filesystem::path& session,
                      const std::string& context, const TokenSequences& tokens, const AnalysisOptions& analysis,
                      const std::vector<std::string>& methods, const ExecutionOptions& execution,
                      const ProgressSink& sink, RunControl& control);

}  // namespace calm
