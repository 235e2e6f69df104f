"""Many processes write into one file at once while others read it: nothing is lost, doubled or seen half.

usage: crowd.py BINARY SOURCE_FOLDER PROCESSES [ROUNDS]
All writers wait at one gate and start together. Each ends with 0, with 3 where a rule is against it,
or with 4 where it could not get the file in time; what is in the file then must be what they said.
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
from states import Section, require_sound  # noqa: E402

BATCH = 5
ROOMY, LIMITED, SEATS = "consortium-management", "new-leaders-and-managers", 12
FOR_BATCHES, FOR_TWINS = "dialogue-with-directors", "leadership-management-competencies-working-group"
FROM, INTO = "library-consulting", "technical-services-managers-in-academic-libraries"
READERS = [["roster", "--format", "json"], ["export"]]


def batch_file(section, number):
    name = os.path.join(section.folder, f"batch-{number}.csv")
    with open(name, "w", encoding="utf-8") as file:
        file.write("name,email,group\n")
        for line in range(BATCH):
            file.write(f"Batch {number} Line {line},b{number}-{line}@lib.example,{FOR_BATCHES}\n")
    return os.path.basename(name)


def words_of(section, number):
    """What the writer of that number types, so that every eighth is of one kind."""
    kind = "merge" if number == 7 else ["one", "one", "seat", "twin", "batch", "seat", "one",
                                        "batch"][number % 8]
    who = f"Person {number} <p{number}@lib.example>"
    return kind, {
        "one": ["appoint", who, ROOMY],
        "seat": ["appoint", who, LIMITED],
        "twin": ["appoint", "Twin Sato <twin@lib.example>", FOR_TWINS],
        "batch": ["appoint", "--from", batch_file(section, number) if kind == "batch" else ""],
        "merge": ["group", "merge", FROM, INTO, "--as-members"],
    }[kind]


class Writer:
    def __init__(self, section, number, gate):
        self.number = number
        self.kind, self.words = words_of(section, number)
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", ': <"$1"; shift; exec "$@"', "sh", gate, section.binary, *self.words,
             "--actor", f"writer {number}"],
            env=section.environment, cwd=section.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def end(self):
        _, self.said = self.process.communicate(timeout=300)
        self.status = self.process.returncode
        assert self.status in (0, 3, 4), (self.words, self.status, self.said)
        if self.status == 4:
            assert "in use by another program; try again" in self.said, self.said


class State:
    """One state of the file, as an export shows it."""

    def __init__(self, export):
        lines = [json.loads(line) for line in export.splitlines()]
        assert lines[-1] == {"end": "lmsection-export"}, "an export is cut off"
        self.tables = collections.defaultdict(list)
        for line in lines[1:-1]:
            self.tables[line["table"]].append(line)
        self.people = {person["id"]: person["email"] for person in self.tables["people"]}
        self.groups = {group["slug"]: group for group in self.tables["groups"]}
        self.entries = collections.Counter(entry["actor"] for entry in self.tables["history"])

    def terms(self, email, slug):
        group = self.groups[slug]["id"]
        return sum(term["group_id"] == group and self.people[term["person_id"]] == email
                   for term in self.tables["appointments"])

    def has(self, email):
        return list(self.people.values()).count(email)

    def require_whole(self, number, kind):
        """That a writer's command shows in all of its rows or in none; whether it does."""
        done = self.entries[f"writer {number}"]
        assert done in (0, 1), f"writer {number} has {done} entries"
        if kind in ("one", "seat"):
            email, slug = f"p{number}@lib.example", ROOMY if kind == "one" else LIMITED
            assert (self.has(email), self.terms(email, slug)) == (done, done), email
        elif kind == "batch":
            for line in range(BATCH):
                email = f"b{number}-{line}@lib.example"
                assert (self.has(email), self.terms(email, FOR_BATCHES)) == (done, done), email
        elif kind == "merge":
            assert bool(self.groups[FROM]["merged_into"]) == bool(done), "half merged"
            running = [term for term in self.tables["appointments"]
                       if term["group_id"] == self.groups[FROM]["id"]
                       and term["end_on"] > "2026-11-24"]
            assert bool(running) != bool(done), "half merged"
        return done


