#include "storage/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "calm/error.h"
#include "storage/mapped_regions.h"

namespace calm {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int error) {
  const bool missing = error == ENOENT || error == ENOTDIR;
  throw Error(missing ? ErrorCode::not_found : ErrorCode::io,
              file.string() + ": cannot be read: " + std::generic_category().message(error) +
                  (missing ? ". Check the path." : ". Check its permissions."));
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail(file, errno);
  struct stat status {};
  int error = ::fstat(fd, &status) == 0 ? 0 : errno;
  if (error == 0 && !S_ISREG(status.st_mode)) error = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
  if (error == 0 && status.st_size > 0) {
    size_ = static_cast<size_t>(status.st_size);
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
    if (address == MAP_FAILED) {
      error = errno;
    } else {
      data_ = static_cast<std::byte*>(address);
      add_mapped_region(data_, size_, file);
    }
  }
  ::close(fd);
  if (error != 0) fail(file, error);
}

MappedFile::~MappedFile() {
  if (data_ == nullptr) return;
  remove_mapped_region(data_);
  ::munmap(data_, size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

void MappedFile::release(uint64_t offset, uint64_t size) const {
  static const auto page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  const uint64_t first = (offset + page - 1) / page * page;
  const uint64_t last = (offset + size) / page * page;
  if (last > first && last <= size_) ::madvise(data_ + first, last - first, MADV_DONTNEED);
}

}  // namespace calm
