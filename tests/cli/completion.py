"""What the shells themselves make of lmsection's completion: each runs in a pseudo-terminal, is
sent keys, and is asked for the line that it then has.

usage: completion.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import fcntl
import json
import os
import pty
import select
import shlex
import subprocess
import sys
import termios
import time

from terminal import BINARY, SOURCE, Section

WAIT = 90    # seconds, for a machine that does other things as well
DUMP = b"\x18w"    # Ctrl-X w writes the line to a file
HOSTILE = ["Aa $(touch pwned)", "Bb `touch pwned`", "Cc'; touch pwned; '", 'Dd "$(touch pwned)"',
           "Ee \\ & | * ? ~ # ! {a,b} [x] = $HOME %n"]


class Shell:
    """A shell of the sample section's folder, with its completion loaded."""

    arguments = []
    settings = ""

    def __init__(self, section, settings=None):
        self.section = section
        self.files = 0
        environment = {**section.environment, "HOME": section.folder, "LC_ALL": "C.UTF-8",
                       "PATH": os.path.dirname(BINARY) + ":/usr/bin:/bin", "TERM": "xterm"}
        screen, terminal = pty.openpty()
        self.screen = screen
        self.child = subprocess.Popen(self.arguments, env=environment, cwd=section.folder,
                                      stdin=terminal, stdout=terminal, stderr=terminal,
                                      start_new_session=True,
                                      preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(terminal)
        self.received = b""
        start = section.folder + "/start"
        with open(start, "w", encoding="utf-8") as file:
            file.write((self.settings if settings is None else settings) + "\n: > ready\n")
        self.send(b"source " + start.encode() + b"\n")
        self.wait_for("ready")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.kill()
        self.child.wait()
        os.close(self.screen)

    def send(self, keys):
        os.write(self.screen, keys)

    def listen(self, seconds):
        while select.select([self.screen], [], [], seconds)[0]:
            try:
                self.received += os.read(self.screen, 65536)
            except OSError:    # Linux tells the end of a terminal so
                return
            seconds = 0

    def wait_for(self, name):
        """The text of a file, once the shell has written it; the file is gone then."""
        path = os.path.join(self.section.folder, name)
        until = time.monotonic() + WAIT
        while not os.path.exists(path):
            assert time.monotonic() < until, (name, self.received.decode("utf-8", "replace"))
            self.listen(0.02)
        time.sleep(0.02)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        os.remove(path)
        return text

    def completed(self, typed):
        """The line after TAB."""
        self.send(typed.encode("utf-8") + b"\t" + DUMP)
        line = self.wait_for("line").rstrip("\n")
        self.send(b"\x05\x15")    # to its end, and away with it
        return line

    def shown_for(self, typed):
        """What the terminal shows of the candidates."""
        self.listen(0.1)
        self.received = b""
        self.completed(typed)
        self.listen(0.3)
        return self.received.decode("utf-8", "replace")


class Bash(Shell):
    arguments = ["bash", "--norc", "--noprofile", "-i"]
    settings = """
bind 'set show-all-if-ambiguous on'
bind 'set completion-query-items 1000'
bind 'set page-completions off'
bind -x '"\\C-xw": printf %s "$READLINE_LINE" > line.new; mv line.new line'
"""
    load = "source <(lmsection completion bash)"
    word = "Ana\\ Díaz "

    def __init__(self, section, settings=None):
        super().__init__(section, (settings or self.load) + self.settings)


class Zsh(Shell):
    arguments = ["zsh", "-f", "-i"]
    settings = """
autoload -U compinit; compinit -u -D
dump() { print -rn -- "$BUFFER" > line.new; mv line.new line }
zle -N dump; bindkey '^Xw' dump
bindkey '^I' complete-word    # the usual one expands a word, and so runs what is in it
LISTMAX=1000
"""
    load = "source <(lmsection completion zsh)"
    word = "Ana\\ Díaz "

    def __init__(self, section, settings=None):
        super().__init__(section, (self.settings + self.load) if settings is None else settings)


class Fish(Shell):
    arguments = ["fish", "--no-config", "-i"]
    settings = """
function dump; commandline > line.new; mv line.new line; end
bind \\cxw dump
function fish_greeting; end
"""
    load = "lmsection completion fish | source"
    word = "Ana\\ Díaz "

    def __init__(self, section, settings=None):
        super().__init__(section, self.settings + (settings or self.load))


LINES = {
    "lmsection ros": "lmsection roster ",
    "lmsection person sh": "lmsection person show ",
    "lmsection -q person sh": "lmsection -q person show ",
    "lmsection help ros": "lmsection help roster ",
    "lmsection help dat": "lmsection help dates ",
    "lmsection help --al": "lmsection help --all ",
    "lmsection program speaker rem": "lmsection program speaker remove ",
    "lmsection roster --vac": "lmsection roster --vacancies ",
    "lmsection roster -f xl": "lmsection roster -f xlsx ",
    "lmsection roster --format vc": "lmsection roster --format vcf ",
    "lmsection roster --format=xl": "lmsection roster --format=xlsx ",
    "lmsection roster --role vi": "lmsection roster --role vice-chair ",
    "lmsection roster --kind wor": "lmsection roster --kind working-group ",
    "lmsection meeting add x --kind em": "lmsection meeting add x --kind email ",
    "lmsection checklist --month novem": "lmsection checklist --month november ",
    "lmsection roster techn":
        "lmsection roster technical-services-managers-in-academic-libraries ",
    "lmsection roster middle-managers tea": "lmsection roster middle-managers leadership-team ",
    "lmsection report-due submit middle-managers 2026": 
        "lmsection report-due submit middle-managers 2026-12 ",
    "lmsection checklist done complete-dec":
        "lmsection checklist done complete-december-report ",
    "lmsection check --explain committee-mo": "lmsection check --explain committee-most ",
    "lmsection completion zs": "lmsection completion zsh ",
    "lmsection person show ana.d": "lmsection person show ana.diaz@riverside.example ",
    "lmsection person show ana.diaz@riv": "lmsection person show ana.diaz@riverside.example ",
    'lmsection person show "Ana': 'lmsection person show "Ana Díaz" ',
    "lmsection person show 'Ana D": "lmsection person show 'Ana Díaz' ",
    "lmsection rosterr mid": "lmsection rosterr mid",
    "lmsection roster --override x mid": "lmsection roster --override x middle-managers ",
}


def check_lines(kind):
    with Section() as section, kind(section) as shell:
        found = {typed: shell.completed(typed) for typed in LINES}
        wrong = {typed: (line, LINES[typed]) for typed, line in found.items()
                 if line != LINES[typed]}
        assert not wrong, wrong
        assert shell.completed("lmsection person show Ana") == \
            "lmsection person show " + kind.word, shell.completed("lmsection person show Ana")


def bash_completes_lines():
    check_lines(Bash)


def zsh_completes_lines():
    check_lines(Zsh)


def fish_completes_lines():
    check_lines(Fish)


def check_files(kind):
    with Section() as section, kind(section) as shell:
        with open(section.folder + "/forms.csv", "w", encoding="utf-8"):
            pass
        for typed in ("lmsection appoint --from fo", "lmsection appoint --from=fo",
                      "lmsection volunteer import fo", "lmsection roster > fo"):
            assert shell.completed(typed) == typed + "rms.csv ", shell.completed(typed)


def bash_completes_files():
    check_files(Bash)


def zsh_completes_files():
    check_files(Zsh)


def fish_completes_files():
    check_files(Fish)


def check_lists(kind):
    """Candidates are listed; where the shell shows them, with what they are."""
    with Section() as section, kind(section) as shell:
        shown = shell.shown_for("lmsection checklist ")
        for word in ("done", "skip", "reopen", "add", "edit"):
            assert word in shown, shown
        if kind is not Bash:
            assert "Mark a checklist item done" in shown, shown
        shown = shell.shown_for("lmsection roster m")
        for word in ("management-best-practices", "member-experience", "middle-managers"):
            assert word in shown, shown


def bash_lists_candidates():
    check_lists(Bash)


def zsh_lists_candidates():
    check_lists(Zsh)


def fish_lists_candidates():
    check_lists(Fish)


def check_databases(kind):
    """The database that the line names is asked, even below ~; one that is not there is no news."""
    with Section() as section, kind(section) as shell:
        other = section.folder + "/my other.db"
        section.piped(["--db", other, "init"])
        section.piped(["--db", other, "person", "add", "Zacharias Quux"])
        for line in ('lmsection --db "my other.db" person show ',
                     "lmsection person show --db ~/my\\ other.db "):
            completed = shell.completed(line + "za")
            # Quoted as the shell likes: fish 4 prefers quotes to a backslash.
            assert completed.startswith(line) and completed.endswith(" "), completed
            assert shlex.split(completed) == [*shlex.split(line), "Zacharias Quux"], completed
        for line in ("lmsection person show za", "lmsection --db nowhere.db person show za",
                     "lmsection --db start person show za"):
            shell.received = b""
            assert shell.completed(line) == line
            assert b"lmsection:" not in shell.received, shell.received
        assert not os.path.exists(section.folder + "/nowhere.db")


def bash_asks_the_database_of_the_line():
    check_databases(Bash)


def zsh_asks_the_database_of_the_line():
    check_databases(Zsh)


def fish_asks_the_database_of_the_line():
    check_databases(Fish)


def check_hostile(kind, opening):
    """A name is completed, the line is run, and the name arrives as it is; nothing else runs."""
    with Section() as section, kind(section) as shell:
        for name in HOSTILE:
            section.piped(["person", "add", name])
        for name in HOSTILE:
            line = shell.completed(f"lmsection -o out -f json person list {opening}{name[:2]}")
            shell.send(line.encode("utf-8") + b"\n")
            rows = json.loads(shell.wait_for("out"))
            assert [row["name"] for row in rows] == [name], (name, line, rows)
        assert not os.path.exists(section.folder + "/pwned")


def bash_quotes_hostile_names():
    check_hostile(Bash, "")


def bash_quotes_hostile_names_in_double_quotes():
    check_hostile(Bash, '"')


def bash_quotes_hostile_names_in_single_quotes():
    check_hostile(Bash, "'")


def zsh_quotes_hostile_names():
    check_hostile(Zsh, "")


def zsh_quotes_hostile_names_in_double_quotes():
    check_hostile(Zsh, '"')


def zsh_quotes_hostile_names_in_single_quotes():
    check_hostile(Zsh, "'")


def fish_quotes_hostile_names():
    check_hostile(Fish, "")


def fish_quotes_hostile_names_in_double_quotes():
    check_hostile(Fish, '"')


def fish_quotes_hostile_names_in_single_quotes():
    check_hostile(Fish, "'")


def what_is_typed_is_not_evaluated():
    for kind in (Bash, Zsh, Fish):
        with Section() as section, kind(section) as shell:
            for typed in ("lmsection --db $(touch pwned) roster mid",
                          "lmsection roster `touch pwned` mid", 'lmsection roster "$(touch pwned) '):
                shell.completed(typed)
                assert not os.path.exists(section.folder + "/pwned"), (kind, typed)


def words_that_would_be_options_are_not_proposed():
    """A name that begins with a hyphen, and one that steers a terminal, made past the program."""
    with Section() as section:
        import sqlite3
        section.piped(["person", "add", "Xx Plain"])
        with sqlite3.connect(section.environment["LMSECTION_DB"]) as database:
            database.execute("UPDATE people SET name = '--yes' WHERE name_key LIKE 'ana d%'")
            database.execute("UPDATE people SET name = 'Xx' || char(27) || '[31m', "
                             "name_key = 'xx' WHERE name_key = 'xx plain'")
        answer = section.piped(["completion", "fish", "--", "lmsection", "person", "show", ""])
        assert "--yes" not in answer and "\x1b" not in answer, answer
        assert answer.count("\n") > 50, answer


def options_of_every_command_are_proposed_before_one():
    with Section() as section:
        answer = section.piped(["completion", "fish", "--", "lmsection", "--"])
        for option in ("--db", "--format", "--columns", "--wide", "--excel", "--dry-run",
                       "--version"):
            assert option + "\t" in answer, (option, answer)


def people_of_one_name_are_told_apart():
    with Section() as section:
        answer = section.piped(["completion", "fish", "--", "lmsection", "appoint", "jordan"])
        assert answer == ("words\njordan.avery@riverside.example\tJordan Avery\n"
                          "javery@northlake.example\tJordan Avery\n"), answer


def check_namesakes(kind):
    """What was typed stays, whatever is proposed for it."""
    with Section() as section, kind(section) as shell:
        for typed in ("lmsection appoint Jordan\\ Av", "lmsection appoint Jord",
                      "lmsection person show jordan"):
            line = shell.completed(typed)
            assert line.lower().startswith(typed.lower()), line
        line = shell.completed("lmsection appoint Jordan\\ Avery\\ \\<jo")
        assert "jordan.avery@riverside.example" in line, line
        for address in ("jordan.avery@riverside.example", "javery@northlake.example"):
            answer = section.piped(["completion", "zsh", "--", "lmsection", "appoint", "Jordan Av"])
            assert f"\nJordan Avery <{address}>\n" in answer, answer


def bash_keeps_what_is_typed_of_people_of_one_name():
    check_namesakes(Bash)


def zsh_keeps_what_is_typed_of_people_of_one_name():
    check_namesakes(Zsh)


def files_are_proposed_where_a_file_is_wanted():
    with Section() as section:
        for typed in (["merge", ""], ["restore", ""], ["backup", ""], ["import", ""],
                      ["appoint", "--from", ""], ["meeting", "add", "--from", ""],
                      ["report-due", "submit", "--from", ""], ["program", "add", "--from", ""],
                      ["volunteer", "import", ""], ["roster", "-o", ""], ["roster", "--output", ""],
                      ["--db", ""], ["roster", "--db", ""], ["init", "--handbook", ""],
                      ["handbook", "--check", ""]):
            answer = section.piped(["completion", "fish", "--", "lmsection", *typed])
            assert answer.startswith("files\n"), (typed, answer)


def groups_are_proposed_at_each_place_for_one():
    with Section() as section:
        for typed in (["group", "merge"], ["group", "merge", "middle-managers"], ["roster"],
                      ["roster", "globes"], ["group", "retire"], ["handover"], ["meeting", "add"],
                      ["duty", "done"], ["appoint", "ana"], ["calendar", "--group"],
                      ["volunteer", "add", "--choice"], ["log", "--group"]):
            answer = section.piped(["completion", "fish", "--", "lmsection", *typed, "member"])
            assert answer.startswith("words\nmember-experience\t"), (typed, answer)


def people_are_proposed_whom_the_command_can_be_about():
    with Section() as section:
        def people(*typed):
            answer = section.piped(["completion", "fish", "--", "lmsection", *typed])
            return [line.split("\t")[0] for line in answer.split("\n")[1:-1]]

        assert people("volunteer", "alert", "") == []
        for name, email in (("Quentin Vale", "quentin"), ("Rita Vale", "rita")):
            section.piped(["volunteer", "add", f"{name} <{email}@lib.example>", "--choice",
                           "middle-managers"])
        section.piped(["volunteer", "withdraw", "rita@lib.example"])
        for step in ("assign", "alert", "accept", "decline", "withdraw", "appoint"):
            assert people("volunteer", step, "") == ["Quentin Vale"], step
        assert people("volunteer", "show", "") == ["Quentin Vale", "Rita Vale"]

        assert people("letter", "welcome", "Quentin") == ["Quentin Vale"]
        assert people("letter", "thanks", "middle-m") == ["middle-managers"]

        team = {line.split(",")[4] for line in section.piped(
            ["roster", "leadership-team", "-f", "csv"]).split("\n")[1:-1]}
        offered = people("volunteer", "assign", "quentin", "")
        assert offered and len(offered) == len(team), (offered, team)

        for command in ("end", "renew"):
            offered = people("appoint", command, "")
            assert len(offered) > 20 and "Quentin Vale" not in offered, (command, offered)
            assert people("appoint", command, "Quentin") == []
        assert "Quentin Vale" in people("appoint", "")


def programs_and_groups_are_proposed_that_the_command_can_change():
    with Section() as section:
        def words(*typed):
            answer = section.piped(["completion", "fish", "--", "lmsection", *typed, ""])
            return [line.split("\t")[0] for line in answer.split("\n")[1:-1]]

        for title in ("Draft", "Sent"):
            section.piped(["program", "add", title, "--venue", "webinar"])
        section.piped(["program", "submit", "Sent"])
        assert words("program", "submit") == ["Draft"]
        assert words("program", "accept") == words("program", "decline") == ["Sent"]
        assert words("program", "withdraw") == words("program", "show") == ["Draft", "Sent"]
        assert words("program", "carry") == []
        assert words("group", "restore") == []
        section.piped(["group", "retire", "library-consulting", "--end-terms"])
        assert words("group", "restore") == ["library-consulting"]
        section.piped(["group", "merge", "library-leaders-and-managers",
                       "middle-managers"])
        assert words("group", "restore") == ["library-consulting"]


def the_answers_of_appoint_reply_are_proposed():
    with Section() as section:
        answer = section.piped(["completion", "fish", "--", "lmsection", "appoint", "reply", "Ana",
                                "middle-managers", ""])
        words = [line.split("\t")[0] for line in answer.split("\n")[1:-1]]
        assert words == ["yes", "no", "later"], answer


def words_of_the_sections_own_handbook_are_proposed():
    with Section() as section:
        section.piped(["--db", "maps.db", "init", "--handbook",
                       SOURCE + "/tests/data/second_handbook.toml"])

        def words(*typed):
            answer = section.piped(["completion", "fish", "--", "lmsection", "--db", "maps.db",
                                    *typed])
            return [line.split("\t")[0] for line in answer.split("\n")[1:-1]]

        assert words("appoint", "--years", "") == ["1", "2", "3"]
        assert words("roster", "--role", "") == [
            "chair", "co-chair", "vice-chair", "chair-elect", "past-chair", "secretary", "member",
            "staff-liaison", "board-liaison", "ex-officio", "representative"]
        assert words("program", "add", "--venue", "") == ["map-fair", "webinar", "other"]
        assert words("event", "set", "") == ["map-fair", "circle-week"]


def every_command_and_every_option_is_proposed():
    """The completion knows all that the help knows."""
    import re
    from terminal import commands

    def words(section, *typed):
        answer = section.piped(["completion", "fish", "--", "lmsection", *typed])
        return {line.split("\t")[0] for line in answer.split("\n")[1:-1]}

    with Section() as section:
        for command in commands(section):
            assert command[-1] in words(section, *command[:-1], ""), command
            options = re.findall(r"^  (?:-\w,)?(--[a-z-]+)", section.piped([*command, "--help"]),
                                 re.MULTILINE)
            assert len(options) >= 6 and set(options) <= words(section, *command, "--"), command


def only_a_repeatable_option_is_proposed_again():
    with Section() as section:
        def words(*typed):
            answer = section.piped(["completion", "fish", "--", "lmsection", "roster", *typed, "--"])
            return {line.split("\t")[0] for line in answer.split("\n")[1:-1]}

        assert {"--on", "--role", "--leads", "--format"} <= words()
        given = words("--on", "2026-11-24", "--role", "chair", "--leads", "--format=csv")
        assert given & {"--on", "--role", "--leads", "--format"} == {"--role"}, given
        assert "--format" not in words("-f", "csv")


def bash_completion_finds_the_script_by_itself():
    """As a package installs it: loaded by bash-completion when it is first wanted."""
    with Section() as section:
        folder = section.folder + "/user/completions"
        os.makedirs(folder)
        with open(folder + "/lmsection", "w", encoding="utf-8") as file:
            file.write(section.piped(["completion", "bash"]))
        settings = ("export BASH_COMPLETION_USER_DIR=$PWD/user\n"
                    "source /usr/share/bash-completion/bash_completion\n")
        with Bash(section, settings) as shell:
            for typed in ("lmsection roster --format=xl", "lmsection roster techn"):
                assert shell.completed(typed) == LINES[typed], shell.completed(typed)


def zsh_finds_the_script_by_itself():
    with Section() as section:
        folder = section.folder + "/functions"
        os.makedirs(folder)
        with open(folder + "/_lmsection", "w", encoding="utf-8") as file:
            file.write(section.piped(["completion", "zsh"]))
        with Zsh(section, "fpath=($PWD/functions $fpath)\n" + Zsh.settings) as shell:
            for typed in ("lmsection roster --format=xl", "lmsection roster techn"):
                assert shell.completed(typed) == LINES[typed], shell.completed(typed)


def fish_finds_the_script_by_itself():
    with Section() as section:
        folder = section.folder + "/.config/fish/completions"
        os.makedirs(folder)
        with open(folder + "/lmsection.fish", "w", encoding="utf-8") as file:
            file.write(section.piped(["completion", "fish"]))
        with Fish(section, "set fish_complete_path $HOME/.config/fish/completions") as shell:
            for typed in ("lmsection roster --format=xl", "lmsection roster techn"):
                assert shell.completed(typed) == LINES[typed], shell.completed(typed)


def without_a_shell_or_with_another_it_is_refused():
    with Section() as section:
        for typed in ([], ["tcsh"]):
            ended = subprocess.run([BINARY, "completion", *typed], env=section.environment,
                                   capture_output=True, check=False)
            assert ended.returncode == 2 and ended.stdout == b"", ended
            assert b"write bash, zsh or fish" in ended.stderr, ended


if __name__ == "__main__":
    globals()[sys.argv[3]]()
