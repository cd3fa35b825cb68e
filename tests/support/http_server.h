#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace calm::test {

struct ServedRequest {
  std::string method, target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string header(const std::string& name) const;
};

struct ServedResponse {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;
  /// Announces the whole body, sends this many bytes of it and closes the connection.
  std::optional<size_t> cut_after;
};

/// HTTP/1.1 on a free port of the loopback interface, one thread, one request a connection. The handler runs on the
/// server's thread.
class HttpServer {
 public:
  using Handler = std::function<ServedResponse(const ServedRequest&)>;

  explicit HttpServer(Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// "http://127.0.0.1:4711"; another host name gives another origin with the same server behind it.
  std::string url(const std::string& host = "127.0.0.1") const;
  std::vector<ServedRequest> requests() const;
  /// False in a network namespace whose loopback interface is down, as `unshare -n` makes one.
  static bool reachable();

 private:
  void serve();
  void answer(int connection);

  Handler handler_;
  int listener_ = -1;
  int wake_[2] = {-1, -1};
  uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<ServedRequest> requests_;
  std::thread thread_;
};

}  // namespace calm::test
