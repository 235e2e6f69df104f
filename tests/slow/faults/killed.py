"""Commands killed (SIGKILL) at moments drawn at random: nothing committed is lost, nothing is half done.

usage: killed.py BINARY SOURCE_FOLDER MOMENTS [SEED]
The moments are shared out among the kinds of commands below. Half of a kind's are spread over the
whole run of its command, half over the part in which it writes files.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from states import Section, require_sound, state_of  # noqa: E402

PEOPLE = 400
UNFINISHED = re.compile(r"\.new-[A-Za-z0-9]{6}(-journal)?$")
WORK_FOLDER = re.compile(r"^lmsection-[A-Za-z0-9]{6}$")
OLD = b"what was there before\n"


def read(file):
    if not os.path.exists(file):
        return None
    with open(file, "rb") as stream:
        return stream.read()


def write(file, content):
    with open(file, "wb") as stream:
        stream.write(content)


def require_told(section, journal):
    """What `doctor` finds in a sound file whose last command left that journal, if any."""
    told = require_sound(section)
    if journal is None:
        wanted = "no command was interrupted"
    elif not journal or journal[0] == 0:
        wanted = "interrupted before it changed anything"
    else:
        wanted = "its partial changes were rolled back"
    assert wanted in told["crash"]["found"], (journal and journal[:32], told["crash"])
    return told


class Place:
    """A folder in which a command runs, with a database and whatever files it needs."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.temporary = os.path.join(folder, "tmp")
        os.makedirs(self.temporary, exist_ok=True)
        self.section = Section(binary, folder, "section")
        self.section.environment.update({"TMPDIR": self.temporary, "LMSECTION_ACTOR": "tester"})

    def copy(self, folder):
        if os.path.exists(folder):
            shutil.rmtree(folder)
        shutil.copytree(self.folder, folder)
        return Place(self.binary, folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, words):
        """Runs the command; what it says goes to a file, for a pipe could fill up and stop it."""
        self.said = tempfile.TemporaryFile("w+")
        return subprocess.Popen([self.binary, *words], env=self.section.environment,
                                cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=self.said)

    def what_was_said(self):
        self.said.seek(0)
        return self.said.read()

    def names(self):
        return set(os.listdir(self.folder)) | set(os.listdir(self.temporary))

    def unfinished(self, known):
        """What lies here that no command means to leave; each must be named as the docs say."""
        left = self.names() - known
        for name in left:
            named = UNFINISHED.search(name) or WORK_FOLDER.match(name)
            assert (named or name == "section.db-journal" or
                    name.startswith("section.db.sync")), f"{name} is left behind"
        return left


class Kind:
    """A kind of command; what its files may look like after it was killed."""

    def __init__(self, name, words, prepare=lambda place: None):
        self.name, self.words, self.prepare = name, words, prepare

    def rehearse(self, base, folder):
        """Runs the command unkilled, for its outcome and its times."""
        self.base = base.copy(os.path.join(folder, "base " + self.name))
        self.prepare(self.base)
        self.before = self.look(self.base)
        self.known = self.base.names()
        self.begins, self.lasts = [], []
        for _ in range(3):
            place = self.base.copy(os.path.join(folder, "rehearsal"))
            self.time_it(place)
            self.known |= place.names()
            after = self.state(place)
            assert getattr(self, "after", after) == after, f"{self.name}: two runs differ"
            self.after = after
        assert self.state(self.base) != self.after, f"{self.name} changes nothing"

    def state(self, place):
        """What the files hold, in a form that is the same after each unkilled run."""
        return self.look(place)

    def time_it(self, place):
        names = place.names()
        process = place.start(self.words)
        start, begin = time.perf_counter(), None
        while process.poll() is None:
            if begin is None and place.names() != names:
                begin = time.perf_counter() - start
        self.lasts.append(time.perf_counter() - start)
        self.begins.append(begin or 0)
        assert process.returncode == 0, (self.name, place.what_was_said())

    def moments(self, count, draw):
        """Delays in seconds, one for each of as many equal parts of the time."""
        whole = count // 2
        begin, end = min(self.begins), max(self.lasts) * 1.05
        spread = [(i + draw.random()) / whole * end for i in range(whole)]
        writing = count - whole
        spread += [begin + (i + draw.random()) / writing * (end - begin) for i in range(writing)]
        draw.shuffle(spread)
        return spread

    def kill_at(self, delay, folder, counts):
        place = self.base.copy(os.path.join(folder, "killed"))
        process = place.start(self.words)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert process.returncode in (0, -signal.SIGKILL), (self.name, place.what_was_said())
        counts.add(self.name, "moments")
        left = place.unfinished(self.known)
        done = self.judge(place, process.returncode == 0, left, counts)
        if process.returncode != 0:
            counts.add(self.name, "killed, done" if done else "killed, not done")
        if not done:
            self.run_again(place)

    def run_again(self, place):
        """What a killed command left is in nobody's way."""
        place.section.run(*self.words, allowed=(0,))
        assert self.state(place) == self.after, f"{self.name}: again"


