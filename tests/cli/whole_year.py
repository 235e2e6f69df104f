"""The sample section lives a program year, July to June, through the commands that run a section;
then July 1 comes.

usage: whole_year.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import email
import email.policy
import subprocess
import sys

import section as sections
from section import SAMPLE


class Section(sections.Section):
    """The sample section as scripts/demo loads it."""

    def __init__(self):
        super().__init__(programs=True)

    def roster(self, *words):
        """Who serves, as "role name", by group."""
        groups = {}
        for row in self.rows("roster", *words):
            groups.setdefault(row["group_slug"], []).append(f"{row['role']} {row['name']}")
        return groups

    def parts(self):
        """What the digest has, as (part, group, what)."""
        return [(row["part"], row["group_slug"], row["what"]) for row in self.rows("digest")]


def july(section):
    section.day = "2026-07-06"
    assert ("To do this month", "", "Put the year's virtual meetings on the calendar") in [
        (part, group, what) for part, group, what in section.parts()]
    section.done("checklist", "done", "schedule-virtual-meetings")
    assert all("virtual meetings" not in what for part, _, what in section.parts()
               if part == "To do this month")
    section.done("event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29")
    section.done("event", "set", "core-forum", "--start", "2026-11-12", "--end", "2026-11-14")
    events = {row["event"]: row["start"] for row in section.rows("event", "list")}
    assert events == {"ala-annual": "2027-06-24", "core-forum": "2026-11-12",
                      "interest-group-week": "2027-03-01"}, events


def autumn(section):
    section.day = "2026-08-20"
    section.done("program", "add", "Leading Small Teams", "--venue", "ala-annual", "--group",
                 "middle-managers", "--speaker", "Fitzgerald Moonaghan")
    section.day = "2026-09-14"
    section.done("program", "submit", "Leading Small Teams")
    text = section.done("program", "list")
    assert "ALA Annual: 3 of 2 or more" in text and "Webinar: 0 of 2 or more" in text, text
    section.day = "2026-10-14"
    section.done("duty", "done", "consortium-management", "learning-events")
    duty = section.rows("duty", "list", "--group", "consortium-management")
    assert [(row["done"], row["status"]) for row in duty if row["activity"] == "learning-events"
            ] == [("1", "open")], duty
    section.done("meeting", "add", "member-experience", "--on", "2026-10-20", "--kind",
                 "in-person", "--agenda", "https://drive.example/agenda")
    section.day = "2026-10-21"
    section.done("meeting", "edit", "member-experience", "--on", "2026-10-20", "--minutes",
                 "https://drive.example/minutes")
    counts = {row["group_slug"]: row for row in section.rows("meeting", "list", "--counts")}
    assert (counts["member-experience"]["held"], counts["member-experience"]["missing"]) == ("1",
                                                                                             "3")
    assert "2026-10" not in counts["member-experience"]["free_months"]


def volunteers(section):
    section.day = "2026-11-24"
    forms = SAMPLE + "/volunteers.csv"
    assert len(section.rows("volunteer", "import", forms)) == 18
    before = section.bytes()
    again = section.run("volunteer", "import", forms)
    assert "0 added, 18 already on record" in again.stderr, again.stderr
    assert section.bytes() == before
    waiting = section.rows("volunteer", "list", "--waiting", "--group",
                           "human-resources-development")
    text = section.done("volunteer", "list", "--group", "human-resources-development")
    assert "Library type" in text, text
    days = {row["name"]: row["waiting_days"] for row in waiting}
    assert days["Quentin Zarzuela"] == "89", days
    who = "quentin.z@copperline.example"
    section.refused("--skip", "volunteer", "accept", who)
    section.done("volunteer", "assign", who, "Ana Díaz")
    before = section.bytes()
    text = section.done("volunteer", "alert", who)
    assert section.bytes() == before    # printing records nothing
    message = email.message_from_string(text, policy=email.policy.default)
    assert str(message["To"]) == "Marguerite Solberg <marguerite.solberg@statelib.example>"
    assert "Quentin Zarzuela" in message["Subject"] and not message.defects
    body = message.get_content()
    assert "7 people" in body and "Library type" in body and "asks for a balance" in body, body
    section.refused("--sent", "volunteer", "accept", who)
    section.done("volunteer", "alert", who, "--sent")
    before = section.bytes()
    again = section.run("volunteer", "alert", who, "--sent")
    assert again.returncode == 0 and "nothing was changed" in again.stderr, again
    assert section.bytes() == before
    section.done("volunteer", "accept", who)
    seat = section.rows("volunteer", "appoint", who)
    assert [(row["group_slug"], row["start"], row["end"]) for row in seat] == [
        ("human-resources-development", "2026-11-24", "2028-06-30")], seat
    section.done("volunteer", "decline", "Spamley", "--reason", "a prank", "--skip", "no answer")
    section.done("volunteer", "withdraw", "Caspian", "--reason", "moves away")
    assert len(section.rows("volunteer", "list", "--waiting")) == 15
    assert sum(part == "Volunteers waiting" for part, _, _ in section.parts()) == 15


def planted_faults(section):
    found = {(row["rule"], row["group_slug"]) for row in section.rows("check", "--faults")}
    assert found == {("committee-least", "new-leaders-and-managers"),
                     ("committee-most", "member-experience"),
                     ("interest-group-leaders", "library-leaders-and-managers"),
                     ("interest-group-chair", "library-leaders-and-managers"),
                     ("chair-roles", "human-resources-development"),
                     ("chair-from-members", "management-best-practices")}, found
    assert section.run("check", "--faults", "--exit-code").returncode == 1
    assert "12" in section.done("check", "--explain", "committee-most")


def december(section):
    section.day = "2026-12-10"
    open_reports = [row["group_slug"] for row in section.rows("report-due", "--within", "30d")
                    if row["report"] == "2026-12"]
    assert len(open_reports) == 7, open_reports
    for group in open_reports:
        section.done("report-due", "submit", group, "2026-12")
    assert [(row["group_slug"], row["report"]) for row in section.rows("report-due")
            if row["status"] != "upcoming"] == [("library-leaders-and-managers", "2026-05")]
    section.done("checklist", "done", "complete-december-report")
    section.done("program", "accept", "Leading Small Teams")
    section.done("program", "accept", "We Have Always")
    section.refused("", "program", "carry", "Listening to Members", "--to", "core-forum")
    section.done("program", "decline", "Listening to Members", "--note", "too many alike")
    section.done("program", "carry", "Listening to Members", "--to", "core-forum")
    life = [(row["venue"], row["what"]) for row in
            section.rows("program", "show", "Listening to Members") if row["on"]]
    assert life == [("ala-annual", "draft"), ("ala-annual", "submitted"),
                    ("ala-annual", "declined"), ("ala-annual", "carried"),
                    ("core-forum", "draft")], life


def winter(section):
    section.day = "2027-01-18"
    webinar = "Technical Services, Small Staff"
    section.refused("webinar-paid-speakers", "program", "speaker", "add", webinar, "Ada Four",
                    "--stipend", "150")
    section.refused("webinar-stipend", "program", "add", "Budgets", "--venue", "webinar",
                    "--speaker", "Ada Four", "--stipend", "200")
    section.done("program", "speaker", "add", webinar, "Ada Four")
    section.done("program", "add", "Budgets", "--venue", "webinar", "--speaker", "Ada Four",
                 "--stipend", "150")
    result = section.run("program", "add", "Elsewhere", "--venue", "other")
    section.refused("other-divisions-last", "program", "submit", "Elsewhere", "--strict")
    assert result.returncode == 0
    section.done("program", "withdraw", "Elsewhere", "--note", "not this year")
    for title in (webinar, "Budgets"):
        section.done("program", "submit", title)
        section.done("program", "accept", title)
    assert "Stipends of 2026-27: $600 accepted" in section.done("program", "list")
    section.day = "2027-02-08"
    section.done("group", "add", "Data Services", "--kind", "interest-group", "--charge", "Numbers")
    section.done("group", "edit", "data-services", "--name", "Data and Numbers")
    section.done("appoint", "Ada Four <ada@four.example>", "data-services", "--role", "chair",
                 "--start", "2027-02-08", "--years", "1")
    section.done("appoint", "A. Four <four@old.example>", "data-services", "--year", "2027")
    merged = section.rows("person", "merge", "ada@four.example", "four@old.example")
    assert [(row["name"], row["email"]) for row in merged] == [("Ada Four", "ada@four.example")]
    assert len(section.rows("roster", "data-services", "--history")) == 2


def spring(section):
    section.day = "2027-03-05"
    section.done("duty", "done", "consortium-management", "interest-group-week")
    open_duties = {(row["group_slug"], row["activity"]) for row in
                   section.rows("duty", "list", "--open")}
    assert ("consortium-management", "interest-group-week") not in open_duties
    assert ("technical-services-managers-in-academic-libraries",
            "interest-group-week") in open_duties
    section.done("program", "submit", "Listening to Members")
    section.done("program", "accept", "Listening to Members")
    section.day = "2027-03-06"
    late = section.run("duty", "list", "--open", "--exit-code")
    assert late.returncode == 1 and "overdue" in late.stdout


def may(section):
    section.day = "2027-05-20"
    for row in section.rows("report-due"):
        section.done("report-due", "submit", row["group_slug"], row["report"])
    assert not section.rows("report-due")
    ending = {(row["group_slug"], row["name"]) for row in section.rows("roster", "--ending", "2026")}
    # Those whose terms end are asked, and all but one have had enough.
    answers = section.folder + "/answers.csv"
    with open(answers, "w", encoding="utf-8") as file:
        print("name,email,group,reply", file=file)
        for row in section.rows("roster", "--ending", "2026"):
            answer = "yes" if row["name"] == "Rosalind Umbertide" else "no"
            print(f'"{row["name"].replace(chr(34), chr(34) * 2)}",{row["email"]},'
                  f'{row["group_slug"]},{answer}', file=file)
    section.done("appoint", "reply", "--from", answers)
    plan = section.rows("plan")
    leaving = {(row["group_slug"], row["name"]) for row in plan if row["part"] == "Rolls off"}
    assert ending - leaving == {("leadership-team", "Jürgen Müller-Hartwald"),
                                ("consortium-management", "Mirabel Tanglewood"),
                                ("management-best-practices", "Rosalind Umbertide"),
                                ("data-services", "Ada Four")}, ending - leaving
    section.refused("--skip", "plan", "--apply")
    before = section.bytes()
    section.done("plan", "--apply", "--skip", "agreed with the chairs", "--dry-run")
    assert section.bytes() == before
    section.done("plan", "--apply", "--skip", "agreed with the chairs")
    assert not [row for row in section.rows("plan") if row["part"] == "Proposed"]


def june(section):
    section.day = "2027-06-15"
    section.refused("committee", "group", "merge", "library-leaders-and-managers",
                    "member-experience")
    section.done("group", "merge", "library-leaders-and-managers", "middle-managers", "--on",
                 "2027-07-01", "--as-members")
    section.done("group", "retire", "data-services", "--on", "2027-07-01", "--end-terms")
    assert "Middle Managers" in section.done("group", "chart", "--format", "svg")
    for style, mark in (("md", "| "), ("html", "<td ")):
        assert mark in section.done("digest", "--format", style), style
    section.done("volunteer", "add", "Zed Quill <zed@lib.example>", "--choice", "middle-managers")
    section.done("undo")
    section.refused("cannot be undone", "person", "forget", "Spamley")
    section.done("person", "forget", "Spamley", "--yes")
    traces = subprocess.run(["grep", "-aci", "spamley", section.file], capture_output=True,
                            check=False)
    assert traces.stdout.strip() == b"0", traces.stdout
    section.day = "2027-06-30"
    assert "library-leaders-and-managers" not in section.roster()


# Who serves when July 1 has come: who stays, and who came.
ON_JULY_1 = {
    "leadership-team": [
        "co-chair Ana Díaz",
        "co-chair Jürgen Müller-Hartwald",
        "member Łukasz Wiśnioch",
        "member Maeve O'Brien",
        "member Søren Aalbæk",
        "member Tessa D'Angelo",
    ],
    "human-resources-development": [
        "co-chair Bartholomew Inksworth",
        "co-chair Jordan Avery",
        "member Dorothea Klinghammer",
        "member Quentin Zarzuela",
        "member Þórunn Eldmark",
        "member Xóchitl Valdemora",
    ],
    "management-best-practices": [
        "chair Corinne Abbot-Leighton",
        "member Augustine Fairbairnley",
        "member Delphine Marrowick",
        "member Rosalind Umbertide",
        "member Winifred Sablecourt",
    ],
    "member-experience": [
        "co-chair İpek Çağlayan",
        "co-chair Mateus Figueirôa",
        "member Dashiell Kettlewick",
        "member Philippa Thornquist",
    ],
    "new-leaders-and-managers": [
        "co-chair Théo Grandmaisonnet",
        "member Hollis Trevannion",
        "member Mei-Ling Tsaowen",
        'member Rowan "Ro" Pettibone',
    ],
    "consortium-management": [
        "chair Mirabel Tanglewood",
        "member Tendai Musarurwen",
    ],
    "dialogue-with-directors": [
        "co-chair Nadège Rochambeline",
        "member Octavia Penhallowe",
    ],
    "library-consulting": [
        "chair Priscilla Vantongeren",
        "member Ottoline Grimsdyke",
    ],
    "middle-managers": [
        'chair Robert "Bob" Ellery, Jr.',
        "member Aoife MacGillivrán",
        "member Gustavo Almeirinho",
        "member Silas Underhillock",
    ],
    "technical-services-managers-in-academic-libraries": [
        "chair Björn Östervall",
    ],
    "leadership-management-competencies-working-group": [
        "member Олена Гайдученко",
    ],
}


def turnover(section):
    yesterday = section.roster()
    section.day = "2027-07-01"
    today = section.roster()
    for group in sorted(set(today) | set(ON_JULY_1)):
        assert today.get(group) == ON_JULY_1.get(group), (group, today.get(group))
    # Everybody whose term ran out is gone, but for whom another one began.
    ended = {(row["group_slug"], row["name"])
             for row in section.rows("roster", "--on", "2027-06-30") if row["end"] == "2027-06-30"}
    begun = {(row["group_slug"], row["name"]) for row in section.rows("roster")
             if row["start"] == "2027-07-01"}
    serving = {(group, seat.split(" ", 1)[1]) for group, seats in today.items() for seat in seats}
    assert len(ended - begun) > 30 and not (ended - begun) & serving
    assert begun <= serving and yesterday != today
    section.refused("use middle-managers", "appoint", "Ada Four", "library-leaders-and-managers")
    merged = {row["topic"]: row["text"]
              for row in section.rows("group", "show", "library-leaders-and-managers")}
    assert merged["merged into"] == "Middle Managers on 2027-07-01", merged
    assert "undo" in section.run("group", "restore", "library-leaders").stderr
    assert not section.rows("volunteer", "list", "--waiting")


def the_sample_lives_a_whole_program_year():
    with Section() as section:
        july(section)
        autumn(section)
        volunteers(section)
        planted_faults(section)
        december(section)
        winter(section)
        spring(section)
        may(section)
        june(section)
        turnover(section)


def a_section_without_anything_due_gets_no_digest():
    with Section() as section:
        section.day = "2026-11-24"
        result = section.run("digest", "--for", "leadership-management-competencies-working-group",
                             "--exit-code")
        assert (result.returncode, result.stdout, result.stderr) == (0, "", ""), result


if __name__ == "__main__":
    globals()[sys.argv[3]]()
