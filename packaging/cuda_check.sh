#!/usr/bin/env bash
# Compiles the CUDA kernels for sm_80, sm_89, sm_90 and as PTX for compute_90, and links the CUDA build of calm. Needs no GPU and
# no CUDA libraries, only nvcc, which set-up takes from PyPI where the machine has none. A warning fails, and so does a kernel
# that spills registers (calm::options asks ptxas to warn of these). Prints what each kernel takes of a multiprocessor, and builds
# the tests and the benchmark that a GPU machine runs (tests/gpu).
set -euo pipefail

# shellcheck source=packaging/setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

main() {
  local build="$CALM_SOURCE/build/cuda" programs=()
  calm_setup --no-cuda
  calm_setup_nvcc
  say "CUDA check with $CALM_NVCC: $("$CALM_NVCC" --version | sed -n 's/.*release/release/p')"
  # GUI and tests are left out: they are the same as in the CPU build.
  calm_configure cuda "-DCMAKE_CUDA_COMPILER=$CALM_NVCC" '-DCMAKE_CUDA_ARCHITECTURES=80-real;89-real;90-real;90-virtual' \
    -DCALM_WERROR=ON -DCALM_BUILD_GUI=OFF -DCALM_BUILD_TESTS=OFF
  calm_build cuda
  mapfile -d '' -t programs < <(find "$build/bin" -maxdepth 1 -type f -executable -print0 2>/dev/null)
  [ "${#programs[@]}" -gt 0 ] || die "the CUDA build linked no program into $build/bin"
  readelf -d "${programs[@]}" | grep -q 'libtorch_cuda.so' || die 'the CUDA build is not linked against libtorch_cuda.so'
  CUDACXX="$CALM_NVCC" "$CALM_SOURCE/packaging/cuda_resources.py"
  NVCC="$CALM_NVCC" "$CALM_SOURCE/tests/gpu/build.sh" --build-only "$CALM_SOURCE/build/gpu"
  say "CUDA build: kernels compiled, linked: ${programs[*]##*/}"
}

main "$@"
