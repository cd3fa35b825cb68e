#pragma once

// Found before the compiler's own header when a kernel's source is compiled against SIMDe: AVX2 stays native,
// everything above it is emulated. An intrinsic that neither SIMDe nor the shim has fails to compile ("target specific
// option mismatch"): add it to shim.h and to shim_cases.cpp.

#include_next <immintrin.h>

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <simde/x86/f16c.h>
#include <simde/x86/fma.h>

#include "shim.h"
