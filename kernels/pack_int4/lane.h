#pragma once

#include <cstdint>

#include "calm/kernels/scale_type.h"

namespace calm::kernels::cuda {

/// Word `word` of a row of `cols` codes.
CALM_HOST_DEVICE int32_t packed_word(const int8_t* row, int64_t cols, int64_t word) {
  uint32_t packed = 0;
  for (int64_t i = 0; i < 8 && word * 8 + i < cols; ++i) {
    packed |= (static_cast<uint32_t>(row[word * 8 + i] + 8) & 0xFU) << (4 * i);
  }
  return static_cast<int32_t>(packed);
}

/// Code `column` of a packed row.
CALM_HOST_DEVICE int8_t unpacked_code(const int32_t* row, int64_t column) {
  const auto word = static_cast<uint32_t>(row[column / 8]);
  return static_cast<int8_t>(static_cast<int>((word >> (4 * (column % 8))) & 0xFU) - 8);
}

}  // namespace calm::kernels::cuda
