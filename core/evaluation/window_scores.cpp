#include "evaluation/window_scores.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/logaddexp.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/max.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "calm/error.h"
#include "inference/language_model.h"
#include "search/stable_hash.h"

namespace calm {
namespace {

constexpr int64_t kStreamBytes = int64_t{256} << 20;  // hidden states evaluated together
constexpr int64_t kGroupTokens = 16384;               // what a stop may lose
constexpr int64_t kKeptBytes = int64_t{1} << 30;      // hidden states of the original that are kept
constexpr int64_t kTokenChunk = 256;                  // rows of logits at a time
constexpr double kInfinity = std::numeric_limits<double>::infinity();

int64_t row_bytes(const Model::Impl& model) {
  return model.config.hidden_size * static_cast<int64_t>(sizeof(float));
}

/// The largest logit of each row over the parts of the head seen so far, and where it is.
struct Best {
  at::Tensor value, index;
  Best(int64_t n, const at::Device& device)
      : value(at::full({n}, -kInfinity, at::TensorOptions().dtype(at::kFloat).device(device))),
        index(at::zeros({n}, at::TensorOptions().dtype(at::kLong).device(device))) {}
  void see(int64_t begin, int64_t first, const at::Tensor& logits) {
    const auto [top, where] = at::max(logits, 1);
    const at::Tensor mine = value.narrow(0, begin, logits.size(0)), at_row = index.narrow(0, begin, logits.size(0));
    const at::Tensor higher = top.gt(mine);
    at_row.copy_(where.add(first).where(higher, at_row));
    mine.copy_(top.where(higher, mine));
  }
};

/// Per row, float64: log-probability of the target, KL(original || model), 1 where both have the same largest logit.
struct RowScores {
  at::Tensor log_probability, kl, same;
};

/// One pass over the head, part by part: sums over the vocabulary are carried as a log-sum and, for the KL, the mean of
/// (original's logit - model's logit) under the original's distribution of the parts seen so far.
class HeadPass {
 public:
  HeadPass(const at::Tensor& hidden, const at::Tensor& targets, const at::Tensor& original, const RunControl& control)
      : hidden_(hidden),
        targets_(targets),
        original_(original),
        control_(control),
        own_(wide(0)),
        total_(wide(-kInfinity)),
        original_total_(wide(-kInfinity)),
        mean_(wide(0)),
        best_(hidden.size(0), hidden.device()),
        original_best_(hidden.size(0), hidden.device()) {}

  void see(int64_t first, const at::Tensor& rows, const at::Tensor& original_rows) {
    for (int64_t begin = 0; begin < hidden_.size(0); begin += kTokenChunk) {
      control_.checkpoint();
      const int64_t count = std::min(kTokenChunk, hidden_.size(0) - begin);
      const auto part = [&](const at::Tensor& x) { return x.narrow(0, begin, count); };
      const at::Tensor logits = at::linear(part(hidden_), rows);
      part(total_).copy_(at::logaddexp(part(total_), at::logsumexp(logits, 1).to(at::kDouble)));
      const at::Tensor local = part(targets_).sub(first);
      const at::Tensor inside = local.ge(0).logical_and(local.lt(rows.size(0)));
      const at::Tensor picked = logits.gather(1, local.clamp(0, rows.size(0) - 1).unsqueeze(1)).squeeze(1);
      part(own_).copy_(picked.to(at::kDouble).where(inside, part(own_)));
      if (!original_.defined()) continue;

      const at::Tensor other = at::linear(part(original_), original_rows);
      best_.see(begin, first, logits);
      original_best_.see(begin, first, other);
      const at::Tensor sum = at::logsumexp(other, 1);
      const at::Tensor p = other.sub(sum.unsqueeze(1)).exp_();
      const at::Tensor mean = p.mul_(other.sub(logits)).sum(1, /*keepdim=*/false, at::kDouble);
      const at::Tensor before = part(original_total_).clone();
      part(original_total_).copy_(at::logaddexp(before, sum.to(at::kDouble)));
      const at::Tensor old_share = before.sub(part(original_total_)).exp_();
      const at::Tensor new_share = sum.to(at::kDouble).sub_(part(original_total_)).exp_();
      part(mean_).copy_(part(mean_).mul(old_share).add_(mean.mul(new_share)));
    }
  }

