#include "calm/hub.h"

#include "cli/analyze.h"
#include "cli/documents.h"
#include "cli/heatmap.h"

namespace calm::cli {
namespace {

HubRequest hub_request(const Arguments& arguments) {
  HubRequest request;
  request.repository = arguments.repository;
  request.revision = arguments.revision;
  request.endpoint = arguments.endpoint;
  request.cache = arguments.cache;
  request.offline = arguments.offline;
  request.file = arguments.file;
  return request;
}

}  // namespace

int run_hub_list(const Context& context) {
  const HubListing listing = hub_list(hub_request(context.arguments));
  std::vector<std::vector<std::string>> rows;
  for (const HubFile& file : listing.files) {
    rows.push_back({file.name, format_bytes(static_cast<double>(file.bytes)), file.cached ? "in the cache" : ""});
  }
  report_result(context, to_json(listing),
                "commit " + listing.commit + "\n" + render_table({"file", "size", ""}, rows) +
                    "To download: " + format_bytes(static_cast<double>(listing.bytes_to_download)) + "\n");
  return 0;
}

int run_hub_download(const Context& context) {
  const HubRequest request = hub_request(context.arguments);
  context.interrupt.arm("What was downloaded stays; the same command goes on from there.");
  const std::filesystem::path path = hub_download(request, context.progress(), context.control());
  context.console.finish_progress();
  report_result(context, {{"path", path.string()}}, path.string() + "\n");
  return 0;
}

}  // namespace calm::cli
