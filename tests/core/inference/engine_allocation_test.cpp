// Counts every allocation of the process: this binary's malloc stands in front of the C library's.
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

#include "calm/kernels/sampling.h"
#include "core/inference/engine_rig.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CALM_NO_MALLOC_COUNT  // the sanitizers bring their own
#endif

namespace {
std::atomic<bool> counting{false};
std::atomic<int64_t> allocations{0};
void count() {
  if (counting.load(std::memory_order_relaxed)) allocations.fetch_add(1, std::memory_order_relaxed);
}
}  // namespace

#if !defined(CALM_NO_MALLOC_COUNT)
extern "C" {
void* __libc_malloc(size_t);            // NOLINT: glibc's names
void* __libc_calloc(size_t, size_t);    // NOLINT
void* __libc_realloc(void*, size_t);    // NOLINT
void* __libc_memalign(size_t, size_t);  // NOLINT

void* malloc(size_t size) {
  count();
  return __libc_malloc(size);
}
void* calloc(size_t n, size_t size) {
  count();
  return __libc_calloc(n, size);
}
void* realloc(void* p, size_t size) {
  count();
  return __libc_realloc(p, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}
void* memalign(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** p, size_t alignment, size_t size) {
  count();
  *p = __libc_memalign(alignment, size);
  return *p == nullptr ? 12 : 0;  // ENOMEM
}
}
#endif

namespace calm {
namespace {

int64_t allocations_in(const std::function<void()>& body) {
  allocations = 0;
  counting = true;
  body();
  counting = false;
  return allocations;
}

class Allocations : public testing::Test {
 protected:
  void SetUp() override {
#if defined(CALM_NO_MALLOC_COUNT)
    GTEST_SKIP() << "a sanitizer has its own malloc";
#endif
    ASSERT_GT(allocations_in([] {
                std::vector<int> v(1000);
                asm volatile("" ::"r"(v.data()) : "memory");
              }),
              0)
        << "the counter sees nothing";
  }
};

TEST_F(Allocations, OfADecodedTokenAreNone) {
  const c10::InferenceMode inference;
  for (const std::string architecture : {"llama", "mistral", "qwen2", "qwen3"}) {
    for (const int64_t intermediate : {128, 144}) {  // 144: down stays 16 bit
      test::RandomModelSpec spec;
      spec.architecture = architecture;
      spec.intermediate = intermediate;
      const test::RandomModel rig(spec);
      for (const bool quantized : {false, true}) {
        for (const auto cache : {kernels::DenseType::float16, kernels::DenseType::float32}) {
          const auto model = quantized ? test::with_scheme(rig.model, {}) : rig.model;
          EngineContext context = test::make_context(*model, 64, 64, cache, 3);
          std::vector<int32_t> scratch(static_cast<size_t>(spec.vocab));
          std::vector<int32_t> ids(10, 3);
          context.feed(ids);
          const int64_t counted = allocations_in([&] {
            int32_t next = 5;
            for (int i = 0; i < 20; ++i) {
              const float* logits = context.feed({&next, 1});
              next = i % 2 == 0 ? kernels::argmax(logits, spec.vocab)
                                : kernels::sample(logits, spec.vocab, {0.8F, 40, 0.9F},
                                                  uint64_t{12345} * static_cast<uint64_t>(i), scratch.data());
            }
          });
          EXPECT_EQ(counted, 0) << architecture << (quantized ? " quantized" : " float") << ", intermediate "
                                << intermediate;
        }
      }
    }
  }
}

}  // namespace
}  // namespace calm
