#include "calm/hub.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include "calm/error.h"
#include "calm/log.h"
#include "model/hub_api.h"
#include "model/hub_cache.h"
#include "model/hub_http.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kAttempts = 6;

/// A failure that the cache can stand in for.
class Unreachable : public Error {
 public:
  using Error::Error;
};

bool transient(const HttpResponse& response) {
  return response.outcome != HttpResponse::Outcome::answered || response.status == 429 || response.status >= 500;
}

/// 1/4 s, 1/2 s, 1 s ...: long enough for a server to come back, short enough to stop within.
void back_off(int attempt, const HubTick& tick) {
  const auto until = Clock::now() + std::chrono::milliseconds(250 << attempt);
  while (Clock::now() < until) {
    tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

bool cached(const HubCache& cache, const RemoteFile& file) {
  std::error_code error;
  const uint64_t size = fs::file_size(cache.blob(file.etag), error);
  return !error && size == file.bytes;
}

RemoteRepository fetch_repository(HttpClient& client, const HubRequest& request, const HubTick& tick) {
  const std::string url = request.endpoint + "/api/models/" + url_path(request.repository) + "/revision/" +
                          url_path(request.revision) + "?blobs=true";
  HttpResponse response;
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (attempt > 0) back_off(attempt - 1, tick);
    response = client.get({url, request.token, 0, {}, tick});
    if (!transient(response) || response.outcome == HttpResponse::Outcome::no_connection) break;
  }
  if (response.outcome != HttpResponse::Outcome::answered) {
    throw Unreachable(ErrorCode::network, "cannot reach " + request.endpoint + ": " + response.failure +
                                              "; check the network, or HF_ENDPOINT and the proxy's settings");
  }
  if (response.status != 200) {
    const std::string text = refusal_text(response, request, url);
    if (transient(response)) throw Unreachable(ErrorCode::network, text);
    throw Error(ErrorCode::network, text);
  }
  return parse_repository(response.body, url);
}

/// What the cache knows of a revision, or nothing.
std::optional<std::string> cached_commit(const HubRequest& request, const HubCache& cache) {
  const auto commit = cache.commit_of(request.revision);
  if (!commit) return std::nullopt;
  try {
    needed_files(cache.files(*commit), request);
  } catch (const Error&) {
    return std::nullopt;
  }
  return commit;
}

HubListing cached_listing(const HubRequest& request, const HubCache& cache, const std::string& commit) {
  HubListing listing;
  listing.commit = commit;
  for (const std::string& name : needed_files(cache.files(commit), request)) {
    listing.files.push_back({name, fs::file_size(cache.snapshot(commit) / name), true});
  }
  return listing;
}

fs::path model_path(const HubRequest& request, const HubCache& cache, const std::string& commit) {
  return request.file.empty() ? cache.snapshot(commit) : cache.snapshot(commit) / request.file;
}

Error nothing_cached(const HubRequest& request, const HubCache& cache) {
  return {ErrorCode::not_found, request.repository + " (revision " + request.revision + ") is not in the cache " +
                                    cache.root().string() +
                                    ", and the network is not to be used (--offline or HF_HUB_OFFLINE): "
                                    "download it once online"};
}

/// Needs no network: the request is offline, or the server cannot be reached and the cache has an answer.
struct Located {
  std::optional<std::string> in_cache;  // a commit
  RemoteRepository remote;
};

Located locate(HttpClient& client, const HubRequest& request, const HubCache& cache, const HubTick& tick) {
  if (request.offline) {
    const auto commit = cached_commit(request, cache);
    if (!commit) throw nothing_cached(request, cache);
    return {commit, {}};
  }
  try {
    return {std::nullopt, fetch_repository(client, request, tick)};
  } catch (const Unreachable& error) {
    const auto commit = cached_commit(request, cache);
    if (!commit) throw;
    log(LogLevel::warning, std::string(error.what()) + ". Taking " + request.repository + " from the cache");
    return {commit, {}};
  }
}

std::vector<RemoteFile> select(const RemoteRepository& remote, const HubRequest& request) {
  std::vector<std::string> names;
  for (const RemoteFile& file : remote.files) names.push_back(file.name);
  std::vector<RemoteFile> files;
  for (const std::string& name : needed_files(names, request)) {
    files.push_back(
        *std::find_if(remote.files.begin(), remote.files.end(), [&](const auto& f) { return f.name == name; }));
  }
  return files;
}

/// Bytes over time, told a few times a second.
class Meter {
 public:
  Meter(const ProgressSink& sink, RunControl& control, uint64_t total)
      : sink_(sink), control_(control), total_(total) {}

  void file(const std::string& name) { name_ = name; }
  void add(uint64_t bytes) {
    done_ += bytes;
    moved_ += bytes;
  }
  /// Bytes that were there before, or that turned out useless.
  void skip(uint64_t bytes) { done_ += bytes; }
  void take_back(uint64_t bytes) { done_ -= std::min(done_, bytes); }

  void tick() {
    control_.checkpoint();
    const auto now = Clock::now();
    if (!sink_ || now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = moved_ > 0 && seconds > 0 ? static_cast<double>(moved_) / seconds : 0;
    const auto left = static_cast<double>(total_ - std::min(total_, done_));
    const auto mebi = [](double bytes) { return std::to_string(std::llround(bytes / (1 << 20))) + " MiB"; };
    Progress progress{};
    progress.done = total_ > 0 ? static_cast<double>(done_) / static_cast<double>(total_) : 1;
    progress.eta_seconds = rate > 0 ? left / rate : std::numeric_limits<double>::quiet_NaN();
    progress.text = name_ + ", " + mebi(static_cast<double>(done_)) + " of " + mebi(static_cast<double>(total_)) +
                    ", " + mebi(rate) + "/s";
    sink_(progress);
  }

 private:
  const ProgressSink& sink_;
  RunControl& control_;
  uint64_t total_, done_ = 0, moved_ = 0;
  std::string name_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_{};
};

/// Fetches one file into its blob. The partial file survives a stop and a lost connection.
class FileDownload {
 public:
  FileDownload(HttpClient& client, const HubRequest& request, const HubCache& cache, const std::string& commit,
               const RemoteFile& file, Meter& meter)
      : client_(client),
        request_(request),
        cache_(cache),
        file_(file),
        meter_(meter),
        url_(request.endpoint + "/" + url_path(request.repository) + "/resolve/" + commit + "/" + url_path(file.name)) {
  }

  void run() {
    const HubTick tick = [this] { meter_.tick(); };
    meter_.file(file_.name);
    const HubLock lock(cache_.lock_file(file_.etag), tick);
    if (cached(cache_, file_)) {  // by another process while we waited
      meter_.skip(file_.bytes);
      return;
    }
    bool resumed = fetch(tick);
    while (!intact(tick)) {
      // A part from an earlier run may be what is wrong: once more, from the start.
      fs::remove(partial_name());
      meter_.take_back(file_.bytes);
      if (!resumed) {
        throw Error(ErrorCode::network, url_ + ": the download does not match its checksum " + file_.etag +
                                            " and was thrown away; try again, or another endpoint");
      }
      log(LogLevel::warning, file_.name + ": the part from an earlier download was damaged; starting again");
      resumed = fetch(tick);
    }
  }

 private:
  fs::path partial_name() const { return cache_.blob(file_.etag).string() + ".incomplete"; }

  /// Until all bytes are there; true where some of them were from an earlier run.
  bool fetch(const HubTick& tick) {
    PartialFile partial(partial_name());
    if (partial.size() > file_.bytes) partial.restart();
    meter_.skip(partial.size());
    bool resumed = partial.size() > 0;
    for (int attempt = 0; partial.size() < file_.bytes || file_.bytes == 0;) {
      const uint64_t before = partial.size();
      const HttpResponse response = get(partial, tick);
      if (response.status == 416) {  // the server knows no such range
        meter_.take_back(partial.size());
        partial.restart();
        resumed = false;
      } else if (response.status != 200 && response.status != 206 && !transient(response)) {
        throw Error(ErrorCode::network, refusal_text(response, request_, file_.name));
      }
      if (partial.size() == file_.bytes) break;
      attempt = partial.size() > before ? 0 : attempt + 1;  // as long as bytes come, go on
      if (attempt >= kAttempts) {
        throw Error(ErrorCode::network, url_ + ": " + failure_text(response) + "; " + std::to_string(partial.size()) +
                                            " of " + std::to_string(file_.bytes) +
                                            " bytes are kept, run it again to go on");
      }
      back_off(attempt, tick);
    }
    return resumed;
  }

  std::string failure_text(const HttpResponse& response) const {
    if (!response.failure.empty()) return response.failure;
    if (response.status == 200 || response.status == 206) return "the answer was too short";
    return refusal_text(response, request_, file_.name);
  }

  HttpResponse get(PartialFile& partial, const HubTick& tick) {
    const uint64_t from = partial.size();
    bool first = true;
    HttpRequest request{url_, request_.token, from, {}, tick};
    request.on_body = [&](const HttpResponse& response, std::span<const char> bytes) {
      if (first && from > 0 && !continues(response, from)) {  // the server sends the whole file
        meter_.take_back(from);
        partial.restart();
      }
      first = false;
      if (partial.size() + bytes.size() > file_.bytes) {
        throw Error(ErrorCode::network, url_ + ": the server sends more than the " + std::to_string(file_.bytes) +
                                            " bytes that it announced");
      }
      partial.append(bytes.data(), bytes.size());
      meter_.add(bytes.size());
    };
    return client_.get(request);
  }

  static bool continues(const HttpResponse& response, uint64_t from) {
    const auto range = response.headers.find("content-range");
    return response.status == 206 && range != response.headers.end() &&
           range->second.starts_with("bytes " + std::to_string(from) + "-");
  }

  bool intact(const HubTick& tick) {
    if (hub_digest(partial_name(), file_.etag.size(), tick) != file_.etag) return false;
    PartialFile(partial_name()).commit(cache_.blob(file_.etag));
    return true;
  }

  HttpClient& client_;
  const HubRequest& request_;
  const HubCache& cache_;
  const RemoteFile& file_;
  Meter& meter_;
  const std::string url_;
};

uint64_t missing_bytes(const HubCache& cache, const std::vector<RemoteFile>& files) {
  uint64_t bytes = 0;
  for (const RemoteFile& file : files) bytes += cached(cache, file) ? 0 : file.bytes;
  return bytes;
}

void check_space(const HubCache& cache, uint64_t bytes) {
  std::error_code error;
  fs::create_directories(cache.root(), error);
  if (error)
    throw Error(ErrorCode::io, "cannot make the cache folder " + cache.root().string() + ": " + error.message());
  const fs::space_info space = fs::space(cache.root(), error);
  if (!error && space.available < bytes) {
    throw Error(ErrorCode::io, cache.root().string() + ": the download takes " + std::to_string(bytes) + " bytes, " +
                                   std::to_string(space.available) +
                                   " are free; make room, or choose another place with HF_HOME");
  }
}

}  // namespace

HubListing hub_list(const HubRequest& given) {
  const HubRequest request = complete_request(given);
  const HubCache cache(request.cache, request.repository);
  HttpClient client;
  const Located found = locate(client, request, cache, [] {});
  if (found.in_cache) return cached_listing(request, cache, *found.in_cache);
  HubListing listing;
  listing.commit = found.remote.commit;
  const std::vector<RemoteFile> files = select(found.remote, request);
  for (const RemoteFile& file : files) listing.files.push_back({file.name, file.bytes, cached(cache, file)});
  listing.bytes_to_download = missing_bytes(cache, files);
  return listing;
}

fs::path hub_download(const HubRequest& given, const ProgressSink& sink, RunControl& control) {
  const HubRequest request = complete_request(given);
  const HubCache cache(request.cache, request.repository);
  HttpClient client;
  const Located found = locate(client, request, cache, [&] { control.checkpoint(); });
  if (found.in_cache) return model_path(request, cache, *found.in_cache);

  const std::vector<RemoteFile> files = select(found.remote, request);
  const bool only_gguf =
      std::all_of(files.begin(), files.end(), [](const auto& f) { return f.name.ends_with(".gguf"); });
  if (only_gguf && request.file.empty()) {
    std::string names;
    for (const RemoteFile& file : files) names += (names.empty() ? "" : ", ") + file.name;
    throw Error(ErrorCode::invalid_argument,
                request.repository + " holds no safetensors; name one of its .gguf files (--file): " + names);
  }
  const uint64_t bytes = missing_bytes(cache, files);
  check_space(cache, bytes);
  Meter meter(sink, control, bytes);
  for (const RemoteFile& file : files) {
    if (!cached(cache, file)) FileDownload(client, request, cache, found.remote.commit, file, meter).run();
    cache.link(found.remote.commit, file.name, file.etag);
  }
  // Last: a reference stands for a snapshot that is whole.
  cache.remember(request.revision, found.remote.commit);
  return model_path(request, cache, found.remote.commit);
}

}  // namespace calm
