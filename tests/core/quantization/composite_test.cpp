// Layers whose parts have methods of their own.
#include <gtest/gtest.h>

#include "calm/error.h"
#include "core/quantization/rig.h"
#include "quantization/composite_spec.h"
#include "quantization/method.h"
#include "support/tensors.h"

namespace calm {
namespace {

std::string canonical(const std::string& text) {
  return parse_method(text).canonical();
}

TEST(CompositeSpec, HasOneSpellingForEqualPlans) {
  EXPECT_EQ(canonical("attn=awq/ffn=gptq"), "attn=awq/ffn=gptq");
  EXPECT_EQ(canonical("down=gptq/gate-up=gptq:percdamp=0.01/qkv=awq/o=awq"), "attn=awq/ffn=gptq");
  EXPECT_EQ(canonical("q=rtn/k=rtn/v=gptq/o=rtn/ffn=rtn"), "q=rtn/k=rtn/v=gptq/o=rtn/ffn=rtn");
  EXPECT_EQ(canonical("attn=awq/ffn=awq"), canonical("awq"));
  EXPECT_EQ(canonical(canonical("qkv=smoothquant:0.50+gptq/o=gptq/ffn=rtn")),
            "qkv=smoothquant:0.5+gptq/o=gptq/ffn=rtn");
  EXPECT_NE(parse_method("attn=awq/ffn=gptq").title().find("AWQ"), std::string::npos);
}

TEST(CompositeSpec, RefusesWhatIsNoLayer) {
  const auto message = [](const std::string& text) {
    try {
      parse_method(text);
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  EXPECT_NE(message("attn=awq").find("gate has no method"), std::string::npos) << message("attn=awq");
  EXPECT_NE(message("attn=awq/ffn=gptq/o=rtn").find("o is there twice"), std::string::npos);
  EXPECT_NE(message("head=awq/ffn=gptq").find("names no part"), std::string::npos);
  EXPECT_NE(message("attn=awq/ffn=nothing").find("there is no method"), std::string::npos);
  // q's scales would be folded into the norm that k reads as well.
  EXPECT_NE(message("q=awq/k=rtn/v=rtn/o=rtn/ffn=rtn").find("share their input"), std::string::npos);
}

TEST(CompositeSpec, PartsAreReplacedOneByOne) {
  EXPECT_EQ(with_part("rtn", "attn", "awq"), "attn=awq/ffn=rtn");
  EXPECT_EQ(with_part("attn=awq/ffn=rtn", "ffn", "awq"), canonical("awq"));
  EXPECT_EQ(with_part("awq", "q", "awq+gptq"), "q=awq+gptq/k=awq/v=awq/o=awq/ffn=awq");
  EXPECT_EQ(with_part("rtn", "k", "awq"), std::nullopt);
}

void expect_same(const QuantizedLayer& got, const QuantizedLayer& expected, std::initializer_list<LinearId> ids) {
  for (const LinearId id : ids) {
    EXPECT_TRUE(test::same_bits(got.at(id).codes, expected.at(id).codes)) << linear_name(id);
    EXPECT_TRUE(test::same_bits(got.at(id).scales, expected.at(id).scales)) << linear_name(id);
  }
}

TEST(CompositeLayer, IsMadeOfTheLayersThatItsPartsName) {
  const test::LayerRig rig;
  const QuantizedLayer awq = rig.quantize("awq:clip"), gptq = rig.quantize("gptq"), rtn = rig.quantize("rtn");
  const QuantizedLayer both = rig.quantize("attn=awq:clip/ffn=gptq");
  expect_same(both, awq, {LinearId::q, LinearId::k, LinearId::v, LinearId::o});
  expect_same(both, gptq, {LinearId::gate, LinearId::up, LinearId::down});
  EXPECT_TRUE(test::same_bits(both.input_norm, awq.input_norm));
  EXPECT_TRUE(test::same_bits(both.post_attention_norm, gptq.post_attention_norm));
  EXPECT_EQ(both.method, canonical("attn=awq:clip/ffn=gptq"));

  const QuantizedLayer linears = rig.quantize("q=gptq/k=rtn/v=rtn/o=gptq/gate=rtn/up=gptq/down=rtn");
  expect_same(linears, gptq, {LinearId::q, LinearId::o, LinearId::up});
  expect_same(linears, rtn, {LinearId::k, LinearId::v, LinearId::gate, LinearId::down});
  EXPECT_TRUE(test::same_bits(linears.input_norm, rtn.input_norm));
}

TEST(CompositeLayer, FoldsOfItsPartsKeepTheLayersFunction) {
  test::RandomModelSpec spec;
  spec.kv_heads = spec.heads;  // so that AWQ folds o's scales into v
  const test::LayerRig rig(spec);
  for (const char* method : {"attn=awq/ffn=rtn", "qkv=rtn/o=awq/gate-up=smoothquant:0.5/down=awq",
                             "qkv=smoothquant:0.7+gptq/o=gptq/gate-up=awq/down=rtn"}) {
    const WorkingLayer folded = rig.transform(method);
    EXPECT_LT(test::relative_difference(rig.forward(folded.weights), rig.output), 1e-4) << method;
    EXPECT_FALSE(test::same_bits(rig.forward(folded.weights), rig.output)) << method;
  }
}

TEST(CompositeLayer, AFoldReachesTheLinearInFrontWhateverRoundsIt) {
  const test::LayerRig rig;
  const QuantizedLayer mixed = rig.quantize("attn=rtn/gate-up=rtn/down=awq"), rtn = rig.quantize("rtn");
  expect_same(mixed, rtn, {LinearId::q, LinearId::k, LinearId::v, LinearId::o, LinearId::gate});
  EXPECT_FALSE(test::same_bits(mixed.at(LinearId::up).scales, rtn.at(LinearId::up).scales));
  EXPECT_TRUE(test::same_bits(mixed.post_attention_norm, rtn.post_attention_norm));
}

}  // namespace
}  // namespace calm
