#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace calm::test {

struct ProcessResult {
  int status = 0;  // exit status, or 128 + the signal's number
  std::string out, err;
};

struct ProcessOptions {
  std::map<std::string, std::string> environment;  // beside this process's own
  std::chrono::seconds timeout{240};               // then it is killed: status 137
  std::string stdout_to;                           // a file instead of ProcessResult::out
  /// Called whenever more output has come, with the result so far; may signal the process.
  std::function<void(pid_t, const ProcessResult&)> on_output;
};

/// Runs a program to its end, stdin empty.
ProcessResult run_process(const std::string& program, const std::vector<std::string>& arguments,
                          const ProcessOptions& options = {});

}  // namespace calm::test
