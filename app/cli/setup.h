#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "calm/evaluation.h"
#include "calm/search.h"
#include "calm/session_lock.h"
#include "cli/run.h"

namespace calm::cli {

/// A search as the command line and the session's own settings make it.
struct SearchSetup {
  SearchRequest request;
  std::vector<MethodSpec> pool;                // spelled as given
  std::map<std::string, std::string> spelled;  // canonical spec -> as given
  bool resumed = false;                        // the session existed
  std::shared_ptr<SessionLock> lock;           // on a session that did not

  std::string spelling(const std::string& canonical) const;
};

/// Opens the model. Options that were not given keep an existing session's value. Throws UsageError and Error.
SearchSetup prepare_search(const Arguments& arguments);

/// The calibration options that --text, --tokens, --preset and the rest make of `base`.
CalibrationOptions calibration_options(const Arguments& arguments, CalibrationOptions base);
/// The same for commands that read a text without sampling it.
CalibrationOptions text_options(const Arguments& arguments);
ExecutionOptions execution_options(const Arguments& arguments);
/// An absolute path without a trailing slash, so that a session can be resumed from another folder.
std::filesystem::path absolute_path(const std::string& path);
std::shared_ptr<Model> open_model(const std::string& path);

}  // namespace calm::cli
