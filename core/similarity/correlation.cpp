#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <utility>

#include "calm/analyses.h"

namespace calm {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kReassignments = 2000;

/// 1-based; ties share their mean rank.
std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t i = 0; i < order.size();) {
    size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = static_cast<double>(i + 1 + end) / 2;
    for (; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

double mean_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() < 3) return kNaN;
  const std::vector<double> a = ranks_of(x), b = ranks_of(y);
  const double mean = mean_of(a);
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean) * (b[i] - mean);
    aa += (a[i] - mean) * (a[i] - mean);
    bb += (b[i] - mean) * (b[i] - mean);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : kNaN;
}

double correlation_ratio(const std::vector<double>& ranks, const std::vector<int>& groups, int count) {
  const double mean = mean_of(ranks);
  std::vector<double> sums(static_cast<size_t>(count), 0.0), sizes(static_cast<size_t>(count), 0.0);
  double total = 0;
  for (size_t i = 0; i < ranks.size(); ++i) {
    sums[static_cast<size_t>(groups[i])] += ranks[i] - mean;
    sizes[static_cast<size_t>(groups[i])] += 1;
    total += (ranks[i] - mean) * (ranks[i] - mean);
  }
  double between = 0;
  for (size_t g = 0; g < sums.size(); ++g) between += sums[g] * sums[g] / sizes[g];
  return total > 0 ? between / total : kNaN;
}

struct Statistic {
  const char* name;
  double Distribution::*value;
};
constexpr std::array<Statistic, 4> kStatistics = {{{"kurtosis", &Distribution::kurtosis},
                                                   {"skewness", &Distribution::skewness},
                                                   {"outlier ratio", &Distribution::outlier_ratio},
                                                   {"max / median", &Distribution::max_to_median}}};

/// The choices and scores of the layers, ready to be set against any statistic.
struct Choices {
  std::vector<bool> decided;
  std::vector<int> group;  // by layer
  int groups = 0;
  std::vector<std::vector<double>> scores, advantages;  // [method of the pool][layer], NaN where there is none
};

Choices read_choices(size_t layers, const Plan& plan, const ScoreBook& book, const Selection& selection) {
  Choices c;
  c.scores.assign(selection.pool.size(), std::vector<double>(layers, kNaN));
  c.advantages = c.scores;
  std::map<std::string, int> groups;
  for (size_t l = 0; l < layers; ++l) {
    const std::string method = l < plan.layers.size() ? plan.layers[l].method : "";
    c.decided.push_back(!method.empty());
    c.group.push_back(method.empty() ? -1 : groups.try_emplace(method, static_cast<int>(groups.size())).first->second);
    if (method.empty()) continue;
    double sum = 0;
    int known = 0;
    for (size_t m = 0; m < selection.pool.size(); ++m) {
      const CandidateScore* score = book.find(static_cast<int>(l), plan.layers[l].prefix, selection.pool[m]);
      if (score == nullptr) continue;
      c.scores[m][l] = score->value(selection.metric);
      if (!std::isfinite(c.scores[m][l])) continue;
      sum += c.scores[m][l];
      ++known;
    }
    for (size_t m = 0; m < selection.pool.size(); ++m) c.advantages[m][l] = c.scores[m][l] - sum / known;
  }
  c.groups = static_cast<int>(groups.size());
  return c;
}

double rank_correlation(const std::vector<double>& statistic, const std::vector<double>& scores) {
  std::vector<double> x, y;
  for (size_t l = 0; l < scores.size(); ++l) {
    if (!std::isfinite(scores[l]) || std::isnan(statistic[l])) continue;
    x.push_back(statistic[l]);
    y.push_back(scores[l]);
  }
  return spearman(x, y);
}

StatisticCorrelation correlate(const std::vector<double>& statistic, const Choices& choices,
                               const Selection& selection) {
  StatisticCorrelation result;
  std::vector<double> values;
  std::vector<int> groups;
  for (size_t l = 0; l < statistic.size(); ++l) {
    if (!choices.decided[l] || std::isnan(statistic[l])) continue;
    values.push_back(statistic[l]);
    groups.push_back(choices.group[l]);
  }
  result.layers = static_cast<int>(values.size());
  std::vector<int> present = groups;
  std::sort(present.begin(), present.end());
  present.erase(std::unique(present.begin(), present.end()), present.end());
  for (int& g : groups) g = static_cast<int>(std::lower_bound(present.begin(), present.end(), g) - present.begin());
  const auto count = static_cast<int>(present.size());
  if (count > 1) {
    const std::vector<double> ranks = ranks_of(values);
    result.correlation_ratio = correlation_ratio(ranks, groups, count);
    std::mt19937_64 random(1);
    int as_large = 0;
    for (int i = 0; i < kReassignments && !std::isnan(result.correlation_ratio); ++i) {
      for (size_t k = groups.size() - 1; k > 0; --k) std::swap(groups[k], groups[random() % (k + 1)]);
      as_large += correlation_ratio(ranks, groups, count) >= result.correlation_ratio - 1e-12 ? 1 : 0;
    }
    // The choices as they are count as one of the reassignments: no p of 0 from a finite number.
    if (!std::isnan(result.correlation_ratio)) result.p_value = (as_large + 1.0) / (kReassignments + 1.0);
  }
  for (size_t m = 0; m < selection.pool.size(); ++m) {
    result.methods.push_back({selection.pool[m], rank_correlation(statistic, choices.scores[m]),
                              rank_correlation(statistic, choices.advantages[m])});
  }
  return result;
}

}  // namespace

std::vector<StatisticCorrelation> correlate_with_choice(const std::vector<LayerDistributions>& distributions,
                                                        const Plan& plan, const ScoreBook& scores,
                                                        const Selection& selection) {
  std::vector<StatisticCorrelation> result;
  if (distributions.empty()) return result;
  const Choices choices = read_choices(distributions.size(), plan, scores, selection);
  for (const auto part : {&LayerDistributions::weights, &LayerDistributions::activations}) {
    for (size_t i = 0; i < (distributions.front().*part).size(); ++i) {
      for (const Statistic& statistic : kStatistics) {
        std::vector<double> values;
        for (const LayerDistributions& layer : distributions) values.push_back((layer.*part)[i].*(statistic.value));
        StatisticCorrelation one = correlate(values, choices, selection);
        one.source = (distributions.front().*part)[i].name;
        one.statistic = statistic.name;
        result.push_back(std::move(one));
      }
    }
  }
  return result;
}

}  // namespace calm
