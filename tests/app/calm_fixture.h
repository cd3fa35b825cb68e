#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/process.h"

namespace calm::test {

/// Runs the built `calm` in a folder of its own, with the user's data folder inside it.
class CalmTest : public testing::Test {
 protected:
  CalmTest();
  ~CalmTest() override;

  ProcessResult calm(const std::vector<std::string>& arguments, ProcessOptions options = {}) const;
  /// The same, which must succeed; stderr is shown where it does not.
  ProcessResult calm_ok(const std::vector<std::string>& arguments, const ProcessOptions& options = {}) const;
  /// Runs with --json FILE and gives the file's content.
  nlohmann::json calm_json(std::vector<std::string> arguments) const;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const;
  void write(const std::string& name, const std::string& text) const;
  /// A random model of a few layers, with a tokenizer.
  std::string model(const std::string& name = "model", int layers = 4) const;
  /// Random ids below the model's vocabulary: {"ids": [[...], ...]}.
  std::string tokens(int sequences = 8, int length = 64) const;

  std::filesystem::path folder_;
};

/// One JSON document a line; a line that is none fails the test.
std::vector<nlohmann::json> json_lines(const std::string& text);

}  // namespace calm::test
