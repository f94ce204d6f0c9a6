"""Measures Dure and its peers on one machine, in one run, and prints the figures as Markdown.

    python3 bench/drive.py --dure FILE --postgres URL --scratch DIR [--rows N] [--runs N]
                           [--only import,start,page,evaluate,efficiency,stable,assign,rules,certificates]
"""

import argparse
import datetime
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import generate
import indicators
import matching
import peers
import rules
from measure import Failed, Server, free_port, load, machine, median_run, memory, run

# The command line of the program, in one place.
WORKSPACE = [["db", "migrate"]]
REGISTER = [["import", "public", "-"], ["import", "agencies", "agencies.csv"], ["import", "projects", "projects.csv"]]
IMPORT = ["import", "returns", "returns.csv"]
SERVE = ["serve"]
READY = "/healthz"
PAGE = "/foresight"
# The figures to reach: seconds, MB, ms.
BAR = {"import s": 20, "import MB": 400, "p99 ms": 50, "idle MB": 60, "ready s": 0.5, "certificates s": 60}
CLIENTS = 50
LOAD_SECONDS = 10
IDLE_SECONDS = 10
FRICTIONLESS_ROWS = 100_000
CERTIFICATES = 20_000


class Bench:
    """One run: its options, its folders, and the rows of the tables it has filled so far."""

    def __init__(self, options):
        self.options = options
        self.input = options.scratch / f"input-{options.rows}"
        self.number = itertools.count(1)
        self.lines = []

    def env(self, database, port=0):
        """The program's surroundings: its own folders and database."""
        home = self.options.scratch / "home"
        home.mkdir(exist_ok=True)
        return {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "NO_COLOR": "1",
                "DURE_DATABASE": database, "DURE_LISTEN": f"127.0.0.1:{port}"}

    def dure(self, database, words):
        """A command of the program; a file name among the words means the benchmark's input."""
        words = [str(self.input / word) if word.endswith(".csv") else word for word in words]
        return [str(self.options.dure), "--database", database, *words]

    def fresh(self, server):
        """A new empty database: a file, or a database on the server."""
        name = f"bench{next(self.number)}"
        if server == "sqlite":
            return f"sqlite:{self.options.scratch / name}.db"
        subprocess.run(["psql", server, "-q", "-c", f"CREATE DATABASE {name}"], check=True)
        return server.rsplit("/", 1)[0] + f"/{name}"

    def registered(self, server):
        """A workspace that knows the agencies and projects of the input."""
        database = self.fresh(server)
        for words in WORKSPACE + REGISTER:
            run(self.dure(database, words), self.env(database))
        return database

    def row(self, *cells):
        """Prints a line of a table at once, and keeps it."""
        self.line("| " + " | ".join(f"{c:.2f}" if isinstance(c, float) else str(c) for c in cells) + " |")

    def line(self, text=""):
        """Prints a line and keeps it."""
        print(text, flush=True)
        self.lines.append(text)

    def heading(self, title, *columns):
        """A title and the head of a table."""
        self.line(f"\n## {title}\n")
        self.row(*columns)
        self.row(*["---"] * len(columns))


def verdict(value, bar):
    """How a figure stands to its bar, in words."""
    return f"{'reached' if value <= bar else 'MISSED'} (≤ {bar})"


def import_dure(bench):
    """Import with every check, journal line and ledger entry, on both databases; returns the seconds by database."""
    seconds = {}
    for name, server in (("SQLite", "sqlite"), ("PostgreSQL", bench.options.postgres)):
        try:
            took, peak = median_run(
                bench.options.runs, lambda s=server: bench.registered(s), lambda d: bench.dure(d, IMPORT), bench.env(""))
        except Failed as reason:
            bench.row(f"**dure**, {name}", "–", "–", "–", f"could not run: {str(reason).splitlines()[-1]}")
            continue
        seconds[name] = took
        bench.row(f"**dure**, {name}", took, peak, 1.0,
                  f"all checks, journal, ledger; time {verdict(took, BAR['import s'])}, memory {verdict(peak, BAR['import MB'])}")
    return seconds


def import_peers(bench, seconds):
    """The peers on the same file; the ratio is dure's time on the same database over the peer's."""
    file = bench.input / "returns.csv"

    def peer(name, against, what, command, server="sqlite"):
        def prepare():
            database = bench.fresh(server)
            return database.removeprefix("sqlite:")
        took, peak = median_run(bench.options.runs, prepare, command)
        ratio = seconds[against] / took if against in seconds else "–"
        bench.row(peers.label(name), took, peak, ratio, what)

    peer("sqlite3", "SQLite", ".import, no checks", lambda d: peers.sqlite_import(d, file))
    peer("postgresql", "PostgreSQL", "\\copy, no checks (memory of the client only)",
         lambda d: peers.postgres_import(d, file), bench.options.postgres)
    peer("python", "SQLite", "csv + sqlite3, types checked", lambda d: peers.script_import(d, file))
    frictionless(bench, seconds)


def frictionless(bench, seconds):
    """The schema checker, on fewer rows because of its speed; its time is scaled to all rows, and the table says so."""
    rows = min(FRICTIONLESS_ROWS, bench.options.rows)
    part = bench.input / "returns-part.csv"
    with open(bench.input / "returns.csv", encoding="utf-8") as source:
        part.write_text("".join(itertools.islice(source, rows + 1)), encoding="utf-8")
    command = peers.frictionless_check(bench.options.tools, bench.input / "returns.schema.json", part)
    os.chdir(bench.input)
    took, peak = run(command)
    scaled = took * bench.options.rows / rows
    ratio = seconds["SQLite"] / scaled if "SQLite" in seconds else "–"
    bench.row(peers.label("frictionless"), scaled, peak, ratio, f"validate only; {rows:,} rows measured once, time scaled")


