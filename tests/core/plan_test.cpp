#include "calm/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <random>
#include <set>

#include "calm/error.h"

namespace calm {
namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

CandidateScore scored(const std::string& method, double cka) {
  CandidateScore score;
  score.method = method;
  score.values.set(Metric::cka, cka);
  score.values.set(Metric::sqnr, 10 * cka);
  score.values.set(Metric::cosine, 1 - cka);
  return score;
}

CandidateScore not_applicable(const std::string& method) {
  CandidateScore score = scored(method, 2);
  score.applicable = false;
  return score;
}

/// A measurement that depends on the whole prefix, as the real one does.
double measured(int layer, const std::string& prefix, const std::string& method) {
  const size_t mixed = std::hash<std::string>{}(std::to_string(layer) + '/' + prefix + '/' + method);
  return static_cast<double>(mixed % 1000) / 1000;
}

/// What the search does: score what is missing at the first layer that is not current, until nothing is stale.
Plan walk(int layers, ScoreBook& book, const Selection& selection, const Plan& previous) {
  Plan plan = resolve_plan(layers, "ctx", book, selection, previous);
  while (plan.first_stale() < layers) {
    const int layer = plan.first_stale();
    const std::string prefix = plan.layers[static_cast<size_t>(layer)].prefix;
    std::set<std::string> wanted(selection.pool.begin(), selection.pool.end());
    if (selection.overrides.count(layer)) wanted.insert(selection.overrides.at(layer));
    for (const std::string& method : wanted) {
      if (!book.find(layer, prefix, method)) book.add(layer, prefix, scored(method, measured(layer, prefix, method)));
    }
    plan = resolve_plan(layers, "ctx", book, selection, plan);
    if (plan.first_stale() == layer) throw std::logic_error("the walk does not advance");
  }
  return plan;
}

void expect_same(const Plan& a, const Plan& b) {
  ASSERT_EQ(a.layers.size(), b.layers.size());
  for (size_t l = 0; l < a.layers.size(); ++l) {
    SCOPED_TRACE(l);
    EXPECT_EQ(a.layers[l].method, b.layers[l].method);
    EXPECT_EQ(a.layers[l].by, b.layers[l].by);
    EXPECT_EQ(a.layers[l].stale, b.layers[l].stale);
    EXPECT_EQ(a.layers[l].prefix, b.layers[l].prefix);
    for (double PlanLayer::*field : {&PlanLayer::score, &PlanLayer::margin}) {
      const double x = a.layers[l].*field, y = b.layers[l].*field;
      EXPECT_TRUE(x == y || (std::isnan(x) && std::isnan(y))) << x << " against " << y;
    }
  }
}

/// The comment of resolve_plan, read literally, with linear searches over the entries.
Plan slow_resolve(int layers, const std::string& context, const ScoreBook& book, const Selection& selection,
                  const Plan& previous) {
  Plan plan;
  for (int l = 0; l < layers; ++l) {
    std::vector<std::string> below;
    for (const PlanLayer& layer : plan.layers) below.push_back(layer.method);
    const std::string prefix = prefix_key(context, below);
    std::map<std::string, double> value;  // every method scored under this prefix
    for (const ScoreBook::Entry& entry : book.entries()) {
      if (entry.layer != l || entry.prefix != prefix) continue;
      for (const CandidateScore& c : entry.candidates) {
        if (c.applicable && !c.values.has(selection.metric)) continue;  // still to be measured
        double v = c.values[selection.metric];
        if (!c.applicable) v = kNaN;
        value[c.method] = v;
      }
    }
    bool all = true;
    for (const std::string& m : selection.pool) all = all && value.count(m);

    PlanLayer layer;
    layer.prefix = prefix;
    if (selection.overrides.count(l)) {
      layer.method = selection.overrides.at(l);
      layer.by = DecidedBy::user;
      layer.stale = !(all && value.count(layer.method));
    } else if (all && !selection.pool.empty()) {
      for (const std::string& m : selection.pool) {
        if (!std::isnan(value[m]) && (layer.method.empty() || value[m] > value[layer.method])) layer.method = m;
      }
      if (!layer.method.empty()) layer.by = DecidedBy::search;
    } else if (l < static_cast<int>(previous.layers.size())) {
      layer.method = previous.layers[static_cast<size_t>(l)].method;
      if (!layer.method.empty()) {
        layer.stale = true;
        layer.by = DecidedBy::search;
      }
    }
    if (!layer.method.empty() && value.count(layer.method)) {
      layer.score = value[layer.method];
      for (const std::string& m : selection.pool) {
        if (m == layer.method || !value.count(m) || std::isnan(value[m])) continue;
        const double margin = layer.score - value[m];
        if (std::isnan(layer.margin) || margin < layer.margin) layer.margin = margin;
      }
    }
    plan.layers.push_back(layer);
  }
  return plan;
}

TEST(MetricAndSite, RoundTripAndListThePossibilities) {
  ASSERT_EQ(metric_infos().size(), kMetrics);
  for (size_t i = 0; i < kMetrics; ++i) {
    const auto m = static_cast<Metric>(i);
    EXPECT_EQ(metric_info(m).metric, m);
    EXPECT_EQ(parse_metric(to_string(m)), m);
  }
  EXPECT_EQ(parse_metric("relative-mse"), Metric::sqnr);
  EXPECT_EQ(parse_metric("relative-mse-after-residual"), Metric::sqnr_after);
  for (const Site s : {Site::ffn_output, Site::down_input, Site::attention_output, Site::layer_output}) {
    EXPECT_EQ(parse_site(to_string(s)), s);
  }
  EXPECT_EQ(parse_site("ffn_output"), Site::ffn_output);
  try {
    parse_metric("ckaa");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::invalid_argument);
    EXPECT_NE(std::string(e.what()).find("Metric 'ckaa' is unknown: choose one of cka, cka-no-sinks, "),
              std::string::npos);
  }
  try {
    parse_site("");
    FAIL();
  } catch (const Error& e) {
    EXPECT_NE(std::string(e.what()).find("ffn-output, down-input, attention-output or layer-output"),
              std::string::npos);
  }
}

