"""Runs the command lines of the documents, in order, as a reader would type them.

usage: docs_test.py PROGRAM SOURCE TEST

Each document gets a fresh folder (its HOME) and a day that never changes. The words after the fence
of a block say what it is:

    sh               commands, one a line; a line that ends with a backslash or | or && goes on
    sh status=3      commands that end with this status instead of 0
    sh skip          commands that a test cannot run; they are counted and printed
    text             right below a sh block: what its commands print on standard output
    csv file=NAME    a file that later commands read; also toml file=NAME
    crontab          lines for crontab; their commands are run, and must not print errors

Any other word fails the test, so that a misspelled one does not hide commands.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM, SOURCE, TEST = sys.argv[1:]
TODAY = "2026-11-24"
FENCE = re.compile(r"```(.*)")
# What a test machine may not have, or what would change it.
STUBS = {"mail": "cat > /dev/null", "sendmail": "cat > /dev/null", "crontab": "exit 0",
         "systemctl": "exit 0", "journalctl": "exit 0", "loginctl": "exit 0", "less": "cat"}
SAMPLE = ["lmsection init",
          "lmsection appoint --from data/sample/appointments.csv",
          "lmsection report-due submit --from data/sample/reports.csv",
          "lmsection meeting add --from data/sample/meetings.csv",
          "lmsection program add --from data/sample/programs.csv",
          "lmsection volunteer import data/sample/volunteers.csv"]


class Block:
    """A fenced block: the words after its fence, its lines, and the number of its first line."""

    def __init__(self, words, lines, line, follows):
        self.kind = words[0] if words else ""
        self.words = words[1:]
        self.lines = lines
        self.line = line
        self.follows = follows

    def option(self, name, default):
        values = [word[len(name) + 1:] for word in self.words if word.startswith(name + "=")]
        return values[0] if values else default

    def commands(self):
        """Each command with the number of its line."""
        found, rest, first = [], "", 0
        for number, text in enumerate(self.lines, self.line):
            if not rest:
                first = number
            if not rest and (not text.strip() or text.lstrip().startswith("#")):
                continue
            rest += text + "\n"
            if not text.rstrip().endswith(("\\", "|", "&&")):
                found.append((first, rest.strip()))
                rest = ""
        assert not rest, f"line {first}: a command without an end: {rest}"
        return found


def blocks(text):
    """The fenced blocks of a document. `follows`: only blank lines are between it and the last one."""
    found, inside, follows = [], None, False
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.fullmatch(line.strip())
        if inside is not None and line.strip() == "```":
            found.append(inside)
            inside, follows = None, True
        elif inside is not None:
            inside.lines.append(line)
        elif fence:
            inside = Block(fence.group(1).split(), [], number + 1, follows)
        elif line.strip():
            assert not re.match(r"    +(lmsection|\$ )", line), \
                f"line {number}: a command outside of a ```sh block is not tested: {line.strip()}"
            follows = False
    assert inside is None, "a fenced block is not closed"
    return found


class Reader:
    """Someone who works through a document in a folder of their own."""

    def __init__(self, folder, setup):
        self.folder = pathlib.Path(folder)
        self.ran = 0
        self.skipped = []
        for name in ("bin", "data", "srv/section", "srv/shared", "srv/www/section", "backup/section"):
            (self.folder / name).mkdir(parents=True)
        subprocess.run(["cp", "-r", SOURCE + "/data/sample", self.folder / "data"], check=True)
        for name, line in STUBS.items():
            (self.folder / "bin" / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            (self.folder / "bin" / name).chmod(0o755)
        (self.folder / "bin" / "lmsection").symlink_to(os.path.abspath(PROGRAM))
        self.kept = self.folder / ".environment"
        self.kept.touch()
        self.world = {"HOME": folder, "PATH": f"{folder}/bin:/usr/bin:/bin",
                      "LMSECTION_TODAY": TODAY, "LMSECTION_ACTOR": "ana"}
        if setup:
            self.world["LMSECTION_DB"] = f"{folder}/srv/section/section.db"
            for line in SAMPLE:
                self.run("setup", line, 0)
            self.ran = 0

    def run(self, line, command, status):
        """What the command prints. Variables that it exports are there for the next one."""
        here = command
        for path, place in (("/usr/local/bin/lmsection", "lmsection"),
                            ("/usr/share/doc/lmsection/", f"{SOURCE}/docs/"),
                            ("/srv/", f"{self.folder}/srv/"), ("/backup/", f"{self.folder}/backup/")):
            here = re.sub(r"(?<![\w/.-])" + re.escape(path), place, here)
        script = f"set -o pipefail\n. {self.kept}\n{here}\n" \
                 f"status=$?\nexport -p > {self.kept}\nexit $status"
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=self.world, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        assert done.returncode == status, \
            f"line {line}: status {done.returncode} instead of {status}: {command}\n{done.stderr}"
        self.ran += 1
        return done

    def run_block(self, block):
        status = int(block.option("status", "0"))
        return "".join(self.run(line, command, status).stdout for line, command in block.commands())

    def run_crontab(self, block):
        for line, entry in block.commands():
            parts = entry.split(None, 5)
            assert len(parts) == 6, f"line {line}: not a line of crontab: {entry}"
            status = int(block.option("status", "0"))
            done = self.run(line, parts[5], status)
            assert done.stderr == "", f"line {line}: cron would mail an error: {done.stderr}"

    def read(self, text):
        printed = None
        for block in blocks(text):
            if block.kind == "sh" and "skip" in block.words:
                self.skipped += block.commands()
                printed = None
            elif block.kind == "sh":
                printed = self.run_block(block)
            elif block.kind == "crontab":
                self.run_crontab(block)
                printed = None
            elif block.kind in ("csv", "toml") and block.option("file", ""):
                path = self.folder / block.option("file", "")
                path.write_text("\n".join(block.lines) + "\n", encoding="utf-8")
            elif block.kind == "text" and block.follows and printed is not None:
                compare(block, printed)
                printed = None
            else:
                raise AssertionError(
                    f"line {block.line - 1}: what is ```{block.kind} here? See docs_test.py")


def compare(block, printed):
    shown = [line.rstrip() for line in block.lines]
    real = [line.rstrip() for line in printed.rstrip("\n").splitlines()]
    assert shown == real, "line {}: the output is now:\n{}".format(block.line, "\n".join(real))


def read_document(name, setup, at_least):
    """Runs a document and says how much of it ran; it must have `at_least` commands."""
    text = pathlib.Path(SOURCE, name).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="lmsection-docs-") as folder:
        reader = Reader(folder, setup)
        try:
            reader.read(text)
        except AssertionError as fault:
            sys.exit(f"{name}: {fault}")
        print(f"{name}: {reader.ran} commands ran, {len(reader.skipped)} were skipped")
        for line, command in reader.skipped:
            print(f"  skipped, line {line}: {command}")
        assert reader.ran >= at_least, reader.ran


def the_readme_runs():
    read_document("README.md", False, 3)


def the_guide_runs():
    read_document("docs/guide.md", False, 100)


def the_cron_page_runs():
    read_document("docs/cron.md", True, 10)


def the_scripts_page_runs():
    read_document("docs/scripts.md", True, 8)


def the_handbook_file_page_runs():
    read_document("docs/handbook-file.md", False, 4)


def wrong_lines_are_noticed():
    """The test above can fail: each of these documents has one thing wrong."""
    wrong = {"status 2": "```sh\nlmsection rooster\n```\n",
             "status 0 instead of 3": "```sh status=3\nlmsection --version\n```\n",
             "status 4 instead of 0": "```sh\nlmsection --db none.db roster | cat\n```\n",
             "the output is now": "```sh\necho one\n```\n\n```text\ntwo\n```\n",
             "what is ```shell": "```shell\nlmsection --version\n```\n",
             "what is ```text": "```text\nnothing printed this\n```\n",
             "outside of": "Type this:\n\n    lmsection roster\n",
             "not closed": "```sh\nlmsection --version\n",
             "without an end": "```sh\nlmsection roster |\n```\n",
             "would mail an error": "```crontab\n0 7 * * 1 echo wrong >&2\n```\n",
             "not a line of crontab": "```crontab\nlmsection digest\n```\n"}
    for reason, text in wrong.items():
        with tempfile.TemporaryDirectory(prefix="lmsection-docs-") as folder:
            try:
                Reader(folder, False).read(text)
            except AssertionError as fault:
                assert reason in str(fault), (reason, fault)
                continue
            raise AssertionError(f"nothing was noticed: {text}")


def documents():
    return [pathlib.Path(SOURCE, "README.md"), *sorted(pathlib.Path(SOURCE, "docs").glob("*.md"))]


def prose(path):
    """The document without its fenced blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def headings(path):
    return re.findall(r"^#+ (.*)$", prose(path), re.M)