def imports(bench):
    """The import table."""
    bench.heading(f"Import of {bench.options.rows:,} return rows", "program", "seconds", "peak MB", "dure ÷ it", "what it does")
    import_peers(bench, import_dure(bench))


def serve(bench, database):
    """The program serving a database."""
    port = free_port()
    return Server(bench.dure(database, SERVE), bench.env(database, port), f"http://127.0.0.1:{port}", READY)


def filled(bench):
    """A workspace with all rows in it."""
    database = bench.registered("sqlite")
    run(bench.dure(database, IMPORT), bench.env(database))
    return database


def starts(bench, database):
    """Time until ready and idle memory, with all rows in the database."""
    bench.heading("Start and rest", "figure", "median", "bar")
    ready = []
    for _ in range(5):
        with serve(bench, database) as server:
            ready.append(server.ready_seconds)
    bench.row("seconds from start to ready", statistics.median(ready), verdict(statistics.median(ready), BAR["ready s"]))
    with serve(bench, database) as server:
        time.sleep(IDLE_SECONDS)
        now, peak = memory(server.child.pid)
    bench.row(f"idle memory, MB, {IDLE_SECONDS} s after ready", now, verdict(now, BAR["idle MB"]))
    bench.row("peak memory until then, MB", peak, "")


def pages(bench, database):
    """The situation page under load, and nginx serving the same bytes."""
    bench.heading(f"{PAGE} at {CLIENTS} clients, {LOAD_SECONDS} s a run (load and server share the cores)",
                  "program", "p50 ms", "p99 ms", "requests/s", "p99 ratio", "bar")
    with serve(bench, database) as server:
        url = server.address + PAGE
        with urllib.request.urlopen(url) as answer:
            page = answer.read()
        load(url, CLIENTS, 2)
        half, most, rate = loads(bench, url)
        _, peak = memory(server.child.pid)
    bench.row(f"**dure**, SQLite ({len(page) // 1024} KB a page)", half, most, rate, 1.0, verdict(most, BAR["p99 ms"]))
    folder = bench.options.scratch / "nginx"
    (folder / "www").mkdir(parents=True, exist_ok=True)
    (folder / "www" / "page.html").write_bytes(page)
    port = free_port()
    with Server(peers.nginx_command(folder, port), None, f"http://127.0.0.1:{port}", "/page.html") as server:
        half, floor, rate = loads(bench, server.address + "/page.html")
    bench.row(f"{peers.label('nginx')}, the same bytes from a file", half, floor, rate, most / floor, "")
    bench.line(f"\nPeak memory of dure under this load: {peak:.0f} MB. Load generator: {peers.label('wrk')}.")


def loads(bench, url):
    """Medians over the runs."""
    results = [load(url, CLIENTS, LOAD_SECONDS) for _ in range(bench.options.runs)]
    return tuple(statistics.median(column) for column in zip(*results))


def certificates(bench):
    """Certificates as PDF files, each tagged, with its fonts and a QR code, on every core."""
    bench.heading(f"{CERTIFICATES:,} certificates, each a PDF of its own", "program", "seconds", "peak MB", "bar")
    program = bench.options.dure.parent / "examples" / "certificates"
    took, peak = run([program, CERTIFICATES, len(os.sched_getaffinity(0))])
    bench.row("**dure**, PDF/UA-1 and PDF/A-2a", took, peak, verdict(took, BAR["certificates s"]))


def options():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dure", type=Path, required=True)
    parser.add_argument("--postgres", required=True)
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--tools", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="import,start,page,evaluate,efficiency,stable,assign,rules,certificates")
    parser.add_argument("--save", type=Path)
    return parser.parse_args()


def main():
    """Runs the chosen parts; a part that cannot run is named, and the exit status says so."""
    bench = Bench(options())
    parts = bench.options.only.split(",")
    generate.main(bench.input, bench.options.rows)
    size = (bench.input / "returns.csv").stat().st_size / 1e6
    bench.line(f"# Measured on {datetime.date.today()}\n\n{machine()}. Medians of {bench.options.runs} runs. "
               f"Input: {bench.options.rows:,} rows, {size:.0f} MB, seed {generate.SEED}.")
    failed = 0
    try:
        if "import" in parts:
            imports(bench)
        if "start" in parts or "page" in parts:
            database = filled(bench)
        if "start" in parts:
            starts(bench, database)
        if "page" in parts:
            pages(bench, database)
        if "evaluate" in parts:
            indicators.evaluate(bench, verdict)
        if "efficiency" in parts:
            indicators.efficiency(bench, peers, verdict)
        if "stable" in parts:
            matching.stable(bench, peers, verdict)
        if "assign" in parts:
            matching.assign(bench, peers, verdict)
        if "rules" in parts:
            rules.rules(bench, peers, verdict)
        if "certificates" in parts:
            certificates(bench)
    except Failed as reason:
        failed = 1
        bench.line(f"\nStopped: {reason}")
    if bench.options.save:
        bench.options.save.parent.mkdir(parents=True, exist_ok=True)
        bench.options.save.write_text("\n".join(bench.lines) + "\n", encoding="utf-8")
    shutil.rmtree(bench.input, ignore_errors=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
