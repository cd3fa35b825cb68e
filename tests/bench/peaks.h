#pragma once

#include <string>

#include "calm/kernels/isa.h"

namespace calm::bench {

/// What one core of this host does at best, by the thread's CPU time.
struct Peaks {
  double int8_gops;     // products and sums of bytes in registers, with the instructions of the set
  double float_gflops;  // fused multiply-adds in registers
  double read_gbs;      // a sum over 256 MiB
};

Peaks measure_peaks(kernels::Isa isa);

}  // namespace calm::bench
