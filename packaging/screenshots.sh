#!/usr/bin/env bash
# Renders the window's pages and dialogs from a saved session, as the README's pictures are made: the real window on a
# virtual X display, with settings of its own.
#
#   packaging/screenshots.sh SESSION OUT_FOLDER
#
# CALM_WORKBENCH names another binary; CALM_PAGES, CALM_SIZES and CALM_THEMES (words) what to draw, CALM_LANGUAGE the
# language. The first size in the first theme gives PAGE.png, all others PAGE-SIZE-THEME.png. A page is what --page
# takes, or PAGE+BUTTON+BUTTON: the page after clicks on buttons, by their object names (export+exportStart+exportVerify,
# message+messageDetails).
set -euo pipefail

if [[ $# -ne 2 ]]; then
  echo "usage: packaging/screenshots.sh SESSION OUT_FOLDER" >&2
  exit 2
fi
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
workbench="${CALM_WORKBENCH:-$root/build/release/bin/calm-workbench}"
read -ra sizes <<<"${CALM_SIZES:-1280x800}"
read -ra themes <<<"${CALM_THEMES:-light}"
read -ra pages <<<"${CALM_PAGES:-start sensitivity plan benchmark similarity tryit layer}"

[[ -x "$workbench" ]] || { echo "screenshots.sh: $workbench is not there: build first" >&2; exit 1; }
[[ -f "$1/session.json" ]] || { echo "screenshots.sh: $1 is not a session folder" >&2; exit 1; }
command -v xvfb-run >/dev/null || { echo "screenshots.sh: xvfb-run is missing (Debian: xvfb, xauth)" >&2; exit 1; }

mkdir -p "$2"
out="$(cd "$2" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# The window saves what it opens: it gets a copy, and folders of its own.
cp -r "$1" "$work/session"
mkdir -p "$work"/{data,run}
chmod 700 "$work/run"
export XDG_DATA_HOME="$work/data" XDG_RUNTIME_DIR="$work/run"
export QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY

for size in "${sizes[@]}"; do
  for theme in "${themes[@]}"; do
    for page in "${pages[@]}"; do
      picture="$out/$page-$size-$theme.png"
      [[ $size == "${sizes[0]}" && $theme == "${themes[0]}" ]] && picture="$out/$page.png"
      # Each with new settings: what an earlier one opened is not in the way.
      export XDG_CONFIG_HOME="$work/config-$page-$size-$theme"
      shown=(--session "$work/session")
      clicks=()
      [[ $page == *+* ]] && clicks=(--click "$(tr + , <<<"${page#*+}")")
      name="${page%%+*}"
      [[ $name == start || $name == hub ]] && shown=()
      # A message is what a session that is not there gives.
      [[ $name == message ]] && name=start && shown=(--session "$work/no-such-session")
      mkdir -p "$XDG_CONFIG_HOME/calm-workbench" "$work/documents-$page-$size-$theme"
      echo "XDG_DOCUMENTS_DIR=\"$work/documents-$page-$size-$theme\"" >"$XDG_CONFIG_HOME/user-dirs.dirs"
      [[ -n "${CALM_LANGUAGE:-}" ]] &&
        printf '[General]\nlanguage=%s\n' "$CALM_LANGUAGE" >"$XDG_CONFIG_HOME/calm-workbench/calm-workbench.conf"
      xvfb-run -a -s "-screen 0 ${size}x24" "$workbench" "${shown[@]}" --size "$size" --theme "$theme" \
        --page "$name" "${clicks[@]}" --screenshot "$picture" --quit-after "${CALM_WAIT_MS:-5000}" ||
        [[ $page == message* ]] # where it fails by design
      echo "$picture"
    done
  done
done
