#pragma once

#include <cstdint>
#include <vector>

namespace calm {

/// compressed-tensors' pack-quantized layout for 2 to 8 bits: code + 2^(bits-1), unsigned, element i of a row in bits
/// i * bits and up of the row's words, low end first; a field may begin in one word and end in the next (compressed-
/// tensors 0.19: 32 codes in exactly `bits` words). Rows are padded to whole words with zero bits.

/// Words in a row. Throws Error(unsupported) for other widths than 2 to 8.
int64_t packed_words(int64_t cols, int bits);
/// codes [rows, cols] -> words [rows, packed_words(cols)].
std::vector<int32_t> pack_codes(const int8_t* codes, int64_t rows, int64_t cols, int bits);
/// The inverse.
void unpack_codes(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* codes);

/// Zero points [rows, cols] are packed along the rows: words [packed_words(rows), cols].
std::vector<int32_t> pack_zeros(const int8_t* zeros, int64_t rows, int64_t cols, int bits);
void unpack_zeros(const std::vector<int32_t>& words, int64_t rows, int64_t cols, int bits, int8_t* zeros);

}  // namespace calm
