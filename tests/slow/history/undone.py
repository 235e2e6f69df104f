"""Sequences of commands, drawn at random, each undone to the start, where all is as it was.

usage: undone.py BINARY SOURCE_FOLDER SEQUENCES [FIRST_SEED]
A sequence that fails is named by its seed; run it alone with SEQUENCES 1 and that FIRST_SEED.
"""

import random
import sys
import tempfile

sys.dont_write_bytecode = True
from section_at_random import Commands, Section, difference, write_forms  # noqa: E402


def newest(section):
    return section.ask("SELECT max(id) FROM history")[0][0]


def check_sequence(sample, seed):
    """How many commands were done and taken back."""
    section = sample.copy("section")
    start, exported = newest(section), section.exported()
    records = section.records()
    commands = Commands(section, random.Random(seed))
    typed = []
    for _ in range(commands.random.randint(1, 8)):
        words = commands.draw()
        if section.run(*words).returncode == 0:
            typed.append(words)
    entries = section.ask(f"SELECT id FROM history WHERE id > {start} ORDER BY id DESC")
    try:
        for entry, in entries:
            section.run("undo", str(entry), allowed=(0,))
        assert section.records() == records, difference(section.records(), records)
        assert section.exported() == exported, "the export differs from the first one"
        assert not section.faults(), section.faults()
    except AssertionError:
        for words in typed:
            print(seed, words)
        raise
    return len(entries)


def main():
    binary, source, sequences = sys.argv[1], sys.argv[2], int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    with tempfile.TemporaryDirectory(prefix="lmsection-undone-") as folder:
        write_forms(folder)
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        undone = sum(check_sequence(sample, seed) for seed in range(first, first + sequences))
    print(f"{sequences} sequences, {undone} entries taken back: each export as the first one")


if __name__ == "__main__":
    main()
