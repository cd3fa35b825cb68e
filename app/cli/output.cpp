#include "cli/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "calm/error.h"

namespace calm::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, int error) {
  throw Error(ErrorCode::io, what + ": " + std::strerror(error));
}

std::string dump(const Json& document, int indent) {
  return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

fs::path parent_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

void write_atomically(const fs::path& file, const std::string& text) {
  std::string pattern = file.string() + ".XXXXXX";
  const int descriptor = mkstemp(pattern.data());
  if (descriptor < 0) fail("cannot write " + file.string(), errno);
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, 0666 & ~mask);  // mkstemp makes it private
  size_t done = 0;
  int error = 0;
  while (done < text.size() && error == 0) {
    const ssize_t wrote = write(descriptor, text.data() + done, text.size() - done);
    if (wrote >= 0) {
      done += static_cast<size_t>(wrote);
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (error == 0 && fsync(descriptor) != 0) error = errno;
  if (close(descriptor) != 0 && error == 0) error = errno;
  if (error == 0 && std::rename(pattern.c_str(), file.c_str()) != 0) error = errno;
  if (error != 0) {
    unlink(pattern.c_str());
    fail("cannot write " + file.string(), error);
  }
}

void check_json_target(const std::string& target) {
  if (target.empty() || target == "-") return;
  const fs::path file(target), folder = parent_of(file);
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    throw Error(ErrorCode::io, "--json " + target + ": is a folder; name a file in it");
  if (!fs::is_directory(folder, ignored)) {
    throw Error(ErrorCode::io, "--json " + target + ": there is no folder " + folder.string() + "; make it first");
  }
  if (access(folder.c_str(), W_OK) != 0) fail("--json " + target + ": cannot write into " + folder.string(), errno);
}

void write_json(const std::string& target, const Json& document) {
  if (target == "-") {
    print(dump(document, 2));
  } else {
    write_atomically(target, dump(document, 2));
  }
}

void print_json_line(const Json& document) {
  print(dump(document, -1));
  flush_stdout();
}

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail("cannot write to stdout", errno);
}

void flush_stdout() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) fail("cannot write to stdout", errno);
}

void refuse_existing(const fs::path& out, bool force) {
  std::error_code ignored;
  if (!force && fs::exists(fs::symlink_status(out, ignored))) {
    throw Error(ErrorCode::invalid_argument,
                "--out " + out.string() + " exists; name another one, or replace it with --force");
  }
}

}  // namespace calm::cli
