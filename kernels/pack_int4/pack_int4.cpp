#include "calm/kernels/pack_int4.h"

#include <algorithm>
#include <atomic>

#include "dispatch.h"

namespace calm::kernels {

void pack_int4(const int8_t* codes, int64_t rows, int64_t cols, int32_t* words, const ParallelFor& parallel) {
  require(rows >= 0 && cols > 0, "pack_int4", "bad sizes");
  std::atomic<bool> in_range{true};
  parallel(rows, [&](int64_t begin, int64_t end) {
    uint32_t seen = 0;
    int32_t* out = words + begin * packed_int4_words(cols);
    for (int64_t row = begin; row < end; ++row) {
      for (int64_t first = 0; first < cols; first += 8) {
        uint32_t word = 0;
        const int64_t count = std::min<int64_t>(8, cols - first);
        for (int64_t i = 0; i < count; ++i) {
          const auto nibble = static_cast<uint32_t>(codes[row * cols + first + i] + 8);
          seen |= nibble;
          word |= (nibble & 0xFU) << (4 * i);
        }
        *out++ = static_cast<int32_t>(word);
      }
    }
    if (seen > 0xFU) in_range.store(false, std::memory_order_relaxed);
  });
  require(in_range.load(), "pack_int4", "a code is outside -8..7");
}

void unpack_int4(const int32_t* words, int64_t rows, int64_t cols, int8_t* codes, const ParallelFor& parallel) {
  require(rows >= 0 && cols > 0, "unpack_int4", "bad sizes");
  parallel(rows, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      const int32_t* in = words + row * packed_int4_words(cols);
      for (int64_t i = 0; i < cols; ++i) {
        const auto word = static_cast<uint32_t>(in[i / 8]);
        codes[row * cols + i] = static_cast<int8_t>(static_cast<int>((word >> (4 * (i % 8))) & 0xFU) - 8);
      }
    }
  });
}

}  // namespace calm::kernels
