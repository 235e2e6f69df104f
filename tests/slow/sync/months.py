"""Months of officers who share a folder, drawn at random, which must end in one state.

usage: months.py BINARY SOURCE_FOLDER MONTHS [FIRST_SEED]

2 to 8 officers run random commands and `sync`, each in a folder of their own. A file service copies
what one writes to the others: late, in any order, twice, cut off, under another name, or not at all.
Machines are off for weeks, programs are killed at any moment, clocks are days off, databases are
restored from old backups, and people are forgotten. Then the service catches up, and:

- all have the same records and the same history;
- every change that a command confirmed is in it, and every value that was written is there, was
  replaced by somebody who saw it, or is named by a conflict;
- nobody is there twice, and nobody who was forgotten is left in any file;
- each conflict was listed under one number and, once decided, is open nowhere.

A month that fails is named by its seed, and the others run all the same. To run it alone, give
MONTHS 1 and that FIRST_SEED; it may end differently, since it depends on the clock when a program is
killed. If KEEP_MONTH is set, the folder of a failed month is copied there, with a log of what ran.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Commands, Section, check_same, write_forms  # noqa: E402

TICKS = 12          # moments of a month at which somebody may do something
CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *now) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(clock, now);
    const char *off = getenv("CLOCK_OFF");
    if (clock == CLOCK_REALTIME && off) now->tv_sec += atol(off);
    return code;
}
"""


def clock_library(folder):
    """A library that lets a program's clock be off; none without a C compiler."""
    source, library = os.path.join(folder, "clock.c"), os.path.join(folder, "clock.so")
    with open(source, "w", encoding="utf-8") as file:
        file.write(CLOCK)
    compiler = shutil.which("cc")
    if compiler:
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library if compiler else None


