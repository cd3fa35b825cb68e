#pragma once

#include <cstdint>
#include <vector>

namespace calm {

/// compressed-tensors' pack-quantized layout for 4 and 8 bits: code + 2^(bits-1), unsigned, element i of a row in the
/// i-th field of `bits` bits from the low end of the row's words. Rows are padded to whole words with zero bits.

/// Words in a row.
int64_t packed_words(int64_t cols, int bits);
/// codes [rows, cols] -> words [rows, packed_words(cols)]. Throws Error(unsupported) for other widths than 4 and 8.
std::vector<int32_t> pack_codes(const int8_t* codes, int64_t rows, int64_t cols, int bits);
/// The inverse.
void unpack_codes(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* codes);

}  // namespace calm
