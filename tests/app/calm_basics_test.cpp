#include <cstdint>
#include <cstring>

#include "app/calm_fixture.h"

namespace calm::test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

class CalmBasics : public CalmTest {};

TEST_F(CalmBasics, VersionHelpAndUsage) {
  EXPECT_EQ(calm_ok({"--version"}).out.rfind("calm ", 0), 0u);
  EXPECT_NE(calm_ok({"--help"}).out.find("analyze"), std::string::npos);
  EXPECT_NE(calm_ok({"analyze", "--help"}).out.find("--metric"), std::string::npos);
  const ProcessResult wrong = calm({"analyze", "--modell", "x"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_NE(wrong.err.find("--modell"), std::string::npos);
  EXPECT_EQ(wrong.out, "");
  EXPECT_EQ(calm({}).status, 2);
}

TEST_F(CalmBasics, ListsMethodsDevicesAndKernels) {
  const json methods = calm_json({"methods"});
  EXPECT_GE(methods["methods"].size(), 4u);
  EXPECT_EQ(methods["pools"][0]["id"], "calm");
  EXPECT_EQ(calm_json({"devices"})["devices"][0], "cpu");
  const json kernels = calm_json({"kernels"});
  ASSERT_FALSE(kernels["kernels"].empty());
  EXPECT_TRUE(kernels["kernels"][0].contains("operation"));
  EXPECT_EQ(calm_ok({"--kernels"}).out, calm_ok({"kernels"}).out);
}

TEST_F(CalmBasics, InspectsAModel) {
  const json info = calm_json({"inspect", "--model", model()});
  EXPECT_EQ(info["layers"], 4);
  EXPECT_EQ(info["hidden"], 64);
  EXPECT_EQ(info["linears"].size(), 28u);
  EXPECT_NE(calm_ok({"inspect", path("model")}).out.find("LlamaForCausalLM"), std::string::npos);
}

TEST_F(CalmBasics, JsonOnStdoutIsAlone) {
  const ProcessResult result = calm_ok({"inspect", model(), "--json", "-"});
  EXPECT_TRUE(json::accept(result.out)) << result.out;
}

TEST_F(CalmBasics, TokenizesAndGenerates) {
  const std::string folder = model();
  write("text.txt", "the text\n");
  const json ids = calm_json({"tokenize", "--model", folder, "--text", path("text.txt")})["ids"];
  ASSERT_FALSE(ids.empty());
  for (const json& id : ids) EXPECT_LT(id, 320);
  const json result = calm_json({"generate", "--model", folder, "--text", path("text.txt"), "--max-tokens", "8"});
  EXPECT_EQ(result["prompt_ids"], ids);
  EXPECT_LE(result["ids"].size(), 8u);
  const ProcessResult text = calm_ok({"generate", "--model", folder, "--text", path("text.txt"), "--max-tokens", "8"});
  EXPECT_EQ(text.out, result["text"].get<std::string>() + "\n");
}

TEST_F(CalmBasics, PutsAPromptIntoTheChatTemplate) {
  const std::string folder = model();
  const std::vector<std::string> generate = {"generate", "--model", folder, "--prompt", "Hi", "--max-tokens", "2"};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> all = generate;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  const ProcessResult plain = calm_ok(with({"--chat", "--json", "-"}));
  EXPECT_NE(plain.err.find("plain text"), std::string::npos) << plain.err;
  EXPECT_FALSE(json::parse(plain.out)["chat"]["formatted"]);
  EXPECT_EQ(json::parse(plain.out)["chat"]["text"], "Hi");
  write("model/chat_template.jinja", "{{ '<|im_start|>' + message['content'] + '<|im_end|>' }}");
  const json chat = calm_json(with({"--chat", "--system", "Be brief."}))["chat"];
  EXPECT_EQ(chat["template"], "ChatML");
  EXPECT_EQ(chat["text"],
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
  EXPECT_EQ(calm(with({"--system", "x"})).status, 2);
}

TEST_F(CalmBasics, WritesWithTheVariantsOfASession) {
  calm_ok({"analyze", "--model", model(), "--tokens", tokens(), "--pool", "gptq", "--session", path("s"), "--quiet"});
  const json result = calm_json({"generate", "--session", path("s"), "--prompt", "the", "--max-tokens", "6",
                                 "--variant", "original", "--variant", "plan"});
  ASSERT_EQ(result["variants"].size(), 2u);
  EXPECT_EQ(result["variants"][0]["variant"], "Original");
  const auto left = result["variants"][0]["ids"].get<std::vector<int>>();
  const auto right = result["variants"][1]["ids"].get<std::vector<int>>();
  if (left == right) {
    EXPECT_TRUE(result["first_difference"].is_null());
  } else {
    const auto first = result["first_difference"].get<size_t>();
    EXPECT_TRUE(std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(first), right.begin()));
    EXPECT_FALSE(first < left.size() && first < right.size() && left[first] == right[first]);
  }
  const ProcessResult text = calm_ok({"generate", "--session", path("s"), "--prompt", "the", "--max-tokens", "6"});
  EXPECT_NE(text.out.find("== Original\n"), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("== Hybrid\n"), std::string::npos) << text.out;
}

TEST_F(CalmBasics, FindsNoTokensInAnEmptyFile) {
  write("empty.txt", "");
  EXPECT_TRUE(calm_json({"tokenize", "--model", model(), "--text", path("empty.txt")})["ids"].empty());
}

TEST_F(CalmBasics, WritesLogits) {
  const std::string folder = model(), ids = tokens(2, 5);
  calm_ok({"logits", "--model", folder, "--tokens", ids, "--out", path("logits.safetensors")});
  const std::string bytes = read("logits.safetensors");
  uint64_t header = 0;
  ASSERT_GT(bytes.size(), sizeof header);
  std::memcpy(&header, bytes.data(), sizeof header);
  const json tensors = json::parse(bytes.substr(8, header));
  EXPECT_EQ(tensors["logits"]["dtype"], "F32");
  EXPECT_EQ(tensors["logits"]["shape"], (json{10, 320}));
  const ProcessResult again = calm({"logits", "--model", folder, "--tokens", ids, "--out", path("logits.safetensors")});
  EXPECT_EQ(again.status, 1);
  EXPECT_NE(again.err.find("--force"), std::string::npos);
}

TEST_F(CalmBasics, BenchComparesTwoModels) {
  const std::string one = model("one", 2), two = model("two", 4);
  const json result = calm_json({"bench", "--model", one, "--against", two, "--prompt", "16", "--generate", "4",
                                 "--repeats", "1", "--threads", "1"});
  for (const char* key : {"prefill_tokens_per_second", "decode_tokens_per_second", "prefill_tokens_per_cpu_second",
                          "decode_tokens_per_cpu_second", "peak_rss_bytes", "weight_bytes"}) {
    EXPECT_GT(result[key], 0) << key;
    EXPECT_GT(result["against"][key], 0) << key;
    EXPECT_NEAR(result["ratios"][key].get<double>(), result[key].get<double>() / result["against"][key].get<double>(),
                1e-9)
        << key;
  }
  EXPECT_EQ(result["threads"], 1);
  EXPECT_FALSE(result["isa"].get<std::string>().empty());
}

TEST_F(CalmBasics, AFullStdoutIsAnError) {
  ProcessOptions options;
  options.stdout_to = "/dev/full";
  const ProcessResult result = calm({"methods"}, options);
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("stdout"), std::string::npos) << result.err;
}

TEST_F(CalmBasics, ErrorsNameTheFile) {
  write("bad.gguf", "this is no GGUF file");
  fs::create_directories(path("empty"));
  for (const char* name : {"nothing", "bad.gguf", "empty"}) {
    for (const char* command : {"inspect", "ppl", "bench"}) {
      const ProcessResult result = calm({command, "--model", path(name)});
      EXPECT_EQ(result.status, 1) << command << " " << name << result.err;
      EXPECT_NE(result.err.find(name), std::string::npos) << result.err;
      EXPECT_EQ(result.out, "");
    }
  }
}

}  // namespace
}  // namespace calm::test
