#include "support/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

namespace calm::test {
namespace {

void send_all(int socket, const std::string& text) {
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t sent = send(socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
    if (sent <= 0) return;  // the client went away, as some tests want
    done += static_cast<size_t>(sent);
  }
}

/// Up to the empty line; bodies of requests are not read.
std::string read_head(int socket) {
  std::string text;
  char buffer[4096];
  while (text.find("\r\n\r\n") == std::string::npos && text.size() < 65536) {
    const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
    if (got <= 0) break;
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

ServedRequest parse(const std::string& head) {
  ServedRequest request;
  std::istringstream stream(head);
  std::string line;
  std::getline(stream, line);
  std::istringstream(line) >> request.method >> request.target;
  while (std::getline(stream, line) && line != "\r") {
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    request.headers[name] = line.substr(colon + 2, line.find('\r') - colon - 2);
  }
  return request;
}

}  // namespace

std::string ServedRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

HttpServer::HttpServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || bind(listener_, raw, length) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, raw, &length) != 0 || pipe(wake_) != 0) {
    throw std::runtime_error("the test server cannot listen on the loopback interface");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  const char byte = 0;
  if (write(wake_[1], &byte, 1) == 1) thread_.join();
  for (const int fd : {listener_, wake_[0], wake_[1]}) close(fd);
}

std::string HttpServer::url(const std::string& host) const {
  return "http://" + host + ":" + std::to_string(port_);
}

std::vector<ServedRequest> HttpServer::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

bool HttpServer::reachable() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(9);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);  // UDP: asks for a route, sends nothing
  const bool routed = probe >= 0 && connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  if (probe >= 0) close(probe);
  return routed;
}

void HttpServer::serve() {
  for (;;) {
    pollfd waiting[2] = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (poll(waiting, 2, -1) < 0) continue;
    if (waiting[1].revents != 0) return;
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    answer(connection);
    close(connection);
  }
}

void HttpServer::answer(int connection) {
  const std::string head = read_head(connection);
  if (head.empty()) return;
  const ServedRequest request = parse(head);
  {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(request);
  }
  const ServedResponse response = handler_(request);
  std::string text = "HTTP/1.1 " + std::to_string(response.status) +
                     " Test\r\nConnection: close\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\n";
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\r\n";
  send_all(connection, text + "\r\n" + response.body.substr(0, response.cut_after.value_or(std::string::npos)));
}

}  // namespace calm::test
