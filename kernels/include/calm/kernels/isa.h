#pragma once

#include <string_view>

namespace calm::kernels {

/// Instruction sets that have files of their own, from the oracle to the fastest.
enum class Isa { portable, avx2, avxvnni, avx512vnni };

inline constexpr Isa kAllIsas[] = {Isa::portable, Isa::avx2, Isa::avxvnni, Isa::avx512vnni};

std::string_view to_string(Isa isa);

/// What this processor and operating system run.
bool cpu_has(Isa isa);

/// The set that all kernels use: the best the CPU has, or CALM_FORCE_ISA=portable|avx2|avxvnni|avx512vnni. An
/// operation without a file for it uses the next lower one that the CPU has.
/// Throws std::runtime_error when the variable names no set, or one that the CPU lacks.
Isa active_isa();

/// For tests and benchmarks: replaces the choice for the whole process. Throws when the CPU lacks `isa`.
void force_isa(Isa isa);

}  // namespace calm::kernels
