#!/usr/bin/env bash
# Sets up, builds and serves the demo: real public figures, sample returns, on this machine only.
#   PORT=8080            another port
#   DURE_DATABASE=…      another database (sqlite:PATH or postgres://…)
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PORT=${PORT:-8080}

build() {
  say "두레를 짓습니다. 처음에는 몇 분 걸립니다." "Building Dure. The first time takes a few minutes."
  cargo build --package app --locked
}

main() {
  "$ROOT/scripts/setup.sh" demo
  cd "$ROOT"
  build
  local dure=$CARGO_TARGET_DIR/debug/dure
  say "예시 작업공간을 마련합니다." "Preparing the demo workspace."
  "$dure" demo --prepare
  say "http://127.0.0.1:$PORT 에서 엽니다. 멈추려면 Ctrl+C를 누르십시오." \
    "Serving on http://127.0.0.1:$PORT. Press Ctrl+C to stop."
  DURE_LISTEN=127.0.0.1:$PORT exec "$dure" demo
}

main
