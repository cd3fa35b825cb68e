#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/run_control.h"
#include "model/model_impl.h"

namespace calm {

using TokenWindows = std::vector<std::vector<int32_t>>;

/// All windows of a request's text, before max_windows. Throws Error(invalid_argument) where there is none.
TokenWindows evaluation_windows(const Model& model, const PerplexityRequest& request);
/// Key of the windows and of what else decides a window's scores.
std::string measure_key(const TokenWindows& windows, Arithmetic arithmetic);

/// Means over a window's scored tokens: all but the first, which nothing predicts.
struct WindowScore {
  double nll = 0, kl = 0, top1 = 0;
  int64_t tokens = 0;
};

/// Scores models over the same windows, in groups that bound the memory: a group's hidden states, and logits of a few
/// hundred tokens at a time. The original's hidden states are kept where they are small, and made again where not.
class WindowScorer {
 public:
  /// original: what the divergence is measured from; nullptr: none is measured.
  WindowScorer(TokenWindows windows, const Model::Impl* original, const at::Device& device, Arithmetic arithmetic,
               const RunControl& control);

  struct Group {
    size_t first, count;  // windows
    int64_t tokens;
  };
  /// The windows from `first` on.
  std::vector<Group> groups(const Model::Impl& model, size_t first = 0) const;
  size_t windows() const { return windows_.size(); }
  /// Scores of a group's windows. on_tokens: called with tokens x layers done by the model, not by the original.
  std::vector<WindowScore> score(const Model::Impl& model, const Group& group,
                                 const std::function<void(int64_t)>& on_tokens);

 private:
  at::Tensor original_states(const Group& group);

  TokenWindows windows_;
  const Model::Impl* original_;
  at::Device device_;
  Arithmetic arithmetic_;
  const RunControl& control_;
  bool keep_ = false;
  std::map<size_t, at::Tensor> states_;  // by window
};

/// Mean KL(original || other) of the next-token distributions after each row, nats; both float32 [n, hidden], behind
/// the final norm of the same model.
double mean_divergence(const Model::Impl& model, const at::Tensor& original, const at::Tensor& other,
                       const RunControl& control);

/// Means over all tokens, and of each window.
PerplexityResult perplexity_of(const std::vector<WindowScore>& scores);
DivergenceResult divergence_of(const std::vector<WindowScore>& scores);

}  // namespace calm
