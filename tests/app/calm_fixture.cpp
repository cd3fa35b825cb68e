#include "app/calm_fixture.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "support/model_factory.h"

namespace calm::test {

namespace fs = std::filesystem;

CalmTest::CalmTest()
    : folder_(fs::temp_directory_path() / ("calm-app-" + std::to_string(getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name())) {
  fs::remove_all(folder_);
  fs::create_directories(folder_);
}

CalmTest::~CalmTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

ProcessResult CalmTest::calm(const std::vector<std::string>& arguments, ProcessOptions options) const {
  options.environment.emplace("XDG_DATA_HOME", path("data"));
  options.environment.emplace("XDG_CACHE_HOME", path("cache"));
  return run_process(CALM_PROGRAM, arguments, options);
}

ProcessResult CalmTest::calm_ok(const std::vector<std::string>& arguments, const ProcessOptions& options) const {
  ProcessResult result = calm(arguments, options);
  EXPECT_EQ(result.status, 0) << result.err << result.out;
  return result;
}

nlohmann::json CalmTest::calm_json(std::vector<std::string> arguments) const {
  arguments.insert(arguments.end(), {"--json", path("result.json")});
  calm_ok(arguments);
  const nlohmann::json result = nlohmann::json::parse(read("result.json"), nullptr, false);
  EXPECT_FALSE(result.is_discarded()) << read("result.json");
  return result.is_discarded() ? nlohmann::json::object() : result;
}

std::string CalmTest::read(const std::string& name) const {
  std::ifstream stream(folder_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void CalmTest::write(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / name, std::ios::binary) << text;
}

std::string CalmTest::model(const std::string& name, int layers) const {
  RandomModelSpec spec;
  spec.layers = layers;
  spec.tokenizer = true;
  write_random_hf_model(path(name), spec);
  return path(name);
}

std::string CalmTest::tokens(int sequences, int length) const {
  std::mt19937 random(7);
  nlohmann::json ids = nlohmann::json::array();
  for (int s = 0; s < sequences; ++s) {
    ids.push_back(nlohmann::json::array());
    for (int t = 0; t < length; ++t) ids.back().push_back(1 + random() % 250);
  }
  write("tokens.json", nlohmann::json{{"ids", ids}}.dump());
  return path("tokens.json");
}

std::vector<nlohmann::json> json_lines(const std::string& text) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(nlohmann::json::parse(line, nullptr, false));
    EXPECT_FALSE(lines.back().is_discarded()) << line;
  }
  return lines;
}

}  // namespace calm::test
