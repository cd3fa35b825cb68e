#include "calm/kernels/isa.h"

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace calm::kernels {
namespace {

std::atomic<int> chosen{-1};

void require(Isa isa, const std::string& who) {
  if (!cpu_has(isa)) {
    throw std::runtime_error(who + ": this CPU lacks it; choose portable" + (cpu_has(Isa::avx2) ? " or avx2" : ""));
  }
}

Isa choose() {
  const char* forced = std::getenv("CALM_FORCE_ISA");
  if (forced != nullptr && *forced != '\0') {
    const std::string name = forced;
    for (const Isa isa : {Isa::portable, Isa::avx2, Isa::avx512vnni}) {
      if (name != to_string(isa)) continue;
      require(isa, "CALM_FORCE_ISA=" + name);
      return isa;
    }
    throw std::runtime_error("CALM_FORCE_ISA=" + name + ": choose portable, avx2 or avx512vnni");
  }
  if (cpu_has(Isa::avx512vnni)) return Isa::avx512vnni;
  return cpu_has(Isa::avx2) ? Isa::avx2 : Isa::portable;
}

}  // namespace

std::string_view to_string(Isa isa) {
  switch (isa) {
    case Isa::portable:
      return "portable";
    case Isa::avx2:
      return "avx2";
    case Isa::avx512vnni:
      return "avx512vnni";
  }
  return "unknown";
}

bool cpu_has(Isa isa) {
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  switch (isa) {
    case Isa::portable:
      return true;
    case Isa::avx2:
      return avx2;
    case Isa::avx512vnni:
      return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512vnni");
  }
  return false;
}

Isa active_isa() {
  int isa = chosen.load(std::memory_order_relaxed);
  if (isa < 0) {
    isa = static_cast<int>(choose());
    chosen.store(isa, std::memory_order_relaxed);
  }
  return static_cast<Isa>(isa);
}

void force_isa(Isa isa) {
  require(isa, std::string("force_isa(") + std::string(to_string(isa)) + ")");
  chosen.store(static_cast<int>(isa), std::memory_order_relaxed);
}

}  // namespace calm::kernels
