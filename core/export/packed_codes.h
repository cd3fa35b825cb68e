#pragma once

#include <cstdint>
#include <vector>

namespace calm {

/// compressed-tensors' pack-quantized layout (pack_to_int32 of its 0.19): code + 2^(bits-1), unsigned, element i of a
/// row in bits i * bits and up of the row, counted from the low end of its first word; a field may go on in the next
/// word. Rows are padded to whole words with zero bits.

/// Words in a row.
int64_t packed_words(int64_t cols, int bits);
/// codes [rows, cols] -> words [rows, packed_words(cols)]. Throws Error(unsupported) for other widths than 2 to 8.
std::vector<int32_t> pack_codes(const int8_t* codes, int64_t rows, int64_t cols, int bits);
/// The inverse.
void unpack_codes(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* codes);

}  // namespace calm