def require_whole_roster(text):
    """What a roster shows of commands that write several rows."""
    rows = json.loads(text)
    batches = collections.Counter(row["email"].split("-")[0] for row in rows
                                  if row["email"] and row["name"].startswith("Batch "))
    assert set(batches.values()) <= {BATCH}, f"half a batch: {batches}"
    held = collections.Counter(row["group_slug"] for row in rows)
    assert (held[FROM], held[INTO]) in ((3, 2), (0, 5)), f"half merged: {held}"


class Reader(threading.Thread):
    """Reads again and again until the writers are done."""

    def __init__(self, section, words, writers, over):
        super().__init__()
        self.section, self.words, self.writers, self.over = section, words, writers, over
        self.states, self.busy, self.seen, self.fault = 0, 0, set(), None

    def run(self):
        try:
            while not self.over.is_set():
                self.read()
        except Exception as fault:    # told by the thread that waits for this one
            self.fault = fault

    def read(self):
        done = self.section.run(*self.words, allowed=(0, 4))
        if done.returncode == 4:
            assert "in use" in done.stderr, done.stderr
            self.busy += 1
            return
        self.states += 1
        self.seen.add(done.stdout)
        if self.words[0] == "roster":
            require_whole_roster(done.stdout)
        else:
            state = State(done.stdout)
            for writer in self.writers:
                state.require_whole(writer.number, writer.kind)


class Counts(collections.Counter):
    def tell(self):
        print(f"{self['writers']} writers: {self[0]} did it, {self[3]} were refused by a rule, "
              f"{self[4]} were told that the file is in use; 0 lost, 0 doubled. "
              f"{self['states']} reads saw {self['different']} different states and no half of "
              f"a command, {self['busy']} were told that the file is in use")


def check_end(section, writers, counts):
    """What the writers said is what is there, once each."""
    require_sound(section)
    state = State(section.run("export", allowed=(0,)).stdout)
    done = collections.Counter()
    for writer in writers:
        # A twin that finds the other's term on record ends with 0 and leaves no entry.
        wrote = writer.status == 0 and "nothing was changed" not in writer.said
        assert state.require_whole(writer.number, writer.kind) == wrote, (
            writer.words, writer.status, writer.said)
        assert writer.status != 3 or writer.kind in ("seat", "twin"), (writer.words, writer.said)
        done[writer.kind] += writer.status == 0
        counts[writer.status] += 1
    wanted = collections.Counter(writer.kind for writer in writers if writer.status != 4)
    # Of those who appoint the same person, one records the term and the others find it on record.
    assert done["twin"] == wanted["twin"]
    assert state.terms("twin@lib.example", FOR_TWINS) == min(1, wanted["twin"])
    assert state.has("twin@lib.example") == (wanted["twin"] > 0)
    assert 4 + done["seat"] == min(SEATS, 4 + wanted["seat"]), "seats"
    counts["writers"] += len(writers)


def check_round(sample, processes, number, counts):
    section = sample.copy(f"round-{number}")
    gate = os.path.join(section.folder, f"gate-{number}")
    os.mkfifo(gate)
    writers = [Writer(section, i, gate) for i in range(processes)]
    over = threading.Event()
    readers = [Reader(section, words, writers, over) for words in READERS]
    for reader in readers:
        reader.start()
    time.sleep(0.2)    # so that the last of them stands at the gate, too
    gate_keeper = os.open(gate, os.O_WRONLY)
    try:
        for writer in writers:
            writer.end()
    finally:
        os.close(gate_keeper)
        over.set()
        for reader in readers:
            reader.join()
    for reader in readers:
        if reader.fault:
            raise reader.fault
        counts["states"] += reader.states
        counts["busy"] += reader.busy
        counts["different"] += len(reader.seen)
    check_end(section, writers, counts)


def main():
    binary, source, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="lmsection-crowd-") as folder:
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        for number in range(rounds):
            check_round(sample, processes, number, counts)
    counts.tell()


if __name__ == "__main__":
    main()
