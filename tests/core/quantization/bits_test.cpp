// The option `bits`: a method at other bits than the scheme's is the method under a scheme of those bits.
#include <gtest/gtest.h>

#include "calm/plan_size.h"
#include "core/quantization/rig.h"

namespace calm {
namespace {

using test::LayerRig;
using test::same_bits;

void expect_same(const QuantizedLayer& a, const QuantizedLayer& b) {
  EXPECT_TRUE(same_bits(a.input_norm, b.input_norm));
  EXPECT_TRUE(same_bits(a.post_attention_norm, b.post_attention_norm));
  for (const LinearId id : kLinearIds) {
    EXPECT_EQ(a.at(id).bits, b.at(id).bits) << linear_name(id);
    EXPECT_TRUE(same_bits(a.at(id).codes, b.at(id).codes)) << linear_name(id);
    EXPECT_TRUE(same_bits(a.at(id).scales, b.at(id).scales)) << linear_name(id);
  }
}

TEST(BitsOption, IsTheSchemeOfThoseBits) {
  for (const int bits : {2, 3, 8}) {
    for (const std::string method : {"rtn", "gptq:act-order:clip", "awq", "awq:clip", "smoothquant:0.5+gptq",
                                     "awq+gptq:clip", "omniquant:steps=3", "autoround:steps=3", "heroq+gptq"}) {
      SCOPED_TRACE(method + " at " + std::to_string(bits));
      LayerRig by_option, by_scheme;
      by_scheme.scheme.weight_bits = bits;
      expect_same(by_option.quantize(method + ":bits=" + std::to_string(bits)), by_scheme.quantize(method));
    }
  }
}

TEST(BitsOption, OfPartsHoldsForTheirLinears) {
  LayerRig rig, eight;
  eight.scheme.weight_bits = 8;
  const QuantizedLayer mixed = rig.quantize("attn=gptq:bits=8/ffn=gptq");
  const QuantizedLayer wide = eight.quantize("gptq"), narrow = rig.quantize("gptq");
  for (const LinearId id : kLinearIds) {
    const bool ffn = id == LinearId::gate || id == LinearId::up || id == LinearId::down;
    EXPECT_TRUE(same_bits(mixed.at(id).codes, (ffn ? narrow : wide).at(id).codes)) << linear_name(id);
    EXPECT_EQ(mixed.at(id).bits, ffn ? 4 : 8);
  }
  // Linears of one input may differ in bits: only what is folded in front of them must be the same.
  EXPECT_EQ(weight_bits_of(parse_method("qkv=awq:bits=3/o=awq/gate=awq:bits=2/up=awq:bits=8/down=rtn"), {}),
            (std::array<int, 7>{3, 3, 3, 4, 2, 8, 4}));
}

TEST(BitsOption, BelongsToTheLastStage) {
  EXPECT_THROW(parse_method("awq:bits=3+gptq"), Error);
  EXPECT_THROW(parse_method("gptq:bits=9"), Error);
  EXPECT_EQ(parse_method("gptq:bits=scheme").canonical(), "gptq");
  EXPECT_EQ(with_bits(parse_method("awq+gptq:act-order"), 3), parse_method("awq+gptq:act-order:bits=3").canonical());
  EXPECT_EQ(with_bits(parse_method("gptq:bits=8"), 2), "gptq:bits=2");
  EXPECT_EQ(weight_bits_of(parse_method(with_bits(parse_method("attn=awq/ffn=rtn"), 5)), {})[6], 5);
  EXPECT_THROW(with_bits(parse_method("rtn"), 16), Error);
  const std::vector<MethodSpec> pool = pool_with_bits({parse_method("rtn"), parse_method("awq")}, {2, 8});
  ASSERT_EQ(pool.size(), 4u);
  EXPECT_EQ(pool[1].canonical(), "awq:bits=2");
}

TEST(StorageBits, CountsCodesAndScales) {
  ModelInfo model;
  model.layers = 1;
  model.linears = {{0, "self_attn.q_proj", 10, 256, "BF16", 128},
                   {0, "mlp.gate_proj", 6, 192, "BF16", 64},
                   {0, "mlp.down_proj", 5, 40, "BF16", 0}};
  const StorageBits bits = layer_storage(model, {}, 0, "attn=rtn:bits=8/ffn=rtn:bits=3");
  EXPECT_EQ(bits.codes, 10 * 256 * 8 + 6 * 192 * 3);
  EXPECT_EQ(bits.scales, 16 * (10 * 2 + 6 * 3));
  EXPECT_EQ(bits.plain, 5 * 40 * 16);
  EXPECT_EQ(bits.weights, 10 * 256 + 6 * 192 + 5 * 40);
  Scheme wide;
  wide.storage = StorageType::float32;
  EXPECT_EQ(linear_storage(model.linears[0], wide, "").per_weight(), 4 + 32.0 / 128);

  Scheme asymmetric;
  asymmetric.asymmetric = true;
  const StorageBits zeros = linear_storage(model.linears[0], asymmetric, "rtn:bits=3");
  EXPECT_EQ(zeros.zeros, 3 * 10 * 2);
  EXPECT_EQ(zeros.per_weight(), 3 + (16.0 + 3) / 128);
  asymmetric.group_size = kPerChannel;
  EXPECT_EQ(linear_storage(model.linears[0], asymmetric, "rtn:bits=8").total(), 8 * 10 * 256 + 10 * (16 + 8));
}

}  // namespace
}  // namespace calm
