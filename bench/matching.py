"""The parts `stable` and `assign`: a round of the whole country, and the peers on the same data.

    python3 bench/matching.py matching UNITS CHOICES RESULT     runs the PyPI package `matching` on a round
    python3 bench/matching.py ortools UNITS ARCS RESULT         runs OR-Tools SimpleMinCostFlow on an assignment
"""

import csv
import hashlib
import hmac
import json
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path

import generate
from measure import run

# The figures to reach: seconds, MB, and how many times faster than the peer.
SOLVE_SECONDS, FILES_SECONDS, STABLE_MB = 0.35, 4, 1024
STABLE_FACTOR, ASSIGN_FACTOR, ASSIGN_MB = 200, 4, 3072
ROUND = (2_200_000, 3, 20_000)
SMALL_ROUND = (5_000, 3, 200)
ASSIGNMENTS = [(200_000, 10, 2_000), (2_000_000, 10, 20_000)]
MOST = 100_000
SEED = "07" * 32


def distinct(draws, count, units):
    """So many different units."""
    chosen = []
    while len(chosen) < count:
        unit = draws.below(units)
        if unit not in chosen:
            chosen.append(unit)
    return chosen


def written(path, header, rows):
    """Writes a plain table; the csv module would take minutes for the largest."""
    with open(path, "w", encoding="utf-8", newline="") as target:
        target.write(header + "\n")
        target.writelines(rows)
    return path


def units(folder, name, count, places):
    """Units of equal size."""
    return written(folder / f"{name}-units.csv", "unit_id,capacity", (f"U{at:06},{places}\n" for at in range(count)))


def choices(folder, name, shape):
    """Applicants who each want some units, with a score from 0 to 100 at each."""
    people, wanted, count = shape
    draws = generate.Draws(generate.SEED)
    rows = (f"A{person:08},U{unit:06},{at},{draws.below(101)}\n" for person in range(people)
            for at, unit in enumerate(distinct(draws, wanted, count), 1))
    return written(folder / f"{name}-choices.csv", "applicant_id,unit_id,choice,score", rows)


def arcs(folder, name, shape):
    """Applicants who could each go to some units at some cost."""
    people, each, count = shape
    draws = generate.Draws(generate.SEED)
    rows = (f"A{person:08},U{unit:06},{1 + draws.below(MOST)}\n" for person in range(people)
            for unit in distinct(draws, each, count))
    return written(folder / f"{name}-arcs.csv", "applicant_id,unit_id,cost", rows)


