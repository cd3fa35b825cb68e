#include "calm/session.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "calm/error.h"
#include "session/atomic_file.h"
#include "session/session_json.h"

namespace calm {
namespace {

constexpr const char* kSchema = "calm-session";
constexpr int kVersion = 1;
constexpr const char* kFile = "session.json";

std::filesystem::path data_home() {
  // The XDG specification: a relative path is to be ignored.
  if (const char* data = std::getenv("XDG_DATA_HOME"); data && data[0] == '/') return data;
  if (const char* home = std::getenv("HOME"); home && home[0] != '\0') {
    return std::filesystem::path(home) / ".local" / "share";
  }
  throw Error(ErrorCode::not_found, "Neither XDG_DATA_HOME nor HOME is set: name the session's folder yourself.");
}

/// Letters, digits, '.', '-' and '_' stay; the rest would surprise a shell or a file system.
std::string as_file_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                       c == '_' || (c == '.' && !out.empty());
    out += plain ? c : '_';
  }
  out.resize(std::min<size_t>(out.size(), 80));
  return out.empty() ? "model" : out;
}

}  // namespace

std::filesystem::path new_session_folder(const std::string& model_name) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char stamp[32];
  std::strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &local);
  const std::filesystem::path base =
      data_home() / "calm-workbench" / "sessions" / (as_file_name(model_name) + "-" + stamp);
  std::filesystem::path folder = base;
  for (int i = 2; std::filesystem::exists(folder); ++i) folder = base.string() + "-" + std::to_string(i);
  return folder;
}

bool is_session(const std::filesystem::path& folder) {
  std::error_code ec;
  return std::filesystem::is_regular_file(folder / kFile, ec);
}

SessionState load_session(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kFile;
  if (!is_session(folder)) {
    throw Error(ErrorCode::not_found, "'" + folder.string() + "' is no session: it holds no session.json.");
  }
  const nlohmann::json document = parse_json(read_whole_file(file), file.string());
  const JsonField root(document, file.string());
  if (root["schema"].string() != kSchema) root["schema"].fail("\"calm-session\"");
  const int version = root["version"].int32(1);
  if (version > kVersion) {
    throw Error(ErrorCode::unsupported, "'" + file.string() + "' has version " + std::to_string(version) +
                                            "; this program reads versions up to " + std::to_string(kVersion) +
                                            ". Open it with a newer CALM Workbench.");
  }
  return read_session_state(root);
}

void save_session(const std::filesystem::path& folder, const SessionState& state) {
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  if (ec) {
    throw Error(ErrorCode::io, "Cannot make the session's folder '" + folder.string() + "': " + ec.message() + ".");
  }
  nlohmann::json document = to_json(state);
  document["schema"] = kSchema;
  document["version"] = kVersion;
  // Doubles are printed with as many digits as they need to be read back bit for bit.
  write_file_atomically(folder / kFile, document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void copy_session_parts(const std::filesystem::path& from, const std::filesystem::path& to) {
  namespace fs = std::filesystem;
  try {
    if (is_session(to)) {
      for (const fs::directory_entry& entry : fs::directory_iterator(to)) {
        if (entry.is_directory()) fs::remove_all(entry.path());
      }
    }
    if (from.empty() || !fs::is_directory(from)) return;
    fs::create_directories(to);
    for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
      if (entry.is_directory()) fs::copy(entry.path(), to / entry.path().filename(), fs::copy_options::recursive);
    }
  } catch (const fs::filesystem_error& e) {
    throw Error(ErrorCode::io, "Cannot copy the session's files to '" + to.string() + "': " + e.code().message() + ".");
  }
}

}  // namespace calm
