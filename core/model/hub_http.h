#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace calm {

struct HttpResponse {
  enum class Outcome { answered, no_connection, connection_lost };
  Outcome outcome = Outcome::answered;
  std::string failure;  // why there is no (whole) answer, in words
  long status = 0;
  std::map<std::string, std::string> headers;  // of the last answer of a chain of redirects, names in lower case
  std::string body;                            // where it was not given to on_body
};

struct HttpRequest {
  std::string url;
  std::string token;         // sent to the URL's own host only, never to where a redirect leads
  uint64_t range_start = 0;  // asks for the bytes from here on
  /// Takes the body of a 200 or 206; headers have arrived by then. May throw: get() throws the same.
  std::function<void(const HttpResponse&, std::span<const char>)> on_body;
  std::function<void()> on_tick;  // a few times a second while bytes come or not; may throw
};

/// GET over one kept connection (libcurl). One thread at a time.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  HttpResponse get(const HttpRequest& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A path for a URL, each segment percent-encoded.
std::string url_path(const std::string& path);

}  // namespace calm
