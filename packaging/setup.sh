#!/usr/bin/env bash
# Makes the machine ready to build and run: Debian packages, libtorch, the default model; with CUDA its libraries and nvcc.
# Run it, or source it and call calm_setup. What is there already is left alone: a second run needs no network.
#   packaging/setup.sh [--cuda | --no-cuda]   the default: CUDA where an NVIDIA driver is present
# CALM_TORCH_ROOT=<folder>  use this libtorch (an official one, or an installed Python torch) instead of downloading it
# CALM_SKIP_APT=1           do not look at Debian packages (other distributions)
set -euo pipefail

# shellcheck source=packaging/lib/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib/common.sh"

calm_missing_packages() {
  local package rest installed
  # One query for all: asking for each costs a second in all.
  installed="$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')"
  while read -r package rest; do
    case "$package" in '' | '#'*) continue ;; esac
    grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
  done <"$CALM_SOURCE/packaging/apt-packages.txt"
}

calm_setup_packages() {
  [ -z "${CALM_SKIP_APT:-}" ] || return 0
  command -v dpkg-query >/dev/null ||
    die "this set-up knows Debian packages only. Install what packaging/apt-packages.txt lists, then run again with CALM_SKIP_APT=1."
  local missing as_root=() log="$CALM_CACHE/apt.log"
  mapfile -t missing < <(calm_missing_packages)
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && say "Installing Debian packages needs sudo: ${missing[*]}" && sudo -v; }; }; then
      as_root=(sudo)
    else
      die "these Debian packages are missing, and neither root nor sudo is at hand. Have them installed, then run again:
  apt-get install --no-install-recommends ${missing[*]}"
    fi
  fi
  mkdir -p "$CALM_CACHE"
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  # A broken third-party list must not stop us: what counts is whether the install succeeds.
  calm_quietly 'apt-get update' "$log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o DPkg::Lock::Timeout=600 update || say 'apt-get update failed; going on with the lists at hand'
  calm_quietly 'apt-get install' "$log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "${missing[@]}" ||
    die "apt-get could not install: ${missing[*]}"
}

calm_driver_present() {
  [ -e /proc/driver/nvidia/version ] || { command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1; }
}

# Debian 12's own nvcc (11.8) knows neither C++20 nor g++ 12: only 12.4 and later will do.
calm_find_nvcc() {
  local candidate release
  for candidate in "${CUDACXX:-}" "$(command -v nvcc || true)" /usr/local/cuda/bin/nvcc; do
    { [ -n "$candidate" ] && [ -x "$candidate" ]; } || continue
    release="$("$candidate" --version 2>/dev/null | sed -n 's/.*release \([0-9.]*\),.*/\1/p')"
    if [ "$(printf '%s\n' 12.4 "$release" | sort -V | head -n 1)" = 12.4 ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# Sets CALM_NVCC: the machine's nvcc, else PyPI's.
calm_setup_nvcc() {
  if ! CALM_NVCC="$(calm_find_nvcc)"; then
    python3 "$CALM_SOURCE/packaging/fetch.py" "$CALM_CACHE" toolkit
    CALM_NVCC="$CALM_CACHE/cuda-13.0/bin/nvcc"
  fi
  export CALM_NVCC
}

# The option for calm_setup that CALM_CUDA=ON|OFF in the environment asks for.
calm_cuda_choice() {
  case "${CALM_CUDA:-}" in
    ON) printf '%s\n' --cuda ;;
    OFF) printf '%s\n' --no-cuda ;;
    *) printf '%s\n' auto ;;
  esac
}

# calm_setup [--cuda|--no-cuda]: sets CALM_TORCH_ROOT, CALM_USE_CUDA (ON or OFF) and, with CUDA, CALM_NVCC.
calm_setup() {
  CALM_USE_CUDA=OFF
  case "${1:-auto}" in
    --cuda) CALM_USE_CUDA=ON ;;
    --no-cuda) ;;
    auto) if calm_driver_present; then CALM_USE_CUDA=ON; fi ;;
    *) die "unknown option $1: packaging/setup.sh takes --cuda or --no-cuda" ;;
  esac
  calm_setup_packages
  local trees=(model) flags=()
  if [ -n "${CALM_TORCH_ROOT:-}" ]; then
    if [ ! -e "$CALM_TORCH_ROOT/lib/libtorch_cpu.so" ] || [ ! -e "$CALM_TORCH_ROOT/include/ATen/core/Tensor.h" ]; then
      die "CALM_TORCH_ROOT=$CALM_TORCH_ROOT holds no libtorch: lib/libtorch_cpu.so and include/ATen/core/Tensor.h are looked for"
    fi
  else
    [ "$(uname -m)" = x86_64 ] || die "the pinned libtorch is for x86_64, this machine is $(uname -m): set CALM_TORCH_ROOT to a libtorch of your own"
    CALM_TORCH_ROOT="$CALM_CACHE/torch-2.11.0/torch"
    trees+=(torch nvidia)
    [ "$CALM_USE_CUDA" = OFF ] || flags+=(--cuda)
  fi
  python3 "$CALM_SOURCE/packaging/fetch.py" "$CALM_CACHE" ${flags[@]+"${flags[@]}"} "${trees[@]}"
  [ "$CALM_USE_CUDA" = OFF ] || calm_setup_nvcc
  mkdir -p "$CALM_CACHE/ccache"
  [ -e "$CALM_CACHE/ccache/ccache.conf" ] || printf 'max_size = 10G\n' >"$CALM_CACHE/ccache/ccache.conf"
  export CALM_TORCH_ROOT CALM_USE_CUDA
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  calm_setup "$@"
  say "Set-up is complete: libtorch in $CALM_TORCH_ROOT, default model $CALM_MODEL, CUDA $CALM_USE_CUDA"
fi
