#include "model/hub_http.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <mutex>

#include "calm/error.h"

namespace calm {
namespace {

constexpr size_t kMaxBody = size_t{64} << 20;
constexpr long kConnectSeconds = 10;

/// Seconds without a byte after which a transfer counts as dead.
long stall_seconds() {
  const char* text = std::getenv("HF_HUB_DOWNLOAD_TIMEOUT");
  const long seconds = text ? std::strtol(text, nullptr, 10) : 0;
  return seconds > 0 ? seconds : 20;
}

struct Transfer {
  CURL* curl;
  const HttpRequest& request;
  HttpResponse response;
  std::exception_ptr error;  // thrown by a callback; must not cross libcurl
};

size_t on_header(char* data, size_t size, size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string line(data, size * count);
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();
  const size_t colon = line.find(':');
  if (colon == std::string::npos) return line.size();
  std::string name = line.substr(0, colon);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  const size_t first = line.find_first_not_of(" \t", colon + 1), last = line.find_last_not_of(" \t\r\n");
  transfer.response.headers[name] =
      first == std::string::npos || last < first ? "" : line.substr(first, last - first + 1);
  return line.size();
}

size_t on_data(char* data, size_t size, size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const size_t bytes = size * count;
  try {
    curl_easy_getinfo(transfer.curl, CURLINFO_RESPONSE_CODE, &transfer.response.status);
    const bool content = transfer.response.status == 200 || transfer.response.status == 206;
    if (content && transfer.request.on_body) {
      transfer.request.on_body(transfer.response, {data, bytes});
    } else if (transfer.response.body.size() + bytes <= kMaxBody) {
      transfer.response.body.append(data, bytes);
    } else {
      throw Error(ErrorCode::network, transfer.request.url + ": the answer is larger than 64 MiB");
    }
  } catch (...) {
    transfer.error = std::current_exception();
    return bytes + 1;  // anything but `bytes` ends the transfer
  }
  return bytes;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(user);
  try {
    if (transfer.request.on_tick) transfer.request.on_tick();
    return 0;
  } catch (...) {
    transfer.error = std::current_exception();
    return 1;
  }
}

HttpResponse::Outcome outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return HttpResponse::Outcome::answered;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return HttpResponse::Outcome::no_connection;
    default:
      return HttpResponse::Outcome::connection_lost;
  }
}

/// Failures that trying again cannot mend.
bool hopeless(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_TOO_MANY_REDIRECTS:
      return true;
    default:
      return false;
  }
}

}  // namespace

struct HttpClient::Impl {
  CURL* curl = nullptr;
};

HttpClient::HttpClient() : impl_(std::make_unique<Impl>()) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  impl_->curl = curl_easy_init();
  if (!impl_->curl) throw Error(ErrorCode::network, "libcurl could not be started");
}

HttpClient::~HttpClient() {
  curl_easy_cleanup(impl_->curl);
}

HttpResponse HttpClient::get(const HttpRequest& request) {
  CURL* curl = impl_->curl;
  curl_easy_reset(curl);  // keeps the connections
  Transfer transfer{curl, request, {}, nullptr};
  std::array<char, CURL_ERROR_SIZE> message{};
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect must not take a download from an encrypted connection to a plain one.
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, request.url.starts_with("https:") ? "https" : "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 10L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "calm-workbench");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, stall_seconds());
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, message.data());
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  if (!request.token.empty()) {
    // libcurl drops these credentials when a redirect changes host, port or protocol.
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, request.token.c_str());
  }
  const std::string range = std::to_string(request.range_start) + "-";
  if (request.range_start > 0) curl_easy_setopt(curl, CURLOPT_RANGE, range.c_str());

  const CURLcode code = curl_easy_perform(curl);
  if (transfer.error) std::rethrow_exception(transfer.error);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &transfer.response.status);
  transfer.response.outcome = outcome_of(code);
  if (code != CURLE_OK) {
    transfer.response.failure = message[0] ? message.data() : curl_easy_strerror(code);
    if (hopeless(code)) throw Error(ErrorCode::network, request.url + ": " + transfer.response.failure);
  }
  return std::move(transfer.response);
}

std::string url_path(const std::string& path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~' || c == '/') {
      text += c;
    } else {
      text += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return text;
}

}  // namespace calm
