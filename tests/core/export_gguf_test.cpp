// The GGUF export against the plan's own codes and scales, read back block by block.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

#include "calm/error.h"
#include "calm/evaluation.h"
#include "calm/export.h"
#include "calm/search.h"
#include "calm/session.h"
#include "export/gguf_model.h"
#include "model/model_impl.h"
#include "storage/float16.h"
#include "storage/gguf.h"
#include "support/error_of.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"
#include "support/tensors.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

/// A quantized random model in a session, and the request that exports it.
struct Analysed {
  explicit Analysed(const test::RandomModelSpec& spec, bool float16_scales = true,
                    StorageType storage = StorageType::automatic, bool asymmetric = false, int group = 128) {
    test::write_random_hf_model(temp / "source", spec);
    std::ofstream(temp / "ids.json") << R"({"ids": [[1,2,3,4,5,6,7,8],[9,8,7,6,5,4,3,2]]})";
    SearchRequest search;
    search.model = Model::open(temp / "source");
    search.analysis.calibration.source = TextSource::tokens;
    search.analysis.calibration.file = temp / "ids.json";
    search.analysis.calibration.sequences = search.analysis.calibration.length = 0;
    search.analysis.scheme.float16_scales = float16_scales;
    search.analysis.scheme.storage = storage;
    search.analysis.scheme.asymmetric = asymmetric;
    search.analysis.scheme.group_size = group;
    search.selection.pool = {"rtn", "gptq"};
    search.session = temp / "session";
    search.device = "cpu";
    search.threads = 1;
    const SearchResult result = run_search(search, {}, control);
    request.model = search.model;
    request.session = search.session;
    request.plan = result.plan;
    request.format = "gguf";
    request.out = temp / "out";
    request.execution = {"cpu", 1};
  }
  test::TempFolder temp;
  RunControl control;
  ExportRequest request;
};

/// llama.cpp's order of rows: row r of the file is this one of the model.
int64_t source_row(int64_t row, int64_t head_dim, bool interleaved) {
  if (!interleaved) return row;
  const int64_t inside = row % head_dim;
  return row - inside + inside % 2 * (head_dim / 2) + inside / 2;
}

class GgufExport : public testing::TestWithParam<test::RandomModelSpec> {};

