#include "calm/kernels/clip_search.h"

#include <algorithm>

#include "aligned_buffer.h"
#include "clip_search/impl.h"
#include "dispatch.h"

namespace calm::kernels {

void clip_search(const ClipSearch& search, const ParallelFor& parallel) {
  require(search.rows >= 0 && search.group > 0 && search.row_stride >= search.group &&
              search.gram_stride >= search.group && search.scale_stride > 0,
          "clip_search", "bad sizes");
  require(search.bits >= 2 && search.bits <= 8, "clip_search", "bits must be 2..8");
  require(search.steps >= 0 && search.max_shrink >= 0.0F && search.max_shrink < 1.0F, "clip_search",
          "steps must not be negative, max_shrink in [0, 1)");
  const auto kernel = dispatch<clip_search_fn>("clip_search");
  parallel((search.rows + kClipRows - 1) / kClipRows, [&](int64_t begin, int64_t end) {
    const auto scratch = make_aligned<float>(static_cast<std::size_t>(clip_scratch(search.group)));
    kernel(search, begin * kClipRows, std::min(end * kClipRows, search.rows), scratch.get());
  });
}

}  // namespace calm::kernels
