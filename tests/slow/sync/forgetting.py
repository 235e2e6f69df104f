"""A person whom one officer forgets while the others edit, merge and undo: no trace may stay.

usage: forgetting.py BINARY SECTIONS [FIRST_SEED]

2 to 4 officers share a folder. Each merges Zoe, Ben and Mei into each other, changes their
addresses and names, and undoes that; somebody forgets Zoe; each syncs now and then. Once they are
in step, and have decided all conflicts:

- all have the same records and the same history;
- a conflict that is decided is open nowhere;
- if Zoe was forgotten, neither a database nor a file in the folder holds her name or an address.

A section that fails is named by its seed, with all that ran in it. To run it alone, give SECTIONS 1
and that FIRST_SEED.
"""

import os
import random
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Section, check_same  # noqa: E402

PEOPLE = ["Ben Okafor <ben@lib.example>", "Mei Lin <mei@lib.example>", "Zoe Roy <zoe@lib.example>"]


class Officer(Section):
    """A database, whose officer shares a folder with the others."""

    def __init__(self, binary, folder, name, log):
        super().__init__(binary, folder, name)
        self.log = log

    def run(self, *words, allowed=(0, 3)):
        done = super().run(*words, allowed=allowed)
        self.log.append(f"{self.name} $ {' '.join(words)} -> {done.returncode} {done.stderr}")
        return done

    def sync(self):
        self.run("sync", "shared", allowed=(0,))

    def address(self, name):
        rows = self.ask(f"SELECT email FROM people WHERE name LIKE '{name} %' AND email <> ''")
        return rows[0][0] if rows else None

    def act(self, draw):
        """Does something at random; whether it forgot Zoe."""
        ben, mei, zoe = (self.address(name) for name in ["Ben", "Mei", "Zoe"])
        choices = [["undo"], ["redo"]]
        if ben:
            choices += [["person", "edit", ben, "--email", f"ben.{self.name}@lib.example"]]
        if ben and mei:
            choices += [["person", "merge", ben, mei]]
        if zoe:
            choices += [["person", "edit", zoe, "--email", f"zoe.{self.name}@lib.example"],
                        ["person", "edit", zoe, "--email", "zoe@lib.example"],
                        ["person", "edit", zoe, "--note", f"met by {self.name}"],
                        ["person", "edit", zoe, "--name", f"Zoe {self.name.upper()}"],
                        ["appoint", zoe, "member-experience"]]
            choices += 3 * [["person", "forget", zoe, "--yes", "--end-terms"]]
            choices += [["person", "merge", other, zoe] for other in [ben, ben, mei] if other]
            choices += [["person", "merge", zoe, other] for other in [ben] if other]
        words = draw.choice(choices)
        return self.run(*words).returncode == 0 and words[1:2] == ["forget"]


def in_step(officers):
    for _ in range(len(officers) + 2):
        for officer in officers:
            officer.sync()


def decide_all(officers, draw):
    for way in [draw.choice(["--keep", "--other"]), "--keep"]:
        for entry in officers[0].conflicts():
            officers[0].run("sync", "decide", entry, way)
        in_step(officers)
    for officer in officers:
        assert officer.conflicts() == [], (officer.name, officer.conflicts())


def check_forgotten(officers, folder):
    shared = os.path.join(folder, "shared")
    for file in [officer.file for officer in officers] + [
            os.path.join(shared, name) for name in os.listdir(shared)]:
        with open(file, "rb") as stream:
            content = stream.read().lower()
        at = content.find(b"zoe")
        assert at < 0, (os.path.basename(file), content[max(0, at - 100):at + 50])


def run_section(binary, sample, seed, log):
    """Whether Zoe was forgotten."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="lmsection-forgetting-") as folder:
        os.mkdir(os.path.join(folder, "shared"))
        officers = []
        for name in ["ann", "bob", "cat", "dan"][:draw.choice([2, 3, 3, 4])]:
            officer = Officer(binary, folder, name, log)
            with open(officer.file, "wb") as file:
                file.write(sample)
            officers.append(officer)
        forgotten = False
        for _ in range(draw.choice([3, 5, 8])):
            for officer in officers:
                if draw.random() < 0.75:
                    forgotten = officer.act(draw) or forgotten
                if draw.random() < 0.45:
                    officer.sync()
        in_step(officers)
        check_same(officers)
        decide_all(officers, draw)
        check_same(officers)
        if forgotten:
            check_forgotten(officers, folder)
        return forgotten


def sample_of(binary):
    with tempfile.TemporaryDirectory(prefix="lmsection-forgetting-") as folder:
        section = Section(binary, folder, "sample")
        section.run("init", allowed=(0,))
        for person in PEOPLE:
            section.run("person", "add", person, allowed=(0,))
        with open(section.file, "rb") as file:
            return file.read()


def main():
    binary, sections = sys.argv[1], int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    sample = sample_of(binary)
    failed, forgotten = [], 0
    for seed in range(first, first + sections):
        log = []
        try:
            forgotten += run_section(binary, sample, seed, log)
        except AssertionError as error:
            print(f"section {seed} failed: {error}", *log, sep="\n", flush=True)
            failed.append(seed)
    if failed:
        sys.exit(f"of {sections} sections, {len(failed)} failed: {' '.join(map(str, failed))}")
    print(f"{sections} sections, {forgotten} with a forgotten person: no trace, one state each")


if __name__ == "__main__":
    main()
