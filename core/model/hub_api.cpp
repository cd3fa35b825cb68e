#include "model/hub_api.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "calm/error.h"

namespace calm {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool truthy(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text == "1" || text == "ON" || text == "YES" || text == "TRUE";
}

std::string strip(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

fs::path user_cache() {
  const std::string cache = environment("XDG_CACHE_HOME");
  return cache.empty() ? fs::path(environment("HOME")) / ".cache" : fs::path(cache);
}

fs::path hub_home() {
  const std::string home = environment("HF_HOME");
  return home.empty() ? user_cache() / "huggingface" : fs::path(home);
}

std::string find_token() {
  for (const char* name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
    const std::string token = strip(environment(name));
    if (!token.empty()) return token;
  }
  const std::string path = environment("HF_TOKEN_PATH");
  std::ifstream file(path.empty() ? hub_home() / "token" : fs::path(path));
  return strip({std::istreambuf_iterator<char>(file), {}});
}

bool hex(const std::string& text, size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// A relative path that stays inside its folder on every system.
bool safe_path(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.back() == '/' || name.find('\\') != std::string::npos) return false;
  if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; })) return false;
  size_t start = 0;
  for (;;) {
    const size_t slash = name.find('/', start);
    const std::string part = name.substr(start, slash == std::string::npos ? std::string::npos : slash - start);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string::npos) return true;
    start = slash + 1;
  }
}

void check_repository(const std::string& name) {
  const bool letters = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.' || c == '/';
  });
  if (!letters || !safe_path(name) || std::count(name.begin(), name.end(), '/') > 1 ||
      name.find("--") != std::string::npos || name.find("..") != std::string::npos || name.size() > 96) {
    throw Error(
        ErrorCode::invalid_argument,
        "'" + name + "' is not a repository: give ORGANIZATION/NAME, as in HuggingFaceTB/SmolLM2-135M-Instruct");
  }
}

bool is_tokenizer_or_config(const std::string& name) {
  static const std::set<std::string> kNames = {"config.json",      "generation_config.json",  "tokenizer.model",
                                               "vocab.json",       "special_tokens_map.json", "merges.txt",
                                               "added_tokens.json"};
  return kNames.contains(name) || (name.starts_with("tokenizer") && name.ends_with(".json")) ||
         name.starts_with("chat_template");
}

}  // namespace

HubRequest complete_request(const HubRequest& request) {
  HubRequest full = request;
  check_repository(full.repository);
  if (full.revision.empty()) full.revision = "main";
  if (!safe_path(full.revision)) {
    throw Error(ErrorCode::invalid_argument,
                "'" + full.revision + "' is not a revision: give a branch, a tag or a commit");
  }
  if (!full.file.empty() && (!safe_path(full.file) || !full.file.ends_with(".gguf"))) {
    throw Error(ErrorCode::invalid_argument, "'" + full.file + "' is not the name of a .gguf file of the repository");
  }
  if (full.endpoint.empty()) full.endpoint = environment("HF_ENDPOINT");
  if (full.endpoint.empty()) full.endpoint = "https://huggingface.co";
  while (full.endpoint.ends_with('/')) full.endpoint.pop_back();
  if (!full.endpoint.starts_with("http://") && !full.endpoint.starts_with("https://")) {
    throw Error(ErrorCode::invalid_argument,
                "the endpoint '" + full.endpoint + "' (HF_ENDPOINT) must begin with https:// or http://");
  }
  if (full.token.empty()) full.token = find_token();
  if (std::any_of(full.token.begin(), full.token.end(), [](unsigned char c) { return c <= 0x20 || c >= 0x7f; })) {
    throw Error(ErrorCode::invalid_argument,
                "the token (HF_TOKEN or HF_HOME/token) holds characters that no token has");
  }
  if (full.cache.empty()) full.cache = environment("HF_HUB_CACHE");
  if (full.cache.empty()) full.cache = hub_home() / "hub";
  full.cache = fs::absolute(full.cache);
  full.offline = full.offline || truthy(environment("HF_HUB_OFFLINE"));
  return full;
}

