"""Writes the benchmark's input: agencies, projects and monthly returns, the same bytes on every machine.

    python3 bench/generate.py DIR [ROWS]

One row of returns.csv is one project in one month. The numbers agree with each other and
from month to month the way the import demands (nobody leaves who was not there), so every row is accepted.
"""

import csv
import itertools
import json
import sys
from pathlib import Path

MONTHS = [f"{year}-{month:02}" for year in range(2018, 2027) for month in range(1, 13)][:100]
PROJECTS_PER_AGENCY = 10
SEED = 20260302

# Column name, Frictionless type; the order of the file. The import finds columns by name.
COLUMNS = [
    ("agency", "string"), ("project", "string"), ("month", "yearmonth"),
    ("target", "integer"), ("applicants", "integer"),
    *[(f"people_{sex}_{band}", "integer") for sex in ("women", "men") for band in ("60_64", "65_69", "70_79", "80")],
    ("people_since_january", "integer"), ("joined", "integer"),
    *[(f"left_{reason}", "integer") for reason in ("health", "better_job", "misfit", "moved", "died", "other")],
    ("waiting", "integer"), ("hours", "integer"), ("pay_won", "integer"), ("subsidy_won", "integer"),
    ("trained", "integer"), ("trained_hours", "integer"),
    *[(f"accidents_{kind}", "integer") for kind in ("light", "serious", "fatal")],
    ("safety_checks", "integer"), ("dedicated_staff", "integer"), ("safety_officers", "integer"),
    ("registered_early", "integer"),
]
TYPES = ("public-interest", "social-service", "market")
DISTRICTS = ("강화군", "계양구", "남동구", "동구", "미추홀구", "부평구", "서구", "연수구", "옹진군", "중구")


class Draws:
    """A small generator of its own (SplitMix64), because the standard library's may change between versions."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        """A whole number from 0 to limit - 1."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return (mixed ^ (mixed >> 31)) % limit


class Project:
    """One project through the years: whoever is there this month was there before or joined, and did not leave."""

    def __init__(self, draws, agency, name):
        self.draws, self.agency, self.name = draws, agency, name
        self.target = 20 + draws.below(60)
        self.people = [draws.below(self.target // 8 + 2) for _ in range(8)]
        self.since_january = 0

    def _join(self):
        room = max(0, self.target - sum(self.people))
        joined = min(room, self.draws.below(6))
        for _ in range(joined):
            self.people[self.draws.below(8)] += 1
        return joined

    def _leave(self):
        left = [0] * 6
        for _ in range(self.draws.below(4)):
            band = self.draws.below(8)
            if self.people[band] > 0:
                self.people[band] -= 1
                left[self.draws.below(6)] += 1
        return left

    def month(self, month):
        """The project's row for the next month."""
        draws = self.draws
        if month.endswith("-01"):
            self.since_january = sum(self.people)
        joined = self._join()
        self.since_january += joined
        left = self._leave()
        there = sum(self.people)
        hours = there * (25 + draws.below(10))
        pay = hours * 10_030
        trained = draws.below(there + 1)
        return [
            self.agency, self.name, month, self.target, joined + draws.below(5), *self.people, self.since_january,
            joined, *left, draws.below(30), hours, pay, pay + there * 12_000, trained, trained * 2,
            int(draws.below(400) == 0), int(draws.below(4000) == 0), 0,
            1 + draws.below(4), 1, draws.below(2), there if month.endswith("-01") else 0,
        ]


def write_csv(path, header, rows):
    """UTF-8, LF, a header row."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_schema(path):
    """The Frictionless Table Schema of returns.csv, for the peer that checks with it."""
    fields = [
        {"name": name, "type": kind, "constraints": {"required": True, **({"minimum": 0} if kind == "integer" else {})}}
        for name, kind in COLUMNS
    ]
    path.write_text(json.dumps({"fields": fields}, indent=1) + "\n", encoding="utf-8")


def main(folder, rows):
    """Writes the four files into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    projects = max(1, -(-rows // len(MONTHS)))
    names = [(f"B{i // PROJECTS_PER_AGENCY:05}", f"P{i:06}") for i in range(projects)]
    agencies = sorted({agency for agency, _ in names})
    district = {agency: DISTRICTS[i % len(DISTRICTS)] for i, agency in enumerate(agencies)}
    write_csv(folder / "agencies.csv", ["id", "name", "kind", "league", "district"],
              ([a, f"institution {a}", "senior-club", "multi", district[a]] for a in agencies))
    draws = Draws(SEED)
    running = [Project(draws, agency, name) for agency, name in names]
    years = sorted({month[:4] for month in MONTHS})
    write_csv(folder / "projects.csv", ["number", "name", "year", "agency", "type", "district", "places"],
              ([p.name, f"project {p.name}", year, p.agency, TYPES[i % 3], district[p.agency], p.target]
               for year in years for i, p in enumerate(running)))
    table = (project.month(month) for month in MONTHS for project in running)
    write_csv(folder / "returns.csv", [name for name, _ in COLUMNS],
              itertools.islice(table, rows))
    write_schema(folder / "returns.schema.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
