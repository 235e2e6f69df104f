"""What --public leaves out: a section in which every private field holds a marker, and every public
output in every format, none of which may hold one.

usage: public.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import io
import os
import re
import shutil
import sys
import zipfile

from read_back import SOURCE, Section

ROWS = ["table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx"]
GROUP = "member-experience"
MARKER = re.compile(r"SECRET-?[a-z0-9-]*", re.IGNORECASE)
STATUS = re.compile(r"\boverdue\b|\((done|skipped|submitted)\)|not done|>skipped<")
# Each public command with its formats. A group's packet is asked for of several groups.
PUBLIC = [
    (["roster"], ROWS + ["vcf"]),
    (["roster", "--history"], ROWS + ["vcf"]),
    (["roster", "--vacancies"], ROWS),
    (["roster", "--year", "2026"], ROWS + ["vcf"]),
    (["calendar"], ROWS + ["ics"]),
    (["calendar", "--year"], ROWS + ["ics"]),
    (["calendar", "--year", "2025"], ROWS + ["ics"]),
    (["calendar", "--year", "--group", GROUP], ROWS + ["ics"]),
    (["calendar", "--alarm", "7d"], ["ics"]),
    (["handover", GROUP], ["md", "html"]),
    (["handover", "middle-managers"], ["md", "html"]),
    (["handover", "leadership-team"], ["md", "html"]),
    (["page"], ["html"]),
    (["page", "--year", "2025"], ["html"]),
    (["group", "chart"], ROWS + ["dot", "svg"]),
]


class Marked(Section):
    """A section that holds a marker in every field that is not for anybody."""

    def __init__(self):
        super().__init__()
        self.environment["LMSECTION_ACTOR"] = "secret-actor"
        self.environment["PATH"] = os.environ["PATH"]
        self.markers = {"secret-actor"}
        self.fill()

    def text(self, field):
        marker = "SECRET-" + field
        self.markers.add(marker)
        return marker

    def link(self, field):
        return "https://meet.example/" + self.text(field)

    def address(self, name):
        self.markers.add("secret-" + name)
        return f"secret-{name}@lib.example"

    def fill(self):
        run = self.run
        run(["appoint", f"Ana Diaz <{self.address('ana')}>", GROUP, "--role", "member", "--note",
             self.text("term-note")])
        run(["appoint", f"Cy Young <{self.address('cy')}>", GROUP, "--role", "chair", "--override",
             self.text("override-reason")])
        run(["appoint", f"Ben Okafor <{self.address('ben')}>", "middle-managers", "--role", "chair"])
        run(["appoint", f"Eve Moss <{self.address('eve')}>", "leadership-team"])
        run(["appoint", "end", "eve", "leadership-team", "--on", "2026-12-31", "--reason",
             self.text("end-reason")])
        run(["person", "edit", "ana", "--note", self.text("person-note"), "--institution",
             "City Library"])
        for on, field in (("2026-11-02", "held"), ("2026-12-04", "planned"), ("2025-10-06", "old")):
            for group in (GROUP, "leadership-team"):
                run(["meeting", "add", group, "--on", on, "--agenda",
                     self.link(f"agenda-{field}-{group}"), "--minutes",
                     self.link(f"minutes-{field}-{group}"), "--note",
                     self.text(f"dial-in-{field}-{group}") + " code 555 0100"])
        run(["checklist", "done", "attend-ala-annual", "--note", self.text("mark-note")])
        run(["checklist", "done", "complete-december-report", "--group", GROUP, "--note",
             self.text("group-mark-note")])
        run(["report-due", "submit", GROUP, "2026-12", "--link", self.link("report")])
        run(["report-due", "submit", "middle-managers", "2026-05", "--on", "2026-05-20", "--link",
             self.link("report-old")])
        for number, status in enumerate(("draft", "submitted", "accepted", "declined")):
            title = f"Program {number}" if status == "accepted" else self.text("title-" + status)
            run(["program", "add", title, "--venue", "webinar", "--group", GROUP, "--note",
                 self.text("program-note-" + status)])
            run(["program", "speaker", "add", title, f"Speaker of {status}" if status == "accepted"
                 else self.text("speaker-" + status), "--stipend", "150"])
            if status != "draft":
                run(["program", "submit", title, "--note", self.text("step-" + status)])
            if status in ("accepted", "declined"):
                run(["program", "accept" if status == "accepted" else "decline", title, "--note",
                     self.text("answer-" + status)])
        run(["duty", "done", "middle-managers", self.first_duty("middle-managers"), "--note",
             self.text("duty-note")])
        run(["volunteer", "add", f"{self.text('volunteer-name')} <{self.address('vol')}>",
             "--choice", GROUP, "--comment", self.text("comment"), "--library-type", "public"])

    def first_duty(self, group):
        rows = self.run(["duty", "list", "--group", group, "-f", "jsonl"]).decode().splitlines()
        return re.search(r'"activity":"([^"]+)"', rows[0]).group(1)

    def output(self, arguments, form):
        name = os.path.join(self.folder, "out." + form)
        self.run([*arguments, "-f", form, "-o", name])
        with open(name, "rb") as file:
            data = file.read()
        if form != "xlsx":
            return unfolded(data.decode())
        with zipfile.ZipFile(io.BytesIO(data)) as workbook:
            return "\n".join(workbook.read(part).decode() for part in workbook.namelist())


def unfolded(text):
    """A calendar or a card breaks its lines anywhere."""
    return text.replace("\r\n ", "")


def drawable(form):
    return form not in ("svg",) or shutil.which("dot")


def no_public_output_holds_anything_private():
    with Marked() as section:
        for command, forms in PUBLIC:
            for form in filter(drawable, forms):
                text = section.output([*command, "--public"], form)
                found = sorted(set(MARKER.findall(text)))
                assert not found, (command, form, found)
                assert "555 0100" not in text and "mailto:" not in text, (command, form)
                assert not STATUS.search(text), (command, form, STATUS.search(text))
        for row in section.output(["calendar", "--year", "--public"], "csv").splitlines()[1:]:
            assert row.split(",")[-3] == "", row


def what_is_for_anybody_is_still_there():
    with Marked() as section:
        for command, forms in PUBLIC:
            for form in filter(drawable, forms):
                text = section.output([*command, "--public"], form)
                assert text, (command, form)
        roster = section.output(["roster", "--public"], "csv")
        assert "Ana Diaz" in roster and "City Library" in roster
        calendar = section.output(["calendar", "--public"], "ics")
        assert "SUMMARY:Meeting (virtual): Member Experience" in calendar
        assert "Report due: Member Experience" in calendar
        packet = section.output(["handover", GROUP, "--public"], "md")
        for part in ("Who serves", "2026-12-04", "Program 2", "Ana Diaz"):
            assert part in packet, part
        page = section.output(["page", "--public"], "html")
        assert "Program 2" in page and "Ana Diaz" in page


def the_markers_are_where_leaders_look():
    """Without --public each of them is in some output, so that the test above can fail."""
    with Marked() as section:
        everything = "".join(
            section.output([*command], form) for command, forms in PUBLIC for form in forms
            if drawable(form) and form in ("csv", "ics", "vcf", "md", "html", "dot"))
        shown = {marker.lower() for marker in MARKER.findall(everything)}
        for field in ("agenda-held", "minutes-held", "dial-in-held", "report", "title-draft", "ana",
                      "mark-note", "actor"):
            assert any(field in marker for marker in shown), (field, sorted(shown))


def recipes_for_a_web_server_are_public():
    pages = [os.path.join(SOURCE, "README.md")]
    for folder, _, names in os.walk(os.path.join(SOURCE, "docs")):
        pages += [os.path.join(folder, name) for name in names if not name.endswith((".svg", ".png"))]
    recipes = 0
    for page in pages:
        with open(page, encoding="utf-8") as file:
            for line in file:
                if "/srv/www" in line and "lmsection" in line:
                    recipes += 1
                    assert " --public " in line, (page, line)
    assert recipes >= 4, recipes


if __name__ == "__main__":
    globals()[sys.argv[3]]()
