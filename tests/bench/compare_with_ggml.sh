#!/usr/bin/env bash
# Our linear kernels against ggml's repacked Q4_0 and ATen's linears, one thread, GOPS by CPU time, in one table.
#   tests/bench/compare_with_ggml.sh [--isa avx2|avxvnni|avx512vnni] [--rounds N] [--work DIR]
# ggml is the one in llama-cpp-python's source package (PyPI), built here for the same instruction set. All programs run
# one after another, `rounds` times, and the best of each counts: hosts are shared. Needs build/release/bin/linear_bench
# and aten_linear_bench (cmake -DCALM_BUILD_BENCHMARKS=ON). CALM_GGML_SOURCE=<ggml's folder> saves the download.
set -euo pipefail

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=packaging/lib/common.sh
source "$here/../../packaging/lib/common.sh"

isa='' rounds=2 work="$CALM_CACHE/bench/ggml" bin="$CALM_SOURCE/build/release/bin"
while [ "$#" -gt 0 ]; do
  [ "$#" -ge 2 ] || die "$1 wants a value"
  case "$1" in
    --isa) isa="$2" ;;
    --rounds) rounds="$2" ;;
    --work) work="$2" ;;
    *) die "unknown option $1: see the head of ${BASH_SOURCE[0]}" ;;
  esac
  shift 2
done
for program in linear_bench aten_linear_bench; do
  [ -x "$bin/$program" ] || die "there is no $bin/$program: build it with -DCALM_BUILD_BENCHMARKS=ON"
done
mkdir -p "$work"

ggml="${CALM_GGML_SOURCE:-$work/ggml}"
if [ ! -f "$ggml/CMakeLists.txt" ]; then
  say "Downloading ggml, as llama-cpp-python 0.3.36 bundles it"
  python3 -m pip download --quiet --no-deps --no-binary llama-cpp-python --dest "$work" 'llama-cpp-python==0.3.36'
  mkdir -p "$ggml"
  tar -xzf "$work"/llama_cpp_python-0.3.36.tar.gz -C "$ggml" --strip-components=4 --wildcards '*/vendor/llama.cpp/ggml/*'
fi

case "$isa" in
  '' | avx512vnni) name="${isa:-native}" options=(-DGGML_NATIVE=ON) ;;
  avx2) name=avx2 options=(-DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON) ;;
  avxvnni) name=avxvnni options=(-DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON -DGGML_AVX_VNNI=ON) ;;
  *) die "--isa $isa: choose avx2, avxvnni or avx512vnni" ;;
esac
if [ ! -x "$work/$name/ggml_linear_bench" ]; then
  say "Building ggml ($name)"
  mkdir -p "$work/project"
  cat >"$work/project/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(ggml_linear_bench C CXX)
set(CMAKE_CXX_STANDARD 20)
add_subdirectory("${GGML_SOURCE}" ggml)
add_executable(ggml_linear_bench "${BENCH_SOURCE}")
target_link_libraries(ggml_linear_bench PRIVATE ggml)
set_target_properties(ggml_linear_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
CMAKE
  cmake -S "$work/project" -B "$work/$name" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF \
    -DGGML_SOURCE="$ggml" -DBENCH_SOURCE="$here/ggml_linear_bench.cpp" -DGGML_OPENMP=OFF -DGGML_CCACHE=OFF \
    "${options[@]}" >"$work/$name.log" 2>&1 || die "cmake failed: see $work/$name.log"
  ninja -C "$work/$name" -j"${CALM_BENCH_JOBS:-1}" ggml_linear_bench >>"$work/$name.log" 2>&1 ||
    die "the build failed: see $work/$name.log"
fi

export GOMP_SPINCOUNT=1000
[ -z "$isa" ] || export CALM_FORCE_ISA="$isa"
for ((round = 1; round <= rounds; ++round)); do
  say "Round $round of $rounds"
  "$bin/linear_bench" --benchmark_filter='^(w4a8|w8a8|w4a16)/' --benchmark_out="$work/ours-$round.json" \
    --benchmark_out_format=json >"$work/ours-$round.txt" 2>"$work/peaks-$round.txt"
  "$work/$name/ggml_linear_bench" >"$work/ggml-$round.txt"
  "$bin/aten_linear_bench" --benchmark_out="$work/aten-$round.json" --benchmark_out_format=json >"$work/aten-$round.txt"
done
cat "$work"/peaks-*.txt
python3 - "$work" "$rounds" <<'PY'
import json, sys
work, rounds = sys.argv[1], int(sys.argv[2])
best = {}
def keep(kind, key, gops):
    best[kind, key] = max(best.get((kind, key), 0.0), gops)
for i in range(1, rounds + 1):
    for side in ("ours", "aten"):
        for b in json.load(open(f"{work}/{side}-{i}.json"))["benchmarks"]:
            if "GOPS" not in b:
                continue
            kind, *args = b["name"].split("/")
            a = dict(x.split(":") for x in args if ":" in x)
            keep(kind, (int(a["out"]), int(a["in"]), int(a["M"])), b["GOPS"])
    for line in open(f"{work}/ggml-{i}.txt"):
        out, width, tokens, gops = line.split()
        keep("ggml", (int(out), int(width), int(tokens)), float(gops))
kinds = ["w4a8", "w8a8", "w4a16", "ggml", "aten_float32", "aten_fbgemm_int8", "aten_int4pack"]
print(f"{'out x in':>13} {'M':>4} " + " ".join(f"{k:>16}" for k in kinds) + f" {'/ggml':>6} {'/ATen':>6}")
for key in sorted((k for kind, k in best if kind == "ggml"), key=lambda k: (-k[0] * k[1], -k[0], k[2])):
    row = [best.get((k, key), float("nan")) for k in kinds]
    ours, aten = row[0], max(row[4], row[5])
    print(f"{f'{key[0]} x {key[1]}':>13} {key[2]:>4} " + " ".join(f"{v:16.1f}" for v in row) +
          f" {ours / row[3]:6.2f} {ours / aten:6.2f}")
PY