class Change(Kind):
    """A command that changes the database."""

    def look(self, place):
        """An export; empty where there is no database."""
        if not os.path.exists(place.section.file):
            return ""
        return place.section.run("export", allowed=(0,)).stdout

    def state(self, place):
        return state_of(self.look(place), self.before)

    def judge(self, place, acknowledged, left, counts):
        was_there = os.path.exists(place.section.file)
        journal = read(place.section.file + "-journal")
        if not was_there:
            assert not self.before and not acknowledged, f"{self.name}: the file is gone"
            counts.add(self.name, "unfinished", any(UNFINISHED.search(name) for name in left))
            return False
        told = require_told(place.section, journal)
        drafts = any(name.startswith("section.db.new-") for name in left)
        assert drafts == ("left-overs" in told), (left, told)
        counts.add(self.name, "journal", journal is not None)
        counts.add(self.name, "unfinished", drafts)
        found = self.state(place)
        if found == self.after:
            return True
        assert not acknowledged, f"{self.name}: a change that was acknowledged is lost"
        assert found == self.state(self.base), f"{self.name}: half done"
        return False


class Forgetting(Change):
    """Erases, which is whole or not done; and then writes the file anew, which `doctor` finishes."""

    def state(self, place):
        if require_sound(place.section)["erased"]["verdict"] == "warning":
            place.section.run("doctor", "--rewrite", allowed=(0,))
        return super().state(place)


class Syncing(Change):
    """Merges what another officer wrote into a shared folder, and writes a copy for the others."""

    def state(self, place):
        return super().state(place), self.copies(place)

    def copies(self, place):
        """Whose copies are in the folder, in which states, and how many."""
        place.section.run("event", "list", allowed=(0,))    # rolls back what was half written
        told = place.section.run("sync", "shared", "--status", "-f", "csv", allowed=(0,)).stdout
        rows = [row.split(",")[:2] for row in told.splitlines()[1:]]
        assert "incomplete" not in told, f"{self.name}: a copy is half written"
        return sorted(rows)

    def judge(self, place, acknowledged, left, counts):
        journal = read(place.section.file + "-journal")
        counts.add(self.name, "journal", journal is not None)
        counts.add(self.name, "unfinished", self.drafts(place) != [])
        export, copies = self.state(place)
        require_sound(place.section)
        if (export, copies) == self.after:
            return True
        assert not acknowledged, f"{self.name}: a change that was acknowledged is lost"
        assert export in (self.state(self.base)[0], self.after[0]), f"{self.name}: half done"
        return False

    def drafts(self, place):
        names = os.listdir(place.folder) + os.listdir(place.path("shared"))
        return [name for name in names if "sync-draft" in name or name.endswith(".tmp")]

    def run_again(self, place):
        super().run_again(place)
        assert self.drafts(place) == [], f"{self.name}: {self.drafts(place)} left behind"


class Growing(Change):
    """Appoints to one file, which goes on from moment to moment with all that was done."""

    def kill_at(self, delay, folder, counts):
        number = counts.of(self.name, "moments")
        self.words = ["appoint", f"Person {number} <p{number}@lib.example>", "middle-managers"]
        once = self.base.copy(os.path.join(folder, "once"))
        once.section.run(*self.words, allowed=(0,))
        self.before = self.look(self.base)
        self.after = self.state(once)
        super().kill_at(delay, folder, counts)
        shutil.copyfile(os.path.join(folder, "killed", "section.db"), self.base.section.file)
        people = self.base.section.ask("SELECT count(*) FROM people WHERE email LIKE 'p%@lib.example' "
                                       "AND name LIKE 'Person %'")
        assert people == [(number + 1,)], "somebody who was appointed before is lost"