RemoteRepository parse_repository(const std::string& text, const std::string& url) {
  const auto refuse = [&](const std::string& why) { return Error(ErrorCode::bad_format, url + ": " + why); };
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) throw refuse("the answer is not JSON; is the endpoint a Hugging Face hub?");
  RemoteRepository repository;
  try {
    repository.commit = json.at("sha").get<std::string>();
    if (!hex(repository.commit, 40)) throw refuse("the commit '" + repository.commit + "' is not a hash");
    for (const Json& sibling : json.at("siblings")) {
      RemoteFile file;
      file.name = sibling.at("rfilename").get<std::string>();
      if (!safe_path(file.name))
        throw refuse("the file name '" + file.name + "' leads out of the repository; nothing was written");
      if (sibling.contains("lfs") && sibling["lfs"].is_object()) {
        file.etag = sibling["lfs"].at("sha256").get<std::string>();
        file.bytes = sibling["lfs"].at("size").get<uint64_t>();
        if (!hex(file.etag, 64)) throw refuse("the SHA-256 of " + file.name + " is not a hash");
      } else {
        file.etag = sibling.at("blobId").get<std::string>();
        file.bytes = sibling.at("size").get<uint64_t>();
        if (!hex(file.etag, 40)) throw refuse("the hash of " + file.name + " is not a hash");
      }
      repository.files.push_back(std::move(file));
    }
  } catch (const Json::exception& error) {
    throw refuse(std::string("the list of files lacks what a download needs (") + error.what() + ")");
  }
  return repository;
}

std::string refusal_text(const HttpResponse& response, const HubRequest& request, const std::string& what) {
  const auto header = [&](const char* name) {
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? std::string() : found->second;
  };
  const std::string code = header("x-error-code"), said = header("x-error-message");
  const std::string page = request.endpoint + "/" + request.repository;
  const std::string token_advice = request.token.empty()
                                       ? "set HF_TOKEN to an access token, or put one into HF_HOME/token"
                                       : "the token that was sent is not valid for it";
  std::string text;
  if (code == "GatedRepo") {
    text = request.repository + " is gated: ask for access on " + page + " with your account, then " +
           (request.token.empty() ? token_advice : "try again with a token of that account");
  } else if (code == "RevisionNotFound") {
    text = request.repository + " has no revision '" + request.revision + "'";
  } else if (code == "EntryNotFound") {
    text = request.repository + " has no file " + what + " at revision " + request.revision;
  } else if (response.status == 401) {
    text = request.repository + " is private, or does not exist on " + request.endpoint + ": check the name, and " +
           token_advice;
  } else if (response.status == 403) {
    text = "access to " + request.repository + " is refused: ask for access on " + page + ", and " + token_advice;
  } else if (response.status == 404) {
    text = "there is no " + request.repository + " with revision '" + request.revision + "' on " + request.endpoint +
           ": check the name and the revision";
  } else if (response.status == 429) {
    text = request.endpoint + " limits the rate of requests: wait a while, or set HF_TOKEN";
  } else {
    text = what + ": the server answered with an error";
  }
  text += " (HTTP " + std::to_string(response.status) + ")";
  return said.empty() ? text : text + ". It said: " + said;
}

std::vector<std::string> needed_files(const std::vector<std::string>& names, const HubRequest& request) {
  std::vector<std::string> weights, fallback, ggufs, rest;
  for (const std::string& name : names) {
    const bool at_root = name.find('/') == std::string::npos;
    if (name.ends_with(".gguf")) ggufs.push_back(name);
    if (!at_root) continue;
    // Some repositories hold the same weights twice (consolidated.safetensors).
    if (name.ends_with(".safetensors")) (name.starts_with("model") ? weights : fallback).push_back(name);
    if (name == "model.safetensors.index.json" || is_tokenizer_or_config(name)) rest.push_back(name);
  }
  if (!request.file.empty()) {
    if (std::find(ggufs.begin(), ggufs.end(), request.file) == ggufs.end()) {
      throw Error(ErrorCode::not_found, request.repository + " has no file " + request.file);
    }
    return {request.file};
  }
  if (weights.empty()) weights = fallback;
  if (weights.empty()) weights = ggufs;
  if (weights.empty()) {
    throw Error(ErrorCode::unsupported,
                request.repository + " holds no .safetensors and no .gguf file: such a model cannot be opened");
  }
  if (weights == ggufs) return ggufs;
  rest.insert(rest.end(), weights.begin(), weights.end());
  return rest;
}

}  // namespace calm
