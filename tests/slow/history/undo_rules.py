"""Appointments, retirements, mergers, undo and redo drawn at random: no undo or redo may bring about
what no appointment is let into.

usage: undo_rules.py BINARY SOURCE_FOLDER SEQUENCES [FIRST_SEED]
A sequence that fails is named by its seed; run it alone with SEQUENCES 1 and that FIRST_SEED.
"""

import random
import sys
import tempfile

sys.dont_write_bytecode = True
from section_at_random import Section  # noqa: E402

GROUPS = ["leadership-team", "middle-managers", "library-consulting", "member-experience"]
PEOPLE = ["Ana Diaz", "Ben Okafor", "Cy Young", "Dee Park"]
ROLES = ["member", "member", "member", "chair", "co-chair"]
STARTS = ["2026-12-01", "2027-01-15", "2027-07-01", "2028-07-01"]
ENDS = ["2026-11-30", "2026-12-31", "2027-03-31", "2027-06-30"]
TEAM_AT_MOST = 8

OVERLAPS = """SELECT p.name, g.slug, a.start_on, b.start_on FROM appointments a
    JOIN appointments b ON b.person_id = a.person_id AND b.group_id = a.group_id AND b.id > a.id
        AND a.start_on <= b.end_on AND b.start_on <= a.end_on
    JOIN people p ON p.id = a.person_id JOIN groups g ON g.id = a.group_id"""
IN_RETIRED_GROUPS = """SELECT p.name, g.slug, a.end_on, g.retired_on FROM appointments a
    JOIN people p ON p.id = a.person_id JOIN groups g ON g.id = a.group_id
    WHERE a.end_on >= g.retired_on"""
TOO_MANY = f"""SELECT d.day, count(*) FROM (SELECT DISTINCT start_on AS day FROM appointments) d
    JOIN appointments a ON a.start_on <= d.day AND a.end_on >= d.day AND a.override_reason = ''
    JOIN groups g ON g.id = a.group_id AND g.slug = 'leadership-team'
    GROUP BY d.day HAVING count(*) > {TEAM_AT_MOST}"""
TWO_CHAIRS = """SELECT p.name, q.name, a.start_on, b.start_on FROM appointments a
    JOIN appointments b ON b.group_id = a.group_id AND b.id > a.id AND b.role = 'chair'
        AND a.start_on <= b.end_on AND b.start_on <= a.end_on
    JOIN groups g ON g.id = a.group_id AND g.slug = 'leadership-team'
    JOIN people p ON p.id = a.person_id JOIN people q ON q.id = b.person_id
    WHERE a.role = 'chair' AND a.override_reason = '' AND b.override_reason = ''"""
CIRCLES = """WITH RECURSIVE heirs (first, id, steps) AS (
        SELECT id, merged_into, 1 FROM groups WHERE merged_into IS NOT NULL
        UNION ALL SELECT h.first, g.merged_into, h.steps + 1 FROM heirs h
        JOIN groups g ON g.id = h.id WHERE g.merged_into IS NOT NULL AND h.steps < 9)
    SELECT first FROM heirs WHERE id = first"""


def draw(section, dice):
    person, group = dice.choice(PEOPLE), dice.choice(GROUPS)
    entry = str(dice.choice(section.ask("SELECT id FROM history ORDER BY id DESC LIMIT 12"))[0])
    return dice.choice([
        ["appoint", person, group, "--role", dice.choice(ROLES), "--start", dice.choice(STARTS),
         "--years", dice.choice("12")],
        ["appoint", person, group, "--start", dice.choice(STARTS), "--replace"],
        ["appoint", "end", person, group, "--on", dice.choice(ENDS), "--reason", "moves"],
        ["group", "retire", group, "--on", dice.choice(STARTS),
         *dice.choice([[], ["--end-terms"]])],
        ["group", "restore", group],
        ["group", "merge", group, dice.choice(GROUPS), "--on", dice.choice(STARTS)],
        ["undo", entry], ["undo", entry], ["redo", entry], ["undo"], ["redo"]])


def check_sequence(empty, seed):
    """How often something was undone or redone, and how often that was refused."""
    section, dice = empty.copy("section"), random.Random(seed)
    typed, counts = [], {0: 0, 3: 0}
    for _ in range(dice.randint(15, 40)):
        words = draw(section, dice)
        status = section.run(*words).returncode
        if words[0] in ("undo", "redo"):
            counts[status] += 1
        if status == 0:
            typed.append(words)
        for sql in (OVERLAPS, IN_RETIRED_GROUPS, TOO_MANY, TWO_CHAIRS, CIRCLES):
            found = section.ask(sql)
            assert not found, (seed, found, *typed)
    return counts


def main():
    binary, sequences = sys.argv[1], int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    done = refused = 0
    with tempfile.TemporaryDirectory(prefix="lmsection-undo-rules-") as folder:
        empty = Section(binary, folder, "empty")
        empty.run("init", allowed=(0,))
        for person in PEOPLE:
            empty.run("person", "add", person, allowed=(0,))
        for number in range(5):
            empty.run("appoint", f"Member {number} <m{number}@lib.example>", "leadership-team",
                      allowed=(0,))
        for seed in range(first, first + sequences):
            counts = check_sequence(empty, seed)
            done, refused = done + counts[0], refused + counts[3]
    assert refused > 0, "nothing was refused: the sequences prove nothing"
    print(f"{sequences} sequences: {done} times undone or redone, {refused} times refused")


if __name__ == "__main__":
    main()
