"""Reads the files that lmsection writes for other programs with those programs' readers: contacts
(vobject, khard), workbooks (openpyxl, xlsx2csv), lists of addresses (Python's mail parser). Each must agree with
`roster --format json`.

usage: exits.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import csv
import datetime
import email.header
import email.utils
import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
import zipfile

import openpyxl
import vobject

from read_back import BINARY, SOURCE, Section


def people_of(rows):
    """By address (or name, where there is none): the person and their seats, in the rows' order."""
    people = {}
    for row in rows:
        person = people.setdefault(row["email"] or row["name"], {**row, "seats": []})
        person["seats"].append(row)
    return people


def run(section, arguments):
    return subprocess.run([BINARY, *arguments], env=section.environment, cwd=section.folder,
                          capture_output=True)


def roster(section, *arguments):
    return json.loads(section.run(["roster", *arguments, "-f", "json"]))


def cards_of(data):
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")    # no letter is cut in two
    assert data.count(b"\n") == data.count(b"\r\n")
    return list(vobject.readComponents(data.decode("utf-8")))


def check_name(parts, name):
    """The parts make up the name; a family name is given where the name has two words."""
    texts = [parts.given, parts.additional, parts.family, parts.suffix]
    assert parts.prefix == "" and all(isinstance(text, str) for text in texts), parts
    assert re.sub("[, ]+", " ", " ".join(filter(None, texts))) == re.sub("[, ]+", " ", name), parts
    if re.fullmatch(r"[A-Za-z\u00c0-\u024f']{2,} [A-Za-z\u00c0-\u024f'-]{2,}", name):
        assert [parts.given, parts.family] == name.split(" "), parts


def check_cards(section):
    people = people_of(roster(section))
    cards = cards_of(section.run(["roster", "-f", "vcf"]))
    assert len(cards) == len(people)
    assert len({card.uid.value for card in cards}) == len(cards)
    for card, person in zip(cards, people.values()):
        assert card.version.value == "3.0"
        assert card.fn.value == person["name"]
        check_name(card.n.value, person["name"])
        assert card.email.value == person["email"]
        assert (card.org.value[0] if "org" in card.contents else None) == person["institution"]
        seats = person["seats"]
        assert card.title.value == "; ".join(f"{s['role']}, {s['group']}" for s in seats)
        assert card.categories.value == list(dict.fromkeys(s["group"] for s in seats))
        assert card.note.value == "\n".join(
            f"{s['role']} of {s['group']}, {s['start']} to {s['end']}" for s in seats)


def cards_of_the_sample_agree_with_the_roster():
    with Section() as section:
        section.load_sample()
        check_cards(section)


def cards_of_hostile_names_agree_with_the_roster():
    with Section() as section:
        section.load_hostile()
        check_cards(section)


def cards_are_split_into_files():
    with Section() as section:
        section.load_sample()
        section.run(["person", "add", "Ana D\u00edaz <other.ana@lib.example>"])
        section.run(["appoint", "other.ana@lib.example", "middle-managers"])
        section.run(["roster", "-f", "vcf", "--split", "-o", "cards"])
        files = {}
        for name in os.listdir(section.folder + "/cards"):
            path = os.path.join(section.folder, "cards", name)
            assert os.stat(path).st_mode & 0o777 == 0o600
            with open(path, "rb") as file:
                files[name] = file.read()
        assert re.fullmatch("[a-z0-9-]+.vcf", max(files)), files.keys()
        assert {"ana-diaz.vcf", "ana-diaz-2.vcf"} <= files.keys()
        assert all(len(cards_of(data)) == 1 for data in files.values())
        whole = section.run(["roster", "-f", "vcf"])
        assert sorted(files.values()) == sorted(
            b"BEGIN:VCARD" + card for card in whole.split(b"BEGIN:VCARD")[1:])
        section.run(["roster", "middle-managers", "-f", "vcf", "--split", "-o", "cards"])
        assert len(os.listdir(section.folder + "/cards")) == len(files)


