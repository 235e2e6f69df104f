"""What a section's file holds, told in a way that two runs of one command have in common."""

import collections
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Section  # noqa: E402,F401

NUMBER = re.compile(r'"(\d{17,19})"')
MOMENT = re.compile(r'"at":"[^"]*"')
CHANGES = re.compile(r'"changes":\{"hex":"([0-9a-f]*)"\}')


def numbers_in(export):
    """The ids that the program made; they grow, and differ from run to run."""
    return set(map(int, NUMBER.findall(export)))


def bytes_of_changes(match, new_names):
    """How often each byte and each new id is in a changeset: SQLite lays down its rows in the order
    of a hash of their ids, which differs from run to run."""
    hexadecimal = match.group(1)
    tokens = collections.Counter()
    if new_names:
        common = os.path.commonprefix(list(new_names))
        pattern = re.compile(common + "[0-9a-f]{%d}" % (16 - len(common)))

        def take(found):
            tokens[new_names.get(found.group(), found.group())] += 1
            return ""
        hexadecimal = pattern.sub(take, hexadecimal)
    tokens.update(re.findall("..", hexadecimal))
    return '"changes":' + json.dumps(sorted(tokens.items()))


def state_of(export, before=""):
    """The text of an export with what differs from run to run taken out: the times of the history,
    and the ids that are not in the export `before`, which become their ranks."""
    new = sorted(numbers_in(export) - numbers_in(before))
    names = {number: f"new {rank}" for rank, number in enumerate(new)}
    as_hex = {f"{number:016x}": name for number, name in names.items()}
    text = MOMENT.sub('"at":""', export)
    text = NUMBER.sub(lambda match: f'"{names.get(int(match.group(1)), match.group(1))}"', text)
    return CHANGES.sub(lambda match: bytes_of_changes(match, as_hex), text)


def require_sound(section):
    """What SQLite itself and `doctor` find; doctor's rows by the name of their check."""
    rows = {}
    for row in json.loads(section.run("doctor", "-f", "json", allowed=(0, 4)).stdout):
        assert row["verdict"] != "fault", row
        rows[row["check"]] = row
    assert not section.faults(), section.faults()
    return rows
