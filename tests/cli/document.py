"""Reads `lmsection page` as a browser would, without one: its marks, its words, what it leaves out.

usage: document.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import base64
import csv
import hashlib
import html.parser
import io
import json
import os
import re
import sqlite3
import subprocess
import sys

from read_back import BINARY, HOSTILE, SOURCE, Section

VOID = {"meta", "br", "wbr", "input"}
DATA = SOURCE + "/data/sample/"


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.parts = []

    def walk(self):
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()

    def all(self, *tags):
        return [element for element in self.walk() if element.tag in tags]

    def text(self):
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def has_class(self, name):
        return name in self.attributes.get("class", "").split()


class Document(html.parser.HTMLParser):
    """A strict reader: what is opened is closed, in order; no attribute comes twice."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("document", {}, None)
        self.feed(text)
        self.close()
        assert self.open is self.root, f"<{self.open.tag}> is not closed"

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, dict(attributes), self.open)
        self.open.parts.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attributes):
        assert tag in VOID, tag
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        assert self.open.tag == tag, f"</{tag}> ends <{self.open.tag}>"
        self.open = self.open.parent

    def handle_data(self, data):
        self.open.parts.append(data)

    def by_id(self, name):
        found = [element for element in self.root.walk() if element.attributes.get("id") == name]
        assert len(found) == 1, (name, len(found))
        return found[0]


class Sample(Section):
    """The sample section with meetings, programs, marks, notes and links."""

    def __init__(self):
        super().__init__()
        self.environment["PATH"] = os.environ["PATH"]    # where dot is
        self.load_sample()
        self.run(["appoint", "--from", DATA + "over.csv", "--override", "SECRET-reason", "-q"])
        self.run(["meeting", "add", "--from", DATA + "meetings.csv", "-q"])
        self.run(["meeting", "add", "leadership-team", "--on", "2026-12-03", "--agenda",
                  "https://drive.example/SECRET-agenda", "--note", "SECRET-note", "-q"])
        self.run(["program", "add", "--from", DATA + "programs.csv", "-q"])
        self.run(["program", "accept", "listening", "--note", "SECRET-answer", "-q"])
        self.run(["report-due", "submit", "member-experience", "2026-12", "--link",
                  "https://drive.example/SECRET-report", "-q"])
        self.run(["checklist", "done", "schedule-virtual-meetings", "--on", "2026-07-14",
                  "--note", "SECRET-mark", "--actor", "SECRET-actor", "-q"])
        self.run(["person", "edit", "stroudwater", "--note", "SECRET-person", "-q"])

    def page(self, *arguments):
        return self.run(["page", *arguments]).decode("utf-8")

    def rows(self, *arguments):
        return json.loads(self.run([*arguments, "-f", "json"]))


def fails(section, status, arguments):
    done = subprocess.run([BINARY, *arguments], env=section.environment, cwd=section.folder,
                          capture_output=True)
    assert done.returncode == status, (arguments, done)
    assert done.stdout == b"", arguments
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.decode()


def seats_of(document):
    """Each filled seat of the page's roster: group, role, name, email, institution, days."""
    seats = []
    for group in document.by_id("roster").walk():
        if not group.has_class("group"):
            continue
        headings = [heading.text() for heading in group.all("thead")[0].all("th")]
        for row in [row for body in group.all("tbody") for row in body.all("tr")]:
            cells = dict(zip(headings, [cell.text() for cell in row.all("th", "td")]))
            assert len(cells) == len(headings), cells
            if not row.has_class("vacant"):
                seats.append((group.all("h3")[0].text(), cells["Role"], cells["Name"],
                              cells.get("Email", ""), cells["Institution"], cells["Term"]))
    return seats


def seats_told(rows):
    return [(row["group"], row["role"], row["name"], row["email"] or "", row["institution"] or "",
             f"{row['start']} to {row['end']}") for row in rows]


