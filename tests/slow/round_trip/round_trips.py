"""Sections drawn at random: what each list writes as CSV or as a workbook, its command reads, into
the same section, where nothing changes, and into an empty one, which then lists the same.

usage: round_trips.py BINARY SOURCE_FOLDER SECTIONS [FIRST_SEED]
A section that fails is named by its seed; run it again with SECTIONS 1 and that FIRST_SEED.
"""

import csv
import io
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "cli"))
from read_back import HOSTILE, Section  # noqa: E402

FORMS = ["csv", "xlsx"]
OVERRIDE = ["--override", "as recorded"]
# What lists, what reads the list, and the columns that are new in a copy.
PAIRS = [
    (["roster"], ["appoint", "--from", "-", *OVERRIDE], []),
    (["roster", "--history"], ["appoint", "--from", "-", *OVERRIDE], []),
    (["meeting", "list", "--year", "2026"], ["meeting", "add", "--from", "-"], ["id"]),
    (["report-due", "--all", "--year", "2026"], ["report-due", "submit", "--from", "-"], []),
    (["program", "list", "--all"], ["program", "add", "--from", "-"], ["id"]),
    (["volunteer", "list"], ["volunteer", "import", "-"], ["id"]),
]
SYLLABLES = "an be chi dé lo ma ná ör ru šo ta wi zü".split()


class Draw:
    """Random records, as the columns of the files that the commands read."""

    def __init__(self, seed, groups):
        self.random = random.Random(seed)
        self.groups = groups
        names = {" ".join(self.word() for _ in range(self.random.randint(2, 3)))
                 for _ in range(self.random.randint(1, 20))}
        self.people = [(name, f"p{number}@lib.example")
                       for number, name in enumerate(sorted(names))]

    def word(self):
        count = self.random.randint(1, 3)
        return "".join(self.random.choice(SYLLABLES) for _ in range(count)).capitalize()

    def text(self):
        return self.random.choice(["", self.word(), *HOSTILE])

    def day(self, first, last):
        return f"{self.random.randint(first, last)}-{self.random.randint(1, 12):02}-" \
               f"{self.random.randint(1, 28):02}"

    def link(self):
        return self.random.choice(["", "https://lib.example/x?a=1,2;b=3"])

    def appointments(self):
        for name, email in self.people:
            institution = self.text()
            for group in self.random.sample(self.groups, self.random.randint(0, 3)):
                yield {"name": name, "email": email, "group": group,
                       "role": self.random.choice(["member", "member", "chair", "co-chair"]),
                       "years": self.random.randint(1, 2), "year": self.random.randint(2024, 2027),
                       "institution": institution}

    def meetings(self):
        kinds = ["virtual", "in-person", "email"]
        days = {(self.random.choice(self.groups), self.day(2026, 2026), self.random.choice(kinds))
                for _ in range(self.random.randint(0, 10))}
        for group, day, kind in sorted(days):
            if day >= "2026-07-01":
                yield {"group": group, "date": day, "kind": kind, "agenda": self.link(),
                       "minutes": self.link(), "note": self.text(),
                       "with_chairs": "yes" if group == "leadership-team" else "no"}

    def programs(self):
        titles = {f"{self.text()} {self.word()} {number}".strip() for number in range(
            self.random.randint(0, 6))}
        for title in sorted(titles):
            speakers = self.random.sample(self.people, min(len(self.people), 2))
            yield {"title": title, "venue": self.random.choice(["ala-annual", "webinar"]),
                   "year": 2026, "group": self.random.choice(["", *self.groups]),
                   "status": self.random.choice(["submitted", "accepted", "declined"]),
                   "submitted_on": self.day(2025, 2025), "note": self.text(),
                   "speakers": "; ".join(name for name, _ in speakers), "paid_speakers": 0}

    def forms(self):
        choosable = [group for group in self.groups if group != "leadership-team"]
        for number in range(self.random.randint(0, 6)):
            choices = self.random.sample(choosable, 3)
            yield {"name": f"{self.word()} {self.word()}", "email": f"v{number}@lib.example",
                   "submitted_on": self.day(2025, 2025), "institution": self.text(),
                   "library_type": self.random.choice(["public", "academic"]),
                   "experience": self.random.randint(0, 40), "is_new": "yes",
                   "first choice": choices[0], "second choice": choices[1], "comment": self.text()}


def as_csv(rows):
    rows = list(rows)
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue().encode()


def groups_of(section):
    listed = csv.DictReader(io.StringIO(section.run(["group", "list", "-f", "csv"]).decode()))
    return [row["slug"] for row in listed]


def fill(section, seed):
    draw = Draw(seed, groups_of(section))
    for rows, arguments in ((draw.appointments(), ["appoint", "--from", "-", *OVERRIDE]),
                            (draw.meetings(), ["meeting", "add", "--from", "-"]),
                            (draw.programs(), ["program", "add", "--from", "-"]),
                            (draw.forms(), ["volunteer", "import", "-"])):
        data = as_csv(rows)
        if data:
            section.run([*arguments, "-q"], data)
    for group in draw.random.sample(draw.groups, 3):
        link = draw.link()
        submitted = section.run(["report-due", "--all", "--group", group, "-f", "csv"])
        if submitted.count(b"\r\n") > 1:
            section.run(["report-due", "submit", group, "dec", "-q",
                         *(["--link", link] if link else [])])


def listed(section, arguments, without):
    rows = csv.DictReader(io.StringIO(section.run([*arguments, "-f", "csv"]).decode(), newline=""))
    return [{name: value for name, value in row.items() if name not in without} for row in rows]


def check(seed, form):
    """The number of rows that came back."""
    count = 0
    with Section() as section, Section() as copy:
        fill(section, seed)
        for arguments, reading, without in PAIRS:
            data = section.run([*arguments, "-f", form])
            before = section.run(["export", "--without-history"])
            wanted = listed(section, arguments, without)
            if wanted:
                section.run([*reading, "-q"], data)
                copy.run([*reading, "-q"], data)
            assert section.run(["export", "--without-history"]) == before, arguments
            if arguments[0] == "report-due":    # the others are due in both
                assert len(listed(copy, arguments, without)) == len(wanted)
            assert listed(copy, arguments, without) == wanted, (arguments, [
                pair for pair in zip(listed(copy, arguments, without), wanted)
                if pair[0] != pair[1]][:2])
            count += len(wanted)
    return count


def main():
    sections = int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    count = 0
    for seed in range(first, first + sections):
        for form in FORMS:
            try:
                count += check(seed, form)
            except AssertionError:
                print("seed", seed, form)
                raise
    assert count >= sections, count
    print(f"{sections} sections, {count} rows: the same after a round trip")


if __name__ == "__main__":
    main()
