"""Reads the HTML of every command as a browser would, without one: titles, style, links, words.

usage: html_pages.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import itertools
import json
import re
import sys

from document import Sample, check_html
from read_back import HOSTILE, SOURCE, Section

SECTION = "Leadership & Management Section"
TODAY = "November 24, 2026"
# Each page, and its title.
PAGES = [
    (["page"], f"{SECTION} · 2026-27 · {TODAY}"),
    (["page", "--public"], f"{SECTION} · 2026-27 · {TODAY}"),
    (["handover", "middle-managers"], f"Handover: Middle Managers · {SECTION} · {TODAY}"),
    (["group", "chart"], f"Organization chart · {SECTION} · {TODAY}"),
    (["digest"], f"Digest · {SECTION} · {TODAY}"),
    (["roster"], f"Roster · {SECTION} · {TODAY}"),
    (["roster", "--on", "2027-07-01"], f"Roster · {SECTION} · July 1, 2027"),
    (["roster", "--year", "2026"], f"Roster · {SECTION} · Program year 2026-27"),
    (["roster", "--ending", "2026"], f"Roster · {SECTION} · Terms ending June 30, 2027"),
    (["check"], f"Rules of the handbook · {SECTION} · {TODAY}"),
    (["check", "--year", "2025"], f"Rules of the handbook · {SECTION} · Program year 2025-26"),
    (["report-due"], f"Reports due · {SECTION} · {TODAY}"),
    (["group", "list"], f"Groups · {SECTION} · {TODAY}"),
    (["person", "list"], f"People · {SECTION} · {TODAY}"),
    (["meeting", "list"], f"Meetings · {SECTION} · {TODAY}"),
    (["checklist"], f"Checklist · {SECTION} · {TODAY}"),
    (["calendar"], f"Calendar · {SECTION} · {TODAY}"),
    (["log"], f"History · {SECTION} · {TODAY}"),
]


def html(section, *command):
    return section.run([*command, "-f", "html"]).decode()


def rows_of(document):
    """Each row of the page's table as cells by heading, with the title above it."""
    headings = [heading.text() for heading in document.root.all("thead")[0].all("th")]
    rows, title = [], None
    for body in document.root.all("tbody"):
        for row in body.all("tr"):
            cells = [cell.text() for cell in row.all("th", "td")]
            if row.has_class("title"):
                title = cells[0]
            else:
                rows.append({"title": title, **dict(zip(headings, cells))})
    return rows


def every_page_is_well_formed():
    with Sample() as section:
        for command, _ in PAGES:
            check_html(html(section, *command))


def titles_say_the_section_and_the_date():
    with Sample() as section:
        for command, title in PAGES:
            document = check_html(html(section, *command))
            assert document.root.all("title")[0].text() == title, command
            heading = document.root.all("h1")[0].text()
            assert heading == title.split(" · ")[0], (command, heading)


def every_page_has_the_one_style_and_the_strict_policy():
    with open(SOURCE + "/data/style.css", encoding="utf-8") as file:
        style = file.read()
    with Sample() as section:
        for command, _ in PAGES:
            text = html(section, *command)
            document = check_html(text)
            assert document.root.all("style")[0].text().startswith(style), command
            policy = [e.attributes["content"] for e in document.root.all("meta")
                      if e.attributes.get("http-equiv") == "Content-Security-Policy"]
            assert len(policy) == 1 and policy[0].startswith("default-src 'none'; "), policy
            assert policy[0].endswith("base-uri 'none'; form-action 'none'"), policy
            assert "url(" not in text and "@import" not in text
            assert not [e for e in document.root.walk() if "src" in e.attributes]


def only_the_section_page_has_a_script():
    with Sample() as section:
        for command, _ in PAGES:
            text = html(section, *command)
            assert ("<script" in text) == ("script-src" in text) == (command[0] == "page"), command


