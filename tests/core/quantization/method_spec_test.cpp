#include <gtest/gtest.h>

#include "calm/methods.h"
#include "support/error_of.h"

namespace calm {
namespace {

TEST(MethodSpec, HasOneSpelling) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"rtn", "rtn"},
      {" gptq ", "gptq"},
      {"gptq:percdamp=0.01", "gptq"},
      {"gptq:percdamp=1e-2:block=128", "gptq"},
      {"gptq:percdamp=0.050", "gptq:percdamp=0.05"},
      {"gptq:clip:act-order", "gptq:act-order:clip"},
      {"gptq:act-order=true:clip=false", "gptq:act-order"},
      {"gptq:act-order:static-groups", "gptq:act-order"},
      {"gptq:static-groups", "gptq:static-groups"},
      {"smoothquant", "smoothquant:0.5"},
      {"smoothquant:0.50", "smoothquant:0.5"},
      {"smoothquant:alpha=.5", "smoothquant:0.5"},
      {"smoothquant:0", "smoothquant:0"},
      {"awq:clip + gptq:act-order:clip", "awq:clip+gptq:act-order:clip"},
      {"awq:grid=20", "awq"},
      {"awq:grid=10:duo", "awq:grid=10:duo"},
  };
  for (const auto& [text, canonical] : cases) {
    EXPECT_EQ(parse_method(text).canonical(), canonical) << text;
    EXPECT_EQ(parse_method(canonical).canonical(), canonical) << "not stable";
  }
  EXPECT_EQ(parse_method("smoothquant:0.7+gptq:clip").title(), "SmoothQuant 0.7 + GPTQ clip");
}

TEST(MethodSpec, IsRefusedByNameWithWhatIsPossible) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"", {"empty"}},
      {"  ", {"empty"}},
      {"gtpq", {"\"gtpq\"", "rtn, gptq, awq, smoothquant, autoround, omniquant, heroq"}},
      {"gptq:", {"gptq", "\"\"", "percdamp"}},
      {"gptq:actorder", {"\"actorder\"", "act-order"}},
      {"gptq:percdamp", {"percdamp", "needs a value"}},
      {"gptq:percdamp=much", {"percdamp", "a number", "much"}},
      {"gptq:percdamp=", {"percdamp", "a number"}},
      {"gptq:percdamp=nan", {"percdamp", "nan"}},
      {"gptq:percdamp=-1", {"percdamp", "-1", "[0, 10]"}},
      {"gptq:block=1.5", {"block", "whole number", "1.5"}},
      {"gptq:block=0", {"block", "[1, 4096]"}},
      {"gptq:act-order=yes", {"act-order", "flag", "yes"}},
      {"gptq:clip:clip", {"clip", "twice"}},
      {"gptq:0.5", {"gptq", "no bare number"}},
      {"smoothquant:1.5", {"alpha", "1.5", "[0, 1]"}},
      {"smoothquant:0.5:alpha=0.6", {"alpha", "twice"}},
      {"gptq+awq", {"follow", "gptq"}},
      {"rtn+gptq", {"follow", "rtn"}},
      {"awq+awq", {"awq", "twice"}},
      {"awq+", {"\"\"", "possible"}},
      {"awq:clip-steps=1e99", {"clip-steps"}},
  };
  for (const auto& [text, parts] : cases) {
    const test::ErrorOf error = test::error_of([&, spec = text] { parse_method(spec); });
    ASSERT_TRUE(error.thrown) << "\"" << text << "\" was taken";
    EXPECT_EQ(error.code, ErrorCode::invalid_argument) << text;
    for (const std::string& part : parts) {
      EXPECT_NE(error.message.find(part), std::string::npos) << text << ": " << error.message << " lacks " << part;
    }
  }
}

TEST(Pool, IsAListOrAPreset) {
  const auto canonical = [](std::string_view text) {
    std::vector<std::string> result;
    for (const MethodSpec& spec : parse_pool(text)) result.push_back(spec.canonical());
    return result;
  };
  EXPECT_EQ(canonical("calm"), (std::vector<std::string>{"gptq", "awq", "smoothquant:0.5"}));
  EXPECT_EQ(canonical("CALM"), canonical("calm"));
  EXPECT_EQ(canonical("calm+").size(), 7U);
  EXPECT_EQ(canonical("strong"), (std::vector<std::string>{"awq:clip", "gptq:act-order:clip", "awq+gptq:act-order:clip",
                                                           "smoothquant:0.5+gptq:act-order:clip"}));
  EXPECT_EQ(canonical("rtn, awq"), (std::vector<std::string>{"rtn", "awq"}));
  EXPECT_EQ(parse_pool("smoothquant:0.50,rtn").front().text, "smoothquant:0.50");
  for (const PoolPreset& preset : pool_presets()) EXPECT_EQ(canonical(preset.id).size(), preset.specs.size());
}

TEST(Pool, RefusesEmptyEntriesAndDuplicates) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"", "empty"},
                                                                  {"rtn,", "empty"},
                                                                  {",rtn", "empty"},
                                                                  {"rtn,rtn", "twice"},
                                                                  {"smoothquant,smoothquant:0.5", "twice"},
                                                                  {"gptq:clip,gptq:clip=true", "twice"},
                                                                  {"rtn,bogus", "bogus"}};
  for (const auto& [text, part] : cases) {
    const test::ErrorOf error = test::error_of([&, pool = text] { parse_pool(pool); });
    ASSERT_TRUE(error.thrown) << text;
    EXPECT_EQ(error.code, ErrorCode::invalid_argument);
    EXPECT_NE(error.message.find(part), std::string::npos) << error.message;
  }
}

TEST(Methods, DescribeThemselves) {
  ASSERT_EQ(methods().size(), 8U);
  for (const MethodInfo& info : methods()) {
    EXPECT_FALSE(info.title.empty());
    EXPECT_TRUE(info.summary.ends_with(".")) << info.id;
    for (const OptionInfo& option : info.options) {
      EXPECT_FALSE(option.help.empty()) << info.id << ":" << option.name;
      // A default is a value that the parser takes, and is left out of the canonical spelling.
      const std::string spec = info.id + ":" + option.name + "=" + option.fallback;
      EXPECT_EQ(parse_method(spec).canonical(), parse_method(info.id).canonical()) << spec;
    }
  }
}

}  // namespace
}  // namespace calm