def check_html(text):
    """What every page must be: well-formed, with links that lead somewhere and no handlers."""
    assert text.startswith("<!DOCTYPE html>\n<html lang=\"en\">")
    document = Document(text)
    elements = list(document.root.walk())
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids)), [name for name in ids if ids.count(name) > 1]
    for element in elements:
        for name in ("aria-labelledby", "for"):
            for target in element.attributes.get(name, "").split():
                assert target in ids, (element.tag, name, target)
        href = element.attributes.get("href", "#content")
        assert not href.startswith("#") or href[1:] in ids, href
        assert href.startswith(("#", "mailto:", "https://", "http://")), href
        assert not [name for name in element.attributes if name.startswith("on")], element.tag
    for tag in ("title", "h1", "main", "header", "style"):
        assert len(document.root.all(tag)) == 1, tag
    levels = [int(heading.tag[1]) for heading in document.root.all("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), levels
    for table in document.root.all("table"):
        assert all(heading.attributes.get("scope") in ("col", "row", "rowgroup") for heading in table.all("th"))
        for row in table.all("tr"):
            width = sum(int(cell.attributes.get("colspan", 1)) for cell in row.all("th", "td"))
            assert width == len(table.all("thead")[0].all("th")), row.text()
    return document


def check_document(text):
    document = check_html(text)
    for tag in ("nav", "footer", "script"):
        assert len(document.root.all(tag)) == 1, tag
    for table in document.root.all("table"):
        assert len(table.all("caption")) == 1 and table.all("caption")[0].text().strip()
    return document


def the_page_is_well_formed():
    with Sample() as section:
        for arguments in ([], ["--public"], ["--year", "2025"], ["--year", "2030", "--public"]):
            check_document(section.page(*arguments))


def it_fetches_nothing_and_runs_its_own_script_alone():
    with Sample() as section:
        text = section.page()
        document = Document(text)
        for tag in ("link", "img", "iframe", "object", "embed", "base", "form", "image", "use"):
            assert not document.root.all(tag), tag
        assert not [e for e in document.root.walk() if "src" in e.attributes]
        for style in document.root.all("style"):
            assert "url(" not in style.text() and "@import" not in style.text()
        policy = [e.attributes["content"] for e in document.root.all("meta")
                  if e.attributes.get("http-equiv") == "Content-Security-Policy"]
        script = document.root.all("script")[0].text()
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert len(policy) == 1 and f"script-src 'sha256-{digest}'" in policy[0], policy
        assert policy[0].startswith("default-src 'none'"), policy
        assert script in open(SOURCE + "/data/page.js", encoding="utf-8").read()


def the_roster_is_that_of_roster_json():
    with Sample() as section:
        rows = section.rows("roster")
        document = Document(section.page())
        assert seats_of(document) == seats_told(rows)
        vacant = [e for e in document.root.walk() if e.has_class("vacant")]
        assert len(vacant) == len(section.rows("roster", "--vacancies")) > 0
        people = len({(row["email"], row["name"]) for row in rows})
        glance = [e for e in document.root.walk() if e.has_class("glance")][0]
        assert f"{people} people in 12 groups" in glance.text(), glance.text()


def another_year_is_told_as_of_its_nearest_day():
    with Sample() as section:
        for year, day in (("2025", "2026-06-30"), ("2027", "2027-07-01")):
            document = Document(section.page("--year", year))
            assert seats_of(document) == seats_told(section.rows("roster", "--on", day)), year


def the_terms_are_those_of_the_records():
    with Sample() as section:
        document = Document(section.page())
        told = []
        for group in document.by_id("terms").walk():
            if not group.has_class("terms"):
                continue
            for line in group.all("li"):
                spans = line.all("span")
                terms = spans[0].text().split("; ")
                assert len(spans[1].all("i")) == len(terms)
                told += [(group.all("h3")[0].text(), line.all("b")[0].text(), term)
                         for term in terms]
                for bar in spans[1].all("i"):
                    start, end = re.fullmatch(r"--from:([\d.]+);--to:([\d.]+)",
                                              bar.attributes["style"]).groups()
                    assert 0 <= float(start) <= float(end) <= 100
        wanted = [(row["group"], row["name"], f"{row['role']} {row['start']} to {row['end']}")
                  for row in section.rows("roster", "--history")
                  if row["start"] <= "2028-06-30" and row["end"] >= "2025-07-01"]
        assert sorted(told) == sorted(wanted)


def the_rest_agrees_with_its_commands():
    with Sample() as section:
        document = Document(section.page())

        def table(part, number=0):
            body = document.by_id(part).all("tbody")[number]
            return [[cell.text() for cell in row.all("th", "td")] for row in body.all("tr")]

        faults = section.rows("check", "--faults")
        assert [(row[0], row[1], row[3]) for row in table("rules")] == [
            (row["group"] or "The section", row["found"], row["verdict"]) for row in faults]
        assert [row[:4] for row in table("reports")] == [
            [row["group"], row["report"], row["due"], row["status"]]
            for row in section.rows("report-due", "--year", "2025")
            + section.rows("report-due", "--all", "--year", "2026")]
        assert [row[0] for row in table("meetings", 1)] == [
            row["date"] for row in section.rows("meeting", "list")]
        assert [row[1] for row in table("meetings")] == [
            str(row["held"]) for row in section.rows("meeting", "list", "--counts")]
        assert [(row[0], row[3]) for row in table("programs", 1)] == [
            (row["title"], row["status"]) for row in section.rows("program", "list")]
        items = [item.all("b")[0].text() for item in document.by_id("year").all("li")]
        assert items == [row["title"] for row in section.rows("checklist", "--year", "2026")]
        assert "done 2026-07-14" in document.by_id("year").text()


def for_leaders_it_holds_links_and_notes():
    with Sample() as section:
        text = section.page()
        for secret in ("agenda", "note", "report", "mark", "actor"):
            assert "SECRET-" + secret in text, secret
        rows = [row for row in section.rows("roster") if row["email"]]
        groups = {row["group_slug"] for row in section.rows("roster", "--leads") if row["email"]}
        assert text.count("mailto:") == len(rows) + len(groups)
        for slug in groups:
            leads = [row["email"] for row in section.rows("roster", slug, "--leads")]
            assert f'href="mailto:{",".join(leads)}"' in text, (slug, leads)


def for_anybody_it_leaves_out_what_is_the_sections_own():
    with Sample() as section:
        text = section.page("--public")
        document = Document(text)
        for row in section.rows("person", "list"):
            assert not row["email"] or row["email"] not in text, row
        assert "SECRET" not in text and "mailto:" not in text
        words = document.by_id("content").text()
        assert "@" not in words
        titles = [heading.text() for heading in document.root.all("h2")]
        assert titles == ["Structure", "Roster", "Terms", "The year's checklist", "Meetings",
                          "Programs"], titles
        assert [seat[2] for seat in seats_of(document)] == [
            row["name"] for row in section.rows("roster", "--public")]
        for row in section.rows("program", "list"):
            assert (row["title"] in document.by_id("programs").text()) == (
                row["status"] == "accepted"), row


def hostile_names_are_text():
    names = HOSTILE + ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "' onclick='x",
                       "שלום", "%3Cb%3E"]
    with Section() as section:
        section.environment["PATH"] = os.environ["PATH"]
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["name", "email", "group", "role", "institution"])
        for number, name in enumerate(names):
            writer.writerow([f"Person {number}", f"p{number}@lib.example",
                             "leadership-management-competencies-working-group", "member", name])
        writer.writerow(["The Chair", "i@lib.example", "middle-managers", "chair", ""])
        section.run(["appoint", "--from", "-", "-q"], text.getvalue().encode())
        # Some of these names are refused today; earlier versions recorded them.
        with sqlite3.connect(section.environment["LMSECTION_DB"]) as database:
            database.executemany("UPDATE people SET name = ? WHERE email = ?",
                                 [(name, f"p{number}@lib.example")
                                  for number, name in enumerate(names)])
            database.execute("UPDATE people SET name = '<i>Chair</i>' WHERE email = 'i@lib.example'")
        database.close()
        section.run(["group", "add", "<s>Group</s> & \"Co\"", "--kind", "interest-group",
                     "--slug", "hostile", "-q"])
        section.run(["checklist", "add", "<s>struck</s>", "--month", "may", "-q"])
        section.run(["program", "add", "<em>title</em>", "--venue", "webinar", "--speaker",
                     "Nobody & 'Co'", "-q"])
        section.run(["meeting", "add", "hostile", "--on", "2026-11-20", "--note", "<tt>note</tt>",
                     "--agenda", "https://x.example/?a='b'&lt;=1", "-q"])
        page = section.run(["page"]).decode()
        document = check_document(page)
        assert not document.root.all("s", "em", "tt"), "a name became a mark"
        rows = json.loads(section.run(["roster", "-f", "json"]))
        assert seats_of(document) == seats_told(rows)
        assert len(rows) == len(names) + 1
        for part in ("<s>Group</s> & \"Co\"", "<s>struck</s>", "<em>title</em>", "Nobody & 'Co'",
                     "<tt>note</tt>"):
            assert part in document.root.text(), part


