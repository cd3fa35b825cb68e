#!/usr/bin/env bash
# Set-up, build, all tests through CTest. Arguments go to ctest: packaging/test.sh -L core, packaging/test.sh -R gptq
# With CI=true also: warnings are errors, the format is checked, the CUDA build is compiled and linked, and a skipped test
# that tests/allowed_skips.txt does not name fails.
set -euo pipefail

# shellcheck source=packaging/setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

check_format() {
  local files
  mapfile -d '' -t files < <(git -C "$CALM_SOURCE" ls-files -z -- '*.h' '*.cpp' '*.cu' '*.cuh')
  [ "${#files[@]}" -gt 0 ] || die 'no C++ file is tracked: is this a git checkout?'
  (cd -- "$CALM_SOURCE" && clang-format --dry-run -Werror -- "${files[@]}") || die 'format: run clang-format -i on the files above'
  say "Format: ${#files[@]} files are clean"
}

# A display of our own for the tests that ask for the real platform plugin (QT_QPA_PLATFORM=xcb in their properties).
start_display() {
  local number_file="$scratch/display" waited=0
  command -v Xvfb >/dev/null || return 0
  Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$number_file" >"$scratch/xvfb.log" 2>&1 &
  xvfb=$!
  while [ ! -s "$number_file" ]; do
    waited="$((waited + 1))"
    if [ "$waited" -gt 100 ] || ! kill -0 "$xvfb" 2>/dev/null; then
      say "Xvfb did not start: $(tail -n 2 "$scratch/xvfb.log" 2>/dev/null)"
      return 0
    fi
    sleep 0.1
  done
  DISPLAY=":$(cat "$number_file")"
  export DISPLAY
  unset WAYLAND_DISPLAY
}

clean_up() {
  [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
  rm -rf -- "$scratch"
}

main() {
  local start="$SECONDS" options=() ci=false build="$CALM_SOURCE/build/release" status=0 jobs
  case "${CI:-}" in true | 1) ci=true ;; esac
  calm_setup "$(calm_cuda_choice)"
  if $ci; then
    options=(-DCALM_WERROR=ON)
    check_format
  fi
  calm_configure release "-DCALM_CUDA=$CALM_USE_CUDA" ${CALM_NVCC:+"-DCMAKE_CUDA_COMPILER=$CALM_NVCC"} ${options[@]+"${options[@]}"}
  calm_build release
  if $ci && [ "$CALM_USE_CUDA" = OFF ]; then "$CALM_SOURCE/packaging/cuda_check.sh"; fi

  scratch="$(mktemp -d)"
  xvfb=''
  trap clean_up EXIT
  start_display
  mkdir -m 700 "$scratch/runtime"
  export XDG_RUNTIME_DIR="$scratch/runtime" QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
  jobs="$(calm_jobs)"
  ctest --test-dir "$build" -j "$jobs" --output-on-failure --no-tests=error --output-junit "$build/log/ctest.xml" "$@" || status=$?
  [ -f "$build/log/ctest.xml" ] || die "ctest wrote no results (exit status $status)"
  if $ci; then
    python3 "$CALM_SOURCE/packaging/check_skips.py" "$build/log/ctest.xml" "$CALM_SOURCE/tests/allowed_skips.txt" || status=1
  fi
  if [ "$status" -ne 0 ]; then die "tests failed after $((SECONDS - start)) s"; fi
  say "All tests passed in $((SECONDS - start)) s"
}

main "$@"
