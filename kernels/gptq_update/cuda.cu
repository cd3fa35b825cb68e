#include <stdexcept>

#include "calm/kernels/cuda.h"
#include "gptq_update/kernel.cuh"

namespace calm::kernels::cuda {
namespace {

void quantize_block(const GptqArgs& args, Stream stream) {
  const GptqBlock& b = args.block;
  if (b.rows < 0 || b.columns <= 0 || b.columns > 256 || b.bits < 2 || b.bits > 8) {
    throw std::invalid_argument("gptq_quantize_block: bad sizes; a block has 1..256 columns");
  }
  if (b.rows == 0) return;
  const auto blocks = static_cast<unsigned>((b.rows + kGptqWarps - 1) / kGptqWarps);
  launch("gptq_quantize_block", {blocks, kGptqWarps * kGptqLanes}, stream,
         b.columns <= 128 ? gptq_block<4> : gptq_block<8>, args);
}

}  // namespace

void gptq_quantize_block(const GptqBlock& block, Stream stream) {
  quantize_block({block, nullptr, 0, ScaleType::float32}, stream);
}

void gptq_quantize_block(const GptqBlock& block, const GptqScaleSearch& search, Stream stream) {
  if (search.scales == nullptr || search.group <= 0) {
    throw std::invalid_argument("gptq_quantize_block: a scale search needs scales and a group");
  }
  quantize_block({block, search.scales, search.group, search.type}, stream);
}

}  // namespace calm::kernels::cuda
