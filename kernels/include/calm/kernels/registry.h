#pragma once

#include <string>
#include <vector>

namespace calm::kernels {

/// One implementation of one operation, for `calm --kernels` and bug reports.
struct KernelInfo {
  std::string operation;  // "w4a8_gemm"
  std::string variant;    // "portable", "avx2", "avxvnni", "avx512vnni", "cuda"
  bool available;         // this build holds it and this CPU runs it
  bool active;            // what a call on the CPU runs now
  std::string note;       // "" or a caution
};

/// Every line of kernels.def: the CPU's in its order, then CUDA's.
std::vector<KernelInfo> kernel_table();

}  // namespace calm::kernels
