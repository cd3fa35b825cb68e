#include "calm/kernels/gptq_update.h"

#include <algorithm>

#include "aligned_buffer.h"
#include "dispatch.h"
#include "gptq_update/impl.h"

namespace calm::kernels {
namespace {

void run(const GptqArgs& args, const ParallelFor& parallel) {
  const GptqBlock& b = args.block;
  require(b.rows >= 0 && b.columns > 0 && b.row_stride >= b.columns && b.hinv_stride >= b.columns &&
              b.code_stride >= b.columns,
          "gptq_quantize_block", "bad sizes");
  require(b.bits >= 2 && b.bits <= 8, "gptq_quantize_block", "bits must be 2..8");
  const auto kernel = dispatch<gptq_update_fn>("gptq_update");
  const int64_t tiles = (b.rows + kGptqTileRows - 1) / kGptqTileRows;
  parallel(tiles, [&](int64_t begin, int64_t end) {
    const auto scratch = make_aligned<float>(static_cast<std::size_t>(2 * b.columns * kGptqTileRows));
    kernel(args, begin * kGptqTileRows, std::min(end * kGptqTileRows, b.rows), scratch.get());
  });
}

}  // namespace

void gptq_quantize_block(const GptqBlock& block, const ParallelFor& parallel) {
  run({block, nullptr, 0, ScaleType::float32}, parallel);
}

void gptq_quantize_block(const GptqBlock& block, const GptqScaleSearch& search, const ParallelFor& parallel) {
  require(search.scales != nullptr && search.group > 0, "gptq_quantize_block",
          "a scale search needs scales and a group");
  run({block, search.scales, search.group, search.type}, parallel);
}

}  // namespace calm::kernels
