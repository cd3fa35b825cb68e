#include "export/staged_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "calm/error.h"
#include "calm/log.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

/// "models/out/" and "models/out" name the same folder.
fs::path without_trailing_slash(const fs::path& path) {
  const fs::path plain = fs::absolute(path).lexically_normal();
  return plain.filename().empty() ? plain.parent_path() : plain;
}

[[noreturn]] void fail(const std::string& what, int error) {
  std::string hint;
  if (error == ENOSPC || error == EDQUOT) hint = " Free some space, or choose another folder.";
  if (error == EACCES || error == EPERM || error == EROFS) hint = " Choose a folder that you may write to.";
  throw Error(ErrorCode::io, what + ": " + std::generic_category().message(error) + "." + hint);
}

fs::path make_beside(const fs::path& out, const char* kind) {
  std::string pattern =
      (out.parent_path() / std::string(".").append(out.filename().string()).append(".").append(kind).append("-XXXXXX"))
          .string();
  if (::mkdtemp(pattern.data()) == nullptr) fail("Cannot write beside '" + out.string() + "'", errno);
  // mkdtemp makes it private; the export gets the rights that any new folder would get.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::chmod(pattern.c_str(), 0777 & ~mask);
  return pattern;
}

void sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);  // some file systems refuse to sync a folder; the files in it are safe by now
  ::close(fd);
}

/// What an export of ours made is deleted once it is replaced. Any other folder is kept under the first free
/// "<out>.replaced", ".replaced-2" ...:
/// --force must not cost anybody their files.
void drop_replaced(const fs::path& old, const fs::path& out) {
  std::error_code ec;
  if (fs::exists(old / "calm_recipe.json", ec)) {
    fs::remove_all(old, ec);
    return;
  }
  fs::path kept = out.string() + ".replaced";
  for (int i = 2; fs::exists(kept, ec); ++i) kept = out.string() + ".replaced-" + std::to_string(i);
  if (::rename(old.c_str(), kept.c_str()) != 0)
    fail("Cannot keep the replaced folder as '" + kept.string() + "'", errno);
  log(LogLevel::warning,
      "'" + out.string() + "' held files that no export made; they are now in '" + kept.string() + "'");
}

}  // namespace

fs::path existing_ancestor(const fs::path& path) {
  fs::path folder = without_trailing_slash(path);
  std::error_code ec;
  while (!fs::exists(folder, ec) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

std::string target_problem(const fs::path& out, bool force) {
  std::error_code ec;
  const fs::path target = without_trailing_slash(out);
  if (out.empty() || target.filename().empty()) return "No folder is given to write to.";
  if (!fs::exists(fs::symlink_status(target, ec))) return "";
  const std::string name = std::string("'").append(target.string()).append("'");
  if (!fs::is_directory(fs::symlink_status(target, ec))) return name + " exists and is no folder.";
  if (fs::is_empty(target, ec)) return "";
  if (!force) return name + " exists. Choose another folder, or replace it with --force.";
  return "";
}

StagedFolder::StagedFolder(fs::path out, bool force) : out_(without_trailing_slash(out)) {
  if (const std::string problem = target_problem(out, force); !problem.empty()) {
    throw Error(ErrorCode::invalid_argument, problem);
  }
  std::error_code ec;
  fs::create_directories(out_.parent_path(), ec);
  if (ec) fail("Cannot make the folder '" + out_.parent_path().string() + "'", ec.value());
  staged_ = make_beside(out_, "partial");
}

StagedFolder::~StagedFolder() {
  if (committed_) return;
  std::error_code ec;
  fs::remove_all(staged_, ec);
}

void StagedFolder::commit() {
  sync_folder(staged_);
  std::error_code ec;
  if (!fs::exists(out_, ec) || fs::is_empty(out_, ec)) {
    if (::rename(staged_.c_str(), out_.c_str()) != 0) fail("Cannot put '" + out_.string() + "' in place", errno);
    committed_ = true;
  } else if (::renameat2(AT_FDCWD, staged_.c_str(), AT_FDCWD, out_.c_str(), RENAME_EXCHANGE) == 0) {
    committed_ = true;
    drop_replaced(staged_, out_);  // the old one now has the hidden name
  } else {
    // No exchange on this file system: the old folder steps aside first.
    const fs::path aside = make_beside(out_, "old");
    if (::rename(out_.c_str(), aside.c_str()) != 0) fail("Cannot replace '" + out_.string() + "'", errno);
    if (::rename(staged_.c_str(), out_.c_str()) != 0) {
      const int error = errno;
      ::rename(aside.c_str(), out_.c_str());
      fail("Cannot replace '" + out_.string() + "'", error);
    }
    committed_ = true;
    drop_replaced(aside, out_);
  }
  sync_folder(out_.parent_path());
}

}  // namespace calm
