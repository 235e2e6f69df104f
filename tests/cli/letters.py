"""Letters and reminders: what they say, to whom they go, and that each goes once.

usage: letters.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import datetime
import email
import email.policy
import mailbox
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

from section import (BINARY, SAMPLE, SENDER, SENDMAIL, SOURCE, Section, require_no_defects,
                     text_of)

sys.path.pop(0)    # this folder has a file named like a module that aiosmtpd needs


def days_of_cron(first, last):
    """The 1st of each month, and every Monday."""
    day = first
    while day <= last:
        if day.day == 1 or day.weekday() == 0:
            yield day.isoformat()
        day += datetime.timedelta(days=1)


def appoint_chairs(section):
    """A chair of a group, and one of the Leadership Team."""
    for person, group in (("Ana Diaz <ana@lib.example>", "middle-managers"),
                          ("Bo Long <bo@lib.example>", "leadership-team")):
        section.done("appoint", person, group, "--role", "chair", "--start", "2026-07-01")


def shown_letters(text):
    """What the screen shows: recipients, subject and text of each letter."""
    letters = []
    for part in text.split("\n----------------------------------------\n\n"):
        head, body = part.split("\n\n", 1)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        letters.append((fields["To"], fields.get("Copy", ""), fields["Subject"], body))
    return letters


# ------------------------------------------------------------------ what is sent

class Server:
    """An SMTP server on the loopback that keeps what it gets."""

    def __init__(self):
        from aiosmtpd.controller import Controller  # Debian's python3-aiosmtpd
        self.got = []
        self.controller = Controller(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.got.append((list(envelope.rcpt_tos), envelope.content))
        return "250 kept"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("refused@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    def __enter__(self):
        # A free port that is known before the server starts; some versions cannot take port 0.
        import socket
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.controller.port = free.getsockname()[1]
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


def use_msmtp(section, server):
    program = shutil.which("msmtp")
    assert program, "the package msmtp is missing; run scripts/setup test"
    config = section.write("msmtprc", f"account default\nhost 127.0.0.1\n"
                                      f"port {server.controller.port}\nfrom lm@section.example\n"
                                      "auth off\ntls off\n")
    os.chmod(config, 0o600)
    section.variables["LMSECTION_SENDMAIL"] = f"{program} -C {config} -t -i"


def twelve_letters_arrive_by_msmtp_as_they_are_on_the_screen():
    with Section() as section, Server() as server:
        use_msmtp(section, server)
        section.done("meeting", "add", "management-best-practices", "--on", "2026-11-05")
        section.done("appoint", "Zoë Ñandú <zoe@lib.example>", "library-leaders-and-managers",
                     "--role", "chair", "--start", "2026-07-01")
        section.day = "2027-02-01"
        for group in ("consortium-management", "technical-services-managers-in-academic-libraries",
                      "leadership-management-competencies-working-group"):
            section.done("meeting", "add", group, "--on", "2027-01-10")
        shown = shown_letters(section.done("remind"))
        assert len(shown) == 12, len(shown)
        result = section.ran("remind", "--send", "--html", "--ics")
        assert len(result.stderr.splitlines()) == len(shown), result.stderr
        assert len(server.got) == len(shown)
        arrived, ids = {}, set()
        for recipients, content in server.got:
            message = email.message_from_bytes(content, policy=email.policy.default)
            require_no_defects(message)
            assert max(len(line) for line in content.splitlines()) <= 998
            to = ", ".join(f"{one.display_name} <{one.addr_spec}>" for one in
                           message["To"].addresses)
            copied = message["Cc"].addresses if message["Cc"] else ()
            assert sorted(recipients) == sorted(
                one.addr_spec for one in (*message["To"].addresses, *copied))
            assert message["From"] == SENDER
            assert message["Date"].datetime.date().isoformat() == "2027-02-01"
            assert re.fullmatch(r"<[0-9a-f]+@section\.example>", message["Message-ID"])
            ids.add(message["Message-ID"])
            arrived[to] = (message["Subject"], text_of(message))
            html = message.get_body(("html",)).get_content()
            assert "<li>" in html and "http" not in html.replace("DOCTYPE html", "")
        assert len(ids) == len(shown)
        assert arrived == {to: (subject, text) for to, _, subject, text in shown}
        assert section.says("remind", "--send") == ""
        assert len(server.got) == len(shown)


def drafts_arrive_by_msmtp_with_the_page_that_report_due_draft_writes():
    with Section() as section, Server() as server:
        use_msmtp(section, server)
        section.day = "2026-12-05"
        shown = shown_letters(section.done("letter", "report", "--all"))
        section.done("letter", "report", "--all", "--send", "--html", "--quiet")
        assert len(server.got) == len(shown) == 8
        arrived = set()
        for _, content in server.got:
            message = email.message_from_bytes(content, policy=email.policy.default)
            require_no_defects(message)
            page, = message.iter_attachments()
            group, report = re.fullmatch(r"(.*)-(\d{4}-\d\d)\.html", page.get_filename()).groups()
            assert page.get_content_type() == "text/html"
            assert page.get_content().replace("\r\n", "\n") == section.done(
                "report-due", "draft", group, report, "--format", "html")
            assert "<li>" in message.get_body(("html",)).get_content()
            arrived.add((message["Subject"], text_of(message)))
        assert arrived == {(subject, text) for _, _, subject, text in shown}
        section.done("letter", "report", "--all", "--send", "--quiet")
        assert len(server.got) == len(shown)


def long_lines_break_between_words():
    with Section() as section:
        section.day = "2026-12-01"
        section.done("remind", "--send", "--quiet")
        broken = 0
        for name in os.listdir(section.out):
            body = section.bytes(f"mail/{name}").split(b"\n\n", 1)[1]
            for line in body.split(b"\n"):
                assert len(line) <= 76, line
                if line.endswith(b"=") and not line.endswith(b" ="):
                    assert b" " not in line, line
                broken += line.endswith(b" =")
        assert broken > 10


def a_fresh_section_is_not_reminded_of_reports_from_before_it():
    with Section(sample=False) as section:
        # Also before the day on which the file was made.
        section.done("appoint", "--from", SAMPLE + "/appointments.csv", "-q")
        for day in ("2026-07-01", "2026-11-24", "2026-12-01"):
            section.day = day
            assert not [row for row in section.rows("remind") if "May report" in row["text"]], day
            assert all(row["report"] >= "2026-12" for row in section.rows("report-due")), day


def a_refused_address_fails_alone_and_is_tried_again():
    with Section(sample=False) as section, Server() as server:
        use_msmtp(section, server)
        section.done("appoint", "Ana Diaz <refused@lib.example>", "middle-managers", "--role",
                     "chair", "--start", "2026-07-01")
        section.done("appoint", "Bo Long <bo@lib.example>", "library-consulting", "--role",
                     "chair", "--start", "2026-07-01")
        section.day = "2026-12-01"
        result = section.run("remind", "--send", "--quiet")
        assert result.returncode == 4, result
        failures = [line for line in result.stderr.splitlines() if "was not sent" in line]
        assert len(failures) == 1 and "refused@lib.example" in failures[0], result.stderr
        assert "tried again next time" in failures[0] and "msmtp" in failures[0]
        assert [to for to, _ in server.got] == [["bo@lib.example"]]
        states = {row["to"]: (row["state"], row["problem"] != "") for row in
                  section.rows("letter", "list")}
        assert states == {"Ana Diaz <refused@lib.example>": ("failed", True),
                          "Bo Long <bo@lib.example>": ("sent", False)}, states
        section.done("person", "edit", "Ana Diaz", "--email", "ana@lib.example")
        section.done("remind", "--send", "--quiet")
        assert [to for to, _ in server.got] == [["bo@lib.example"], ["ana@lib.example"]]


def on_december_1_one_command_reminds_every_chair_once():
    with Section() as section:
        section.day = "2026-12-01"
        section.done("remind", "--send", "--quiet")
        owed = {row["group_slug"] for row in section.rows("report-due", "--within", "30")
                if row["report"] == "2026-12"}
        chairs = {row["email"] for row in section.rows("roster", "--leads")
                  if row["group_slug"] in owed}
        reminded = {one.addr_spec for message in section.mail()
                    for one in message["To"].addresses if "report is due" in text_of(message)}
        assert len(owed) > 5 and chairs and chairs <= reminded, (chairs - reminded)
        subjects = [message["Subject"] for message in section.mail()]
        assert not [subject for subject in subjects if re.search(r"\d more$", subject)], subjects
        count = len(section.mail())
        again = section.ran("remind", "--send")
        assert again.stdout == again.stderr == "", again
        assert len(section.mail()) == count
        assert section.done("remind") == ""


def the_sample_lives_a_year_by_cron_lines_alone():
    with Section() as section:
        section.done("event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29")
        expected = 0
        for day in days_of_cron(datetime.date(2026, 7, 1), datetime.date(2027, 6, 30)):
            section.day = day
            shown = section.rows("remind") if day.endswith("-01") else None
            sent = len(section.says("remind", "--send").splitlines())
            assert shown is None or sent == len(shown), (day, sent)
            assert shown is None or section.rows("remind") == [], day
            expected += sent
        assert len(section.mail()) == expected > 100
        listed = section.rows("letter", "list")
        assert len(listed) == expected and {row["state"] for row in listed} == {"sent"}
        assert ({row["message_id"] for row in listed} ==
                {message["Message-ID"].strip("<>") for message in section.mail()})
        months = {row["on"][:7] for row in listed}
        assert len(months) == 12, months
        # Each thing once in each of its stages.
        assert section.ask("SELECT topic FROM letter_topics GROUP BY topic, stage_on, group_id, "
                           "person_id HAVING count(*) > 1") == []
        due = section.ask("SELECT stage_on, on_date FROM letter_topics JOIN letters ON letters.id "
                          "= letter_id JOIN groups ON groups.id = letter_topics.group_id WHERE "
                          "topic = 'report-due:2026-12' AND slug = 'middle-managers' "
                          "ORDER BY stage_on")
        assert due[:4] == [("2026-12-01", "2026-12-01"), ("2026-12-24", "2026-12-28"),
                           ("2026-12-31", "2027-01-01"), ("2027-01-07", "2027-01-11")], due
        seats = section.ask("SELECT min(on_date) FROM letters JOIN letter_topics ON letters.id = "
                            "letter_id WHERE topic LIKE 'appointments:%'")
        assert seats == [("2027-04-01",)], seats
        term = section.ask("SELECT DISTINCT stage_on FROM letter_topics WHERE topic = 'term-ending'")
        assert term == [("2027-04-01",)], term
        weeks = section.ask("SELECT DISTINCT slug, stage_on FROM letter_topics JOIN groups ON "
                            "groups.id = group_id WHERE topic = 'event:interest-group-week:2026'")
        assert {stage for _, stage in weeks} == {"2027-01-30", "2027-02-22"}, weeks
        assert "member-experience" not in {slug for slug, _ in weeks}, weeks


def missed_runs_fold_into_the_newest_stage():
    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "--start", "2026-07-01")
        section.day = "2027-01-18"    # no run since July
        section.done("remind", "--send", "--quiet")
        stages = section.ask("SELECT stage_on FROM letter_topics JOIN groups ON groups.id = "
                             "group_id WHERE topic = 'report-due:2026-12' AND slug = "
                             "'middle-managers'")
        assert stages == [("2027-01-14",)], stages


def terms_that_end_are_written_to_the_person_with_a_copy_to_the_chair():
    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "--years", "2", "--start", "2026-07-01")
        section.done("appoint", "Bo Long <bo@lib.example>", "middle-managers", "--years", "1",
                     "--start", "2026-07-01")
        section.day = "2027-03-29"
        assert not [row for row in section.rows("remind") if row["kind"] == "remind-term"]
        section.day = "2027-04-01"
        row, = [row for row in section.rows("remind") if row["kind"] == "remind-term"]
        assert row["to"] == "Bo Long <bo@lib.example>" and row["cc"] == "Ana Diaz <ana@lib.example>"
        assert row["text"].startswith("Dear Bo,\n") and "Wednesday, June 30, 2027" in row["text"]
        section.done("appoint", "renew", "Bo Long", "middle-managers")
        assert not [row for row in section.rows("remind") if row["kind"] == "remind-term"]


def a_group_without_leaders_is_the_leadership_teams():
    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz <ana@lib.example>", "leadership-team", "--role",
                     "co-chair", "--start", "2026-07-01")
        section.done("appoint", "Bo Long <bo@lib.example>", "leadership-team", "--role",
                     "co-chair", "--start", "2026-07-01")
        section.day = "2026-12-01"
        row, = section.rows("remind")
        lines = row["text"].splitlines()
        items = [number for number, line in enumerate(lines) if "report of" in line]
        assert items == list(range(items[0], items[0] + 10)), row["text"]    # no gap
        assert row["to"] == "Ana Diaz <ana@lib.example>, Bo Long <bo@lib.example>"
        assert row["text"].startswith("Dear Ana and Bo,\n")
        assert row["text"].count("The December report of ") == 10, row["text"]


# ------------------------------------------------------------------ what goes wrong

def what_went_wrong_is_one_line():
    with Section(sample=False) as section:
        appoint_chairs(section)
        section.day = "2026-12-01"
        section.variables["LMSECTION_SENDMAIL"] = "/no/such/sendmail -t"
        line = section.fails(4, "remind", "--send")
        assert "/no/such/sendmail" in line and "nothing was sent" in line
        assert section.rows("letter", "list") == []

        section.sendmail("#!/bin/sh\ncat >/dev/null\necho '451 try later' >&2\nexit 75\n")
        result = section.run("remind", "--send")
        lines = result.stderr.splitlines()
        assert result.returncode == 4 and len(lines) == 2, result
        assert all("ended with status 75, saying '451 try later'; it will be tried again next time"
                   in line for line in lines), lines

        section.sendmail("#!/bin/sh\ngrep -q 'To: Ana' && sleep 1000\nexit 0\n")
        section.variables["LMSECTION_SENDMAIL_SECONDS"] = "1"
        result = section.run("remind", "--send", "--quiet")
        lines = result.stderr.splitlines()
        assert result.returncode == 4 and len(lines) == 1, result
        assert "did not end within 1 seconds" in lines[0] and "ana@lib.example" in lines[0]
        rows = section.rows("letter", "list")
        assert [row["state"] for row in rows].count("sent") == 1, rows

        section.sendmail("#!/bin/sh\nkill -9 $$\n")
        line = section.fails(4, "remind", "--send")
        assert "was stopped by signal 9" in line

        section.sendmail(SENDMAIL)
        section.done("remind", "--send", "--quiet")
        assert [message["To"] for message in section.mail()] == ["Ana Diaz <ana@lib.example>"]
        assert "--sender" in section.fails(2, "remind", "--send", "--sender", "nobody")
        assert "--output" in section.fails(2, "remind", "--format", "eml")
        section.day = "2027-01-04"
        assert "either sent or written" in section.fails(2, "remind", "--send", "--format", "mbox")


def a_full_disk_is_one_line_and_no_letter_goes_twice():
    import resource
    with Section() as section:
        section.day = "2026-12-01"
        expected = len(section.rows("remind"))
        size = os.path.getsize(section.file)
        for room in (0, 4096, 16384, 65536):
            def limit(room=room):
                resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room))
            result = subprocess.run([BINARY, "remind", "--send", "--quiet"], preexec_fn=limit,
                                    env=section.environment, capture_output=True, encoding="utf-8",
                                    check=False)
            failures = [line for line in result.stderr.splitlines() if "warning" not in line]
            assert len(failures) == (1 if result.returncode else 0), result
            assert result.returncode in (0, 4), result
        section.done("remind", "--send", "--quiet")
        recipients = [message["To"] for message in section.mail()]
        doubted = len(section.rows("letter", "list", "--in-doubt"))
        assert len(recipients) == len(set(recipients)) and len(recipients) + doubted >= expected


def who_has_no_address_is_named_and_nothing_is_lost():
    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz", "middle-managers", "--role", "chair", "--new",
                     "--start", "2026-07-01")
        section.done("appoint", "Bo Long <bo@lib.example>", "middle-managers", "--role", "co-chair",
                     "--start", "2026-07-01")
        section.day = "2026-12-01"
        result = section.run("remind", "--send", "--quiet")
        assert result.returncode == 0 and "Ana Diaz has no email address" in result.stderr, result
        message, = section.mail()
        assert message["To"] == "Bo Long <bo@lib.example>"
        assert text_of(message).startswith("Dear Ana and Bo,")

    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz", "middle-managers", "--role", "chair", "--new",
                     "--start", "2026-07-01")
        section.day = "2026-12-01"
        result = section.run("remind", "--send", "--quiet")
        assert result.returncode == 3 and "Ana Diaz has no email address" in result.stderr, result
        assert "no one to write to" in result.stderr, result
        assert section.rows("letter", "list") == [] and section.mail() == []
        section.done("person", "edit", "Ana Diaz", "--email", "ana@lib.example")
        section.done("remind", "--send", "--quiet")
        assert len(section.mail()) == 1


def the_sender_is_the_option_or_the_variable_or_the_setting():
    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "--start", "2026-07-01")
        section.day = "2026-12-01"

        def sender(*words):
            result = section.ran("remind", "--format", "mbox", *words)
            message = email.message_from_string(result.stdout.split("\n", 1)[1],
                                                policy=email.policy.default)
            return message["From"], result.stderr

        section.done("appoint", "Bo Long <bo@lib.example>", "leadership-team", "--role", "chair",
                     "--start", "2026-07-01")
        section.done("letter", "sender", "Core L&M <set@section.example>")
        assert sender("--sender", "a@b.example")[0] == "a@b.example"
        assert sender()[0] == SENDER
        del section.variables["LMSECTION_FROM"]
        assert sender()[0] == "Core L&M <set@section.example>"
        assert "already" in section.says("letter", "sender",
                                         "Core L&M <set@section.example>")
        section.done("letter", "sender", "--remove")
        address, warnings = sender()
        assert "@" in address and "no sender is set" in warnings, (address, warnings)


def a_letter_in_doubt_goes_again_only_with_again():
    with Section(sample=False) as section:
        appoint_chairs(section)
        section.day = "2026-12-01"
        section.sendmail("#!/bin/sh\nkill -9 $PPID\n")
        assert section.run("remind", "--send").returncode == -9
        section.sendmail(SENDMAIL)
        doubted, = section.rows("letter", "list", "--in-doubt")
        assert doubted["state"] == "sending"
        for _ in range(2):
            result = section.ran("remind", "--send", "--quiet")
            assert "in doubt" in result.stderr and doubted["subject"] in result.stderr, result
            assert len(section.mail()) == 1
        section.done("remind", "--send", "--again", "--quiet")
        assert len(section.mail()) == 2
        assert section.rows("letter", "list", "--in-doubt") == []
        assert section.says("remind", "--send") == ""

    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "--start", "2026-07-01")
        section.day = "2026-12-01"
        section.sendmail("#!/bin/sh\nkill -9 $PPID\n")
        assert section.run("remind", "--send").returncode == -9
        section.sendmail(SENDMAIL)
        section.done("remind", "--sent", "--again", "--quiet")    # it arrived
        assert section.rows("letter", "list", "--in-doubt") == []
        assert sorted(row["state"] for row in section.rows("letter", "list")) == ["failed", "sent"]
        section.done("remind", "--send", "--quiet")
        assert section.mail() == []

    with Section(sample=False) as section:    # what is in doubt is no longer due
        section.done("appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "--start", "2026-07-01")
        section.day = "2026-12-01"
        section.sendmail("#!/bin/sh\nkill -9 $PPID\n")
        assert section.run("remind", "--send").returncode == -9
        section.done("report-due", "submit", "middle-managers", "2026-12")
        assert section.run("remind", "--send", "--again", "--quiet").returncode == 0
        row, = section.rows("letter", "list")
        assert (row["state"], row["problem"]) == ("failed", "in doubt; no longer due"), row


def two_commands_at_once_send_each_letter_once():
    with Section() as section:
        section.day = "2026-12-01"
        section.sendmail(SENDMAIL.replace("cat", "sleep 0.05; cat"))
        expected = len(section.rows("remind"))
        running = [subprocess.Popen([BINARY, "remind", "--send", "--quiet"],
                                    env=section.environment, stderr=subprocess.DEVNULL)
                   for _ in range(4)]
        assert all(process.wait() == 0 for process in running)
        assert len(section.mail()) == expected
        assert {row["state"] for row in section.rows("letter", "list")} == {"sent"}


def a_letter_cannot_be_undone():
    with Section(sample=False) as section:
        section.done("appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
                     "--start", "2026-07-01")
        section.day = "2026-12-01"
        section.done("remind", "--send", "--quiet")
        assert "'lmsection undo" in section.fails(3, "undo")
        assert "lmsection remind --send" in section.done("log")


def a_dry_run_sends_nothing():
    with Section() as section:
        section.day = "2026-12-01"
        before = open(section.file, "rb").read()
        shown = section.done("remind")
        assert section.done("remind", "--send", "--dry-run") == shown
        assert open(section.file, "rb").read() == before and section.mail() == []


# ------------------------------------------------------------------ files and texts

def files_are_what_mail_programs_read():
    with Section() as section:
        section.day = "2026-12-01"
        shown = shown_letters(section.done("remind"))
        section.done("remind", "--format", "eml", "--output", "letters", "--ics")
        names = sorted(os.listdir(section.path("letters")))
        assert len(names) == len(shown)
        for name, (_, _, subject, text) in zip(names, shown):
            with open(section.path("letters/" + name), "rb") as file:
                content = file.read()
            assert content.count(b"\n") == content.count(b"\r\n")
            assert oct(os.stat(section.path("letters/" + name)).st_mode)[-3:] == "600"
            message = email.message_from_bytes(content, policy=email.policy.default)
            require_no_defects(message)
            assert (message["Subject"], text_of(message)) == (subject, text), name
            for part in message.iter_attachments():
                assert part.get_content_type() == "text/calendar"
                assert part.get_filename() == "dates.ics"
                calendar = part.get_content()
                assert "BEGIN:VEVENT" in calendar and "20261231" in calendar
        assert any(b"text/calendar" in open(section.path("letters/" + name), "rb").read()
                   for name in names)
        section.done("remind", "--format", "mbox", "--output", "letters.mbox")
        box = mailbox.mbox(section.path("letters.mbox"),
                           factory=lambda file: email.message_from_binary_file(
                               file, policy=email.policy.default))
        assert [(one["Subject"], text_of(one).rstrip("\n")) for one in box] == [
            (subject, text.rstrip("\n")) for _, _, subject, text in shown]
        assert section.done("remind", "--format", "md") == section.done("remind")
        assert section.rows("letter", "list") == []
        section.done("remind", "--sent", "--quiet")
        assert len(section.rows("letter", "list")) == len(shown) and section.mail() == []


def hostile_names_add_no_header_and_no_recipient():
    names = ['Eve "Bcc" O\'Neil, Jr.', "Ünï <b>cödé</b> {{section}}",
             "=?utf-8?q?x?=", "A;B:C", "Li 李小龍 with a name so long that it has to be encoded in parts"]
    with Section(sample=False) as section:
        for number, name in enumerate(names):
            result = section.run("appoint", name, "middle-managers", "--email",
                                 f"p{number}@lib.example", "--role", "chair", "--new", "--start",
                                 "2026-07-01")
            if result.returncode != 0:
                section.done("appoint", f"Person {number}", "middle-managers", "--email",
                             f"p{number}@lib.example", "--role", "chair", "--start", "2026-07-01")
        connection = sqlite3.connect(section.file)    # past the program
        for number, name in enumerate(["Eve\nBcc: x@evil.example", "{{#reports}}{{/section}}"]):
            connection.execute("UPDATE people SET name = ? WHERE email = ?",
                               (name, f"p{number}@lib.example"))
        connection.commit()
        connection.close()
        section.day = "2026-12-01"
        section.done("remind", "--send", "--quiet", "--html")
        message, = section.mail()
        require_no_defects(message)
        assert message["Bcc"] is None and message["Cc"] is None
        assert sorted(one.addr_spec for one in message["To"].addresses) == [
            f"p{number}@lib.example" for number in range(len(names))]
        html = message.get_body(("html",)).get_content()
        assert "<b>" not in html and "<script" not in html


def a_template_of_the_section_is_used_and_checked():
    with Section() as section:
        section.day = "2026-12-01"
        built_in = section.done("letter", "template", "remind")
        own = ("Subject: {{section}} & you\n\n{{greeting}}\n\n{{#reports}}\n- {{report}}: {{due}} "
               "<{{overdue}}>\n{{/reports}}\n{{! a remark }}\n\n\n\nBye")
        section.done("letter", "template", "remind", "--set", section.write("own.txt", own))
        assert section.done("letter", "template", "remind") == own
        row = [row for row in section.rows("remind") if "Marguerite" in row["to"]][0]
        assert row["subject"] == "Leadership & Management Section & you"
        # CSV keeps a spreadsheet from running the lines of a list.
        assert row["text"].replace("'-", "-") == (
            "Dear Marguerite,\n\n- December report: Thursday, December 31, 2026 <>\n\nBye\n"), row
        assert "already so" in section.says("letter", "template", "remind", "--set",
                                            section.path("own.txt"))
        section.done("undo")
        assert section.done("letter", "template", "remind") == built_in
        section.done("redo")
        for body, line, part in (
                ("{{nope}}", 4, "no field 'nope'"),
                ("{{#reports}}\nx", 4, "{{#reports}} is not closed"),
                ("x\n{{/reports}}", 5, "closes what is not open"),
                ("{{#reports}}{{#items}}{{/reports}}{{/items}}", 4, "closes what is not open"),
                ("{{> other}}", 4, "cannot include another"),
                ("{{=<% %>=}}", 4, "cannot be changed"),
                ("{{#reports}}{{#reports}}x{{/reports}}{{/reports}}", 4, "inside itself"),
                ("{{reports}}", 4, "is a list"),
                ("{{title}}", 4, "no field 'title'"),
                ("{{{greeting", 4, "is not closed")):
            text = "Subject: x\n\n{{greeting}}\n" + body
            failure = section.fails(3, "letter", "template", "remind", "--set", "-", text=text)
            assert f"standard input, line {line}: " in failure and part in failure, failure
        assert "must be the subject" in section.fails(3, "letter", "template", "remind", "--set",
                                                      "-", text="Hello\n")
        assert "must be empty" in section.fails(3, "letter", "template", "remind", "--set", "-",
                                                text="Subject: x\nHello\n")
        assert "20000 bytes" in section.fails(3, "letter", "template", "remind", "--set", "-",
                                              text="Subject: x\n\n" + "x" * 20000)
        assert "not a kind of letter" in section.fails(2, "letter", "template", "reminder")
        assert section.done("letter", "template", "remind") == own
        section.done("letter", "template", "remind", "--reset")
        assert section.done("letter", "template", "remind") == built_in
        # A file from someone else may hold anything.
        connection = sqlite3.connect(section.file)
        connection.execute("INSERT INTO settings VALUES (5, 'letter/remind', ?)",
                           ("Subject: x\n\n" + "{{#items}}" * 1000,))
        connection.commit()
        connection.close()
        assert "inside itself" in section.fails(3, "remind")


def a_template_cannot_make_a_letter_of_any_length():
    with Section() as section:
        section.done("volunteer", "import", SAMPLE + "/volunteers.csv", "--ignore-extra", "-q")
        section.day = "2026-12-01"
        text = "Subject: x\n\n" + "{{#volunteers}}" + "x" * 19000 + "\n{{/volunteers}}\n"
        section.done("letter", "template", "remind", "--set", "-", text=text)
        assert "more than 200 kB" in section.fails(3, "remind")


def forget_covers_letters_templates_and_the_sender():
    with Section(sample=False) as section:
        section.done("appoint", "Zebulon Quillfeather <zebulon@lib.example>", "middle-managers",
                     "--role", "chair", "--years", "1", "--start", "2026-07-01")
        section.done("letter", "sender", "Zebulon Quillfeather <zebulon@lib.example>")
        template = section.done("letter", "template", "remind-term")
        section.done("letter", "template", "remind-term", "--set", "-",
                     text=template + "Ask Zebulon Quillfeather (zebulon@lib.example).\n")
        section.day = "2027-04-01"
        section.done("remind", "--send", "--quiet")
        section.sendmail("#!/bin/sh\necho 'zebulon@lib.example: no such user' >&2\nexit 67\n")
        section.day = "2027-06-01"
        section.run("remind", "--send", "--quiet")
        with open(section.file, "rb") as file:
            assert b"zebulon@lib.example" in file.read()
        section.done("person", "forget", "Zebulon Quillfeather", "--yes", "--end-terms")
        with open(section.file, "rb") as file:
            content = file.read()
        for trace in (b"Zebulon", b"zebulon", b"Quillfeather"):
            assert trace not in content, trace
        assert section.rows("letter", "list")
        section.done("letter", "template", "remind-term")
        section.done("doctor")
        section.done("remind")


def the_handbook_says_when_and_to_whom():
    with Section(sample=False) as section:
        appoint_chairs(section)
        with open(SOURCE + "/data/handbook.toml", encoding="utf-8") as file:
            text = file.read()
        head, rest = text.split("\n[[reminders]]\n", 1)
        head += "\n"
        tail = "# ---" + rest.split("# ---", 1)[1]
        own = ('[[reminders]]\nabout = "report-due"\ndays_before = [45]\nto = "team"\n'
               'kinds = ["interest-group"]\nsection = "3"\n\n')
        edited = (head + own + tail).replace("edition = 3", "edition = 4")
        section.done("handbook", "adopt", section.write("own.toml", edited))
        section.day = "2026-11-15"
        assert section.rows("remind") == []
        section.day = "2026-11-16"
        row, = section.rows("remind")
        assert row["to"] == "Bo Long <bo@lib.example>"
        assert row["text"].count("December report of ") == 6, row["text"]
        section.day = "2027-04-01"
        row, = section.rows("remind")
        assert "term" not in row["text"]
        for wrong, part in ((own.replace("45", "400"), "0 to 366"),
                            (own.replace("team", "teams"), "leaders, team or person"),
                            (own.replace("report-due", "reports"), "must be report-due"),
                            (own.replace('"team"', '"person"'), "term-ending"),
                            (own + own, "repeats")):
            result = section.run("handbook", "--check", section.write("w.toml", head + wrong + tail))
            assert result.returncode == 3 and part in result.stderr, result.stderr
        # A handbook that says nothing has the built-in reminders.
        section.done("handbook", "adopt",
                     section.write("none.toml", (head + tail).replace("edition = 3", "edition = 5")))
        section.day = "2027-05-01"
        assert any(row["kind"] == "remind" and "May report" in row["text"]
                   for row in section.rows("remind"))


def a_terminal_shows_whole_words():
    import pty
    with Section() as section:
        section.day = "2026-12-01"
        primary, secondary = pty.openpty()
        process = subprocess.Popen([BINARY, "remind", "--no-pager"], stdout=secondary,
                                   stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                   env={**section.environment, "COLUMNS": "60", "TERM": "dumb"})
        os.close(secondary)
        shown = b""
        try:
            while part := os.read(primary, 65536):
                shown += part
        except OSError:
            pass
        assert process.wait() == 0
        lines = shown.decode().replace("\r\n", "\n").splitlines()
        assert max(len(line) for line in lines) <= 60
        plain = section.done("remind")
        assert " ".join(" ".join(lines).split()) == " ".join(plain.split())


if __name__ == "__main__":
    started = time.monotonic()
    globals()[sys.argv[3]]()
    sys.stdout.write(f"{sys.argv[3]}: {time.monotonic() - started:.1f} s\n")