def anchor(heading):
    """As GitHub makes it: letters, digits and hyphens."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def faults_of_links(path):
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        file, _, place = link.partition("#")
        target = path.parent / file if file else path
        if "://" in link:
            continue
        if not target.exists():
            yield f"{path.name}: no file for the link {link}"
        elif place and place not in [anchor(heading) for heading in headings(target)]:
            yield f"{path.name}: no heading for the link {link}"


def faults_of_paths(path):
    """Names in backticks that begin with a folder of the project, less what the build makes."""
    top = r"(?:src|include|data|tests|docs|scripts|packaging|\.ci)/"
    for name in re.findall(rf"`({top}[\w./*-]*)", path.read_text(encoding="utf-8")):
        if not list(pathlib.Path(SOURCE).glob(name.rstrip("/."))):
            yield f"{path.name}: there is no {name}"
    # A floor and a name of a file on it: `store/merge_row`.
    for floor, name in re.findall(r"`(base|domain|store|app|cli)/([\w/]+)`", prose(path)):
        if not on_floor(floor, name):
            yield f"{path.name}: there is no {floor}/{name}"


def on_floor(floor, name):
    places = [f"src/{floor}/{name}", f"include/lmsection/{floor}/{name}"]
    return any(list(pathlib.Path(SOURCE).glob(place + end)) for place in places
               for end in ("", ".cpp", ".hpp"))


def faults_of_floors():
    """The table of floors in the architecture names files: | `src/store/` | ... | `query` ... |"""
    text = pathlib.Path(SOURCE, "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `src/(\w+)/` \|.*\|(.*)\|$", text, re.M)
    if len(rows) != 5:
        yield f"architecture.md: {len(rows)} floors in the table instead of 5"
    for floor, names in rows:
        for name in re.findall(r"`(\w+)`", names):
            if not on_floor(floor, name):
                yield f"architecture.md: there is no {name} in src/{floor}"


def links_and_paths_lead_somewhere():
    faults = [fault for path in documents() for fault in (*faults_of_links(path),
                                                          *faults_of_paths(path))]
    faults += faults_of_floors()
    assert not faults, "\n".join(faults)


def is_command(words):
    done = subprocess.run([PROGRAM, *words, "--help"], env={"HOME": "/nonexistent"},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode == 0


def commands_named_in_sentences_and_tables_exist():
    faults, seen = [], set()
    for path in documents():
        for name in re.findall(r"`lmsection ([a-z][a-z-]*)", prose(path)):
            seen.add((path.name, name))
    readme = pathlib.Path(SOURCE, "README.md")
    for cell in re.findall(r"^\| [^|]* \| (`.*) \|$", prose(readme), re.M):
        for name in re.findall(r"`([a-z -]+)`", cell):
            seen.add((readme.name, name))
    for page, name in sorted(seen):
        if not is_command(name.split()):
            faults.append(f"{page}: there is no command {name}")
    assert len(seen) >= 50, seen
    assert not faults, "\n".join(faults)


def the_guide_begins_with_five_things_and_lists_its_sections():
    guide = pathlib.Path(SOURCE, "docs/guide.md")
    found = re.findall(r"^## (.*)$", prose(guide), re.M)
    assert found[:2] == ["If you only do five things", "Contents"], found[:2]
    first = guide.read_text(encoding="utf-8").partition("\n## Contents")[0]
    assert len(re.findall(r"^\d\. ", first, re.M)) == 5
    listed = re.findall(r"^- \[(.*)\]\(#", guide.read_text(encoding="utf-8"), re.M)
    assert listed == found[2:], [name for name in found[2:] if name not in listed]


globals()[TEST]()
