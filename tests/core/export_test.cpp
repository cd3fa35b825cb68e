#include "calm/export.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "calm/error.h"
#include "export/compressed_tensors.h"
#include "export/compressed_tensors_reader.h"
#include "export/staged_folder.h"
#include "storage/safetensors.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::RandomModelSpec;
using test::TempFolder;

std::string slurp(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

/// Plain rounding, written out here: scale = absmax/7.5 rounded to the storage type, code = round(w / scale).
QuantizedLinear plain_rounding(const LinearWeights& source, int group, StorageType storage) {
  QuantizedLinear linear;
  linear.bias = source.bias;
  if (group == 0) {
    linear.weight = source.weight;
    return linear;
  }
  const int64_t rows = source.weight.size(0), cols = source.weight.size(1);
  linear.group = group;
  linear.bits = 4;
  linear.activation_bits = 8;
  linear.scales = at::empty({rows, cols / group}, at::TensorOptions().dtype(at::kFloat));
  linear.codes = at::empty({rows, cols}, at::TensorOptions().dtype(at::kChar));
  const float* w = source.weight.const_data_ptr<float>();
  float* scales = linear.scales.mutable_data_ptr<float>();
  for (int64_t g = 0; g < rows * (cols / group); ++g) {
    float most = 0;
    for (int64_t i = 0; i < group; ++i) most = std::max(most, std::abs(w[g * group + i]));
    scales[g] = most / 7.5f;
  }
  linear.scales = round_to_storage(linear.scales, storage);
  scales = linear.scales.mutable_data_ptr<float>();
  for (int64_t i = 0; i < rows * cols; ++i) {
    const float code = std::nearbyint(w[i] / scales[i / group]);
    linear.codes.mutable_data_ptr<int8_t>()[i] = static_cast<int8_t>(std::min(7.f, std::max(-8.f, code)));
  }
  return linear;
}

/// A random model, its layout and its layers by plain rounding.
struct Sample {
  TempFolder temp;
  std::shared_ptr<Model> model;
  StorageType storage;
  StoredLinears linears;

  Sample(const RandomModelSpec& spec, StorageType storage_type) : storage(storage_type) {
    test::write_random_hf_model(source(), spec);
    model = with_storage(Model::open(source()), storage);
    for (int64_t l = 0; l < spec.layers; ++l) {
      linears.emplace_back();
      for (const LinearId id : kLinearIds) {
        // Two groups, and one linear that stays 16 bit.
        const int group = id == LinearId::down && l == 1 ? 0 : id == LinearId::down || id == LinearId::o ? 32 : 64;
        if (group > 0) linears.back()[static_cast<size_t>(id)] = {group, 4, 8, l == 0};
      }
    }
  }
  fs::path source() const { return temp / "source"; }
  QuantizedLayer layer(int index) const {
    const DecoderLayer original = model->impl().load_layer(index, at::kCPU);
    QuantizedLayer quantized;
    quantized.storage = storage;
    quantized.input_norm = original.input_norm;
    quantized.post_attention_norm = original.post_attention_norm;
    quantized.q_norm = original.q_norm;
    quantized.k_norm = original.k_norm;
    for (const LinearId id : kLinearIds) {
      quantized.at(id) =
          plain_rounding(original.at(id), linears[static_cast<size_t>(index)][static_cast<size_t>(id)].group, storage);
    }
    return quantized;
  }
  RecipeInfo recipe() const {
    RecipeInfo info;
    info.model_name = "random";
    info.architecture = model->info().architecture;
    info.storage = storage;
    info.plan = uniform_plan(model->info().layers, "ctx", "rtn");
    info.selection.pool = {"rtn"};
    return info;
  }
  CompressedTensorsRequest request() const {
    return {model->impl(), storage, linears, [this](int l) { return layer(l); }, recipe()};
  }
  void write(const fs::path& folder, uint64_t shard_bytes = ShardedWriter::kShardBytes) const {
    fs::create_directories(folder);
    CompressedTensorsRequest wanted = request();
    wanted.shard_bytes = shard_bytes;
    RunControl control;
    write_compressed_tensors(wanted, folder, control);
  }
};

RandomModelSpec spec_of(const std::string& architecture, StoredType dtype, bool tied) {
  RandomModelSpec spec;
  spec.architecture = architecture;
  spec.dtype = dtype;
  spec.tied = tied;
  spec.tokenizer = true;
  return spec;
}

bool same(const at::Tensor& a, const at::Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  return a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type() &&
         std::memcmp(a.contiguous().const_data_ptr(), b.contiguous().const_data_ptr(),
                     static_cast<size_t>(a.numel()) * a.element_size()) == 0;
}

void expect_same_layer(const QuantizedLayer& a, const QuantizedLayer& b) {
  for (const LinearId id : kLinearIds) {
    SCOPED_TRACE(linear_name(id));
    EXPECT_TRUE(same(a.at(id).codes, b.at(id).codes));
    EXPECT_TRUE(same(a.at(id).scales, b.at(id).scales));
    EXPECT_TRUE(same(a.at(id).weight, b.at(id).weight));
    EXPECT_TRUE(same(a.at(id).bias, b.at(id).bias));
    EXPECT_EQ(a.at(id).group, b.at(id).group);
    EXPECT_EQ(a.at(id).bits, b.at(id).bits);
    EXPECT_EQ(a.at(id).activation_bits, b.at(id).activation_bits);
  }
  EXPECT_TRUE(same(a.input_norm, b.input_norm));
  EXPECT_TRUE(same(a.post_attention_norm, b.post_attention_norm));
  EXPECT_TRUE(same(a.q_norm, b.q_norm));
  EXPECT_TRUE(same(a.k_norm, b.k_norm));
  EXPECT_EQ(a.storage, b.storage);
}

struct Case {
  const char* architecture;
  StoredType dtype;
  StorageType storage;
  bool tied;
};

class EveryArchitecture : public testing::TestWithParam<Case> {};

TEST_P(EveryArchitecture, ComesBackCodeForCode) {
  const Case& c = GetParam();
  const Sample sample(spec_of(c.architecture, c.dtype, c.tied), c.storage);
  // tests/export_verify.py reads these folders with transformers and compressed-tensors.
  const char* keep = std::getenv("CALM_KEEP_EXPORTS");
  const fs::path out = keep ? fs::path(keep) / c.architecture : sample.temp / "out";
  if (keep) {
    fs::create_directories(out);
    fs::copy(sample.source(), out / "source", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
  const fs::path folder = keep ? out / "export" : out;
  fs::remove_all(folder);
  sample.write(folder);

  const std::shared_ptr<Model> reopened = Model::open(folder);
  EXPECT_TRUE(reopened->info().quantized);
  EXPECT_EQ(reopened->info().architecture, sample.model->info().architecture);
  EXPECT_EQ(reopened->info().tied_embeddings, c.tied);
  EXPECT_EQ(reopened->tokenize("the cat"), sample.model->tokenize("the cat"));
  for (int l = 0; l < sample.model->info().layers; ++l) {
    SCOPED_TRACE(l);
    const QuantizedLayer back = reopened->impl().quantized_layer(l);
    EXPECT_EQ(back.method, "rtn");
    expect_same_layer(back, sample.layer(l));
  }
  EXPECT_TRUE(same(reopened->impl().final_norm(at::kCPU), sample.model->impl().final_norm(at::kCPU)));
  EXPECT_TRUE(same(reopened->impl().embed({0, 7, 319}, at::kCPU), sample.model->impl().embed({0, 7, 319}, at::kCPU)));
  EXPECT_TRUE(same(reopened->impl().head_rows(3, 9, at::kCPU), sample.model->impl().head_rows(3, 9, at::kCPU)));
}

INSTANTIATE_TEST_SUITE_P(All, EveryArchitecture,
                         testing::Values(Case{"llama", StoredType::f32, StorageType::float32, false},
                                         Case{"mistral", StoredType::bf16, StorageType::bfloat16, false},
                                         Case{"qwen2", StoredType::f16, StorageType::float16, true},
                                         Case{"qwen3", StoredType::f32, StorageType::bfloat16, true}),
                         [](const auto& one) { return std::string(one.param.architecture); });

TEST(CompressedTensors, TheBytesAreThoseOfTheFormat) {
  const Sample sample(spec_of("llama", StoredType::f32, true), StorageType::float16);
  const fs::path folder = sample.temp / "out";
  sample.write(folder);
  const auto file = open_safetensors(folder / "model.safetensors");
  EXPECT_EQ(file->find("lm_head.weight"), nullptr) << "the head is tied";
  EXPECT_EQ(file->at("model.embed_tokens.weight").type, StoredType::f16);
  EXPECT_NE(file->find("model.layers.1.mlp.down_proj.weight"), nullptr) << "ignored linears are saved unquantized";
  EXPECT_EQ(file->find("model.layers.1.mlp.down_proj.weight_packed"), nullptr);

  const QuantizedLinear q = sample.layer(0).at(LinearId::q);
  const TensorInfo& packed = file->at("model.layers.0.self_attn.q_proj.weight_packed");
  EXPECT_EQ(packed.type, StoredType::i32);
  EXPECT_EQ(packed.shape, (std::vector<int64_t>{64, 8}));
  const auto* bytes = reinterpret_cast<const unsigned char*>(file->raw(packed).data());
  for (int64_t i = 0; i < 64 * 64; ++i) {
    const int nibble = (bytes[i / 2] >> (4 * (i % 2))) & 15;  // little-endian words, low nibble first
    ASSERT_EQ(nibble - 8, q.codes.const_data_ptr<int8_t>()[i]) << i;
  }
  const TensorInfo& scale = file->at("model.layers.0.self_attn.q_proj.weight_scale");
  EXPECT_EQ(scale.type, StoredType::f16);
  EXPECT_EQ(scale.shape, (std::vector<int64_t>{64, 1}));
  EXPECT_EQ(file->read_f32(scale)[5], q.scales.const_data_ptr<float>()[5]);
  const TensorInfo& shape = file->at("model.layers.0.self_attn.q_proj.weight_shape");
  EXPECT_EQ(shape.type, StoredType::i64);
  int64_t stated[2];
  std::memcpy(stated, file->raw(shape).data(), sizeof stated);
  EXPECT_EQ(stated[0], 64);
  EXPECT_EQ(stated[1], 64);

  const json config = json::parse(slurp(folder / "config.json"));
  EXPECT_EQ(config["torch_dtype"], "float16");
  const json& q_config = config["quantization_config"];
  EXPECT_EQ(q_config["quant_method"], "compressed-tensors");
  EXPECT_EQ(q_config["format"], "pack-quantized");
  EXPECT_EQ(q_config["quantization_status"], "compressed");
  EXPECT_EQ(q_config["ignore"], (json{"model.layers.1.mlp.down_proj", "lm_head"}));
  ASSERT_EQ(q_config["config_groups"].size(), 4u) << "two groups, with act-order and without";
  const json& group = q_config["config_groups"]["group_0"];
  EXPECT_EQ(group["weights"]["num_bits"], 4);
  EXPECT_EQ(group["weights"]["group_size"], 64);
  EXPECT_EQ(group["weights"]["actorder"], "static");
  EXPECT_EQ(group["input_activations"]["strategy"], "token");
  EXPECT_EQ(group["input_activations"]["dynamic"], true);

  const json recipe = json::parse(slurp(folder / "calm_recipe.json"));
  EXPECT_EQ(recipe["schema"], "calm-recipe");
  EXPECT_EQ(recipe["layers"][1]["method"], "rtn");
  EXPECT_EQ(recipe["layers"][1]["linears"]["mlp.down_proj"]["group"], 0);
  EXPECT_NE(slurp(folder / "README.md").find("not run here"), std::string::npos);
}

TEST(CompressedTensors, ShardsHoldEveryTensorOnce) {
  const Sample sample(spec_of("qwen3", StoredType::f32, false), StorageType::float32);
  const fs::path folder = sample.temp / "out";
  sample.write(folder, 60000);
  EXPECT_FALSE(fs::exists(folder / "model.safetensors"));
  const json index = json::parse(slurp(folder / "model.safetensors.index.json"));
  std::set<std::string> files;
  uint64_t bytes = 0;
  for (const auto& [name, file] : index["weight_map"].items()) {
    files.insert(file.get<std::string>());
    bytes += open_safetensors(folder / file.get<std::string>())->at(name).bytes;
  }
  EXPECT_GT(files.size(), 2u);
  EXPECT_EQ(index["metadata"]["total_size"], bytes);
  EXPECT_EQ(bytes, compressed_tensors_bytes(sample.model->impl().config, sample.storage, sample.linears));
  expect_same_layer(Model::open(folder)->impl().quantized_layer(1), sample.layer(1));
}

TEST(CompressedTensors, ALayerThatWasNotRoundedToTheStoredTypeIsRefused) {
  const Sample sample(spec_of("llama", StoredType::f32, true), StorageType::bfloat16);
  CompressedTensorsRequest request = sample.request();
  request.layer = [&](int l) {
    QuantizedLayer layer = sample.layer(l);
    layer.at(LinearId::up).scales = layer.at(LinearId::up).scales.clone();
    layer.at(LinearId::up).scales.mutable_data_ptr<float>()[3] = 0.1f;
    return layer;
  };
  fs::create_directories(sample.temp / "out");
  RunControl control;
  try {
    write_compressed_tensors(request, sample.temp / "out", control);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::numeric);
    EXPECT_NE(std::string(e.what()).find("model.layers.0.mlp.up_proj.weight_scale"), std::string::npos) << e.what();
  }
}

TEST(QuantizationConfig, RoundTripsAnyMixOfGroups) {
  StoredLinears linears(12);
  for (size_t l = 0; l < linears.size(); ++l) {
    for (size_t i = 0; i < kLinearsPerLayer; ++i) {
      const size_t pick = (l * 7 + i * 3) % 5;
      if (pick == 0) continue;
      linears[l][i] = {pick == 1 ? 128 : pick == 2 ? 64 : 32, pick == 4 ? 8 : 4, l % 3 ? 8 : 16, pick == 3};
    }
  }
  EXPECT_EQ(parse_quantization_config(quantization_config_to_json(linears), 12, "config.json"), linears);
}

TEST(QuantizationConfig, OneExpressionAProjectionWhereAllLayersAgree) {
  StoredLinears linears(30);
  for (auto& layer : linears) layer.fill({64, 4, 8, false});
  const json config = quantization_config_to_json(linears);
  ASSERT_EQ(config["config_groups"].size(), 1u);
  EXPECT_EQ(config["config_groups"]["group_0"]["targets"].size(), 7u);
  EXPECT_EQ(config["config_groups"]["group_0"]["targets"][0], "re:.*\\.self_attn\\.q_proj$");
  EXPECT_EQ(config["ignore"], json{"lm_head"});
}

json foreign_config() {
  return json::parse(
      R"({"quant_method":"compressed-tensors","format":"pack-quantized","quantization_status":"compressed",
    "ignore":["lm_head","re:.*layers\\.0\\..*down_proj"],"kv_cache_scheme":null,
    "config_groups":{"group_0":{"targets":["Linear"],"weights":{"num_bits":4,"type":"int","symmetric":true,"strategy":"group",
    "group_size":128,"dynamic":false,"actorder":null},"input_activations":null,"output_activations":null},
    "group_1":{"targets":["model.layers.1.mlp.up_proj"],"weights":{"num_bits":4,"strategy":"group","group_size":32,
    "actorder":"weight"},"input_activations":{"num_bits":8,"strategy":"token","dynamic":true}}}})");
}

TEST(QuantizationConfig, ReadsClassNamesExpressionsAndExactNames) {
  const StoredLinears linears = parse_quantization_config(foreign_config(), 2, "config.json");
  const auto at = [&](size_t l, LinearId id) { return linears[l][static_cast<size_t>(id)]; };
  EXPECT_EQ(at(0, LinearId::q), (StoredLinear{128, 4, 16, false}));
  EXPECT_EQ(at(0, LinearId::down).group, 0);
  EXPECT_EQ(at(1, LinearId::down).group, 128);
  EXPECT_EQ(at(1, LinearId::up), (StoredLinear{32, 4, 8, true})) << "an exact name counts before a class";
}

TEST(QuantizationConfig, RefusesByName) {
  const std::pair<const char*, std::pair<const char*, const char*>> cases[] = {
      {"/quant_method", {R"("gptq")", "quant_method \"gptq\""}},
      {"/format", {R"("int-quantized")", "format \"int-quantized\""}},
      {"/quantization_status", {R"("frozen")", "quantization_status \"frozen\""}},
      {"/kv_cache_scheme", {R"({"num_bits":8})", "kv_cache_scheme"}},
      {"/ignore", {"[]", "lm_head is quantized"}},
      {"/config_groups/group_0", {R"(["Linear"])", "group_0 names a preset"}},
      {"/config_groups/group_0/weights/num_bits", {"9", "weights of 9 bits"}},
      {"/config_groups/group_0/weights/type", {R"("float")", "type float"}},
      {"/config_groups/group_0/weights/strategy", {R"("tensor")", "strategy \"tensor\""}},
      {"/config_groups/group_0/weights/actorder", {R"("group")", "g_idx"}},
      {"/config_groups/group_0/input_activations",
       {R"({"num_bits":8,"strategy":"tensor","dynamic":false})", "activations of another kind"}},
      {"/config_groups/group_0/output_activations", {R"({"num_bits":8})", "output_activations"}},
  };
  for (const auto& [where, change] : cases) {
    SCOPED_TRACE(where);
    json config = foreign_config();
    config[json::json_pointer(where)] = json::parse(change.first);
    try {
      parse_quantization_config(config, 2, "/m/config.json");
      ADD_FAILURE() << "read";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::unsupported);
      EXPECT_NE(std::string(e.what()).find(change.second), std::string::npos) << e.what();
      EXPECT_NE(std::string(e.what()).find("/m/config.json"), std::string::npos);
    }
  }
}

