#include <algorithm>
#include <cmath>
#include <limits>

#include "calm/error.h"
#include "calm/pareto.h"

namespace calm {
namespace {

struct State {
  double size, loss;
  int previous;  // of the front one layer below
  int choice;
};

/// Sorted by size; what is not better than something smaller goes. Of equal ones the first stays.
void keep_front(std::vector<State>& states) {
  std::stable_sort(states.begin(), states.end(),
                   [](const State& a, const State& b) { return a.size != b.size ? a.size < b.size : a.loss < b.loss; });
  double least = std::numeric_limits<double>::infinity();
  size_t kept = 0;
  for (const State& state : states) {
    if (!(state.loss < least)) continue;
    least = state.loss;
    states[kept++] = state;
  }
  states.resize(kept);
}

/// Of each of `most` equal stretches the largest plan, which on a front is the best; the smallest of all stays too.
void thin(std::vector<State>& front, size_t most) {
  const double first = front.front().size, last = front.back().size;
  const auto stretch = [&](const State& state) {
    return std::floor((state.size - first) / (last - first) * static_cast<double>(most - 1));
  };
  std::vector<State> kept = {front.front()};
  for (size_t i = 1; i < front.size(); ++i) {
    if (i + 1 == front.size() || stretch(front[i]) != stretch(front[i + 1])) kept.push_back(front[i]);
  }
  front = std::move(kept);
}

}  // namespace

ParetoFront pareto_front(const std::vector<std::vector<LayerChoice>>& layers, size_t most) {
  ParetoFront result;
  std::vector<std::vector<State>> fronts = {{{0, 0, -1, -1}}};
  for (size_t layer = 0; layer < layers.size(); ++layer) {
    std::vector<State> next;
    const std::vector<State>& below = fronts.back();
    for (size_t c = 0; c < layers[layer].size(); ++c) {
      const LayerChoice& choice = layers[layer][c];
      if (!std::isfinite(choice.loss) || !std::isfinite(choice.size)) continue;
      for (size_t i = 0; i < below.size(); ++i) {
        next.push_back(
            {below[i].size + choice.size, below[i].loss + choice.loss, static_cast<int>(i), static_cast<int>(c)});
      }
    }
    if (next.empty()) {
      throw Error(ErrorCode::invalid_argument,
                  "layer " + std::to_string(layer) + ": no method of the pool can be applied");
    }
    keep_front(next);
    if (next.size() > most) {
      thin(next, most);
      result.exact = false;
    }
    fronts.push_back(std::move(next));
  }
  for (const State& end : fronts.back()) {
    FrontPoint point{end.size, end.loss, std::vector<int>(layers.size())};
    const State* state = &end;
    for (size_t layer = layers.size(); layer-- > 0;) {
      point.choice[layer] = state->choice;
      state = &fronts[layer][static_cast<size_t>(state->previous)];
    }
    result.points.push_back(std::move(point));
  }
  return result;
}

int largest_within(const std::vector<FrontPoint>& points, double size) {
  const auto above = std::upper_bound(points.begin(), points.end(), size,
                                      [](double limit, const FrontPoint& point) { return limit < point.size; });
  return static_cast<int>(above - points.begin()) - 1;
}

}  // namespace calm