def what_split_cannot_do_is_refused():
    with Section() as section:
        section.load_sample()
        with open(os.path.join(section.folder, "file"), "wb"):
            pass
        for status, arguments in ((2, ["-f", "vcf", "--split"]), (2, ["--split", "-o", "cards"]),
                                  (2, ["-f", "vcf", "--split", "-o", "-"]),
                                  (4, ["-f", "vcf", "--split", "-o", "file"]),
                                  (4, ["-f", "vcf", "--split", "-o", "no/where"])):
            done = run(section, ["roster", *arguments])
            assert done.returncode == status and done.stdout == b"", (arguments, done)
            assert done.stderr.count(b"\n") == 1 and b"; " in done.stderr, done.stderr
        assert not os.path.exists(os.path.join(section.folder, "cards"))
        section.environment["LMSECTION_DB"] = section.folder + "/cards/ana-diaz.vcf"
        os.mkdir(section.folder + "/cards")
        section.run(["init"])
        section.run(["appoint", "Ana Diaz <ana@lib.example>", "middle-managers"])
        done = run(section, ["roster", "-f", "vcf", "--split", "-o", "cards"])
        assert done.returncode == 2 and b"the database itself" in done.stderr, done


def family_key(name):
    """The last word before a suffix, then the name, without accents."""
    letters = unicodedata.normalize("NFKD", name.translate(str.maketrans("\u0141\u0142\u00d8\u00f8",
                                                                         "LlOo")))
    plain = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    return plain.split(",")[0].split()[-1], plain


def lists_are_sorted_by_family_name():
    with Section() as section:
        section.load_sample()
        for arguments in (["person", "list"], ["roster"]):
            usual = json.loads(section.run([*arguments, "-f", "json"]))
            rows = json.loads(section.run([*arguments, "--sort", "family", "-f", "json"]))
            rank = {}    # of a role in a group, as usual
            for row in usual:
                rank.setdefault((row.get("group"), row.get("role")), len(rank))
            assert rows == sorted(usual, key=lambda row: (
                rank[row.get("group"), row.get("role")], family_key(row["name"]))), arguments
            assert rows != usual
            assert json.loads(section.run([*arguments, "--sort", "name", "-f", "json"])) == usual
        names = [card.fn.value for card in cards_of(
            section.run(["roster", "--sort", "family", "-f", "vcf"]))]
        assert names == sorted(names, key=family_key)
        read = addresses_of(section.run(["roster", "--sort", "family", "-f", "emails"]))
        assert [name for name, _ in read] == names
        assert run(section, ["roster", "--sort", "age"]).returncode == 2


def a_public_card_has_no_address():
    with Section() as section:
        section.load_sample()
        data = section.run(["roster", "--public", "-f", "vcf"])
        assert b"EMAIL" not in data and b"@" not in data.replace(b"@lmsection", b"")
        assert len(cards_of(data)) == len(people_of(roster(section)))


def a_card_keeps_its_uid():
    with Section() as section:
        section.load_sample()
        before = section.run(["roster", "-f", "vcf"])
        assert section.run(["roster", "-f", "vcf"]) == before
        section.run(["person", "edit", "ana.diaz@riverside.example", "--name", "Ana Neu"])
        now = {c.uid.value: c.fn.value for c in cards_of(section.run(["roster", "-f", "vcf"]))}
        then = {c.uid.value: c.fn.value for c in cards_of(before)}
        assert now.keys() == then.keys()
        changed = [uid for uid in now if now[uid] != then[uid]]
        assert [now[uid] for uid in changed] == ["Ana Neu"]