def addresses_are_links_for_leaders_only():
    with Sample() as section:
        addresses = [row["email"] for row in section.rows("roster") if row["email"]]
        # The page also has a link to write to all who lead a group, above its table.
        leads = {}
        for row in section.rows("roster", "--leads"):
            leads.setdefault(row["group_slug"], []).append(row["email"])
        on_page = []
        for group, rows in itertools.groupby(section.rows("roster"), lambda row: row["group_slug"]):
            on_page += [",".join(leads[group])] if group in leads else []
            on_page += [row["email"] for row in rows if row["email"]]
        for command, expected in ((["page"], on_page), (["roster"], addresses)):
            links = re.findall('href="mailto:([^"]*)"', html(section, *command))
            assert links == expected, command
        for command in (["page"], ["roster"]):
            public = html(section, *command, "--public")
            assert "mailto:" not in public and "@lib.example" not in public, command
        links = re.findall('href="mailto:([^"]*)"', html(section, "handover", "member-experience"))
        served = [row["email"] for row in section.rows("roster", "member-experience")]
        assert links[:len(served)] == served, links
        assert "mailto:" not in html(section, "handover", "member-experience", "--public")


def tables_have_the_rows_of_json():
    with Sample() as section:
        told = rows_of(check_html(html(section, "roster")))
        for row, wanted in zip(told, section.rows("roster"), strict=True):
            assert row["title"].split(":")[0] == wanted["group"], row
            for heading, name in (("Role", "role"), ("Name", "name"), ("Email", "email"),
                                  ("Institution", "institution"), ("To", "end")):
                assert row[heading] == (wanted[name] or ""), (heading, row, wanted)
        told = rows_of(check_html(html(section, "check")))
        assert [(row["Rule"], row["Group"], row["Found"]) for row in told] == [
            (row["rule"], row["group"] or "", row["found"]) for row in section.rows("check")]


def the_title_of_each_group_is_above_its_rows():
    with Sample() as section:
        document = check_html(html(section, "roster"))
        titles = [heading.text() for heading in document.root.all("h2")]
        groups = list(dict.fromkeys(row["group"] for row in section.rows("roster")))
        assert [title.split(":")[0] for title in titles] == groups
        assert "Member Experience: 13 of 6-12" in titles, titles
        past = check_html(html(section, "roster", "--history"))
        assert "Member Experience" in [heading.text() for heading in past.root.all("h2")]


def a_vacant_seat_is_marked_as_vacant():
    with Sample() as section:
        rows = rows_of(check_html(html(section, "roster", "--vacancies")))
        assert rows and all(row["Name"] == "(vacant)" for row in rows), rows


def hostile_text_is_only_text():
    with Section() as section:
        section.load_hostile()
        for command in (["roster"], ["person", "list"], ["digest"], ["check"]):
            document = check_html(html(section, *command))
            assert not document.root.all("script", "i", "s", "img"), command
        names = [row["Name"] for row in rows_of(check_html(html(section, "roster")))]
        told = [row["name"] for row in json.loads(section.run(["roster", "-f", "json"]))]
        assert names == told and len(names) >= len(HOSTILE), names


def a_public_page_says_what_was_done_and_what_is_planned():
    with Sample() as section:
        blunt = re.compile(r"not done|not met|overdue|missing|still needed|short of|owed|\blate\b")
        text = html(section, "page", "--public")
        words = check_html(text).by_id("content").text()
        assert not blunt.search(words), blunt.search(words)
        assert "held" in words and "planned" in words
        assert blunt.search(check_html(html(section, "page")).by_id("content").text())


def an_empty_table_says_so():
    with Section() as section:
        document = check_html(html(section, "roster"))
        assert "Nothing to show." in document.by_id("content").text()
        assert document.root.all("title")[0].text() == f"Roster · {SECTION} · {TODAY}"


if __name__ == "__main__":
    globals()[sys.argv[3]]()
