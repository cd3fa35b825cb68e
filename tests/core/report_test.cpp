#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <regex>
#include <sstream>

#include <nlohmann/json.hpp>

#include "calm/error.h"
#include "calm/export.h"
#include "calm/report.h"
#include "calm/session.h"
#include "export/report_svg.h"
#include "support/reported_session.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
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
    if (name == "meta" || name == "DOCTYPE" || (!rest.empty() && rest.back() == '/')) continue;
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
  const std::string html = report_of(test::scored_session());
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
  const std::string html = report_of(test::scored_session());
  EXPECT_NE(html.find("Smol &amp; &lt;b&gt;bold&lt;/b&gt;"), std::string::npos);
  EXPECT_NE(html.find("Hybrid &lt;1&gt;"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  for (const char* outside : {"http://", "https://", "<script", "url(", "@import", " src="}) {
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
  }
}

TEST(Report, SaysWhoWinsOnHeldOutText) {
  SessionState state = test::proved_session();
  std::string html = report_of(state);
  expect_well_formed(html);
  EXPECT_NE(html.find("The hybrid is worse than RTN everywhere by 0.125 nats of KL a token"), std::string::npos);
  EXPECT_NE(html.find("The uniform plan wins: use RTN everywhere (rtn)."), std::string::npos);
  EXPECT_EQ(count(html, "<table class=\"proof\">"), 1u);
  for (double& value : state.benchmarks[2].divergence.window_kl) value += 1;
  html = report_of(state);
  EXPECT_NE(html.find("The hybrid is better than RTN everywhere by 0.875 nats of KL a token"), std::string::npos);
}

const ReportTable& table_of(const Report& report, const std::string& id) {
  for (const ReportTable* table : report.tables()) {
    if (table->id == id) return *table;
  }
  throw std::runtime_error("no table " + id);
}

TEST(Report, ShowsTheStoredAnalysesAndKeptPlans) {
  SessionState state = test::scored_session();
  NamedPlan kept;
  kept.name = "All <RTN>";
  kept.plan = uniform_plan(3, "ctx", "rtn");
  kept.date = "2026-01-31T12:00:00Z";
  state.named_plans.push_back(kept);
  const Report report = make_report(state, test::some_analyses());
  const std::string html = report_html(report);
  expect_well_formed(html);
  EXPECT_EQ(html.find("http"), std::string::npos) << "nothing from outside";
  for (const char* heading : {"Setup", "Scores", "Plan", "Benchmarks", "Weight errors", "Restoration",
                              "Similarity of the layers", "Distributions of weights and activations"}) {
    EXPECT_NE(html.find("\">" + std::string(heading) + "</h2>"), std::string::npos) << heading;
  }
  for (const char* plot : {"heatmap", "curves", "plans", "weight-errors", "restoration", "restoration-matrices",
                           "similarity-original", "similarity-plan", "kurtosis-of-activations"}) {
    const auto plots = report.plots();
    const auto found = std::find_if(plots.begin(), plots.end(), [&](const ReportPlot* p) { return p->id == plot; });
    ASSERT_NE(found, plots.end()) << plot;
    EXPECT_GT((*found)->svg.size(), 400u) << plot;
  }
  EXPECT_NE(html.find("Layer 2: 2.125"), std::string::npos) << "a restoration matrix with its distance";
  const ReportTable& plans = table_of(report, "kept-plans");
  ASSERT_EQ(plans.rows.size(), 1u);
  EXPECT_EQ(std::get<std::string>(plans.rows[0][0]), "All <RTN>");
  EXPECT_EQ(std::get<double>(plans.rows[0][3]), 3) << "every layer is GPTQ now";
  EXPECT_NE(html.find("All &lt;RTN&gt;"), std::string::npos);
  // Distributions have no context here: they belong to another set-up, and the page says so.
  EXPECT_NE(html.find("Computed for another set-up"), std::string::npos);
}

TEST(Report, TablesAreTheSameAsCsvJsonAndPage) {
  const Report report = make_report(test::scored_session(), test::some_analyses());
  const ReportTable& restoration = table_of(report, "restoration");
  const std::string csv = table_csv(restoration);
  EXPECT_EQ(csv.substr(0, csv.find('\n')),
            "layer,method,distance,error,restored_error,next_error,next_restored_error,fitted_tokens,held_out_tokens");
  EXPECT_NE(csv.find("\n2,GPTQ,2.125,0.02,0.01,"), std::string::npos) << csv;
  const auto json = nlohmann::json::parse(table_json(restoration));
  ASSERT_EQ(json["rows"].size(), 3u);
  EXPECT_EQ(json["rows"][1]["distance"], 1.125);
  EXPECT_EQ(json["columns"][2]["title"], "Distance from identity");
  EXPECT_NE(report_html(report).find("<td class=\"n\">2.1250</td>"), std::string::npos);
  // What is not applicable is empty, null and "-".
  const ReportTable& scores = table_of(report, "scores");
  EXPECT_EQ(scores.columns.size(), 3u);
  EXPECT_NE(table_csv(scores).find("2,,0.9\n"), std::string::npos) << table_csv(scores);
  EXPECT_TRUE(nlohmann::json::parse(table_json(scores))["rows"][2]["rtn"].is_null());
  EXPECT_EQ(cell_text(scores.rows[2][1], scores.columns[1]), "-");
  EXPECT_NE(table_tsv(scores).find("2\t\t0.9\n"), std::string::npos);
}

TEST(Report, SaysWhatThePlansTake) {
  SessionState state = test::scored_session();
  // One layer: 64 x 128 weights in groups of 128; 1,000 parameters beside the linears.
  state.model_size = {{{0, "mlp.up_proj", 64, 128, "", 0}}, 3 * 64 * 128 + 1000, 0, false, 40'000};
  state.selection.overrides = {{1, "rtn:bits=8"}, {2, "spqr:bits=3"}};
  state.plan = resolve_plan(3, "ctx", state.scores, state.selection, {});
  NamedPlan kept;
  kept.name = "eight";
  kept.plan = uniform_plan(3, "ctx", "rtn:bits=8");
  state.named_plans.push_back(kept);
  const Report report = make_report(state, {});
  const ReportTable& plan = table_of(report, "plan");
  EXPECT_EQ(plan.columns[3].id, "bits");
  EXPECT_EQ(plan.columns[4].id, "bytes");
  const double four = 4 + 16.0 / 128, eight = four + 4;
  // 3-bit codes; groups of 16 with two 3-bit statistics; 64 bits a block of 16 rows and 16 channels; 82 outliers.
  const double spqr = 3 + 6.0 / 16 + 64.0 / 256 + 32.0 * (82 + 64) / (64 * 128);
  for (const auto& [layer, bits] : {std::pair<size_t, double>{0, four}, {1, eight}, {2, spqr}}) {
    EXPECT_DOUBLE_EQ(std::get<double>(plan.rows[layer][3]), bits);
    EXPECT_DOUBLE_EQ(std::get<double>(plan.rows[layer][4]), bits * 64 * 128 / 8);
  }
  EXPECT_EQ(cell_text(plan.rows[1][4], plan.columns[4]), "0.01") << "MiB for people";
  EXPECT_NE(table_csv(plan).find("\n1,RTN bits=8,rtn:bits=8,8.125,8320,user,"), std::string::npos) << table_csv(plan);
  const auto json = nlohmann::json::parse(table_json(plan));
  EXPECT_EQ(json["rows"][0]["bytes"], 4224);
  EXPECT_EQ(json["rows"][0]["bits"], 4.125);
  EXPECT_DOUBLE_EQ(std::get<double>(table_of(report, "kept-plans").rows[0][4]), eight);
  const std::string html = report_html(report);
  expect_well_formed(html);
  char average[64];
  std::snprintf(average, sizeof average, "%.2f bits a weight on average", (four + eight + spqr) / 3);
  EXPECT_NE(html.find(average), std::string::npos);
  EXPECT_NE(html.find("outliers 0.190"), std::string::npos) << "82 + 64 words over the 24,576 weights";
  // (4.125 + 8.125 + 4.195) x 1,024 bytes, 2,000 for the rest.
  EXPECT_NE(html.find("47 % of the original"), std::string::npos);
  EXPECT_NE(html.find("1 of 3 layers have SpQR"), std::string::npos);

  state.model_size = {};
  const Report without = make_report(state, {});
  EXPECT_EQ(table_of(without, "plan").columns[3].id, "decided_by") << "no sizes rather than made-up ones";
}

TEST(Report, CsvQuotesWhatNeedsIt) {
  const ReportTable table = {
      "t", "T", {{"a", "A", false, 0}, {"b", "B", true, 2}}, {{std::string("x, \"y\"\nz"), 0.1}}, "", false};
  EXPECT_EQ(table_csv(table), "a,b\n\"x, \"\"y\"\"\nz\",0.1\n");
  EXPECT_EQ(table_tsv(table), "a\tb\nx, \"y\" z\t0.1\n");
}

TEST(Report, WritesEveryTableAndPlotAsFiles) {
  const test::TempFolder temp;
  const Report report = make_report(test::scored_session(), test::some_analyses());
  const auto files = write_report_files(report, temp / "new" / "folder");
  EXPECT_EQ(files.size(), 2 * report.tables().size() + report.plots().size());
  for (const auto& file : files) EXPECT_GT(std::filesystem::file_size(file), 20u) << file;
  std::ifstream stream(temp / "new" / "folder" / "heatmap.svg");
  std::ostringstream svg;
  svg << stream.rdbuf();
  EXPECT_EQ(svg.str().find("<svg xmlns=\"http://www.w3.org/2000/svg\""), 0u);
  EXPECT_EQ(svg.str().find("var("), std::string::npos) << "colours of its own";
  std::ofstream(temp / "file") << "x";
  EXPECT_THROW(write_report_files(report, temp / "file" / "below"), Error);
}

TEST(Report, BenchmarksHaveIntervalsAgainstTheOriginal) {
  SessionState state = test::scored_session();
  state.benchmarks.clear();
  for (const bool original : {true, false}) {
    BenchmarkResult row;
    row.name = original ? "Original" : "RTN everywhere";
    row.kind = original ? Variant::Kind::original : Variant::Kind::uniform;
    row.measure = "same";
    row.has_perplexity = true;
    for (int i = 0; i < 6; ++i) row.perplexity.window_nll.push_back(3 + (original ? 0 : 0.25));
    row.perplexity.nll = row.perplexity.window_nll[0];
    state.benchmarks.push_back(row);
  }
  const Report report = make_report(state, {});
  const ReportTable& table = table_of(report, "perplexity");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_TRUE(std::isnan(std::get<double>(table.rows[0][3])));
  EXPECT_DOUBLE_EQ(std::get<double>(table.rows[1][3]), 0.25);
  EXPECT_DOUBLE_EQ(std::get<double>(table.rows[1][4]), 0.25) << "windows that all differ by as much";
}

TEST(FormatNumber, KeepsWhatRoundingWouldLose) {
  EXPECT_EQ(format_number(0.12345, 3), "0.123");
  EXPECT_EQ(format_number(0.00001, 3), "1.0e-05");
  EXPECT_EQ(format_number(0, 3), "0.000");
  EXPECT_EQ(format_number(std::nan(""), 3), "-");
  EXPECT_EQ(format_number(INFINITY, 1), "infinite");
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
  SessionState state = test::scored_session();
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
