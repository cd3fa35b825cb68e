#pragma once

#include <cstdint>

#include "calm/model.h"
#include "calm/plan.h"
#include "calm/scheme.h"
#include "calm/transform.h"

namespace calm::ui {

/// With the storage type that automatic stands for: that of the checkpoint.
calm::Scheme storedScheme(const calm::ModelInfo& model, calm::Scheme scheme);

/// Bytes of the weights once quantized: codes, 16-bit scales and zero points of the linears that a group divides, 16
/// bit (32 with float32 storage, as a float32 checkpoint has by itself) for all else. Layers that the plan decides have
/// their method's bits, others the scheme's. A transform unties the head from the embedding. The tokenizer and the
/// files' headers are not counted.
uint64_t expectedQuantizedBytes(const calm::ModelInfo& model, const calm::Scheme& scheme,
                                const calm::Transform& transform = {}, const calm::Plan& plan = {});

}  // namespace calm::ui
