"""Reads the calendars that lmsection writes with Python's icalendar and vobject and with khal, and compares them
with `calendar --format json`.

usage: calendars.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import datetime
import json
import os
import re
import subprocess
import sys

import icalendar
import vobject

from read_back import BINARY, HOSTILE, SOURCE, Section

DAY = datetime.timedelta(days=1)
TWO_YEARS = [["--year", "2026"], ["--year", "2027"]]
WEEK_BEFORE = datetime.timedelta(days=-7, hours=9)


def load(section):
    section.load_sample()
    section.run(["meeting", "add", "--from", SOURCE + "/data/sample/meetings.csv", "-q"])
    section.run(["program", "add", "--from", SOURCE + "/data/sample/programs.csv", "-q"])
    section.run(["event", "set", "ala-annual", "--start", "2027-06-28", "--end", "2027-07-02",
                 "--place", "Sample City"])


def rows(section, *arguments):
    return json.loads(section.run(["calendar", *arguments, "-f", "json"]))


def written(section, *arguments):
    return section.run(["calendar", *arguments, "-f", "ics"])


def events_of(data):
    """The events of a file, once its lines are as RFC 5545 wants them."""
    assert data.endswith(b"END:VCALENDAR\r\n") and data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")    # no letter is cut in two
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line), line
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar["version"] == "2.0" and calendar["prodid"] and "method" not in calendar
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def title_of(row):
    settled = row["status"] in ("done", "skipped", "submitted")
    return f"{row['title']} ({row['status']})" if settled else row["title"]


def description_of(row):
    return "\n".join(text for text in (row["group"], row["detail"]) if text)


def check(event, row):
    first, last = (datetime.date.fromisoformat(row[key]) for key in ("date", "end"))
    assert event["uid"] == row["uid"]
    assert event["dtstart"].dt == first and type(event["dtstart"].dt) is datetime.date
    assert event["dtend"].dt == last + DAY, (event["dtend"].dt, row)
    if "\\n" not in title_of(row):
        assert event["summary"] == title_of(row), (event["summary"], row)
    # Debian's icalendar takes an escaped backslash before an n for the end of a line.
    if "\\n" not in description_of(row):
        assert event.get("description", "") == description_of(row), (event, row)
    assert event["categories"].cats == [row["kind"]] and event["transp"] == "TRANSPARENT"
    assert event["dtstamp"].dt == event["last-modified"].dt
    assert event["dtstamp"].dt.tzinfo is not None


def check_all(section, *arguments):
    asked = [["--year", year, *arguments] for year in ("2026", "2027")]
    wanted = {row["uid"]: row for part in asked for row in rows(section, *part)}
    data = written(section, *arguments)
    events = events_of(data)
    for event in vobject.readOne(data.decode("utf-8")).vevent_list:
        row = wanted[event.uid.value]
        assert event.summary.value == title_of(row), (event, row)
        known = event.description.value if "description" in event.contents else ""
        assert known == description_of(row), (event, row)
    assert len({event["uid"] for event in events}) == len(events)
    assert {event["uid"] for event in events} == wanted.keys()
    for event in events:
        check(event, wanted[event["uid"]])
    return events


def the_sample_agrees_with_the_rows():
    with Section() as section:
        load(section)
        kinds = {str(event["categories"].cats[0]) for event in check_all(section)}
        assert kinds == {"event", "meeting", "checklist", "deadline", "report", "terms"}, kinds
        check_all(section, "--group", "member-experience")
        check_all(section, "--group", "leadership-team")
        events = events_of(written(section, "--month", "2027-03"))
        for event, row in zip(events, rows(section, "--month", "2027-03"), strict=True):
            check(event, row)


def the_handbook_alone_agrees_with_the_rows():
    with Section() as section:
        del section.environment["LMSECTION_DB"]
        events = check_all(section)
        assert {str(event["categories"].cats[0]) for event in events} == {
            "event", "checklist", "deadline", "report"}
        assert {event["sequence"] for event in events} == {0}
        assert written(section) == written(section)


def hostile_text_is_kept():
    with Section() as section:
        section.load_hostile()
        group = "leadership-management-competencies-working-group"
        for number, text in enumerate(HOSTILE):
            section.run(["meeting", "add", group, f"--on=2026-08-{number + 1:02}", "--note=" + text])
            section.run(["checklist", "add", "--slug", f"item-{number}", "--month", "may", "--",
                         text])
        section.run(["group", "edit", group, "--name", 'A; "group", of \\ \U0001f4da'])
        section.run(["event", "set", "core-forum", "--start", "2026-11-05", "--end", "2026-11-07",
                     "--place=" + HOSTILE[0]])
        events = check_all(section)
        assert sum(event["uid"].startswith("meeting-") for event in events) == len(HOSTILE)
        titles = {row["title"] for row in rows(section, "--month", "may")}
        assert titles >= set(HOSTILE), set(HOSTILE) - titles


def a_text_of_any_length_is_folded_between_its_letters():
    with Section() as section:
        for length in range(50, 90):
            section.run(["checklist", "add", "x" * length, "--slug", "i" + "-i" * (length % 40),
                         "--month", "may"])
            section.run(["meeting", "add", "member-experience", "--on",
                         str(datetime.date(2026, 9, 1) + length * DAY),
                         "--note=" + "\u6f22" * (length // 2) + "z" * (length % 2)])
        check_all(section)


def controls_are_refused_and_cannot_end_a_line():
    with Section() as section:
        for text in ("a\nBEGIN:VEVENT", "a\r\nUID:x", "a\x07", "a\x1b[31m", "a\u2028b"):
            done = subprocess.run([BINARY, "checklist", "add", text, "--slug", "odd"],
                                  env=section.environment, capture_output=True)
            assert done.returncode == 3 and done.stderr.count(b"\n") == 1, (text, done)
        check_all(section)


def two_exports_are_the_same_bytes():
    with Section() as section:
        load(section)
        assert written(section) == written(section)


def a_change_is_newer_and_keeps_the_uid():
    with Section() as section:
        load(section)
        before = {str(event["uid"]): event for event in events_of(written(section))}
        section.run(["report-due", "submit", "member-experience", "2026-12"])
        section.run(["group", "edit", "member-experience", "--name", "Members", "--slug", "members"])
        section.run(["checklist", "edit", "complete-december-report", "--month", "january"])
        after = {str(event["uid"]): event for event in events_of(written(section))}
        assert after.keys() == before.keys()
        for uid, event in after.items():
            assert event["sequence"] > before[uid]["sequence"]
            assert event["dtstamp"].dt >= before[uid]["dtstamp"].dt
        moved = [uid for uid in after if after[uid]["dtstart"].dt != before[uid]["dtstart"].dt]
        assert moved == ["item-complete-december-report-2026@leadership-management-section"
                         ".lmsection",
                         "item-complete-december-report-2027@leadership-management-section"
                         ".lmsection"], moved
        section.run(["undo"])
        undone = events_of(written(section))
        assert all(event["sequence"] > after[str(event["uid"])]["sequence"] for event in undone)


def canceled_in(data):
    return {str(event["uid"]): event for event in events_of(data)
            if event.get("status") == "CANCELLED"}


def what_was_removed_is_canceled():
    with Section() as section:
        load(section)
        section.run(["meeting", "add", "member-experience", "--on", "2027-01-12", "--note", "secret"])
        before = {str(event["uid"]): event for event in events_of(written(section))}
        assert not canceled_in(written(section))
        section.run(["meeting", "remove", "member-experience", "--on", "2027-01-12"])
        section.run(["meeting", "add", "member-experience", "--on", "2027-01-19"])
        section.run(["event", "remove", "ala-annual"])
        canceled = canceled_in(written(section))
        [meeting] = [uid for uid in canceled if uid.startswith("meeting-2027-01-12-virtual-")]
        [event] = [uid for uid in canceled if uid.startswith("event-ala-annual-2026")]
        assert canceled.keys() == {meeting, event}
        for uid, now in canceled.items():
            then = before[uid]
            assert now["sequence"] > then["sequence"] and "status" not in then
            assert (now["dtstart"].dt, now["dtend"].dt) == (then["dtstart"].dt, then["dtend"].dt)
            assert now["summary"] == "Canceled: " + then["summary"], now
            assert not now.walk("VALARM")
        assert b"secret" not in written(section)
        assert canceled_in(written(section, "--public")).keys() == canceled.keys()
        assert canceled_in(written(section, "--month", "2027-01", "--alarm", "7d")).keys() == {meeting}
        assert canceled_in(written(section, "--group", "middle-managers")).keys() == {event}
        # What is there again, is moved to another month or was undone is not canceled.
        section.run(["meeting", "add", "member-experience", "--on", "2027-01-12"])
        section.run(["event", "set", "ala-annual", "--start", "2027-05-28", "--end", "2027-05-30"])
        assert not canceled_in(written(section))
        assert not canceled_in(written(section, "--month", "2027-06"))


def terms_that_no_longer_end_are_canceled():
    with Section() as section:
        section.run(["appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--years", "1"])
        section.run(["appoint", "Ben Lee <ben@lib.example>", "library-consulting", "--years", "1"])
        section.run(["appoint", "Chi Sato <chi@lib.example>", "member-experience", "--years", "1"])
        before = {str(event["uid"]) for event in events_of(written(section))}
        assert not canceled_in(written(section))
        section.run(["appoint", "end", "ana@lib.example", "middle-managers", "--on", "2027-01-31"])
        section.run(["appoint", "renew", "ben@lib.example", "library-consulting"])
        canceled = canceled_in(written(section))
        assert len(canceled) == 2 and canceled.keys() <= before
        assert {str(event["summary"]) for event in canceled.values()} == {
            "Canceled: Terms end: Middle Managers", "Canceled: Terms end: Library Consulting"}
        section.run(["undo"])
        assert len(canceled_in(written(section))) == 1
    with Section() as section:    # recorded together, so that no calendar ever had the first end
        section.run(["appoint", "--from", "-"],
                    b"name,email,group,years,start\nAna Diaz,ana@lib.example,middle-managers,1,"
                    b"2026-07-01\nAna Diaz,ana@lib.example,middle-managers,1,2027-07-01\n")
        assert not canceled_in(written(section))


def a_subscriber_learns_how_often_to_read_again():
    with Section() as section:
        load(section)
        calendar = vobject.readOne(written(section).decode("utf-8"))
        assert calendar.refresh_interval.value == "P1D"
        assert calendar.refresh_interval.params == {"VALUE": ["DURATION"]}
        assert calendar.x_published_ttl.value == "P1D"


def alarms_ring_only_when_asked_for_and_for_what_is_open():
    with Section() as section:
        load(section)
        assert b"VALARM" not in written(section)
        data = {str(event["uid"]): event for event in events_of(written(section, "--alarm", "7d"))}
        wanted = {row["uid"]: row for years in TWO_YEARS for row in rows(section, *years)}
        for uid, event in data.items():
            alarms = event.walk("VALARM")
            settled = title_of(wanted[uid]) != wanted[uid]["title"]
            assert len(alarms) == (0 if settled else 1), uid
            for alarm in alarms:
                assert alarm["action"] == "DISPLAY" and alarm["description"] == wanted[uid]["title"]
                assert alarm["trigger"].dt == WEEK_BEFORE, alarm["trigger"].dt
        for typed, ring in (("0d", datetime.timedelta(hours=9)), ("2w", WEEK_BEFORE - 7 * DAY),
                            ("1d", datetime.timedelta(hours=-15))):
            event = events_of(written(section, "--month", "2027-03", "--alarm", typed))[-1]
            assert event.walk("VALARM")[0]["trigger"].dt == ring, typed


def khal(section, *arguments):
    environment = {**os.environ, "HOME": section.folder, "LC_ALL": "C.UTF-8",
                   "XDG_DATA_HOME": section.folder, "XDG_CONFIG_HOME": section.folder,
                   "XDG_CACHE_HOME": section.folder}
    done = subprocess.run(["/usr/bin/khal", "-c", section.folder + "/khal.conf", *arguments],
                          env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def configure_khal(section):
    with open(section.folder + "/khal.conf", "w", encoding="utf-8") as file:
        file.write(f"[calendars]\n[[section]]\npath = {section.folder}/vdir\n"
                   f"[sqlite]\npath = {section.folder}/khal.db\n"
                   "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
                   "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
                   "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n")
    os.mkdir(section.folder + "/vdir")


def khal_imports_it_once():
    with Section() as section:
        load(section)
        configure_khal(section)

        def imported():
            section.run(["calendar", "--year", "-f", "ics", "-o", "section.ics"])
            khal(section, "import", "--batch", "-a", "section", section.folder + "/section.ics")
            listed = khal(section, "list", "--day-format", "", "--once", "--format",
                          "{uid}|{start-date}|{end-date}|{title}", "2026-01-01", "1000d")
            wanted = [f"{row['uid']}|{row['date']}|{row['end']}|{title_of(row)}"
                      for row in rows(section, "--year")]
            assert sorted(filter(None, listed.split("\n"))) == sorted(wanted), (listed, wanted)
            return wanted

        first = imported()
        assert imported() == first
        section.run(["report-due", "submit", "member-experience", "2026-12"])
        assert len(imported()) == len(first)


def khal_learns_what_was_canceled():
    with Section() as section:
        configure_khal(section)

        def listed():
            section.run(["calendar", "--month", "2027-01", "-f", "ics", "-o", "section.ics"])
            khal(section, "import", "--batch", "-a", "section", section.folder + "/section.ics")
            lines = khal(section, "list", "--day-format", "", "--once", "--format",
                         "{start-date}|{status}|{title}", "2027-01-01", "31d").split("\n")
            return [line.split("|") for line in lines if "Member Experience" in line]

        section.run(["meeting", "add", "member-experience", "--on", "2027-01-12"])
        assert [line[0] for line in listed() if "Meeting" in line[2]] == ["2027-01-12"]
        section.run(["meeting", "remove", "member-experience", "--on", "2027-01-12"])
        section.run(["meeting", "add", "member-experience", "--on", "2027-01-19"])
        day, status, title = listed()[0]
        assert day == "2027-01-12" and status.strip() == "CANCELLED", (day, status)
        assert title == "Canceled: Meeting (virtual): Member Experience", title
        assert [(line[0], line[1].strip()) for line in listed()[1:]] == [("2027-01-19", "")]


if __name__ == "__main__":
    globals()[sys.argv[3]]()
