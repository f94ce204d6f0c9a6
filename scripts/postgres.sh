#!/usr/bin/env bash
# A throw-away PostgreSQL for tests, benchmarks and experiments, run as a non-root user.
#   scripts/postgres.sh start DIR   makes a cluster in DIR and prints its address
#   scripts/postgres.sh url DIR     prints the address again
#   scripts/postgres.sh psql DIR …  runs psql against it
#   scripts/postgres.sh stop DIR    stops it and removes DIR
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() { die "쓰는 법: scripts/postgres.sh start|url|psql|stop 폴더" "Usage: scripts/postgres.sh start|url|psql|stop DIR"; }

[ $# -ge 2 ] || usage
ACTION=$1
DIR=$2
shift 2
BIN=$(postgres_bin)
[ -n "$BIN" ] || die "PostgreSQL 15 이상이 없습니다. scripts/setup.sh test를 먼저 실행해 주십시오." \
  "PostgreSQL 15 or newer is missing. Run scripts/setup.sh test first."

# PostgreSQL refuses to run as root, and so it should: root hands the work to the postgres user.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    (cd / && "$@")
  fi
}

make_cluster() {
  # The address is open to this machine only, for minutes, with made-up data: no password, so that a test run
  # with hundreds of connections does not spend its time on password rounds.
  as_server "$BIN/initdb" -D "$DIR/data" -U dure -A trust --encoding=UTF8 --lc-collate=C --lc-ctype=C.UTF-8 \
    >"$DIR/initdb.log" 2>&1 \
    || die "PostgreSQL 자료 폴더를 만들지 못했습니다: $(tail -n 3 "$DIR/initdb.log")" \
      "initdb failed; see $DIR/initdb.log"
}

# A test may lose its data with the machine's power; a benchmark (DURE_POSTGRES_DURABLE=1) must pay for safety.
durability() {
  [ "${DURE_POSTGRES_DURABLE:-0}" = 1 ] || printf %s "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
}

# try_port PORT: true when the server came up there.
try_port() {
  as_server "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/server.log" -w -t 60 \
    -o "-p $1 -k $DIR -c listen_addresses=127.0.0.1 -c max_connections=200 $(durability)" \
    start >/dev/null 2>&1
}

start() {
  mkdir -p "$DIR"
  DIR=$(cd "$DIR" && pwd)
  [ ! -e "$DIR/data" ] || die "이미 쓰고 있는 폴더입니다: $DIR" "This folder is already in use: $DIR"
  if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || die "postgres 사용자가 없습니다." "There is no postgres user on this machine."
    chown postgres "$DIR"
    as_server test -w "$DIR" || die "postgres 사용자가 들어갈 수 없는 폴더입니다: $DIR" \
      "The postgres user cannot enter this folder: $DIR"
  fi
  make_cluster
  local port tries
  for tries in 1 2 3 4 5; do
    # Below the range from which the system hands out ports for outgoing connections.
    port=$((15000 + RANDOM % 16000))
    if try_port "$port"; then
      as_server "$BIN/psql" -q -h "$DIR" -p "$port" -U dure -d postgres -c 'CREATE DATABASE dure' >/dev/null
      as_server sh -c "printf %s 'postgres://dure@127.0.0.1:$port/dure' >'$DIR/url'"
      url
      return
    fi
    : "$tries"
  done
  die "PostgreSQL을 시작하지 못했습니다: $(tail -n 3 "$DIR/server.log")" \
    "PostgreSQL did not start; see $DIR/server.log"
}

url() { printf '%s\n' "$(cat "$DIR/url")"; }

stop() {
  [ -e "$DIR/data" ] || return 0
  DIR=$(cd "$DIR" && pwd)
  as_server "$BIN/pg_ctl" -D "$DIR/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf -- "$DIR/data" "$DIR/url" "$DIR"/*.log "$DIR"/.s.PGSQL.*
  rmdir "$DIR" 2>/dev/null || true
}

case $ACTION in
  start) start ;;
  url) url ;;
  psql) "$BIN/psql" "$(url)" "$@" ;;
  stop) stop ;;
  *) usage ;;
esac
