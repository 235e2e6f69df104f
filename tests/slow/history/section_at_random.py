"""A section's database, and commands on it drawn at random, run through the real binary.

Names, days and words come from small pools, so that two who draw on their own often mean the same
thing. A command may be refused (status 3): a user's would be too. No other failure is let pass.
"""

import os
import shutil
import sqlite3
import subprocess

TODAY = "2026-11-24"
FIRST_NAMES = ["Ana", "Ben", "Chi", "Dov", "Eva", "Fay"]
LAST_NAMES = ["Diaz", "Okafor", "Sato"]
WORDS = ["City Library", "State Library", "Two projects at once", "See the minutes", "Agreed by mail"]
DAYS = ["2026-09-15", "2026-10-20", "2026-11-03", "2026-11-24"]
LATER_DAYS = ["2026-12-31", "2027-02-28", "2027-05-31"]
VENUES = ["ala-annual", "core-forum", "webinar"]
FORMS = """Timestamp,Name,Email Address,First choice,Comments
2026-10-01 09:00:00,Gus Weber,gus@lib.example,Middle Managers,Evenings
2026-10-02 10:00:00,Ana Diaz,ana.diaz@lib.example,Member Experience,
"""


class Section:
    """One database file, which only the binary writes."""

    def __init__(self, binary, folder, name):
        self.binary = os.path.abspath(binary)
        self.folder = folder
        self.name = name
        self.file = os.path.join(folder, name + ".db")
        self.environment = {"LMSECTION_DB": self.file, "LMSECTION_TODAY": TODAY,
                            "LMSECTION_ACTOR": name}

    def run(self, *words, allowed=(0, 3)):
        done = subprocess.run([self.binary, *words], env=self.environment, cwd=self.folder,
                              capture_output=True, text=True)
        assert done.returncode in allowed, (self.name, words, done.returncode, done.stderr)
        return done

    def load_sample(self, source):
        sample = os.path.join(os.path.abspath(source), "data", "sample")
        self.run("init", allowed=(0,))
        self.run("appoint", "--from", os.path.join(sample, "appointments.csv"), allowed=(0,))
        self.run("volunteer", "import", os.path.join(sample, "volunteers.csv"), allowed=(0,))
        self.run("meeting", "add", "--from", os.path.join(sample, "meetings.csv"), allowed=(0,))
        self.run("program", "add", "--from", os.path.join(sample, "programs.csv"), allowed=(0,))

    def copy(self, name):
        other = Section(self.binary, self.folder, name)
        shutil.copyfile(self.file, other.file)
        return other

    def ask(self, sql):
        connection = sqlite3.connect("file:" + self.file + "?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def records(self):
        """Every row of every table but the history's, in an order of its own."""
        tables = [name for name, in self.ask(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'history' "
            "AND name NOT LIKE 'sqlite_%' ORDER BY name")]
        return {table: sorted(map(repr, self.ask(f'SELECT * FROM "{table}"')))
                for table in tables}

    def exported(self):
        """All that the section holds, as the program writes it, but for who changed what."""
        return self.run("export", "--without-history", allowed=(0,)).stdout

    def history(self):
        return self.ask("SELECT id, at, actor, command, hex(changes), undoes FROM history "
                        "ORDER BY id")

    def conflicts(self):
        """The numbers of the conflicts of `sync` that wait for a decision."""
        lines = self.run("sync", "conflicts", "-f", "csv", allowed=(0,)).stdout.splitlines()[1:]
        return sorted({line.split(",")[0] for line in lines})

    def faults(self):
        """What SQLite finds wrong with the file."""
        wrong = [row for row in self.ask("PRAGMA integrity_check") if row != ("ok",)]
        return wrong + self.ask("PRAGMA foreign_key_check")


def difference(one, two):
    """The rows that only one of two sets of records has."""
    return {table: (sorted(set(one[table]) - set(two[table])),
                    sorted(set(two[table]) - set(one[table])))
            for table in one if one[table] != two[table]}


def check_same(sections):
    """Fails unless all are sound and have the same records and history."""
    first = sections[0]
    assert not first.faults(), first.faults()
    for other in sections[1:]:
        assert first.records() == other.records(), (
            first.name, other.name, difference(first.records(), other.records()))
        mine, others = first.history(), other.history()
        assert mine == others, [entry[:4] for entry in set(mine) ^ set(others)]


class Commands:
    """Draws commands that fit what a section holds now."""

    def __init__(self, section, random):
        self.section = section
        self.random = random

    def one_of(self, sql, otherwise):
        rows = self.section.ask(sql + " LIMIT 200")
        return str(self.random.choice(rows)[0]) if rows else otherwise

    def person(self):
        """Somebody on record; mostly one of those whom the pools name."""
        if self.random.random() < 0.7:
            return self.one_of("SELECT email FROM people WHERE email LIKE '%@lib.example'",
                               "nobody@lib.example")
        return self.one_of("SELECT email FROM people WHERE email IS NOT NULL", "nobody@lib.example")

    def described(self):
        first, last = self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES)
        if self.random.random() < 0.1:
            return f"{first} {last}"
        return f"{first} {last} <{first.lower()}.{last.lower()}@lib.example>"

    def group(self):
        return self.one_of("SELECT slug FROM groups", "middle-managers")

    def item(self):
        return self.one_of("SELECT slug FROM checklist_items", "nothing")

    def program(self):
        return self.one_of("SELECT title FROM programs", "nothing")

    def waiting(self):
        return self.one_of("SELECT p.email FROM volunteers v JOIN people p ON p.id = v.person_id "
                           "WHERE p.email IS NOT NULL", "nobody@lib.example")

    def words(self):
        return self.random.choice(WORDS)

    def day(self):
        return self.random.choice(DAYS)

    def appoint(self):
        role = self.random.choice(["member", "member", "chair", "co-chair"])
        words = ["appoint", self.described(), self.group(), "--role", role]
        if self.random.random() < 0.5:
            words += ["--years", self.random.choice("12")]
        if self.random.random() < 0.4:
            words += ["--override", self.words()]
        return words

    def term(self):
        serving = self.section.ask("SELECT p.email, g.slug FROM appointments a "
                                   "JOIN people p ON p.id = a.person_id "
                                   "JOIN groups g ON g.id = a.group_id WHERE p.email IS NOT NULL")
        person, group = self.random.choice(serving or [("nobody@lib.example", "middle-managers")])
        if self.random.random() < 0.6:
            return ["appoint", "end", person, group, "--on", self.random.choice(LATER_DAYS),
                    "--reason", self.words()]
        return ["appoint", "renew", person, group]

    def person_record(self):
        return self.random.choice([
            ["person", "add", self.described()],
            ["person", "edit", self.person(), "--institution", self.words()],
            ["person", "edit", self.person(), "--note", self.words()],
            ["person", "edit", self.person(), "--name", self.described().split(" <")[0]],
            ["person", "edit", self.person(), "--email",
             self.random.choice(FIRST_NAMES).lower() + "@other.example"],
            ["person", "merge", self.person(), self.person()],
        ])

    def report(self):
        return self.random.choice([
            ["report-due", "submit", self.group(), "2026-12", "--on", self.day(), "--link",
             "https://drive.example/" + self.random.choice("ab")],
            ["report-due", "submit", self.group(), "2026-12"],
            ["report-due", "retract", self.group(), "2026-12"],
        ])

    def meeting(self):
        group, on = self.random.choice(["leadership-team", "middle-managers"]), self.day()
        return self.random.choice([
            ["meeting", "add", group, "--on", on],
            ["meeting", "add", group, "--on", on, "--note", self.words()],
            ["meeting", "edit", group, "--on", on, "--minutes",
             "https://drive.example/" + self.random.choice("ab")],
            ["meeting", "remove", group, "--on", on],
        ])

    def checklist(self):
        return self.random.choice([
            ["checklist", "done", self.item(), "--on", self.day()],
            ["checklist", "skip", self.item(), "--reason", self.words()],
            ["checklist", "reopen", self.item()],
            ["checklist", "add", "Thank " + self.random.choice(FIRST_NAMES), "--month", "may"],
            ["checklist", "edit", self.item(), "--title", self.words()],
            ["checklist", "edit", self.item(), "--month", self.random.choice(["june", "july"])],
        ])

    def dated(self):
        return self.random.choice([
            ["event", "set", "ala-annual", "--start", "2027-06-24", "--end",
             self.random.choice(["2027-06-28", "2027-06-29"])],
            ["event", "remove", "ala-annual", "--year", "2026"],
            ["duty", "done", "consortium-management", "learning-events", "--on", self.day()],
            ["duty", "reopen", "consortium-management", "learning-events"],
        ])

    def group_record(self):
        return self.random.choice([
            ["group", "add", self.random.choice(["Data Services", "New Spaces"]), "--kind",
             "interest-group"],
            ["group", "edit", self.group(), "--charge", self.words()],
            ["group", "retire", self.group(), "--on", self.random.choice(LATER_DAYS),
             "--end-terms"],
            ["group", "restore", self.group()],
        ])

    def program_record(self):
        title = self.program()
        speaker = self.described()
        return self.random.choice([
            ["program", "add", "On " + self.words(), "--venue", self.random.choice(VENUES)],
            ["program", "edit", title, "--group", self.group()],
            ["program", "submit", title, "--on", self.day()],
            ["program", "accept", title],
            ["program", "decline", title, "--note", self.words()],
            ["program", "withdraw", title],
            ["program", "carry", title, "--to", "webinar"],
            ["program", "speaker", "add", title, speaker, "--stipend", "150"],
            ["program", "speaker", "remove", title, speaker.split(" <")[0]],
        ])

    def volunteer(self):
        person = self.waiting()
        return self.random.choice([
            ["volunteer", "add", self.described(), "--choice", self.group()],
            ["volunteer", "import", "forms.csv"],
            ["volunteer", "assign", person, self.person()],
            ["volunteer", "accept", person, "--skip", self.words()],
            ["volunteer", "decline", person, "--reason", self.words()],
            ["volunteer", "withdraw", person, "--reason", self.words()],
            ["volunteer", "appoint", person, "--skip", self.words()],
        ])

    def history(self):
        entry = self.one_of("SELECT id FROM history ORDER BY id DESC", "1")
        return self.random.choice([["undo"], ["redo"], ["undo", entry], ["redo", entry]])

    def disputing(self, words):
        """What another may type who means the same thing and says something else of it."""
        pools = [WORDS, DAYS, LATER_DAYS, VENUES, ["1", "2"], ["member", "chair", "co-chair"],
                 ["https://drive.example/a", "https://drive.example/b"]]
        changed = [(at, pool) for at, word in enumerate(words) for pool in pools if word in pool]
        if not changed:
            return list(words)
        at, pool = changed[-1]
        return words[:at] + [self.random.choice(pool)] + words[at + 1:]

    def draw(self):
        kinds = [self.appoint, self.appoint, self.term, self.person_record, self.person_record,
                 self.report, self.meeting, self.checklist, self.dated, self.group_record,
                 self.program_record, self.volunteer, self.history]
        return self.random.choice(kinds)()


def write_forms(folder):
    with open(os.path.join(folder, "forms.csv"), "w", encoding="utf-8") as file:
        file.write(FORMS)
