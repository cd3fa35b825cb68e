#include <cmath>
#include <fstream>

#include "app/calm_fixture.h"

namespace calm::test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

class CalmExport : public CalmTest {
 protected:
  std::vector<std::string> quantize(const std::string& out) {
    return {"quantize", "--model", model_,      "--tokens",      tokens_,     "--pool", "rtn,gptq",
            "--out",    path(out), "--session", path("session"), "--threads", "1"};
  }

  std::string model_ = model();
  std::string tokens_ = tokens();
};

TEST_F(CalmExport, QuantizeWritesModelRecipeAndReport) {
  const ProcessResult result = calm_ok(quantize("out"));
  for (const char* name : {"config.json", "calm_recipe.json", "report.html", "tokenizer.json"}) {
    EXPECT_TRUE(fs::exists(path("out") + "/" + name)) << name;
  }
  EXPECT_NE(result.out.find("report.html"), std::string::npos);
  EXPECT_NE(result.out.find("[9]"), std::string::npos) << "the heatmap";
  EXPECT_EQ(json::parse(read("out/config.json"))["quantization_config"]["quant_method"], "compressed-tensors");
}

TEST_F(CalmExport, AnExistingOutIsRefusedAndReplacedByForce) {
  fs::create_directories(path("out"));
  write("out/mine.txt", "keep");
  const ProcessResult refused = calm(quantize("out"));
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("--force"), std::string::npos);
  EXPECT_EQ(read("out/mine.txt"), "keep");
  EXPECT_FALSE(fs::exists(path("session"))) << "refused before the analysis, not after it";
  std::vector<std::string> words = quantize("out");
  words.push_back("--force");
  calm_ok(words);
  EXPECT_TRUE(fs::exists(path("out/calm_recipe.json")));
  EXPECT_EQ(read("out.replaced/mine.txt"), "keep") << "files that no export made are kept aside";
}

TEST_F(CalmExport, TheExportedFolderIsOpenedAgain) {
  calm_ok(quantize("out"));
  const json original = calm_json({"ppl", "--model", model_, "--tokens", tokens_});
  const json exported = calm_json({"ppl", "--model", path("out"), "--tokens", tokens_});
  EXPECT_EQ(original["tokens"], 8 * 63);
  EXPECT_EQ(exported["tokens"], 8 * 63);
  EXPECT_DOUBLE_EQ(exported["ppl"], std::exp(exported["nll"].get<double>()));
  EXPECT_NEAR(exported["nll"], original["nll"], 0.2) << "four bits on random weights change little, not nothing";
  EXPECT_NE(exported["nll"], original["nll"]);
  EXPECT_EQ(calm_json({"inspect", path("out")})["quantized"], true);

  const json again = calm_json({"export", "--session", path("session"), "--out", path("second"), "--verify"});
  EXPECT_EQ(again["path"], path("second"));
  EXPECT_EQ(again["verification"]["sound"], true);
  EXPECT_EQ(again["verification"]["different_codes"], 0);
  EXPECT_EQ(again["verification"]["kl"], 0);
  EXPECT_EQ(again["verification"]["exported_perplexity"], again["verification"]["planned_perplexity"]);
  EXPECT_EQ(calm_json({"ppl", "--model", path("second"), "--tokens", tokens_})["nll"], exported["nll"]);
}

TEST_F(CalmExport, GgufIsAFolderWithOneFileThatOpens) {
  std::vector<std::string> words = quantize("out");
  words.insert(words.end(), {"--format", "gguf"});
  calm_ok(words);
  EXPECT_TRUE(fs::exists(path("out/calm_recipe.json")));
  EXPECT_TRUE(fs::exists(path("out/report.html")));
  const json inspected = calm_json({"inspect", path("out")});
  EXPECT_EQ(inspected["format"], "GGUF");
  const json original = calm_json({"ppl", "--model", model_, "--tokens", tokens_});
  EXPECT_NEAR(calm_json({"ppl", "--model", path("out"), "--tokens", tokens_})["nll"], original["nll"], 0.2);
}

TEST_F(CalmExport, WhatAFormatCannotHoldIsRefusedBeforeTheAnalysis) {
  std::vector<std::string> words = quantize("out");
  words.insert(words.end(), {"--format", "gguf", "--weight-bits", "3"});
  const ProcessResult refused = calm(words);
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("Q4_0 holds 4 bits"), std::string::npos) << refused.err;
  EXPECT_FALSE(fs::exists(path("session")));
  const ProcessResult sparse = calm({"quantize", "--model", model_, "--tokens", tokens_, "--pool", "rtn,spqr",
                                     "--session", path("session"), "--out", path("out")});
  EXPECT_EQ(sparse.status, 2);
  EXPECT_NE(sparse.err.find("spqr cannot be exported"), std::string::npos) << sparse.err;
  EXPECT_FALSE(fs::exists(path("session")));

  calm_ok({"analyze", "--model", model_, "--tokens", tokens_, "--pool", "rtn", "--session", path("plain"), "--dtype",
           "bfloat16", "--threads", "1"});
  const ProcessResult otherwise =
      calm({"export", "--session", path("plain"), "--format", "gguf", "--out", path("out")});
  EXPECT_EQ(otherwise.status, 1);
  EXPECT_NE(otherwise.err.find("--format gguf"), std::string::npos) << otherwise.err;
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(CalmExport, TheReportIsOnePage) {
  calm_ok(quantize("out"));
  calm_ok({"report", "--session", path("session"), "--out", path("page.html")});
  EXPECT_NE(read("page.html").find("<html"), std::string::npos);
  EXPECT_EQ(calm({"report", "--session", path("session"), "--out", path("page.html")}).status, 1);
  const json written = calm_json(
      {"report", "--session", path("session"), "--out", path("page.html"), "--force", "--tables", path("figures")});
  // Set-up, scores and plan, twice each; heatmap, curves and plans.
  EXPECT_EQ(written["files"].size(), 9u);
  EXPECT_NE(read("figures/heatmap.svg").find("http://www.w3.org/2000/svg"), std::string::npos);
  EXPECT_EQ(read("figures/plan.csv").substr(0, 5), "layer");
  EXPECT_FALSE(json::parse(read("figures/plan.json"))["rows"].empty());
  EXPECT_EQ(calm({"report", "--session", path("nothing"), "--out", path("other.html")}).status, 1);
}

TEST_F(CalmExport, ASessionIsInspectedAndBenchmarked) {
  const json plan = calm_json(quantize("out"));
  const json session = calm_json({"inspect", path("session")});
  EXPECT_EQ(session["selection"], plan["selection"]);
  EXPECT_EQ(session["scores"], plan["scores"]);
  const json bench = calm_json({"bench", "--session", path("session"), "--tokens", tokens_, "--skip-latency",
                                "--variant", "original", "--variant", "plan", "--variant", "rtn"});
  ASSERT_EQ(bench["benchmarks"].size(), 3u);
  EXPECT_EQ(bench["benchmarks"][0]["perplexity"]["tokens"], 8 * 63);
  EXPECT_DOUBLE_EQ(bench["benchmarks"][1]["perplexity"]["nll"],
                   calm_json({"ppl", "--model", path("out"), "--tokens", tokens_})["nll"].get<double>());
}

}  // namespace
}  // namespace calm::test
