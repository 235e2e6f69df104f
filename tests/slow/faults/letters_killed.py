"""`remind --send` killed (SIGKILL) at moments drawn at random: no letter is lost, none goes twice, and
what was in flight is listed as in doubt.

usage: letters_killed.py BINARY SOURCE_FOLDER MOMENTS [SEED]
"""

import collections
import csv
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
MOMENTS = int(sys.argv[3])
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else random.SystemRandom().randrange(10**6)
GROUPS = 12
# The mail program may be killed too: it has kept a message once it has its name.
SENDMAIL = """#!/bin/sh
file=$(mktemp "$OUT/new-XXXXXX") && cat > "$file" && sleep 0.01 && mv "$file" "$file.eml"
"""


class Place:
    """A folder with a section and a mail program that keeps what it gets."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder + "/section.db"
        self.out = folder + "/out"
        os.makedirs(self.out, exist_ok=True)
        self.environment = {"LMSECTION_DB": self.file, "LMSECTION_TODAY": "2026-12-01",
                            "LMSECTION_ACTOR": "tester", "LMSECTION_FROM": "lm@section.example",
                            "LMSECTION_SENDMAIL": folder + "/sendmail", "OUT": self.out,
                            "TMPDIR": folder, "PATH": os.environ["PATH"]}

    def done(self, *words):
        result = subprocess.run([BINARY, *words], env=self.environment, capture_output=True,
                                encoding="utf-8", check=False)
        assert result.returncode == 0, (words, result)
        return result

    def start(self):
        return subprocess.Popen([BINARY, "remind", "--send", "--quiet"], env=self.environment,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def delivered(self):
        """How often each recipient got a letter."""
        counts = collections.Counter()
        for name in os.listdir(self.out):
            if name.endswith(".eml"):
                with open(os.path.join(self.out, name), encoding="utf-8") as file:
                    counts[re.search(r"^To: .*<(.*)>$", file.read(), re.MULTILINE)[1]] += 1
        return counts

    def listed(self, *words):
        text = self.done("letter", "list", *words, "--format", "csv").stdout
        return [(re.search("<(.*)>", row["to"])[1], row["state"])
                for row in csv.DictReader(io.StringIO(text))]


def make(folder):
    place = Place(folder)
    with open(folder + "/sendmail", "w", encoding="utf-8") as file:
        file.write(SENDMAIL)
    os.chmod(folder + "/sendmail", 0o755)
    place.done("init")
    for number in range(GROUPS):
        place.done("group", "add", f"Group {number}", "--kind", "committee")
        place.done("appoint", f"Person {number} <p{number}@lib.example>", f"group-{number}",
                   "--role", "chair", "--start", "2026-07-01")
    # The groups of the handbook have no one, and neither has the Leadership Team.
    return place


def children_of(process):
    found = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True,
                           check=False)
    return [int(word) for word in found.stdout.split()]


def kill(process, with_the_mail_program):
    children = children_of(process) if with_the_mail_program else []
    process.send_signal(signal.SIGKILL)
    for child in children:
        try:
            os.killpg(child, signal.SIGKILL)    # it has a group of its own
        except ProcessLookupError:
            pass
    process.wait()


def check(place, everyone):
    """After a kill: what the next run does, and what a run with --again does."""
    in_doubt = [to for to, _ in place.listed("--in-doubt")]
    assert len(in_doubt) <= 1, in_doubt
    warnings = place.done("remind", "--send", "--quiet").stderr
    assert ("in doubt" in warnings) == bool(in_doubt), (in_doubt, warnings)
    counts = place.delivered()
    for to in everyone:
        assert counts[to] <= 1, (to, counts)
        assert counts[to] == 1 or to in in_doubt, f"the letter to {to} is lost"
    states = place.listed()
    assert len(states) == len(everyone) and {to for to, _ in states} == everyone, states
    assert {to for to, state in states if state == "sending"} == set(in_doubt)
    place.done("remind", "--send", "--again", "--quiet")
    again = place.delivered()
    for to in everyone:
        wanted = counts[to] + (1 if to in in_doubt else 0)
        assert again[to] == wanted >= 1, (to, again)
    assert place.listed("--in-doubt") == []
    return bool(in_doubt)


def main():
    random.seed(SEED)
    folder = tempfile.mkdtemp(prefix="lmsection-letters-killed-")
    doubts = 0
    try:
        whole = make(folder + "/whole")
        trial = shutil.copytree(whole.folder, folder + "/trial") and Place(folder + "/trial")
        started = time.monotonic()
        assert trial.start().wait() == 0
        duration = time.monotonic() - started
        everyone = set(trial.delivered())
        assert len(everyone) == GROUPS, everyone
        for _ in range(MOMENTS):
            shutil.rmtree(trial.folder)
            shutil.copytree(whole.folder, trial.folder)
            process = trial.start()
            time.sleep(random.uniform(0, duration))
            kill(process, random.random() < 0.5)
            time.sleep(0.05)    # a mail program that was left finishes
            doubts += check(trial, everyone)
        trial.done("doctor", "--quiet")
    except AssertionError:
        sys.stderr.write(f"seed {SEED}\n")
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"{MOMENTS} moments, {doubts} with a letter in doubt (seed {SEED})\n")


main()
