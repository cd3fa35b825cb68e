#pragma once

#include "calm/kernels/attention.h"

namespace calm::kernels {

struct RopeAppendArgs {
  QkvRows rows;
  int64_t position;  // of rows' first token
  Rotary rotary;
  KvCache cache;
};

/// Tokens [begin, end), all within the cache's capacity.
using rope_append_fn = void(const RopeAppendArgs&, int64_t begin, int64_t end);

}  // namespace calm::kernels
