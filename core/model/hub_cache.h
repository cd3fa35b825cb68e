#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace calm {

/// Called now and then in loops that may take long; throws to stop them.
using HubTick = std::function<void()>;

/// huggingface_hub's cache of one repository: models--org--name/{blobs/<etag>, refs/<revision>, snapshots/<commit>/
/// <file> -> blob}, so that files are shared with it.
class HubCache {
 public:
  HubCache(const std::filesystem::path& cache, const std::string& repository);

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path blob(const std::string& etag) const { return root_ / "blobs" / etag; }
  std::filesystem::path snapshot(const std::string& commit) const { return root_ / "snapshots" / commit; }
  std::filesystem::path lock_file(const std::string& etag) const { return locks_ / (etag + ".lock"); }

  /// The commit that a revision last meant here.
  std::optional<std::string> commit_of(const std::string& revision) const;
  void remember(const std::string& revision, const std::string& commit) const;
  /// snapshots/<commit>/<name> as a relative link to the blob.
  void link(const std::string& commit, const std::string& name, const std::string& etag) const;
  /// Files of a snapshot whose content is there, names relative to it, sorted.
  std::vector<std::string> files(const std::string& commit) const;

 private:
  std::filesystem::path root_, locks_;
};

/// An exclusive flock, as huggingface_hub takes on the same files. Waits; `tick` may stop the waiting.
class HubLock {
 public:
  HubLock(const std::filesystem::path& file, const HubTick& tick);
  ~HubLock();
  HubLock(const HubLock&) = delete;
  HubLock& operator=(const HubLock&) = delete;

 private:
  int fd_ = -1;
};

/// A file that grows under "<blob>.incomplete". Throws Error(io) naming the path.
class PartialFile {
 public:
  explicit PartialFile(std::filesystem::path file);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  uint64_t size() const { return size_; }
  void restart();
  void append(const char* data, size_t bytes);
  /// Flushes and renames.
  void commit(const std::filesystem::path& final_name);
  const std::filesystem::path& path() const { return file_; }

 private:
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path file_;
  int fd_ = -1;
  uint64_t size_ = 0;
};

/// Hex digest of a file's bytes that an etag of that length is: SHA-256 (64 digits), or git's SHA-1 of a blob (40).
std::string hub_digest(const std::filesystem::path& file, size_t digits, const HubTick& tick);

}  // namespace calm
