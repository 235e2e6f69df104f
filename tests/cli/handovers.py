"""Reads the packets of `handover` as a browser and a Markdown reader would, and compares them with
what the other commands say.

usage: handovers.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

from read_back import BINARY, HOSTILE, SOURCE, Section

VOID = {"meta", "br", "wbr"}
GROUP = "leadership-management-competencies-working-group"


class Page(html.parser.HTMLParser):
    """The parts of a page by heading: sentences, and rows of cells."""

    def __init__(self, text):
        super().__init__()
        self.open, self.parts, self.links, self.text, self.tags = [], {}, [], "", set()
        self.title, self.part = "", {"sentences": [], "rows": []}
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.part["rows"].append([])
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        if tag in ("h1", "h2", "p", "td", "th"):
            self.text = ""

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
        if tag == "h1":
            self.title = self.text
            self.part = {"sentences": [], "rows": []}
        elif tag == "h2":
            self.part = self.parts.setdefault(self.text, {"sentences": [], "rows": []})
        elif tag == "p":
            self.part["sentences"].append(self.text)
        elif tag in ("td", "th"):
            self.part["rows"][-1].append(self.text)

    def handle_data(self, data):
        self.text += data


def unmarked(text):
    text = re.sub(r"\\(.)", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def markdown(text):
    """As Page.parts, of Markdown."""
    parts, part = {}, None
    for line in text.split("\n"):
        if line.startswith("## "):
            part = parts.setdefault(unmarked(line[3:]), {"sentences": [], "rows": []})
        elif part is not None and line.startswith("|"):
            cells = [cell[1:-1] for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            cells = [cell[1:-1] if cell.startswith("<") else unmarked(cell) for cell in cells]
            if set(cells) != {"---"}:
                part["rows"].append(cells)
        elif part is not None and line:
            assert not re.match(r"[#>+*=~-]|\d+[.)]", line), line
            part["sentences"].append(unmarked(line))
    return parts


def load(section):
    section.load_sample()
    section.run(["meeting", "add", "--from", SOURCE + "/data/sample/meetings.csv", "-q"])
    section.run(["program", "add", "--from", SOURCE + "/data/sample/programs.csv", "-q"])


def handover(section, group, *arguments):
    """The packet's parts, which are the same in both formats."""
    text = section.run(["handover", group, *arguments]).decode()
    page = Page(section.run(["handover", group, "-f", "html", *arguments]).decode())
    parts = markdown(text)
    assert parts == page.parts, [heading for heading in parts
                                 if parts[heading] != page.parts.get(heading)]
    return parts, page


def rows(section, *arguments):
    return json.loads(section.run([*arguments, "-f", "json"]))


def seats(section, *arguments):
    return [[row["role"], row["name"], row["email"] or "", row["institution"] or "", row["start"],
             row["end"]] for row in rows(section, "roster", *arguments)]


def the_sample_agrees_with_the_other_commands():
    with Section() as section:
        load(section)
        for group in (row["slug"] for row in rows(section, "group", "list")):
            parts, page = handover(section, group)
            assert parts["Who serves"]["rows"][1:] == seats(section, group), group
            ending = seats(section, group, "--ending")
            told = parts["Whose term ends on 2027-06-30"]["rows"][1:]
            assert [row[:2] for row in told] == [row[:2] for row in ending], (told, ending)
            owed = rows(section, "report-due", "--group", group)
            assert parts["Reports owed"]["rows"][1:] == [
                [row["report"], row["due"], row["status"]] for row in owed]
            meetings = [row for year in ("2025", "2026")
                        for row in rows(section, "meeting", "list", group, "--year", year)]
            assert [row[:2] for row in parts["Meetings"]["rows"][1:]] == [
                [row["date"], row["meeting"]] for row in meetings]
            programs = [row for row in rows(section, "program", "list", "--all")
                        if row["group_slug"] == group and row["year"] >= 2023]
            assert [row[1] for row in parts["Programs"]["rows"][1:]] == [
                row["title"] for row in programs]
            items = [row for year in ("2026", "2027")
                     for row in rows(section, "checklist", "--year", year, "--group", group)
                     if "2026-11" <= row["month"] <= "2027-10"]
            months = [row[0] for row in
                      parts["The checklist of the twelve months to come"]["rows"][1:]]
            assert months == [row["month"] for row in items], group


