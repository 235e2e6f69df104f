#!/usr/bin/env python3
"""Checks that a file compiles, and that with NONSENSE defined its marked line does not.

    check_refusal.py --compiler CXX --include DIR:DIR FILE
    check_refusal.py --compiler CXX --include DIR:DIR --prove-it-can-fail

Nonsense stands in blocks `#if NONSENSE == 1`, `#if NONSENSE == 2` and so on, each with one line
that is marked `// nonsense`. All blocks are compiled together first; a marked line on which that
shows no error is compiled on its own, so that one error does not hide another's absence.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"#if NONSENSE == (\d+)")


def compile_file(options, file, nonsense):
    """The status of the compiler and what it says."""
    command = [options.compiler, "-std=c++20", "-fsyntax-only"]
    for folder in filter(None, options.include.split(":")):
        if folder != "/usr/include":    # the compiler looks there anyway, and last
            command += ["-I", folder]
    command += [f"-DNONSENSE={nonsense}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def lines_marked(text, number):
    """The line numbers that carry the mark and stand in the block of that number."""
    found = []
    block = None
    for index, line in enumerate(text.splitlines(), 1):
        match = MARK.match(line)
        if match:
            block = int(match.group(1))
        elif line.startswith("#endif"):
            block = None
        elif block == number and "// nonsense" in line:
            found.append(index)
    return found


def lines_in_error(file, said):
    """The lines of the file on which the compiler reports an error, or whose use led to one."""
    error = re.compile(re.escape(pathlib.Path(file).name) +
                       r":(\d+):(?:\d+:)?\s+(?:(?:fatal )?error:|required from here)")
    return {int(line) for line in error.findall(said)}


def compile_all_blocks(options, file, text):
    """The lines in error when every block is compiled at once."""
    with tempfile.TemporaryDirectory() as folder:
        whole = pathlib.Path(folder, pathlib.Path(file).name)
        whole.write_text(MARK.sub("#if NONSENSE", text), encoding="utf-8")
        return lines_in_error(whole, compile_file(options, whole, 1)[1])


def problem_of_block(options, file, number, line):
    """What is wrong with one block, compiled on its own; nothing when it is refused."""
    status, said = compile_file(options, file, number)
    if status == 0:
        return f"{file}:{line}: compiles, and must not"
    if line not in lines_in_error(file, said):
        return f"{file}:{line}: is refused for another reason:\n{said}"
    return None


def problems(options, file):
    """What is wrong with the file, as messages; none when it behaves."""
    text = pathlib.Path(file).read_text(encoding="utf-8")
    numbers = [int(number) for number in MARK.findall(text)]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        return [f"{file}: no blocks #if NONSENSE == 1, 2 and so on"]
    status, said = compile_file(options, file, 0)
    if status != 0:
        return [f"{file}: does not compile without nonsense:\n{said}"]
    in_error = compile_all_blocks(options, file, text)
    found = []
    for number in numbers:
        marked = lines_marked(text, number)
        if len(marked) != 1:
            found.append(f"{file}: block {number} marks {len(marked)} lines, not one")
        elif marked[0] not in in_error:
            problem = problem_of_block(options, file, number, marked[0])
            found += [problem] if problem else []
    return found


GOOD = "struct A {}; struct B {}; void take(A);\nvoid use() { take(A{}); }\n"


def block(number, line, before=""):
    """A block of nonsense with one marked line."""
    return f"#if NONSENSE == {number}\n{before}{line}    // nonsense\n#endif\n"


SAMPLES = {
    "well-behaved": (0, GOOD + block(1, "void no() { take(B{}); }")),
    "nonsense that compiles": (1, GOOD + block(1, "void no() { take(A{}); }")),
    "broken by itself": (1, '#include "no-such-file.hpp"\n' + block(1, 'int x = "";')),
    "refused elsewhere": (1, GOOD + block(1, "int fine = 1;", 'int other = "";\n')),
    "one of two compiles": (1, GOOD + block(1, "void no() { take(B{}); }") +
                            block(2, "void yes() { take(A{}); }")),
    "a hole in the numbers": (1, GOOD + block(2, "void no() { take(B{}); }")),
    "no nonsense": (1, GOOD),
}


def prove(options):
    """Whether the check tells good samples from bad ones."""
    right = True
    with tempfile.TemporaryDirectory() as folder:
        for name, (wanted, text) in SAMPLES.items():
            file = pathlib.Path(folder, "sample.cpp")
            file.write_text(text, encoding="utf-8")
            found = problems(options, file)
            if bool(found) != bool(wanted):
                print(f"{name}: expected {'a problem' if wanted else 'none'}, got {found}")
                right = False
    return right


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", default="")
    parser.add_argument("--prove-it-can-fail", action="store_true")
    parser.add_argument("file", nargs="?")
    options = parser.parse_args()
    if options.prove_it_can_fail:
        return 0 if prove(options) else 1
    found = problems(options, options.file)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
