#!/usr/bin/env python3
"""What does not answer with more rows must not take more work in a larger file: growth.py PROGRAM BUILD"""

import pathlib
import sys
import tempfile

import counting

SMALL = (12, 1_000)    # groups, appointments
LARGE = (1_000, 30_000)
# Most that the large section may take of what the small one takes.
WANTED = {"roster": 1.3, "group show": 1.3, "person show": 1.3, "appoint": 1.3, "check --group": 1.5,
          "digest --for": 1.3, "report-due --group": 1.3}


def commands(program, database, slug):
    def on(*words):
        return [program, "--db", database, *words]
    return {
        "roster": on("roster", slug, "--format", "csv"),
        "group show": on("group", "show", slug),
        "person show": on("person", "show", "p7@lib.example"),
        "appoint": on("appoint", "Zoe Zimmer <zoe@lib.example>", slug, "--override", "growth", "-n"),
        "check --group": on("check", "--group", slug),
        "digest --for": on("digest", "--for", slug),
        "report-due --group": on("report-due", "--group", slug),
    }


def main():
    program = pathlib.Path(sys.argv[1])
    counting.require(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        small, large = (counting.count_all(
            commands(program, *counting.section(program, folder, *size)), folder)
            for size in (SMALL, LARGE))
    faults = 0
    for command, wanted in WANTED.items():
        grown = large[command] / small[command]
        fault = grown > wanted
        faults += fault
        print(f"{command:<20} {small[command]:>12,} -> {large[command]:>12,} {grown:>6.2f}"
              f" {'MORE THAN ' if fault else 'of '}{wanted}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