def the_packet_tells_who_stays_and_what_falls_vacant():
    with Section() as section:
        section.run(["appoint", "Ana Diaz <ana@lib.example>", GROUP, "--years", "1"])
        section.run(["appoint", "Ben Okafor <ben@lib.example>", GROUP, "--years", "1"])
        section.run(["appoint", "renew", "ben@lib.example", GROUP, "--years", "1"])
        section.run(["report-due", "submit", "middle-managers", "2026-12", "--link",
                     "https://drive.example/r"])
        parts, _ = handover(section, GROUP)
        assert parts["Whose term ends on 2027-06-30"]["rows"][1:] == [
            ["member", "Ana Diaz", "rolls off"],
            ["member", "Ben Okafor", "stays as member, 2027-07-01 to 2028-06-30"]]
        assert parts["Who starts later"]["rows"][1:] == [
            ["member", "Ben Okafor", "ben@lib.example", "", "2027-07-01", "2028-06-30"]]
        # The handbook wants no leaders of a working group, and no size.
        assert parts["Who starts later"]["sentences"] == [
            "No seat is vacant on 2027-07-01."], parts["Who starts later"]
        parts, page = handover(section, "middle-managers")
        assert "Vacant on 2027-07-01: 1 chair, 1 member." in parts["Who starts later"][
            "sentences"]
        assert parts["Reports filed"]["rows"][1:] == [
            ["2026-12", "2026-11-24", "https://drive.example/r"]]
        assert parts["Who serves"] == {"sentences": ["No one serves today."], "rows": []}
        assert "https://drive.example/r" in page.links


def hostile_text_is_kept():
    with Section() as section:
        section.load_hostile()
        for number, text in enumerate(HOSTILE):
            section.run(["program", "add", "--group", GROUP, "--venue", "webinar", "--", text])
            section.run(["meeting", "add", GROUP, f"--on=2026-08-{number + 1:02}", "--note=" + text])
        for text in (HOSTILE[0], "# 1. <script>alert(1)</script>", "1. a | b", "- *_`[x](y)`_*"):
            section.run(["group", "edit", GROUP, "--charge=" + text, "--name", "G " + text])
            parts, page = handover(section, GROUP)
            assert page.title == "Handover: G " + text, page.title
            assert parts["What the group is for"]["sentences"] == [text], parts
            assert parts["Who serves"]["rows"][1:] == seats(section)
            assert [row[5] for row in parts["Meetings"]["rows"][1:]] == HOSTILE
            assert sorted(row[1] for row in parts["Programs"]["rows"][1:]) == sorted(HOSTILE)
            assert "script" not in page.tags


def the_page_needs_nothing_from_elsewhere():
    with Section() as section:
        load(section)
        text = section.run(["handover", "member-experience", "-f", "html"]).decode()
        page = Page(text)
        assert not page.tags & {"script", "link", "img", "iframe", "object", "base", "form"}
        assert "@import" not in text and "url(" not in text and "<style>" in text
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in page.links if link.startswith("#")} == set(ids)
        assert all(re.match("#content$|#part-|mailto:|https?://", link) for link in page.links), page.links


def a_public_packet_has_no_address():
    with Section() as section:
        load(section)
        for form in ("md", "html"):
            assert b"@" in section.run(["handover", "member-experience", "-f", form])
            public = section.run(["handover", "member-experience", "-f", form, "--public"])
            assert b"@" not in re.sub(rb"<style>.*</style>", b"", public, flags=re.DOTALL)


def draft(section, group, report):
    """The parts of a report's draft, which are the same in both formats."""
    command = ["report-due", "draft", group, report]
    page = Page(section.run([*command, "-f", "html"]).decode())
    text = section.run(command).decode()
    parts = markdown(text.replace("**To fill in:**", "To fill in:"))
    assert parts == page.parts, (parts, page.parts)
    return parts


def a_report_is_drafted_from_the_record():
    with Section() as section:
        load(section)
        section.run(["checklist", "done", "finalize-webinar-ideas", "--group", "HRD", "--on",
                     "2026-11-10"])
        for row in rows(section, "report-due", "--all", "--year", "2026"):
            group = row["group_slug"]
            parts = draft(section, group, row["report"])
            assert [row[:2] for row in parts["Members"]["rows"][1:]] == [
                row[:2] for row in seats(section, group)], group
            meetings = [row for year in ("2025", "2026")
                        for row in rows(section, "meeting", "list", group, "--year", year)
                        if row["date"] <= "2026-11-24"]
            since = "2026-06-01" if row["report"] == "2026-12" else "2027-01-01"
            held = [row for row in meetings if since <= row["date"]]
            assert [[row[0], row[2] or None, row[3] or None]
                    for row in parts["Meetings"]["rows"][1:]] == [
                [row["date"], row["agenda"], row["minutes"]] for row in held], group
            gaps = [text for text in parts["Meetings"]["sentences"] if "To fill in" in text]
            lacking = not held or any(row["minutes"] is None for row in held)
            assert bool(gaps) == lacking, (group, gaps)
        parts = draft(section, "HRD", "dec")
        assert ["2026-07-01", "Siân Llewelyndra", "joined as member"] in \
            parts["Changes in membership"]["rows"]
        assert ["2026-06-30", "Søren Aalbæk", "left as co-chair"] in \
            parts["Changes in membership"]["rows"]
        assert ["2026-11-10", "Finalize the webinar ideas", ""] in parts["What was done"]["rows"]
        assert "submit the May report" not in str(parts["What is planned"]["rows"])


