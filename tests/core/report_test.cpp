#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <regex>
#include <sstream>

#include "calm/export.h"
#include "calm/session.h"
#include "export/report_svg.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

SessionState scored_session() {
  SessionState state;
  state.model_name = "Smol & <b>bold</b> \"LM\"";
  state.layers = 3;
  state.selection.pool = state.scored_pool = {"rtn", "gptq"};
  for (int layer = 0; layer < state.layers; ++layer) {
    const std::string prefix = prefix_key("ctx", std::vector<std::string>(static_cast<size_t>(layer), "gptq"));
    for (const char* method : {"rtn", "gptq"}) {
      CandidateScore score;
      score.method = method;
      score.values.set(Metric::cka, method == std::string("gptq") ? 0.9 : 0.5 + 0.1 * layer);
      if (layer == 2 && method == std::string("rtn")) score.applicable = false;
      state.scores.add(layer, prefix, score);
    }
  }
  state.plan = resolve_plan(3, "ctx", state.scores, state.selection, {});
  BenchmarkResult row;
  row.name = "Hybrid <1>";
  row.has_perplexity = true;
  row.perplexity.ppl = 23.77;
  state.benchmarks.push_back(row);
  return state;
}

std::string report_of(const SessionState& state) {
  const test::TempFolder temp;
  save_session(temp / "session", state);
  write_report(temp / "session", temp / "report.html");
  std::ifstream stream(temp / "report.html");
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

/// Every element that is opened is closed, in order.
void expect_well_formed(const std::string& html) {
  std::vector<std::string> open;
  const std::regex tag("<(/?)([a-zA-Z0-9]+)([^>]*)>");
  for (std::sregex_iterator it(html.begin(), html.end(), tag), end; it != end; ++it) {
    const std::string name = (*it)[2], rest = (*it)[3];
    if (name == "meta" || (!rest.empty() && rest.back() == '/')) continue;
    if ((*it)[1].length() == 0) {
      open.push_back(name);
    } else {
      ASSERT_FALSE(open.empty()) << name;
      ASSERT_EQ(open.back(), name) << "at " << it->position();
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(Report, ShowsEveryScoreTheWinnersAndTheBenchmarks) {
  const std::string html = report_of(scored_session());
  expect_well_formed(html);
  EXPECT_EQ(count(html, "class=\"cell\""), 5u);
  EXPECT_EQ(count(html, "class=\"none\""), 1u) << "what is not applicable has no colour";
  EXPECT_EQ(count(html, "class=\"winner\""), 3u);
  EXPECT_EQ(count(html, "<polyline"), 2u);
  EXPECT_NE(html.find("layer 2, rtn: not applicable"), std::string::npos);
  EXPECT_NE(html.find("23.770"), std::string::npos);
  EXPECT_NE(html.find("prefers-color-scheme: dark"), std::string::npos);
  EXPECT_EQ(count(html, "<table class=\"plan\">"), 1u);
}

TEST(Report, EscapesTextAndNeedsNothingFromOutside) {
  const std::string html = report_of(scored_session());
  EXPECT_NE(html.find("Smol &amp; &lt;b&gt;bold&lt;/b&gt;"), std::string::npos);
  EXPECT_NE(html.find("Hybrid &lt;1&gt;"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  for (const char* outside : {"http://", "https://", "<script", "url(", "@import", " src="}) {
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
  }
}

TEST(Report, SaysWhoWinsOnHeldOutText) {
  SessionState state = scored_session();
  state.context = "ctx";
  state.benchmarks.clear();
  const auto add = [&](const std::string& name, Variant::Kind kind, const std::string& method, const std::string& key,
                       double kl) {
    BenchmarkResult row;
    row.name = name;
    row.kind = kind;
    row.method = method;
    row.context = key;
    row.measure = "same";
    row.has_perplexity = row.has_kl = true;
    for (int i = 0; i < 8; ++i) {
      row.divergence.window_kl.push_back(kl + 0.001 * i);
      row.divergence.window_top1.push_back(0.9);
      row.perplexity.window_nll.push_back(3 + kl + 0.001 * i);
    }
    row.divergence.kl = kl;
    state.benchmarks.push_back(row);
  };
  std::vector<std::string> methods;
  for (const PlanLayer& layer : state.plan.layers) methods.push_back(layer.method);
  add("Original", Variant::Kind::original, "", "f", 0);
  add("Hybrid", Variant::Kind::plan, "", prefix_key("ctx", methods), 0.25);
  add("RTN everywhere", Variant::Kind::uniform, "rtn", "u", 0.125);
  std::string html = report_of(state);
  expect_well_formed(html);
  EXPECT_NE(html.find("The hybrid is worse than RTN everywhere by 0.125 nats of KL a token"), std::string::npos);
  EXPECT_NE(html.find("The uniform plan wins: use RTN everywhere (rtn)."), std::string::npos);
  EXPECT_EQ(count(html, "<table class=\"proof\">"), 1u);
  for (double& value : state.benchmarks[2].divergence.window_kl) value += 1;
  html = report_of(state);
  EXPECT_NE(html.find("The hybrid is better than RTN everywhere by 0.875 nats of KL a token"), std::string::npos);
}

TEST(Report, AFreshSessionHasNoCharts) {
  SessionState state;
  state.model_name = "m";
  state.layers = 2;
  const std::string html = report_of(state);
  expect_well_formed(html);
  EXPECT_EQ(html.find("<svg"), std::string::npos);
  EXPECT_NE(html.find("Nothing was scored yet"), std::string::npos);
}

TEST(Report, ScoresOfOtherPrefixesArePale) {
  SessionState state = scored_session();
  state.selection.overrides[0] = "rtn";
  state.plan = resolve_plan(3, "ctx", state.scores, state.selection, state.plan);
  const std::string svg = heatmap_svg(state);
  EXPECT_EQ(count(svg, "opacity=\"0.45\""), 4u) << "two methods at layers 1 and 2";
  EXPECT_EQ(count(svg, "(stale)"), 4u);
}

TEST(Viridis, RunsFromDarkToYellow) {
  EXPECT_EQ(viridis(0), "#440154");
  EXPECT_EQ(viridis(0.5), "#21908d");
  EXPECT_EQ(viridis(1), "#fde725");
  EXPECT_EQ(viridis(-3), viridis(0));
  EXPECT_EQ(viridis(7), viridis(1));
}

}  // namespace
}  // namespace calm
