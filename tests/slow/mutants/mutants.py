#!/usr/bin/env python3
"""Breaks the rules of the domain, one small change at a time, and counts how many of the changes
the tests catch.

    tests/slow/mutants/mutants.py [--count 100] [--seed 2026] [--wanted 95] [--only N] [--folder F]

Works on a copy of the sources in a temporary folder, with a build of its own; --folder names one
that is kept, so that the next time has less to build. A mutant is caught when a test fails or does
not end; one that does not compile is told, does not count, and another takes its place. The
domain's own tests are asked first; what they let pass is put to the tests of the whole program.
The same seed draws the same mutants from the same sources. --only: that mutant alone, its diff
shown. Exit status 1 where fewer than --wanted are caught.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RULES = ("appointment", "checklist", "duty", "event", "handbook", "measure", "meeting", "name",
         "program_year", "program", "report", "rule", "section", "group", "person", "service", "turnover",
         "typed_date", "volunteer")
FAST = ("base_tests", "domain_calendar_tests", "domain_tests", "replay_dates")
SLOW = ("lmsection", "cli_tests")
SWAPPED = {" < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ", " == ": " != ",
           " != ": " == ", " && ": " || ", " || ": " && ", " + ": " - ", " - ": " + ",
           "true": "false", "false": "true", "std::min": "std::max", "std::max": "std::min",
           "any_of": "all_of", "all_of": "any_of"}


def source_of(name):
    """The file of rules of that name."""
    floor = "base" if name == "name" else "domain"
    return f"src/{floor}/{name}.cpp"


class Mutant:
    """A change of one place of one file."""

    def __init__(self, file, start, end, text, kind):
        self.file, self.start, self.end, self.text, self.kind = file, start, end, text, kind

    def apply(self, source):
        return source[:self.start] + self.text + source[self.end:]

    def told(self, source):
        line = source.count("\n", 0, self.start) + 1
        old = " ".join(source[self.start:self.end].split())
        new = " ".join(self.text.split()) or "nothing"
        return f"{self.file}:{line}: {self.kind}: {old} -> {new}"


def code_of(source):
    """The source with what is no code (comments, texts, includes) blanked, byte for byte."""
    idle = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"
                      r"|^[ \t]*#[^\n]*|static_assert\(.*?\);", re.DOTALL | re.MULTILINE)
    return idle.sub(lambda found: re.sub(r"[^\n]", "~", found.group()), source)


def closing(code, opening):
    """Where the bracket that opens there closes."""
    depth = 0
    for at in range(opening, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            return at
    raise ValueError("a bracket is never closed")


def swapped_words(file, code):
    words = re.compile(r" (?:<=?|>=?|[=!]=|&&|\|\||[+-]) |\btrue\b|\bfalse\b|std::(?:min|max)\b"
                       r"|\b(?:any|all)_of\b")
    for found in words.finditer(code):
        yield Mutant(file, found.start(), found.end(), SWAPPED[found.group()], "swapped")


def other_numbers(file, code):
    for found in re.finditer(r"(?<![\w.'])\d+(?![\w.'])", code):
        yield Mutant(file, found.start(), found.end(), str(int(found.group()) + 1), "number")


def negated_conditions(file, code):
    for found in re.finditer(r"\bif \(", code):
        opening = found.end() - 1
        end = closing(code, opening)
        start = max(code.rfind(";", opening, end), opening) + 1
        if not re.match(r"\s*(?:const )?auto\b", code[start:end]):
            yield Mutant(file, start, end, f" !({{}})", "negated")
    for found in re.finditer(r"(?<=[ (!])!(?=[\w(])", code):
        yield Mutant(file, found.start(), found.end(), "", "not left out")


def removed_statements(file, code):
    line_start = 0
    before = "{"
    for line in code.splitlines(keepends=True):
        bare = line.strip()
        call_or_change = re.match(r"(?:\+\+|--)?[\w.:>\[\]*-]+(?:\(| [-+|&]?= |\+\+|--|;)", bare)
        whole = bare.endswith(";") and before[-1] in "{};:"
        told = re.match(r"(?:return|const|auto|using|case|default|static|constexpr|throw)\b", bare)
        if whole and call_or_change and not told:
            start = line_start + line.index(bare)
            yield Mutant(file, start, start + len(bare), ";", "removed")
        before = bare or before
        line_start += len(line)


def flipped_returns(file, code):
    for found in re.finditer(r"^( *)(?:\[\[nodiscard\]\] )?(?:static )?bool \w[^;{]*\{\n", code,
                             re.MULTILINE):
        indent = found.group(1)
        end = code.index(f"\n{indent}}}", found.end())
        for answer in re.finditer(rf"^{indent} {{4}}(?: {{4}})?return ([^;]+);",
                                  code[found.end():end], re.MULTILINE):
            start = found.end() + answer.start(1)
            yield Mutant(file, start, found.end() + answer.end(1), "!({})", "flipped")


def mutants_of(file, source):
    code = code_of(source)
    for find in (swapped_words, other_numbers, negated_conditions, removed_statements,
                 flipped_returns):
        for mutant in find(file, code):
            mutant.text = mutant.text.replace("{}", source[mutant.start:mutant.end].strip())
            yield mutant


class Bench:
    """A copy of the sources, in which one mutant after another is built and tested."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.source = self.folder / "source"
        self.build = self.folder / "build"
        shutil.copytree(ROOT, self.source, dirs_exist_ok=True,
                        ignore=lambda name, entries: [e for e in entries
                                                      if e in ("build", ".git", "__pycache__")])
        for name in RULES:    # one that a run left broken behind is not to pass for built
            (self.source / source_of(name)).touch()
        self.run(["cmake", "-S", self.source, "-B", self.build, "-G", "Ninja",
                  "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS=-O0 -g0"], 600)
        self.sound = set()

    def run(self, command, timeout):
        """The status of a command, 124 where it does not end; what it says."""
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, errors="replace",
                                   start_new_session=True,
                                   env={**os.environ, "TMPDIR": str(self.folder)})
        try:
            said = process.communicate(timeout=timeout)[0]
            return process.returncode, said
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            return 124, process.communicate()[0]

    def builds(self, targets):
        return self.run(["cmake", "--build", self.build, "--parallel", "2", "--target", *targets],
                        3600)

    def program(self, name):
        return next(path for path in self.build.rglob(name) if path.is_file())

    def command(self, name):
        if name == "replay_dates":
            return [self.program(name), self.source / "tests/slow/fuzz/corpus/dates", "2000"]
        return [self.program(name), "--abort"]

    def failing(self, names, subject=None):
        """The first of the tests that fails, those named after the subject before all others;
        nothing where all pass."""
        tests = [name for name in names if name != "lmsection"]
        own = [[*self.command(name), "-#", f"[#{subject}_test]"] for name in tests
               if subject and name.endswith("_tests")]
        for command in own + [self.command(name) for name in tests]:
            status, _ = self.run(command, 900)
            if status != 0:
                return command[0].name + (" (did not end)" if status == 124 else "")
        return None

    def require_sound(self, names):
        """Ends the run where tests fail without any mutant."""
        if names in self.sound:
            return
        status, said = self.builds(names)
        failing = None if status else self.failing(names)
        if status or failing:
            sys.exit(f"mutants: the sources are not sound: {failing or said[-2000:]}")
        self.sound.add(names)

    def catch(self, mutant, names):
        """What catches a mutant: a test's name, 'compiler', or nothing."""
        self.require_sound(names)
        file = self.source / mutant.file
        sound = file.read_text()
        file.write_text(mutant.apply(sound))
        try:
            return ("compiler" if self.builds(names)[0] != 0
                    else self.failing(names, Path(mutant.file).stem))
        finally:
            file.write_text(sound)