def check_khard(section):
    """khard keeps a file for each card."""
    folder = os.path.join(section.folder, "contacts")
    os.mkdir(folder)
    cards = section.run(["roster", "-f", "vcf"]).split(b"BEGIN:VCARD")[1:]
    for number, card in enumerate(cards):
        with open(f"{folder}/{number}.vcf", "wb") as file:
            file.write(b"BEGIN:VCARD" + card)
    with open(folder + ".conf", "w", encoding="utf-8") as file:
        file.write(f"[addressbooks]\n[[section]]\npath = {folder}\n"
                   "[contact table]\ndisplay = formatted_name\n")
    done = subprocess.run(["/usr/bin/khard", "-c", folder + ".conf", "email", "--parsable",
                           "--remove-first-line"], capture_output=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0 and not done.stderr, done
    read = [tuple(line.split("\t")[:2]) for line in done.stdout.decode().split("\n") if line]
    assert sorted(read) == sorted((p["email"], p["name"]) for p in people_of(roster(section)).values())


def khard_reads_the_cards_of_the_sample():
    with Section() as section:
        section.load_sample()
        check_khard(section)


def khard_reads_the_cards_of_hostile_names():
    with Section() as section:
        section.load_hostile()
        check_khard(section)


def check_xlsx2csv(section):
    section.run(["roster", "-f", "xlsx", "-o", "roster.xlsx"])
    done = subprocess.run(["/usr/bin/xlsx2csv", "-a", "-p", "", "-f", "%Y-%m-%d", "roster.xlsx"],
                          cwd=section.folder, capture_output=True)
    assert done.returncode == 0, done.stderr[-500:]
    lines = csv.reader(io.StringIO(done.stdout.decode("utf-8"), newline=""))
    read = [line for line in lines if line and line[0] != "group_slug"]
    wanted = [["" if value is None else str(value) for value in row.values()]
              for row in roster(section)]
    assert read == wanted, [pair for pair in zip(read, wanted) if pair[0] != pair[1]][:3]


def xlsx2csv_reads_the_workbook_of_the_sample():
    with Section() as section:
        section.load_sample()
        check_xlsx2csv(section)


def xlsx2csv_reads_the_workbook_of_hostile_names():
    with Section() as section:
        section.load_hostile()
        check_xlsx2csv(section)


def addresses_of(line):
    assert line.endswith(b"\n") and line.count(b"\n") == 1, line
    text = line.decode("ascii").rstrip("\n")
    return [(str(email.header.make_header(email.header.decode_header(name))), address)
            for name, address in email.utils.getaddresses([text])]


def check_addresses(section):
    people = people_of(roster(section))
    read = addresses_of(section.run(["roster", "-f", "emails"]))
    assert [address for _, address in read] == [p["email"] for p in people.values()]
    assert [name for name, _ in read] == [p["name"] for p in people.values()]


def addresses_of_the_sample_agree_with_the_roster():
    with Section() as section:
        section.load_sample()
        check_addresses(section)


def addresses_of_hostile_names_agree_with_the_roster():
    with Section() as section:
        section.load_hostile()
        check_addresses(section)


def pasted_addresses_of(line, separator):
    """Splits a line as Outlook and Gmail do: at separators outside quotes and brackets."""
    parts = re.findall(r'(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^"<%s])+' % separator,
                       line.decode().rstrip("\n"))
    found = []
    for part in parts:
        name, address = re.fullmatch(r' ?(?:(.*) )?<?([^ <>]+)>?', part, re.DOTALL).groups()
        name = name or ""
        if name.startswith('"'):
            name = re.sub(r"\\(.)", r"\1", name[1:-1])
        found.append((name, address))
    return found


def check_pasted_addresses(section):
    people = [(person["name"], person["email"]) for person in people_of(roster(section)).values()]
    emails = ["roster", "-f", "emails"]
    for separator in ",;":
        line = section.run([*emails, "--readable", "--separator", separator])
        assert pasted_addresses_of(line, separator) == people, line
        bare = section.run([*emails, "--bare", "--separator", separator]).decode()
        assert bare == f"{separator} ".join(address for _, address in people) + "\n"
    assert section.run([*emails, "--separator", ";"]) == section.run(
        [*emails, "--separator", ";", "--readable"])
    assert section.run([*emails, "--separator", ","]) == section.run(emails)


def addresses_to_paste_agree_with_the_roster():
    with Section() as section:
        section.load_sample()
        check_pasted_addresses(section)
        line = section.run(["roster", "-f", "emails", "--readable"]).decode()
        assert "\u0141ukasz Wi\u015bnioch <" in line and "=?" not in line


def addresses_of_hostile_names_to_paste_agree_with_the_roster():
    with Section() as section:
        section.load_hostile()
        check_pasted_addresses(section)


def options_of_addresses_are_refused_elsewhere():
    with Section() as section:
        section.load_sample()
        for arguments in (["--separator", ";"], ["-f", "csv", "--bare"], ["-f", "vcf", "--readable"],
                          ["-f", "emails", "--separator", "|"],
                          ["-f", "emails", "--bare", "--readable"]):
            done = run(section, ["roster", *arguments])
            assert done.returncode == 2 and done.stdout == b"", (arguments, done)
            assert done.stderr.count(b"\n") == 1 and b"; " in done.stderr, done.stderr


def addresses_of_nobody_are_nothing():
    with Section() as section:
        assert section.run(["roster", "-f", "emails"]) == b""
        assert section.run(["roster", "-f", "vcf"]) == b""


def who_has_no_address_is_told_of():
    with Section() as section:
        section.run(["appoint", "--from", "-", "-q"],
                    "name,email,group\nAna Diaz,ana@lib.example,middle-managers\n"
                    "Jos\u00e9,jos\u00e9@lib.example,middle-managers\n".encode())
        done = run(section, ["roster", "-f", "emails"])
        assert done.returncode == 0
        assert addresses_of(done.stdout) == [("Ana Diaz", "ana@lib.example")]
        assert b"1 left out" in done.stderr and "Jos\u00e9".encode() in done.stderr, done.stderr


def cell_of(value):
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def sheets_of(data):
    """By title: the rows of a workbook's sheets as the JSON's objects."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = {}
    for sheet in book.worksheets:
        lines = list(sheet.iter_rows(values_only=True))
        sheets[sheet.title] = [dict(zip(lines[0], map(cell_of, line))) for line in lines[1:]]
        assert sheet.freeze_panes == "A2", sheet.freeze_panes
        assert sheet.auto_filter.ref == sheet.dimensions, (sheet.auto_filter.ref, sheet.dimensions)
        assert all(cell.font.bold for cell in sheet[1])
    return sheets, book


def check_workbook(section):
    rows = roster(section)
    sheets, book = sheets_of(section.run(["roster", "-f", "xlsx"]))
    assert [row for sheet in sheets.values() for row in sheet] == rows
    assert len(sheets) == len({row["group"] for row in rows})
    for title, lines in sheets.items():
        assert {row["group"][:31].strip() for row in lines} == {title}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row[7:9]:
                assert cell.is_date and cell.number_format == "yyyy-mm-dd", cell.number_format
            assert all(cell.data_type != "f" for cell in row)


def workbooks_of_the_sample_agree_with_the_roster():
    with Section() as section:
        section.load_sample()
        check_workbook(section)


def workbooks_of_hostile_names_agree_with_the_roster():
    with Section() as section:
        section.load_hostile()
        check_workbook(section)


def other_tables_are_workbooks_of_one_sheet():
    with Section() as section:
        section.load_sample()
        for arguments in (["checklist", "--year", "2026"], ["report-due", "--all"],
                          ["person", "list"], ["group", "list"], ["handbook"],
                          ["roster", "--vacancies", "middle-managers"]):
            sheets, _ = sheets_of(section.run([*arguments, "-f", "xlsx"]))
            rows = json.loads(section.run([*arguments, "-f", "json"]))
            assert len(sheets) == 1, (arguments, sheets.keys())
            assert next(iter(sheets.values())) == rows, arguments


WORKBOOK = {
    "People": ["person", "list"],
    "Roster": ["roster"],
    "All terms": ["roster", "--history"],
    "Groups": ["group", "list"],
    "Volunteers": ["volunteer", "list"],
    "Reports": ["report-due", "--all"],
    "Meetings": ["meeting", "list"],
    "Programs": ["program", "list", "--all"],
    "Events": ["event", "list"],
    "Duties": ["duty", "list"],
    "Checklist": ["checklist", "--year"],
}


def plain_header(column):
    """A column's name as the workbook of everything has it."""
    words = re.sub("slug$", "short name", column.replace("_", " "))
    return words[0].upper() + words[1:]


def check_whole_workbook(section):
    sheets, book = sheets_of(section.run(["export", "-f", "xlsx"]))
    assert list(sheets) == list(WORKBOOK)
    for title, arguments in WORKBOOK.items():
        rows = json.loads(section.run([*arguments, "-f", "json"]))
        assert sheets[title] == [
            {plain_header(name): value for name, value in row.items()} for row in rows], title
        names = section.run([*arguments, "-f", "csv"]).split(b"\r\n")[0].decode().split(",")
        assert [cell.value for cell in book[title][1]] == [plain_header(name) for name in names]
    return sheets


def the_workbook_of_everything_agrees_with_each_command():
    with Section() as section:
        section.load_sample()
        section.run(["meeting", "add", "--from", SOURCE + "/data/sample/meetings.csv", "-q"])
        section.run(["program", "add", "--from", SOURCE + "/data/sample/programs.csv", "-q"])
        section.run(["volunteer", "import", SOURCE + "/data/sample/volunteers.csv", "-q"])
        sheets = check_whole_workbook(section)
        assert all(sheets.values()), {title: len(rows) for title, rows in sheets.items()}
        assert "Group short name" in sheets["Roster"][0] and "Submitted on" in sheets["Reports"][0]
        assert section.run(["export", "-f", "xlsx"]) == section.run(["export", "-f", "xlsx"])
        for form in ("csv", "md"):
            done = run(section, ["export", "-f", form])
            assert done.returncode == 2 and b"xlsx" in done.stderr, done


def the_workbook_of_everything_keeps_hostile_names():
    with Section() as section:
        section.load_hostile()
        check_whole_workbook(section)


def the_workbook_of_an_empty_section_has_its_sheets():
    with Section() as section:
        check_whole_workbook(section)


def add_meetings_of(section, sheets, status, row=1):
    """Reads a workbook with these sheets as meetings; its tables start at a row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for number, line in enumerate(lines, row):
            for column, value in enumerate(line, 1):
                sheet.cell(number, column, value)
    book.save(os.path.join(section.folder, "meetings.xlsx"))
    done = run(section, ["meeting", "add", "--from", "meetings.xlsx", "-f", "json"])
    assert done.returncode == status, done
    return json.loads(done.stdout) if status == 0 else done.stderr.decode()


def workbooks_of_other_programs_are_read_as_lists():
    header = ["group", "date", "kind", "note"]
    day = datetime.date(2026, 10, 5)
    with Section() as section:
        rows = add_meetings_of(section, {
            "A": [header, ["member-experience", day, "virtual", "'=1+1"]],
            "B": [header, ["Middle Managers", "Oct 6, 2026", "email"]]}, 0)
        assert [(row["group_slug"], row["date"], row["meeting"], row["note"]) for row in rows] == [
            ("member-experience", "2026-10-05", "virtual", "'=1+1"),
            ("middle-managers", "2026-10-06", "email", None)], rows
        error = add_meetings_of(section, {"A": [header, ["nowhere", day, "virtual"]]}, 3, row=4)
        assert error.startswith("lmsection: meetings.xlsx, line 5: no group"), error
        error = add_meetings_of(section, {"A": [header], "B": [header[:2]]}, 3)
        assert "the sheet 'B' has other columns than the first one; " in error, error
        error = add_meetings_of(section, {"A": [header, ["", "", "", "", "more"]]}, 3)
        assert "row 2 of the sheet 'A' has more cells than the header; " in error, error
        error = add_meetings_of(section, {"A": []}, 3)
        assert "has no rows; " in error, error
        with open(os.path.join(section.folder, "broken.xlsx"), "wb") as file:
            file.write(b"PK\x03\x04 and no more")
        for command in ("meeting add", "program add", "report-due submit", "appoint"):
            done = run(section, [*command.split(), "--from", "broken.xlsx"])
            assert done.returncode == 3 and done.stderr.count(b"\n") == 1, done
        done = run(section, ["volunteer", "import", "broken.xlsx"])
        assert done.returncode == 3 and done.stderr.count(b"\n") == 1, done


def a_workbook_of_nothing_has_a_header():
    with Section() as section:
        sheets, book = sheets_of(section.run(["roster", "-f", "xlsx"]))
        assert list(sheets.values()) == [[]]
        assert [cell.value for cell in book.worksheets[0][1]][:3] == ["group_slug", "group", "kind"]


def sheets_get_legal_names_of_their_own():
    names = {
        "middle-managers": "A" * 31 + " one",
        "member-experience": "a" * 31 + " two",
        "library-consulting": "'[x]: a/b?*'",
        "consortium-management": "History",
        "dialogue-with-directors": "Caf\u00e9 \U0001f4da" * 8,
    }
    with Section() as section:
        with open(SOURCE + "/data/handbook.toml", encoding="utf-8") as file:
            handbook = file.read()
        for slug, name in names.items():
            usual = slug.replace("-", " ").title().replace("With", "with")
            assert handbook.count(f'name = "{usual}"') == 1, usual
            handbook = handbook.replace(f'name = "{usual}"', f'name = "{name}"')
        # Facts and notes name groups by slug, which a renamed group no longer has.
        handbook = re.sub(r'^groups = \[.*\]$', "groups = []", handbook, flags=re.MULTILINE)
        with open(os.path.join(section.folder, "odd.toml"), "w", encoding="utf-8") as file:
            file.write(handbook)
        section.environment["LMSECTION_DB"] = os.path.join(section.folder, "odd.db")
        section.run(["init", "--handbook", "odd.toml"])
        slugs = {group["name"]: group["slug"]
                 for group in json.loads(section.run(["group", "list", "-f", "json"]))}
        for place, name in enumerate(names.values()):
            section.run(["appoint", f"P{place} <p{place}@lib.example>", slugs[name]])
        sheets, _ = sheets_of(section.run(["roster", "-f", "xlsx"]))
        assert len(sheets) == len(names)
        folded = {unicodedata.normalize("NFC", title).lower() for title in sheets}
        assert len(folded) == len(names)
        for title, rows in sheets.items():
            assert not re.search(r"[\[\]:*?/\\]", title) and title.strip("'") == title, title
            assert len(title.encode("utf-16-le")) // 2 <= 31 and title.lower() != "history"
            assert len(rows) == 1
        assert [row for rows in sheets.values() for row in rows] == roster(section)


def two_workbooks_of_one_day_are_the_same_bytes():
    with Section() as section:
        section.load_sample()
        first = section.run(["roster", "-f", "xlsx"])
        assert section.run(["roster", "-f", "xlsx"]) == first
        assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def files_are_what_standard_output_is():
    with Section() as section:
        section.load_sample()
        for form in ("vcf", "emails", "xlsx"):
            section.run(["roster", "-f", form, "-o", "roster"])
            with open(os.path.join(section.folder, "roster"), "rb") as file:
                assert file.read() == section.run(["roster", "-f", form]), form


def a_terminal_gets_no_workbook():
    with Section() as section:
        section.load_sample()
        master, slave = pty.openpty()
        done = subprocess.run([BINARY, "roster", "-f", "xlsx"], env=section.environment,
                              stdout=slave, stderr=subprocess.PIPE)
        os.close(slave)
        os.close(master)
        assert done.returncode == 2 and done.stderr.count(b"\n") == 1, done
        assert b"--output" in done.stderr
        section.run(["roster", "-f", "xlsx", "-o", "roster.xlsx"])


def no_trace_is_left_of_a_workbook():
    with Section() as section:
        section.load_sample()
        section.environment["TMPDIR"] = section.folder
        before = sorted(os.listdir(section.folder))
        section.run(["roster", "-f", "xlsx"])
        assert sorted(os.listdir(section.folder)) == before
        section.environment["TMPDIR"] = os.path.join(section.folder, "nowhere")
        done = run(section, ["roster", "-f", "xlsx"])
        assert done.returncode == 4 and done.stdout == b"" and done.stderr.count(b"\n") == 1, done


def formats_of_people_are_refused_elsewhere():
    with Section() as section:
        section.load_sample()
        for arguments in (["checklist", "-f", "vcf"], ["report-due", "-f", "emails"],
                          ["roster", "-f", "ics"], ["roster", "--public", "-f", "emails"],
                          ["roster", "--vacancies", "-f", "vcf"]):
            done = run(section, arguments)
            assert done.returncode == 2 and done.stdout == b"", (arguments, done)
            assert done.stderr.count(b"\n") == 1 and b"; " in done.stderr, done.stderr


if __name__ == "__main__":
    globals()[sys.argv[3]]()
