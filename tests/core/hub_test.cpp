#include "calm/hub.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "calm/error.h"
#include "support/http_server.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using test::HttpServer;
using test::ServedRequest;
using test::ServedResponse;

constexpr const char* kCommit = "0123456789abcdef0123456789abcdef01234567";
constexpr const char* kRepository = "org/small";

// Digests by coreutils and git: printf '%s' TEXT | sha256sum; printf '%s' TEXT | git hash-object --stdin
const std::string kConfig = "{\"model_type\": \"llama\"}";
constexpr const char* kConfigSha1 = "230d5f4da0da586aad26ead694ea67cd15bd6df1";
const std::string kWeights = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr const char* kWeightsSha256 = "74e7e5bb9d22d6db26bf76946d40fff3ea9f0346b884fd0694920fccfad15e33";

/// Environment variables for one test, put back afterwards.
class ScopedEnvironment {
 public:
  void set(const char* name, const std::string& value) {
    const char* old = std::getenv(name);
    saved_.emplace_back(name, old ? std::optional<std::string>(old) : std::nullopt);
    setenv(name, value.c_str(), 1);
  }
  ~ScopedEnvironment() {
    for (auto it = saved_.rbegin(); it != saved_.rend(); ++it) {
      if (it->second) {
        setenv(it->first, it->second->c_str(), 1);
      } else {
        unsetenv(it->first);
      }
    }
  }

 private:
  std::vector<std::pair<const char*, std::optional<std::string>>> saved_;
};

std::string listing(const std::string& siblings) {
  return R"({"id": "org/small", "sha": ")" + std::string(kCommit) + R"(", "siblings": [)" + siblings + "]}";
}

std::string plain(const std::string& name, const std::string& text, const std::string& sha1) {
  return R"({"rfilename": ")" + name + R"(", "size": )" + std::to_string(text.size()) + R"(, "blobId": ")" + sha1 +
         R"("})";
}

std::string lfs(const std::string& name, const std::string& text, const std::string& sha256) {
  return R"({"rfilename": ")" + name + R"(", "size": )" + std::to_string(text.size()) +
         R"(, "blobId": "ffffffffffffffffffffffffffffffffffffffff", "lfs": {"sha256": ")" + sha256 + R"(", "size": )" +
         std::to_string(text.size()) + R"(, "pointerSize": 130}})";
}

class HubTest : public testing::Test {
 protected:
  HubTest()
      : siblings_(plain("config.json", kConfig, kConfigSha1) + ", " +
                  lfs("model.safetensors", kWeights, kWeightsSha256) + ", " +
                  plain("README.md", "unwanted", kConfigSha1)),
        server_([this](const ServedRequest& request) { return serve(request); }) {
    cache_ = fs::temp_directory_path() / ("calm-hub-" + std::to_string(getpid()) + "-" +
                                          testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(cache_);
    environment_.set("HF_HOME", cache_.string());
    environment_.set("HF_TOKEN", "");
    environment_.set("HUGGING_FACE_HUB_TOKEN", "");
    environment_.set("HF_HUB_OFFLINE", "");
    environment_.set("HF_HUB_CACHE", "");
    environment_.set("HF_ENDPOINT", server_.url());
    environment_.set("no_proxy", "127.0.0.1,localhost");
  }
  ~HubTest() override { fs::remove_all(cache_); }
  void SetUp() override {
    if (!HttpServer::reachable()) GTEST_SKIP() << "the loopback interface is down: the test's server cannot be reached";
  }

  ServedResponse serve(const ServedRequest& request) {
    if (hook_) {
      if (auto response = hook_(request)) return *response;
    }
    if (request.target == std::string("/api/models/org/small/revision/main?blobs=true")) {
      return {200, {{"Content-Type", "application/json"}}, listing(siblings_), {}};
    }
    const std::string prefix = "/org/small/resolve/" + std::string(kCommit) + "/";
    if (request.target == prefix + "config.json") return {200, {}, kConfig, {}};
    if (request.target == prefix + "model.safetensors") return ranged(request, kWeights);
    return {404, {{"X-Error-Code", "EntryNotFound"}}, "no such file", {}};
  }

  static ServedResponse ranged(const ServedRequest& request, const std::string& text) {
    const std::string range = request.header("range");
    if (range.empty()) return {200, {}, text, {}};
    const size_t from = std::stoul(range.substr(std::string("bytes=").size()));
    if (from >= text.size()) return {416, {}, "", {}};
    return {206,
            {{"Content-Range", "bytes " + std::to_string(from) + "-" + std::to_string(text.size() - 1) + "/" +
                                   std::to_string(text.size())}},
            text.substr(from),
            {}};
  }

  static std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  HubRequest request() const {
    HubRequest r;
    r.repository = kRepository;
    return r;
  }
  fs::path download() { return hub_download(request(), {}, control_); }
  /// The message of the error that downloading gives.
  std::string refusal(const HubRequest& r, ErrorCode code = ErrorCode::network) {
    try {
      hub_download(r, {}, control_);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code) << error.what();
      return error.what();
    }
    ADD_FAILURE() << "the download was not refused";
    return "";
  }
  fs::path root() const { return cache_ / "hub" / "models--org--small"; }
  fs::path incomplete() const { return root() / "blobs" / (std::string(kWeightsSha256) + ".incomplete"); }
  size_t served(const std::string& part) const {
    size_t count = 0;
    for (const ServedRequest& r : server_.requests()) count += r.target.find(part) != std::string::npos;
    return count;
  }

