// AWQ (arXiv 2306.00978; auto_scale.py, auto_clip.py): per site s = mean|X|^r over a grid of r, the one with the least
// output error of the rounded weights. The error of all linears of a site is taken on the Gram matrix: ||X dW^T||^2 =
// tr(dW G dW^T); or, as the official release has it, behind the module that they belong to.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "quantization/method.h"

namespace calm {
namespace {

/// tr(E G E^T) for many E [rows, d]. estimate() projects G's root onto a few random directions, which costs d /
/// kDirections times less; the same directions serve every E, so that neighbours on a grid are compared fairly.
class GramLoss {
 public:
  explicit GramLoss(const at::Tensor& gram) : gram_(gram.to(at::kFloat)) {
    const int64_t width = gram.size(0);
    if (width <= 2 * kDirections) return;
    const at::Tensor ridge = gram.diagonal().mean().mul(1e-6);
    at::Tensor damped = gram.clone();
    damped.diagonal().add_(ridge);
    const auto [root, failed] = at::linalg_cholesky_ex(damped);
    if (failed.item<int>() != 0) return;
    const at::Generator generator = at::detail::createCPUGenerator(/*seed=*/20260101);
    const at::Tensor directions =
        at::randn({width, kDirections}, generator, at::TensorOptions().dtype(at::kDouble)).to(gram.device());
    projected_ = at::mm(root, directions).div_(std::sqrt(static_cast<double>(kDirections))).to(at::kFloat);
  }
  bool can_estimate() const { return projected_.defined(); }
  double estimate(const at::Tensor& e) const { return at::mm(e, projected_).square_().sum(at::kDouble).item<double>(); }
  /// G is symmetric: of the blocks of columns only those up to the diagonal are multiplied, the others count twice.
  double exact(const at::Tensor& e) const {
    const int64_t width = gram_.size(0), block = std::max<int64_t>(width / 8, 64);
    double sum = 0;
    for (int64_t first = 0; first < width; first += block) {
      const int64_t count = std::min(block, width - first);
      const at::Tensor columns = gram_.narrow(1, first, count);
      at::Tensor product = at::mm(e.narrow(1, first, count), columns.narrow(0, first, count));
      if (first > 0) product.addmm_(e.narrow(1, 0, first), columns.narrow(0, 0, first), /*beta=*/1, /*alpha=*/2);
      sum += product.mul_(e.narrow(1, first, count)).sum(at::kDouble).item<double>();
    }
    return sum;
  }

  static constexpr int64_t kDirections = 64;

 private:
  at::Tensor gram_;       // float32 [d, d]
  at::Tensor projected_;  // float32 [d, kDirections]
};

/// Squared error of the attention's (q, k, v) or the FFN's (gate, up) output on the sampled tokens, all other linears
/// of the module as they are: auto_scale.py's module2inspect.
class ModuleLoss {
 public:
  ModuleLoss(const WorkingLayer& layer, InputSite site, const MethodContext& context)
      : context_(context), layer_(layer.weights), site_(site) {
    const at::Tensor& moved = layer.input_scale[static_cast<size_t>(site)];
    int64_t longest = 0;
    for (const at::Tensor& rows : context.statistics.sample(site)) {
      inputs_.push_back((moved.defined() ? rows.div(moved) : rows).unsqueeze(0));
      longest = std::max(longest, rows.size(0));
    }
    rotary_ = make_rotary_table(context.config, longest, layer_.input_norm.device());
    for (const at::Tensor& x : inputs_) expected_.push_back(output(layer_, x));
  }
  /// Only q, k, v and gate, up have a module around them; o's and down's own output is the module's.
  static bool covers(InputSite site) { return site == InputSite::attention_in || site == InputSite::ffn_in; }

  /// weight: the site's linears, stacked by rows.
  double operator()(const at::Tensor& weight) const {
    DecoderLayer layer = layer_;
    int64_t row = 0;
    for (const LinearId id : linears_of(site_)) {
      const int64_t rows = context_.config.out_features(id);
      layer.at(id).weight = weight.narrow(0, row, rows);
      row += rows;
    }
    double loss = 0;
    for (size_t i = 0; i < inputs_.size(); ++i) {
      context_.control.checkpoint();
      loss += output(layer, inputs_[i]).sub_(expected_[i]).square_().sum(at::kDouble).item<double>();
    }
    return loss;
  }

