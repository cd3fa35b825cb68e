#include <ATen/ops/ones.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/where.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

#include "calm/analyses.h"
#include "calm/error.h"
#include "search/artifacts.h"
#include "search/layer_walk.h"
#include "search/weight_error.h"
#include "session/analyses_file.h"

namespace calm {

double scaled_weight_error(const at::Tensor& original, const at::Tensor& quantized) {
  constexpr int kIterations = 6;  // alternating least squares: each of both is closed
  const at::Tensor squares = original.mul(original), products = original.mul(quantized);
  const auto ratio = [](const at::Tensor& numerator, const at::Tensor& denominator) {
    return at::where(denominator.gt(0), numerator.div(denominator), at::ones(1, denominator.options()));
  };
  at::Tensor rows = at::ones({original.size(0), 1}, original.options()), columns;
  for (int i = 0; i < kIterations; ++i) {
    columns = ratio(products.mul(rows).sum(0, true), squares.mul(rows.square()).sum(0, true));
    rows = ratio(products.mul(columns).sum(1, true), squares.mul(columns.square()).sum(1, true));
  }
  const at::Tensor fitted = original.mul(rows).mul(columns);
  const double norm = fitted.square().sum(at::kDouble).item<double>();
  return norm > 0 ? std::sqrt(quantized.sub(fitted).square().sum(at::kDouble).item<double>() / norm) : 0;
}

std::vector<LayerWeightErrors> layer_weight_errors(const AnalysesRequest& request, const ProgressSink& sink,
                                                   RunControl& control) {
  const c10::InferenceMode inference;
  if (!request.model) throw Error(ErrorCode::invalid_argument, "no model is open");
  const ModelInfo& info = request.model->info();
  if (info.quantized) {
    throw Error(ErrorCode::unsupported, info.path + " is quantized already; analyse the original model");
  }
  if (static_cast<int>(request.plan.layers.size()) != info.layers || !request.plan.complete()) {
    throw Error(ErrorCode::invalid_argument,
                "the plan does not name a method for every layer; analyse the model to the end, or override the rest");
  }
  if (request.session.empty()) {
    throw Error(ErrorCode::invalid_argument, "the plan's quantized layers need a session folder to be kept in");
  }
  use_threads(request.threads);
  const auto model =
      with_transform(with_storage(request.model, request.analysis.scheme.storage), request.analysis.transform);
  const TokenSequences tokens = load_calibration(*model, request.analysis.calibration);
  const std::string context = analysis_context(*model, tokens, request.analysis);
  const std::vector<std::string> methods = methods_of(request.plan);
  ExecutionOptions execution;
  execution.device = request.device;
  execution.threads = request.threads;
  materialize_plan(model, request.session, context, tokens, request.analysis, methods, execution, sink, control);

  const Artifacts artifacts(request.session);
  std::vector<LayerWeightErrors> result;
  for (int l = 0; l < info.layers; ++l) {
    control.checkpoint();
    const std::string& method = methods[static_cast<size_t>(l)];
    const QuantizedLayer quantized =
        artifacts.load_layer(l, prefix_key(context, {methods.begin(), methods.begin() + l}), method);
    const DecoderLayer original = model->impl().load_layer(l, at::kCPU);
    LayerWeightErrors errors{l, method, {}};
    for (const LinearId id : kLinearIds) {
      const QuantizedLinear& linear = quantized.at(id);
      errors.linears.push_back({linear_name(id), linear.quantized() || linear.spqr ? linear.bits : 16,
                                scaled_weight_error(original.at(id).weight, linear.dequantize())});
    }
    result.push_back(std::move(errors));
  }
  save_weight_errors(request.session, analyses_key(context, request.plan), result);
  return result;
}

}  // namespace calm
