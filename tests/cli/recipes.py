"""Runs the recipes of docs/cron.md that act on an exit status: mail goes out when something is due,
none when nothing is, and none on an error, which goes to standard error instead.

usage: recipes.py PROGRAM SOURCE TEST
"""

import os
import re
import subprocess
import sys
import tempfile

PROGRAM, SOURCE, TEST = sys.argv[1:]
DUE = {"LMSECTION_TODAY": "2026-12-28"}
NOT_DUE = {"LMSECTION_TODAY": "2026-08-10"}


def recipes():
    with open(SOURCE + "/docs/cron.md", encoding="utf-8") as file:
        lines = [line.strip() for line in file if "lmsection " in line]
    found = [line for line in lines if line.startswith("lmsection ") and "mail " in line]
    assert len(found) == 2, found
    assert not any("||" in line for line in lines), "|| would send mail after an error, too"
    return found


def run(folder, line, environment, database="section.db"):
    """What the recipe writes to standard error, and the mail that it sends, if any."""
    path = f"{folder}/bin:{os.environ.get('PATH', '/usr/bin:/bin')}"
    world = {"PATH": path, "LMSECTION_DB": f"{folder}/{database}", "OUT": f"{folder}/mail.txt",
             "LMSECTION_ACTOR": "tester", **environment}
    if os.path.exists(world["OUT"]):
        os.remove(world["OUT"])
    result = subprocess.run(["sh", "-c", line], cwd=folder, env=world, capture_output=True,
                            text=True, check=False)
    assert result.stdout == "", (line, result)
    if not os.path.exists(world["OUT"]):
        return result.stderr, None
    with open(world["OUT"], encoding="utf-8") as file:
        return result.stderr, file.read()


def make_folder(folder):
    os.mkdir(folder + "/bin")
    with open(folder + "/bin/mail", "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\ncat > \"$OUT\"\n")
    os.chmod(folder + "/bin/mail", 0o755)
    os.symlink(os.path.abspath(PROGRAM), folder + "/bin/lmsection")
    world = {"PATH": os.environ.get("PATH", ""), "LMSECTION_DB": folder + "/section.db",
             "LMSECTION_TODAY": "2026-07-01", "LMSECTION_ACTOR": "tester"}
    lead = ["appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair"]
    member = ["appoint", "Bo Long <bo@lib.example>", "middle-managers"]
    for words in (["init"], lead, member, ["checklist", "skip", "carry-declined-proposals"]):
        subprocess.run([PROGRAM, *words], env=world, check=True, capture_output=True)


def recipes_send_mail_when_something_is_due_and_never_on_an_error():
    for line in recipes():
        with tempfile.TemporaryDirectory(prefix="lmsection-recipes-") as folder:
            make_folder(folder)
            errors, mail = run(folder, line, DUE)
            assert errors == "" and mail, (line, errors, mail)
            assert "2026-12-31" in mail or "December 31, 2026" in mail, (line, mail)
            errors, mail = run(folder, line, NOT_DUE)
            assert errors == "" and mail is None, (line, errors, mail)
            errors, mail = run(folder, line, DUE, "none.db")
            assert mail is None and errors.startswith("lmsection: "), (line, errors, mail)
            misspelled = re.sub("middle-managers|45d", "no-such", line)
            errors, mail = run(folder, misspelled, DUE)
            assert mail is None and "no-such" in errors, (misspelled, errors, mail)


globals()[TEST]()
