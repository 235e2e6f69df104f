"""Random commands on a section, and what must be true after each of them.

usage: random_commands.py BINARY SOURCE_FOLDER COMMANDS [FIRST_SEED]
       random_commands.py --prove-it-can-fail BINARY SOURCE_FOLDER

Commands are drawn in series of 100, each on a fresh copy of the sample section and with a seed of
its own. A violation is printed with the seed and the commands before it; run it again with 100
commands and that seed.

After each command:
  - the exit status is 0, 2 or 3, and each line on standard error starts with "lmsection: ";
  - nobody's terms in one group overlap, and nobody serves in a group after it was retired.
After each `person forget`:
  - no byte of the file has the person's address, nor the name where nobody else has it;
  - nothing changed in the records of others but mentions of the name, and no entry of the history
    that does not mention the person changed.
Every 25 commands:
  - `doctor` finds no fault;
  - `export` and `import` give the same rows and the same export again.
"""

import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import (Commands, LATER_DAYS, Section, VENUES,  # noqa: E402
                               write_forms)

SERIES = 100
CHECKED_EVERY = 25
FORGOTTEN = "Former member"

OVERLAPS = """
SELECT 'overlap', p.name, g.slug, a.start_on, a.end_on, b.start_on, b.end_on
FROM appointments a JOIN appointments b
  ON b.person_id = a.person_id AND b.group_id = a.group_id AND b.id > a.id
  AND a.start_on <= b.end_on AND b.start_on <= a.end_on
JOIN people p ON p.id = a.person_id JOIN groups g ON g.id = a.group_id"""
SERVING_IN_RETIRED = """
SELECT 'retired', p.name, g.slug, g.retired_on, a.start_on, a.end_on
FROM appointments a JOIN groups g ON g.id = a.group_id JOIN people p ON p.id = a.person_id
WHERE a.end_on >= g.retired_on"""
# Who a record is about.
OWNERS = {
    "people": "SELECT id, id FROM people",
    "appointments": "SELECT id, person_id FROM appointments",
    "volunteers": "SELECT id, person_id FROM volunteers",
    "volunteer_steps": "SELECT s.id, v.person_id FROM volunteer_steps s "
                       "JOIN volunteers v ON v.id = s.volunteer_id",
    "speakers": "SELECT id, person_id FROM speakers",
}


class Violation(Exception):
    pass


