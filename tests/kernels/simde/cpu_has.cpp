// Takes the place of kernels/cpu_has.cpp where the AVX-512 and AVX-VNNI files are compiled against SIMDe: they run
// wherever AVX2 does.

#include "calm/kernels/isa.h"

namespace calm::kernels {

bool cpu_has(Isa isa) {
  return isa == Isa::portable ||
         (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c"));
}

}  // namespace calm::kernels
