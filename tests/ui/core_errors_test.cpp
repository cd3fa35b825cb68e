// What core throws, in the window's language. Every error is provoked, so that one that core words anew is noticed.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QTranslator>
#include <nlohmann/json.hpp>

#include "calm/calibration.h"
#include "calm/evaluation.h"
#include "calm/export.h"
#include "calm/hub.h"
#include "calm/methods.h"
#include "calm/model.h"
#include "calm/named_plans.h"
#include "calm/session.h"
#include "support/error_of.h"
#include "support/files.h"
#include "support/model_factory.h"
#include "support/temp_folder.h"
#include "ui/core_texts.h"
#include "ui/strings.h"

namespace calm::ui {
namespace {

using nlohmann::json;

class CoreErrors : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(
        translator_.load(QStringLiteral(":/calm-workbench/i18n/calm-workbench_%1.qm").arg(QLatin1String(GetParam()))));
    QCoreApplication::installTranslator(&translator_);
    spec_.tokenizer = true;
    test::write_random_hf_model(model(), spec_);
  }
  void TearDown() override { QCoreApplication::removeTranslator(&translator_); }

  std::filesystem::path model() const { return folder_ / "model"; }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  /// The call must fail, and every word of its text be translated but `kept`: names, paths and numbers.
  template <typename Call>
  void expectTold(const Call& call, const std::vector<std::string>& kept) {
    const test::ErrorOf error = test::error_of(call);
    ASSERT_TRUE(error.thrown);
    SCOPED_TRACE(error.message);
    const QString told = messageText(toQString(error.message));
    EXPECT_NE(told, toQString(error.message));
    for (const std::string& name : kept) {
      EXPECT_NE(error.message.find(name), std::string::npos) << name;
      EXPECT_TRUE(told.contains(toQString(name))) << told.toStdString();
    }
    // Words that only English sentences have.
    for (const char* word : {" the ", " a ", " is ", " has ", " not ", " must ", " and "}) {
      EXPECT_FALSE(told.contains(QLatin1String(word))) << told.toStdString();
    }
  }
  void open() const { Model::open(model()); }
  /// A model like the fixture's whose config.json was changed.
  void expectConfigTold(const std::function<void(json&)>& change, const std::vector<std::string>& kept) {
    const std::filesystem::path file = model() / "config.json";
    const std::string before = test::read_file(file);
    json config = json::parse(before);
    change(config);
    test::write_file(file, config.dump());
    expectTold([this] { open(); }, kept);
    test::write_file(file, before);
  }
  void expectMethodTold(const std::string& method, const std::vector<std::string>& kept) {
    expectTold([&] { parse_method(method); }, kept);
  }

  test::TempFolder folder_;
  test::RandomModelSpec spec_;

 private:
  QTranslator translator_;
};

TEST_P(CoreErrors, OfModels) {
  expectTold([this] { Model::open(path("absent")); }, {path("absent")});
  std::filesystem::create_directory(path("empty"));
  expectTold([this] { Model::open(path("empty")); }, {path("empty"), "config.json"});
  test::write_file(path("model.bin"), "no model");
  expectTold([this] { Model::open(path("model.bin")); }, {path("model.bin"), ".safetensors", ".gguf"});
  test::write_file(path("no.gguf"), "no model, but long enough for a header");
  expectTold([this] { Model::open(path("no.gguf")); }, {path("no.gguf"), "GGUF"});
  expectConfigTold([](json& config) { config.erase("hidden_size"); }, {path("model/config.json"), "hidden_size"});
  expectConfigTold([](json& config) { config["hidden_size"] = -3; }, {"hidden_size", "-3"});
  expectConfigTold([](json& config) { config["hidden_size"] = "wide"; }, {"hidden_size"});
  expectConfigTold([](json& config) { config["num_key_value_heads"] = 3; }, {"4", "3", "num_key_value_heads"});
  expectConfigTold([](json& config) { config["architectures"] = {"BertModel"}, config["model_type"] = "bert"; },
                   {"BertModel", "Qwen3ForCausalLM"});
  expectConfigTold([](json& config) { config["rope_scaling"] = {{"rope_type", "yarn"}, {"factor", 2.0}}; }, {"yarn"});
  expectConfigTold([](json& config) { config["intermediate_size"] = 256; }, {"model.layers.0.mlp"});
  expectConfigTold([](json& config) { config["num_hidden_layers"] = 3; }, {"model.layers.2"});
  test::write_file(model() / "config.json", "{");
  expectTold([this] { open(); }, {path("model/config.json"), "JSON"});
}

