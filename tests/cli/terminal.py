"""What lmsection shows on a terminal, through a pseudo-terminal of a known size.

usage: terminal.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

BINARY = os.path.abspath(sys.argv[1])
SOURCE = sys.argv[2]
TABLES = [
    ["roster"],
    ["roster", "--history"],
    ["roster", "--vacancies"],
    ["checklist"],
    ["checklist", "--year", "2026"],
    ["report-due"],
    ["report-due", "--all"],
    ["person", "list"],
    ["person", "show", "ana.diaz@riverside.example"],
    ["group", "list"],
    ["group", "show", "middle-managers"],
    ["handbook"],
    ["handbook", "--notes"],
]


class Section:
    """The sample section in a folder of its own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="lmsection-terminal-")
        self.environment = {
            "LMSECTION_DB": os.path.join(self.folder, "section.db"),
            "LMSECTION_TODAY": "2026-11-24",
            "LMSECTION_ACTOR": "tester",
            "TERM": "xterm",
            "LMSECTION_PAGER": "",    # a pager would wait for keys
        }
        self.piped(["init"])
        self.piped(["appoint", "--from", SOURCE + "/data/sample/appointments.csv", "-q"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def piped_bytes(self, arguments):
        return subprocess.run([BINARY, *arguments], env=self.environment, cwd=self.folder,
                              check=True, capture_output=True).stdout

    def piped(self, arguments):
        return self.piped_bytes(arguments).decode("utf-8")

    def pager(self, script):
        """A pager that runs a shell script; it can write to the file `seen`."""
        path = os.path.join(self.folder, "pager")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script + "\n")
        os.chmod(path, 0o755)
        return path

    def seen(self):
        """What the pager wrote to the file `seen`; nothing if it was not started."""
        path = os.path.join(self.folder, "seen")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            text = file.read()
        os.remove(path)
        return text

    def shown(self, arguments, columns, status=0, typed="", interrupt_after=None, **variables):
        """What a terminal of that width is sent, with line ends as LF."""
        received = self.received(arguments, columns, status, typed, interrupt_after, **variables)
        return received.decode("utf-8").replace("\r\n", "\n")

    def received(self, arguments, columns, status=0, typed="", interrupt_after=None, **variables):
        """The bytes that a terminal of that width shows, with the CR that it puts before each LF.
        `interrupt_after`: a text after which Ctrl-C is pressed."""
        environment = {**self.environment, **variables}
        screen, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        child = subprocess.Popen([BINARY, *arguments], env=environment, cwd=self.folder,
                                 stdin=terminal, stdout=terminal, stderr=terminal,
                                 start_new_session=True)
        os.close(terminal)
        os.write(screen, typed.encode())
        received = b""
        while True:
            try:
                part = os.read(screen, 65536)
            except OSError:    # Linux tells the end of a terminal so
                break
            if not part:
                break
            received += part
            if interrupt_after and interrupt_after.encode() in received:
                interrupt_after = None
                os.killpg(child.pid, signal.SIGINT)    # what the terminal does at Ctrl-C
        os.close(screen)
        assert child.wait() == status, (arguments, child.returncode, received)
        return received


def without_colours(text):
    return re.sub("\x1b\\[[0-9;]*m", "", text)


def width(line):
    """The columns that a line takes, as the Unicode tables have it."""
    return sum(0 if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
               else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
               for letter in without_colours(line))


LEFT_OUT = re.compile(r"Left out to fit (\d+) columns: ([^;]*);\s+use\s+--wide\s+for\s+all\.")


def too_wide(text, columns):
    """The lines of a result that do not fit; links, which are never broken, may be longer."""
    return [line for line in text.split("\n")
            if width(line) > columns
            and not any(width(word) > columns * 3 // 4 for word in line.split())]


def left_out(text):
    """The headings of the columns that a message says were left out."""
    found = LEFT_OUT.search(text)
    return " ".join(found.group(2).split()).split(", ") if found else []


def tables_fit_60_columns():
    with Section() as section:
        wide = {" ".join(arguments): too_wide(section.shown(arguments, 60), 60)[:2]
                for arguments in TABLES + [["group", "chart"]]}
        wide = {command: lines for command, lines in wide.items() if lines}
        assert not wide, wide


def tables_fit_80_columns():
    with Section() as section:
        for arguments in TABLES + [["group", "chart"]]:
            wide = too_wide(section.shown(arguments, 80), 80)
            assert not wide, (arguments, wide[:2])


def columns_of_the_environment_are_heeded():
    with Section() as section:
        wide = too_wide(section.shown(["roster"], 120, COLUMNS="60"), 60)
        assert not wide, wide[:2]


def a_day_is_not_broken_over_two_lines():
    with Section() as section:
        for arguments in (["roster"], ["report-due"]):
            text = without_colours(section.shown(arguments, 60))
            assert "2026-12-31" in text or "2027-06-30" in text, text[:1000]


def nothing_is_lost_where_cells_are_wrapped():
    with Section() as section:
        def letters(text):
            return sorted(without_colours(text).replace(" ", "").replace("\n", ""))

        chosen = ["roster", "leadership-team", "--columns", "role,name,institution,end"]
        narrow = section.shown(chosen, 60)
        wide = section.shown(chosen, 400)
        assert narrow.count("\n") > wide.count("\n"), narrow
        assert letters(narrow) == letters(wide), narrow


def more_columns_are_shown_where_there_is_more_room():
    with Section() as section:
        for arguments in (["roster"], ["person", "list"], ["group", "list"], ["report-due"]):
            shown = {columns: section.shown(arguments, columns) for columns in (80, 120, 300)}
            for columns, text in shown.items():
                assert not too_wide(text, columns), (arguments, columns)
            missing = [len(left_out(text)) for text in shown.values()]
            assert missing == sorted(missing, reverse=True), (arguments, missing)
            assert missing[-1] == 0, (arguments, missing)
        assert "Email" in left_out(section.shown(["roster"], 80))
        assert "Email" not in left_out(section.shown(["roster"], 120))
        assert "ana.diaz@riverside.example" in section.shown(["roster"], 120)
        assert not left_out(section.shown(["roster", "--wide"], 80))
        assert not left_out(section.shown(["roster", "--quiet"], 80))


def a_pipe_gets_what_a_terminal_of_80_columns_shows():
    with Section() as section:
        for arguments in (["roster"], ["person", "list"], ["check"]):
            shown = without_colours(section.shown([*arguments, "--quiet"], 80))
            assert shown == section.piped([*arguments, "--quiet"]), arguments


def a_terminal_without_a_size_gets_80_columns():
    with Section() as section:
        wide = too_wide(section.shown(["roster"], 0), 80)
        assert not wide, wide[:2]


def a_terminal_of_one_column_ends_the_program_in_time():
    with Section() as section:
        for arguments in TABLES:
            assert section.shown(arguments, 1).strip() != "", arguments


def colours_are_for_terminals():
    with Section() as section:
        assert "\x1b[" in section.shown(["roster"], 80)
        assert "\x1b[" not in section.shown(["roster"], 80, NO_COLOR="1")
        assert "\x1b[" not in section.shown(["roster"], 80, TERM="dumb")
        assert "\x1b[" not in section.shown(["roster", "--color", "never"], 80)
        assert "\x1b[" in section.shown(["roster", "--color", "always"], 80, NO_COLOR="1")
        assert "\x1b[" not in section.shown(["roster", "--color", "always", "-f", "csv"], 80)
        assert "\x1b[" not in section.piped(["roster"])


def no_code_but_colours_is_sent():
    with Section() as section:
        for arguments in TABLES:
            left = without_colours(section.shown(arguments, 80))
            assert "\x1b" not in left and "\r" not in left, arguments


def the_next_step_is_told_on_terminals_alone():
    with Section() as section:
        typed = ["appoint", "New P <np@lib.example>", "human-resources-development", "-n"]
        assert "Next: lmsection roster human-resources-development" in section.shown(typed, 80)
        assert "Next:" not in section.shown(typed + ["-q"], 80)


def a_change_is_followed_by_a_sentence_on_terminals_only():
    with Section() as section:
        for arguments, sentence in (
                (["appoint", "Nora Vale <nora@lib.example>", "middle-managers"],
                 "Nora Vale serves in Middle Managers as member from November 24, 2026 to June 30, 2028."),
                (["appoint", "end", "nora"], "to November 24, 2026."),
                (["checklist", "done", "update-members-after-core-forum"],
                 "update-members-after-core-forum is marked done for November 2026."),
                (["checklist", "reopen", "update-members-after-core-forum"],
                 "update-members-after-core-forum is open again for November 2026."),
                (["checklist", "add", "Write to everyone", "--month", "dec"],
                 "Added write-to-everyone to the checklist for December 2026."),
                (["report-due", "submit", "middle-managers", "2026-12"],
                 "The December 2026 report of Middle Managers is recorded as submitted."),
                (["person", "add", "Kim Larsen <kim@lib.example>"],
                 "Added Kim Larsen <kim@lib.example>, who serves in no group yet."),
                (["person", "merge", "kim@lib.example", "nora@lib.example"],
                 "Merged the two records into Kim Larsen <kim@lib.example>."),
                (["group", "add", "Sound Archives", "--kind", "interest-group"],
                 "Added Sound Archives (interest group)."),
                (["group", "retire", "sound-archives"],
                 "Sound Archives is retired as of November 24, 2026."),
                (["volunteer", "add", "Vi Lee <vi@lib.example>", "--choice", "member-experience"],
                 "The form of Vi Lee is submitted."),
                (["meeting", "add", "middle-managers", "--on", "2026-11-20"], "1 held in 2026-27"),
                (["meeting", "remove", "middle-managers", "--on", "2026-11-20"],
                 "Removed the meeting of Middle Managers on November 20, 2026."),
                (["event", "set", "ala-annual", "--start", "2027-06-24", "--end", "2027-06-29"],
                 "ALA Annual takes place from June 24, 2027 to June 29, 2027."),
                (["duty", "done", "middle-managers", "connect-discussion"],
                 "connect-discussion is done 1 of 1 times in 2026-27."),
                (["program", "add", "Coaching", "--venue", "webinar"],
                 "'Coaching' is recorded as draft for Webinar in 2026-27."),
                (["page", "-o", "page.html"], "Wrote page.html."),
                (["undo"], "to reverse this")):
            if arguments[0] not in ("page", "undo"):
                dry = section.shown([*arguments, "--dry-run"], 80)
                assert sentence not in " ".join(dry.split()), arguments
            shown = section.shown(arguments, 80)
            assert sentence in " ".join(shown.split()), shown
            if "2028" in sentence:
                assert " to June 30,\n2028.\n" in shown, shown    # wrapped at a space


def a_terminal_is_told_which_report_comes_next():
    with Section() as section:
        new = ["--db", "new.db"]    # without reports of the year before
        section.piped([*new, "init"])

        def shown(span):
            text = section.shown([*new, "report-due", "--within", span], 80)
            return " ".join(without_colours(text).split())

        assert ("Nothing due by 2026-12-24; next: December report, due 2026-12-31, "
                "10 groups.") in shown("30d"), shown("30d")
        assert "Nothing due" not in shown("60d") and "2026-12-31" in shown("60d"), shown("60d")
        piped = section.piped([*new, "report-due", "--within", "30d", "-f", "csv"])
        assert piped.count("\n") == 1, piped


def scripts_formats_are_the_same_on_a_terminal():
    with Section() as section:
        for form in ("csv", "tsv", "json", "jsonl"):
            shown = section.received(["roster", "-f", form], 60)
            piped = section.piped_bytes(["roster", "-f", form])
            # The terminal itself, not the program, puts a CR before every LF.
            assert shown == piped.replace(b"\n", b"\r\n"), form


def nothing_is_asked():
    """Even with nobody there to answer, a command ends: its input is never read."""
    with Section() as section:
        for typed in (["init"], ["appoint", "nobody", "nowhere"]):
            section.shown(typed, 80, status=3)


def init_asks_three_questions_and_enter_accepts_the_defaults():
    with Section() as section:
        os.remove(section.environment["LMSECTION_DB"])
        text = section.shown(["init"], 80, typed="\n\n\n")
        assert "Where should the database be?\n[" + section.environment["LMSECTION_DB"] + "]: " in text, text
        assert "for the built-in one.\n[Leadership & Management Section]: " in text, text
        assert "Your name, for the history?\n[tester]: " in text, text
        assert "12 groups" in text and "~/.profile" not in text, text
        assert '"actor":"tester"' in section.piped(["log", "-f", "jsonl"])


def init_heeds_the_answers():
    with Section() as section:
        os.remove(section.environment["LMSECTION_DB"])
        os.mkdir(section.folder + "/my files")
        handbook = SOURCE + "/tests/data/second_handbook.toml"
        text = section.shown(["init"], 400, typed=f"my files\n{handbook}\nAna O'Neil\n")
        made = section.folder + "/my files/section.db"
        assert "export LMSECTION_DB=" in text and "export LMSECTION_ACTOR=" in text, text
        assert not os.path.exists(section.environment["LMSECTION_DB"])
        assert "Ana O'Neil" in section.piped(["--db", made, "log", "-f", "csv"])
        name = subprocess.run(["sh", "-c", re.search("export LMSECTION_ACTOR=.*", text)[0]
                               + '; printf %s "$LMSECTION_ACTOR"'], capture_output=True, text=True)
        assert name.stdout == "Ana O'Neil", (name, text)
        assert "Leadership & Management" not in section.piped(["--db", made])


def init_takes_yes_for_the_default_and_asks_again_for_a_handbook():
    with Section() as section:
        os.remove(section.environment["LMSECTION_DB"])
        text = section.shown(["init"], 400, typed="yes\nAna Diaz\n\n\n")
        assert "There is no file 'Ana Diaz'." in text, text
        assert "12 groups" in text, text
        assert os.path.exists(section.environment["LMSECTION_DB"])


def init_with_yes_asks_nothing():
    with Section() as section:
        os.remove(section.environment["LMSECTION_DB"])
        assert "?" not in section.shown(["init", "--yes"], 80)
        assert "12 groups" in section.shown(["--db", "two.db", "init", "--yes"], 80)


def lists_end_with_a_total_on_terminals_alone():
    with Section() as section:
        for arguments, total in ((["roster", "middle-managers"], " seats."),
                                 (["person", "list"], " people."),
                                 (["roster", "--vacancies"], " vacant seats.")):
            last = section.shown(arguments, 80).rstrip("\n").split("\n")[-2:]
            rows = section.piped([*arguments, "-f", "jsonl"]).count("\n")
            assert f"{rows}{total}" in last, (arguments, last)    # what was left out may follow
            assert total not in section.shown([*arguments, "-f", "jsonl"], 80)
            assert total not in section.shown([*arguments, "-q"], 80)


def home_fits_a_small_terminal():
    with Section() as section:
        for day in ("2026-07-01", "2026-11-24", "2027-04-20"):
            text = section.shown([], 80, LMSECTION_TODAY=day)
            assert text.count("\n") <= 24 and not too_wide(text, 80), text


def diverged(section):
    """Somebody's institution, changed in two copies; the other copy."""
    section.piped(["person", "add", "Ana Diaz <ana@two.example>"])
    other = os.path.join(section.folder, "other.db")
    shutil.copyfile(section.environment["LMSECTION_DB"], other)
    section.piped(["person", "edit", "ana@two.example", "--institution", "City Library"])
    section.piped(["--db", other, "person", "edit", "ana@two.example", "--institution", "Their Own"])
    return other


def a_merge_asks_and_heeds_the_answer():
    with Section() as section:
        text = section.shown(["merge", diverged(section)], 80, typed="what\nt\n")
        assert text.count("Keep ours, keep theirs, or quit?") == 2, text
        assert "ours:   'City Library'" in text and "theirs: 'Their Own'" in text, text
        assert "Their Own" in section.piped(["person", "list", "ana@two.example", "-f", "csv"])


def a_merge_that_is_given_up_changes_nothing():
    with Section() as section:
        other = diverged(section)
        before = section.piped(["log", "-f", "csv"])
        for typed in ("q\n", "\n"):
            text = section.shown(["merge", other], 80, status=3, typed=typed)
            assert "nothing was changed" in text, text
        assert section.piped(["log", "-f", "csv"]) == before


def a_pager_gets_what_is_longer_than_the_screen():
    with Section() as section:
        pager = section.pager('{ echo "args: $*, LESS=$LESS"; cat; } > seen; echo shown')
        long = ["roster", "--color", "never"]
        whole = section.piped(long)
        environment = {"PATH": "/usr/bin:/bin"}
        text = section.shown(long, 80, LMSECTION_PAGER=pager + "  -S two", PAGER="false", **environment)
        assert section.seen() == "args: -S two, LESS=FRX\n" + whole
        assert text.startswith("shown\n") and "Left out to fit" in text, text    # after the pager
        section.shown(long, 80, LMSECTION_PAGER=pager, LESS="M", **environment)
        assert section.seen().startswith("args: , LESS=M\n")
        del section.environment["LMSECTION_PAGER"]
        section.shown(long, 80, PAGER=pager, **environment)
        assert section.seen().endswith(whole)
        section.shown(["help", "--all"], 80, PAGER=pager, **environment)
        assert section.seen().endswith(section.piped(["help", "--all"]))


def a_pager_is_only_for_long_output_on_a_terminal():
    with Section() as section:
        pager = section.pager("cat > seen")
        for arguments, variables in ((["roster", "middle-managers"], {}),
                                     ([], {}),
                                     (["roster", "--no-pager"], {}),
                                     (["help", "--all", "--no-pager"], {}),
                                     (["roster", "-o", "file.txt"], {}),
                                     (["roster"], {"TERM": "dumb"}),
                                     (["roster"], {"TERM": ""}),
                                     (["roster"], {"LMSECTION_PAGER": ""}),
                                     (["roster"], {"LMSECTION_PAGER": "cat"})):
            text = section.shown(arguments, 80, **{"LMSECTION_PAGER": pager, **variables})
            assert section.seen() is None, (arguments, variables)
            assert "lmsection: " not in text, text
        section.environment["LMSECTION_PAGER"] = pager
        section.piped(["roster"])
        assert section.seen() is None


def a_line_that_wraps_counts_as_several():
    with Section() as section:
        pager = section.pager("cat > seen")
        twelve_lines = ["group", "list", "-f", "csv"]    # and a header
        section.shown(twelve_lines, 400, LMSECTION_PAGER=pager)
        assert section.seen() is None
        section.shown(twelve_lines, 20, LMSECTION_PAGER=pager)
        assert section.seen() is not None


def quitting_the_pager_keeps_the_exit_status():
    with Section() as section:
        pager = section.pager("head -n 1 > seen; exit 7")
        for arguments, status in ((["roster"], 0), (["check", "--wide", "--exit-code"], 1)):
            text = section.shown(arguments, 80, status=status, LMSECTION_PAGER=pager)
            assert section.seen().count("\n") == 1 and "lmsection: " not in text, text


def no_shell_reads_the_pager():
    with Section() as section:
        pager = section.pager('echo "$*" > seen; cat > /dev/null')
        section.shown(["roster"], 80, LMSECTION_PAGER=pager + " ; touch made $(touch made)")
        assert section.seen() == "; touch made $(touch made)\n"
        assert not os.path.exists(section.folder + "/made")


def a_pager_that_cannot_be_run_is_named_and_the_output_shown():
    with Section() as section:
        text = section.shown(["roster", "--color", "never"], 80, LMSECTION_PAGER="no-such-pager -S")
        assert "lmsection: warning: no-such-pager cannot be run: " in text, text
        assert section.piped(["roster"]) in text
        # The default one is not missed.
        del section.environment["LMSECTION_PAGER"]
        text = section.shown(["roster", "--color", "never"], 80, PATH=section.folder)
        assert section.piped(["roster"]) in text and "lmsection: " not in text, text


def ctrl_c_is_for_the_pager():
    with Section() as section:
        pager = section.pager('trap "echo interrupted > seen; exit 0" INT; echo ready; '
                              'while :; do sleep 0.05; done')
        text = section.shown(["check", "--wide", "--exit-code"], 80, status=1, LMSECTION_PAGER=pager,
                             interrupt_after="ready")
        assert section.seen() == "interrupted\n", text


def help_fits_80_columns():
    with Section() as section:
        wide = {}
        pages = [["--help"], ["help", "--all"]]
        pages += [["help", topic] for topic in ("dates", "names", "files", "cron")]
        pages += [[*command, "--help"] for command in commands(section)]
        for command in pages:
            lines = too_wide(section.piped(command), 80)
            if lines:
                wide[" ".join(command)] = lines
        assert not wide, "\n".join(f"{command}: {line}" for command, lines in wide.items()
                                   for line in lines)


def every_help_has_an_example():
    with Section() as section:
        for command in commands(section):
            text = section.piped([*command, "--help"])
            assert "Examples:\n  lmsection " + " ".join(command[:1]) in text, command


def commands(section):
    """Every command that `lmsection help --all` lists."""
    listed = section.piped(["help", "--all"]).split("Commands:\n")[1].split("\n\n")[0]
    found = [re.match(r"  ([a-z-]+(?: [a-z-]+)*)  ", line) for line in listed.split("\n")
             if line.startswith("  ")]    # the others are headings
    assert len(found) > 10 and all(found), listed
    return [match.group(1).split(" ") for match in found]


if __name__ == "__main__":
    globals()[sys.argv[3]]()
