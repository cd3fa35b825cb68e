#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "calm/hub.h"
#include "model/hub_http.h"

namespace calm {

/// A HubRequest with every field filled from the environment and checked.
HubRequest complete_request(const HubRequest& request);

struct RemoteFile {
  std::string name;
  uint64_t bytes = 0;
  std::string etag;  // SHA-256 of an LFS file, git's SHA-1 of any other: the blob's name
};
struct RemoteRepository {
  std::string commit;
  std::vector<RemoteFile> files;
};

/// The server's answer to api/models/<repository>/revision/<revision>?blobs=true. Throws Error(bad_format) for names
/// that leave the folder and hashes that are none.
RemoteRepository parse_repository(const std::string& json, const std::string& url);

/// Why the server refused, and what to do. `what` is the URL or the file.
std::string refusal_text(const HttpResponse& response, const HubRequest& request, const std::string& what);

/// The files that a model needs, by name; see HubRequest::file. Throws Error where there are none.
std::vector<std::string> needed_files(const std::vector<std::string>& names, const HubRequest& request);

}  // namespace calm
