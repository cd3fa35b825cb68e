#include "cli/arguments.h"

#include <gtest/gtest.h>

#include "cli/overrides.h"

namespace calm::cli {
namespace {

std::optional<Arguments> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "calm");
  return parse_arguments(static_cast<int>(words.size()), words.data());
}

std::string refusal(std::vector<const char*> words) {
  try {
    parse(std::move(words));
  } catch (const UsageError& error) {
    return error.message;
  }
  return "accepted";
}

TEST(Arguments, AnalyzeTakesEveryOption) {
  const auto a = parse({"analyze",
                        "--model",
                        "m.gguf",
                        "--tokens",
                        "ids.json",
                        "--pool",
                        "gptq,awq,smoothquant:0.5",
                        "--metric",
                        "sqnr",
                        "--site",
                        "down_input",
                        "--sequences",
                        "16",
                        "--length",
                        "256",
                        "--seed",
                        "7",
                        "--session",
                        "s",
                        "--json",
                        "out.json",
                        "--group",
                        "64",
                        "--scheme",
                        "w4a16-asymmetric",
                        "--symmetric",
                        "--weight-bits",
                        "3",
                        "--activation-bits",
                        "16",
                        "--dtype",
                        "bfloat16",
                        "--override",
                        "3=awq",
                        "--override",
                        "4-7=gptq:act-order",
                        "--from-layer",
                        "5",
                        "--beam",
                        "4",
                        "--device",
                        "cpu",
                        "--threads",
                        "2",
                        "--add-special",
                        "--float16-scales",
                        "--json-events",
                        "--quiet",
                        "--estimate"});
  ASSERT_TRUE(a);
  EXPECT_EQ(a->command, Command::analyze);
  EXPECT_EQ(a->model, "m.gguf");
  EXPECT_EQ(a->tokens, "ids.json");
  EXPECT_EQ(a->pool, "gptq,awq,smoothquant:0.5");
  EXPECT_EQ(a->metric, "sqnr");
  EXPECT_EQ(a->site, "down_input");
  EXPECT_EQ(a->sequences, 16);
  EXPECT_EQ(a->length, 256);
  EXPECT_EQ(a->seed, 7u);
  EXPECT_EQ(a->session, "s");
  EXPECT_EQ(a->json, "out.json");
  EXPECT_EQ(a->group, "64");
  EXPECT_EQ(a->scheme, "w4a16-asymmetric");
  EXPECT_EQ(a->asymmetric, false);
  EXPECT_EQ(a->weight_bits, 3);
  EXPECT_EQ(a->activation_bits, 16);
  EXPECT_EQ(a->dtype, "bfloat16");
  EXPECT_EQ(a->overrides, (std::vector<std::string>{"3=awq", "4-7=gptq:act-order"}));
  EXPECT_EQ(a->from_layer, 5);
  EXPECT_EQ(a->beam, 4);
  EXPECT_EQ(a->device, "cpu");
  EXPECT_EQ(a->threads, 2);
  EXPECT_TRUE(a->add_special && a->float16_scales && a->json_events && a->quiet && a->estimate);
}

TEST(Arguments, WhatWasNotGivenStaysEmpty) {
  const auto a = parse({"analyze", "--session", "s"});
  ASSERT_TRUE(a);
  EXPECT_FALSE(a->pool || a->metric || a->site || a->sequences || a->length || a->seed || a->group || a->device ||
               a->threads || a->dtype || a->weight_bits || a->activation_bits || a->beam || a->scheme || a->asymmetric);
  EXPECT_EQ(a->from_layer, -1);
}

TEST(Arguments, EveryCommandIsThere) {
  const std::vector<std::pair<Command, std::vector<const char*>>> commands = {
      {Command::inspect, {"inspect", "m"}},
      {Command::inspect, {"inspect", "--session", "s"}},
      {Command::quantize, {"quantize", "--model", "m", "--out", "o", "--force", "--format", "gguf"}},
      {Command::export_model, {"export", "--session", "s", "--format", "compressed-tensors", "--out", "o"}},
      {Command::ppl, {"ppl", "--model", "m", "--text", "t", "--window", "1024", "--max-windows", "4", "--json", "-"}},
      {Command::ppl, {"ppl", "--model", "m", "--arithmetic", "kernels"}},
      {Command::bench, {"bench", "--model", "m", "--lm-head", "int8", "--kv-cache", "float32", "--dtype", "f16"}},
      {Command::bench,
       {"bench", "--model", "m", "--against", "n", "--prompt", "32", "--generate", "8", "--threads", "1"}},
      {Command::bench, {"bench", "--session", "s", "--variant", "original", "--variant", "gptq", "--skip-latency"}},
      {Command::bench,
       {"bench", "--session", "s", "--variant", "plan:by CKA", "--kl", "--skip-perplexity", "--skip-latency",
        "--memory"}},
      {Command::generate,
       {"generate", "--model", "m", "--prompt", "Hi", "--max-tokens", "9", "--temperature", "0.7", "--top-k", "40",
        "--top-p", "0.9", "--seed", "1"}},
      {Command::generate, {"generate", "--model", "m", "--prompt", "Hi", "--chat", "--system", "Be brief."}},
      {Command::generate,
       {"generate", "--session", "s", "--variant", "original", "--variant", "gptq", "--prompt", "Hi"}},
      {Command::tokenize, {"tokenize", "--model", "m", "--text", "t", "--add-special", "--json", "o"}},
      {Command::logits, {"logits", "--model", "m", "--tokens", "t", "--out", "o.safetensors"}},
      {Command::report, {"report", "--session", "s", "--out", "r.html"}},
      {Command::hub_list, {"hub", "list", "a/b", "--revision", "v1"}},
      {Command::hub_download, {"hub", "download", "a/b", "--file", "x.gguf", "--offline"}},
      {Command::methods, {"methods"}},
      {Command::devices, {"devices", "--json", "-"}},
      {Command::kernels, {"kernels"}},
      {Command::kernels, {"--kernels"}},
  };
  for (const auto& [command, words] : commands) {
    const auto a = parse(words);
    ASSERT_TRUE(a) << words[0];
    EXPECT_EQ(a->command, command) << words[0];
  }
}

