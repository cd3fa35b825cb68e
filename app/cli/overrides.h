#pragma once

#include <string>
#include <vector>

namespace calm::cli {

/// "3=awq", "3-7=gptq:act-order"; the spec "search" gives the layers back to the search.
struct Override {
  int first = 0, last = 0;  // both included
  std::string spec;
};

/// Throws UsageError naming the text and the form that is expected.
Override parse_override(const std::string& text);

}  // namespace calm::cli
