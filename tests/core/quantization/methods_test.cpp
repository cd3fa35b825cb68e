// What holds for every method and option: the folded layer's function, determinism, ranges, its own objective.
#include <gtest/gtest.h>

#include "core/quantization/rig.h"

namespace calm {
namespace {

using test::kSites;
using test::LayerRig;
using test::Matrix;
using test::relative_difference;
using test::same_bits;
using test::to_matrix;

/// Every method bare, with each of its options at another value, and the compositions of the presets.
std::vector<std::string> many_specs() {
  std::vector<std::string> specs;
  for (const MethodInfo& info : methods()) {
    specs.push_back(info.id);
    for (const OptionInfo& option : info.options) {
      std::string value = "true";
      if (option.kind == OptionInfo::Kind::integer) value = "5";
      if (option.kind == OptionInfo::Kind::number) value = "0.3";
      if (option.kind == OptionInfo::Kind::choice) value = option.choices.back();
      specs.push_back(info.id + ":" + option.name + "=" + value);
    }
  }
  for (const PoolPreset& preset : pool_presets()) {
    specs.insert(specs.end(), preset.specs.begin(), preset.specs.end());
  }
  specs.insert(specs.end(), {"smoothquant:0.5+awq", "awq:clip+rtn", "smoothquant:0.4+awq:gqa-vo+gptq:act-order:clip",
                             "awq:loss=module", "smoothquant:0.5+awq:loss=module:clip"});
  return specs;
}

class MethodContract : public testing::TestWithParam<std::string> {};

TEST_P(MethodContract, GivesTheSameBitsAgainAndStaysInRange) {
  LayerRig rig({}, StorageType::bfloat16);
  const QuantizedLayer first = rig.quantize(GetParam());
  const QuantizedLayer second = rig.quantize(GetParam());
  EXPECT_EQ(first.method, parse_method(GetParam()).canonical());
  EXPECT_EQ(first.storage, StorageType::bfloat16);
  EXPECT_EQ(first.notes, second.notes);
  EXPECT_TRUE(same_bits(first.input_norm, second.input_norm));
  EXPECT_TRUE(same_bits(first.post_attention_norm, second.post_attention_norm));
  EXPECT_TRUE(same_bits(first.input_norm, round_to_storage(first.input_norm, StorageType::bfloat16)));
  for (const LinearId id : kLinearIds) {
    const QuantizedLinear& linear = first.at(id);
    if (linear.spqr) {
      EXPECT_TRUE(same_bits(linear.weight, second.at(id).weight)) << linear_name(id);
      EXPECT_EQ(linear.activation_bits, 8);
      continue;
    }
    EXPECT_TRUE(same_bits(linear.codes, second.at(id).codes)) << linear_name(id);
    EXPECT_TRUE(same_bits(linear.scales, second.at(id).scales)) << linear_name(id);
    ASSERT_TRUE(linear.quantized());
    const int bits = weight_bits_of(parse_method(GetParam()), rig.scheme)[static_cast<size_t>(id)];
    EXPECT_EQ(bits, GetParam().find("bits=8") == std::string::npos ? 4 : 8);
    EXPECT_EQ(linear.bits, bits);
    EXPECT_EQ(linear.activation_bits, 8);
    EXPECT_EQ(linear.codes.sizes(), rig.layer.at(id).weight.sizes());
    EXPECT_EQ(linear.scales.size(1) * linear.group, linear.codes.size(1));
    for (const double code : to_matrix(linear.codes).values)
      ASSERT_TRUE(code >= -(1 << (bits - 1)) && code < 1 << (bits - 1));
    for (const double scale : to_matrix(linear.scales).values) {
      ASSERT_TRUE(std::isfinite(scale) && scale > 0);
      ASSERT_EQ(scale, test::stored(scale, StorageType::bfloat16));
    }
  }
}

TEST_P(MethodContract, LeavesTheLayersInputsAlone) {
  LayerRig rig;
  DecoderLayer before = rig.layer;
  for (LinearWeights& linear : before.linears) linear.weight = linear.weight.clone();
  before.input_norm = before.input_norm.clone();
  before.post_attention_norm = before.post_attention_norm.clone();
  rig.quantize(GetParam());
  EXPECT_TRUE(same_bits(before.input_norm, rig.layer.input_norm));
  EXPECT_TRUE(same_bits(before.post_attention_norm, rig.layer.post_attention_norm));
  for (const LinearId id : kLinearIds) EXPECT_TRUE(same_bits(before.at(id).weight, rig.layer.at(id).weight));
}

/// Sum over the linears of tr(dW G dW^T), dW against the original weights on the original inputs.
double objective(const LayerRig& rig, const std::string& method) {
  const QuantizedLayer quantized = rig.quantize(method);
  const WorkingLayer folded = rig.transform(method);
  double sum = 0;
  for (const LinearId id : kLinearIds) {
    Matrix x = to_matrix(rig.input(input_site(id)));
    const at::Tensor& scale = folded.input_scale[static_cast<size_t>(input_site(id))];
    if (scale.defined()) {
      const Matrix s = to_matrix(scale);
      for (int64_t i = 0; i < x.rows; ++i) {
        for (int64_t j = 0; j < x.cols; ++j) x(i, j) /= s(0, j);
      }
    }
    const Matrix d = test::minus(to_matrix(quantized.at(id).dequantize()), to_matrix(folded.weights.at(id).weight));
    sum += test::weighted_error(d, test::gram_of(x));
  }
  return sum;
}

TEST_P(MethodContract, IsNoWorseThanRtnByTheErrorItMinimizes) {
  const MethodSpec spec = parse_method(GetParam());
  if (spec.stages.front().id == "smoothquant" || GetParam() == "heroq:alpha=0.3") {
    // It balances maxima and minimizes no error: only finite output is promised.
    LayerRig rig;
    EXPECT_TRUE(std::isfinite(objective(rig, GetParam())));
    return;
  }
  for (const uint64_t seed : {1, 2}) {
    test::RandomModelSpec model;
    model.seed = seed;
    const LayerRig rig(model);
    EXPECT_LE(objective(rig, GetParam()), objective(rig, "rtn") * (1 + 1e-6)) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Methods, MethodContract, testing::ValuesIn(many_specs()), [](const auto& p) {
  std::string name = p.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return std::to_string(p.index) + "_" + name;
});

struct FoldCase {
  std::string name;
  test::RandomModelSpec spec;
  StorageType storage;
  double tolerance;
};

class Fold : public testing::TestWithParam<FoldCase> {};

TEST_P(Fold, KeepsTheLayersFunction) {
  const LayerRig rig(GetParam().spec, GetParam().storage);
  for (const std::string method :
       {"smoothquant:0.5", "smoothquant:0.9", "awq", "awq:duo", "awq:gqa-vo", "awq:loss=module",
        "smoothquant:0.5+awq:gqa-vo", "awq+gptq", "omniquant:let", "heroq:alpha=0.7", "gptq"}) {
    const WorkingLayer folded = rig.transform(method);
    EXPECT_LT(relative_difference(rig.forward(folded.weights), rig.output), GetParam().tolerance) << method;
    if (method == "gptq") continue;
    // Something was really moved, by exactly what is recorded.
    for (const InputSite site : {InputSite::attention_in, InputSite::ffn_in}) {
      const at::Tensor& norm =
          site == InputSite::ffn_in ? folded.weights.post_attention_norm : folded.weights.input_norm;
      const at::Tensor& old = site == InputSite::ffn_in ? rig.layer.post_attention_norm : rig.layer.input_norm;
      EXPECT_FALSE(same_bits(norm, old));
      EXPECT_TRUE(same_bits(norm, round_to_storage(norm, GetParam().storage))) << "the folded norm is not storable";
      const at::Tensor& scale = folded.input_scale[static_cast<size_t>(site)];
      EXPECT_LT(relative_difference(norm.mul(scale), old), 1e-6) << method;
    }
  }
}

std::vector<FoldCase> fold_cases() {
  std::vector<FoldCase> cases;
  const auto add = [&](const std::string& name, StorageType storage, double tolerance) -> test::RandomModelSpec& {
    cases.push_back({name, {}, storage, tolerance});
    return cases.back().spec;
  };
  add("llama", StorageType::float32, 1e-5);
  add("llama_all_heads", StorageType::float32, 1e-5).kv_heads = 4;
  add("llama_bfloat16", StorageType::bfloat16, 1e-5);
  add("llama_float16", StorageType::float16, 1e-5);
  add("qwen2_bias", StorageType::float32, 1e-5).architecture = "qwen2";
  test::RandomModelSpec& biased = add("llama_bias", StorageType::float32, 1e-5);
  biased.biases = true;
  biased.kv_heads = 4;
  // Biases that a fold divides are rounded to the storage type again: one more bfloat16 rounding of a small term.
  test::RandomModelSpec& rounded = add("llama_bias_bfloat16", StorageType::bfloat16, 1e-2);
  rounded.biases = true;
  rounded.kv_heads = 4;
  add("qwen3_norms", StorageType::float32, 1e-5).architecture = "qwen3";
  add("mistral_window", StorageType::float32, 1e-5).architecture = "mistral";
  cases.back().spec.sliding_window = 5;
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Models, Fold, testing::ValuesIn(fold_cases()), [](const auto& p) { return p.param.name; });

TEST(QuantizedLayerFunction, IsNearTheOriginalsAtEightBits) {
  LayerRig rig;
  rig.scheme.weight_bits = 8;
  rig.scheme.group_size = 32;
  for (const std::string method : {"rtn", "gptq", "awq", "smoothquant:0.5", "awq+gptq:act-order"}) {
    EXPECT_LT(relative_difference(rig.forward(rig.quantize(method).dequantize()), rig.output), 0.05) << method;
  }
}

TEST(OddWidths, StayAt16BitsAndSaySo) {
  test::RandomModelSpec spec;
  spec.intermediate = 72;  // 32 does not divide it
  const LayerRig rig(spec, StorageType::bfloat16);
  for (const std::string method : {"rtn", "gptq:act-order:clip", "awq:clip", "smoothquant:0.5", "awq+gptq"}) {
    const QuantizedLayer quantized = rig.quantize(method);
    const QuantizedLinear& down = quantized.at(LinearId::down);
    EXPECT_FALSE(down.quantized()) << method;
    EXPECT_FALSE(down.codes.defined()) << method;
    EXPECT_EQ(down.activation_bits, 16) << method;
    EXPECT_TRUE(same_bits(down.weight, rig.layer.at(LinearId::down).weight)) << method;
    bool said = false;
    for (const std::string& note : quantized.notes) {
      said = said || (note.find("down_proj") != std::string::npos && note.find("16 bit") != std::string::npos &&
                      note.find("72") != std::string::npos);
    }
    EXPECT_TRUE(said) << method;
    EXPECT_TRUE(quantized.at(LinearId::up).quantized()) << method;
  }
}

TEST(Float16Scales, AreExactInFloat16WhateverTheStorage) {
  LayerRig rig;
  rig.scheme.float16_scales = true;
  for (const std::string method : {"rtn", "gptq", "awq:clip"}) {
    const QuantizedLayer quantized = rig.quantize(method);
    for (const LinearId id : kLinearIds) {
      for (const double scale : to_matrix(quantized.at(id).scales).values) {
        ASSERT_EQ(scale, test::stored(scale, StorageType::float16)) << method;
      }
    }
  }
}

TEST(SavedLayer, ReadsBackBitForBit) {
  test::RandomModelSpec spec;
  spec.architecture = "qwen2";
  spec.intermediate = 72;
  const LayerRig rig(spec, StorageType::float16);
  const QuantizedLayer saved = rig.quantize("awq:clip");
  test::TempFolder folder;
  save_quantized_layer(folder / "layer.safetensors", saved);
  const QuantizedLayer read = load_quantized_layer(folder / "layer.safetensors");
  EXPECT_EQ(read.method, saved.method);
  EXPECT_EQ(read.notes, saved.notes);
  EXPECT_EQ(read.storage, saved.storage);
  EXPECT_EQ(read.sliding_window, saved.sliding_window);
  EXPECT_TRUE(same_bits(read.input_norm, saved.input_norm));
  EXPECT_TRUE(same_bits(read.post_attention_norm, saved.post_attention_norm));
  for (const LinearId id : kLinearIds) {
    EXPECT_TRUE(same_bits(read.at(id).codes, saved.at(id).codes)) << linear_name(id);
    EXPECT_TRUE(same_bits(read.at(id).scales, saved.at(id).scales)) << linear_name(id);
    EXPECT_TRUE(same_bits(read.at(id).weight, saved.at(id).weight)) << linear_name(id);
    EXPECT_TRUE(same_bits(read.at(id).bias, saved.at(id).bias)) << linear_name(id);
    EXPECT_EQ(read.at(id).group, saved.at(id).group);
    EXPECT_EQ(read.at(id).bits, saved.at(id).bits);
    EXPECT_EQ(read.at(id).activation_bits, saved.at(id).activation_bits);
  }
}

TEST(Stop, EndsAMethodBetweenItsSteps) {
  LayerRig rig;
  for (const std::string method : {"gptq", "awq", "awq:loss=module", "smoothquant:0.5"}) {
    const MethodSpec spec = parse_method(method);
    const LayerStatistics collected = rig.statistics(spec);
    RunControl stopped;
    stopped.request_stop();
    try {
      quantize_layer(rig.layer, spec, {rig.config(), collected, rig.scheme, stopped});
      FAIL() << method << " went on";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::cancelled) << method;
    }
  }
}

TEST(Statistics, SampleEvenlySpacedSequencesWithinABound) {
  const auto tokens = [](const std::vector<SequenceRows>& sample) {
    int64_t sum = 0;
    for (const SequenceRows& sequence : sample) sum += sequence.length;
    return sum;
  };
  EXPECT_TRUE(choose_sample({}).empty());
  const std::vector<SequenceRows> all = choose_sample({100, 3, 50});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[2].first, 103);
  EXPECT_EQ(tokens(all), 153);