TEST(ScoreBook, KeepsMetricsThatANewScoreLacks) {
  ScoreBook book;
  CandidateScore dear = scored("rtn", 0.5);
  dear.values.set(Metric::kl, 0.125);
  book.add(0, "p", dear);
  book.add(0, "p", scored("rtn", 0.25));
  EXPECT_EQ(book.find(0, "p", "rtn")->value(Metric::cka), 0.25);
  EXPECT_EQ(book.find(0, "p", "rtn")->value(Metric::kl), 0.125);
}

TEST(ResolvePlan, TakesTheLowestKlAndMeasuresWhatOnlyTheOthersHave) {
  ScoreBook book;
  const std::string key = prefix_key("ctx", {});
  for (const auto& [method, kl] : std::map<std::string, double>{{"a", 0.5}, {"b", 0.125}, {"c", 0.25}}) {
    CandidateScore score = scored(method, kl);
    score.values.set(Metric::kl, kl);
    book.add(0, key, score);
  }
  const Selection by_kl{{"a", "b", "c"}, Metric::kl, {}};
  const Plan plan = resolve_plan(1, "ctx", book, by_kl, {});
  EXPECT_EQ(plan.layers[0].method, "b");
  EXPECT_EQ(plan.layers[0].margin, 0.125);
  // cka-debiased was not measured: nothing can be decided by it yet.
  const Plan open = resolve_plan(1, "ctx", book, {{"a", "b", "c"}, Metric::cka_debiased, {}}, {});
  EXPECT_EQ(open.layers[0].by, DecidedBy::nobody);
  EXPECT_EQ(open.first_stale(), 0);
}