def drawn(seed):
    """Every mutant there is, in the order in which they are tried."""
    mutants = []
    for name in RULES:
        file = source_of(name)
        mutants += mutants_of(file, (ROOT / file).read_text())
    random.Random(seed).shuffle(mutants)
    return mutants


def show(bench, mutant):
    sound = (ROOT / mutant.file).read_text()
    changed = bench / "mutant.cpp"
    changed.write_text(mutant.apply(sound))
    subprocess.run(["diff", "-u", str(ROOT / mutant.file), str(changed)], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--wanted", type=int, default=95)
    parser.add_argument("--only", type=int)
    parser.add_argument("--folder")
    options = parser.parse_args()
    mutants = drawn(options.seed)
    with tempfile.TemporaryDirectory(prefix="lmsection-mutants-") as temporary:
        folder = Path(options.folder or temporary)
        folder.mkdir(exist_ok=True)
        if options.only is not None:
            show(folder, mutants[options.only])
        return judge(Bench(folder), mutants, options)


def judge(bench, mutants, options):
    caught, passed, unbuilt = 0, [], 0
    numbers = range(len(mutants)) if options.only is None else [options.only]
    started = time.monotonic()

    def tell(number, by):
        told = mutants[number].told((bench.source / mutants[number].file).read_text())
        print(f"{number}: {told}: {by} [{time.monotonic() - started:.0f} s]", flush=True)

    for number in numbers:
        if caught + len(passed) == options.count:
            break
        by = bench.catch(mutants[number], FAST)
        tell(number, by or "not by the domain's own tests")
        if by == "compiler":
            unbuilt += 1
        elif by:
            caught += 1
        else:
            passed.append(number)
    survived = [number for number in passed if not bench.catch(mutants[number], SLOW)]
    for number in passed:
        tell(number, "SURVIVED" if number in survived else "the program's tests")
    caught += len(passed) - len(survived)
    print(f"{caught} of {caught + len(survived)} mutants caught, {len(passed) - len(survived)} of "
          f"them by the program's tests alone; {unbuilt} more did not compile; drawn from "
          f"{len(mutants)} with seed {options.seed}")
    return 0 if caught >= min(options.wanted, options.count) or options.only is not None else 1


if __name__ == "__main__":
    sys.exit(main())