class Output(Kind):
    """A command that writes a file of its own, where none was or over an older one."""

    def __init__(self, name, words, file, over_an_older=False, is_database=False):
        def prepare(place):
            if over_an_older:
                write(place.path(file), OLD)
        super().__init__(name, words, prepare)
        self.file, self.is_database = file, is_database

    def look(self, place):
        content = read(place.path(self.file))
        if content is None or content == OLD or not self.is_database:
            return content
        copy = Section(place.binary, place.folder, os.path.splitext(self.file)[0])
        require_sound(copy)
        return copy.run("export", allowed=(0,)).stdout

    def judge(self, place, acknowledged, left, counts):
        require_sound(place.section)
        counts.add(self.name, "unfinished", bool(left))
        found = self.look(place)
        assert found in (self.before, self.after), f"{self.name}: {self.file} is half written"
        assert found == self.after or not acknowledged, f"{self.name}: {self.file} is not there"
        return found == self.after


class Counts:
    columns = ["moments", "killed, not done", "killed, done", "journal", "unfinished"]

    def __init__(self):
        self.counted = {}

    def add(self, kind, what, much=True):
        row = self.counted.setdefault(kind, dict.fromkeys(self.columns, 0))
        row[what] += int(much)

    def of(self, kind, what):
        return self.counted.get(kind, {}).get(what, 0)

    def all(self, what):
        return sum(row[what] for row in self.counted.values())

    def tell(self):
        print(f"{'':30}" + "".join(f"{column:>18}" for column in self.columns))
        for kind, row in self.counted.items():
            print(f"{kind:30}" + "".join(f"{row[column]:18}" for column in self.columns))
        killed = self.all("killed, not done") + self.all("killed, done")
        print(f"{self.all('moments')} moments: {killed} hit a running command, "
              f"{self.all('killed, not done')} of them before and {self.all('killed, done')} after "
              f"its change was made; {self.all('journal')} left a journal, "
              f"{self.all('unfinished')} an unfinished file; 0 changes lost, 0 half done, "
              "0 damaged files, 0 half-written outputs")


def many_people(place, file):
    groups = [slug for slug, in place.section.ask(
        "SELECT slug FROM groups WHERE kind = 'interest-group'")]
    lines = ["name,email,group,role"]
    for number in range(PEOPLE):
        lines.append(f"Member {number},m{number}@lib.example,{groups[number % len(groups)]},member")
    write(place.path(file), ("\n".join(lines) + "\n").encode())


def forms(place):
    lines = ["Timestamp,Name,Email Address,First choice,Comments"]
    for number in range(PEOPLE):
        lines.append(f"2026-10-01 09:00:00,Helper {number},h{number}@lib.example,"
                     "Middle Managers,Evenings")
    write(place.path("forms.csv"), ("\n".join(lines) + "\n").encode())


def with_many(place):
    place.section.run("appoint", "--from", "many.csv", "-q", allowed=(0,))


def nothing_but_an_export(place):
    with_many(place)
    place.section.run("export", "-o", "section.jsonl", allowed=(0,))
    os.remove(place.section.file)


def a_copy_that_went_on(place):
    """Two copies on each of which somebody worked."""
    other = place.section.copy("other")
    other.run("appoint", "--from", "many.csv", "-q", allowed=(0,))
    place.section.run("person", "add", "Fay Sato <fay.sato@lib.example>", allowed=(0,))


def a_shared_folder(place):
    """Another officer has written there; both have edited one note."""
    os.mkdir(place.path("shared"))
    place.section.run("person", "add", "Ben Sato <ben.sato@lib.example>", allowed=(0,))
    other = place.section.copy("other")
    other.run("appoint", "--from", "many.csv", "-q", allowed=(0,))
    other.run("person", "edit", "ben.sato@lib.example", "--note", "x", allowed=(0,))
    other.run("sync", "shared", "--officer", "kim", allowed=(0,))
    place.section.run("person", "edit", "ben.sato@lib.example", "--note", "y", allowed=(0,))


