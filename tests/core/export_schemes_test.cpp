// pack-quantized at every width, in groups and per channel, with and without zero points: written, read back, refused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/quantization/rig.h"
#include "export/compressed_tensors.h"
#include "support/error_of.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::same_bits;

struct Stored {
  int bits;
  int group_size;
  bool asymmetric;
  StorageType storage;

  Scheme scheme() const {
    Scheme result;
    result.weight_bits = bits;
    result.group_size = group_size;
    result.asymmetric = asymmetric;
    result.storage = storage;
    return result;
  }
  std::string name() const {
    return "w" + std::to_string(bits) + "_" + group_text(group_size) + (asymmetric ? "_zeros_" : "_") +
           std::string(to_string(storage));
  }
};

/// A random model rounded to the nearest under a scheme, and its export.
struct Exported {
  explicit Exported(const Scheme& scheme) {
    test::RandomModelSpec spec;
    spec.tokenizer = true;
    spec.kv_heads = 1;  // k and v have 16 rows: their packed zero points do not fill a word at some widths
    test::write_random_hf_model(temp / "source", spec);
    model = with_storage(Model::open(temp / "source"), scheme.storage);
    const ModelConfig& config = model->impl().config;
    linears = stored_linears(config, scheme, {"rtn", "rtn"});
    RunControl control;
    const LayerStatistics none({});
    for (int layer = 0; layer < spec.layers; ++layer) {
      layers.push_back(quantize_layer(model->impl().load_layer(layer, at::kCPU), parse_method("rtn"),
                                      {config, none, scheme, control}));
    }
    RecipeInfo info;
    info.model_name = "random";
    info.analysis.scheme = scheme;
    info.storage = scheme.storage;
    info.plan = uniform_plan(model->info().layers, "ctx", "rtn");
    fs::create_directories(folder());
    write_compressed_tensors({model->impl(), scheme.storage, linears,
                              [this](int layer) { return layers[static_cast<size_t>(layer)]; }, info},
                             folder(), control);
  }
  fs::path folder() const { return temp / "export"; }

  test::TempFolder temp;
  std::shared_ptr<Model> model;
  StoredLinears linears;
  std::vector<QuantizedLayer> layers;
};

class SchemeExport : public testing::TestWithParam<Stored> {};

TEST_P(SchemeExport, ComesBackAsItWas) {
  const Exported exported(GetParam().scheme());
  if (const char* keep = std::getenv("CALM_KEEP_EXPORTS")) {
    fs::create_directories(keep);
    fs::copy(exported.temp.path(), fs::path(keep) / GetParam().name(), fs::copy_options::recursive);
  }
  const auto opened = Model::open(exported.folder());
  ASSERT_TRUE(opened->info().quantized);
  for (const LinearInfo& linear : opened->info().linears) {
    EXPECT_EQ(linear.dtype, "INT" + std::to_string(GetParam().bits));
    EXPECT_EQ(linear.group_size, effective_group(GetParam().scheme(), linear.in_features));
  }
  for (int layer = 0; layer < opened->info().layers; ++layer) {
    const QuantizedLayer read = opened->impl().quantized_layer(layer);
    for (const LinearId id : kLinearIds) {
      SCOPED_TRACE(linear_name(id));
      const QuantizedLinear& expected = exported.layers[static_cast<size_t>(layer)].at(id);
      EXPECT_TRUE(same_bits(read.at(id).codes, expected.codes));
      EXPECT_TRUE(same_bits(read.at(id).scales, expected.scales));
      EXPECT_TRUE(same_bits(read.at(id).zeros, expected.zeros));
      EXPECT_EQ(expected.zeros.defined(), GetParam().asymmetric);
      EXPECT_EQ(read.at(id).group, expected.group);
      EXPECT_EQ(read.at(id).bits, GetParam().bits);
    }
  }
  uint64_t tensors = 0;
  for (const auto& entry : fs::directory_iterator(exported.folder())) {
    if (entry.path().extension() == ".safetensors") tensors += entry.file_size();
  }
  const uint64_t told = compressed_tensors_bytes(exported.model->impl().config, GetParam().storage, exported.linears);
  EXPECT_GE(tensors, told);
  EXPECT_LT(tensors, told + 20'000) << "the file's header";
}

TEST_P(SchemeExport, SaysItsSchemeInTheConfig) {
  const Exported exported(GetParam().scheme());
  std::ifstream file(exported.folder() / "config.json");
  const json quantization = json::parse(file)["quantization_config"];
  for (const auto& [name, group] : quantization["config_groups"].items()) {
    const json& weights = group["weights"];
    EXPECT_EQ(weights["num_bits"], GetParam().bits);
    EXPECT_EQ(weights["symmetric"], !GetParam().asymmetric);
    EXPECT_EQ(weights["strategy"], GetParam().group_size == kPerChannel ? "channel" : "group");
    EXPECT_EQ(weights["group_size"], GetParam().group_size == kPerChannel ? json(nullptr) : json(64));
  }
  EXPECT_EQ(quantization["config_groups"].size(), 1u);
}

std::vector<Stored> stored_cases() {
  std::vector<Stored> result;
  for (const int bits : {2, 3, 4, 8}) {
    for (const int group : {64, kPerChannel}) {
      for (const bool asymmetric : {false, true}) {
        result.push_back({bits, group, asymmetric, bits == 4 ? StorageType::bfloat16 : StorageType::float32});
      }
    }
  }
  result.push_back({4, 64, true, StorageType::float16});
  result.push_back({5, 64, true, StorageType::float32});
  return result;
}

INSTANTIATE_TEST_SUITE_P(Schemes, SchemeExport, testing::ValuesIn(stored_cases()),
                         [](const auto& p) { return p.param.name(); });

TEST(SchemeExportRefusals, NameWhatDoesNotFitTheConfig) {
  Scheme scheme;
  scheme.storage = StorageType::float32;
  scheme.asymmetric = true;
  const Exported exported(scheme);
  const fs::path config = exported.folder() / "config.json";
  json document = [&] {
    std::ifstream file(config);
    return json::parse(file);
  }();
  const auto write_symmetric = [&](bool symmetric) {
    for (auto& group : document["quantization_config"]["config_groups"]) group["weights"]["symmetric"] = symmetric;
    std::ofstream(config) << document;
  };
  write_symmetric(true);
  const auto found = test::error_of([&] { Model::open(exported.folder()); });
  ASSERT_TRUE(found.thrown);
  EXPECT_NE(found.message.find("weight_zero_point"), std::string::npos) << found.message;

  scheme.asymmetric = false;
  const Exported plain(scheme);
  fs::copy_file(plain.folder() / "model.safetensors", exported.folder() / "model.safetensors",
                fs::copy_options::overwrite_existing);
  write_symmetric(false);
  const auto missing = test::error_of([&] { Model::open(exported.folder()); });
  ASSERT_TRUE(missing.thrown);
  EXPECT_NE(missing.message.find("weight_zero_point"), std::string::npos) << missing.message;
}

}  // namespace
}  // namespace calm
