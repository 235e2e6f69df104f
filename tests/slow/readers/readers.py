"""Reads the files that lmsection writes with exceljs, papaparse and ical.js (packages of npm) and
with LibreOffice. Each must agree with the JSON of the same command.

usage: readers.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.

LMSECTION_NODE_MODULES is the folder of the packages, which the test "slow: readers of npm are
installed" fetches.
"""

import csv
import io
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "cli"))
from calendars import DAY, description_of, title_of  # noqa: E402
from calendars import load as load_calendar  # noqa: E402
from exits import WORKBOOK, plain_header  # noqa: E402
from read_back import COMMANDS, Section, plain  # noqa: E402

import datetime  # noqa: E402

PACKAGES = os.environ["LMSECTION_NODE_MODULES"]
READ = os.path.join(os.path.dirname(os.path.abspath(__file__)), "read.cjs")


def sections():
    """The sample, and a section with hostile names; the caller closes them."""
    for fill in (Section.load_sample, Section.load_hostile):
        with Section() as section:
            fill(section)
            yield section


def read_by_node(section, kind, file):
    done = subprocess.run(["node", READ, PACKAGES, kind, os.path.join(section.folder, file)],
                          capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


def rows_of(section, arguments):
    return json.loads(section.run([*arguments, "-f", "json"]))


def papaparse_reads_csv_for_excel():
    for section in sections():
        for arguments in COMMANDS:
            section.run([*arguments, "--excel", "-o", "table.csv"])
            rows = rows_of(section, arguments)
            wanted = [{key: plain(value) for key, value in row.items()} for row in rows]
            assert read_by_node(section, "csv", "table.csv") == wanted, arguments


def exceljs_reads_workbooks():
    for section in sections():
        for arguments in COMMANDS:
            section.run([*arguments, "-f", "xlsx", "-o", "table.xlsx"])
            rows = rows_of(section, arguments)
            sheets = read_by_node(section, "xlsx", "table.xlsx").values()
            cells = [line for sheet in sheets for line in sheet[1:]]
            assert cells == [list(row.values()) for row in rows], arguments


def check_whole_workbook(section, sheets):
    assert list(sheets) == list(WORKBOOK)
    for title, arguments in WORKBOOK.items():
        rows = rows_of(section, arguments)
        if rows:
            assert sheets[title][0] == [plain_header(name) for name in rows[0]], title
        assert sheets[title][1:] == [list(row.values()) for row in rows], title


def exceljs_reads_the_workbook_of_everything():
    for section in sections():
        section.run(["export", "-f", "xlsx", "-o", "section.xlsx"])
        check_whole_workbook(section, read_by_node(section, "xlsx", "section.xlsx"))


def ical_js_reads_calendars():
    with Section() as section:
        load_calendar(section)
        section.run(["meeting", "add", "member-experience", "--on", "2027-01-12"])
        section.run(["meeting", "remove", "member-experience", "--on", "2027-01-12"])
        section.run(["calendar", "-f", "ics", "-o", "section.ics"])
        read = read_by_node(section, "ics", "section.ics")
        assert read["refresh"] == "P1D", read["refresh"]
        events = {event["uid"]: event for event in read["events"]}
        assert len(events) == len(read["events"])
        rows = [row for year in ("2026", "2027")
                for row in rows_of(section, ["calendar", "--year", year])]
        for row in rows:
            event = events.pop(row["uid"], None)
            if event is None:    # an event at the turn of the years is in both
                continue
            after = datetime.date.fromisoformat(row["end"]) + DAY
            assert (event["first"], event["after"]) == (row["date"], str(after)), (event, row)
            assert event["title"] == title_of(row) and event["status"] is None, event
            assert event["description"] == description_of(row), (event, row)
        assert [event["status"] for event in events.values()] == ["CANCELLED"], events


def convert(section, file, to, *options):
    """What LibreOffice makes of a file, as new files in the folder that is returned."""
    home = os.path.join(section.folder, "home")
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless",
                           *options, "--convert-to", to, "--outdir", "converted", file],
                          cwd=section.folder, env={**os.environ, "HOME": section.folder},
                          capture_output=True, timeout=300)
    assert done.returncode == 0 and os.path.isdir(section.folder + "/converted"), done
    return os.path.join(section.folder, "converted")


def shown(value):
    """A value of JSON as LibreOffice writes it in CSV."""
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value)


def sheets_as_csv(section, file, *options):
    """Every sheet of a file by title, as LibreOffice writes it in CSV: UTF-8, all cells as shown,
    each sheet in a file of its own."""
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    folder = convert(section, file, form, *options)
    name = os.path.splitext(file)[0]
    sheets = {}
    for part in os.listdir(folder):
        with open(os.path.join(folder, part), encoding="utf-8", newline="") as data:
            sheets[part[len(name) + 1:-len(".csv")]] = list(csv.reader(io.StringIO(data.read())))
    return sheets


def libreoffice_reads_the_workbook_of_everything():
    for section in sections():
        section.run(["export", "-f", "xlsx", "-o", "section.xlsx"])
        sheets = sheets_as_csv(section, "section.xlsx")
        assert sheets.keys() == WORKBOOK.keys(), sheets.keys()
        for title, arguments in WORKBOOK.items():
            wanted = [[shown(value) for value in row.values()]
                      for row in rows_of(section, arguments)]
            assert sheets[title][1:] == wanted, (title, [
                pair for pair in zip(sheets[title][1:], wanted) if pair[0] != pair[1]][:2])


def libreoffice_reads_csv_for_excel():
    """Of the sample only: spreadsheets turn names such as 0123 and true into other values."""
    with Section() as section:
        section.load_sample()
        section.run(["roster", "--excel", "-o", "roster.csv"])
        as_utf_8 = "--infilter=CSV:44,34,76,1"    # as it proposes in its window
        [lines] = sheets_as_csv(section, "roster.csv", as_utf_8).values()
        rows = rows_of(section, ["roster"])
        assert lines[0] == list(rows[0])
        for line, row in zip(lines[1:], rows, strict=True):
            read = dict(zip(row, line))
            for name in row.keys() - {"start", "end"}:    # days are shown as the locale has them
                assert read[name] == shown(row[name]), (line, row)


if __name__ == "__main__":
    globals()[sys.argv[3]]()