def an_older_copy(place):
    place.section.copy("older")
    with_many(place)


def kept_database(source, schema):
    def prepare(place):
        shutil.copyfile(os.path.join(source, "tests", "data", f"schema-{schema}.db"),
                        place.section.file)
    return prepare


class Migration(Kind):
    """A database of an older schema, brought up to date by the first command that opens it."""

    def __init__(self, source, schema):
        super().__init__(f"migrate schema {schema}", ["roster"], kept_database(source, schema))
        self.schema = schema

    def look(self, place):
        """The version before anybody but us opened the file, and all that is in it."""
        version = place.section.ask("PRAGMA user_version")[0][0]
        export = place.copy(place.folder + " seen").section.run("export", allowed=(0,)).stdout
        return f"{version}\n{export}"

    def judge(self, place, acknowledged, left, counts):
        journal = read(place.section.file + "-journal")
        require_told(place.section, journal)
        counts.add(self.name, "journal", journal is not None)
        counts.add(self.name, "unfinished", any(UNFINISHED.search(name) for name in left))
        for name in os.listdir(place.folder):
            if re.search(r"\.schema-\d$", name):
                self.require_as_before(place.path(name), place)
        found = self.look(place)
        assert found in (self.before, self.after), f"{self.name}: half done"
        assert found == self.after or not acknowledged, f"{self.name}: not done"
        return found == self.after

    def require_as_before(self, copy, place):
        with tempfile.TemporaryDirectory(dir=place.temporary) as folder:
            seen = Section(place.binary, folder, "section")
            shutil.copyfile(copy, seen.file)
            require_sound(seen)
            version = seen.ask("PRAGMA user_version")[0][0]
            export = seen.run("export", allowed=(0,)).stdout
        assert f"{version}\n{export}" == self.before, f"{copy} is not what was there"


def all_kinds(source):
    """As many kinds as there are ways to write a file."""
    documents = [("roster.csv", ["roster", "-f", "csv"]), ("roster.html", ["roster", "-f", "html"]),
                 ("roster.xlsx", ["roster", "-f", "xlsx"]), ("page.html", ["page"]),
                 ("section.jsonl", ["export"])]
    outputs = [Output(f"{words[0]} to {file}" + (", over" if over else ""),
                      [*words, "-o", file], file, over)
               for file, words in documents for over in (False, True)]
    return [
        Growing("appoint", ["appoint", "Ana Diaz <ana@lib.example>", "middle-managers"]),
        Change("appoint --from", ["appoint", "--from", "many.csv"]),
        Change("volunteer import", ["volunteer", "import", "forms.csv"], forms),
        Change("undo", ["undo"], with_many),
        Change("import", ["import", "section.jsonl"], nothing_but_an_export),
        Change("init", ["init"], lambda place: os.remove(place.section.file)),
        Change("merge", ["merge", "other.db"], a_copy_that_went_on),
        Syncing("sync", ["sync", "shared", "--officer", "ann"], a_shared_folder),
        Change("restore", ["restore", "older.db"], an_older_copy),
        Forgetting("person forget", ["person", "forget", "m7@lib.example", "--end-terms", "--yes"],
                   with_many),
        *(Migration(source, schema) for schema in (1, 2, 3, 4)),
        Output("backup", ["backup", "copy.db"], "copy.db", is_database=True),
        Output("backup --force", ["backup", "copy.db", "--force"], "copy.db", True, True),
        *outputs,
    ]


def main():
    binary, source = map(os.path.abspath, sys.argv[1:3])
    moments = int(sys.argv[3])
    draw = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    counts = Counts()
    kinds = all_kinds(source)
    with tempfile.TemporaryDirectory(prefix="lmsection-killed-") as folder:
        base = Place(binary, os.path.join(folder, "sample"))
        base.section.load_sample(source)
        many_people(base, "many.csv")
        for number, kind in enumerate(kinds):
            kind.rehearse(base, folder)
            share = moments * (number + 1) // len(kinds) - moments * number // len(kinds)
            for delay in kind.moments(share, draw):
                kind.kill_at(delay, folder, counts)
    counts.tell()


if __name__ == "__main__":
    main()