TEST_P(GgufExport, HoldsThePlansCodesAndScalesAndOpensAsTheSameModel) {
  const test::RandomModelSpec& spec = GetParam();
  Analysed analysed(spec);
  const ExportCheck check = check_export(analysed.request);
  ASSERT_TRUE(check.errors.empty()) << check.errors.front();
  const ExportReport report = export_model(analysed.request, {}, analysed.control);
  EXPECT_LE(report.bytes, check.bytes);
  EXPECT_TRUE(fs::exists(report.path / "calm_recipe.json"));
  ASSERT_FALSE(check.files.empty());
  EXPECT_EQ(check.files[0].name, "source.gguf");
  EXPECT_GE(fs::file_size(report.path / "source.gguf"), check.files[0].bytes);
  ASSERT_GE(check.parts.size(), 2u);
  EXPECT_EQ(check.parts[0].kind, ExportPart::Kind::codes);
  EXPECT_EQ(check.parts[1].kind, ExportPart::Kind::scales);
  EXPECT_EQ(check.parts[0].bytes, 8 * check.parts[1].bytes) << "16 bytes of codes, 2 of scale";
  const ExportVerification verification = verify_export(analysed.request, {}, analysed.control);
  EXPECT_TRUE(verification.different.empty()) << verification.different[0];
  EXPECT_TRUE(verification.float_activations);
  EXPECT_LT(verification.kl, 1e-6);
  EXPECT_TRUE(verification.sound());
  const fs::path path = report.path / "source.gguf";
  ASSERT_TRUE(fs::exists(path));

  const auto quantized = quantized_model(analysed.request.model, analysed.request.session, analysed.request.plan,
                                         analysed.request.execution, {}, analysed.control);
  const Model::Impl& source = quantized->impl();
  const auto opened = Model::open(report.path);
  const auto file = open_gguf(path);
  const bool permuted = spec.architecture == "llama" || spec.architecture == "mistral";
  static const char* const kNames[] = {"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"};
  for (int layer = 0; layer < spec.layers; ++layer) {
    const QuantizedLayer expected = source.quantized_layer(layer);
    for (const LinearId id : kLinearIds) {
      const QuantizedLinear& linear = expected.at(id);
      const auto name = "blk." + std::to_string(layer) + "." + kNames[static_cast<size_t>(id)] + ".weight";
      const TensorInfo& info = file->at(name);
      ASSERT_EQ(info.type, StoredType::q4_0) << name;
      const std::span<const std::byte> raw = file->raw(info);
      const bool interleaved = permuted && (id == LinearId::q || id == LinearId::k);
      const int64_t columns = linear.codes.size(1);
      int64_t wrong = 0;
      for (int64_t row = 0; row < linear.codes.size(0); ++row) {
        const int64_t from = source_row(row, spec.head_dim, interleaved);
        const int8_t* codes = linear.codes.const_data_ptr<int8_t>() + from * columns;
        const float* scales = linear.scales.const_data_ptr<float>() + from * linear.scales.size(1);
        for (int64_t column = 0; column < columns; ++column) {
          const std::byte* block = raw.data() + (row * columns + column) / 32 * 18;
          uint16_t half = 0;
          std::memcpy(&half, block, sizeof half);
          const int64_t j = column % 32;
          const int byte = static_cast<int>(block[2 + j % 16]);
          const int code = (j < 16 ? byte & 15 : byte >> 4) - 8;
          wrong += code != codes[column] || f16_to_f32(half) != scales[column / linear.group] ? 1 : 0;
        }
      }
      EXPECT_EQ(wrong, 0) << name;
      const std::string hf = "model.layers." + std::to_string(layer) + "." + linear_name(id);
      EXPECT_TRUE(test::same_bits(opened->impl().read(hf + ".weight"), linear.dequantize())) << hf;
      if (source.config.has_bias(id)) {
        EXPECT_TRUE(test::same_bits(opened->impl().read(hf + ".bias"), linear.bias)) << hf;
      }
    }
    const DecoderLayer read = opened->impl().load_layer(layer, at::kCPU);
    EXPECT_TRUE(test::same_bits(read.input_norm, expected.input_norm));
    EXPECT_TRUE(test::same_bits(read.post_attention_norm, expected.post_attention_norm));
    if (spec.architecture == "qwen3") {
      EXPECT_TRUE(test::same_bits(read.q_norm, expected.q_norm));
      EXPECT_TRUE(test::same_bits(read.k_norm, expected.k_norm));
    }
  }
  EXPECT_TRUE(test::same_bits(opened->impl().embed({1, 5, 9}, at::kCPU), source.embed({1, 5, 9}, at::kCPU)));
  EXPECT_TRUE(test::same_bits(opened->impl().final_norm(at::kCPU), source.final_norm(at::kCPU)));
  EXPECT_TRUE(test::same_bits(opened->impl().head_rows(3, 20, at::kCPU), source.head_rows(3, 20, at::kCPU)));

  const ModelConfig& config = opened->impl().config;
  EXPECT_EQ(config.head_dim, source.config.head_dim);
  EXPECT_EQ(config.max_position_embeddings, source.config.max_position_embeddings);
  EXPECT_EQ(config.tie_word_embeddings, source.config.tie_word_embeddings);
  EXPECT_DOUBLE_EQ(config.rope_theta, source.config.rope_theta);
  EXPECT_EQ(config.rope_scaling.kind, source.config.rope_scaling.kind);
  const RotaryTable ours = make_rotary_table(source.config, 64, at::kCPU);
  const RotaryTable theirs = make_rotary_table(config, 64, at::kCPU);
  EXPECT_LT(ours.cos.sub(theirs.cos).abs().max().item<float>(), 1e-4F);
  if (spec.tokenizer) {
    for (const char* text : {"the cat and the hat", "  12345 x+=1;\n\n\tif", "<|endoftext|>a", ""}) {
      EXPECT_EQ(opened->tokenize(text, true), analysed.request.model->tokenize(text, true)) << text;
    }
  }
}

