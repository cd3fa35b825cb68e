# Shared by the scripts of packaging/: paths, messages, how many jobs, quiet builds. Sourced, never run.
# shellcheck shell=bash

CALM_SOURCE="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)"
CALM_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/calm-workbench"
CALM_MODEL="${CALM_MODEL:-$CALM_CACHE/models/SmolLM2-135M-Instruct.Q4_1.gguf}"

say() { printf '%s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 1
}

# One compiler needs up to 2 GB: as many jobs as there are cores, or as the free memory allows. CALM_JOBS overrides.
calm_jobs() {
  local cores memory_kb jobs limit
  if [ -n "${CALM_JOBS:-}" ]; then
    printf '%s\n' "$CALM_JOBS"
    return
  fi
  cores="$(nproc)"
  memory_kb="$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)"
  if [ -r /sys/fs/cgroup/memory.max ]; then
    limit="$(cat /sys/fs/cgroup/memory.max)"
    if [ "$limit" != max ] && [ "$((limit / 1024))" -lt "$memory_kb" ]; then memory_kb="$((limit / 1024))"; fi
  fi
  jobs="$((memory_kb / 2000000))"
  [ "$jobs" -le "$cores" ] || jobs="$cores"
  [ "$jobs" -ge 1 ] || jobs=1
  printf '%s\n' "$jobs"
}

# The newest line of a log that tells how far ninja is, else its last line.
calm_last_step() {
  { tail -n 200 -- "$1" | grep -a '^\[' || tail -n 1 -- "$1"; } 2>/dev/null | tail -n 1 | tr -d '\r'
}

# calm_quietly LABEL LOG COMMAND...: runs the command into the log; a line of progress meanwhile, the log's end where it fails.
calm_quietly() {
  local label="$1" log="$2" status=0 start="$SECONDS" last_line='' next_note=60
  shift 2
  mkdir -p "$(dirname -- "$log")"
  "$@" >"$log" 2>&1 </dev/null &
  local child=$!
  # shellcheck disable=SC2064  # the child's number is meant as it is now
  trap "kill $child 2>/dev/null || true; exit 130" INT TERM
  while kill -0 "$child" 2>/dev/null; do
    sleep 0.2
    if [ -t 2 ]; then
      last_line="$(calm_last_step "$log" | cut -c 1-60)"
      printf '\r\033[K%s (%d s) %s' "$label" "$((SECONDS - start))" "$last_line" >&2
    elif [ "$((SECONDS - start))" -ge "$next_note" ]; then
      say "$label ($((SECONDS - start)) s) $(calm_last_step "$log" | cut -c 1-80)"
      next_note="$((next_note + 60))"
    fi
  done
  wait "$child" || status=$?
  trap - INT TERM
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  if [ "$status" -ne 0 ]; then
    say "$label failed (exit status $status). The end of $log:"
    grep -nE '(^|[^a-z_])(error:|FAILED|CMake Error)' -- "$log" | head -n 40 >&2 || true
    say '...'
    tail -n 40 -- "$log" >&2
    return "$status"
  fi
  say "$label: done in $((SECONDS - start)) s"
}

# calm_configure PRESET [-DOPTION=...]
calm_configure() {
  local preset="$1"
  shift
  export CCACHE_DIR="${CCACHE_DIR:-$CALM_CACHE/ccache}"
  (cd -- "$CALM_SOURCE" &&
    calm_quietly "Configuring ($preset)" "$CALM_SOURCE/build/$preset/log/configure.log" \
      cmake --preset "$preset" "-DCALM_TORCH_ROOT=$CALM_TORCH_ROOT" "$@")
}

# calm_build PRESET [TARGET...]: everything where no target is named. CI goes on after an error, to show all of them at once.
calm_build() {
  local preset="$1" jobs keep_going=1
  case "${CI:-}" in true | 1) keep_going=0 ;; esac
  shift
  jobs="$(calm_jobs)"
  calm_quietly "Building ($preset, $jobs jobs)" "$CALM_SOURCE/build/$preset/log/build.log" \
    cmake --build "$CALM_SOURCE/build/$preset" -j "$jobs" ${1+--target "$@"} -- -k "$keep_going"
}
