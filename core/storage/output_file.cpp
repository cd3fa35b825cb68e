#include "storage/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "calm/error.h"

namespace calm {

OutputFile::OutputFile(std::filesystem::path file) : file_(std::move(file)), partial_(file_.string() + ".partial") {
  fd_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd_ < 0) fail("cannot be created", errno);
}

OutputFile::~OutputFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(partial_.c_str());
}

void OutputFile::fail(const char* what, int error) const {
  std::string hint;
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) hint = ". Free some space, or choose another folder.";
  if (error == EACCES || error == EPERM || error == EROFS) hint = ". Choose a folder that you may write to.";
  throw Error(ErrorCode::io, file_.string() + ": " + what + ": " + std::generic_category().message(error) + hint);
}

void OutputFile::write(std::span<const std::byte> bytes) {
  write_at(end_, bytes);
  end_ += bytes.size();
}

void OutputFile::write_at(uint64_t offset, std::span<const std::byte> bytes) {
  constexpr size_t kPiece = size_t{1} << 26;
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(fd_, bytes.data(), std::min(bytes.size(), kPiece), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail("cannot be written", done < 0 ? errno : EIO);
    bytes = bytes.subspan(static_cast<size_t>(done));
    offset += static_cast<uint64_t>(done);
  }
}

void OutputFile::commit() {
  if (::fsync(fd_) != 0) fail("cannot be flushed to disk", errno);
  const int fd = std::exchange(fd_, -1);
  if (::close(fd) != 0 || ::rename(partial_.c_str(), file_.c_str()) != 0) {
    const int error = errno;
    ::unlink(partial_.c_str());
    fail("cannot be put in place", error);
  }
  const std::filesystem::path folder = file_.has_parent_path() ? file_.parent_path() : ".";
  // Some file systems refuse to sync a folder; the file itself is safe by now.
  if (const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); handle >= 0) {
    ::fsync(handle);
    ::close(handle);
  }
}

}  // namespace calm
