#include "calm/session_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "calm/error.h"

namespace calm {

SessionLock::SessionLock(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code ec;
  std::filesystem::create_directories(folder_, ec);
  if (ec) {
    throw Error(ErrorCode::io, "Cannot make the session's folder '" + folder_.string() + "': " + ec.message() + ".");
  }
  fd_ = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd_ < 0) return;  // whoever reads or writes it next says what is wrong
  int result = 0;
  do {
    result = flock(fd_, LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result != 0 && errno == EWOULDBLOCK) {
    close(fd_);
    throw Error(ErrorCode::io, "The session '" + folder_.string() +
                                   "' is open in another window or a running calm command, whose results would be "
                                   "overwritten. Close that first, or work on a copy of the folder.");
  }
}

SessionLock::~SessionLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace calm