def rows_of(section):
    """Every table's rows by their keys, as dictionaries."""
    connection = sqlite3.connect("file:" + section.file + "?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        tables = [row[0] for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        rows = {}
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                row = dict(row)
                key = row["id"] if "id" in row else tuple(row.values())
                rows[table, key] = row
        return rows
    finally:
        connection.close()


def is_about(section, person):
    """The keys of the records that are about a person."""
    return {(table, key) for table, sql in OWNERS.items()
            for key, owner in section.ask(sql) if owner == person}


def folded(text):
    """As the program compares names: without case and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold())
                   if not unicodedata.combining(letter))


def without(text, names):
    """A text with what may be erased from it, and what may stand there instead, taken out."""
    encoded = [name.replace("@", "%40") for name in names if "@" in name]
    known = sorted([*encoded, *names], key=len, reverse=True)    # an address before a part of it
    for name in [*known, FORGOTTEN, "former-member", "(erased)"]:
        words = re.split(r"[\s-]+", name)
        pattern = r"(?:[\s_-]+|%20)".join(map(re.escape, words))
        text = re.sub(pattern, "", text, flags=re.IGNORECASE)
        if len(words) == 2:
            text = re.sub(re.escape(f"{words[1]}, {words[0]}"), "", text, flags=re.IGNORECASE)
    return re.sub(r"-\d+$|[<>'\" -]", "", text)


class Model(Commands):
    """Draws commands of all kinds, and also some that forget, merge, export and import."""

    def mention(self):
        """Words that name a person."""
        first, address = self.described().split(" <")[0], self.person()
        return self.random.choice([f"asked by {first}", f"see {address}", first.upper(),
                                   ", ".join(reversed(first.split(" ", 1)))])

    def words(self):
        return self.mention() if self.random.random() < 0.3 else super().words()

    def link(self):
        name = self.described().split(" <")[0].replace(" ", self.random.choice(["%20", "-", "_"]))
        return f"https://drive.example/{name}/minutes?by={self.person().replace('@', '%40')}"

    def with_links(self):
        group, on = self.group(), self.day()
        return self.random.choice([
            ["meeting", "add", group, "--on", on, "--agenda", self.link()],
            ["report-due", "submit", group, "2026-12", "--link", self.link()],
            ["checklist", "add", "Call " + self.described().split(" <")[0], "--month", "may"],
            ["group", "add", self.described().split(" <")[0] + " Fund", "--kind",
             "interest-group"],
        ])

    def forget(self):
        words = ["person", "forget", self.person(), "--yes"]
        return words + (["--end-terms"] if self.random.random() < 0.8 else [])

    def group_life(self):
        day = self.random.choice(LATER_DAYS + ["2026-11-24", "2026-12-01"])
        return self.random.choice([
            ["group", "merge", self.group(), self.group(), "--on", day],
            ["group", "merge", self.group(), self.group()],
            ["group", "retire", self.group(), "--on", day, "--end-terms"],
            ["group", "retire", self.group(), "--on", day],
            ["group", "restore", self.group()],
        ])

    def replacement(self):
        return ["appoint", self.described(), self.group(), "--role",
                self.random.choice(["chair", "co-chair", "member"]), "--replace", "--override",
                self.words()]

    def look(self):
        return self.random.choice([
            ["roster"], ["check"], ["digest"], ["checklist"], ["log", "--limit", "5"], ["plan"],
            ["person", "show", self.person()], ["group", "show", self.group()],
            ["program", "list", "--venue", self.random.choice(VENUES)], ["volunteer", "list"],
            ["calendar", "-f", "ics"], ["page"], ["handover", self.group()],
            ["handbook", "--section", "2"], ["roster", "--nonsense"], ["appoint"],
        ])

    def draw(self):
        extra = [self.forget, self.group_life, self.group_life, self.replacement, self.with_links,
                 self.look, self.history, self.history]
        if self.random.random() < 0.4:
            return self.random.choice(extra)()
        return super().draw()


class Series:
    """One section and the commands that it was given."""

    def __init__(self, sample, seed):
        self.random = random.Random(seed)
        self.section = sample.copy("section")
        self.commands = Model(self.section, self.random)
        self.typed = []
        self.done = 0

    def run(self, section, *words):
        self.typed.append((section.name, words))
        done = section.run("-q", *words, allowed=range(-64, 256))
        if done.returncode not in (0, 2, 3):
            raise Violation(f"status {done.returncode}: {done.stderr}")
        for line in done.stderr.splitlines():
            if not line.startswith("lmsection: "):
                raise Violation(f"on standard error: {line}")
        if done.returncode != 0 and done.stdout:
            raise Violation("a refused command wrote to standard output")
        self.check_rules(section)
        return done

    @staticmethod
    def check_rules(section):
        broken = section.ask(OVERLAPS) + section.ask(SERVING_IN_RETIRED)
        if broken:
            raise Violation(f"{broken}")

    def step(self):
        draw = self.random.random()
        if draw < 0.01:
            self.merge()
        elif draw < 0.02:
            self.import_again()
        else:
            words = self.commands.draw()
            if words[:2] == ["person", "forget"]:
                self.forget(words)
            else:
                self.run(self.section, *words)
        self.done += 1
        if self.done % CHECKED_EVERY == 0:
            self.check_file()

    def merge(self):
        """Two people work on a copy each, and merge."""
        other = self.section.copy("other")
        for section in (self.section, other):
            commands = Model(section, self.random)
            for _ in range(self.random.randint(1, 6)):
                self.run(section, *commands.draw())
                self.done += 1
        self.run(self.section, "merge", other.file, self.random.choice(["--ours", "--theirs"]))
        self.done += 1

    def import_again(self):
        """The section goes on in a file made from its export."""
        again = self.exported_and_imported()
        shutil.copyfile(again.file, self.section.file)

    def exported_and_imported(self):
        again = Section(self.section.binary, self.section.folder, "again")
        lines = os.path.join(self.section.folder, "section.jsonl")
        for file in (again.file, lines):
            if os.path.exists(file):
                os.remove(file)
        for section, words in ((self.section, ("export", "-o", lines)), (again, ("import", lines))):
            done = section.run(*words, allowed=range(-64, 256))
            if done.returncode != 0:
                raise Violation(f"{words[0]}: status {done.returncode}: {done.stderr}")
        return again

    def check_file(self):
        done = self.section.run("doctor", allowed=range(-64, 256))
        if done.returncode != 0:
            raise Violation(f"doctor: {done.stdout}{done.stderr}")
        again = self.exported_and_imported()
        if rows_of(self.section) != rows_of(again):
            raise Violation("export and import gave other rows")
        if again.run("export").stdout != self.section.run("export").stdout:
            raise Violation("export and import gave another export")

    def forget(self, words):
        found = self.section.ask("SELECT id, name, email FROM people "
                                 f"WHERE email = '{words[2]}'")
        before = rows_of(self.section)
        about = is_about(self.section, found[0][0]) if found else set()
        if self.run(self.section, *words).returncode == 0 and found:
            self.check_forgotten(found[0], before, about)

    def check_forgotten(self, person, before, about):
        number, name, address = person
        after = rows_of(self.section)
        names = {name, address}
        others = {folded(row["name"]) for (table, _), row in before.items()
                  if table == "people" and row["id"] != number}
        # Somebody else may have had the name for a while, and keeps it in the history.
        others |= {folded(words[words.index("--name") + 1]) for _, words in self.typed
                   if "--name" in words}
        may_be_erased = names | former_names(self.typed)
        with open(self.section.file, "rb") as file:
            content = file.read().lower()
        if address.lower().encode() in content:
            raise Violation(f"{address} is still in the file")
        if folded(name) not in others and re.search(
                rb"(?<![\w-])" + re.escape(name.lower().encode()) + rb"(?![\w-])", content):
            raise Violation(f"{name} is still in the file")
        for place, row in before.items():
            if place in about or place[0] == "volunteer_choices":
                continue
            if place not in after:
                raise Violation(f"{place} is gone: {row}")
            self.compare(place, row, after[place], may_be_erased, about)

    @staticmethod
    def compare(place, before, after, names, about):
        for column, value in before.items():
            now = after[column]
            if now == value:
                continue
            if place[0] == "history" and column != "actor":
                if column == "command" or any(mentions(cell, names) for cell in before.values()):
                    continue
                keys = [key.to_bytes(8, "big") for _, key in about]
                if any(key in before["changes"] for key in keys):
                    continue
            if not isinstance(value, str) or without(value, names) != without(now, names):
                raise Violation(f"{place}: {column} was {value!r} and is {now!r}")


def mentions(value, names):
    """Whether a value has one of some names, in either order, or an address."""
    content = (value if isinstance(value, bytes) else str(value).encode()).lower()
    turned = [", ".join(reversed(name.split(" ", 1))) for name in names]
    linked = [name.replace("@", "%40").replace(" ", joint) for name in names
              for joint in ("%20", "-", "_")]
    return any(name.lower().encode() in content for name in [*names, *turned, *linked])


def former_names(typed):
    """Every name and address that was typed for anybody: a person may have had them."""
    names = set()
    for _, words in typed:
        for word in words:
            names.update(name for name in re.findall(r"(?=\b([A-Z][a-z]+ [A-Z][a-z]+))", word)
                         if not {"Call", "Thank", "Fund"} & set(name.split()))    # part of a title
            names.update(re.findall(r"[\w.-]+@[\w.-]+", word))
    return names


def check_series(sample, seed, commands):
    """How many commands were run; raises at the first violation."""
    series = Series(sample, seed)
    try:
        while series.done < commands:
            series.step()
        series.check_file()
    except Violation as violation:
        print(f"seed {seed}: {str(violation)[:1000]}")
        for name, words in series.typed[-12:]:
            print(f"  {name}: {' '.join(map(repr, words))}")
        return series.done, 1
    return series.done, 0


def prove_it_can_fail(binary, source):
    """A section that breaks a rule is found."""
    with tempfile.TemporaryDirectory(prefix="lmsection-model-") as folder:
        write_forms(folder)
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        connection = sqlite3.connect(sample.file)
        connection.execute("UPDATE groups SET retired_on = '2020-01-01'")
        connection.commit()
        connection.close()
        _, violations = check_series(sample, 1, 10)
    sys.exit(0 if violations == 1 else "nothing was found")


def main():
    if sys.argv[1] == "--prove-it-can-fail":
        prove_it_can_fail(*sys.argv[2:])
    binary, source, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    run = violations = 0
    with tempfile.TemporaryDirectory(prefix="lmsection-model-") as folder:
        write_forms(folder)
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        while run < wanted:
            done, found = check_series(sample, seed, min(SERIES, wanted - run))
            run += max(done, 1)
            violations += found
            seed += 1
    print(f"{run} commands, {violations} violations")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
