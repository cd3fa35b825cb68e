#include "calm/kernels/isa.h"

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace calm::kernels {
namespace {

std::atomic<int> chosen{-1};

/// "portable, avx2 or avx512vnni": the sets, or those that this CPU has.
std::string choices(bool all) {
  std::string text;
  for (const Isa isa : kAllIsas) {
    if (!all && !cpu_has(isa)) continue;
    if (!text.empty()) text += ", ";
    text += to_string(isa);
  }
  const std::size_t comma = text.rfind(", ");
  return comma == std::string::npos ? text : text.replace(comma, 2, " or ");
}

void require(Isa isa, const std::string& who) {
  if (!cpu_has(isa)) throw std::runtime_error(who + ": this CPU lacks it; choose " + choices(false));
}

Isa choose() {
  const char* forced = std::getenv("CALM_FORCE_ISA");
  if (forced != nullptr && *forced != '\0') {
    const std::string name = forced;
    for (const Isa isa : kAllIsas) {
      if (name != to_string(isa)) continue;
      require(isa, "CALM_FORCE_ISA=" + name);
      return isa;
    }
    throw std::runtime_error("CALM_FORCE_ISA=" + name + ": choose " + choices(true));
  }
  Isa best = Isa::portable;
  for (const Isa isa : kAllIsas) {
    if (cpu_has(isa)) best = isa;
  }
  return best;
}

}  // namespace

std::string_view to_string(Isa isa) {
  switch (isa) {
    case Isa::portable:
      return "portable";
    case Isa::avx2:
      return "avx2";
    case Isa::avxvnni:
      return "avxvnni";
    case Isa::avx512vnni:
      return "avx512vnni";
  }
  return "unknown";
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