TEST(ScoreBook, FindsUnderTheExactPrefixOnly) {
  ScoreBook book;
  book.add(1, "p", scored("rtn", 0.5));
  book.add(1, "q", scored("rtn", 0.25));
  book.add(0, "p", scored("awq", 0.75));
  book.add(1, "p", scored("awq", 0.125));
  EXPECT_EQ(book.find(1, "p", "rtn")->values[Metric::cka], 0.5);
  EXPECT_EQ(book.find(1, "q", "rtn")->values[Metric::cka], 0.25);
  EXPECT_EQ(book.find(1, "q", "awq"), nullptr);
  EXPECT_EQ(book.find(0, "q", "awq"), nullptr);
  EXPECT_EQ(book.latest(1)->prefix, "q");
  EXPECT_EQ(book.latest(2), nullptr);
  ASSERT_EQ(book.entries().size(), 3u);
  EXPECT_EQ(book.entries()[0].prefix, "p");
  EXPECT_EQ(book.entries()[2].layer, 0);

  book.add(1, "p", scored("rtn", 0.0625));
  EXPECT_EQ(book.find(1, "p", "rtn")->values[Metric::cka], 0.0625);
  EXPECT_EQ(book.entry(1, "p")->candidates.size(), 2u);

  const ScoreBook copy = book;
  book.add(1, "p", scored("gptq", 1));
  EXPECT_EQ(copy.find(1, "p", "gptq"), nullptr);
  EXPECT_EQ(copy.find(1, "p", "awq")->values[Metric::cka], 0.125);
}

TEST(PrefixKey, TellsBoundariesContextAndOrderApart) {
  std::set<std::string> keys;
  const std::vector<std::vector<std::string>> prefixes = {
      {},         {""},    {"", ""},       {"ab"},          {"a", "b"}, {"b", "a"},
      {"ab", ""}, {"rtn"}, {"rtn\0", "x"}, {"gptq", "awq"}, {"gptqawq"}};
  for (const std::string context : {"", "a", "b"}) {
    for (const auto& prefix : prefixes) keys.insert(prefix_key(context, prefix));
  }
  EXPECT_EQ(keys.size(), 3 * prefixes.size());
  for (const std::string& key : keys) EXPECT_EQ(key.size(), 32u);
}

TEST(PrefixKey, IsTheSameAsWhenItWasFirstReleased) {
  // Sessions on disk carry these keys: tests/data/stable_hash.py computes them independently.
  EXPECT_EQ(prefix_key("", {}), "7bd3144f29c0cc9ecf836c457cbb16ae");
  EXPECT_EQ(prefix_key("model", {"gptq:act-order", "awq"}), "46e1eb60346324362f67002a8a6a6e81");
}

TEST(ResolvePlan, TakesTheBestAndTheFirstOfATie) {
  ScoreBook book;
  const std::string root = prefix_key("ctx", {});
  for (const auto& [method, cka] : std::map<std::string, double>{{"a", 0.5}, {"b", 0.9}, {"c", 0.9}}) {
    book.add(0, root, scored(method, cka));
  }
  Selection selection{{"c", "b", "a"}, Metric::cka, {}};
  Plan plan = resolve_plan(1, "ctx", book, selection, {});
  EXPECT_EQ(plan.layers[0].method, "c");
  EXPECT_EQ(plan.layers[0].by, DecidedBy::search);
  EXPECT_EQ(plan.layers[0].margin, 0);
  selection.pool = {"a", "b"};
  plan = resolve_plan(1, "ctx", book, selection, {});
  EXPECT_EQ(plan.layers[0].method, "b");
  EXPECT_DOUBLE_EQ(plan.layers[0].margin, 0.9 - 0.5);
  selection.metric = Metric::cosine;
  EXPECT_EQ(resolve_plan(1, "ctx", book, selection, {}).layers[0].method, "a");
}

TEST(ResolvePlan, PassesOverWhatHasNoNumber) {
  ScoreBook book;
  const std::string root = prefix_key("ctx", {});
  book.add(0, root, not_applicable("a"));
  book.add(0, root, scored("b", kNaN));
  book.add(0, root, scored("c", 0.1));
  EXPECT_EQ(resolve_plan(1, "ctx", book, {{"a", "b", "c"}, Metric::cka, {}}, {}).layers[0].method, "c");
  const Plan nothing = resolve_plan(1, "ctx", book, {{"a", "b"}, Metric::cka, {}}, {});
  EXPECT_EQ(nothing.layers[0].method, "");
  EXPECT_EQ(nothing.layers[0].by, DecidedBy::nobody);
  EXPECT_EQ(nothing.first_stale(), 0);
  EXPECT_FALSE(nothing.complete());
}