 private:
  at::Tensor output(const DecoderLayer& layer, const at::Tensor& x) const {
    return site_ == InputSite::ffn_in ? ffn_output(layer, x) : attention_output(layer, context_.config, rotary_, x);
  }

  const MethodContext& context_;
  DecoderLayer layer_;
  InputSite site_;
  RotaryTable rotary_;
  std::vector<at::Tensor> inputs_, expected_;  // float32 [1, length, hidden], one a sequence
};

class Awq : public PtqMethod {
 public:
  MethodInfo info() const override {
    MethodInfo result{"awq",
                      "AWQ",
                      "Scales salient input channels up before rounding, by a grid search on the output error.",
                      "",
                      true,
                      {{"grid", OptionInfo::Kind::integer, "20", 1, 200, {}, "Points of the exponent grid."},
                       {"duo",
                        OptionInfo::Kind::flag,
                        "false",
                        0,
                        0,
                        {},
                        "Divide by the weights' mean magnitude as well (duo scaling)."},
                       {"loss",
                        OptionInfo::Kind::choice,
                        "linear",
                        0,
                        0,
                        {"linear", "module"},
                        "What the grid compares: the linears' own outputs, or the attention's and the FFN's on up to " +
                            std::to_string(kSampleTokens) + " tokens (the official release; slower)."},
                       {"gqa-vo",
                        OptionInfo::Kind::flag,
                        "false",
                        0,
                        0,
                        {},
                        "Fold v -> o under grouped-query attention too, one scale a KV channel."}}};
    for (OptionInfo& option : clip_option_infos()) result.options.push_back(std::move(option));
    return result;
  }

  StatisticsNeeds needs(const StageOptions& options, const ModelConfig& config) const override {
    StatisticsNeeds result;
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const auto i = static_cast<size_t>(site);
      const bool folds = site != InputSite::o_in || folds_v_to_o(options, config);
      const bool module = by_module(site, options);
      result.gram[i] = (folds && !module) || options.flag("clip");
      result.channels[i] = folds;
      result.sample[i] = module;
    }
    return result;
  }

  double flops(const StageOptions& options, const ModelConfig& config, const Scheme& scheme,
               int64_t tokens) const override {
    constexpr double kRoundingCost = 90;  // of one weight, scaled, rounded and compared
    constexpr double kExactPoints = 3;    // that are not ruled out by their estimates
    const double grid = options.integer("grid");
    const auto sampled = static_cast<double>(std::min(tokens, kSampleTokens));
    double flops = 0;
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const int64_t d = config.in_features(linears_of(site).front());
      if (effective_group(scheme, d) == 0 || (site == InputSite::o_in && !folds_v_to_o(options, config))) continue;
      auto weights = static_cast<double>(site_rows(config, site) * d);
      flops += grid * kRoundingCost * weights;
      if (by_module(site, options)) {
        const InputSite last = site == InputSite::ffn_in ? InputSite::down_in : InputSite::o_in;
        weights += static_cast<double>(site_rows(config, last) * config.in_features(linears_of(last).front()));
        flops += (grid + 1) * 2 * sampled * weights;
      } else {
        flops += grid * 2 * weights * GramLoss::kDirections + kExactPoints * weights * static_cast<double>(d) +
                 factor_flops(d, 1);
      }
    }
    return flops;
  }

  void transform(WorkingLayer& layer, const StageOptions& options, const MethodContext& context) const override {
    search(layer, InputSite::attention_in, options, context);
    if (folds_v_to_o(options, context.config)) {
      search(layer, InputSite::o_in, options, context);
    } else {
      layer.notes.push_back("v -> o not folded: grouped-query attention (option gqa-vo)");
    }
    search(layer, InputSite::ffn_in, options, context);
    search(layer, InputSite::down_in, options, context);
  }

 private:
  static bool folds_v_to_o(const StageOptions& options, const ModelConfig& config) {
    return config.num_attention_heads == config.num_key_value_heads || options.flag("gqa-vo");
  }

  static bool by_module(InputSite site, const StageOptions& options) {
    return options.text("loss") == "module" && ModuleLoss::covers(site);
  }