  std::string siblings_;
  std::function<std::optional<ServedResponse>(const ServedRequest&)> hook_;  // set before the first request
  fs::path cache_;
  ScopedEnvironment environment_;
  RunControl control_;
  HttpServer server_;
};

TEST_F(HubTest, DownloadsIntoTheLayoutOfHuggingfaceHub) {
  double last = -1;
  const fs::path folder = hub_download(
      request(), [&](const Progress& p) { last = p.done; }, control_);
  EXPECT_EQ(folder, root() / "snapshots" / kCommit);
  EXPECT_EQ(text_of(folder / "config.json"), kConfig);
  EXPECT_EQ(text_of(folder / "model.safetensors"), kWeights);
  EXPECT_EQ(fs::read_symlink(folder / "model.safetensors"), fs::path("../../blobs") / kWeightsSha256);
  EXPECT_EQ(text_of(root() / "blobs" / kConfigSha1), kConfig);
  EXPECT_EQ(text_of(root() / "refs" / "main"), kCommit);
  EXPECT_FALSE(fs::exists(folder / "README.md"));
  EXPECT_FALSE(fs::exists(incomplete()));
  EXPECT_GE(last, 0);

  EXPECT_EQ(download(), folder);
  EXPECT_EQ(served("/resolve/"), 2u) << "files that are there must not be fetched again";
}

TEST_F(HubTest, ListsWhatIsNeededAndWhatIsThere) {
  HubListing before = hub_list(request());
  EXPECT_EQ(before.commit, kCommit);
  ASSERT_EQ(before.files.size(), 2u);
  EXPECT_EQ(before.bytes_to_download, kConfig.size() + kWeights.size());
  download();
  HubListing after = hub_list(request());
  EXPECT_EQ(after.bytes_to_download, 0u);
  EXPECT_TRUE(after.files[0].cached && after.files[1].cached);
}

TEST_F(HubTest, ResumesACutConnection) {
  int cuts = 0;
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find("model.safetensors") == std::string::npos || cuts >= 2) return std::nullopt;
    ++cuts;
    ServedResponse response = ranged(r, kWeights);
    response.cut_after = 10;
    return response;
  };
  EXPECT_EQ(text_of(download() / "model.safetensors"), kWeights);
  std::vector<std::string> ranges;
  for (const ServedRequest& r : server_.requests()) {
    if (r.target.find("model.safetensors") != std::string::npos) ranges.push_back(r.header("range"));
  }
  EXPECT_EQ(ranges, (std::vector<std::string>{"", "bytes=10-", "bytes=20-"}));
}

TEST_F(HubTest, ResumesThePartOfAnEarlierRun) {
  fs::create_directories(root() / "blobs");
  std::ofstream(incomplete()) << kWeights.substr(0, 30);
  EXPECT_EQ(text_of(download() / "model.safetensors"), kWeights);
  EXPECT_EQ(server_.requests().back().header("range"), "bytes=30-");
}

TEST_F(HubTest, StartsAgainWhereTheServerIgnoresRanges) {
  fs::create_directories(root() / "blobs");
  std::ofstream(incomplete()) << "wrong start";
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find("model.safetensors") == std::string::npos) return std::nullopt;
    return ServedResponse{200, {}, kWeights, {}};
  };
  EXPECT_EQ(text_of(download() / "model.safetensors"), kWeights);
}

