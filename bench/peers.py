"""The peers of bench/peers.lock: which version is here, and how each one is run."""

import csv
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from generate import COLUMNS

HERE = Path(__file__).resolve().parent
LOCK = tomllib.loads((HERE / "peers.lock").read_text(encoding="utf-8"))
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
VERSION_OF = {
    "sqlite3": ["sqlite3", "--version"],
    "postgresql": ["psql", "--version"],
    "python": [sys.executable, "--version"],
    "nginx": [NGINX, "-v"],
    "wrk": ["wrk", "-v"],
}
SQL_TYPE = {"integer": "BIGINT", "string": "TEXT", "yearmonth": "TEXT"}
TABLE = f"CREATE TABLE returns ({', '.join(f'{name} {SQL_TYPE[kind]} NOT NULL' for name, kind in COLUMNS)})"


def label(peer):
    """Name and version as found; says so when the lock names another."""
    wanted = LOCK[peer]["version"]
    if LOCK[peer]["kind"] == "pypi":
        return f"{peer} {wanted}"
    answer = subprocess.run(VERSION_OF[peer], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", answer.stdout + answer.stderr)
    found = found[0] if found else "?"
    return f"{peer} {found}" + ("" if found.startswith(wanted) else f" (lock: {wanted})")


def sqlite_import(database, file):
    """The command of a bare `.import`."""
    return ["sqlite3", "-cmd", TABLE, str(database), f".import --csv --skip 1 {file} returns"]


def postgres_import(address, file):
    """The command of a bare `\\copy`."""
    return ["psql", address, "-q", "-v", "ON_ERROR_STOP=1", "-c", TABLE,
            "-c", f"\\copy returns FROM '{file}' WITH (FORMAT csv, HEADER)"]


def script_import(database, file):
    """The command of the plain script below."""
    return [sys.executable, str(HERE / "peers.py"), str(database), str(file)]


def frictionless_check(tools, schema, file):
    """The command of `frictionless validate`, in an environment that is made on the first call."""
    folder = tools / f"frictionless-{LOCK['frictionless']['version']}"
    program = folder / "bin" / "frictionless"
    if not program.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet",
                        f"frictionless=={LOCK['frictionless']['version']}"], check=True)
    return [str(program), "validate", file.name, "--schema", schema.name]


def nginx_command(folder, port):
    """Writes a configuration that serves `folder`/www and returns the command; one worker per core."""
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; default_type text/html; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}\n",
        encoding="utf-8")
    return [NGINX, "-c", str(config), "-p", str(folder)]


def _checked(row, line):
    """A row with its numbers as numbers; the same type check that a table schema asks for."""
    values = []
    for (name, kind), cell in zip(COLUMNS, row, strict=True):
        if kind == "integer":
            if not cell.isdigit():
                raise SystemExit(f"row {line}: {name} is no whole number: {cell}")
            cell = int(cell)
        elif kind == "yearmonth" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", cell):
            raise SystemExit(f"row {line}: {name} is no month: {cell}")
        values.append(cell)
    return values


def main(database, file):
    """The plain script itself: csv, check, executemany."""
    with sqlite3.connect(database) as connection, open(file, encoding="utf-8", newline="") as source:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(TABLE)
        rows = csv.reader(source)
        next(rows)
        connection.executemany(f"INSERT INTO returns VALUES ({', '.join('?' * len(COLUMNS))})",
                               (_checked(row, line) for line, row in enumerate(rows, 2)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
