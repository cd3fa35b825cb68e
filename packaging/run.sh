#!/usr/bin/env bash
# Set-up, build, go: opens CALM Workbench with the default model, or does the same job headless where there is no display.
#   packaging/run.sh [options of calm-workbench, or of "calm quantize" without a display]
# Headless, the export and its report are written to ./out. CALM_CUDA=ON or OFF in the environment overrides the detection.
set -euo pipefail

# shellcheck source=packaging/setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

main() {
  local targets=(bin/calm) programs="$CALM_SOURCE/build/release/bin" display="${DISPLAY:-}${WAYLAND_DISPLAY:-}"
  calm_setup "$(calm_cuda_choice)"
  calm_configure release "-DCALM_CUDA=$CALM_USE_CUDA" ${CALM_NVCC:+"-DCMAKE_CUDA_COMPILER=$CALM_NVCC"}
  if [ -n "$display" ]; then targets+=(bin/calm-workbench); fi
  calm_build release "${targets[@]}"
  if [ -n "$display" ]; then
    exec "$programs/calm-workbench" --model "$CALM_MODEL" "$@"
  fi
  say "No display: quantizing the default model here, into $PWD/out"
  exec "$programs/calm" quantize --model "$CALM_MODEL" --out ./out --force "$@"
}

main "$@"
