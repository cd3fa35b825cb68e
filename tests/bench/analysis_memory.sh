#!/usr/bin/env bash
# Peak memory of `calm analyze` against its bound: four float32 streams, two float32 layers, the statistics (Gram matrices
# in float64) with their factor copies, and 700 MB for the program, libtorch and the temporaries of a batch.
#   tests/bench/analysis_memory.sh [--model M] [--pool SPECS] [--sequences N] [--length T] [--threads N]
# Exits 1 where the peak is above the bound.
set -euo pipefail

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=packaging/lib/common.sh
source "$here/../../packaging/lib/common.sh"

model="$CALM_MODEL" pool=calm sequences=32 length=256 threads="$(nproc)" calm="${CALM:-$CALM_SOURCE/build/release/bin/calm}"
while [ "$#" -gt 0 ]; do
  [ "$#" -ge 2 ] || die "$1 wants a value"
  case "$1" in
    --model) model="$2" ;;
    --pool) pool="$2" ;;
    --sequences) sequences="$2" ;;
    --length) length="$2" ;;
    --threads) threads="$2" ;;
    *) die "unknown option $1: see the head of ${BASH_SOURCE[0]}" ;;
  esac
  shift 2
done
[ -x "$calm" ] || die "there is no $calm: run packaging/run.sh first, or set CALM to the program"
scratch="$(mktemp -d)"
trap 'rm -rf -- "$scratch"' EXIT

"$calm" inspect "$model" --json "$scratch/model.json" --quiet
python3 - "$scratch" "$sequences" "$length" "$calm" analyze --model "$model" --pool "$pool" --sequences "$sequences" \
  --length "$length" --threads "$threads" --session "$scratch/session" --json "$scratch/result.json" <<'PY'
import json, pathlib, resource, subprocess, sys

scratch, sequences, length, command = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
if status := subprocess.run(command).returncode:
    sys.exit(status)
# On Linux the largest resident set of a child that has ended, in KiB: what VmHWM said last.
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024

info = json.loads((scratch / "model.json").read_text())
info = info.get("model", info)
layer = [linear for linear in info["linears"] if linear["layer"] == 0]
streams = 4 * sequences * length * info["hidden"] * 4
weights = 2 * 4 * sum(linear["out_features"] * linear["in_features"] for linear in layer)
# q, k, v share one input, so do gate and up. Each Gram with one copy for the factorisation; one site's factor at a time
# is not assumed.
inputs = {"q_proj": 0, "o_proj": 0, "gate_proj": 0, "down_proj": 0}
for linear in layer:
    name = linear["name"].rsplit(".", 1)[-1]
    if name in inputs:
        inputs[name] = linear["in_features"]
statistics = 2 * 8 * sum(n * n for n in inputs.values())
rest = 700_000_000
bound = streams + weights + statistics + rest
for text, value in (("four float32 streams", streams), ("two float32 layers", weights),
                    ("statistics with factor copies", statistics), ("program and temporaries", rest),
                    ("bound", bound), ("peak resident memory", peak)):
    print(f"{text:32}{value / 1e6:10.1f} MB")
print(f"peak / bound: {peak / bound:.3f}")
sys.exit(0 if peak <= bound else 1)
PY
