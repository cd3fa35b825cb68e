#pragma once

#include <cstdint>

#include "calm/model.h"
#include "calm/plan.h"
#include "calm/scheme.h"
#include "calm/transform.h"

namespace calm::ui {

/// Bytes of the weights once quantized: codes, 16-bit scales and zero points of the linears that a group divides, 16
/// bit (32 with float32 storage) for all else. Layers that the plan decides have their method's bits, others the
/// scheme's. A transform unties the head from the embedding. The tokenizer and the files' headers are not counted.
uint64_t expectedQuantizedBytes(const calm::ModelInfo& model, const calm::Scheme& scheme,
                                const calm::Transform& transform = {}, const calm::Plan& plan = {});

}  // namespace calm::ui
