#pragma once

#include <string>
#include <vector>

#include "calm/export.h"
#include "calm/session.h"
#include "export/quantization_config.h"

namespace calm {

/// A request with everything that follows from its session.
struct ExportJob {
  SessionState session;
  Plan plan;
  std::vector<std::string> methods;
  StorageType storage;
  StoredLinears linears;
};

/// Throws what an export of it would throw before anything is written, but for what is wrong with the target.
ExportJob prepare_export(const ExportRequest& request);

}  // namespace calm
