#include <csignal>

#include "app/calm_fixture.h"

namespace calm::test {
namespace {

using nlohmann::json;

class CalmAnalyze : public CalmTest {
 protected:
  std::vector<std::string> analyze(const std::string& session, const std::string& pool = "rtn,gptq,smoothquant:0.5") {
    return {"analyze", "--model",   model_,        "--tokens",  tokens_, "--pool",
            pool,      "--session", path(session), "--threads", "1"};
  }

  std::string model_ = model();
  std::string tokens_ = tokens();
};

TEST_F(CalmAnalyze, TheJsonIsAsDocumented) {
  const json result = calm_json(analyze("session", "rtn,gptq,smoothquant:0.50"));
  EXPECT_EQ(result["methods"], (json{"rtn", "gptq", "smoothquant:0.50"}));
  EXPECT_EQ(result["layers"], 4);
  ASSERT_EQ(result["scores"].size(), 4u);
  ASSERT_EQ(result["selection"].size(), 4u);
  for (size_t layer = 0; layer < 4; ++layer) {
    ASSERT_EQ(result["scores"][layer].size(), 3u);
    size_t best = 0;
    for (size_t m = 0; m < 3; ++m) {
      const double score = result["scores"][layer][m];
      EXPECT_GT(score, 0.0);
      EXPECT_LE(score, 1.0 + 1e-9);
      if (score > result["scores"][layer][best]) best = m;
    }
    EXPECT_EQ(result["selection"][layer], result["methods"][best]);
  }
  EXPECT_GT(result["seconds"], 0);
  EXPECT_GT(result["cpu_seconds"], 0);
  EXPECT_EQ(result["session"], path("session"));
}

TEST_F(CalmAnalyze, TheTextShowsHeatmapAndTable) {
  const ProcessResult result = calm_ok(analyze("session"));
  EXPECT_NE(result.out.find("smoothquant:0.5"), std::string::npos);
  EXPECT_NE(result.out.find("[9]"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("margin"), std::string::npos);
  EXPECT_EQ(result.out.find('\x1b'), std::string::npos) << "no colours where stdout is no terminal";
  EXPECT_NE(result.err.find("Estimate:"), std::string::npos);
  EXPECT_NE(result.err.find(path("session")), std::string::npos);
}

TEST_F(CalmAnalyze, APoolOfOneMethodIsTheUniformPlan) {
  const json result = calm_json(analyze("session", "gptq"));
  EXPECT_EQ(result["selection"], (json{"gptq", "gptq", "gptq", "gptq"}));
}

TEST_F(CalmAnalyze, WithAnalysesOfTheLayersWithoutScoringAgain) {
  calm_ok(analyze("session"));
  const std::vector<std::string> words = {"analyze", "--session", path("session"), "--with",
                                          "similarity,distributions,restoration"};
  const json result = calm_json(words);
  const json& analyses = result["analyses"];
  ASSERT_EQ(analyses["distributions"].size(), 4u);
  EXPECT_EQ(analyses["distributions"][3]["weights"].size(), 7u);
  EXPECT_EQ(analyses["distributions"][3]["activations"].size(), 4u);
  EXPECT_EQ(analyses["correlations"].size(), 44u);
  ASSERT_EQ(analyses["restoration"].size(), 4u);
  EXPECT_EQ(analyses["restoration"][2]["method"], result["selection"][2]);
  EXPECT_GT(analyses["restoration"][2]["error"], 0.0);
  EXPECT_EQ(analyses["similarity"]["original"]["count"], 5);
  EXPECT_EQ(analyses["similarity"]["plan"]["cka"][4][4], 1.0);
  for (const char* file : {"distributions", "restoration", "similarity-original", "similarity-plan"})
    EXPECT_TRUE(std::filesystem::exists(folder_ / "session" / "analyses" / (std::string(file) + ".json"))) << file;
  const ProcessResult again = calm_ok(words);
  EXPECT_NE(again.err.find("all layers are taken from the session"), std::string::npos) << again.err;
  EXPECT_NE(again.out.find("Restoration"), std::string::npos);
  EXPECT_NE(again.out.find("kurtosis"), std::string::npos);
}

TEST_F(CalmAnalyze, PaperTablesShareScoresAndStateNoFigureOfThePaper) {
  write("text.txt", std::string(4000, 'a') + " and more");
  const json table = calm_json({"reproduce", "--table", "7", "--model", model_, "--tokens", tokens_, "--sequences", "4",
                                "--length", "32", "--evaluate", path("text.txt"), "--quick", "--threads", "1"});
  ASSERT_EQ(table["rows"].size(), 4u);
  for (const json& row : table["rows"]) {
    EXPECT_GT(row["ours"]["perplexity"], 1.0);
    EXPECT_EQ(row["paper"]["perplexity"], "not available offline");
  }
  EXPECT_EQ(table["rows"][0]["scored"], 12);
  EXPECT_EQ(table["rows"][1]["name"], "blocks of 2 layers");
  EXPECT_EQ(table["rows"][3]["scored"], 0) << "four layers are one block of 4 as of 8";
  EXPECT_FALSE(table["differences"].empty());
  EXPECT_EQ(calm({"reproduce", "--table", "2", "--model", model_}).status, 2);
}

TEST_F(CalmAnalyze, AnUnknownAnalysisIsAUsageError) {
  const ProcessResult result = calm({"analyze", "--model", model_, "--with", "distributions,mood"});
  EXPECT_EQ(result.status, 2);
  EXPECT_NE(result.err.find("restoration"), std::string::npos) << result.err;
}

TEST_F(CalmAnalyze, EventsComeOneALineInOrder) {
  std::vector<std::string> words = analyze("session");
  words.push_back("--json-events");
  const std::vector<json> events = json_lines(calm_ok(words).out);
  ASSERT_GE(events.size(), 4u);
  EXPECT_EQ(events.front()["event"], "search_started");
  EXPECT_EQ(events[events.size() - 2]["event"], "search_ended");
  EXPECT_EQ(events.back()["event"], "result");
  int scored = 0, decided = 0;
  for (const json& event : events) {
    scored += event["event"] == "candidate_scored";
    if (event["event"] == "layer_decided") {
      EXPECT_EQ(event["layer"], decided++);
    }
  }
  EXPECT_EQ(scored, 12);
  EXPECT_EQ(decided, 4);
}

TEST_F(CalmAnalyze, OverridesAreKeptAndGivenBack) {
  std::vector<std::string> words = analyze("session");
  words.insert(words.end(), {"--override", "1-2=awq"});
  const json mine = calm_json(words);
  EXPECT_EQ(mine["selection"][1], "awq");
  EXPECT_EQ(mine["selection"][2], "awq");
  EXPECT_EQ(mine["decided_by"][1], "user");
  // Only the session is named: its own model, texts, pool and overrides stand.
  const json resumed = calm_json({"analyze", "--session", path("session")});
  EXPECT_EQ(resumed["selection"], mine["selection"]);
  EXPECT_EQ(resumed["scores"], mine["scores"]);
  const json back = calm_json({"analyze", "--session", path("session"), "--override", "1-2=search"});
  EXPECT_EQ(back["decided_by"][1], "search");
  const json fresh = calm_json(analyze("other"));
  EXPECT_EQ(back["selection"], fresh["selection"]);
  EXPECT_EQ(back["scores"], fresh["scores"]);
}

TEST_F(CalmAnalyze, KilledInTheMiddleItResumesWithTheSameScores) {
  const json whole = calm_json(analyze("whole"));
  ProcessOptions options;
  options.on_output = [](pid_t child, const ProcessResult& so_far) {
    if (so_far.out.find("\"layer_decided\",\"layer\":1") != std::string::npos) kill(child, SIGKILL);
  };
  std::vector<std::string> words = analyze("killed");
  words.push_back("--json-events");
  ASSERT_EQ(calm(words, options).status, 128 + SIGKILL);
  const ProcessResult again = calm_ok(words);
  const std::vector<json> events = json_lines(again.out);
  ASSERT_FALSE(events.empty());
  EXPECT_GE(events.front()["first_layer"], 1) << "decided layers must not be scored again";
  EXPECT_EQ(events.back()["scores"], whole["scores"]);
  EXPECT_EQ(events.back()["selection"], whole["selection"]);
}

TEST_F(CalmAnalyze, CtrlCStopsAndSaysHowToGoOn) {
  ProcessOptions options;
  bool sent = false;
  options.on_output = [&](pid_t child, const ProcessResult& so_far) {
    if (sent || so_far.out.find("\"layer_decided\"") == std::string::npos) return;
    sent = true;
    kill(child, SIGINT);
  };
  model_ = model("deep", 24);
  std::vector<std::string> words = analyze("session");
  words.push_back("--json-events");
  const ProcessResult result = calm(words, options);
  EXPECT_EQ(result.status, 130) << result.err;
  EXPECT_NE(result.err.find("calm analyze --session"), std::string::npos) << result.err;
  const std::vector<json> events = json_lines(result.out);
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events.back()["event"], "search_ended");
  EXPECT_EQ(events.back()["status"], "cancelled");
}

TEST_F(CalmAnalyze, TheEstimateRunsNothing) {
  std::vector<std::string> words = analyze("session");
  words.push_back("--estimate");
  const json result = calm_json(words);
  EXPECT_GT(result["estimate"]["seconds"], 0);
  EXPECT_GT(result["estimate"]["memory_bytes"], 0);
  EXPECT_FALSE(std::filesystem::exists(path("session")));
}

TEST_F(CalmAnalyze, WithoutASessionOneIsMadeInTheDataFolderAndNamed) {
  const json result = calm_json({"analyze", "--model", model_, "--tokens", tokens_, "--pool", "rtn", "--threads", "1"});
  EXPECT_EQ(result["session"].get<std::string>().rfind(path("data"), 0), 0u) << result["session"];
}

TEST_F(CalmAnalyze, ErrorsNameWhatIsWrong) {
  const auto refused = [&](std::vector<std::string> words, int status, const std::string& part) {
    const ProcessResult result = calm(words);
    EXPECT_EQ(result.status, status) << result.err;
    EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
    EXPECT_EQ(result.out, "");
  };
  refused({"analyze", "--model", path("nothing")}, 1, path("nothing"));
  refused({"analyze", "--model", model_, "--pool", "gptq,magic"}, 2, "magic");
  refused({"analyze", "--model", model_, "--tokens", path("none.json")}, 1, "none.json");
  refused({"analyze", "--model", model_, "--tokens", tokens_, "--sequences", "1000"}, 1, "tokens.json");
  refused({"analyze", "--model", model_, "--tokens", tokens_, "--override", "4=rtn"}, 2, "--override 4=rtn");
  refused({"analyze", "--model", model_, "--tokens", tokens_, "--from-layer", "4"}, 2, "--from-layer 4");
  refused({"analyze", "--model", model_, "--tokens", tokens_, "--json", path("no/such/r.json")}, 1, "no/such");
  refused({"analyze", "--session", path("nothing")}, 2, "--model");
  write("empty.txt", "");
  refused({"analyze", "--model", model_, "--text", path("empty.txt")}, 1, "empty.txt");
}

}  // namespace
}  // namespace calm::test
