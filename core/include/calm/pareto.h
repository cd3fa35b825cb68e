#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calm/evaluation.h"
#include "calm/plan.h"
#include "calm/plan_size.h"
#include "calm/session.h"

namespace calm {

/// One method for one layer: what it takes and what it costs.
struct LayerChoice {
  double size = 0;  // any unit, above 0
  double loss = 0;  // any unit, summed over the layers
};
/// One choice for each layer.
struct FrontPoint {
  double size = 0, loss = 0;
  std::vector<int> choice;  // index into each layer's choices
};
/// The plans that no other one beats in size and loss at once, by rising size (falling loss): the multiple-choice
/// knapsack for every capacity at once, solved by dynamic programming over the front of the layers so far (Nemhauser
/// and Ullmann 1969). Exact as long as no more than `most` plans are on a front; beyond, of each of `most` equal
/// stretches of size the best one is kept, and `exact` says so. Choices that are not finite are passed over; ties go to
/// the first. Throws Error(invalid_argument) where a layer has no choice left.
struct ParetoFront {
  std::vector<FrontPoint> points;
  bool exact = true;
};
ParetoFront pareto_front(const std::vector<std::vector<LayerChoice>>& layers, size_t most = 50'000);
/// The last point that is not larger, or -1.
int largest_within(const std::vector<FrontPoint>& points, double size);

/// What a method is taken to cost at a layer. Losses of different layers are taken to add up.
enum class Sensitivity {
  /// KL of the final logits with only this layer's candidate in place, from the walk that chooses by the KL: the layers
  /// below have the walk's choices, those above are the original's. Its value less the least one of the layer's pool.
  kl,
  /// Relative squared error of the layer's output after the residual, likewise less the least one.
  error,
  /// HAWQ-V2 (arXiv 1911.03852, eq. 8): mean Hessian trace of each linear x ||Q(W) - W||_F^2, summed over the layer's
  /// linears; Q is round to nearest at the method's bits.
  hawq,
};
std::string_view to_string(Sensitivity sensitivity);
/// "kl", "error" or "hawq". Throws Error(invalid_argument).
Sensitivity parse_sensitivity(std::string_view text);

struct ParetoRequest {
  std::shared_ptr<Model> model;
  std::filesystem::path session;
  std::vector<std::string> pool;           // canonical specs; empty: the session's
  std::optional<Sensitivity> sensitivity;  // unset: kl where the session holds it, else error
  double average_bits = 4;                 // of the decoder's linears, with everything that is stored for them
  uint64_t max_bytes = 0;                  // not 0: of the weights' file as compressed-tensors, instead of average_bits
  int points = 12;                         // of the curve, about evenly spaced in size
  int probes = 8;                          // hawq: Hessian-vector products
  int sequences = 8;                       // hawq: of the calibration, in turn
  int length = 256;                        // hawq: tokens of each, at most
  ExecutionOptions execution;
};
struct ParetoPlan {
  std::vector<std::string> methods;  // canonical specs, one a layer
  StorageBits storage;
  uint64_t file_bytes = 0;  // of the weights' file as compressed-tensors, at most; 0: it cannot be exported
  double loss = 0;          // predicted: the sum of the sensitivities
};
struct ParetoCurve {
  Sensitivity sensitivity = Sensitivity::error;
  std::vector<std::string> pool;
  std::vector<ParetoPlan> plans;  // by rising size
  int chosen = 0;                 // the largest within the budget
  size_t front = 0;               // plans on the whole front
  bool exact = true;
  std::vector<std::vector<double>> losses;  // [layer][pool index]; NaN: not applicable
};
/// Solves for a session. With Sensitivity::kl and hawq what is not measured yet is measured once and kept in the
/// session; everything else is a matter of milliseconds, so another budget costs nothing. Throws
/// Error(invalid_argument) where a layer lacks scores, or where no plan is small enough, naming the smallest.
ParetoCurve pareto_curve(const ParetoRequest& request, const ProgressSink& sink, RunControl& control);

/// What a point is called where it is kept: "3.995 bits by kl".
std::string name_of(const ParetoCurve& curve, const ParetoPlan& plan);
/// A point as a plan of the session: every layer is decided by hand, so that later scores do not change it.
NamedPlan to_named_plan(const SessionState& state, const ParetoPlan& plan, const std::string& name);

}  // namespace calm
