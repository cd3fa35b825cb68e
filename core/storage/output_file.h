#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace calm {

/// Writes a file under "<name>.partial" and renames it when committed, so that the final name never holds half a file
/// and a file that is mapped under that name stays intact. Not committed: removed. Throws Error(io) naming the path and
/// the system's reason.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path file);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write_at(uint64_t offset, std::span<const std::byte> bytes);
  /// Flushes the file and its folder to disk and gives it its name.
  void commit();

 private:
  [[noreturn]] void fail(const char* what, int error) const;

  std::filesystem::path file_;
  std::filesystem::path partial_;
  int fd_ = -1;
  uint64_t end_ = 0;  // where write() goes on
};

}  // namespace calm