TEST(QuantizedLayerFile, ComesBackBitForBit) {
  const Sample sample(spec_of("qwen2", StoredType::bf16, true), StorageType::bfloat16);
  QuantizedLayer layer = sample.layer(1);
  layer.method = "gptq:act-order";
  layer.notes = {"down_proj: damping raised to 0.1"};
  layer.sliding_window = 77;
  const fs::path file = sample.temp / "layer.safetensors";
  save_quantized_layer(file, layer);
  const QuantizedLayer back = load_quantized_layer(file);
  expect_same_layer(back, layer);
  EXPECT_EQ(back.method, layer.method);
  EXPECT_EQ(back.notes, layer.notes);
  EXPECT_EQ(back.sliding_window, 77);

  const std::string whole = slurp(file);
  std::ofstream(file, std::ios::binary) << whole.substr(0, whole.size() / 2);
  EXPECT_THROW(load_quantized_layer(file), Error);
  EXPECT_THROW(load_quantized_layer(sample.source() / "model.safetensors"), Error) << "another kind of file";
}

TEST(StagedFolder, AppearsWholeOrNotAtAll) {
  const TempFolder temp;
  const fs::path out = temp / "out";
  {
    StagedFolder staged(out, false);
    std::ofstream(staged.path() / "calm_recipe.json") << "1";
    EXPECT_FALSE(fs::exists(out));
    staged.commit();
  }
  EXPECT_EQ(slurp(out / "calm_recipe.json"), "1");
  EXPECT_THROW(StagedFolder(out, false), Error);
  { const StagedFolder abandoned(out, true); }
  EXPECT_EQ(slurp(out / "calm_recipe.json"), "1") << "the old one stays until the new one is complete";
  {
    StagedFolder staged(out.string() + "/", true);
    std::ofstream(staged.path() / "calm_recipe.json") << "2";
    staged.commit();
  }
  EXPECT_EQ(slurp(out / "calm_recipe.json"), "2");
  fs::remove(out / "calm_recipe.json");
  std::ofstream(out / "thesis.txt") << "mine";
  std::ofstream(out / "mine.txt") << "keep";
  EXPECT_NE(target_problem(out, false).find("--force"), std::string::npos);
  {
    StagedFolder staged(out, true);
    std::ofstream(staged.path() / "calm_recipe.json") << "3";
    staged.commit();
  }
  EXPECT_EQ(slurp(out / "calm_recipe.json"), "3");
  EXPECT_EQ(slurp(out.string() + ".replaced/mine.txt"), "keep") << "a folder that no export made is kept";
  EXPECT_EQ(slurp(out.string() + ".replaced/thesis.txt"), "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(temp.path()), fs::directory_iterator{}), 2) << "nothing is left over";
}

TEST(StagedFolder, AFullDiskLeavesNothingBehind) {
  const Sample sample(spec_of("llama", StoredType::f32, false), StorageType::float32);
  const fs::path out = sample.temp / "out";
  // A limit on the size of files stands in for a full disk: writes fail the same way.
  struct rlimit old {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{50000, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  std::string message;
  try {
    StagedFolder staged(out, false);
    RunControl control;
    write_compressed_tensors(sample.request(), staged.path(), control);
    staged.commit();
  } catch (const Error& e) {
    message = e.what();
    EXPECT_EQ(e.code(), ErrorCode::io);
  }
  ::setrlimit(RLIMIT_FSIZE, &old);
  EXPECT_NE(message.find("model.safetensors"), std::string::npos) << message;
  EXPECT_EQ(std::distance(fs::directory_iterator(sample.temp.path()), fs::directory_iterator{}), 1)
      << "only the source is left";
}

TEST(CompressedTensors, AStopLeavesNothingBehind) {
  const Sample sample(spec_of("llama", StoredType::f32, false), StorageType::float32);
  RunControl control;
  CompressedTensorsRequest request = sample.request();
  request.layer = [&](int l) {
    control.request_stop();
    return sample.layer(l);
  };
  try {
    StagedFolder staged(sample.temp / "out", false);
    write_compressed_tensors(request, staged.path(), control);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::cancelled);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(sample.temp.path()), fs::directory_iterator{}), 1);
}

}  // namespace
}  // namespace calm
