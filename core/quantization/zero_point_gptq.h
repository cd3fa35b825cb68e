#pragma once

#include "calm/kernels/gptq_update.h"
#include "quantization/grouped.h"

namespace calm {

/// kernels::gptq_quantize_block on an asymmetric grid; zeros [rows, scale_stride], one for each scale. Where
/// `found_scales` is not null (task.scales' own memory), a group's scale and zero point are found when its first column
/// is reached, on weights that carry every correction so far; groups then begin and end with blocks. Rows run in
/// parallel.
void gptq_round_with_zeros(const kernels::GptqBlock& task, const GroupGrid& grid, float* found_scales, int8_t* zeros);

}  // namespace calm
