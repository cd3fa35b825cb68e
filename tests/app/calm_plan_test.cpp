#include "app/calm_fixture.h"

namespace calm::test {
namespace {

using nlohmann::json;

/// A session of four layers, analysed, then one kept plan.
class CalmPlan : public CalmTest {
 protected:
  CalmPlan() {
    calm_ok({"analyze", "--model", model(), "--tokens", tokens(), "--pool", "rtn,gptq", "--session", path("session"),
             "--threads", "1"});
  }
  json plan(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "plan");
    arguments.insert(arguments.end(), {"--session", path("session")});
    return calm_json(arguments);
  }
  ProcessResult refused(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "plan");
    arguments.insert(arguments.end(), {"--session", path("session")});
    return calm(arguments);
  }
};

TEST_F(CalmPlan, KeepsChangesComparesAndTakesBack) {
  const json before = plan({"show"});
  ASSERT_EQ(before["layers"].size(), 4u);
  double bytes = 0;
  for (const json& layer : before["layers"]) bytes += layer["bytes"].get<double>();
  EXPECT_GT(before["average_bits"], 4);
  EXPECT_EQ(before["bytes"], bytes);
  const std::string chosen = before["layers"][1]["method"], other = chosen == "gptq" ? "rtn" : "gptq";
  plan({"save", "by score"});
  calm_ok({"analyze", "--session", path("session"), "--override", "1=" + other, "--threads", "1"});

  const json list = plan({"list"})["plans"];
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0]["name"], "current");
  EXPECT_EQ(list[0]["overrides"], 1);
  EXPECT_EQ(list[1]["name"], "by score");
  EXPECT_EQ(list[1]["overrides"], 0);

  const json diff = plan({"diff", "by score", "current"});
  EXPECT_GE(diff["differing"], 1);
  EXPECT_EQ(diff["layers"][0]["layer"], 1);
  EXPECT_EQ(diff["layers"][0]["first"], chosen);
  EXPECT_EQ(diff["layers"][0]["second"], other);
  EXPECT_EQ(diff["layers"][0]["first_score"], before["layers"][1]["score"]);
  EXPECT_GT(diff["layers"][0]["first_score"], diff["layers"][0]["second_score"]) << "the search took the better one";
  EXPECT_EQ(plan({"diff", "by score", "current", "--all"})["layers"].size(), 4u);

  plan({"use", "by score"});
  EXPECT_EQ(plan({"diff", "by score", "current"})["differing"], 0);
  EXPECT_EQ(plan({"show"})["layers"], before["layers"]);
  // The benchmark takes it by its name, also where another plan is current.
  const json bench = calm_json({"bench", "--session", path("session"), "--variant", "plan:by score", "--skip-latency",
                                "--tokens", tokens(), "--threads", "1"});
  EXPECT_EQ(bench["benchmarks"][0]["name"], "by score");
}

TEST_F(CalmPlan, OfABudgetIsSolvedKeptMeasuredAndExported) {
  const auto pareto = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"pareto", "--session", path("mixed"), "--threads", "1"});
    return calm_json(arguments);
  };
  calm_ok({"analyze", "--model", model(), "--tokens", tokens(), "--pool", "rtn", "--bits", "2,3,4,8", "--session",
           path("mixed"), "--threads", "1"});
  const std::string scored = read("mixed/session.json");
  const json curve = pareto({"--budget", "5"});
  EXPECT_EQ(curve["pool"], (json{"rtn:bits=2", "rtn:bits=3", "rtn:bits=4", "rtn:bits=8"}));
  const json chosen = curve["points"][curve["chosen"].get<size_t>()];
  EXPECT_LE(chosen["average_bits"], 5);
  EXPECT_EQ(chosen["plan"].size(), 4u);
  for (size_t i = 1; i < curve["points"].size(); ++i) {
    EXPECT_GT(curve["points"][i]["file_bytes"], curve["points"][i - 1]["file_bytes"]);
    EXPECT_LT(curve["points"][i]["predicted_loss"], curve["points"][i - 1]["predicted_loss"]);
  }
  EXPECT_EQ(read("mixed/session.json"), scored) << "solving writes nothing";

  const json kept = pareto({"--budget", "5", "--points", "4", "--keep", "--evaluate", "--tokens", tokens()});
  const json named = kept["points"][kept["chosen"].get<size_t>()];
  EXPECT_EQ(named["plan"], chosen["plan"]);
  EXPECT_GE(named["measured"]["divergence"]["kl"], 0);
  const std::string name = named["name"];
  const json shown = calm_json({"plan", "show", name, "--session", path("mixed")});
  for (size_t l = 0; l < 4; ++l) EXPECT_EQ(shown["layers"][l]["method"], named["plan"][l]);
  calm_ok({"export", "--session", path("mixed"), "--plan", name, "--out", path("exported"), "--threads", "1"});
  const uint64_t size = std::filesystem::file_size(folder_ / "exported" / "model.safetensors");
  EXPECT_LE(size, named["file_bytes"].get<uint64_t>());
  EXPECT_GE(size, named["file_bytes"].get<uint64_t>() - 1000) << "offsets of fewer digits";
  const json recipe = json::parse(read("exported/calm_recipe.json"));
  for (size_t l = 0; l < 4; ++l) {
    const std::string method = named["plan"][l];
    EXPECT_EQ(recipe["layers"][l]["linears"]["mlp.up_proj"]["weight_bits"].get<int>(), method.back() - '0');
  }
  EXPECT_NE(calm({"export", "--session", path("mixed"), "--plan", "no such", "--out", path("none")}).status, 0);
  EXPECT_NE(calm({"pareto", "--session", path("mixed"), "--budget", "1.5"}).status, 0);

  EXPECT_EQ(calm({"pareto", "--session", path("mixed"), "--max-size", "0.5"}).status, 2) << "less than a byte";
  pareto({"--max-size", named["file_bytes"].dump(), "--use"});
  EXPECT_EQ(calm_json({"plan", "show", "--session", path("mixed")})["layers"][0]["method"], named["plan"][0]);
}

TEST_F(CalmPlan, CopiesRenamesAndDeletes) {
  plan({"save", "a"});
  plan({"copy", "a", "b"});
  plan({"rename", "b", "c"});
  EXPECT_EQ(plan({"list"})["plans"].size(), 3u);
  EXPECT_EQ(plan({"show", "c"})["layers"], plan({"show", "a"})["layers"]);
  plan({"delete", "a"});
  const json list = plan({"list"})["plans"];
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1]["name"], "c");
}

TEST_F(CalmPlan, SaysWhatIsWrong) {
  plan({"save", "a"});
  EXPECT_NE(refused({"save", "a"}).err.find("--force"), std::string::npos);
  EXPECT_EQ(refused({"save", "a", "--force"}).status, 0);
  EXPECT_EQ(refused({"save", "current"}).status, 1);
  EXPECT_EQ(refused({"save", "  "}).status, 1);
  EXPECT_NE(refused({"use", "z"}).err.find("it has 'a'"), std::string::npos);
  EXPECT_EQ(refused({"diff", "a"}).status, 2) << "the second name is missing";
  EXPECT_EQ(calm({"plan", "list"}).status, 2) << "--session is missing";
  EXPECT_EQ(calm({"plan"}).status, 2);
  EXPECT_EQ(calm({"plan", "list", "--session", path("nowhere")}).status, 1);
  EXPECT_NE(calm_ok({"plan", "diff", "a", "current", "--session", path("session")}).out.find("0 of 4 layers differ"),
            std::string::npos);
}

}  // namespace
}  // namespace calm::test
