"""Pairs of diverged copies, drawn at random, that have to merge to one state in both orders.

usage: diverged.py BINARY SOURCE_FOLDER PAIRS [FIRST_SEED]
A pair that fails is named by its seed; run it alone with PAIRS 1 and that FIRST_SEED.
"""

import os
import random
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Commands, Section, difference, write_forms  # noqa: E402


def work(section, draw, most, others=()):
    """Lets somebody work on a copy; what was typed and done. Of what `others` typed on their copy
    some is taken up and said in another way, so that there is something to decide."""
    commands = Commands(section, draw)
    typed = []
    for _ in range(draw.randint(1, most)):
        words = commands.draw()
        if others and draw.random() < 0.3:
            words = commands.disputing(draw.choice(others))
        if section.run(*words).returncode == 0:
            typed.append(words)
    return typed


def same(one, two, what):
    assert one.records() == two.records(), (what, difference(one.records(), two.records()))


def without_merges(history):
    return [entry for entry in history if not entry[3].startswith("lmsection merge ")]


def bytes_of(section):
    with open(section.file, "rb") as file:
        return file.read()


def merge(section, other, *decision, allowed=(0,)):
    """Merges one into a copy of the other; neither `section` nor `other` changes."""
    before = bytes_of(other)
    merged = section.copy(f"{section.name}-{other.name}{''.join(decision)}")
    done = merged.run("merge", other.file, *decision, allowed=allowed)
    assert bytes_of(other) == before, "the other copy was written"
    assert not merged.faults(), merged.faults()
    return merged, done


class Counts:
    def __init__(self):
        self.pairs = self.disputed = self.commands = 0


def check_pair(ana, ben, counts):
    undecided, done = merge(ana, ben, allowed=(0, 3))
    outcomes = []
    for decision, mirrored in (("--ours", "--theirs"), ("--theirs", "--ours")):
        here, _ = merge(ana, ben, decision)
        there, _ = merge(ben, ana, mirrored)
        same(here, there, decision)
        assert without_merges(here.history()) == without_merges(there.history()), "histories"
        decided = [entry[4] for entry in here.history() if entry[3].startswith("lmsection merge ")]
        mirror = [entry[4] for entry in there.history() if entry[3].startswith("lmsection merge ")]
        assert decided == mirror, "what was decided"
        check_again(here, there, ana, ben)
        outcomes.append(here)
    if done.returncode == 3:
        counts.disputed += 1
        assert bytes_of(undecided) == bytes_of(ana), "written though undecided"
    else:
        same(undecided, outcomes[0], "undecided, ours")
        same(undecided, outcomes[1], "undecided, theirs")


def check_again(here, there, ana, ben):
    """What is merged stays as it is when it is merged again, in any way."""
    again, done = merge(here, ben)
    assert "Nothing new" in done.stderr and bytes_of(again) == bytes_of(here), "again"
    followed, _ = merge(ben, here)
    same(followed, here, "what lacks nothing of it is taken over as it is")
    assert followed.history() == here.history(), "history of who follows"
    both, _ = merge(here, there)
    same(both, here, "both merged, then merged")
    for words in (["log", "-f", "csv"], ["roster", "-f", "csv"], ["check", "-f", "csv"]):
        here.run(*words, allowed=(0,))


def main():
    binary, source, pairs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="lmsection-diverged-") as folder:
        write_forms(folder)
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        for seed in range(first, first + pairs):
            draw = random.Random(seed)
            base = sample.copy("base")
            work(base, draw, 6)
            ana, ben = base.copy("ana"), base.copy("ben")
            of_ana = work(ana, draw, 12)
            typed = of_ana, work(ben, draw, 12, of_ana)
            counts.commands += len(typed[0]) + len(typed[1])
            try:
                check_pair(ana, ben, counts)
            except AssertionError:
                for name, lines in zip(("ana", "ben"), typed):
                    for words in lines:
                        print(seed, name, words)
                raise
            counts.pairs += 1
    print(f"{counts.pairs} pairs, {counts.commands} commands done after they parted, "
          f"{counts.disputed} pairs with something to decide: one state in both orders")


if __name__ == "__main__":
    main()
