#!/usr/bin/env bash
# Runs every test of the project, on SQLite and on a PostgreSQL that it starts itself, and counts them.
#   scripts/test.sh            everything, stopping at the first stage that fails
#   scripts/test.sh STAGE…     only these stages (names below)
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

STAGES=(format lint docs licences sqlite snapshots postgres doctests doctor browser-sqlite browser-postgres)
# Output passes through a pipe into the log, so cargo cannot see the terminal by itself.
[ ! -t 1 ] || export CARGO_TERM_COLOR=always
# A snapshot that differs is a failure here, never a file to be accepted.
export INSTA_UPDATE=no

PASSED=0
FAILED=0
REPORT=()
WORK=$(mktemp -d -t dure-test.XXXXXX)
# The server's user must be able to walk into its own folder below.
chmod 711 "$WORK"

cleanup() {
  [ ! -e "$WORK/postgres" ] || "$ROOT/scripts/postgres.sh" stop "$WORK/postgres" || true
  rm -rf -- "$WORK"
}

summary() {
  local status=$?
  trap - EXIT INT TERM
  cleanup
  [ ${#REPORT[@]} -eq 0 ] || { printf '\n── 요약 / Summary ──\n' && printf '%s\n' "${REPORT[@]}"; }
  # A stage can fail without a failing test (a compile error, a lint): that is a failure as well.
  [ "$status" -eq 0 ] || [ "$FAILED" -gt 0 ] || FAILED=1
  printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
  exit "$status"
}
trap summary EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# tally LOG: adds the counts that nextest, cargo test and the browser runner print.
tally() {
  local counts
  counts=$(sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    function number(word,  i) { for (i = 2; i <= NF; i++) if ($i ~ "^" word) return $(i - 1) + 0; return 0 }
    /^ *Summary \[/ { passed += number("passed"); failed += number("failed") + number("timed"); next }
    /^test result:/ { passed += number("passed"); failed += number("failed"); next }
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
    END { print passed + 0, failed + 0 }')
  PASSED=$((PASSED + ${counts% *}))
  FAILED=$((FAILED + ${counts#* }))
}

# stage NAME: runs stage_NAME with a header, a clock and a log, and ends the run when it fails.
stage() {
  local name=$1 log=$WORK/$1.log begun=$SECONDS status
  printf '\n── %s ──\n' "$name"
  # The subshell has its own `set -e`: inside `||` or `if` bash would run on after a failing line.
  set +e
  (set -e && "stage_${name//-/_}") 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  tally "$log"
  if [ "$status" -eq 0 ]; then
    REPORT+=("$(printf '✓ %-18s %5d s' "$name" $((SECONDS - begun)))")
  else
    REPORT+=("$(printf '✗ %-18s %5d s' "$name" $((SECONDS - begun)))")
    exit 1
  fi
}

# run_tests: the workspace's tests under nextest, or under cargo test where nextest is missing.
run_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast --locked --config-file "$ROOT/scripts/nextest.toml" \
      --status-level fail --final-status-level slow
  else
    cargo test --workspace --all-targets --no-fail-fast --locked --quiet
  fi
}

postgres_url() {
  if [ ! -e "$WORK/postgres/url" ]; then "$ROOT/scripts/postgres.sh" start "$WORK/postgres" >/dev/null; fi
  cat "$WORK/postgres/url"
}

# Only the names of the files: the difference itself is one `cargo fmt` away.
stage_format() { cargo fmt --all -- --check -l; }

stage_lint() { cargo clippy --workspace --all-targets --locked -- -D warnings; }

stage_docs() { RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked; }

# The house's own tidy test covers licences and bans; cargo-deny looks a second time where it is installed.
stage_licences() {
  if cargo deny --version >/dev/null 2>&1 && [ -e "$ROOT/deny.toml" ]; then
    cargo deny --offline check bans licenses sources
  else
    say "cargo-deny가 없어 정돈 시험(tidy)만으로 확인합니다." "cargo-deny is not here; the tidy test does this check."
  fi
}

stage_sqlite() {
  : >"$WORK/snapshots.txt"
  INSTA_SNAPSHOT_REFERENCES_FILE=$WORK/snapshots.txt run_tests
}

# A snapshot file that no test read in the run before is a leftover.
stage_snapshots() {
  [ -e "$WORK/snapshots.txt" ] || return 0
  local leftovers
  find "$ROOT/engines" "$ROOT/crates" "$ROOT/areas" -name '*.snap' -exec realpath {} + 2>/dev/null | sort -u >"$WORK/there"
  xargs -r -a "$WORK/snapshots.txt" -d '\n' realpath -q 2>/dev/null | sort -u >"$WORK/read" || true
  leftovers=$(comm -23 "$WORK/there" "$WORK/read")
  [ -z "$leftovers" ] && return
  say "어떤 시험도 읽지 않은 스냅숏입니다:" "Snapshots that no test reads:"
  printf '%s\n' "$leftovers"
  return 1
}

stage_postgres() {
  local url
  url=$(postgres_url)
  TEST_DATABASE_URL=$url run_tests
}

stage_doctests() { cargo test --workspace --doc --locked --quiet; }

# The built program looks at itself on an empty workspace.
stage_doctor() {
  cargo build -p app --locked
  "$CARGO_TARGET_DIR/debug/dure" --database "sqlite:$WORK/doctor.db" db migrate
  "$CARGO_TARGET_DIR/debug/dure" --database "sqlite:$WORK/doctor.db" doctor
}

stage_browser_sqlite() {
  cargo build -p app --locked
  (cd "$ROOT/browser" && node run.mjs --selftest && node run.mjs --database sqlite)
}

stage_browser_postgres() {
  local url
  cargo build -p app --locked
  url=$(postgres_url)
  (cd "$ROOT/browser" && DURE_PSQL="$(postgres_bin)/psql" node run.mjs --database "$url")
}

main() {
  local name
  for name in "$@"; do
    [[ " ${STAGES[*]} " == *" $name "* ]] || die "없는 단계입니다: $name (${STAGES[*]})" \
      "No such stage: $name (${STAGES[*]})"
  done
  "$ROOT/scripts/setup.sh" test
  cd "$ROOT"
  [ $# -gt 0 ] || set -- "${STAGES[@]}"
  for name in "$@"; do stage "$name"; done
}

main "$@"
