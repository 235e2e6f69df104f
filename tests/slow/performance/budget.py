#!/usr/bin/env python3
"""Compares the instructions of eleven commands with those that `budget.json` keeps.

    budget.py [--program PROGRAM] [--build "Release"] [--renew]

Fails where a command takes over 15% more than its budget; taking less never fails. --renew writes
the counts of PROGRAM (build/ci/src/lmsection) to `budget.json`. Counts depend on the compiler and the
libraries, so only an optimized build on Debian 12 is measured; elsewhere the test is skipped (77).
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import counting

KEPT = pathlib.Path(__file__).resolve().parent / "budget.json"
TOLERANCE = 0.15
# What is compiled into the program, and what compiles and counts it.
PACKAGES = ["g++-12", "libc6", "libsqlite3-dev", "libsqlitecpp-dev", "libfmt-dev", "libcli11-dev",
            "libutf8proc-dev", "valgrind"]
RENEW = "python3 tests/slow/performance/budget.py --renew"


def commands(program, database, slug, roster):
    def on(*words):
        return [program, "--db", database, *words]
    return {
        "--version": [program, "--version"],
        "checklist, no database": [program, "checklist"],
        "report-due, no database": [program, "report-due"],
        "checklist": on("checklist"),
        "roster GROUP --format csv": on("roster", slug, "--format", "csv"),
        "roster --history --format json": on("roster", "--history", "--format", "json"),
        "report-due": on("report-due"),
        "check": on("check"),
        "digest": on("digest"),
        "appoint": on("appoint", "Zoe Zimmer <zoe@lib.example>", slug, "--override", "budget", "-n"),
        "appoint --from, 1,000 lines": on("appoint", "--from", roster, "--override", "budget", "-n"),
    }


def write_roster(file, slug):
    file.write_text("name,email,group,start,years\n" + "".join(
        f"Ana Diaz {number:04},new{number}@lib.example,{slug},{1930 + number % 90}-07-01,1\n"
        for number in range(1_000)), encoding="utf-8")


def versions():
    """The versions of the packages that the counts also depend on, where dpkg knows them."""
    if not shutil.which("dpkg-query"):
        return {}
    told = subprocess.run(["dpkg-query", "-W", "-f=${Package} ${Version}\n", *PACKAGES],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return dict(line.split() for line in told.stdout.splitlines() if len(line.split()) == 2)


def measured(program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        database, slug = counting.section(program, folder, 12, 1_000)
        roster = folder / "roster.csv"
        write_roster(roster, slug)
        return counting.count_all(commands(program, database, slug, roster), folder)


def changed(then, now):
    return [f"{package} {then.get(package, 'absent')} -> {now.get(package, 'absent')}"
            for package in sorted({*then, *now}) if then.get(package) != now.get(package)]


def compare(kept, counts):
    """Prints a line for each command; how many are over their budget."""
    outside = 0
    for command in {**kept, **counts}:
        if command not in kept or command not in counts:
            print(f"{command:<32} is only in {'the budget' if command in kept else 'the test'}")
            outside += 1
            continue
        off = counts[command] / kept[command] - 1
        over = off > TOLERANCE
        outside += over
        print(f"{command:<32} {counts[command]:>12,} of {kept[command]:>12,} {off:>+7.1%}"
              f"{' OVER' if over else ''}")
    return outside


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path,
                        default=counting.ROOT / "build" / "ci" / "src" / "lmsection")
    parser.add_argument("--build", default="Release", help="the kind of build; 'Release' is counted")
    parser.add_argument("--renew", action="store_true", help="write budget.json")
    asked = parser.parse_args()
    counting.require(asked.build)
    counting.require_debian_12()
    counts = measured(asked.program)
    if asked.renew:
        KEPT.write_text(json.dumps({"instructions": counts, "packages": versions()}, indent=2) + "\n",
                        encoding="utf-8")
        print(f"{KEPT.relative_to(counting.ROOT)} has the counts of {asked.program}")
        return 0
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    outside = compare(kept["instructions"], counts)
    if outside:
        print(f"{outside} of {len(counts)} commands are more than {TOLERANCE:.0%} over their budget."
              f" If that is the price of something wanted, renew it: {RENEW}")
        since = changed(kept["packages"], versions())
        print("Other packages than when it was kept: " + "; ".join(since) if since
              else "The packages are those with which it was kept, so the program itself changed.")
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main())
