// A decoding step must not allocate: counts every operator new of this program.

#include <atomic>
#include <cstdlib>
#include <new>

#include "calm/kernels/attention.h"
#include "calm/kernels/fwht.h"
#include "calm/kernels/rms_norm.h"
#include "calm/kernels/sampling.h"
#include "calm/kernels/silu_multiply.h"
#include "kernels/kernel_test.h"

namespace {

std::atomic<int64_t> allocations{0};

void* allocate(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* p = alignment == 0 ? std::malloc(size)
                           : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}

}  // namespace

// Not inlined: GCC would see free() meet an operator new.
[[gnu::noinline]] void* operator new(std::size_t size) {
  return allocate(size, 0);
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void operator delete(void* p) noexcept {
  std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::align_val_t) noexcept {
  std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}

namespace calm::kernels {
namespace {

TEST(TokenKernels, AllocateNothingForOneToken) {
  constexpr int64_t kHeads = 9, kKvHeads = 3, kWidth = 64, kCapacity = 2000, kRow = 15 * kWidth, kVocab = 5000;
  std::vector<float> rows = random_floats(kRow, 1), out(kHeads * kWidth), keys(kKvHeads * kCapacity * kWidth),
                     values(keys.size());
  const std::vector<float> table(kCapacity * kWidth / 2, 0.5F), logits = random_floats(kVocab, 2);
  const std::vector<float> weight(kWidth, 1.0F);
  std::vector<int8_t> codes(kRow);
  std::vector<float> scales(1), scratch(kRow);
  std::vector<int32_t> ids(kVocab);
  const int32_t position = kCapacity - 1;
  const KvCache cache{DenseType::float32, keys.data(), values.data(), kKvHeads, kCapacity, kWidth};
  for (const Isa isa : {Isa::portable, Isa::avx2, Isa::avx512vnni}) {
    if (!cpu_has(isa)) continue;
    force_isa(isa);
    const int64_t before = allocations;
    rope_append({rows.data(), 1, kRow, kHeads, &position}, {table.data(), table.data(), nullptr, nullptr, 0.0F}, cache);
    attention({rows.data(), 1, kRow, kHeads, &position}, cache, 0, 0.125F, out.data());
    rms_norm_quantize({out.data(), nullptr, 1, kWidth, weight.data(), 1e-5F}, codes.data(), scales.data());
    silu_multiply_quantize(rows.data(), rows.data() + kWidth, 1, kWidth, kWidth, scratch.data(), codes.data(),
                           scales.data());
    fwht(rows.data(), 1, kWidth, kWidth, kWidth, 0.125F);
    int32_t sum = argmax(logits.data(), kVocab);
    for (const int32_t k : {0, 50, 2000}) sum += sample(logits.data(), kVocab, {0.8F, k, 0.9F}, 7, ids.data());
    EXPECT_EQ(allocations - before, 0) << to_string(isa) << ", " << sum;
    force_isa(Isa::portable);
  }
  EXPECT_GT(allocations, 0);  // they are counted
}

}  // namespace
}  // namespace calm::kernels