class Officer(Section):
    """A machine: a database, a folder that a service keeps in step, a clock."""

    def __init__(self, binary, folder, name, draw, clock):
        super().__init__(binary, folder, name)
        self.shared = os.path.join(folder, name + "-shared")
        os.mkdir(self.shared)
        self.known = {}             # what the service last saw in the folder
        self.read = {}              # what was read of it
        self.off_until = 0
        self.backup = None
        self.confirmed = set()      # entries whose command ended
        self.draw = draw
        if clock and draw.random() < 0.4:
            days = draw.choice([-30, -3, -1, 1, 5, 40])
            self.environment.update(LD_PRELOAD=clock, CLOCK_OFF=str(days * 86400))

    def run(self, *words, allowed=(0, 3)):
        self.log(f"{self.name} $ {' '.join(words)}")
        try:
            done = super().run(*words, allowed=allowed)
        except AssertionError as error:
            self.log(f"  {error}")
            raise
        self.log("".join(f"  {line}\n" for line in done.stderr.splitlines()).rstrip())
        return done

    def log(self, text):
        if text and os.environ.get("KEEP_MONTH"):
            with open(os.path.join(self.folder, "log"), "a", encoding="utf-8") as file:
                file.write(text + "\n")

    def person(self, address):
        """The id of whoever has an address; 0 for nobody."""
        rows = self.ask(f"SELECT id FROM people WHERE email = '{address}' UNION "
                        f"SELECT person_id FROM addresses WHERE email = '{address}'")
        return rows[0][0] if rows else 0

    def ids(self):
        return {id for id, in self.ask("SELECT id FROM history")}

    def command(self, words, killed=False):
        """Runs a command, which may be killed; whether it ended well."""
        if killed:
            process = subprocess.Popen([self.binary, *words], env=self.environment,
                                       cwd=self.folder, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(self.draw.random() * 0.08)
            process.kill()
            self.log(f"{self.name} $ {' '.join(words)}\n  killed, {process.wait()}")
            self.run("event", "list", allowed=(0,))    # rolls back what was half written
            return False
        before = self.ids()
        done = self.run(*words)
        if done.returncode == 0:
            self.confirmed |= self.ids() - before
        return done.returncode == 0

    def sync(self, killed=False):
        words = ["sync", self.shared, "--quiet", "--timeout", "600"]
        if killed:
            self.command(words, killed=True)
            return None
        return self.run(*words, allowed=(0,))

    def files(self):
        found = {}
        for entry in os.scandir(self.shared):
            if entry.name.startswith("."):
                continue
            stat = entry.stat()
            mark = stat.st_ino, stat.st_mtime_ns, stat.st_size
            if self.read.get(entry.name, (None,))[0] != mark:
                self.read[entry.name] = mark, open(entry.path, "rb").read()
            found[entry.name] = self.read[entry.name][1]
        return found

    def put(self, name, content):
        self.read.pop(name, None)
        with open(os.path.join(self.shared, name), "wb") as file:
            file.write(content)
        self.known[name] = content

    def drop(self, name):
        self.known.pop(name, None)
        if os.path.exists(os.path.join(self.shared, name)):
            os.remove(os.path.join(self.shared, name))


class Service:
    """Copies files between the folders, badly; `catch_up` makes good for it."""

    def __init__(self, officers, draw):
        self.officers = officers
        self.draw = draw
        self.waiting = []       # (when, order, officer, name, content or None)
        self.owner = {}

    def look(self, now):
        for officer in self.officers:
            files = officer.files()
            for name, content in files.items():
                if officer.known.get(name) != content:
                    officer.known[name] = content
                    self.owner[name] = officer
                    self.send(now, officer, name, content)
            for name in list(officer.known):
                if name not in files:
                    del officer.known[name]
                    if self.owner.get(name) is officer:
                        self.send(now, officer, name, None)

    def send(self, now, sender, name, content):
        for officer in self.officers:
            if officer is sender:
                continue
            chance = self.draw.random()
            at = now + self.draw.choice([0, 0, 1, 2, 5])
            if chance < 0.1:
                continue
            if content is not None and chance < 0.2:
                self.wait(at, officer, name, content[:self.draw.randrange(len(content))])
                at += self.draw.choice([1, 3])
            if content is not None and chance > 0.9:
                base = name[:-3]
                other = self.draw.choice([f"{base} (1).db", f"Copy of {name}",
                                          f"{base}.sync-conflict-20261124-100000-ABCDEFG.db"])
                self.wait(at + 1, officer, other, content)
            if chance > 0.85:
                self.wait(at + self.draw.choice([1, 4]), officer, name, content)
            self.wait(at, officer, name, content)

    def wait(self, at, officer, name, content):
        self.waiting.append((at, self.draw.random(), officer, name, content))

    def deliver(self, now):
        due = sorted((one for one in self.waiting
                      if one[0] <= now and one[2].off_until <= now), key=lambda one: one[:2])
        self.waiting = [one for one in self.waiting if one not in due]
        for _, _, officer, name, content in due:
            if content is None:
                officer.drop(name)
            else:
                officer.put(name, content)

    def catch_up(self):
        """Every folder gets what its owners have in theirs now."""
        self.look(0)
        self.waiting = []
        owned = {name: content for officer in self.officers
                 for name, content in officer.files().items() if self.owner.get(name) is officer}
        for officer in self.officers:
            for name in officer.files():
                if name not in owned:
                    officer.drop(name)
            for name, content in owned.items():
                if officer.known.get(name) != content:
                    officer.put(name, content)


class Notes:
    """Values that nobody else writes, and who had seen which."""

    def __init__(self):
        self.count = 0
        self.replaced = {}      # a value, and those that its writer saw
        self.added = {}         # an address, and the id of the person
        self.doomed = {}        # the address of somebody to be forgotten, and the name
        self.forgotten = set()
        self.forgotten_ids = set()
        self.merged = {}        # the id of a person, and those into whom they were merged

    def value(self):
        self.count += 1
        return f"token{self.count:04d}x"


class Month:
    def __init__(self, binary, source_file, folder, seed, clock):
        self.draw = random.Random(seed)
        self.folder = folder
        self.notes = Notes()
        self.officers = []
        for number in range(self.draw.choice([2, 2, 3, 3, 4, 5, 8])):
            officer = Officer(binary, folder, "abcdefgh"[number] + "nn", self.draw, clock)
            shutil.copyfile(source_file, officer.file)
            self.officers.append(officer)
        self.service = Service(self.officers, self.draw)
        self.decided = 0

    def run(self):
        for now in range(1, TICKS + 1):
            self.service.deliver(now)
            for officer in self.officers:
                if officer.off_until > now:
                    continue
                if self.draw.random() < 0.08:
                    officer.off_until = now + self.draw.choice([2, 5, 8])
                    continue
                self.moment(officer)
            self.service.look(now)
        self.end()

    def moment(self, officer):
        for _ in range(self.draw.choice([0, 0, 1, 1, 2])):
            chance = self.draw.random()
            if chance < 0.45:
                words = Commands(officer, self.draw).draw()
                if words[:2] == ["person", "merge"]:
                    kept, gone = map(officer.person, words[2:])
                    self.notes.merged.setdefault(gone, set()).add(kept)
                officer.command(words, killed=self.draw.random() < 0.05)
            elif chance < 0.75:
                self.write_note(officer)
            elif chance < 0.85:
                self.add_somebody(officer)
            elif chance < 0.9:
                self.forget_somebody(officer)
            else:
                self.decide(officer)
        if self.draw.random() < 0.05 and officer.backup is None:
            officer.backup = (open(officer.file, "rb").read(), set(officer.confirmed))
        elif self.draw.random() < 0.03 and officer.backup:
            self.restore(officer)
        if self.draw.random() < 0.7:
            officer.sync(killed=self.draw.random() < 0.15)

    def write_note(self, officer):
        """Writes a value over one that this officer sees."""
        person = self.draw.choice(["ben.okafor@lib.example", "chi.sato@lib.example"])
        before = officer.ask(f"SELECT note FROM people WHERE email = '{person}'")
        value = self.notes.value()
        if before and officer.command(["person", "edit", person, "--note", value]):
            self.notes.replaced[value] = (person, before[0][0])

    def add_somebody(self, officer):
        value = self.notes.value()
        if officer.command(["person", "add", f"Zoe {value} <{value}@lib.example>"]):
            if self.draw.random() < 0.4:
                self.notes.doomed[f"{value}@lib.example"] = value
            else:
                address = f"{value}@lib.example"
                self.notes.added[address] = officer.person(address)

    def forget_somebody(self, officer):
        known = [address for address in sorted(self.notes.doomed)
                 if officer.ask(f"SELECT 1 FROM people WHERE email = '{address}'")]
        if known:
            address = self.draw.choice(known)
            person = officer.person(address)
            if officer.command(["person", "forget", address, "--yes", "--end-terms"]):
                self.notes.forgotten.add(self.notes.doomed[address])
                self.notes.forgotten_ids.add(person)

    def decide(self, officer):
        for entry in officer.conflicts()[:2]:
            way = self.draw.choice(["--keep", "--other"])
            done = officer.command(["sync", "decide", entry, way])
            if not done:
                done = officer.command(["sync", "decide", entry, "--keep"])
            self.decided += done

    def restore(self, officer):
        """The machine gets its database back as it was; what it had written to the folder counts."""
        officer.sync()
        content, _ = officer.backup
        with open(officer.file, "wb") as file:
            file.write(content)
        if self.draw.random() < 0.3 and os.path.exists(officer.file + ".sync"):
            os.remove(officer.file + ".sync")
        officer.backup = None

    def in_step(self):
        for round in range(30):
            before = [sorted(officer.files()) for officer in self.officers]
            for officer in self.officers:
                officer.sync()
            self.service.catch_up()
            if before == [sorted(officer.files()) for officer in self.officers]:
                return round
        raise AssertionError("they never come to rest")

    def end(self):
        for officer in self.officers:
            officer.backup = None
        self.in_step()
        check_same(self.officers)
        asked = self.officers[0].conflicts()
        for entry in asked:
            self.officers[0].command(["sync", "decide", entry, "--keep"])
        self.in_step()
        check_same(self.officers)
        for officer in self.officers:
            assert officer.conflicts() == [], (officer.name, "open again", officer.conflicts())
        self.check_nothing_lost()
        self.check_asked_once()
        self.check_forgotten()
        for officer in self.officers:
            done = officer.sync()
            assert (done.stdout, done.stderr) == ("", ""), (officer.name, done)

    def check_nothing_lost(self):
        first = self.officers[0]
        ids = first.ids()
        for officer in self.officers:
            assert officer.confirmed <= ids, (officer.name, officer.confirmed - ids)
        for address in self.notes.added:
            rows = first.ask(f"SELECT id FROM people WHERE email = '{address}' UNION "
                             f"SELECT person_id FROM addresses WHERE email = '{address}'")
            assert len(rows) == 1 or self.is_undone(address) or self.is_forgotten(address), (
                address, rows)
        seen = {before for _, before in self.notes.replaced.values()}
        dropped = "".join(bytes(changes).decode("latin-1") for changes, in first.ask(
            "SELECT changes FROM history WHERE command LIKE 'lmsection sync (conflict)'"))
        typed = [bytes(changes).decode("latin-1") for changes, in first.ask(
            "SELECT changes FROM history WHERE command NOT LIKE 'lmsection sync (%'")]
        notes = {note for note, in first.ask("SELECT note FROM people")}
        for value, (person, _) in self.notes.replaced.items():
            gone = not first.ask(f"SELECT 1 FROM people WHERE email = '{person}'")
            # A second typed entry with the value replaced it.
            replaced = value in seen or sum(value in changes for changes in typed) > 1
            assert (any(value in note for note in notes) or replaced or value in dropped or
                    self.is_undone(value) or gone), (value, person, "is lost")

    def is_undone(self, value):
        return any(value in words for words, in self.officers[0].ask(
            "SELECT command FROM history WHERE id IN (SELECT undoes FROM history)"))

    def is_forgotten(self, address):
        """Whether somebody was merged into a person who was forgotten, maybe by another officer."""
        known = {self.notes.added[address]}
        while True:
            more = {kept for gone in known for kept in self.notes.merged.get(gone, ())} | known
            if more == known:
                return bool(known & self.notes.forgotten_ids)
            known = more

    def check_asked_once(self):
        pairs = {}
        for id, changes in self.officers[0].ask(
                "SELECT id, changes FROM history WHERE command = 'lmsection sync (conflict)'"):
            text = bytes(changes).decode("latin-1")
            tokens = tuple(sorted(set(part[:9] for part in text.split("token")[1:])))
            if len(tokens) == 2:
                assert pairs.get(tokens, changes) == changes, (tokens, id, "asked twice")
                pairs[tokens] = changes

    def check_forgotten(self):
        for officer in self.officers:
            contents = dict(officer.files(), **{officer.file: open(officer.file, "rb").read()})
            for name, content in contents.items():
                for value in self.notes.forgotten:
                    assert value.encode() not in content, (officer.name, name, value)


def run_month(month, seed, place):
    """Whether the month ended as it must."""
    try:
        month.run()
    except AssertionError:
        print(f"month {seed} with {len(month.officers)} officers failed\n{traceback.format_exc()}",
              flush=True)
        if os.environ.get("KEEP_MONTH"):
            shutil.copytree(place, os.path.join(os.environ["KEEP_MONTH"], str(seed)),
                            dirs_exist_ok=True)
        return False
    return True


def main():
    binary, source, months = sys.argv[1], sys.argv[2], int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    totals = dict(officers=0, changes=0, conflicts=0, forgotten=0)
    failed = []
    with tempfile.TemporaryDirectory(prefix="lmsection-months-") as folder:
        write_forms(folder)
        clock = clock_library(folder)
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        for name in ["Ben Okafor <ben.okafor@lib.example>", "Chi Sato <chi.sato@lib.example>"]:
            sample.run("person", "add", name, allowed=(0,))
        for seed in range(first, first + months):
            place = os.path.join(folder, f"month-{seed}")
            os.mkdir(place)
            write_forms(place)
            month = Month(binary, sample.file, place, seed, clock)
            if not run_month(month, seed, place):
                failed.append(seed)
            totals["officers"] += len(month.officers)
            totals["changes"] += sum(len(officer.confirmed) for officer in month.officers)
            totals["conflicts"] += len(month.officers[0].ask(
                "SELECT 1 FROM history WHERE command = 'lmsection sync (conflict)'"))
            totals["forgotten"] += len(month.notes.forgotten)
            shutil.rmtree(place)
    if failed:
        sys.exit(f"of {months} months, {len(failed)} failed: {' '.join(map(str, failed))}")
    print(f"{months} months, {totals['officers']} officers, {totals['changes']} confirmed changes, "
          f"{totals['conflicts']} conflicts, {totals['forgotten']} people forgotten: one state each")


if __name__ == "__main__":
    main()
