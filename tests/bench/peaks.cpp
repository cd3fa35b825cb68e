#include "peaks.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace calm::bench {
namespace {

using kernels::Isa;

#define CALM_12(line)                                                                                            \
  line("0") line("1") line("2") line("3") line("4") line("5") line("6") line("7") line("8") line("9") line("10") \
      line("11")

#define CALM_FMA256(r) "vfmadd231ps %%ymm12, %%ymm12, %%ymm" r "\n"
#define CALM_FMA512(r) "vfmadd231ps %%zmm12, %%zmm12, %%zmm" r "\n"
#define CALM_VNNI256(r) "%{vex%} vpdpbusd %%ymm12, %%ymm12, %%ymm" r "\n"
#define CALM_VNNI512(r) "vpdpbusd %%zmm12, %%zmm12, %%zmm" r "\n"
// The textbook form: maddubs, madd with ones, add. Sums kept in 16 bits can exceed it.
#define CALM_MADD256(r)                    \
  "vpmaddubsw %%ymm12, %%ymm12, %%ymm13\n" \
  "vpmaddwd %%ymm14, %%ymm13, %%ymm13\n"   \
  "vpaddd %%ymm13, %%ymm" r ", %%ymm" r "\n"
#define CALM_CLOBBER256                                                                                               \
  "ymm0", "ymm1", "ymm2", "ymm3", "ymm4", "ymm5", "ymm6", "ymm7", "ymm8", "ymm9", "ymm10", "ymm11", "ymm12", "ymm13", \
      "ymm14"

// 12 instructions a round. vpxor first, so that no NaN and no denormal slows anything down.
#define CALM_LOOP(name, target_set, body, clear, ...)                                             \
  __attribute__((target(target_set))) void name(int64_t rounds) {                                 \
    asm volatile(clear "1:\n" body "sub $1, %0\n jnz 1b\n" : "+r"(rounds) : : "cc", __VA_ARGS__); \
  }
#define CALM_CLEAR256(r) "vpxor %%ymm" r ", %%ymm" r ", %%ymm" r "\n"
#define CALM_CLEAR512(r) "vpxord %%zmm" r ", %%zmm" r ", %%zmm" r "\n"

CALM_LOOP(fma256, "avx2,fma", CALM_12(CALM_FMA256), CALM_12(CALM_CLEAR256) CALM_CLEAR256("12"), CALM_CLOBBER256)
CALM_LOOP(madd256, "avx2", CALM_12(CALM_MADD256), CALM_12(CALM_CLEAR256) CALM_CLEAR256("12") CALM_CLEAR256("14"),
          CALM_CLOBBER256)
CALM_LOOP(vnni256, "avx2,avxvnni", CALM_12(CALM_VNNI256), CALM_12(CALM_CLEAR256) CALM_CLEAR256("12"), CALM_CLOBBER256)
CALM_LOOP(fma512, "avx512f", CALM_12(CALM_FMA512), CALM_12(CALM_CLEAR512) CALM_CLEAR512("12"), CALM_CLOBBER256)
CALM_LOOP(vnni512, "avx512f,avx512vnni", CALM_12(CALM_VNNI512), CALM_12(CALM_CLEAR512) CALM_CLEAR512("12"),
          CALM_CLOBBER256)

__attribute__((target("avx2"))) void read_avx2(const void* data, int64_t bytes) {
  const char* p = static_cast<const char*>(data);
  int64_t lines = bytes / 256;
  asm volatile(
      "1:\n"
      "prefetcht0 2048(%0)\n prefetcht0 2112(%0)\n prefetcht0 2176(%0)\n prefetcht0 2240(%0)\n"
      "vmovdqa (%0), %%ymm0\n vmovdqa 32(%0), %%ymm1\n vmovdqa 64(%0), %%ymm2\n vmovdqa 96(%0), %%ymm3\n"
      "vmovdqa 128(%0), %%ymm4\n vmovdqa 160(%0), %%ymm5\n vmovdqa 192(%0), %%ymm6\n vmovdqa 224(%0), %%ymm7\n"
      "add $256, %0\n sub $1, %1\n jnz 1b\n"
      : "+r"(p), "+r"(lines)
      :
      : "cc", "memory", "ymm0", "ymm1", "ymm2", "ymm3", "ymm4", "ymm5", "ymm6", "ymm7");
}

void read_portable(const void* data, int64_t bytes) {
  const auto* p = static_cast<const uint64_t*>(data);
  uint64_t sums[4] = {};
  for (int64_t i = 0; i < bytes / 8; i += 4) {
    for (int64_t j = 0; j < 4; ++j) sums[j] += p[i + j];
  }
  volatile uint64_t sink = sums[0] + sums[1] + sums[2] + sums[3];
  static_cast<void>(sink);
}

double now() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <class F>
double best(int repeats, F f) {
  double seconds = 1e30;
  for (int i = 0; i < repeats; ++i) {
    const double start = now();
    f();
    seconds = std::min(seconds, now() - start);
  }
  return seconds;
}

constexpr int64_t kRounds = 500000;

/// Operations of kRounds rounds of 12 instructions, each of `lanes` multiply-adds.
double rate(int lanes, void (*loop)(int64_t)) {
  return 2e-9 * 12 * kRounds * lanes / best(15, [=] { loop(kRounds); });
}

}  // namespace

Peaks measure_peaks(Isa isa) {
  Peaks peaks{0.0, 0.0, 0.0};
  if (isa == Isa::avx2) peaks = {rate(32, madd256), rate(8, fma256), 0.0};
  if (isa == Isa::avxvnni) peaks = {rate(32, vnni256), rate(8, fma256), 0.0};
  if (isa == Isa::avx512vnni) peaks = {rate(64, vnni512), rate(16, fma512), 0.0};
  constexpr std::size_t kBytes = std::size_t{256} << 20;
  void* data = std::aligned_alloc(std::size_t{2} << 20, kBytes + 4096);
  ::madvise(data, kBytes, MADV_HUGEPAGE);
  std::memset(data, 1, kBytes);
  const auto read = isa == Isa::portable ? read_portable : read_avx2;
  peaks.read_gbs = 1e-9 * static_cast<double>(kBytes) / best(10, [=] { read(data, kBytes); });
  std::free(data);
  return peaks;
}

}  // namespace calm::bench
