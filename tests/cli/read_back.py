"""Reads what lmsection writes for scripts with other people's readers, and compares the rows.

usage: read_back.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
SOURCE = sys.argv[2]
COMMANDS = [
    ["roster"],
    ["roster", "--history"],
    ["roster", "--vacancies"],
    ["roster", "--public"],
    ["person", "list"],
    ["group", "list"],
    ["checklist", "--year", "2026"],
    ["report-due", "--all"],
    ["handbook"],
]
HOSTILE = [
    'Semi; "quotes", and, commas',
    '"',
    '""""',
    "Comma, Last",
    "O'Brien \\ back\\slash \\t \\n",
    "Emoji \U0001f9d1\u200d\U0001f3eb \U0001f4da",
    "漢字 テスト",
    "x" * 200,
    "é" * 200,
    "=HYPERLINK(\"http://x.example\")",
    "=1+1",
    "+1 555 0100",
    "-2",
    "@SUM(A1)",
    "'already quoted",
    "null",
    "true",
    "0123",
    "1e5",
    "<b>&amp;</b>",
]


def name_of(number, text):
    """A person's name may be any text but an address; "Last, First" is put in reading order."""
    if text == "Comma, Last":
        return "Last Comma"
    return f"Person {number}" if set("@<>") & set(text) else text


class Section:
    """A section in a folder of its own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="lmsection-read-back-")
        self.environment = {
            "LMSECTION_DB": os.path.join(self.folder, "section.db"),
            "LMSECTION_TODAY": "2026-11-24",
            "LMSECTION_ACTOR": "tester",
        }
        self.run(["init"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, arguments, typed=b""):
        done = subprocess.run([BINARY, *arguments], env=self.environment, cwd=self.folder,
                              input=typed, capture_output=True)
        assert done.returncode == 0, (arguments, done.stderr.decode("utf-8", "replace")[:2000])
        return done.stdout

    def load_sample(self):
        self.run(["appoint", "--from", SOURCE + "/data/sample/appointments.csv", "-q"])
        self.run(["report-due", "submit", "--from", SOURCE + "/data/sample/reports.csv", "-q"])

    def load_hostile(self):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["name", "email", "group", "institution", "note"])
        for number, text_of_row in enumerate(HOSTILE):
            writer.writerow([name_of(number, text_of_row), f"p{number}@lib.example",
                             "leadership-management-competencies-working-group",
                             text_of_row + " institute", text_of_row])
        self.run(["appoint", "--from", "-", "-q"], text.getvalue().encode())


def plain(value):
    """A JSON value as CSV writes it, the apostrophe before a formula included."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def from_csv(data):
    assert data.endswith(b"\r\n") or not data, data[-20:]
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def from_tsv(data):
    escapes = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}

    def cell(text):
        read, letters = "", iter(text)
        for letter in letters:
            read += escapes[next(letters)] if letter == "\\" else letter
        return read

    assert data.endswith(b"\n") or not data
    return [[cell(text) for text in line.split("\t")] for line in data.decode("utf-8").split("\n")[:-1]]


def compare(section, arguments):
    rows = json.loads(section.run([*arguments, "-f", "json"]))
    lines = [json.loads(line) for line in section.run([*arguments, "-f", "jsonl"]).splitlines()]
    assert rows == lines, arguments
    for form, read in (("csv", from_csv), ("tsv", from_tsv)):
        table = read(section.run([*arguments, "-f", form]))
        header, cells = table[0], table[1:]
        assert len(header) == len(set(header)), (arguments, header)
        assert len(cells) == len(rows), (arguments, form, len(cells), len(rows))
        for row, line in zip(rows, cells):
            assert list(row) == header, (arguments, list(row), header)
            assert [plain(value) for value in row.values()] == line, (arguments, form, row, line)
    return rows


def the_sample_reads_back_alike():
    with Section() as section:
        section.load_sample()
        for arguments in COMMANDS:
            assert compare(section, arguments), arguments


def hostile_names_read_back_alike():
    with Section() as section:
        section.load_hostile()
        rows = compare(section, ["roster"])
        assert sorted(row["name"] for row in rows) == sorted(
            name_of(number, text) for number, text in enumerate(HOSTILE))
        assert {row["institution"] for row in rows} == {name + " institute" for name in HOSTILE}
        for arguments in COMMANDS:
            compare(section, arguments)


def formulas_are_text_to_a_spreadsheet():
    with Section() as section:
        section.load_hostile()
        for form, read in (("csv", from_csv), ("tsv", from_tsv)):
            for line in read(section.run(["roster", "-f", form])):
                for cell in line:
                    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r"), (form, line)


def what_roster_writes_appoint_reads():
    with Section() as section, Section() as copy:
        section.load_sample()
        roster = section.run(["roster", "-f", "csv"])
        rows = [{"name": row["name"], "email": row["email"], "group": row["group_slug"],
                 "role": row["role"], "years": row["years"], "start": row["start"],
                 "institution": row["institution"]}
                for row in csv.DictReader(io.StringIO(roster.decode("utf-8"), newline=""))]
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        copy.run(["appoint", "--from", "-", "-q", "--override", "a copy"], text.getvalue().encode())
        assert copy.run(["roster", "-f", "csv"]) == roster


def the_columns_are_those_of_the_contract():
    columns = {
        "roster": "group_slug,group,kind,role,name,email,institution,start,end,years",
        "checklist": "month,item,title,audience,optional,status,done_on,done_by,section",
        "report-due": "group_slug,group,kind,report,due,status,days_left,submitted_on,link",
    }
    with Section() as section:
        section.load_sample()
        for command, wanted in columns.items():
            header = section.run([command, "-f", "csv"]).split(b"\r\n")[0].decode()
            assert header == wanted, (command, header)


def two_runs_write_the_same_bytes():
    with Section() as section:
        section.load_sample()
        for arguments in COMMANDS:
            for form in ("csv", "tsv", "json", "jsonl", "table", "md", "html"):
                first = section.run([*arguments, "-f", form])
                assert first == section.run([*arguments, "-f", form]), (arguments, form)


if __name__ == "__main__":
    globals()[sys.argv[3]]()
