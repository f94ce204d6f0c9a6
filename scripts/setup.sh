#!/usr/bin/env bash
# Installs what is missing for `make demo`, `make test` or `make bench`: says what it does before doing it,
# and does nothing when nothing is missing.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

FOR=${1:-demo}
# Kept in step with the version the project is tested with; any newer one works as well.
NEXTEST_VERSION=0.9.143
MISSING=()

# need COMMAND PACKAGE…: notes the packages when the command is not there.
need() {
  local command=$1
  shift
  have "$command" || MISSING+=("$@")
}

need_font() { compgen -G "$1" >/dev/null || MISSING+=("$2"); }

need_for_building() {
  need cc gcc libc6-dev
  [ -e /usr/include/stdlib.h ] || MISSING+=(libc6-dev)
  need node nodejs
  need npm npm
}

need_for_testing() {
  [ -n "$(postgres_bin)" ] || MISSING+=(postgresql)
  [ -n "${CHROMIUM:-}" ] || need chromium chromium
  need_font '/usr/share/fonts/truetype/nanum/*' fonts-nanum
  need pdftotext poppler-utils
}

need_for_bench() {
  need python3 python3
  python3 -c 'import ensurepip' 2>/dev/null || MISSING+=(python3-venv)
  need wrk wrk
  # By its path: bash has a word `time` of its own.
  [ -x /usr/bin/time ] || MISSING+=(time)
  need sqlite3 sqlite3
  have nginx || [ -x /usr/sbin/nginx ] || MISSING+=(nginx-light)
  [ -n "$(postgres_bin)" ] || MISSING+=(postgresql)
}

check_rust() {
  local wanted found
  wanted=$(wanted_rust)
  { have cargo && have rustc; } || die \
    "Rust가 없습니다. Rust $wanted 이상(cargo, rustc)을 설치한 뒤 다시 실행해 주십시오." \
    "Rust is missing. Install Rust $wanted or newer (cargo, rustc), then run this again."
  found=$(rustc --version | awk '{print $2}')
  at_least "${found%%-*}" "$wanted" || die \
    "Rust $found은(는) 오래되어 쓸 수 없습니다. $wanted 이상으로 올린 뒤 다시 실행해 주십시오(예: rustup update stable)." \
    "Rust $found is too old: $wanted or newer is needed. Update it (for example: rustup update stable), then run again."
}

check_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 18 ] || die \
    "Node.js $major 버전은 오래되어 쓸 수 없습니다. 18 이상을 설치해 주십시오." \
    "Node.js $major is too old: 18 or newer is needed."
}

# The test runner is a convenience: when it cannot be had, the tests run under `cargo test` instead.
install_nextest() {
  cargo nextest --version >/dev/null 2>&1 && return
  say "시험 실행기 cargo-nextest $NEXTEST_VERSION을(를) $TOOLS 에 짓습니다(몇 분 걸립니다)." \
    "Building the test runner cargo-nextest $NEXTEST_VERSION into $TOOLS (takes a few minutes)."
  # Unoptimised on purpose: the runner only starts processes, and this halves the wait. Its build output is no part
  # of ours, so it goes where cargo removes it again.
  env -u CARGO_TARGET_DIR cargo install cargo-nextest --version "$NEXTEST_VERSION" --locked --debug --quiet --root "$TOOLS" \
    || say "cargo-nextest를 짓지 못했습니다. cargo test로 시험합니다." \
      "cargo-nextest could not be built; the tests will run under cargo test."
}

install_browser_modules() {
  local folder=$ROOT/browser
  local stamp=$folder/node_modules/.lockfile-copy
  cmp -s "$folder/package-lock.json" "$stamp" && return
  say "브라우저 시험에 쓰는 npm 꾸러미 둘을 받습니다." "Fetching the two npm packages of the browser tests."
  (cd "$folder" && npm ci --ignore-scripts --silent)
  cp "$folder/package-lock.json" "$stamp"
}

main() {
  need_for_building
  case $FOR in
    demo) ;;
    test) need_for_testing ;;
    bench) need_for_bench ;;
    pictures) need_for_testing && need pngquant pngquant ;;
    *) die "쓰는 법: scripts/setup.sh [demo|test|bench|pictures]" "Usage: scripts/setup.sh [demo|test|bench|pictures]" ;;
  esac
  # The compiler is checked first: it is the one thing this script does not install.
  check_rust
  [ ${#MISSING[@]} -eq 0 ] || apt_install "${MISSING[@]}"
  check_node
  case $FOR in
    test | pictures) install_nextest && install_browser_modules ;;
  esac
  say "준비가 끝났습니다($FOR)." "Everything needed is here ($FOR)."
}

main
