#!/usr/bin/env bash
# Builds the release program and measures it beside its peers; prints Markdown.
#   BENCH_ROWS=1000000   rows of the import        BENCH_RUNS=3   runs behind each median
#   BENCH_ONLY=import,start,page,evaluate,efficiency,stable,assign,rules,certificates   only these parts
#   bench/run.sh --save  keeps the table in bench/results/
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

WORK=$(mktemp -d -t dure-bench.XXXXXX)
chmod 711 "$WORK"

cleanup() {
  [ ! -e "$WORK/postgres" ] || "$ROOT/scripts/postgres.sh" stop "$WORK/postgres" || true
  rm -rf -- "$WORK"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

main() {
  local save=()
  case ${1:-} in
    --save) save=(--save "$ROOT/bench/results/$(date +%F)-$(nproc)-cores.md") ;;
    "") ;;
    *) die "쓰는 법: bench/run.sh [--save]" "Usage: bench/run.sh [--save]" ;;
  esac
  "$ROOT/scripts/setup.sh" bench >&2
  cd "$ROOT"
  say "배포판을 짓습니다. 처음에는 10분쯤 걸립니다." "Building the release program. The first time takes about ten minutes." >&2
  cargo build --release --package app --locked
  cargo build --release --package documents-pdf --example certificates --locked
  cargo build --release --package rules --example rules_speed --locked
  # Durable like a real server: figures made with fsync switched off would flatter PostgreSQL.
  DURE_POSTGRES_DURABLE=1 "$ROOT/scripts/postgres.sh" start "$WORK/postgres" >/dev/null
  PATH="$(postgres_bin):$PATH" PYTHONDONTWRITEBYTECODE=1 python3 bench/drive.py \
    --dure "$CARGO_TARGET_DIR/release/dure" --postgres "$("$ROOT/scripts/postgres.sh" url "$WORK/postgres")" \
    --scratch "$WORK" --tools "$TOOLS" \
    --rows "${BENCH_ROWS:-1000000}" --runs "${BENCH_RUNS:-3}" --only "${BENCH_ONLY:-import,start,page,evaluate,efficiency,stable,assign,rules,certificates}" "${save[@]}"
}

main "$@"
