#include "app/calm_fixture.h"

namespace calm::test {
namespace {

using nlohmann::json;

class CalmProof : public CalmTest {
 protected:
  CalmProof() {
    calm_ok({"analyze", "--model", model(), "--tokens", tokens(8, 32), "--sequences", "4", "--length", "32", "--pool",
             "rtn,gptq", "--session", path("session"), "--threads", "1"});
    write("text.json", tokens_text());
  }
  /// Six windows of 16 ids.
  static std::string tokens_text() {
    json ids = json::array();
    for (int window = 0; window < 6; ++window) {
      ids.push_back(json::array());
      for (int i = 0; i < 16; ++i) ids.back().push_back((37 * window + 11 * i * i + 3) % 60);
    }
    return json{{"ids", ids}}.dump();
  }
  std::vector<std::string> command(const std::string& name, std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {name, "--session", path("session"),  "--threads",
                                      "1",  "--tokens",  path("text.json")};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
};

TEST_F(CalmProof, TheTableHasEveryVariantAndAVerdict) {
  const json result = calm_json(command("prove", {"--metrics", "sqnr-after-residual,kl", "--random-plans", "1"}));
  ASSERT_GE(result["rows"].size(), 4u);
  EXPECT_EQ(result["rows"][0]["kind"], "original");
  std::string names;
  int hybrids = 0;
  for (const json& row : result["rows"]) {
    names += row["name"].get<std::string>() + "; ";
    hybrids += row["hybrid"].get<bool>() ? 1 : 0;
    EXPECT_EQ(row["divergence"]["window_kl"].size(), 6u);
    EXPECT_TRUE(row["perplexity"]["ppl"].is_number());
  }
  EXPECT_EQ(hybrids, 1);
  for (const char* name : {"RTN everywhere", "GPTQ everywhere", "Plan by SQNR, residual", "Random plan, seed 1"})
    EXPECT_NE(names.find(name), std::string::npos) << names;
  EXPECT_FALSE(result["verdict"].get<std::string>().empty());
  // What is known is not measured again, and the report tells it.
  const ProcessResult again = calm_ok(command("prove", {"--metrics", "none", "--random-plans", "1"}));
  EXPECT_NE(again.out.find("KL to the original"), std::string::npos) << again.out;
  calm_ok({"report", "--session", path("session"), "--out", path("report.html")});
  EXPECT_NE(read("report.html").find("Proof on held-out text"), std::string::npos);
}

TEST_F(CalmProof, EveryMetricHasItsPlan) {
  const json result = calm_json(command("compare-metrics", {"--max-windows", "2"}));
  std::string names;
  for (const json& row : result["rows"]) names += row["name"].get<std::string>() + "; ";
  for (const char* name : {"Linear CKA", "Debiased CKA", "Cosine, residual", "CKA without sinks"})
    EXPECT_NE(names.find(std::string("Plan by ") + name), std::string::npos) << names;
}

TEST_F(CalmProof, RefineTriesEverySwapAndGoesOnFromTheSession) {
  const std::vector<std::string> words = command("refine", {"--minutes", "5", "--slice-tokens", "64"});
  const json result = calm_json(words);
  EXPECT_TRUE(result["exhausted"].get<bool>());
  EXPECT_GE(result["trials"].size(), 4u);
  EXPECT_LE(result["kl_after"], result["kl_before"]);
  EXPECT_EQ(calm_json(words)["trials"], result["trials"]);
  // Where a swap was kept, its gain is measured on text of its own.
  const bool kept = std::any_of(result["trials"].begin(), result["trials"].end(),
                                [](const json& trial) { return trial["kept"].get<bool>(); });
  ASSERT_EQ(result["gain"].is_object(), kept);
  if (kept) {
    EXPECT_EQ(result["gain"]["windows"], 6);
    EXPECT_NEAR(result["gain"]["difference"].get<double>(),
                result["gain"]["kl_after"].get<double>() - result["gain"]["kl_before"].get<double>(), 1e-12);
    EXPECT_NE(calm_ok(words).out.find("On held-out text (text.json, 6 windows"), std::string::npos);
  }
  EXPECT_TRUE(
      calm_json(command("refine", {"--minutes", "0", "--slice-tokens", "64", "--skip-gain"}))["gain"].is_null());
  // Text that calibrated the model shows no gain.
  const ProcessResult known = calm({"refine", "--session", path("session"), "--slice-tokens", "64", "--tokens",
                                    path("tokens.json"), "--threads", "1"});
  EXPECT_NE(known.status, 0);
  EXPECT_NE(known.err.find("held-out text shares 32 tokens"), std::string::npos) << known.err;
  // Four lists are left: 128 tokens, no more.
  const ProcessResult refused = calm(command("refine", {"--slice-tokens", "500"}));
  EXPECT_NE(refused.status, 0);
  EXPECT_NE(refused.err.find("4 windows of 32 tokens"), std::string::npos) << refused.err;
}

TEST_F(CalmProof, RecipesAreNamedAndOptionsBesideThemGoFirst) {
  const json result = calm_json({"analyze", "--model", path("model"), "--tokens", path("tokens.json"), "--recipe",
                                 "paper", "--pool", "rtn", "--session", path("paper"), "--threads", "1"});
  EXPECT_EQ(result["methods"], json{"rtn"});
  EXPECT_EQ(result["metric"], "cka");
  EXPECT_EQ(result["transform"], "none");
  const ProcessResult wrong = calm({"analyze", "--model", path("model"), "--recipe", "worst"});
  EXPECT_EQ(wrong.status, 2);
}

TEST_F(CalmProof, UnknownMetricsAreAUsageErrorThatListsThem) {
  const ProcessResult wrong = calm(command("compare-metrics", {"--metrics", "mse"}));
  EXPECT_EQ(wrong.status, 2);
  EXPECT_NE(wrong.err.find("cka-debiased-after-residual"), std::string::npos) << wrong.err;
}

}  // namespace
}  // namespace calm::test
