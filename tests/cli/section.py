"""A section in a folder of its own, with a mail program that keeps what is sent, and a day that
stands for today. For scripts that are called with BINARY SOURCE_FOLDER TEST.
"""

import csv
import email
import email.policy
import glob
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
SOURCE = os.path.abspath(sys.argv[2])
SAMPLE = os.path.join(SOURCE, "data", "sample")
SENDER = "L&M Section <lm@section.example>"
# Keeps what it gets, one file for each message, whole or not at all.
SENDMAIL = """#!/bin/sh
file=$(mktemp "$OUT/new-XXXXXX") && cat > "$file" && mv "$file" "$file.eml"
"""


class Section:
    """`day` stands for today, and `variables` are added to the environment."""

    def __init__(self, sample=True, volunteers=False, programs=False):
        self.folder = tempfile.mkdtemp(prefix="lmsection-")
        self.day = "2026-11-24"
        self.out = self.path("mail")
        os.mkdir(self.out)
        self.variables = {"LMSECTION_FROM": SENDER}
        self.sendmail(SENDMAIL)
        self.done("init")
        if sample:
            self.done("appoint", "--from", SAMPLE + "/appointments.csv")
            self.done("appoint", "--from", SAMPLE + "/over.csv", "--override", "agreed in June")
            self.done("report-due", "submit", "--from", SAMPLE + "/reports.csv")
            self.done("meeting", "add", "--from", SAMPLE + "/meetings.csv")
        if volunteers:
            self.done("volunteer", "import", SAMPLE + "/volunteers.csv", "--ignore-extra")
        if programs:
            self.done("program", "add", "--from", SAMPLE + "/programs.csv")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    @property
    def file(self):
        return self.path("section.db")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def bytes(self, name="section.db"):
        with open(self.path(name), "rb") as file:
            return file.read()

    def ask(self, sql):
        """The rows of a query, past the program."""
        connection = sqlite3.connect(self.file)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    # ------------------------------------------------------------------ commands

    @property
    def environment(self):
        return {"LMSECTION_DB": self.file, "LMSECTION_ACTOR": "tester", "OUT": self.out,
                "LMSECTION_TODAY": self.day, "PATH": os.environ["PATH"], **self.variables}

    def run(self, *words, text=None):
        return subprocess.run([BINARY, *words], env=self.environment, cwd=self.folder, input=text,
                              capture_output=True, encoding="utf-8", check=False)

    def ran(self, *words, text=None):
        """What a command that succeeds prints, on both streams."""
        result = self.run(*words, text=text)
        assert result.returncode == 0, (self.day, words, result)
        return result

    def done(self, *words, text=None):
        """Its result."""
        return self.ran(*words, text=text).stdout

    def says(self, *words):
        """What it says on standard error."""
        return self.ran(*words).stderr

    def rows(self, *words):
        text = self.done(*words, "--format", "csv")
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

    def refused(self, part, *words, status=3):
        """A command that changes nothing; `part` is in what it says."""
        before = self.bytes()
        result = self.run(*words)
        assert result.returncode == status and not result.stdout, (words, result)
        assert part in result.stderr, (words, part, result.stderr)
        assert self.bytes() == before, words

    def fails(self, status, *words, text=None):
        """The one line that says what is wrong."""
        result = self.run(*words, text=text)
        assert result.returncode == status, (words, result)
        lines = result.stderr.splitlines()
        assert len(lines) == 1 and lines[0].startswith("lmsection: ") and "; " in lines[0], lines
        return lines[0]

    # ------------------------------------------------------------------ letters

    def sendmail(self, script):
        """Makes a script the mail program."""
        os.chmod(self.write("sendmail", script), 0o755)
        self.variables["LMSECTION_SENDMAIL"] = self.path("sendmail") + " -t -i"

    def letters(self, *words):
        """The letters that a command would send."""
        return json.loads(self.done(*words, "--format", "json"))

    def mail(self):
        """The messages that were sent, oldest first."""
        messages = []
        for name in sorted(glob.glob(self.out + "/*.eml"), key=lambda one: os.stat(one).st_mtime_ns):
            with open(name, "rb") as file:
                messages.append(email.message_from_binary_file(file, policy=email.policy.default))
            require_no_defects(messages[-1])
        return messages

    def sent(self, *words):
        """The messages that a command sends."""
        for name in os.listdir(self.out):
            os.remove(os.path.join(self.out, name))
        self.done(*words, "--send")
        return self.mail()


def require_no_defects(message):
    for part in message.walk():
        assert not part.defects, part.defects
    for name in ("From", "To", "Cc", "Subject"):
        if message[name] is not None:
            assert not message[name].defects, (name, message[name].defects)


def addresses(message, field="To"):
    return [one.addr_spec for one in message[field].addresses] if message[field] else []


def text_of(message):
    """The text with its lines as they were written."""
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")
