#pragma once

#include <cstdint>
#include <filesystem>

namespace calm {

/// A folder that appears under its name whole or not at all: filled under a hidden name beside it, flushed, renamed.
/// Not committed: removed with everything in it.
class StagedFolder {
 public:
  /// Throws Error(invalid_argument) where `out` exists and may not be replaced, Error(io) where its parent cannot be
  /// written.
  StagedFolder(std::filesystem::path out, bool force);
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  /// Where to write.
  const std::filesystem::path& path() const { return staged_; }
  /// The old folder, if there is one, goes only after the new one stands in its place.
  void commit();

 private:
  std::filesystem::path out_;
  std::filesystem::path staged_;
  bool committed_ = false;
};

/// Why `out` cannot become the folder of an export: it exists and `force` is not given, or holds something that no
/// export made, or is no folder. Empty: it can.
std::string target_problem(const std::filesystem::path& out, bool force);

/// The closest folder above (or at) `path` that exists.
std::filesystem::path existing_ancestor(const std::filesystem::path& path);

}  // namespace calm