TEST(ResolvePlan, AnIncompletePoolKeepsThePreviousMethodAsStale) {
  ScoreBook book;
  book.add(0, prefix_key("ctx", {}), scored("a", 0.5));
  const Plan previous = uniform_plan(2, "ctx", "b");
  const Plan plan = resolve_plan(2, "ctx", book, {{"a", "b"}, Metric::cka, {}}, previous);
  EXPECT_EQ(plan.layers[0].method, "b");
  EXPECT_TRUE(plan.layers[0].stale);
  EXPECT_TRUE(std::isnan(plan.layers[0].score));
  EXPECT_TRUE(plan.complete());
  EXPECT_EQ(plan.first_stale(), 0);
  const Plan fresh = resolve_plan(2, "ctx", book, {{"a", "b"}, Metric::cka, {}}, {});
  EXPECT_EQ(fresh.layers[0].method, "");
  EXPECT_FALSE(fresh.layers[0].stale);
}

TEST(ResolvePlan, AnOverrideToAWorseMethodShowsANegativeMargin) {
  ScoreBook book;
  const std::string root = prefix_key("ctx", {});
  book.add(0, root, scored("a", 0.5));
  book.add(0, root, scored("b", 0.75));
  Selection selection{{"a", "b"}, Metric::cka, {{0, "a"}}};
  PlanLayer layer = resolve_plan(1, "ctx", book, selection, {}).layers[0];
  EXPECT_EQ(layer.by, DecidedBy::user);
  EXPECT_FALSE(layer.stale);
  EXPECT_EQ(layer.score, 0.5);
  EXPECT_EQ(layer.margin, -0.25);

  selection.overrides[0] = "outside";
  layer = resolve_plan(1, "ctx", book, selection, {}).layers[0];
  EXPECT_EQ(layer.method, "outside");
  EXPECT_TRUE(layer.stale);
  book.add(0, root, scored("outside", 1));
  layer = resolve_plan(1, "ctx", book, selection, {}).layers[0];
  EXPECT_FALSE(layer.stale);
  EXPECT_EQ(layer.margin, 0.25);
}

TEST(ResolvePlan, OverridingMakesEverythingAboveStaleAndTakingItBackRestoresThePlan) {
  constexpr int kLayers = 8;
  ScoreBook book;
  Selection selection{{"a", "b", "c"}, Metric::cka, {}};
  const Plan decided = walk(kLayers, book, selection, {});
  const std::string winner = decided.layers[3].method;
  selection.overrides[3] = winner == "a" ? "b" : "a";
  const Plan overridden = resolve_plan(kLayers, "ctx", book, selection, decided);
  for (int l = 0; l < kLayers; ++l) {
    SCOPED_TRACE(l);
    EXPECT_EQ(overridden.layers[static_cast<size_t>(l)].stale, l > 3);
    if (l > 3) {
      EXPECT_TRUE(std::isnan(overridden.layers[static_cast<size_t>(l)].score));
    }
  }
  EXPECT_EQ(overridden.first_stale(), 4);
  EXPECT_TRUE(overridden.complete());

  selection.overrides.clear();
  expect_same(resolve_plan(kLayers, "ctx", book, selection, overridden), decided);
}

TEST(ResolvePlan, OverridingWithTheWinnerChangesNoScore) {
  ScoreBook book;
  Selection selection{{"a", "b", "c"}, Metric::cka, {}};
  const Plan decided = walk(6, book, selection, {});
  selection.overrides[2] = decided.layers[2].method;
  const Plan pinned = resolve_plan(6, "ctx", book, selection, decided);
  EXPECT_EQ(pinned.first_stale(), 6);
  EXPECT_EQ(pinned.layers[2].by, DecidedBy::user);
  EXPECT_EQ(pinned.layers[2].margin, decided.layers[2].margin);
}

TEST(ResolvePlan, RestrictingThePoolToAllWinnersLeavesNothingStale) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    ScoreBook book;
    const Selection selection{{"a", "b", "c", "d", "e" + std::to_string(random())}, Metric::cka, {}};
    const Plan decided = walk(4, book, selection, {});
    Selection restricted = selection;
    std::set<std::string> winners;
    for (const PlanLayer& layer : decided.layers) winners.insert(layer.method);
    std::erase_if(restricted.pool, [&](const std::string& m) { return !winners.count(m); });
    const Plan plan = resolve_plan(4, "ctx", book, restricted, decided);
    EXPECT_EQ(plan.first_stale(), 4);
    for (size_t l = 0; l < 4; ++l) EXPECT_EQ(plan.layers[l].method, decided.layers[l].method);
  }
}