  RowScores finish() const {
    RowScores scores{own_.sub(total_).cpu(), {}, {}};
    if (!original_.defined()) return scores;
    scores.kl = mean_.sub(original_total_).add_(total_).cpu();
    scores.same = best_.index.eq(original_best_.index).to(at::kDouble).cpu();
    return scores;
  }

 private:
  at::Tensor wide(double value) const {
    return at::full({hidden_.size(0)}, value, hidden_.options().dtype(at::kDouble));
  }

  const at::Tensor hidden_, targets_, original_;
  const RunControl& control_;
  at::Tensor own_, total_, original_total_, mean_;
  Best best_, original_best_;
};

}  // namespace

TokenWindows evaluation_windows(const Model& model, const PerplexityRequest& request) {
  TokenWindows windows;
  std::string what =
      request.text.source == TextSource::bundled ? "the bundled evaluation text" : request.text.file.string();
  if (request.text.source == TextSource::tokens) {
    windows = read_token_file(request.text.file, model.info().vocab);
  } else {
    if (request.window < 2)
      throw Error(ErrorCode::invalid_argument,
                  "window = " + std::to_string(request.window) + ": at least 2 tokens are needed");
    const std::vector<int32_t> ids =
        model.tokenize(read_text(request.text, /*evaluation=*/true), request.text.add_special);
    const auto window = static_cast<size_t>(request.window);
    for (size_t first = 0; first + window <= ids.size(); first += window) {
      windows.emplace_back(ids.begin() + static_cast<std::ptrdiff_t>(first),
                           ids.begin() + static_cast<std::ptrdiff_t>(first + window));
    }
    what += " has " + std::to_string(ids.size()) + " tokens,";
  }
  std::erase_if(windows, [](const auto& ids) { return ids.size() < 2; });
  if (windows.empty())
    throw Error(ErrorCode::invalid_argument, what + " not one window of " + std::to_string(request.window) +
                                                 "; give a longer text or a smaller window");
  return windows;
}

std::string measure_key(const TokenWindows& windows, Arithmetic arithmetic) {
  StableHash hash;
  hash.add_field("calm-windows-1");
  hash.add_field(to_string(arithmetic));
  for (const auto& window : windows) {
    hash.add_integer(window.size());
    for (const int32_t id : window) hash.add_integer(static_cast<uint64_t>(id));
  }
  return hash.hex();
}

WindowScorer::WindowScorer(TokenWindows windows, const Model::Impl* original, const at::Device& device,
                           Arithmetic arithmetic, const RunControl& control)
    : windows_(std::move(windows)), original_(original), device_(device), arithmetic_(arithmetic), control_(control) {
  int64_t tokens = 0;
  for (const auto& window : windows_) tokens += static_cast<int64_t>(window.size());
  keep_ = original != nullptr && tokens * row_bytes(*original) <= kKeptBytes;
}

std::vector<WindowScorer::Group> WindowScorer::groups(const Model::Impl& model, size_t first) const {
  const int64_t most = std::min(kGroupTokens, std::max<int64_t>(1, kStreamBytes / row_bytes(model)));
  std::vector<Group> groups;
  for (size_t i = first; i < windows_.size(); ++i) {
    const auto length = static_cast<int64_t>(windows_[i].size());
    if (groups.empty() || groups.back().tokens + length > most) groups.push_back({i, 0, 0});
    ++groups.back().count;
    groups.back().tokens += length;
  }
  return groups;
}

at::Tensor WindowScorer::original_states(const Group& group) {
  TokenWindows missing;
  std::vector<size_t> indices;
  for (size_t i = group.first; i < group.first + group.count; ++i) {
    if (states_.contains(i)) continue;
    missing.push_back(windows_[i]);
    indices.push_back(i);
  }
  at::Tensor fresh;
  if (!missing.empty()) {
    fresh = final_hidden_states(
        *original_, missing, device_, control_, [](int64_t) {}, arithmetic_);
    if (!keep_) return fresh;  // nothing is ever kept, so these are all
    int64_t row = 0;
    for (const size_t i : indices) {
      const auto length = static_cast<int64_t>(windows_[i].size());
      states_[i] = fresh.narrow(0, row, length).clone();
      row += length;
    }
  }
  std::vector<at::Tensor> parts;
  for (size_t i = group.first; i < group.first + group.count; ++i) parts.push_back(states_.at(i));
  return at::cat(parts);
}

std::vector<WindowScore> WindowScorer::score(const Model::Impl& model, const Group& group,
                                             const std::function<void(int64_t)>& on_tokens) {
  const TokenWindows windows(windows_.begin() + static_cast<std::ptrdiff_t>(group.first),
                             windows_.begin() + static_cast<std::ptrdiff_t>(group.first + group.count));
  std::vector<int64_t> targets;  // of every row; the last of a window predicts nothing
  for (const auto& window : windows) {
    targets.insert(targets.end(), window.begin() + 1, window.end());
    targets.push_back(0);
  }
  const bool itself = original_ == &model;
  const bool divergence = original_ != nullptr && !itself;
  at::Tensor hidden;
  if (itself) {
    hidden = original_states(group);
    on_tokens(group.tokens * model.config.num_hidden_layers);
  } else {
    hidden = final_hidden_states(model, windows, device_, control_, on_tokens, arithmetic_);
  }
  HeadPass pass(hidden, at::tensor(targets, at::kLong).to(device_), divergence ? original_states(group) : at::Tensor(),
                control_);
  for_each_head_part(model, device_, [&](int64_t first, const at::Tensor& rows) {
    pass.see(first, rows, divergence ? original_->head_rows(first, rows.size(0), device_) : at::Tensor());
  });
  const RowScores rows = pass.finish();
  std::vector<WindowScore> scores;
  int64_t row = 0;
  for (const auto& window : windows) {
    WindowScore score;
    score.tokens = static_cast<int64_t>(window.size()) - 1;
    const auto mean = [&](const at::Tensor& x) { return x.narrow(0, row, score.tokens).mean().item<double>(); };
    score.nll = -mean(rows.log_probability);
    if (divergence) {
      score.kl = mean(rows.kl);
      score.top1 = mean(rows.same);
    } else if (itself) {
      score.top1 = 1;
    }
    if (!std::isfinite(score.nll) || !std::isfinite(score.kl))
      throw Error(ErrorCode::numeric, model.info.path + ": the model's output is not finite on this text");
    scores.push_back(score);
    row += score.tokens + 1;
  }
  return scores;
}

double mean_divergence(const Model::Impl& model, const at::Tensor& original, const at::Tensor& other,
                       const RunControl& control) {
  HeadPass pass(other, at::zeros({other.size(0)}, other.options().dtype(at::kLong)), original, control);
  for_each_head_part(model, other.device(),
                     [&](int64_t first, const at::Tensor& rows) { pass.see(first, rows, rows); });
  return pass.finish().kl.mean().item<double>();
}

PerplexityResult perplexity_of(const std::vector<WindowScore>& scores) {
  PerplexityResult result;
  double total = 0;
  for (const WindowScore& score : scores) {
    result.window_nll.push_back(score.nll);
    result.window_tokens.push_back(score.tokens);
    result.tokens += score.tokens;
    total += score.nll * static_cast<double>(score.tokens);
  }
  const auto unlike = [&](int64_t tokens) { return tokens != result.window_tokens.front(); };
  if (std::none_of(result.window_tokens.begin(), result.window_tokens.end(), unlike)) result.window_tokens.clear();
  result.nll = total / static_cast<double>(std::max<int64_t>(1, result.tokens));
  result.ppl = std::exp(result.nll);
  return result;
}

DivergenceResult divergence_of(const std::vector<WindowScore>& scores) {
  DivergenceResult result;
  for (const WindowScore& score : scores) {
    result.window_kl.push_back(score.kl);
    result.window_top1.push_back(score.top1);
    result.tokens += score.tokens;
    result.kl += score.kl * static_cast<double>(score.tokens);
    result.top1 += score.top1 * static_cast<double>(score.tokens);
  }
  const auto tokens = static_cast<double>(std::max<int64_t>(1, result.tokens));
  result.kl /= tokens;
  result.top1 /= tokens;
  return result;
}

}  // namespace calm