def measured(bench, words, out):
    """Runs a verb so many times; the medians of seconds, MB and seconds of solving."""
    results = []
    for _ in range(bench.options.runs):
        timings = bench.options.scratch / "timings.json"
        took, peak = run([bench.options.dure, *words, "--out", out, "--force", "--json", "--timings", timings])
        results.append((took, peak, json.loads(timings.read_text(encoding="utf-8"))["solve_seconds"]))
    return tuple(sorted(column)[len(column) // 2] for column in zip(*results))


def verified(bench, out, words):
    """Whether `dure verify` finds nothing wrong."""
    return subprocess.run([bench.options.dure, "verify", out, *words], capture_output=True, check=False).returncode == 0


def stable(bench, peers, verdict):
    """A round of everybody, and a small one beside the peer."""
    folder = bench.options.scratch
    people, wanted, count = ROUND
    files = ["--units", units(folder, "round", count, people // 2 // count), "--choices", choices(folder, "round", ROUND)]
    bench.heading(f"`dure match stable`: {people:,} applicants × {wanted} choices × {count:,} units",
                  "program", "seconds", "peak MB", "solving", "bar")
    out = folder / "stable"
    took, peak, solve = measured(bench, ["match", "stable", *files, "--seed", SEED], out)
    bench.row("**dure**, files to files", took, peak, solve,
              f"files {verdict(took, FILES_SECONDS)}, solving with lottery and waiting lists {verdict(solve, SOLVE_SECONDS)}, "
              f"memory {verdict(peak, STABLE_MB)}")
    small_round(bench, peers)


def small_round(bench, peers):
    """The same matching as the peer, which needs a strict order of everybody at every unit."""
    folder = bench.options.scratch
    people, wanted, count = SMALL_ROUND
    files = [units(folder, "small", count, people // 2 // count), choices(folder, "small", SMALL_ROUND)]
    words = ["match", "stable", "--units", files[0], "--choices", files[1], "--seed", SEED]
    bench.heading(f"`dure match stable`: {people:,} applicants × {count:,} units beside the peer",
                  "program", "seconds", "solving", "what it does")
    out = folder / "small"
    took, _, solve = measured(bench, words, out)
    bench.row("**dure**", took, solve, "whole process, three files")
    theirs = peer(bench, peers, "matching", files)
    bench.row(peers.label("matching"), theirs["process"], theirs["seconds"], "whole process; solving measured inside it")
    with open(out / "placements.csv", encoding="utf-8", newline="") as source:
        ours = {row["applicant_id"]: row["unit_id"] for row in csv.DictReader(source) if row["unit_id"]}
    factor = theirs["seconds"] / solve
    bench.line(f"\n{factor:.0f} times as fast at solving: {'reached' if factor >= STABLE_FACTOR else 'MISSED'} "
               f"(≥ {STABLE_FACTOR}). The matching is {'the same' if ours == theirs['placed'] else 'NOT the same'}.")


def assign(bench, peers, verdict):
    """The same optimum as the peer, with fewer, as many and more places than people."""
    folder = bench.options.scratch
    bench.heading("`dure match assign` beside the peer (costs from 1 to 100,000)",
                  "people × arcs × units, places", "dure solving", "dure files to files", "dure MB", "peer solving",
                  "peer MB", "times as fast", "same optimum", "verified")
    for shape in ASSIGNMENTS:
        people, each, count = shape
        arc_file = arcs(folder, "assign", shape)
        for share in (90, 100, 110):
            files = [units(folder, "assign", count, people * share // 100 // count), arc_file]
            out = folder / "assign"
            took, peak, solve = measured(bench, ["match", "assign", "--units", files[0], "--arcs", files[1]], out)
            theirs = peer(bench, peers, "ortools", files)
            ours = json.loads((out / "result.json").read_text(encoding="utf-8"))
            same = (ours["placed"], int(ours["total_cost"])) == (theirs["placed"], theirs["total_cost"])
            checked = verified(bench, out, ["--units", files[0], "--arcs", files[1]])
            factor = theirs["seconds"] / solve
            bench.row(f"{people:,} × {each} × {count:,}, {share} %", solve, took, f"{peak:.0f} {verdict(peak, ASSIGN_MB)}",
                      theirs["seconds"], theirs["peak"],
                      f"{factor:.1f} {'reached' if factor >= ASSIGN_FACTOR else 'MISSED'} (≥ {ASSIGN_FACTOR})",
                      "yes" if same else "NO", "yes" if checked else "NO")


def peer(bench, peers, name, files):
    """Runs a peer in its own process on the same files."""
    result = bench.options.scratch / f"{name}.json"
    python = environment(bench.options.tools, name, peers.LOCK[name]["version"])
    took, peak = run([python, Path(__file__), name, *files, result])
    answer = json.loads(result.read_text(encoding="utf-8"))
    return {**answer, "process": took, "peak": peak}


def environment(tools, name, version):
    """The interpreter that has the peer, made on the first call."""
    folder = tools / f"{name}-{version}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"{name}=={version}"], check=True)
        (folder / "ready").touch()
    return python


def rows(path):
    """Rows of a plain table."""
    with open(path, encoding="utf-8", newline="") as source:
        reader = csv.reader(source)
        next(reader)
        yield from reader


def run_matching(units_file, choices_file, result):
    """The peer on a round: its own objects are built outside the measured time."""
    from matching.games import HospitalResident

    number = {}
    wishes, scores = {}, {}
    for person, unit, choice, score in rows(choices_file):
        if person not in number:
            number[person] = hmac.new(bytes.fromhex(SEED), person.encode(), hashlib.sha256).digest()
        wishes.setdefault(person, []).append((int(choice), unit))
        scores.setdefault(unit, []).append((-int(score), number[person], person))
    places = {unit: int(capacity) for unit, capacity in rows(units_file) if unit in scores}
    residents = {person: [unit for _, unit in sorted(list_)] for person, list_ in wishes.items()}
    hospitals = {unit: [person for _, _, person in sorted(list_)] for unit, list_ in scores.items()}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, places)
    begun = time.monotonic()
    matched = game.solve(optimal="resident")
    seconds = time.monotonic() - begun
    placed = {str(person.name): str(unit.name) for unit, people in matched.items() for person in people}
    Path(result).write_text(json.dumps({"seconds": seconds, "placed": placed}), encoding="utf-8")


def run_ortools(units_file, arcs_file, result):
    """The peer on an assignment: most flow, then least cost; building its graph is outside the measured time."""
    import numpy
    from ortools.graph.python import min_cost_flow

    places = {unit: int(capacity) for unit, capacity in rows(units_file)}
    unit_node = {unit: at for at, unit in enumerate(places)}
    people = {}
    tails, heads, costs = [], [], []
    for person, unit, cost in rows(arcs_file):
        tails.append(people.setdefault(person, len(people)))
        heads.append(unit_node[unit])
        costs.append(int(cost))
    base, sink = len(people), len(people) + len(places)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        numpy.array(tails), numpy.array(heads) + base, numpy.ones(len(tails), dtype=numpy.int64), numpy.array(costs))
    flow.add_arcs_with_capacity_and_unit_cost(
        numpy.arange(base, sink), numpy.full(len(places), sink), numpy.array(list(places.values())),
        numpy.zeros(len(places), dtype=numpy.int64))
    flow.set_nodes_supplies(numpy.arange(base), numpy.ones(base, dtype=numpy.int64))
    flow.set_node_supply(sink, -base)
    begun = time.monotonic()
    status = flow.solve_max_flow_with_min_cost()
    seconds = time.monotonic() - begun
    if status != flow.OPTIMAL:
        sys.exit(f"the peer did not solve it: {status}")
    answer = {"seconds": seconds, "placed": int(flow.maximum_flow()), "total_cost": int(flow.optimal_cost())}
    Path(result).write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] not in ("matching", "ortools"):
        sys.exit(__doc__)
    # The module of the same name as this file is the peer: it must be found first.
    sys.path = [place for place in sys.path if Path(place or ".").resolve() != Path(__file__).resolve().parent]
    # One of the peers copies its players by deep recursion.
    sys.setrecursionlimit(10_000_000)
    threading.stack_size(1 << 30)
    work = threading.Thread(target=run_matching if sys.argv[1] == "matching" else run_ortools, args=sys.argv[2:])
    work.start()
    work.join()
