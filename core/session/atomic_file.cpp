#include "session/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "calm/error.h"

namespace calm {
namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path, int code) {
  throw Error(ErrorCode::io, "Cannot " + what + " '" + path.string() + "': " + std::strerror(code) + ".");
}

void write_all(int fd, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", file, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

void write_file_atomically(const std::filesystem::path& file, std::string_view bytes) {
  static std::atomic<unsigned> counter{0};
  std::filesystem::path folder = file.parent_path();
  if (folder.empty()) folder = ".";
  const std::filesystem::path temporary = folder / ("." + file.filename().string() + "." + std::to_string(::getpid()) +
                                                    "." + std::to_string(counter++) + ".tmp");
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) fail("write", file, errno);
  try {
    write_all(fd, bytes, file);
    if (::fsync(fd) != 0) fail("flush", file, errno);
  } catch (...) {
    ::close(fd);
    ::unlink(temporary.c_str());
    throw;
  }
  if (::close(fd) != 0 || ::rename(temporary.c_str(), file.c_str()) != 0) {
    const int code = errno;
    ::unlink(temporary.c_str());
    fail("write", file, code);
  }
  sync_path(folder);
}

std::string read_whole_file(const std::filesystem::path& file) {
  std::error_code ec;
  const auto status = std::filesystem::status(file, ec);
  if (!std::filesystem::exists(status)) {
    throw Error(ErrorCode::not_found, "There is no file '" + file.string() + "'.");
  }
  if (std::filesystem::is_directory(status)) {
    throw Error(ErrorCode::io, "'" + file.string() + "' is a folder where a file was expected.");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) fail("read", file, errno);
  std::ostringstream bytes;
  // An empty file would set the stream's fail bit.
  if (stream.peek() != std::ifstream::traits_type::eof()) bytes << stream.rdbuf();
  if (stream.bad() || bytes.bad()) fail("read", file, errno);
  return std::move(bytes).str();
}

void sync_path(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail("flush", path, errno);
  // EINVAL: a file system that has nothing to flush for a folder.
  const int code = ::fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
  ::close(fd);
  if (code != 0) fail("flush", path, code);
}

}  // namespace calm
