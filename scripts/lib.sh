#!/usr/bin/env bash
# What every script here shares: the place of the build output, bilingual messages, the machine's package manager.
# Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${DURE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dure}
# Build output stays outside the checkout: a fresh clone finds it again, and no tool scans it.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
TOOLS=$CACHE/tools
export PATH="$PATH:$TOOLS/bin:$HOME/.cargo/bin"

# say KOREAN ENGLISH: one message for the person at the terminal.
say() { printf '%s\n  %s\n' "$1" "$2"; }

# die KOREAN ENGLISH: the same, as the last words.
die() {
  printf '\n✗ %s\n  %s\n' "$1" "$2" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: runs a command as root, directly or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# may_install: true when this person can install packages; sudo may ask for a password only where someone can type it.
may_install() {
  [ "$(id -u)" -eq 0 ] || { have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

apt_run() {
  # Another program may hold the package lock for a moment (a fresh cloud machine updates itself).
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq "$@" >/dev/null
}

# apt_install PACKAGE…: installs system packages; the package list is fetched only when the first try fails.
apt_install() {
  have apt-get || die "apt-get이 없는 시스템입니다. 다음을 직접 설치해 주십시오: $*" \
    "This system has no apt-get. Please install these yourself: $*"
  may_install || die "관리자 권한이 없어 설치할 수 없습니다. 관리자에게 다음 명령을 부탁한 뒤 다시 실행해 주십시오: apt-get install --no-install-recommends $*" \
    "Installing needs administrator rights. Ask an administrator to run this, then run again: apt-get install --no-install-recommends $*"
  say "시스템 패키지를 설치합니다: $*" "Installing system packages: $*"
  apt_run install -y --no-install-recommends "$@" 2>/dev/null && return
  apt_run update
  apt_run install -y --no-install-recommends "$@" && return
  # An earlier, interrupted installation leaves packages half configured: finish it, then try once more.
  apt_run install -y -f
  apt_run install -y --no-install-recommends "$@"
}

# wanted_rust: the oldest compiler that the workspace accepts, from Cargo.toml.
wanted_rust() { sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml" | head -n 1; }

# at_least VERSION WANTED: true when VERSION is the same or newer.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# postgres_bin: the folder of the newest PostgreSQL server programs on this machine (15 or newer), or nothing.
postgres_bin() {
  local folder newest=
  for folder in /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && at_least "$(basename "$(dirname "$folder")")" 15 && newest=$folder
  done
  if [ -z "$newest" ] && have pg_config; then
    folder=$(pg_config --bindir)
    [ -x "$folder/initdb" ] && newest=$folder
  fi
  printf '%s' "$newest"
}
