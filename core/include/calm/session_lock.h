#pragma once

#include <filesystem>

namespace calm {

/// Who writes a session holds it: a window while it is open there, `calm` while it runs. An exclusive flock on the
/// folder itself, so nothing is left behind, and it ends with the process. Not for threads of one process: who holds a
/// session guards it. File systems without locks are not guarded.
class SessionLock {
 public:
  /// Makes the folder where it is missing. Throws Error(io) when another holds it, or the folder cannot be made.
  explicit SessionLock(std::filesystem::path folder);
  ~SessionLock();
  SessionLock(const SessionLock&) = delete;
  SessionLock& operator=(const SessionLock&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  int fd_ = -1;
};

}  // namespace calm
