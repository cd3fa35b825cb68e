#!/usr/bin/env bash
# Builds the kernels' tests and their benchmark for a GPU from kernels/ and tests/ alone: nvcc (12.4 or newer), its host compiler
# and the standard library, no CMake, no packages, no network. Runs them where there is a device.
#   tests/gpu/build.sh [--build-only] [OUTPUT_FOLDER]      default: build/gpu
# NVCC=<nvcc>   CALM_GPU_ARCH=<native, or 80, 89, 90>
set -euo pipefail

source_dir="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
run=true
if [ "${1:-}" = --build-only ]; then
  run=false
  shift
fi
out="${1:-$source_dir/build/gpu}"
nvcc="${NVCC:-$(command -v nvcc || printf '/usr/local/cuda/bin/nvcc')}"
device=false
if command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1; then device=true; fi
arch="${CALM_GPU_ARCH:-$($device && printf native || printf 80)}"
kernels="$source_dir/kernels"
tests="$source_dir/tests"
mkdir -p "$out/objects"

# The portable versions alone serve as the oracle: a registry that knows no others.
grep -vE '^CALM_KERNEL\(.*, avx' "$kernels/kernels.def" >"$out/kernels.def"
cp -- "$kernels/registry.cpp" "$out/registry.cpp"

flags=(-std=c++20 -O2 "-arch=$([ "$arch" = native ] && printf native || printf 'sm_%s' "$arch")" --fmad=false -Xcompiler=-ffp-contract=off
  "-I$tests/gpu/shim" "-I$tests/kernels/cuda_emulation" "-I$tests" "-I$kernels/include" "-I$kernels")

sources=("$out/registry.cpp" "$kernels/with_cuda.cpp" "$tests/gpu/main.cpp" "$tests/gpu/fragment_test.cu")
# Of kernels/ itself and of each operation: everything but the vector versions and the build without CUDA.
for file in "$kernels"/*.cpp "$kernels"/*/*.cpp "$kernels"/*/cuda.cu; do
  case "${file##*/}" in avx* | no_cuda.cpp | with_cuda.cpp | registry.cpp) ;; *) sources+=("$file") ;; esac
done
for file in "$tests"/kernels/cuda_*_test.cpp; do sources+=("$file"); done
sources+=("$tests/gpu/bench.cu")

compile() {
  local file="$1" object="$2"
  [ ! -e "$object" ] || [ -n "$(find "$kernels" "$tests/gpu" "$tests/kernels" -type f -newer "$object" -print -quit)" ] || return 0
  "$nvcc" "${flags[@]}" -c "$file" -o "$object" || { printf 'gpu tests: %s does not compile\n' "$file" >&2; return 1; }
}

jobs="$(nproc 2>/dev/null || printf 1)"
objects=() running=()
for file in "${sources[@]}"; do
  name="${file#"$source_dir"/}"
  object="$out/objects/${name//\//_}.o"
  objects+=("$object")
  compile "$file" "$object" &
  running+=("$!")
  if [ "${#running[@]}" -ge "$jobs" ]; then
    wait "${running[0]}"
    running=("${running[@]:1}")
  fi
done
for job in "${running[@]}"; do wait "$job"; done

bench="${objects[-1]}" main="$out/objects/tests_gpu_main.cpp.o" shared=()
for object in "${objects[@]}"; do
  case "$object" in *_test.cpp.o | *_test.cu.o | "$main" | "$bench") ;; *) shared+=("$object") ;; esac
done
test_objects=()
for object in "${objects[@]}"; do
  case "$object" in *_test.cpp.o | *_test.cu.o) test_objects+=("$object") ;; esac
done
arch_flag="${flags[2]}"
"$nvcc" "$arch_flag" "$main" "${test_objects[@]}" "${shared[@]}" -o "$out/gpu_test"
"$nvcc" "$arch_flag" "$bench" "${shared[@]}" -ldl -o "$out/gpu_bench"
printf 'gpu tests: built %s and %s\n' "$out/gpu_test" "$out/gpu_bench" >&2
$run || exit 0
if ! $device; then
  printf 'gpu tests: no device here, nothing was run\n' >&2
  exit 0
fi
"$out/gpu_test"
"$out/gpu_bench"