  const std::vector<SequenceRows> some = choose_sample(std::vector<int64_t>(32, 256));
  ASSERT_EQ(some.size(), 8u);
  for (size_t i = 0; i < some.size(); ++i) {
    EXPECT_EQ(some[i].length, 256);
    EXPECT_EQ(some[i].first, 256 * (2 + 4 * static_cast<int64_t>(i)));
  }
  EXPECT_EQ(tokens(choose_sample({5 * kSampleTokens})), kSampleTokens);  // the beginning of a long one
  const std::vector<int64_t> ragged = {1, 9000, 2, 3000, 1, 1, 700, 2000, 5};
  EXPECT_LE(tokens(choose_sample(ragged)), kSampleTokens);
  EXPECT_GE(tokens(choose_sample(ragged)), 1);
}

TEST(Statistics, KeepTheSampledRowsWhateverTheBatches) {
  const at::Tensor x = test::random_tensor({60, 8}, 3);
  StatisticsNeeds needs;
  needs.sample[static_cast<size_t>(InputSite::ffn_in)] = true;
  for (const int64_t step : {60, 7, 1}) {
    LayerStatistics statistics(needs, {{5, 10}, {20, 3}, {40, 20}});
    for (int64_t row = 0; row < 60; row += step)
      statistics.accumulate(InputSite::ffn_in, x.narrow(0, row, std::min(step, 60 - row)));
    statistics.finish();
    const std::vector<at::Tensor> sample = statistics.sample(InputSite::ffn_in);
    ASSERT_EQ(sample.size(), 3u);
    EXPECT_TRUE(sample[0].equal(x.narrow(0, 5, 10)));
    EXPECT_TRUE(sample[1].equal(x.narrow(0, 20, 3)));
    EXPECT_TRUE(sample[2].equal(x.narrow(0, 40, 20)));
    EXPECT_THROW(statistics.sample(InputSite::attention_in), std::logic_error);
  }
}

TEST(Statistics, AreRefusedWhereThePoolDidNotAskForThem) {
  const LayerRig rig;
  const LayerStatistics none = rig.statistics(parse_method("rtn"));
  EXPECT_THROW(none.gram(InputSite::o_in), std::logic_error);
  EXPECT_THROW(none.abs_max(InputSite::attention_in), std::logic_error);
  EXPECT_FALSE(none.needs().any());
}

TEST(Statistics, EqualTheirDefinitions) {
  const LayerRig rig;
  StatisticsNeeds all;
  all.gram.fill(true);
  all.channels.fill(true);
  for (const InputSite site : kSites) {
    LayerStatistics statistics(all);
    const Matrix x = to_matrix(rig.input(site));
    for (int64_t first = 0; first < x.rows; first += 50) {
      statistics.accumulate(site, rig.input(site).narrow(0, first, std::min<int64_t>(50, x.rows - first)));
    }
    statistics.finish();
    EXPECT_LT(relative_difference(statistics.gram(site), test::to_tensor(test::gram_of(x))),
              5e-6);  // products are float32
    EXPECT_TRUE(same_bits(statistics.gram(site), statistics.gram(site).t()));
    for (int64_t j = 0; j < x.cols; ++j) {
      double largest = 0, sum = 0;
      for (int64_t i = 0; i < x.rows; ++i) {
        largest = std::max(largest, std::fabs(x(i, j)));
        sum += std::fabs(x(i, j));
      }
      ASSERT_EQ(to_matrix(statistics.abs_max(site))(0, j), largest);
      ASSERT_NEAR(to_matrix(statistics.abs_mean(site))(0, j), sum / static_cast<double>(x.rows), 1e-6 * largest);
    }
  }
}

}  // namespace
}  // namespace calm