def characters_that_steer_are_made_visible():
    with Section() as section:
        section.environment["PATH"] = os.environ["PATH"]
        section.run(["appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "-q"])
        # A file that another program wrote may hold what no command takes.
        subprocess.run(["sqlite3", section.environment["LMSECTION_DB"],
                        "UPDATE people SET name = 'Ana' || char(0x202e) || char(27) || 'Diaz'"],
                       check=True)
        page = section.run(["page"]).decode()
        assert "Ana" in page and "\u202e" not in page and "\x1b" not in page


def a_folder_gets_an_index_page():
    with Sample() as section:
        os.mkdir(section.folder + "/site")
        section.run(["page", "-o", "site"])
        section.run(["page", "-o", "file.html"])
        assert os.listdir(section.folder + "/site") == ["index.html"]
        written = open(section.folder + "/site/index.html", "rb").read()
        assert written == open(section.folder + "/file.html", "rb").read() == section.run(["page"])
        assert os.stat(section.folder + "/site/index.html").st_mode & 0o777 == 0o600


def what_cannot_be_written_leaves_the_old_page():
    with Sample() as section:
        os.mkdir(section.folder + "/site")
        section.run(["page", "-o", "site"])
        before = open(section.folder + "/site/index.html", "rb").read()
        fails(section, 2, ["page", "-o", "site", "--year", "never"])
        fails(section, 4, ["page", "-o", "site", "--db", "nowhere.db"])
        fails(section, 4, ["page", "-o", "no-such-folder/"])
        assert os.listdir(section.folder + "/site") == ["index.html"]
        assert open(section.folder + "/site/index.html", "rb").read() == before


def wrong_command_lines_are_refused():
    with Section() as section:
        fails(section, 2, ["page", "extra"])
        fails(section, 2, ["page", "--format", "csv"])
        fails(section, 2, ["page", "--format", "table"])
        fails(section, 2, ["page", "--year", ""])
        fails(section, 4, ["page", "--db", "nowhere.db"])


def the_chart_is_a_list_of_lists_and_needs_no_other_program():
    with Sample() as section:
        section.environment["PATH"] = "/nonexistent"
        done = subprocess.run([BINARY, "page"], env=section.environment, capture_output=True)
        assert done.returncode == 0 and done.stderr == b"", done.stderr
        structure = check_document(done.stdout.decode()).by_id("structure")
        groups = [item for item in structure.all("li") if item.has_class("group")]
        assert len(groups) == 12 and "Middle Managers" in structure.text()
        for group in groups:
            kind, own = group.parent.parent, group.parent.parent.parent.parent
            assert kind.has_class("kind") and own.has_class("own"), group.text()


def an_empty_section_has_a_page():
    with Section() as section:
        section.environment["PATH"] = os.environ["PATH"]
        for arguments in (["page"], ["page", "--public"]):
            text = section.run(arguments).decode()
            check_document(text)
            assert "No meetings recorded." in text


def two_runs_write_the_same_bytes():
    with Sample() as section:
        assert section.page() == section.page()


if __name__ == "__main__":
    globals()[sys.argv[3]]()