TEST_P(CoreErrors, OfWeights) {
  const std::filesystem::path file = model() / "model.safetensors";
  const std::string whole = test::read_file(file);
  test::write_file(file, whole.substr(0, whole.size() - 64));
  expectTold([this] { open(); }, {path("model/model.safetensors")});
  std::filesystem::remove(file);
  expectTold([this] { open(); }, {path("model"), "model.safetensors.index.json"});
  spec_.shards = 2;
  test::write_random_hf_model(path("shards"), spec_);
  for (const auto& entry : std::filesystem::directory_iterator(path("shards"))) {
    if (entry.path().filename().string().find("00002-of") != std::string::npos) {
      std::filesystem::remove(entry.path());
      break;
    }
  }
  expectTold([this] { Model::open(path("shards")); }, {"00002-of-00002", "model.safetensors.index.json"});
}

TEST_P(CoreErrors, OfMethods) {
  expectMethodTold("qptg", {"qptg", "gptq"});
  expectMethodTold("", {});
  expectMethodTold("gptq:strength=2", {"gptq", "strength"});
  expectMethodTold("gptq:percdamp=many", {"percdamp", "many"});
  expectMethodTold("gptq:percdamp=-1", {"percdamp", "-1"});
  expectMethodTold("gptq:percdamp=0.1:percdamp=0.1", {"percdamp"});
  expectMethodTold("gptq:refine=0.5", {"refine", "0.5"});
  expectMethodTold("gptq:percdamp", {"percdamp"});
  expectMethodTold("gptq:0.5", {"0.5"});
  expectMethodTold("gptq+awq", {"gptq"});
  expectMethodTold("awq+awq", {"awq"});
  expectTold([] { parse_pool("gptq,,awq"); }, {"gptq,,awq"});
  expectTold([] { parse_pool("gptq,gptq"); }, {"gptq,gptq"});
}

TEST_P(CoreErrors, OfTexts) {
  const auto opened = Model::open(model());
  CalibrationOptions options;
  options.source = TextSource::text;
  const auto load = [&] { load_calibration(*opened, options); };
  options.file = path("absent.txt");
  expectTold(load, {path("absent.txt")});
  options.file = folder_.path();
  expectTold(load, {folder_.path().string()});
  options.file = path("empty.txt");
  test::write_file(options.file, "");
  expectTold([&] { read_text(options); }, {path("empty.txt")});
  options.file = path("bytes.txt");
  test::write_file(options.file, "a text \xff of bytes");
  expectTold([&] { read_text(options); }, {path("bytes.txt"), "UTF-8", "7"});
  options.source = TextSource::tokens;
  options.file = path("ids.json");
  test::write_file(options.file, R"({"ids": [1, 2)");
  expectTold(load, {path("ids.json"), "JSON"});
}

TEST_P(CoreErrors, OfSessionsAndPlans) {
  expectTold([this] { load_session(model()); }, {path("model"), "session.json"});
  std::filesystem::create_directory(path("session"));
  test::write_file(path("session/session.json"), "{");
  expectTold([this] { load_session(path("session")); }, {path("session/session.json"), "JSON"});
  test::write_file(path("session/session.json"), R"({"schema": "calm-session", "version": 999})");
  expectTold([this] { load_session(path("session")); }, {"999", "CALM Workbench"});
  test::write_file(path("session/session.json"), R"({"schema": 1})");
  expectTold([this] { load_session(path("session")); }, {path("session/session.json"), "schema"});
  expectTold([] { checked_plan_name(""); }, {});
  expectTold([] { checked_plan_name(std::string(90, 'n')); }, {"80"});
  expectTold([] { checked_plan_name("two\nlines"); }, {});
  expectTold([] { checked_plan_name("current"); }, {"current"});
}

TEST_P(CoreErrors, OfTheHub) {
  HubRequest request;
  request.repository = "no repository";
  request.offline = true;
  expectTold([&] { hub_list(request); }, {"no repository", "HuggingFaceTB/SmolLM2-135M-Instruct"});
  request.repository = "someone/something";
  request.revision = "../main";
  expectTold([&] { hub_list(request); }, {"../main"});
}

INSTANTIATE_TEST_SUITE_P(Languages, CoreErrors, testing::Values("de", "zh_CN"));

}  // namespace
}  // namespace calm::ui