def a_draft_says_what_is_missing_and_what_comes():
    with Section() as section:
        load(section)
        parts = draft(section, "HRD", "dec")
        assert "Seats to fill: 1 co-chair." in parts["Members"]["sentences"]
        ending, = [text for text in parts["Changes in membership"]["sentences"]
                   if "not renewed" in text]
        assert "end by June 30, 2027" in ending and "Marguerite Solberg (co-chair)" in ending
        assert parts["Meetings"]["sentences"][0].startswith(
            "2 held from June 1, 2026 to November 24, 2026. In the program year 2026-27, 2 held")
        early = draft(section, "HRD", "2027-05")["Meetings"]
        assert early["sentences"][0].startswith(
            "None yet; the time that the report covers begins on January 1, 2027."), early
        # What is not marked is asked for; the items of this month can still be done.
        unmarked, = [text for text in parts["What was done"]["sentences"]
                     if "no one has marked" in text]
        assert "Finalize the proposal ideas for ALA Annual (August)" in unmarked, unmarked
        assert parts["What is planned"]["rows"][1][0] == "2026-11-30", parts["What is planned"]
        section.run(["appoint", "renew", "Marguerite Solberg", "HRD"])
        section.run(["duty", "done", "consortium-management", "learning-events", "--on",
                     "2026-10-14"])
        renewed = str(draft(section, "HRD", "dec")["Changes in membership"]["sentences"])
        assert "Terms that begin later: Marguerite Solberg (co-chair, from July 1, 2027)." in renewed
        assert "Solberg" not in renewed.split("Terms that begin later")[0]
        parts = draft(section, "consortium-management", "dec")
        webinars = "Hold at least 2 professional learning webinars or events a year (1 of 2 done)"
        assert ["2026-10-14", webinars, ""] in parts["What was done"]["rows"]
        assert ["2027-06-30", webinars] in parts["What is planned"]["rows"]
        assert "no one serves in the group" in draft(section, "library-leaders", "2026-12")[
            "Summary"]["sentences"][0]


def all_reports_are_drafted_into_a_folder():
    with Section() as section:
        load(section)
        owing = [row["group_slug"] for row in rows(section, "report-due", "--all")
                 if row["report"] == "2026-12"]
        with tempfile.TemporaryDirectory() as folder:
            section.run(["report-due", "draft", "--all", "2026-12", "-f", "html", "-o", folder])
            assert sorted(os.listdir(folder)) == sorted(f"{slug}-2026-12.html" for slug in owing)
        text = section.run(["report-due", "draft", "--all", "2026-12"]).decode()
        assert len(re.findall("^# ", text, re.MULTILINE)) == len(owing)
        for wrong, status, message in (
                (["HRD"], 2, "REPORT is missing"), (["--all"], 2, "with --all, give only REPORT"),
                (["--all", "HRD", "2026-12"], 2, "with --all, give only REPORT"),
                (["--all", "2026-12", "-f", "html"], 2, "name a folder"),
                (["HRD", "nov"], 3, "there is no report 'nov'"),
                (["leadership-management-competencies-working-group", "dec"], 3, "owes no report")):
            done = subprocess.run([BINARY, "report-due", "draft", *wrong],
                                  env=section.environment, cwd=section.folder,
                                  capture_output=True)
            assert done.returncode == status, (wrong, done)
            assert message in done.stderr.decode() and done.stdout == b"", (wrong, done)


def what_is_wrong_is_told_in_one_line():
    with Section() as section:
        for status, arguments in ((3, ["handover", "nobody"]), (2, ["handover"]),
                                  (2, ["handover", "middle-managers", "-f", "csv"]),
                                  (2, ["handover", "middle-managers", "extra"]),
                                  (4, ["--db", "missing.db", "handover", "middle-managers"])):
            done = subprocess.run([BINARY, *arguments], env=section.environment,
                                  cwd=section.folder, capture_output=True)
            assert done.returncode == status and done.stdout == b"", (arguments, done)
            assert done.stderr.count(b"\n") == 1 and b"; " in done.stderr, done.stderr


if __name__ == "__main__":
    globals()[sys.argv[3]]()