TEST(ResolvePlan, RemovingAWinnerKeepsTheLayersBelowIt) {
  ScoreBook book;
  Selection selection{{"a", "b", "c"}, Metric::cka, {}};
  const Plan decided = walk(8, book, selection, {});
  const std::string gone = decided.layers[7].method;
  int first = 0;
  while (decided.layers[static_cast<size_t>(first)].method != gone) ++first;
  std::erase(selection.pool, gone);
  const Plan plan = resolve_plan(8, "ctx", book, selection, decided);
  // The layer where it won has all remaining scores; those above were measured after another choice.
  EXPECT_EQ(plan.first_stale(), std::min(first + 1, 8));
  EXPECT_NE(plan.layers[static_cast<size_t>(first)].method, gone);
}

TEST(ResolvePlan, AnotherContextShowsNoOldScore) {
  ScoreBook book;
  const Selection selection{{"a", "b"}, Metric::cka, {}};
  const Plan decided = walk(3, book, selection, {});
  const Plan other = resolve_plan(3, "another calibration", book, selection, decided);
  for (const PlanLayer& layer : other.layers) {
    EXPECT_TRUE(layer.stale);
    EXPECT_TRUE(std::isnan(layer.score));
  }
}

TEST(ResolvePlan, EqualsALiteralReadingOfItsDefinition) {
  std::mt19937 random(42);
  const std::vector<std::string> all = {"a", "b", "c", "d", "e"};
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 400; ++round) {
    const int layers = 1 + below(5);
    ScoreBook book;
    Selection selection;
    selection.metric = std::array{Metric::cka, Metric::sqnr, Metric::cosine, Metric::kl}[below(4)];
    for (const std::string& method : all) {
      if (below(3)) selection.pool.push_back(method);
    }
    std::shuffle(selection.pool.begin(), selection.pool.end(), random);
    Plan plan;
    for (int step = 0; step < 12; ++step) {
      // Random edits, and scores put where the plan now stands (coarse values, so that ties happen).
      if (below(3) == 0) selection.overrides[below(layers)] = all[static_cast<size_t>(below(5))];
      if (below(4) == 0 && !selection.overrides.empty()) selection.overrides.erase(selection.overrides.begin());
      for (int i = 0; i < 6; ++i) {
        const int l = below(layers);
        const std::string prefix =
            plan.layers.empty() ? prefix_key("ctx", {}) : plan.layers[static_cast<size_t>(l)].prefix;
        CandidateScore score = scored(all[static_cast<size_t>(below(5))], below(4) / 4.0);
        if (below(8) == 0) score.applicable = false;
        if (below(8) == 0) {
          score.values.set(Metric::cka, kNaN);
          score.values.set(Metric::cosine, kNaN);
        }
        book.add(l, prefix, score);
      }
      const Plan expected = slow_resolve(layers, "ctx", book, selection, plan);
      plan = resolve_plan(layers, "ctx", book, selection, plan);
      expect_same(plan, expected);
      if (HasFatalFailure() || HasNonfatalFailure()) return;
    }
  }
}

TEST(ResolvePlan, IsQuickForALargeModelWithManyPrefixes) {
  ScoreBook book;
  Selection selection;
  for (int m = 0; m < 20; ++m) selection.pool.push_back("method:" + std::to_string(m));
  Plan plan;
  for (int edit = 0; edit < 5; ++edit) {
    if (edit) selection.overrides[edit] = "method:" + std::to_string(edit);
    plan = walk(80, book, selection, plan);
  }
  EXPECT_GE(book.entries().size(), 80u * 4);
  const auto start = std::chrono::steady_clock::now();
  constexpr int kTimes = 100;
  for (int i = 0; i < kTimes; ++i) plan = resolve_plan(80, "ctx", book, selection, plan);
  const double ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() / kTimes;
  EXPECT_LT(ms, 20) << "the window resolves a plan on every edit";
}

TEST(UniformPlan, ChainsThePrefixes) {
  const Plan plan = uniform_plan(3, "ctx", "rtn");
  EXPECT_EQ(plan.layers[2].prefix, prefix_key("ctx", {"rtn", "rtn"}));
  EXPECT_TRUE(plan.complete());
  EXPECT_EQ(plan.first_stale(), 3);
}

}  // namespace
}  // namespace calm
