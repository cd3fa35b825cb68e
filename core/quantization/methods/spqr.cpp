// SpQR (arXiv 2306.03078, algorithm 1): GPTQ in small groups with bilevel quantized statistics; the weights whose
// rounding would cost most stay as they are. Departures: resources/docs/methods.md.
#include "quantization/spqr.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <tuple>

#include "calm/error.h"
#include "quantization/inverse_factor.h"
#include "quantization/method.h"

namespace calm {
namespace {

struct Settings {
  int bits, group, statistics_bits, statistics_group;
  double outliers;
  StorageType storage;
  double levels() const { return (1 << bits) - 1; }
};

/// Least and most of the last dimension among the entries that count, [..., 1]; zero is always between them, so that a
/// zero point is a code and a few far groups cannot spoil the zero points that are stored with theirs.
std::pair<at::Tensor, at::Tensor> extremes(const at::Tensor& weight, const at::Tensor& counts) {
  const at::Tensor spared = counts.logical_not();
  return {weight.masked_fill(spared, 0).amin(-1, true).clamp_max_(0),
          weight.masked_fill(spared, 0).amax(-1, true).clamp_min_(0)};
}

/// Weighted squared errors of rounding [..., n] between the extremes of the entries that count; 0 for the others.
at::Tensor rounding_errors(const at::Tensor& weight, const at::Tensor& counts, const at::Tensor& importance,
                           double levels) {
  const auto [least, most] = extremes(weight, counts);
  const at::Tensor step = most.sub(least).div_(levels).clamp_min_(1e-30);
  const at::Tensor rounded = weight.sub(least).div_(step).round_().clamp_(0, levels).mul_(step).add_(least);
  return rounded.sub_(weight).square_().mul_(importance).mul_(counts);
}

/// By how much a group's weighted error falls once a weight is left out (algorithm 1's outliers()), [rows, d]. The grid
/// stays where that is no extreme of its group: then it is the weight's own error.
at::Tensor sensitivities(const at::Tensor& weight, const at::Tensor& importance, const Settings& s,
                         const RunControl& control) {
  constexpr int64_t kRows = 256;
  const at::Tensor weights_of_error = importance.view({1, -1, s.group});
  std::vector<at::Tensor> parts;
  for (int64_t row = 0; row < weight.size(0); row += kRows) {
    control.checkpoint();
    const int64_t count = std::min(kRows, weight.size(0) - row);
    const at::Tensor grouped = weight.narrow(0, row, count).reshape({count, -1, s.group});
    const at::Tensor all = at::ones(grouped.sizes(), at::TensorOptions().dtype(at::kBool));
    at::Tensor gain = rounding_errors(grouped, all, weights_of_error, s.levels());
    const at::Tensor whole = gain.sum(-1, true);
    for (const at::Tensor& extreme : {grouped.argmin(-1, true), grouped.argmax(-1, true)}) {
      const at::Tensor others = all.scatter(-1, extreme, 0);
      const at::Tensor without = rounding_errors(grouped, others, weights_of_error, s.levels()).sum(-1, true);
      gain.scatter_(-1, extreme, whole.sub(without));
    }
    parts.push_back(gain.view({count, -1}));
  }
  return at::cat(parts);
}

/// A level of statistics as codes between the extremes of `rows` rows: what a column of groups needs.
struct Level {
  at::Tensor codes, step, least, values;
};
Level quantize_level(const at::Tensor& values, const Settings& s) {
  const int64_t out = values.size(0), rows = s.statistics_group, blocks = (out + rows - 1) / rows;
  const double levels = (1 << s.statistics_bits) - 1;
  // The last block repeats its last row.
  at::Tensor padded = values;
  if (blocks * rows > out) padded = at::cat({values, values.narrow(0, out - 1, 1).expand({blocks * rows - out})});
  const at::Tensor by_block = padded.view({blocks, rows});
  Level level;
  level.least = round_to_storage(by_block.amin(1), s.storage);
  level.step = round_to_storage(by_block.amax(1).sub(level.least).div_(levels), s.storage).clamp_min_(1e-30);
  level.step = round_to_storage(level.step, s.storage);
  const at::Tensor divisor = at::where(level.step.eq(0), at::zeros({1}).add_(1), level.step);
  const at::Tensor codes = by_block.sub(level.least.unsqueeze(1)).div_(divisor.unsqueeze(1)).round_().clamp_(0, levels);
  level.values = codes.mul(level.step.unsqueeze(1)).add_(level.least.unsqueeze(1)).view({-1}).narrow(0, 0, out);
  level.codes = codes.to(at::kByte).view({-1}).narrow(0, 0, out);
  return level;
}

std::shared_ptr<const SpqrWeights> round_matrix(const at::Tensor& original, const at::Tensor& factor, const Settings& s,
                                                const RunControl& control) {
  const int64_t out = original.size(0), in = original.size(1), groups = in / s.group;
  auto result = std::make_shared<SpqrWeights>();
  result->bits = s.bits;
  result->group = s.group;
  result->statistics_bits = s.statistics_bits;
  result->statistics_group = s.statistics_group;
  at::Tensor weight = original.clone();

  const int64_t kept = spqr_outliers(out, in, s.outliers);
  at::Tensor outlier = at::zeros({out, in}, at::TensorOptions().dtype(at::kBool));
  if (kept > 0) {
    const at::Tensor gain = sensitivities(weight, factor.diagonal().square().reciprocal(), s, control);
    const auto [unused, at_most] = at::topk(gain.view({-1}), kept, 0, /*largest=*/true, /*sorted=*/false);
    result->outlier_at = std::get<0>(at_most.sort());
    outlier.view({-1}).index_fill_(0, result->outlier_at, 1);
  } else {
    result->outlier_at = at::zeros({0}, at::TensorOptions().dtype(at::kLong));
  }

  result->codes = at::empty({out, in}, at::TensorOptions().dtype(at::kByte));
  at::Tensor values = at::empty({out, in}, weight.options());
  std::vector<Level> scales, zeros;
  for (int64_t g = 0; g < groups; ++g) {
    if (g % 16 == 0) control.checkpoint();
    const int64_t first = g * s.group;
    const at::Tensor block = weight.narrow(1, first, s.group);
    // Statistics of what is rounded, on weights that carry every correction so far. A group without a range takes any.
    const auto [least, most] = extremes(block, outlier.narrow(1, first, s.group).logical_not());
    const at::Tensor range = most.sub(least).squeeze(1);
    scales.push_back(quantize_level(at::where(range.gt(0), range, range.mean()).div_(s.levels()).clamp_min_(1e-8), s));
    const at::Tensor scale = scales.back().values.clamp_min(1e-12);
    zeros.push_back(quantize_level(least.squeeze(1).neg().div_(scale).clamp_(0, s.levels()), s));
    const at::Tensor& zero = zeros.back().values;
    at::Tensor errors = at::empty({out, s.group}, weight.options());
    for (int64_t j = 0; j < s.group; ++j) {
      const int64_t column = first + j;
      const at::Tensor w = weight.select(1, column);
      const at::Tensor code = w.div(scale).add_(zero).round_().clamp_(0, s.levels());
      const at::Tensor rounded =
          at::where(outlier.select(1, column), round_to_storage(w, s.storage), code.sub(zero).mul_(scale));
      result->codes.select(1, column).copy_(code);
      values.select(1, column).copy_(rounded);
      const at::Tensor error = w.sub(rounded).div_(factor.select(0, column).select(0, column));
      errors.select(1, j).copy_(error);
      if (j + 1 < s.group) {
        weight.narrow(1, column + 1, s.group - j - 1)
            .sub_(error.unsqueeze(1).mul(factor.select(0, column).narrow(0, column + 1, s.group - j - 1)));
      }
    }
    const int64_t rest = in - first - s.group;
    if (rest > 0) {
      weight.narrow(1, first + s.group, rest)
          .sub_(at::mm(errors, factor.narrow(0, first, s.group).narrow(1, first + s.group, rest)));
    }
  }
  const auto gather = [&](const std::vector<Level>& levels, at::Tensor Level::*member) {
    std::vector<at::Tensor> columns;
    for (const Level& level : levels) columns.push_back((level.*member).unsqueeze(1));
    return at::cat(columns, 1).contiguous();
  };
  result->scale_codes = gather(scales, &Level::codes);
  result->scale_step = gather(scales, &Level::step);
  result->scale_least = gather(scales, &Level::least);
  result->zero_codes = gather(zeros, &Level::codes);
  result->zero_step = gather(zeros, &Level::step);
  result->zero_least = gather(zeros, &Level::least);
  result->outliers = values.view({-1}).index_select(0, result->outlier_at);
  return result;
}

class Spqr : public PtqMethod {
 public:
  MethodInfo info() const override {
    return {"spqr",
            "SpQR",
            "Small groups with quantized scales and zeros, and the costliest weights kept beside them; not exportable.",
            "",
            false,
            {{"outliers", OptionInfo::Kind::number, "0.01", 0, 0.5, {}, "Share of the weights that is kept."},
             {"group", OptionInfo::Kind::choice, "16", 0, 0, {"8", "16", "32", "64"}, "Weights a scale and a zero."},
             {"statistics-bits", OptionInfo::Kind::integer, "3", 2, 8, {}, "Bits of a scale's and a zero's code."},
             {"statistics-group", OptionInfo::Kind::integer, "16", 1, 1024, {}, "Rows that share their statistics."},
             {"percdamp",
              OptionInfo::Kind::number,
              "0.01",
              0,
              10,
              {},
              "Damping, as a share of the Hessian's mean diagonal."}}};
  }
  StatisticsNeeds needs(const StageOptions&, const ModelConfig&) const override {
    StatisticsNeeds result;
    result.gram.fill(true);
    return result;
  }
  double flops(const StageOptions&, const ModelConfig& config, const Scheme&, int64_t) const override {
    constexpr double kPasses = 400;  // over a weight: three grids, and rounding column by column
    double flops = 0;
    for (const InputSite site : {InputSite::attention_in, InputSite::o_in, InputSite::ffn_in, InputSite::down_in}) {
      const int64_t d = config.in_features(linears_of(site).front());
      const auto weights = static_cast<double>(site_rows(config, site) * d);
      flops += factor_flops(d, 2) + weights * (static_cast<double>(d) + kPasses);
    }
    return flops;
  }
  Rounded round(const RoundingProblem& problem, const StageOptions& options, const MethodContext& context,
                std::vector<std::string>& notes) const override {
    const Settings settings{problem.grid.bits, std::stoi(options.text("group")), options.integer("statistics-bits"),
                            options.integer("statistics-group"), options.number("outliers"),
                            // What is counted as 16 bit is 16 bit, whatever the scheme stores.
                            problem.grid.storage == StorageType::float32 ? StorageType::float16 : problem.grid.storage};
    const std::string label = linear_name(problem.linears.front());
    if (problem.weight.size(1) % settings.group != 0) {
      throw Error(ErrorCode::unsupported, label + ": groups of " + std::to_string(settings.group) +
                                              " do not divide its " + std::to_string(problem.weight.size(1)) +
                                              " inputs");
    }
    at::Tensor hessian = problem.gram.cpu().clone();
    hessian.diagonal().masked_fill_(hessian.diagonal().eq(0), 1.0);  // channels that are never used
    const at::Tensor factor = inverse_factor(hessian, options.number("percdamp"), label, notes);
    Rounded result;
    int64_t row = 0;
    for (const int64_t rows : problem.rows) {
      result.spqr.push_back(
          round_matrix(problem.weight.narrow(0, row, rows).cpu().contiguous(), factor, settings, context.control));
      row += rows;
    }
    return result;
  }
};

}  // namespace

std::unique_ptr<PtqMethod> make_spqr() {
  return std::make_unique<Spqr>();
}

}  // namespace calm
