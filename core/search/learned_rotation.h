#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>

#include "calm/calibration.h"
#include "calm/run_control.h"
#include "calm/search.h"
#include "model/model_impl.h"

namespace calm {

class Rotation;

struct LearnedRotation {
  at::Tensor residual;   // R1, float32 [hidden, hidden], orthogonal
  double before, after;  // the loss at the random rotation it began with, and at this one
};

/// SpinQuant's R1: Cayley SGD (Li, Fuxin, Todorovic 2020, algorithm 1; rate 1.5, falling linearly) from QuaRot's random
/// Hadamard matrix. The paper descends on the network's own loss; here it is a layer-wise one, which needs no backward
/// pass through the model: over up to eight layers, evenly spaced, and the four inputs of a layer, the sum of
///   tr(E G E^T) / tr(W G W^T), E = W - Q(W) after the rotation, round to nearest on the scheme's groups, and
///   mean(token's activation step)^2 / 12 * |W|^2 / mean |W x|^2 for inputs read from the residual stream,
/// with the Gram matrices of the full-precision model over the first 4096 calibration tokens. One layer a step. The
/// best rotation that was evaluated is returned: never worse by this loss than the random one. Deterministic. model:
/// with the scheme's storage, not rotated; head: R2, or nullptr.
LearnedRotation learn_rotation(const Model::Impl& model, const TokenSequences& tokens, const AnalysisOptions& options,
                               const std::shared_ptr<const Rotation>& head, const RunControl& control);

/// The model that an analysis quantizes: what stays at 16 bit rounded to the scheme's storage, and the transform
/// applied. A learned rotation is read from the session folder, or learned and stored there;
/// `session` may be empty.
std::shared_ptr<Model> transformed_model(const std::shared_ptr<Model>& model, const TokenSequences& tokens,
                                         const AnalysisOptions& options, const std::filesystem::path& session,
                                         const RunControl& control);

}  // namespace calm
