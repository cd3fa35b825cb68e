#include "export/export_parts.h"

#include <array>

#include "export/checkpoint_names.h"

namespace calm {
namespace {

using Kind = ExportPart::Kind;

Kind kind_of(const PlannedTensor& tensor) {
  const auto ends = [&](std::string_view end) { return tensor.name.ends_with(end); };
  if (tensor.name == kEmbeddingName) return Kind::embedding;
  if (tensor.name == kHeadName) return Kind::head;
  if (ends(".weight_packed")) return Kind::codes;
  if (ends(".weight_scale") || ends(".weight_zero_point")) return Kind::scales;
  if (ends("_proj.weight")) return Kind::plain_linears;
  return Kind::rest;
}

/// Bytes of the scales (and offsets) inside a quantized block.
uint64_t block_scale_bytes(StoredType type, uint64_t bytes) {
  if (type == StoredType::q4_0) return bytes / 18 * 2;
  if (type == StoredType::q4_1) return bytes / 20 * 4;
  return 0;
}

}  // namespace

std::vector<ExportPart> parts_of(const std::vector<PlannedTensor>& tensors) {
  std::array<ExportPart, 6> parts;
  for (size_t i = 0; i < parts.size(); ++i) parts[i].kind = static_cast<Kind>(i);
  const auto add = [&](Kind kind, uint64_t bytes) {
    parts[static_cast<size_t>(kind)].bytes += bytes;
    ++parts[static_cast<size_t>(kind)].tensors;
  };
  for (const PlannedTensor& tensor : tensors) {
    const bool block = block_scale_bytes(tensor.type, tensor.bytes) > 0;
    const uint64_t scales = block_scale_bytes(tensor.type, tensor.bytes);
    add(block ? Kind::codes : kind_of(tensor), tensor.bytes - scales);
    if (block) add(Kind::scales, scales);
  }
  std::vector<ExportPart> present;
  for (const ExportPart& part : parts) {
    if (part.tensors > 0) present.push_back(part);
  }
  return present;
}

}  // namespace calm
