#include "model/hub_cache.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>
#include <utility>

#include "calm/error.h"

namespace calm {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_io(const std::string& what, int error) {
  throw Error(ErrorCode::io, what + ": " + std::strerror(error));
}

void make_folders(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(ErrorCode::io, "cannot make the cache folder " + folder.string() + ": " + error.message());
}

std::string folder_name(std::string repository) {
  for (size_t at = 0; (at = repository.find('/', at)) != std::string::npos; at += 2) repository.replace(at, 1, "--");
  return "models--" + repository;
}

bool is_commit(const std::string& text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

HubCache::HubCache(const fs::path& cache, const std::string& repository)
    : root_(cache / folder_name(repository)), locks_(cache / ".locks" / folder_name(repository)) {}

std::optional<std::string> HubCache::commit_of(const std::string& revision) const {
  if (is_commit(revision)) return revision;
  std::ifstream file(root_ / "refs" / revision);
  std::string commit;
  file >> commit;
  if (!is_commit(commit)) return std::nullopt;
  return commit;
}

void HubCache::remember(const std::string& revision, const std::string& commit) const {
  if (revision == commit || commit_of(revision) == commit) return;
  const fs::path ref = root_ / "refs" / revision;
  make_folders(ref.parent_path());
  const fs::path fresh = ref.string() + "." + std::to_string(getpid()) + ".new";
  std::ofstream file(fresh);
  file << commit;
  file.close();
  std::error_code error;
  if (file) fs::rename(fresh, ref, error);
  if (!file || error) throw Error(ErrorCode::io, "cannot write " + ref.string());
}

void HubCache::link(const std::string& commit, const std::string& name, const std::string& etag) const {
  const fs::path pointer = snapshot(commit) / name;
  const fs::path target = fs::relative(blob(etag), pointer.parent_path());
  std::error_code error;
  if (fs::read_symlink(pointer, error) == target) return;
  make_folders(pointer.parent_path());
  const fs::path fresh = pointer.string() + "." + std::to_string(getpid()) + ".new";
  fs::remove(fresh, error);
  fs::create_symlink(target, fresh, error);
  if (!error) fs::rename(fresh, pointer, error);
  if (error) throw Error(ErrorCode::io, "cannot link " + pointer.string() + ": " + error.message());
}

std::vector<std::string> HubCache::files(const std::string& commit) const {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path folder = snapshot(commit);
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (fs::is_regular_file(it->path(), error)) names.push_back(it->path().lexically_relative(folder).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

HubLock::HubLock(const fs::path& file, const HubTick& tick) {
  make_folders(file.parent_path());
  fd_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) fail_io("cannot lock " + file.string(), errno);
  while (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    try {
      if (error != EWOULDBLOCK && error != EINTR) fail_io("cannot lock " + file.string(), error);
      if (tick) tick();
    } catch (...) {
      close(fd_);
      throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

HubLock::~HubLock() {
  close(fd_);  // gives the lock back
}

PartialFile::PartialFile(fs::path file) : file_(std::move(file)) {
  make_folders(file_.parent_path());
  fd_ = open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) fail("cannot open");
  const off_t end = lseek(fd_, 0, SEEK_END);
  if (end < 0) fail("cannot read");
  size_ = static_cast<uint64_t>(end);
}

PartialFile::~PartialFile() {
  if (fd_ >= 0) close(fd_);
}

void PartialFile::fail(const char* what) const {
  fail_io(std::string(what) + " " + file_.string(), errno);
}

void PartialFile::restart() {
  if (ftruncate(fd_, 0) != 0 || lseek(fd_, 0, SEEK_SET) < 0) fail("cannot truncate");
  size_ = 0;
}

void PartialFile::append(const char* data, size_t bytes) {
  while (bytes > 0) {
    const ssize_t wrote = write(fd_, data, bytes);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail("cannot write");
    data += wrote;
    bytes -= static_cast<size_t>(wrote);
    size_ += static_cast<uint64_t>(wrote);
  }
}

void PartialFile::commit(const fs::path& final_name) {
  if (fsync(fd_) != 0) fail("cannot flush");
  close(std::exchange(fd_, -1));
  std::error_code error;
  fs::rename(file_, final_name, error);
  if (error) throw Error(ErrorCode::io, "cannot rename to " + final_name.string() + ": " + error.message());
}

std::string hub_digest(const fs::path& file, size_t digits, const HubTick& tick) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorCode::io, "cannot read " + file.string());
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const bool git = digits == 40;
  bool sound = context && EVP_DigestInit_ex(context.get(), git ? EVP_sha1() : EVP_sha256(), nullptr) == 1;
  if (git) {
    const std::string header = "blob " + std::to_string(fs::file_size(file)) + '\0';
    sound = sound && EVP_DigestUpdate(context.get(), header.data(), header.size()) == 1;
  }
  std::vector<char> buffer(size_t{1} << 20);
  while (sound && stream) {
    stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    sound = EVP_DigestUpdate(context.get(), buffer.data(), static_cast<size_t>(stream.gcount())) == 1;
    if (tick) tick();
  }
  if (stream.bad()) throw Error(ErrorCode::io, "cannot read " + file.string());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  sound = sound && EVP_DigestFinal_ex(context.get(), digest.data(), &length) == 1;
  if (!sound) throw Error(ErrorCode::unsupported, "OpenSSL offers no digest to check " + file.string() + " with");
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

}  // namespace calm
