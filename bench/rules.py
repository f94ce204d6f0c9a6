"""The part `rules`: the same applicants through the same 25 lines, by ours and by the peer, and whether both decide alike.

    python3 bench/rules.py peer FOLDER RULEBOOK RESULT   runs openfisca-core on the columns that the example `rules_speed` wrote
"""

import datetime
import json
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from measure import Failed, run

# The figures to reach: seconds of deciding, and how many times faster than the peer.
SECONDS = 0.5
FACTOR = 5
APPLICANTS = 2_000_000
ON = datetime.date(2026, 1, 2)
RULEBOOK = Path(__file__).resolve().parent / "rules.toml"
PERIOD = "2026"
UNKNOWN = -(2**63)
# What stands for "not known" in the peer's 32-bit columns; no value of the benchmark comes near it.
MISSING = -(2**31)


def rules(bench, peers, verdict):
    """Decides about everybody, by ours and by the peer; each side's own clock around deciding alone, and the whole process."""
    folder = bench.options.scratch / "rules"
    folder.mkdir(exist_ok=True)
    program = bench.options.dure.parent / "examples" / "rules_speed"
    bench.heading(f"`rules`: {APPLICANTS:,} applicants through 25 lines of a rulebook", "program", "seconds to decide",
                  "whole process, s", "peak MB", "times slower", "bar")
    report = folder / "speed.json"
    with open(report, "w", encoding="utf-8") as target:
        whole, peak = run_into(target, [program, RULEBOOK, folder, APPLICANTS])
    ours = json.loads(report.read_text(encoding="utf-8"))
    bench.row("**dure**, every core", ours["seconds"], whole, peak, 1.0, verdict(ours["seconds"], SECONDS))
    bench.row("**dure**, one core", ours["seconds_one_worker"], "", "", ours["seconds_one_worker"] / ours["seconds"], "")
    result = folder / "peer.json"
    python = environment(bench.options.tools, peers.LOCK["openfisca-core"]["version"])
    whole, peak = run([python, Path(__file__), "peer", folder, RULEBOOK, result])
    theirs = json.loads(result.read_text(encoding="utf-8"))
    factor = theirs["seconds"] / ours["seconds"]
    bench.row(f"{peers.label('openfisca-core')}, one core (it uses no more)", theirs["seconds"], whole, peak, factor, "")
    reached = "reached" if factor >= FACTOR else "MISSED"
    same = "the same" if theirs["different"] == 0 else f"NOT the same ({theirs['different']})"
    bench.line(f"\n{factor:.1f} times as fast: {reached} (≥ {FACTOR}). Verdicts and scores of all {APPLICANTS:,} are {same}; "
               f"{ours['eligible']:,} may take part, {ours['unknown']:,} are asked for a paper. "
               "The peer's clock runs from set columns to verdict and score, ours also gives every clause's answer; its best of three, ours of five.")


def run_into(target, command):
    """Runs a command whose output is kept; returns seconds and peak memory in MB."""
    shell = ["sh", "-c", 'exec "$@" > "$0"', target.name, *map(str, command)]
    return run(shell)


def environment(tools, version):
    """The interpreter that has the peer, made on the first call."""
    folder = tools / f"openfisca-core-{version}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"openfisca-core=={version}"], check=True)
        (folder / "ready").touch()
    return python


# --- the peer: three values as 0 (no), 1 (not known), 2 (yes), so that "and" is the lesser and "or" the larger ---

