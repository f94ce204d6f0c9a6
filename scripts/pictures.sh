#!/usr/bin/env bash
# Takes the documentation's screenshots anew, with the same browser tests that check those pages.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$ROOT/scripts/setup.sh" pictures
cd "$ROOT"
cargo build --package app --locked
(cd browser && UPDATE_SCREENSHOTS=1 node run.mjs --database sqlite)
say "docs/pictures/ 를 새로 썼습니다." "docs/pictures/ is written anew."
