#include "search/logit_scorer.h"

#include "calm/search.h"
#include "evaluation/window_scores.h"
#include "inference/language_model.h"

namespace calm {
namespace {

std::vector<std::vector<int32_t>> first_sequences(const std::vector<std::vector<int32_t>>& sequences) {
  std::vector<std::vector<int32_t>> result;
  int64_t tokens = 0;
  for (const auto& sequence : sequences) {
    tokens += static_cast<int64_t>(sequence.size());
    if (!result.empty() && tokens > kKlTokens) break;
    result.push_back(sequence);
  }
  return result;
}

}  // namespace

LogitScorer::LogitScorer(const Model::Impl& model, const std::vector<std::vector<int32_t>>& sequences,
                         const at::Device& device, const RunControl& control)
    : model_(model),
      device_(device),
      control_(control),
      sequences_(first_sequences(sequences)),
      batches_(sequences_, model.config),
      rotary_(make_rotary_table(model.config, batches_.longest(), device)),
      original_(final_hidden_states(model, sequences_, device, control, [](int64_t) {})) {}

double LogitScorer::divergence(int layer, const at::Tensor& output) const {
  const at::Tensor stream = output.narrow(0, 0, batches_.tokens()).clone();
  for (int above = layer + 1; above < model_.config.num_hidden_layers; ++above) {
    const RunnableLayer runnable{model_.load_layer(above, device_), ActivationBits::full()};
    run_layer(runnable, model_.config, rotary_, batches_, stream, stream, {}, control_);
  }
  const at::Tensor hidden = rms_norm(stream, model_.final_norm(device_), model_.config.rms_norm_eps);
  return mean_divergence(model_, original_, hidden, control_);
}

}  // namespace calm