std::vector<test::RandomModelSpec> specs() {
  std::vector<test::RandomModelSpec> result(6);
  result[0].tokenizer = true;
  result[1].architecture = "mistral";
  result[1].tied = true;
  result[2].architecture = "qwen2";
  result[2].tokenizer = true;
  result[3].architecture = "qwen3";
  result[3].dtype = StoredType::bf16;
  result[4].rope_scaling = test::llama3_rope_scaling(8.0, 8192);
  result[4].dtype = StoredType::f16;
  result[5].biases = true;
  result[5].kv_heads = 4;
  return result;
}
INSTANTIATE_TEST_SUITE_P(Models, GgufExport, testing::ValuesIn(specs()),
                         [](const auto& p) { return p.param.architecture + std::to_string(p.index); });

// Asymmetric plans become Q4_1, whose blocks hold d and m of d * q + m: the same weights to the last bit.
TEST(GgufExportOfAsymmetricPlans, HoldsThePlansWeightsExactly) {
  for (const int group : {64, kPerChannel}) {
    test::RandomModelSpec spec;
    Analysed analysed(spec, true, StorageType::automatic, /*asymmetric=*/true, group);
    const ExportReport report = export_model(analysed.request, {}, analysed.control);
    const auto quantized = quantized_model(analysed.request.model, analysed.request.session, analysed.request.plan,
                                           analysed.request.execution, {}, analysed.control);
    const auto opened = Model::open(report.path);
    const auto file = open_gguf(report.path / "source.gguf");
    EXPECT_EQ(file->at("blk.0.ffn_down.weight").type, StoredType::q4_1);
    const ExportVerification verification = verify_export(analysed.request, {}, analysed.control);
    EXPECT_TRUE(verification.sound()) << describe(verification)[0];
    for (int layer = 0; layer < spec.layers; ++layer) {
      const QuantizedLayer expected = quantized->impl().quantized_layer(layer);
      for (const LinearId id : kLinearIds) {
        ASSERT_TRUE(expected.at(id).zeros.defined());
        const std::string name = "model.layers." + std::to_string(layer) + "." + linear_name(id) + ".weight";
        EXPECT_TRUE(test::same_bits(opened->impl().read(name), expected.at(id).dequantize())) << name << group;
      }
    }
  }
  Analysed refused({}, false, StorageType::float16, /*asymmetric=*/true);
  const ExportCheck check = check_export(refused.request);
  ASSERT_FALSE(check.errors.empty());
  EXPECT_NE(check.errors.front().find("Q4_1"), std::string::npos) << check.errors.front();
}

TEST(GgufExportRefusals, SayWhatQ4_0CannotHold) {
  const Scheme scheme = [] {
    Scheme s;
    s.float16_scales = true;
    return s;
  }();
  EXPECT_EQ(gguf_problem(scheme, StorageType::float32), "");
  Scheme other = scheme;
  other.float16_scales = false;
  EXPECT_EQ(gguf_problem(other, StorageType::float16), "");
  EXPECT_NE(gguf_problem(other, StorageType::bfloat16).find("bfloat16"), std::string::npos);
  other = scheme;
  other.weight_bits = 3;
  EXPECT_NE(gguf_problem(other, StorageType::float16).find("3"), std::string::npos);
  other = scheme;
  other.group_size = 48;
  EXPECT_NE(gguf_problem(other, StorageType::float16).find("multiple of 32"), std::string::npos);

  Analysed analysed({}, /*float16_scales=*/false);
  const ExportCheck check = check_export(analysed.request);
  ASSERT_FALSE(check.errors.empty());
  EXPECT_NE(check.errors.front().find("--format gguf"), std::string::npos) << check.errors.front();
  const auto error = test::error_of([&] { export_model(analysed.request, {}, analysed.control); });
  EXPECT_TRUE(error.thrown);
  EXPECT_FALSE(fs::exists(analysed.request.out));
}

// A bfloat16 checkpoint's scales would need rounding after the codes were chosen; with the option they are chosen so.
TEST(GgufExportRefusals, Bfloat16ScalesAreRefusedUnlessFloat16WasAskedFor) {
  test::RandomModelSpec spec;
  spec.dtype = StoredType::bf16;
  Analysed refused(spec, false);
  EXPECT_FALSE(check_export(refused.request).errors.empty());
  Analysed taken(spec, true);
  EXPECT_TRUE(check_export(taken.request).errors.empty());
}

}  // namespace
}  // namespace calm
