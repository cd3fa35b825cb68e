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
