"""What a shared folder costs: files, bytes and seconds, for some numbers of officers.

usage: cost.py BINARY SOURCE_FOLDER OFFICERS...
       cost.py BINARY SOURCE_FOLDER --appointments NUMBER...
Every officer's `sync` reads and writes one folder, as a file service would bring it to all. Shown for
each number of officers: one change by one officer, and one by each, until all are in step. Or for two
officers, by the size of the section. Seconds are those of the processor, which hardly depend on what
else is running.
"""

import os
import resource
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Section  # noqa: E402


def processor_seconds():
    """What all commands so far took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Folder:
    def __init__(self, path):
        self.path = path
        os.mkdir(path)

    def sizes(self):
        return {entry.name: entry.stat().st_size for entry in os.scandir(self.path)}


def in_step(officers, folder):
    """Rounds of `sync` until nothing changes: rounds, syncs, seconds, the longest, bytes written."""
    rounds, syncs, seconds, longest, written = 0, 0, 0.0, 0.0, 0
    while True:
        rounds += 1
        changed = False
        for officer in officers:
            before = folder.sizes()
            start = processor_seconds()
            officer.run("sync", folder.path, "--quiet", allowed=(0,))
            took = processor_seconds() - start
            after = folder.sizes()
            new = sum(size for name, size in after.items() if name not in before)
            changed = changed or before != after
            syncs, seconds, longest = syncs + 1, seconds + took, max(longest, took)
            written += new
        if not changed:
            return rounds, syncs, seconds, longest, written


def line(what, officers, folder):
    rounds, syncs, seconds, longest, written = in_step(officers, folder)
    sizes = folder.sizes()
    print(f"| {len(officers)} | {what} | {rounds} | {seconds / syncs:.2f} | {longest:.2f} | "
          f"{len(sizes)} | {sum(sizes.values()) / 1e6:.1f} | {written / 1e6:.1f} |", flush=True)


def fill(section, appointments):
    """Appointments of a quarter as many people, in the groups of the handbook."""
    slugs = [slug for slug, in section.ask("SELECT slug FROM groups")]
    path = os.path.join(section.folder, "list.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,email,group,role,start,years\n")
        for index in range(appointments):
            person, year = index // 4, 1990 + 2 * (index % 4)
            file.write(f"Person {person},p{person}@lib.example,{slugs[person % len(slugs)]},member,"
                       f"{year}-07-01,1\n")
    section.run("appoint", "--from", path, "--quiet", "--override", "test", allowed=(0,))
    os.remove(path)


def by_size(binary, numbers):
    print("| appointments | MB of a copy | first sync, s | nothing new, s | one change, s | MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="lmsection-cost-") as place:
            ann = Section(binary, place, "ann")
            ann.run("init", allowed=(0,))
            fill(ann, number)
            ben = ann.copy("ben")
            folder = Folder(os.path.join(place, "shared"))

            def seconds(officer):
                start = processor_seconds()
                officer.run("sync", folder.path, "--quiet", allowed=(0,))
                return processor_seconds() - start

            first = seconds(ann)
            seconds(ben)
            none = seconds(ann)
            ann.run("person", "add", "Ana Diaz <ana@lib.example>", allowed=(0,))
            seconds(ann)
            change = seconds(ben)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            size = max(folder.sizes().values()) / 1e6
            print(f"| {number:,} | {size:.1f} | {first:.2f} | {none:.2f} | {change:.2f} | "
                  f"{peak:.0f} |", flush=True)


def main():
    binary, source = sys.argv[1:3]
    if sys.argv[3] == "--appointments":
        by_size(binary, map(int, sys.argv[4:]))
        return
    numbers = map(int, sys.argv[3:])
    print("| officers | change | rounds | seconds a sync | the longest | files | MB | MB written |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="lmsection-cost-") as place:
            sample = Section(binary, place, "sample")
            sample.load_sample(source)
            officers = [sample.copy(f"officer{index}") for index in range(number)]
            os.remove(sample.file)
            folder = Folder(os.path.join(place, "shared"))
            line("the first sync", officers, folder)
            officers[0].run("person", "add", "Ana Diaz <ana@lib.example>", allowed=(0,))
            line("one by one officer", officers, folder)
            for index, officer in enumerate(officers):
                officer.run("person", "add", f"New {index} <new{index}@lib.example>", allowed=(0,))
            line("one by each", officers, folder)
            line("none", officers, folder)
            shutil.rmtree(folder.path)


if __name__ == "__main__":
    main()
