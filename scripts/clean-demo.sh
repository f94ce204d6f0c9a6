#!/usr/bin/env bash
# Removes the demo workspace in the user's data folder; nothing else is touched.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

WORKSPACE=${XDG_DATA_HOME:-$HOME/.local/share}/dure/demo

if [ -d "$WORKSPACE" ]; then
  say "예시 작업공간을 지웁니다: $WORKSPACE" "Removing the demo workspace: $WORKSPACE"
  rm -rf -- "$WORKSPACE"
else
  say "지울 예시 작업공간이 없습니다: $WORKSPACE" "There is no demo workspace to remove: $WORKSPACE"
fi