TEST(Arguments, BenchAndGenerateReadTheirOwnPrompt) {
  EXPECT_EQ(parse({"bench", "--model", "m", "--prompt", "32"})->prompt_tokens, 32);
  EXPECT_EQ(parse({"generate", "--model", "m", "--prompt", "Once"})->prompt, "Once");
}

TEST(Arguments, RefusalsNameTheOption) {
  EXPECT_NE(refusal({"analyze"}).find("--model"), std::string::npos);
  EXPECT_NE(refusal({"analyze", "--model", "m", "--text", "a", "--tokens", "b"}), "accepted");
  EXPECT_NE(refusal({"analyze", "--model", "m", "--sequences", "0"}).find("--sequences"), std::string::npos);
  EXPECT_NE(refusal({"analyze", "--model", "m", "--sequences", "many"}).find("--sequences"), std::string::npos);
  EXPECT_NE(refusal({"analyze", "--model", "m", "--metric", "mse"}).find("--metric"), std::string::npos);
  EXPECT_NE(refusal({"analyze", "--model", "m", "--preset", "paper", "--length", "64"}).find("--preset"),
            std::string::npos);
  EXPECT_NE(refusal({"analyze", "--model", "m", "--no-such"}).find("--no-such"), std::string::npos);
  EXPECT_NE(refusal({"analyze", "--model", "m", "--json-events", "--json", "-"}).find("--json-events"),
            std::string::npos);
  EXPECT_NE(refusal({"quantize", "--model", "m"}).find("--out"), std::string::npos);
  EXPECT_NE(refusal({"export", "--out", "o"}).find("--session"), std::string::npos);
  EXPECT_NE(refusal({"export", "--session", "s", "--out", "o", "--format", "onnx"}).find("--format"),
            std::string::npos);
  EXPECT_NE(refusal({"bench"}).find("--model"), std::string::npos);
  EXPECT_NE(refusal({"bench", "--model", "m", "--memory"}).find("--memory"), std::string::npos);
  EXPECT_NE(refusal({"generate", "--model", "m"}).find("--prompt"), std::string::npos);
  EXPECT_NE(refusal({"generate", "--prompt", "Hi"}).find("--model"), std::string::npos);
  EXPECT_NE(refusal({"generate", "--model", "m", "--prompt", "Hi", "--variant", "gptq"}).find("--session"),
            std::string::npos);
  EXPECT_NE(refusal({"generate", "--model", "m", "--prompt", "Hi", "--system", "x"}).find("--chat"), std::string::npos);
  EXPECT_NE(refusal({"frobnicate"}).find("frobnicate"), std::string::npos);
}

TEST(Overrides, OneLayerOrARange) {
  const Override one = parse_override("3=smoothquant:alpha=0.5");
  EXPECT_EQ(one.first, 3);
  EXPECT_EQ(one.last, 3);
  EXPECT_EQ(one.spec, "smoothquant:alpha=0.5");
  const Override range = parse_override("3-7=awq");
  EXPECT_EQ(range.first, 3);
  EXPECT_EQ(range.last, 7);
}

TEST(Overrides, NonsenseIsRefusedByName) {
  for (const char* text : {"awq", "=awq", "3=", "x=awq", "7-3=awq", "-1=awq", "3-=awq", "3.5=awq", "99999999999=awq"}) {
    EXPECT_THROW(
        {
          try {
            parse_override(text);
          } catch (const UsageError& error) {
            EXPECT_NE(error.message.find(text), std::string::npos) << error.message;
            throw;
          }
        },
        UsageError)
        << text;
  }
}

}  // namespace
}  // namespace calm::cli
