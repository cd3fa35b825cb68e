#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace calm {

/// A file mapped read-only. Moving keeps the address. Throws Error(not_found | io) naming the path.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;

  std::span<const std::byte> bytes() const { return {data_, size_}; }
  /// Drops the whole pages inside the range from this process's resident set; a later access reads them again.
  void release(uint64_t offset, uint64_t size) const;

 private:
  std::byte* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace calm
