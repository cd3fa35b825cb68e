#!/usr/bin/env bash
# Prefill and decode of a model that calm exported against llama.cpp's Q4_0 of the same weights: same head precision
# (float16, or int8 against Q8_0), same prompt, threads and KV cache type, in turn. Prints tokens per second of wall and of CPU
# time, and the ratios calm / llama.cpp.
#   tests/bench/compare_with_llama_cpp.sh [--model M] [--head f16|q8] [--prompt 512] [--generate 128] [--threads N]
#                                         [--repeats 5] [--work DIR]
# Defaults: the default model, quantized with RTN (speed does not depend on the codes), all cores.
# CALM_BENCH_VENV=<folder>  a Python environment with llama-cpp-python built for this CPU (CMAKE_ARGS=-DGGML_NATIVE=ON) and
#                           gguf; else one is made in the work folder (minutes of compiling)
set -euo pipefail

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=packaging/lib/common.sh
source "$here/../../packaging/lib/common.sh"

model="$CALM_MODEL" head=f16 prompt=512 generate=128 threads="$(nproc)" repeats=5 work='' calm="${CALM:-$CALM_SOURCE/build/release/bin/calm}"
while [ "$#" -gt 0 ]; do
  [ "$#" -ge 2 ] || die "$1 wants a value"
  case "$1" in
    --model) model="$2" ;;
    --head) head="$2" ;;
    --prompt) prompt="$2" ;;
    --generate) generate="$2" ;;
    --threads) threads="$2" ;;
    --repeats) repeats="$2" ;;
    --work) work="$2" ;;
    *) die "unknown option $1: see the head of ${BASH_SOURCE[0]}" ;;
  esac
  shift 2
done
case "$head" in
  f16) lm_head=stored ;;
  q8) lm_head=int8 ;;
  *) die "--head is f16 or q8, not $head" ;;
esac
work="${work:-$CALM_CACHE/bench/llama.cpp}"
mkdir -p "$work"
[ -x "$calm" ] || die "there is no $calm: run packaging/run.sh first, or set CALM to the program"

venv="${CALM_BENCH_VENV:-$work/venv}"
if [ ! -x "$venv/bin/python3" ]; then
  [ -z "${CALM_BENCH_VENV:-}" ] || die "CALM_BENCH_VENV=$venv holds no bin/python3"
  say "Building llama-cpp-python for this CPU in $venv"
  python3 -m venv "$venv"
  CMAKE_ARGS='-DGGML_NATIVE=ON' "$venv/bin/pip" install --quiet --no-binary llama-cpp-python llama-cpp-python gguf
fi

stamp="$(basename -- "$model")"
export_folder="$work/$stamp.w4a8"
if [ ! -d "$export_folder" ]; then
  say "Quantizing $stamp with RTN"
  "$calm" quantize --quiet --model "$model" --pool rtn --sequences 2 --length 64 --dtype float16 \
    --session "$work/$stamp.session" --out "$export_folder" > "$work/quantize.log"
fi
exec "$venv/bin/python3" "$here/llama_cpp_runner.py" --calm "$calm" --export "$export_folder" --original "$model" \
  --head "$head" --lm-head "$lm_head" --prompt "$prompt" --generate "$generate" \
  --threads "$threads" --repeats "$repeats" --work "$work"
