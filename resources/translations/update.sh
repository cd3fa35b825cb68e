#!/usr/bin/env bash
# Takes texts that changed in ui/ and app/ over into the translations; new ones are marked unfinished. Needs lupdate
# (Debian: qt6-l10n-tools). tests/ui/translations_test fails while anything is unfinished.
set -euo pipefail
cd "$(dirname "$0")/../.."
lupdate=/usr/lib/qt6/bin/lupdate
[[ -x $lupdate ]] || lupdate=$(command -v lupdate6 || command -v lupdate) || {
  echo "lupdate is not installed; install qt6-l10n-tools" >&2
  exit 1
}
for language in de zh_CN; do
  "$lupdate" -silent -I . -locations none -no-obsolete -recursive ui app -source-language en -target-language "$language" \
    -ts "resources/translations/calm-workbench_$language.ts"
done
