#pragma once

#include <cstdint>

namespace calm::kernels {

/// What w4a8_gemm's tiles read instead of x [tokens, in].
struct PrepareTokensArgs {
  const int8_t* x;
  int64_t tokens, in, group;
  int32_t offset;        // of the stored codes above the true ones
  int8_t* packed;        // [tile][in / 4][tokens of the tile][4]: what a tile broadcasts lies side by side
  int32_t* corrections;  // [tokens, in / group]: -offset * sum of the group's x
};

/// Tokens [begin, end), where begin is a multiple of kTileTokens. The portable kernel needs nothing, so does nothing.
using prepare_tokens_fn = void(const PrepareTokensArgs&, int64_t begin, int64_t end);

/// A multiple of the tokens of every instruction set's tile. The tiles of all tokens begin at multiples of their size.
inline constexpr int64_t kTileTokens = 24;

}  // namespace calm::kernels
