#!/usr/bin/env bash
# CPU seconds (user + system) of `calm analyze` with the pool of three methods against llm-compressor's methods, one run
# each: same model, same token ids, same number of threads. Prints all and the ratios; results stay in the work folder.
#   tests/bench/compare_with_llm_compressor.sh [--methods gptq,smoothquant,awq] [--model M] [--sequences N] [--length T]
#                                              [--threads N] [--work DIR]
# Defaults: gptq alone (awq takes far longer than all the rest), the default model, 32 sequences of 256 tokens of the
# bundled calibration text, all cores.
# CALM_BENCH_VENV=<folder>  a Python environment that holds llmcompressor 0.14, transformers and gguf; else one is made in
#                           the work folder (a download of 3 GB from PyPI)
# CALM_BENCH_SKIP=calm|llm-compressor  take that side's result from the work folder, where an earlier run left it
set -euo pipefail

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=packaging/lib/common.sh
source "$here/../../packaging/lib/common.sh"

methods=gptq model="$CALM_MODEL" sequences=32 length=256 threads="$(nproc)" work='' calm="${CALM:-$CALM_SOURCE/build/release/bin/calm}"
while [ "$#" -gt 0 ]; do
  [ "$#" -ge 2 ] || die "$1 wants a value"
  case "$1" in
    --methods) methods="${2//,/ }" ;;
    --model) model="$2" ;;
    --sequences) sequences="$2" ;;
    --length) length="$2" ;;
    --threads) threads="$2" ;;
    --work) work="$2" ;;
    *) die "unknown option $1: see the head of ${BASH_SOURCE[0]}" ;;
  esac
  shift 2
done
work="${work:-$CALM_CACHE/bench/$sequences-$length-$threads}"
mkdir -p "$work"
[ -x "$calm" ] || die "there is no $calm: run packaging/run.sh first, or set CALM to the program"

venv="${CALM_BENCH_VENV:-$CALM_CACHE/bench/venv}"
if [ ! -x "$venv/bin/python3" ]; then
  [ -z "${CALM_BENCH_VENV:-}" ] || die "CALM_BENCH_VENV=$venv holds no bin/python3"
  say "Making a Python environment in $venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'llmcompressor==0.14.*' gguf sentencepiece
fi

# cpu_time FILE COMMAND...: runs it and writes "user+system wall" seconds.
cpu_time() {
  local file="$1"
  shift
  python3 - "$file" "$@" <<'PY'
import os, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.run(sys.argv[2:]).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{usage.ru_utime + usage.ru_stime:.2f} {time.monotonic() - start:.2f}\n")
sys.exit(status)
PY
}

say "Tokens: $sequences x $length"
"$calm" tokenize --model "$model" --text "$CALM_SOURCE/resources/texts/calibration.txt" --json "$work/all.json" --quiet
python3 - "$work/all.json" "$work/tokens.json" "$sequences" "$length" <<'PY'
import json, sys
ids, n, t = json.load(open(sys.argv[1]))["ids"], int(sys.argv[3]), int(sys.argv[4])
if len(ids) < n * t:
    sys.exit(f"error: the text has {len(ids)} tokens, {n} x {t} are asked for")
json.dump({"ids": [ids[i * t : (i + 1) * t] for i in range(n)]}, open(sys.argv[2], "w"))
PY

if [ "${CALM_BENCH_SKIP:-}" != calm ]; then
  say "calm analyze, $threads thread(s)"
  rm -rf -- "$work/session"
  cpu_time "$work/calm.time" "$calm" analyze --model "$model" --tokens "$work/tokens.json" \
    --pool gptq,awq,smoothquant:0.5 --threads "$threads" --session "$work/session" --json "$work/calm.json"
fi
if [ "${CALM_BENCH_SKIP:-}" != llm-compressor ]; then
  for method in $methods; do
    say "llm-compressor, $method, $threads thread(s)"
    cpu_time "$work/$method.time" env OMP_NUM_THREADS="$threads" HF_HUB_OFFLINE=1 CUDA_VISIBLE_DEVICES='' TOKENIZERS_PARALLELISM=false \
      "$venv/bin/python3" "$here/llm_compressor_oneshot.py" --method "$method" --model "$model" --tokens "$work/tokens.json" \
      --threads "$threads" --json "$work/$method.json" >"$work/$method.log" 2>&1 ||
      { tail -n 20 "$work/$method.log" >&2; die "llm-compressor failed: $work/$method.log"; }
  done
fi

python3 - "$work" $methods <<'PY'
import json, pathlib, sys
work = pathlib.Path(sys.argv[1])
calm, wall = map(float, (work / "calm.time").read_text().split())
total = process = 0.0
for number, method in enumerate(sys.argv[2:]):
    other, other_wall = map(float, (work / f"{method}.time").read_text().split())
    inner = json.loads((work / f"{method}.json").read_text())
    if number == 0:
        print(f"tokens: {inner['sequences']} sequences, {inner['tokens']} ids; {inner['threads']} thread(s)")
        print(f"{'':52}{'CPU s':>9}{'wall s':>9}")
        print(f"{'calm analyze gptq,awq,smoothquant:0.5':52}{calm:9.1f}{wall:9.1f}")
    print(f"{'llm-compressor ' + inner['llmcompressor'] + ' ' + method + ', whole process':52}{other:9.1f}{other_wall:9.1f}")
    print(f"{'llm-compressor ' + method + ', oneshot() alone':52}{inner['oneshot_cpu_seconds']:9.1f}{inner['oneshot_seconds']:9.1f}")
    total += inner["oneshot_cpu_seconds"]
    process += other
print(f"ratio calm / llm-compressor (oneshot alone): {calm / total:.3f}, to the whole process: {calm / process:.3f}")
PY
