"""Writes and sends the letters of occasions, and reads what arrives at the mail program as a mail
program would: with Python's email module.

usage: letters_for_occasions.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import email
import email.policy
import os
import re
import sys

import section as sections
from section import addresses, text_of

KINDS = ["welcome", "renew", "thanks", "declined", "candidates", "service", "handover", "report",
         "call"]


class Section(sections.Section):
    """The sample section with its volunteers."""

    def __init__(self, sample=True):
        super().__init__(sample, volunteers=sample)


def new_appointees_are_welcomed_once_and_their_chairs_get_a_copy():
    with Section() as section:
        section.done("appoint", "Nia Ode <nia@lib.example>", "human-resources-development")
        messages = section.sent("letter", "welcome", "--all")
        [message] = [one for one in messages if addresses(one) == ["nia@lib.example"]]
        assert addresses(message, "Cc") == ["marguerite.solberg@statelib.example"]
        assert addresses(message, "From") == ["lm@section.example"]
        assert message["Subject"] == "Welcome to the Human Resources Development committee"
        text = text_of(message)
        for part in ("Dear Nia,", "Your term as a member began on November 24, 2026 and ends on "
                     "June 30, 2028.", "Offers professional development on human resource issues",
                     "summary of the handbook, §3",
                     "Your chair is Marguerite Solberg (marguerite.solberg@statelib.example)"):
            assert part in text, (part, text)
        assert "{{" not in text and "\n\n\n" not in text, text
        assert not section.sent("letter", "welcome", "--all")
        assert f"{len(messages)} letters were sent before" in section.says("letter", "welcome", "--all")
        assert "give --again" in section.says("letter", "welcome", "nia")
        assert len(section.sent("letter", "welcome", "nia", "--again")) == 1


def whoever_begins_later_learns_when():
    with Section() as section:
        section.done("appoint", "Nia Ode <nia@lib.example>", "middle-managers", "--year", "2027")
        [letter] = section.letters("letter", "welcome", "nia")
        assert "begins on July 1, 2027 and ends on" in letter["text"], letter
        assert letter["cc"].startswith("Fitzgerald Moonaghan <"), letter
        assert "The group is led today by Fitzgerald Moonaghan" in letter["text"], letter
        # Those who lead it then get the copy; today's leaders do not.
        section.done("appoint", "Zed Roe <zed@lib.example>", "middle-managers", "--role", "chair",
                     "--year", "2027")
        [letter] = section.letters("letter", "welcome", "nia")
        assert letter["cc"] == "Zed Roe <zed@lib.example>", letter
        [letter] = section.letters("letter", "welcome", "zed")
        assert "Your term as chair begins on July 1, 2027" in letter["text"], letter
        # A group without leaders: those who lead the section get the copy.
        section.done("appoint", "Lu Mo <lu@lib.example>", "library-leaders-and-managers")
        [letter] = section.letters("letter", "welcome", "lu@lib.example")
        assert "has no chair at the moment" in letter["text"], letter
        assert letter["cc"].startswith("Ana Díaz <"), letter
        # Who was a member and goes on is not new, but who comes to lead is.
        section.done("appoint", "renew", "Ezekiel Barnstable", "middle-managers")
        assert "No one to welcome" in section.says("letter", "welcome", "Ezekiel Barnstable")


def those_whose_term_ends_are_asked_until_they_answer():
    with Section() as section:
        ending = section.rows("roster", "--ending")
        people = {(row["name"], row["group_slug"]) for row in ending}
        letters = section.letters("letter", "renew", "--all")
        assert letters and len(letters) <= len(people)
        for letter in letters:
            assert "ends on June 30, 2027. Would you like to serve another term, from " \
                "July 1, 2027 to June 30, 20" in letter["text"], letter["text"]
            assert "Please reply by December 8, 2026" in letter["text"]
            assert "- later: you need more time" in letter["text"]
            assert ("chairs rotate" in letter["text"]) == ("chair of the" in letter["text"] and
                                                           " committee" in letter["subject"]), letter
        first = letters[0]
        who = re.search("<(.*)>", first["to"]).group(1)
        groups = [row["group_slug"] for row in ending if row["email"] == who]
        for group in groups:
            section.done("appoint", "reply", who, group, "no")
        left = section.letters("letter", "renew", "--all")
        assert first["to"] not in [letter["to"] for letter in left]
        assert len(left) == len([one for one in letters if one["to"] != first["to"]])
        answered = section.says("letter", "renew", who)
        assert "No one to ask" in answered and "answered" in answered, answered
        for group in groups:
            section.done("appoint", "reply", who, group, "later")
        assert first["to"] in [letter["to"] for letter in section.letters("letter", "renew", who)]
        [reply] = {row["reply"] for row in section.rows("roster", "--ending")
                   if row["email"] == who}
        assert reply == "later"


def those_who_roll_off_are_thanked():
    with Section() as section:
        section.day = "2027-06-10"
        rolling = section.letters("letter", "thanks", "--all")
        ending = section.rows("roster", "--ending", "2026")
        assert 0 < len(rolling) <= len(ending)
        renewed = ending[0]
        section.done("appoint", "renew", renewed["email"], renewed["group_slug"],
                     "--override", "a test")
        after = section.letters("letter", "thanks", "--all")
        assert len(after) == len(rolling) - 1
        for letter in after:
            assert "ends on June 30, 2027" in letter["text"] and "- " in letter["text"]
            assert ("One last request" in letter["text"]) == bool(
                re.search("- (co-)?chair, .* to June 30, 2027", letter["text"])), letter["text"]
        section.day = "2027-07-20"
        assert "ended on June 30, 2027" in section.letters("letter", "thanks", "--all")[0]["text"]
        section.day = "2027-09-30"
        assert not section.letters("letter", "thanks", "--all")


def who_may_go_on_is_not_thanked():
    with Section() as section:
        section.day = "2027-06-10"
        four = [row for row in section.rows("roster", "member-experience", "--ending", "2026")][:4]
        assert len(four) == 4
        asked = four.pop()
        section.done("letter", "renew", asked["email"], "--sent")
        for row, reply in zip(four, ("yes", "no", "later")):
            section.done("appoint", "reply", row["email"], "member-experience", reply)
        def thanked():
            return [letter["to"].split(" <")[0] for letter in
                    section.letters("letter", "thanks", "member-experience")]
        names = thanked()
        assert four[1]["name"] in names
        for row in (four[0], four[2], asked):
            assert row["name"] not in names, (row, names)
        assert f"{four[0]['name']} said yes" in section.says("letter", "thanks",
                                                            "member-experience")
        section.day = "2027-07-05"
        assert asked["name"] in thanked() and four[0]["name"] not in thanked()
        assert section.letters("letter", "thanks", four[2]["email"])


def a_retired_group_is_thanked_and_nobody_is_asked_to_go_on_there():
    with Section() as section:
        asked = section.letters("letter", "renew", "dialogue-with-directors")
        assert asked
        section.done("group", "retire", "dialogue-with-directors", "--on", "2027-07-01",
                     "--end-terms")
        assert not section.letters("letter", "renew", "dialogue-with-directors")
        section.day = "2027-06-20"
        thanked = section.letters("letter", "thanks", "dialogue-with-directors")
        assert thanked and all("will end on July 1, 2027" in letter["text"] for letter in thanked)
        section.day = "2027-07-02"
        thanked = section.letters("letter", "thanks", "dialogue-with-directors")
        assert thanked and all("ended on July 1, 2027" in letter["text"] for letter in thanked)
        assert "No one to hand over" in section.says("letter", "handover",
                                                     "dialogue-with-directors")


def terms_that_go_on_after_a_merger_are_neither_welcomed_nor_thanked():
    with Section() as section:
        section.done("letter", "welcome", "--all", "--sent")
        section.done("group", "merge", "library-consulting", "middle-managers", "--override", "x")
        for kind in ("welcome", "thanks"):
            for letter in section.letters("letter", kind, "--all"):
                assert "Middle Managers" not in letter["subject"], letter
                assert "Consulting" not in letter["subject"], letter


def a_declined_volunteer_learns_it_without_the_reason():
    with Section() as section:
        section.done("volunteer", "decline", "Hollis Trevannion", "--reason", "SECRET",
                     "--skip", "no time")
        [message] = section.sent("letter", "declined", "--all")
        text = text_of(message)
        assert addresses(message) == ["hollis.trevannion@silverbirch.example"]
        assert "SECRET" not in str(message) and not message["Cc"]
        assert "your form of August 3, 2026" in text
        assert "the New Leaders and Managers committee has no place for you" in text
        assert "also names the Human Resources Development committee" in text, text
        assert not section.sent("letter", "declined", "--all")


def a_group_gets_one_letter_about_all_its_volunteers_and_they_are_alerted():
    with Section() as section:
        group = "new-leaders-and-managers"
        waiting = [row for row in section.rows("volunteer", "list", "--waiting")
                   if row["choices"].split()[0] == group]
        assert len(waiting) == 4
        section.done("volunteer", "assign", "Pettibone", "Ana Díaz")
        [message] = section.sent("letter", "candidates", group)
        assert message["Subject"] == "Volunteers for New Leaders and Managers: 4 people"
        leads = [row["email"] for row in section.rows("roster", group, "--leads")]
        assert addresses(message) == leads
        text = text_of(message)
        for row in waiting:
            assert row["name"] in text and row["email"] in text, row
        assert "First job, first committee!" in text and "asks for a balance" in text
        states = {row["name"]: row["state"] for row in section.rows("volunteer", "list")}
        assert all(states[row["name"]] == "alerted" for row in waiting), states
        steps = [row["step"] for row in section.rows("volunteer", "show", "Hollis Trevannion")]
        assert steps == ["submitted", "skipped-assigned", "alerted"], steps
        steps = [row["step"] for row in section.rows("volunteer", "show", "Pettibone")]
        assert steps == ["submitted", "assigned", "alerted"], steps
        assert not section.sent("letter", "candidates", group)
        # Only who is new, and a word about those who still wait.
        section.done("volunteer", "add", "New Wren <wren@lib.example>", "--choice", group)
        [message] = section.sent("letter", "candidates", "--all", "--dry-run") or [None]
        assert message is None
        [letter] = section.letters("letter", "candidates", group)
        assert "New Wren has volunteered" in letter["text"]
        assert "no answer from you yet about Hollis Trevannion," in letter["text"], letter["text"]


def a_letter_sent_in_another_way_counts_like_one_that_was_sent():
    with Section() as section:
        section.done("letter", "candidates", "member-experience", "--sent")
        states = {row["name"]: row["state"] for row in section.rows("volunteer", "list")}
        assert states["Spamley Hooksworth"] == "alerted", states
        assert not os.listdir(section.out)
        assert "No new volunteers wait" in section.says("letter", "candidates",
                                                        "member-experience")
        [letter] = section.letters("letter", "candidates", "member-experience", "--again")
        assert "Spamley Hooksworth has volunteered" in letter["text"], letter


def a_letter_that_cannot_be_sent_alerts_nobody():
    with Section() as section:
        section.sendmail("#!/bin/sh\necho no >&2\nexit 75\n")
        result = section.run("letter", "candidates", "new-leaders-and-managers", "--send")
        assert result.returncode == 4, result
        states = {row["state"] for row in section.rows("volunteer", "list")}
        assert states == {"submitted"}, states
        section.sendmail(sections.SENDMAIL)
        assert len(section.sent("letter", "candidates", "new-leaders-and-managers")) == 1


def a_letter_of_service_lists_groups_roles_and_dates():
    with Section() as section:
        [letter] = section.letters("letter", "service", "Rafael Montesclaros")
        own = [row for row in section.rows("roster", "--history")
               if row["name"] == "Rafael Montesclaros" and row["start"] <= section.day]
        listed = [line for line in letter["text"].splitlines() if line.startswith("- ")]
        assert len(listed) == len(own), (listed, own)
        assert "To whom it may concern:" in letter["text"]
        assert "a division of the American Library Association" in letter["text"]
        assert letter["subject"] == "Letter of service: Rafael Montesclaros"
        section.done("person", "add", "Never Served <never@lib.example>")
        assert "has not served" in section.says("letter", "service", "never@lib.example")
        everyone = {row["email"] for row in section.rows("roster")}
        assert len(section.letters("letter", "service", "--all")) == len(everyone)


def those_who_take_over_a_group_get_what_they_need():
    with Section() as section:
        section.done("appoint", "Zed Roe <zed@lib.example>", "library-consulting", "--role",
                     "chair", "--year", "2027")
        [message] = section.sent("letter", "handover", "library-consulting")
        assert addresses(message) == ["zed@lib.example"]
        text = text_of(message)
        assert "From July 1, 2027 you lead the Library Consulting interest group." in text
        assert "- Zed Roe, chair, until June 30, 2028: zed@lib.example" in text, text
        leads = [row["email"] for row in section.rows("roster", "library-consulting", "--leads",
                                                      "--on", "2027-06-30")]
        assert addresses(message, "Cc") == leads
        for address in leads:
            assert address in text
        assert attached(message, "text/html") == ("handover-library-consulting.html", section.done(
            "handover", "library-consulting", "--format", "html"))
        assert "attached as handover-library-consulting.html" in text


def attached(message, content_type):
    """The name and the text of the file of this type that goes with a message."""
    [part] = [part for part in message.iter_attachments()
              if part.get_content_type() == content_type]
    return part.get_filename(), part.get_content().replace("\r\n", "\n")


def the_draft_of_a_report_goes_once_to_those_who_lead_the_group():
    with Section() as section:
        assert "none is due or overdue on November 24, 2026" in section.says(
            "letter", "report", "middle-managers")
        [early] = section.letters("letter", "report", "middle-managers", "--report", "2026-12")
        assert early["subject"] == ("Middle Managers: draft of the December report, due December "
                                    "31, 2026"), early
        section.day = "2026-12-05"
        owing = [(row["group_slug"], row["report"]) for row in section.rows("report-due")
                 if row["status"] in ("due", "overdue")]
        assert len(owing) == 8 and ("library-leaders-and-managers", "2026-05") in owing, owing
        shown = {letter["subject"]: letter["text"]
                 for letter in section.letters("letter", "report", "--all")}
        messages = section.sent("letter", "report", "--all")
        assert len(messages) == len(shown) == len(owing)
        for message in messages:
            name, page = attached(message, "text/html")
            slug, report = name[:-len("-2026-12.html")], name[-len("2026-12.html"):-len(".html")]
            owing.remove((slug, report))
            assert page == section.done("report-due", "draft", slug, report, "-f", "html"), name
            leads = [row["email"] for row in section.rows("roster", slug, "--leads")]
            team = [row["email"] for row in section.rows("roster", "leadership-team", "--leads")]
            assert addresses(message) == (leads or team), (slug, addresses(message))
            text = text_of(message)
            assert text == shown[message["Subject"]]
            assert ("No one leads" in text) == (not leads) and name in text
            assert ("was due on May 31, 2026" in text) == (report == "2026-05")
            for part in re.findall(r"^## (.*)$", section.done("report-due", "draft", slug, report),
                                   re.MULTILINE):
                assert re.search(rf"^\d\. {part}$", text, re.MULTILINE), (part, text)
        assert owing == []
        listed = section.rows("letter", "list", "--kind", "report")
        assert len(listed) == len(messages) and {row["state"] for row in listed} == {"sent"}
        assert "8 letters were sent before" in section.says("letter", "report", "--all")
        assert not section.sent("letter", "report", "middle-managers", "--report", "dec")
        assert len(section.sent("letter", "report", "middle-managers", "--again")) == 1
        section.day = "2027-05-02"    # a report of its own
        assert len(section.sent("letter", "report", "middle-managers", "--report", "may")) == 1


def the_text_of_a_draft_has_what_the_draft_has():
    with Section() as section:
        section.day = "2026-12-05"
        [letter] = section.letters("letter", "report", "HRD")
        draft = section.done("report-due", "draft", "HRD", "dec")
        cells = {cell.strip("<>").replace("\\", "") for row in
                 re.findall(r"^\| (.*) \|$", draft, re.MULTILINE)[0:]
                 for cell in row.split(" | ") if "---" not in cell}
        headings = {"Role", "Name", "Institution", "From", "To", "Date", "Change", "How", "Agenda",
                    "Minutes", "Note", "Year", "Title", "Venue", "Status", "Speakers", "What", "By"}
        for cell in cells - headings:
            assert cell in letter["text"], cell
        assert "To fill in: Other plans of the group." in letter["text"]
        assert letter["text"].count("To fill in:") == draft.count("To fill in:") > 2
        assert "co-chair: Marguerite Solberg, State Library of the Western Reaches" in \
            letter["text"], letter["text"]


def who_gets_a_draft_follows_who_leads():
    with Section() as section:
        section.day = "2026-12-05"
        [letter] = section.letters("letter", "report", "member-experience")
        assert letter["to"].count("@") == 2, letter    # two co-chairs
        section.done("appoint", "leave", "Fitzgerald Moonaghan", "middle-managers", "--end",
                     "2027-02-28", "--acting", "Ezekiel Barnstable")
        [letter] = section.letters("letter", "report", "middle-managers")
        assert letter["to"].startswith("Ezekiel Barnstable <"), letter
        assert [one["to"] for one in section.letters("letter", "report", "Ezekiel Barnstable")] == [
            letter["to"]]
        assert not section.letters("letter", "report", "Fitzgerald Moonaghan")
        section.refused("owes no report", "letter", "report",
                        "leadership-management-competencies-working-group", "--report", "dec")
        section.refused("there is no report 'nov'", "letter", "report", "HRD", "--report", "nov")
        section.done("report-due", "submit", "HRD", "2026-12")
        assert "was submitted on 2026-12-05" in section.says("letter", "report", "HRD", "--report",
                                                             "2026-12")
    with Section(sample=False) as section:
        section.day = "2026-12-05"
        section.done("appoint", "Ana Diaz", "middle-managers", "--role", "chair", "--new")
        section.done("volunteer", "add", "New Wren <wren@lib.example>", "--choice", "HRD")
        result = section.run("letter", "report", "--all", "--send")
        assert result.returncode == 3 and "Ana Diaz has no email address" in result.stderr, result
        assert result.stderr.count("no one to write to for") == 9, result.stderr
        assert section.rows("letter", "list") == []
        result = section.run("letter", "candidates", "--all", "--send")
        assert "no one to write to for Human Resources Development" in result.stderr, result
        section.done("person", "edit", "Ana Diaz", "--email", "ana@lib.example")
        assert len(section.sent("letter", "report", "--all")) == 1


def files_that_may_be_edited_are_replaced_only_with_force():
    with Section() as section:
        section.day = "2026-12-05"
        for words, name in (
                (["letter", "report", "--all", "-f", "eml"], "03-report-member-experience.eml"),
                (["remind", "-f", "eml"], "03-remind-member-experience.eml"),
                (["report-due", "draft", "--all", "dec"], "member-experience-2026-12.md")):
            folder = section.path(words[0])
            section.done(*words, "-o", folder)
            names = sorted(os.listdir(folder))
            assert name in names, names
            edited = section.write(f"{words[0]}/{name}", "edited")
            os.remove(f"{folder}/{names[0]}")
            section.refused("differs from what would be written", *words, "-o", folder)
            assert section.bytes(f"{words[0]}/{name}") == b"edited"
            assert names[0] not in os.listdir(folder)    # nothing is written if one is refused
            section.done(*words, "-o", folder, "--force")
            assert section.bytes(f"{words[0]}/{name}") != b"edited", edited
            assert sorted(os.listdir(folder)) == names
        section.done("report-due", "draft", "--all", "dec", "-o", section.path("report-due"))
        one = section.path("one.md")
        for _ in range(2):    # what is equal stays
            section.done("report-due", "draft", "HRD", "dec", "-o", one)
        section.write("one.md", "edited")
        section.refused("--force", "report-due", "draft", "HRD", "dec", "-o", one)
        section.done("report-due", "draft", "HRD", "dec", "-o", one, "--force")
        assert section.bytes("one.md").startswith(b"# December")


def undo_names_what_it_can_undo_instead_of_a_letter():
    with Section() as section:
        section.done("person", "add", "Nia Ode <nia@lib.example>")
        section.done("appoint", "Nia Ode", "consortium-management")
        appointed = section.rows("log")[0]["id"]
        section.done("letter", "welcome", "Nia Ode", "--sent")
        line = section.fails(3, "undo")
        assert "letter, which cannot be undone" in line and "'lmsection appoint" in line, line
        number = re.search(r"'lmsection undo (\d+)'", line).group(1)
        assert appointed.endswith(number), (appointed, number)
        letter = section.rows("log")[0]["id"]
        assert "which cannot be undone" in section.fails(3, "undo", letter)
        section.done("undo", number)
        assert "Nia Ode" not in str(section.rows("roster"))
        line = section.fails(3, "undo")
        assert "'lmsection person add" in line and number not in line, line
        # Whom a letter was sent to stays on record.
        added = re.search(r"'lmsection undo (\d+)'", line).group(1)
        line = section.fails(3, "undo", added)
        assert "by 'lmsection letter welcome" in line and "correct the record instead" in line, line


def undo_names_what_it_can_undo_instead_of_what_was_erased():
    with Section() as section:
        section.done("meeting", "add", "HRD", "--on", "2026-11-20")
        section.done("person", "add", "Nia Ode <nia@lib.example>")
        section.done("person", "forget", "Nia Ode", "--yes")
        for command in ("person add (erased)", "meeting add"):
            line = section.fails(3, "undo")
            assert "was erased" in line and f"'lmsection {command}" in line, line
            section.done("undo", re.search(r"'lmsection undo (\d+)'", line).group(1))


def a_further_term_is_not_welcomed_unasked():
    with Section() as section:
        section.day = "2026-07-05"
        served = {(row["email"], row["group"]) for row in section.rows("roster", "--history")
                  if row["start"] < "2026-05-01"}
        letters = section.letters("letter", "welcome", "--all")
        assert len(letters) > 10
        for letter in letters:
            assert not [group for email, group in served
                        if f"<{email}>" in letter["to"] and group in letter["subject"]], letter
        # One who comes to lead, and one who comes back after a gap.
        section.done("appoint", "Nia Ode <nia@lib.example>", "middle-managers", "--start",
                     "2020-07-01", "--end", "2021-06-30", "--override", "x")
        section.done("appoint", "Nia Ode", "middle-managers", "--start", "2026-07-01",
                     "--override", "x")
        assert not [one for one in section.letters("letter", "welcome", "middle-managers")
                    if "nia@" in one["to"]]
        assert len(section.letters("letter", "welcome", "Nia Ode")) == 1


def a_start_that_a_list_did_not_say_is_not_stated_as_a_fact():
    with Section(sample=False) as section:
        section.day = "2026-07-20"
        roster = section.write("r.csv", "Name,E-mail,Committee,Position,Term ends\n"
                               "Ana Diaz,ana@lib.example,Middle Managers,Chair,6/30/2027\n")
        section.done("appoint", "--from", roster)
        [term] = section.rows("roster", "--history")
        assert term["start"] == "2026-07-01"
        assert not section.letters("letter", "welcome", "--all")
        result = section.ran("letter", "service", "Ana Diaz", "--format", "md")
        assert "chair, the term ends on June 30, 2027" in result.stdout, result.stdout
        assert "start of Ana Diaz's term in Middle Managers is assumed" in result.stderr
        [letter] = section.letters("letter", "renew", "--all")
        assert "Thank you for serving. Questions?" in letter["text"], letter["text"]
        section.done("appoint", "--from", roster)    # again: nothing changes
        assert len(section.rows("log")) == 2
        section.done("appoint", "edit", "Ana Diaz", "middle-managers", "--start", "2026-07-01",
                     "--reason", "she remembers")
        result = section.ran("letter", "service", "Ana Diaz", "--format", "md")
        assert "chair, since July 1, 2026;" in result.stdout and result.stderr == "", result


def those_who_sign_sign_letters_to_themselves_too():
    with Section() as section:
        leads = [row["name"] for row in section.rows("roster", "leadership-team", "--leads")]
        [letter] = section.letters("letter", "service", leads[0])
        assert f"\n{leads[0]} and {leads[1]}\nLeadership Team, " in letter["text"], letter["text"]


def a_call_names_the_vacant_seats_and_goes_to_chairs_or_to_a_list():
    with Section() as section:
        section.day = "2027-04-01"
        vacant = {row["group"] for row in section.rows("roster", "--vacancies", "--on",
                                                       "2027-07-01")}
        letters = section.letters("letter", "call")
        assert len(letters) > 5
        for letter in letters:
            assert "Please pass this call on" in letter["text"]
            for group in vacant:
                assert f"\n- {group} (" in letter["text"], (group, letter["text"])
        to = ", ".join(letter["to"] for letter in letters)
        found = re.findall("<([^>]*)>", to)
        assert len(found) == len(set(found)), "no one gets it twice"
        [message] = section.sent("letter", "call", "--to", "members@lists.example", "--form",
                                 "https://forms.example/volunteer")
        assert addresses(message) == ["members@lists.example"]
        text = text_of(message)
        assert "fill out the form by May 1, 2027: https://forms.example/volunteer" in text, text
        assert "made by May 7, 2027" in text and "pass this call on" not in text
        assert not section.sent("letter", "call", "--to", "Members@lists.example")
        assert len(section.sent("letter", "call", "--to", "other@lists.example")) == 1
        assert len(section.sent("letter", "call", "--to", "members@lists.example", "--again")) == 1
        one = letters[3]["to"].split(" <")[0]
        assert [letter["to"] for letter in section.letters("letter", "call", one)] == [
            letters[3]["to"]] or len(letters[3]["to"].split(",")) > 1
        section.refused("needs an address", "letter", "call", "--to", "Members", status=2)


def nobody_concerned_is_one_line_and_status_0():
    with Section(sample=False) as section:
        for kind in KINDS:
            words = ["letter", kind] + ([] if kind == "call" else ["--all"])
            result = section.run(*words, "--send")
            assert result.returncode == 0 and result.stdout == "", (kind, result)
            if kind != "call":    # an empty section has vacant seats
                assert len(result.stderr.splitlines()) == 1, (kind, result)
        assert "No one to call" in result.stderr, result


def who_is_unknown_or_not_named_is_one_clear_line():
    with Section() as section:
        for kind in KINDS[:-1]:
            section.refused("--all", "letter", kind, status=2)
            section.refused("letter", "letter", kind, "--all", "ana", status=2)
        section.refused("no person or group on record matches 'Xyzzy'", "letter", "welcome",
                        "Xyzzy")
        section.refused("Ana Díaz", "letter", "service", "Ana Diez")
        section.done("person", "add", "Middle Managers <mm@lib.example>")
        section.refused("fits the group Middle Managers and the person", "letter", "service",
                        "Middle Managers")
        assert "has not served" in section.says("letter", "service", "mm@lib.example")
        assert section.letters("letter", "service", "middle-managers")


def without_an_address_nothing_is_lost():
    with Section() as section:
        section.done("appoint", "No Mail", "member-experience", "--new", "--override", "a test")
        result = section.run("letter", "welcome", "No Mail", "--format", "md")
        assert result.returncode == 0 and "Dear No," in result.stdout, result
        assert "No Mail (no email address)" in result.stdout
        assert "No Mail has no email address" in result.stderr, result
        result = section.run("letter", "welcome", "No Mail", "--send")
        assert result.returncode == 3 and os.listdir(section.out) == [], result
        section.done("person", "edit", "No Mail", "--email", "no.mail@lib.example")
        assert len(section.sent("letter", "welcome", "No Mail")) == 1


HOSTILE = ["Eve\\nBcc: all@evil.example", "{{section}} {{> secret}} {{#x}}", "=?utf-8?q?Bcc=3A?=",
           "Eve <eve@evil.example>", "--all", "\"; DROP TABLE letters; --", "<script>x</script>",
           "Ана \u05d3\u05e0\u05d4 李雷", "A\u0301na, O'Neil (\"Bo\")"]


def no_header_or_recipient_can_be_injected():
    with Section() as section:
        section.done("init", "--db", section.folder + "/other.db")
        for number, name in enumerate(HOSTILE):
            section.run("volunteer", "add", "--choice", "middle-managers", "--comment",
                        name + "\n.\nFrom x\nBcc: all@evil.example", "--institution", name,
                        f"{name} <p{number}@lib.example>")
            section.run("appoint", f"p{number}@lib.example", "member-experience", "--override", "x")
        section.done("group", "edit", "middle-managers", "--name", "Mid {{#x}} Bcc: a@evil.example")
        known = {row["email"] for row in section.rows("person", "list")} | {"lm@section.example"}
        assert len(known) > 60
        for words in (["welcome", "--all"], ["candidates", "--all"], ["service", "--all"]):
            for message in section.sent("letter", *words):
                fields = {name.lower() for name in message.keys()}
                assert fields <= {"from", "to", "cc", "subject", "date", "message-id",
                                  "mime-version", "content-type", "content-transfer-encoding"}, fields
                for field in ("To", "Cc"):
                    assert set(addresses(message, field)) <= known, message[field]


def a_template_of_the_section_cannot_add_a_field():
    with Section() as section:
        own = section.folder + "/own.txt"
        with open(own, "w", encoding="utf-8") as file:
            file.write("Subject: Hi {{role}}\n\n{{greeting}}\n\nBcc: all@evil.example\n{{end}}\n")
        section.done("letter", "template", "renew", "--set", own)
        for message in section.sent("letter", "renew", "middle-managers"):
            assert "Bcc" not in message and "Bcc: all@evil.example\n" in text_of(message)
            assert message["Subject"].startswith("Hi ")
        with open(own, "w", encoding="utf-8") as file:
            file.write("Subject: Hi\n\n{{volunteers}}\n")
        section.refused("'volunteers'", "letter", "template", "renew", "--set", own)
        section.done("letter", "template", "renew", "--reset")
        for kind in KINDS:
            text = section.done("letter", "template", kind)
            assert text.startswith("Subject: ") and "{{greeting}}" in text, kind


def the_dates_can_be_attached_and_the_letter_can_be_a_page():
    with Section() as section:
        section.day = "2026-07-02"
        section.done("meeting", "add", "consortium-management", "--on", "2026-09-10")
        section.done("event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29")
        section.done("appoint", "Nia Ode <nia@lib.example>", "consortium-management")
        [message] = section.sent("letter", "welcome", "nia", "--ics", "--html")
        types = [part.get_content_type() for part in message.walk()]
        assert types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html",
                         "text/calendar"], types
        dates = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        content = dates[0].get_content()
        content = content.decode() if isinstance(content, bytes) else content
        assert content.count("BEGIN:VEVENT") >= 2 and "20260910" in content, content
        text = text_of(message)
        assert "- September 10, 2026: Meeting" in text and "June 24, 2027 to June 29, 2027" in text


def the_old_alert_is_the_letter_about_one_volunteer():
    with Section() as section:
        section.done("volunteer", "assign", "quentin", "Ana Díaz")
        mail = section.done("volunteer", "alert", "quentin")
        message = email.message_from_string(mail, policy=email.policy.default)
        assert addresses(message, "From") == ["ana.diaz@riverside.example"]
        plain = section.done("volunteer", "alert", "quentin", "--format", "md")
        assert plain.startswith("To: Marguerite Solberg <") and "=20" not in plain, plain
        assert message["Subject"] in plain and text_of(message) in plain
        section.refused("no other format", "volunteer", "alert", "quentin", "-f", "csv", status=2)
        section.done("volunteer", "alert", "quentin", "--sent")
        # The letter about all who wait leaves out who was alerted.
        letters = section.letters("letter", "candidates", "human-resources-development")
        assert "\nQuentin Zarzuela\n" not in letters[0]["text"]
        assert "no answer from you yet about Quentin Zarzuela" in letters[0]["text"], letters


globals()[sys.argv[3]]()
