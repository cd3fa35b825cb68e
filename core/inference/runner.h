#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "inference/sampler.h"

namespace calm {

/// A model in memory with room for one sequence, whatever runs it: the engine on the CPU or on CUDA, the tensor library
/// for the reference arithmetic and where the kernels were built without CUDA.
class Runner {
 public:
  virtual ~Runner() = default;

  /// Feeds tokens behind those fed so far.
  virtual void feed(std::span<const int32_t> ids, const RunControl* control) = 0;
  /// Picks from the logits after the last token fed; waits for them where they are made elsewhere.
  virtual int32_t pick(Sampler& sampler) = 0;
  virtual void reset() = 0;
  /// Fills what a result says about how it was computed: weights, head, cache, arithmetic, kernels.
  virtual void describe(LatencyResult& result) const = 0;
};

/// `capacity`: the most tokens of the sequence. Throws Error(io) where the model does not fit the memory that is free.
std::unique_ptr<Runner> make_runner(const std::shared_ptr<const Model>& model, const ExecutionOptions& execution,
                                    int64_t capacity, const RunControl* control);

/// The kernels that the engine calls, with the implementation that runs here: "w4a8_gemv avx2".
std::vector<std::string> engine_kernels(bool on_cuda = false);

}  // namespace calm