TEST_F(HubTest, ADamagedPartOfAnEarlierRunIsFetchedAgain) {
  fs::create_directories(root() / "blobs");
  std::ofstream(incomplete()) << "wrong start";
  EXPECT_EQ(text_of(download() / "model.safetensors"), kWeights);
  EXPECT_EQ(served("model.safetensors"), 2u);
}

TEST_F(HubTest, AWrongChecksumLeavesNothing) {
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find("model.safetensors") == std::string::npos) return std::nullopt;
    return ServedResponse{200, {}, std::string(kWeights.size(), 'x'), {}};
  };
  EXPECT_NE(refusal(request()).find("checksum"), std::string::npos);
  EXPECT_FALSE(fs::exists(root() / "blobs" / kWeightsSha256));
  EXPECT_FALSE(fs::exists(incomplete()));
  EXPECT_FALSE(fs::exists(root() / "refs" / "main"));
}

TEST_F(HubTest, AWrongGitHashIsRefusedToo) {
  siblings_ =
      plain("config.json", kConfig, std::string(40, 'a')) + ", " + lfs("model.safetensors", kWeights, kWeightsSha256);
  EXPECT_NE(refusal(request()).find("config.json"), std::string::npos);
}

TEST_F(HubTest, MoreBytesThanAnnouncedAreRefused) {
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find("model.safetensors") == std::string::npos) return std::nullopt;
    return ServedResponse{200, {}, kWeights + "more", {}};
  };
  EXPECT_NE(refusal(request()).find("more than"), std::string::npos);
}

TEST_F(HubTest, RefusalsSayWhatToDo) {
  std::map<std::string, std::string> headers;
  int status = 401;
  hook_ = [&](const ServedRequest&) { return ServedResponse{status, headers, "{}", {}}; };
  EXPECT_NE(refusal(request()).find("HF_TOKEN"), std::string::npos);
  headers = {{"X-Error-Code", "GatedRepo"}};
  const std::string gated = refusal(request());
  EXPECT_NE(gated.find("gated"), std::string::npos);
  EXPECT_NE(gated.find(server_.url() + "/org/small"), std::string::npos);
  status = 403;
  headers = {};
  EXPECT_NE(refusal(request()).find("access"), std::string::npos);
  status = 404;
  EXPECT_NE(refusal(request()).find("org/small"), std::string::npos);
  headers = {{"X-Error-Code", "RevisionNotFound"}};
  EXPECT_NE(refusal(request()).find("revision 'main'"), std::string::npos);
}

TEST_F(HubTest, OfflineTakesTheCacheOrSaysWhatIsMissing) {
  HubRequest offline = request();
  offline.offline = true;
  EXPECT_NE(refusal(offline, ErrorCode::not_found).find("org/small"), std::string::npos);
  EXPECT_TRUE(server_.requests().empty());
  const fs::path folder = download();
  const size_t before = server_.requests().size();
  EXPECT_EQ(hub_download(offline, {}, control_), folder);
  EXPECT_EQ(hub_list(offline).files.size(), 2u);
  ScopedEnvironment environment;
  environment.set("HF_HUB_OFFLINE", "1");
  EXPECT_EQ(download(), folder);
  EXPECT_EQ(server_.requests().size(), before);
}

TEST_F(HubTest, AServerThatIsGoneIsReplacedByTheCache) {
  const fs::path folder = download();
  std::string gone;
  {
    HttpServer other([](const ServedRequest&) { return ServedResponse{}; });
    gone = other.url();
  }
  HubRequest r = request();
  r.endpoint = gone;
  EXPECT_EQ(hub_download(r, {}, control_), folder);
  r.repository = "org/other";
  EXPECT_NE(refusal(r).find(gone), std::string::npos);
}

TEST_F(HubTest, TheTokenGoesToTheEndpointOnly) {
  environment_.set("HF_TOKEN", "hf_secret");
  HttpServer storage([&](const ServedRequest& r) { return ranged(r, kWeights); });
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find("model.safetensors") == std::string::npos) return std::nullopt;
    return ServedResponse{302, {{"Location", storage.url("localhost") + "/blob"}}, "", {}};
  };
  EXPECT_EQ(text_of(download() / "model.safetensors"), kWeights);
  for (const ServedRequest& r : server_.requests())
    EXPECT_EQ(r.header("authorization"), "Bearer hf_secret") << r.target;
  ASSERT_EQ(storage.requests().size(), 1u);
  EXPECT_EQ(storage.requests()[0].header("authorization"), "");
}

