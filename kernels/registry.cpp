#include "calm/kernels/registry.h"

#include <stdexcept>

#include "attention/impl.h"
#include "calm/kernels/cuda.h"
#include "calm/kernels/isa.h"
#include "clip_search/impl.h"
#include "dense_gemv/impl.h"
#include "dispatch.h"
#include "fwht/impl.h"
#include "gptq_update/impl.h"
#include "gram/impl.h"
#include "prepare_tokens/impl.h"
#include "quantize_activations/impl.h"
#include "quantize_groups/impl.h"
#include "rms_norm/impl.h"
#include "rope_append/impl.h"
#include "sampling/impl.h"
#include "silu_multiply/impl.h"
#include "w4a16_gemm/impl.h"
#include "w4a8_gemm/impl.h"
#include "w4a8_gemv/impl.h"

namespace calm::kernels {

// Declares <isa>::<operation> with the operation's function type.
#define CALM_KERNEL(operation, isa) \
  namespace isa {                   \
  operation##_fn operation;         \
  }
#include "kernels.def"

namespace {

struct Entry {
  std::string_view operation;
  Isa isa;
  AnyFunction function;
};

const Entry kEntries[] = {
#define CALM_KERNEL(operation, isa) {#operation, Isa::isa, reinterpret_cast<AnyFunction>(&isa::operation)},
#include "kernels.def"
};

constexpr std::string_view kCudaOperations[] = {
#define CALM_CUDA_KERNEL(operation) #operation,
#include "kernels.def"
};

const Entry* find_entry(std::string_view operation) {
  const Isa limit = active_isa();
  const Entry* best = nullptr;
  for (const Entry& entry : kEntries) {
    if (entry.operation != operation || entry.isa > limit || !cpu_has(entry.isa)) continue;
    if (best == nullptr || entry.isa > best->isa) best = &entry;
  }
  return best;
}

}  // namespace

AnyFunction find_kernel(std::string_view operation) {
  const Entry* entry = find_entry(operation);
  if (entry == nullptr) throw std::logic_error("kernels.def has no " + std::string(operation));
  return entry->function;
}

void require(bool condition, const char* operation, const char* message) {
  if (!condition) throw std::invalid_argument(std::string(operation) + ": " + message);
}

std::vector<KernelInfo> kernel_table() {
  std::vector<KernelInfo> table;
  for (const Entry& entry : kEntries) {
    table.push_back({std::string(entry.operation), std::string(to_string(entry.isa)), cpu_has(entry.isa),
                     find_entry(entry.operation) == &entry, ""});
  }
  for (const std::string_view operation : kCudaOperations) {
    table.push_back({std::string(operation), "cuda", cuda::built(), false, "never run on hardware"});
  }
  return table;
}

}  // namespace calm::kernels
