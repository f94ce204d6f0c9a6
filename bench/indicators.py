"""The parts `evaluate` and `efficiency`: sizes of the agencies' whole country, and the peer on the same file.

    python3 bench/indicators.py peer DATA INPUTS OUTPUTS JOBS RESULT   runs Pyfrontier (BCC, input side) on a file
"""

import csv
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import generate
from measure import Failed, run

# The figures to reach: seconds, and how many times faster than the peer.
EVALUATE_SECONDS = 3
EFFICIENCY_FACTOR = 40
SAME = 1e-6
AGENCIES, INDICATORS, VARIANTS = 1_000, 30, 10_000
UNITS = 500
INPUTS, OUTPUTS = ["staff", "budget", "visits"], ["people", "hours"]
SEED = "00" * 31 + "01"


def between(draws, low, high):
    """A whole number from `low` to `high`."""
    return low + draws.below(high - low + 1)


def scheme():
    """A scheme with every indicator, three normalisations, two treatments of missing values and one left out."""
    weight, first = divmod(100, INDICATORS)
    head = ['schema = 1', 'id = "bench"', 'name = "bench"', 'status = "sample"', 'scope = "league"',
            'missing = "exclude-reweight"', 'normalise = "min-max"', 'zero_range = "refuse"',
            'aggregate = "arithmetic"', 'rank_ties = "min"']
    for number in range(INDICATORS):
        head += ["[[indicator]]", f'id = "i{number:02}"', 'direction = "higher"',
                 f"weight = {weight + (first if number == 0 else 0)}"]
    head += ["[uncertainty]", "weights_vary = 0.25", 'normalise = ["min-max", "z-score", "rank"]',
             'missing = ["exclude-reweight", "league-mean"]', "leave_one_out = true"]
    return "\n".join(head) + "\n"


def agencies():
    """Figures of many agencies in one league; two in a hundred are missing."""
    draws = generate.Draws(generate.SEED)
    yield ["unit_id", "league", *(f"i{number:02}" for number in range(INDICATORS))]
    for unit in range(AGENCIES):
        cells = [between(draws, 100, 9_999) / 100 for _ in range(INDICATORS)]
        yield [f"u{unit:05}", "1", *("" if between(draws, 1, 50) == 1 else cell for cell in cells)]


def units():
    """Inputs and outputs of many units."""
    draws = generate.Draws(generate.SEED + 1)
    yield ["unit_id", *INPUTS, *OUTPUTS]
    for unit in range(UNITS):
        size = between(draws, 20, 400)
        yield [f"u{unit:05}", *(size * between(draws, 60, 160) for _ in INPUTS), *(size * between(draws, 40, 180) for _ in OUTPUTS)]


def written(path, rows):
    """Writes a file of comma-separated values."""
    with open(path, "w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(rows)
    return path


def evaluate(bench, verdict):
    """Scores, ranks, intervals and Sobol indices of the whole country."""
    folder = bench.options.scratch
    (folder / "bench.toml").write_text(scheme(), encoding="utf-8")
    data = written(folder / "agencies-indicators.csv", agencies())
    bench.heading(f"`dure evaluate`: {AGENCIES:,} agencies × {INDICATORS} indicators × {VARIANTS:,} variants, with Sobol indices",
                  "program", "seconds", "peak MB", "bar")
    took, peak = fastest(bench, lambda out: [
        bench.options.dure, "evaluate", "--scheme", folder / "bench.toml", "--data", data, "--variants", VARIANTS,
        "--seed", SEED, "--out", out, "--force", "--json"])
    bench.row("**dure**", took, peak, verdict(took, EVALUATE_SECONDS))


def efficiency(bench, peers, verdict):
    """The frontier of the best, by ours and by the peer, and whether both say the same."""
    folder = bench.options.scratch
    data = written(folder / "units.csv", units())
    out = folder / "efficiency"
    bench.heading(f"`dure efficiency`: BCC on {UNITS} units, {len(INPUTS)} inputs, {len(OUTPUTS)} outputs",
                  "program", "seconds", "peak MB", "times slower", "what it does")
    took, peak = fastest(bench, lambda out: [
        bench.options.dure, "efficiency", "--data", data, "--inputs", ",".join(INPUTS), "--outputs", ",".join(OUTPUTS),
        "--returns", "vrs", "--orientation", "input", "--out", out, "--force", "--json"], out)
    bench.row("**dure**", took, peak, 1.0, "scores, peers, slacks, three files; whole process")
    result = folder / "peer.json"
    python = environment(bench.options.tools, peers.LOCK["Pyfrontier"]["version"])
    theirs, peak = run([python, Path(__file__), "peer", data, ",".join(INPUTS), ",".join(OUTPUTS),
                        len(os.sched_getaffinity(0)), result])
    bench.row(peers.label("Pyfrontier"), theirs, peak, theirs / took, "scores and slacks; whole process, measured once")
    reached = "reached" if theirs / took >= EFFICIENCY_FACTOR else "MISSED"
    gap = largest_gap(out / "efficiency.csv", result)
    same = "the same" if gap <= SAME else "NOT the same"
    bench.line(f"\n{theirs / took:.0f} times as fast: {reached} (≥ {EFFICIENCY_FACTOR}). Scores are {same} to {SAME:g} "
               f"(largest difference {gap:.1e}; the peer rounds to six decimals).")


def fastest(bench, command, out=None):
    """Median of the runs."""
    results = sorted(run(command(out or bench.options.scratch / "evaluate")) for _ in range(bench.options.runs))
    return results[len(results) // 2]


def environment(tools, version):
    """The interpreter that has the peer, made on the first call."""
    folder = tools / f"pyfrontier-{version}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"Pyfrontier=={version}"], check=True)
        (folder / "ready").touch()
    return python


def largest_gap(ours, theirs):
    """The largest difference between two lists of scores; a unit that only one of them has is a failure."""
    with open(ours, encoding="utf-8", newline="") as source:
        scores = {row["unit_id"]: float(row["score"]) for row in csv.DictReader(source)}
    others = json.loads(Path(theirs).read_text(encoding="utf-8"))
    if scores.keys() != others.keys():
        raise Failed("the peer scored other units")
    return max(abs(scores[unit] - others[unit]) for unit in scores)


def peer(data, inputs, outputs, jobs, result):
    """Reads the file, asks Pyfrontier, writes its scores."""
    import numpy
    from Pyfrontier.frontier_model import EnvelopDEA

    with open(data, encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))

    def side(names):
        return numpy.array([[float(row[name]) for name in names.split(",")] for row in rows])

    model = EnvelopDEA("VRS", "in", n_jobs=int(jobs))
    model.fit(side(inputs), side(outputs))
    scores = {row["unit_id"]: float(one.score) for row, one in zip(rows, model.result, strict=True)}
    Path(result).write_text(json.dumps(scores), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] != ["peer"]:
        sys.exit(__doc__)
    peer(*sys.argv[2:])