TEST_F(HubTest, TheTokenMayLieInItsFile) {
  fs::create_directories(cache_);
  std::ofstream(cache_ / "token") << "hf_from_file\n";
  download();
  EXPECT_EQ(server_.requests()[0].header("authorization"), "Bearer hf_from_file");
}

TEST_F(HubTest, NamesThatLeaveTheFolderAreRefused) {
  for (const char* name :
       {"../model.safetensors", "/etc/model.safetensors", "a/../../model.safetensors", "a\\\\b", "a//b", "./a", "a/"}) {
    siblings_ = plain("config.json", kConfig, kConfigSha1) + ", " + lfs(name, kWeights, kWeightsSha256);
    EXPECT_NE(refusal(request(), ErrorCode::bad_format).find("file name"), std::string::npos) << name;
  }
  EXPECT_FALSE(fs::exists(root()));
  siblings_ = plain("config.json", kConfig, "../../../../escape");
  refusal(request(), ErrorCode::bad_format);
}

TEST_F(HubTest, AnAnswerThatIsNoListingIsRefused) {
  hook_ = [&](const ServedRequest&) { return ServedResponse{200, {}, "<html>Welcome</html>", {}}; };
  EXPECT_NE(refusal(request(), ErrorCode::bad_format).find("not JSON"), std::string::npos);
}

TEST_F(HubTest, BadNamesAreRefusedBeforeAnyRequest) {
  for (const char* name : {"", "a/b/c", "../x", "a b", "org/na--me", "https://example.org/a"}) {
    HubRequest r = request();
    r.repository = name;
    refusal(r, ErrorCode::invalid_argument);
  }
  HubRequest r = request();
  r.revision = "../../main";
  refusal(r, ErrorCode::invalid_argument);
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(HubTest, GgufOnlyRepositoriesWantAName) {
  siblings_ =
      lfs("small.Q4_0.gguf", kWeights, kWeightsSha256) + ", " + lfs("small.Q8_0.gguf", kWeights, kWeightsSha256);
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find(".gguf") == std::string::npos) return std::nullopt;
    return ranged(r, kWeights);
  };
  EXPECT_NE(refusal(request(), ErrorCode::invalid_argument).find("small.Q8_0.gguf"), std::string::npos);
  EXPECT_EQ(hub_list(request()).files.size(), 2u);
  HubRequest r = request();
  r.file = "small.Q8_0.gguf";
  const fs::path file = hub_download(r, {}, control_);
  EXPECT_EQ(file, root() / "snapshots" / kCommit / "small.Q8_0.gguf");
  EXPECT_EQ(text_of(file), kWeights);
  r.file = "other.gguf";
  refusal(r, ErrorCode::not_found);
}

TEST_F(HubTest, WeightsThatAreThereTwiceAreTakenOnce) {
  siblings_ = plain("config.json", kConfig, kConfigSha1) + ", " + lfs("model.safetensors", kWeights, kWeightsSha256) +
              ", " + lfs("consolidated.safetensors", kWeights, kWeightsSha256) + ", " +
              lfs("onnx/model.safetensors", kWeights, kWeightsSha256);
  EXPECT_EQ(hub_list(request()).files.size(), 2u);
}

TEST_F(HubTest, AfterAStopTheNextRunGoesOn) {
  hook_ = [&](const ServedRequest& r) -> std::optional<ServedResponse> {
    if (r.target.find("model.safetensors") == std::string::npos) return std::nullopt;
    control_.request_stop();
    ServedResponse response = ranged(r, kWeights);
    response.cut_after = 10;
    return response;
  };
  refusal(request(), ErrorCode::cancelled);
  EXPECT_FALSE(fs::exists(root() / "blobs" / kWeightsSha256));
  EXPECT_TRUE(fs::exists(incomplete()));
  hook_ = nullptr;
  RunControl again;
  EXPECT_EQ(text_of(hub_download(request(), {}, again) / "model.safetensors"), kWeights);
}

TEST_F(HubTest, AnUnwritableCacheIsNamed) {
  HubRequest r = request();
  r.cache = "/proc/no-such-place";
  EXPECT_NE(refusal(r, ErrorCode::io).find("/proc/no-such-place"), std::string::npos);
}

}  // namespace
}  // namespace calm