def latest(months):
    """The latest day from which so many whole months have passed on the day of the decision, as days since 1970."""
    index = ON.year * 12 + ON.month - 1 - months
    year, month = divmod(index, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return (datetime.date(year, month + 1, min(ON.day, last)) - datetime.date(1970, 1, 1)).days


class Book:
    """The rulebook as the peer's variables: one for each line, each with a vectorized formula."""

    def __init__(self, book):
        self.book = book
        self.fields = {field["id"]: field for field in book["field"]}
        self.kleene, self.criteria, self.bonuses = [], [], []

    def places(self, field):
        """Units in one of a field."""
        kind = self.fields[field]["kind"]
        return 10 ** self.fields[field].get("decimals", 2) if kind == "decimal" else 1

    def word(self, field, text):
        """The number of a word."""
        if self.fields[field]["kind"] == "yes-no":
            return ["no", "yes"].index(text)
        return [choice["id"] for choice in self.fields[field]["choices"]].index(text)

    def span(self, field, part):
        """The column and the closed span of its values that a test or band means."""
        low, high = None, None
        one = self.places(field)
        if "is" in part:
            low = high = self.word(field, part["is"])
        for key in ("at_least", "from"):
            low = round(part[key] * one) if key in part else low
        for key in ("at_most", "to"):
            high = round(part[key] * one) if key in part else high
        low = round(part["above"] * one) + 1 if "above" in part else low
        high = round(part["below"] * one) - 1 if "below" in part else high
        kind = self.fields[field]["kind"]
        if kind in ("age", "months"):
            unit = 12 if kind == "age" else 1
            first = None if high is None else latest(unit * (high + 1)) + 1
            return self.fields[field]["of"], first, None if low is None else latest(unit * low)
        return field, low, high

    def condition(self, numpy, test):
        """A function of person and period that answers in three values."""
        if "all" in test or "any" in test:
            parts = [self.condition(numpy, part) for part in test.get("all", test.get("any"))]
            joined = numpy.minimum if "all" in test else numpy.maximum

            def held(person, period):
                answer = parts[0](person, period)
                for part in parts[1:]:
                    answer = joined(answer, part(person, period))
                return answer
            return held
        if "not" in test:
            part = self.condition(numpy, test["not"])
            return lambda person, period: 2 - part(person, period)
        column, low, high = self.span(test["field"], test)

        def compared(person, period):
            values = person(column, period)
            inside = True
            if low is not None:
                inside = values >= low
            if high is not None:
                inside = (values <= high) if low is None else inside & (values <= high)
            return numpy.where(values == MISSING, numpy.int8(1), numpy.int8(2) * inside)
        return compared

    def points(self, numpy, line):
        """A function of person and period that answers in hundredths; missing while the paper is."""
        field = line["field"]
        without = line.get("without_paper")
        without = MISSING if without is None else round(without * 100)
        if line.get("as_filed"):
            times = 100 // self.places(field)
            return lambda person, period: numpy.where(
                person(field, period) == MISSING, without, person(field, period) * times)
        bands = sorted((self.span(field, band), round(band["points"] * 100)) for band in map(dict, line["band"])) \
            if self.fields[field]["kind"] in ("yes-no", "choice") else \
            sorted(((self.span(field, band), round(band["points"] * 100)) for band in line["band"]),
                   key=lambda band: band[0][1] if band[0][1] is not None else MISSING)
        column = bands[0][0][0]
        starts = numpy.array([low for (_, low, _), _ in bands[1:]], dtype=numpy.int32)
        values_of = numpy.array([points for _, points in bands], dtype=numpy.int32)

        def banded(person, period):
            values = person(column, period)
            return numpy.where(values == MISSING, without, values_of[numpy.searchsorted(starts, values, side="right")])
        return banded


def system(numpy, book):
    """A tax-benefit system with a variable for each column and each line."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity("person", "persons", "an applicant", is_person=True)
    benefits = TaxBenefitSystem([person])
    rulebook = Book(book)

    def add(name, formula=None):
        parts = {"value_type": int, "entity": person, "definition_period": DateUnit.YEAR, "label": name}
        if formula is not None:
            parts["formula"] = lambda entity, period, _=None: formula(entity, period)
        benefits.add_variable(type(name, (Variable,), parts))

    columns = [field["id"] for field in book["field"] if field["kind"] not in ("age", "months")]
    for column in columns:
        add(column)
    clauses = []
    for line in book["require"] + book["exclude"]:
        when = rulebook.condition(numpy, line["when"])
        waivers = [rulebook.condition(numpy, one["when"]) for one in line.get("except", [])]
        wrong = line in book["require"]

        def against(entity, period, when=when, waivers=waivers, wrong=wrong):
            answer = 2 - when(entity, period) if wrong else when(entity, period)
            for waiver in waivers:
                answer = numpy.minimum(answer, 2 - waiver(entity, period))
            return answer
        name = "against_" + line["id"].replace("-", "_")
        add(name, against)
        clauses.append(name)
    criteria = []
    for line in book["criterion"]:
        name = "points_" + line["id"].replace("-", "_")
        add(name, rulebook.points(numpy, line))
        criteria.append(name)
    bonuses = []
    for line in book["bonus"]:
        when, amount = rulebook.condition(numpy, line["when"]), round(line["points"] * 100)
        asked = MISSING if line.get("without_paper") != "none" else 0
        name = "bonus_" + line["id"].replace("-", "_")
        add(name, lambda entity, period, when=when, amount=amount, asked=asked: numpy.array(
            [0, asked, amount], dtype=numpy.int32)[when(entity, period)])
        bonuses.append(name)
    most = round(book["bonus_max"] * 100)

    def score(entity, period):
        total, extra, open_ = 0, 0, False
        for name in criteria + bonuses:
            value = entity(name, period)
            missing = value == MISSING
            open_ = open_ | missing
            value = numpy.where(missing, 0, value)
            total, extra = (total, extra + value) if name in bonuses else (total + value, extra)
        return numpy.where(open_, MISSING, total + numpy.minimum(extra, most))

    def verdict(entity, period):
        # 0 yes, 1 no, 2 unknown, as the result file says it.
        worst = entity(clauses[0], period)
        for name in clauses[1:]:
            worst = numpy.maximum(worst, entity(name, period))
        unknown = (worst == 1) | (entity("score", period) == MISSING)
        return numpy.where(worst == 2, 1, numpy.where(unknown, 2, 0))
    add("score", score)
    add("verdict", verdict)
    return benefits, columns


def peer(folder, rulebook, result):
    """Sets the columns, asks for verdict and score, compares them with ours."""
    import time

    import numpy
    from openfisca_core.simulations import SimulationBuilder

    folder = Path(folder)
    book = tomllib.loads(Path(rulebook).read_text(encoding="utf-8"))
    benefits, names = system(numpy, book)
    columns = {}
    for name in names:
        values = numpy.fromfile(folder / f"{name}.i64", dtype="<i8")
        columns[name] = numpy.where(values == UNKNOWN, MISSING, values).astype(numpy.int32)
    count = len(columns[names[0]])
    seconds = []
    for _ in range(3):
        simulation = SimulationBuilder().build_default_simulation(benefits, count)
        for name, values in columns.items():
            simulation.set_input(name, PERIOD, values)
        begun = time.perf_counter()
        verdict = simulation.calculate("verdict", PERIOD)
        score = simulation.calculate("score", PERIOD)
        seconds.append(time.perf_counter() - begun)
    ours = numpy.fromfile(folder / "verdict.u8", dtype="u1")
    points = numpy.fromfile(folder / "score.i32", dtype="<i4")
    different = int((verdict != ours).sum() + (score != points).sum())
    Path(result).write_text(json.dumps({"seconds": min(seconds), "different": different}), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] != ["peer"]:
        sys.exit(__doc__)
    peer(*sys.argv[2:])