  static void search(WorkingLayer& layer, InputSite site, const StageOptions& options, const MethodContext& context) {
    const int64_t width = context.config.in_features(linears_of(site).front());
    const int group = effective_group(context.scheme, width);
    if (group == 0) return;  // these linears stay 16 bit: nothing to gain
    const GroupGrid grid = weight_grid(context.scheme, width);
    const auto index = static_cast<size_t>(site);
    std::vector<at::Tensor> parts;
    for (const LinearId id : linears_of(site)) parts.push_back(layer.weights.at(id).weight);
    const at::Tensor weight = parts.size() == 1 ? parts.front() : at::cat(parts);
    const at::Tensor& moved = layer.input_scale[index];
    at::Tensor mean = context.statistics.abs_mean(site);
    if (moved.defined()) mean = mean.div(moved);
    at::Tensor divisor;
    if (options.flag("duo")) {
      // Mean magnitude of each column, every group normalised by its largest weight (llm-compressor's duo scaling).
      const at::Tensor magnitude = weight.abs().view({weight.size(0), -1, group});
      divisor = magnitude.div(magnitude.amax(-1, true).add_(1e-6)).view({weight.size(0), -1}).mean(0);
    }
    const bool share_heads =
        site == InputSite::o_in && context.config.num_attention_heads != context.config.num_key_value_heads;
    std::optional<GramLoss> own;
    std::optional<ModuleLoss> module;
    if (by_module(site, options)) {
      module.emplace(layer, site, context);
    } else {
      own.emplace(scaled_gram(context.statistics.gram(site), moved));
    }

    const auto scale_at = [&](int point, int points) {
      const double ratio = static_cast<double>(point) / points;
      at::Tensor scale = mean.pow(ratio);
      if (divisor.defined()) scale = scale.div(divisor.pow(1 - ratio).add_(1e-4));
      if (share_heads) scale = share_among_query_heads(scale, context.config);
      scale = scale.clamp_min(1e-4);
      return scale.div(scale.max().mul(scale.min()).sqrt());
    };
    const auto error_of = [&](const at::Tensor& scale) {
      return round_trip(weight.mul(scale), grid).div_(scale).sub_(weight);
    };

    // Estimate every point, then evaluate exactly those that could still be the best.
    const int points = options.integer("grid");
    std::vector<double> estimates(static_cast<size_t>(points), 0.0);
    double least = 0;
    if (own && own->can_estimate() && points > 3) {
      least = std::numeric_limits<double>::infinity();
      for (int point = 0; point < points; ++point) {
        context.control.checkpoint();
        estimates[static_cast<size_t>(point)] = own->estimate(error_of(scale_at(point, points)));
        least = std::min(least, estimates[static_cast<size_t>(point)]);
      }
    }
    constexpr double kEstimateMargin = 1.03;
    double best_loss = std::numeric_limits<double>::infinity();
    at::Tensor best;
    for (int point = 0; point < points; ++point) {
      if (!(estimates[static_cast<size_t>(point)] <= least * kEstimateMargin)) continue;
      context.control.checkpoint();
      const at::Tensor scale = scale_at(point, points);
      const at::Tensor error = error_of(scale);
      const double value = module ? (*module)(error.add(weight)) : own->exact(error);
      if (value < best_loss) {
        best_loss = value;
        best = scale;
      }
    }
    if (!best.defined()) {
      layer.notes.push_back(std::string(linear_name(linears_of(site).front())) +
                            ": no finite loss on AWQ's grid, input left as it was");
      return;
    }
    layer.fold(site, best, context.config, context.scheme.storage);
  }

  /// One scale for all query heads of a KV head (their mean), so that v's rows can carry it.
  static at::Tensor share_among_query_heads(const at::Tensor& scale, const ModelConfig& config) {
    const int64_t sharing = config.num_attention_heads / config.num_key_value_heads;
    const at::Tensor by_head = scale.view({config.num_key_value_heads, sharing, config.head_dim});
    return by_head.mean(1, true).expand({config.num_key_value_heads, sharing, config.head_dim}).reshape({-1});
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_awq() {
  return std::make_unique<Awq>();
}

}  // namespace calm
