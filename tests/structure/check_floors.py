#!/usr/bin/env python3
"""Walks the #include lines of a source tree and reports what breaks the rules of its layout.

    check_floors.py ROOT        status 0 when nothing does, 1 when something does

Five floors, each below the next: base, domain, store, app, cli; each in src/FLOOR and
include/lmsection/FLOOR.
  - A floor includes itself and those below it, never one above.
  - Only src/store includes SQLite's and SQLiteCpp's headers.
  - Only src/cli/parser.cpp includes CLI11's headers, which are slow to compile.
  - The domain is pure: no clock, file, environment or stream, not through a header of base either;
    of libraries only date, fmt, utf8proc and LEMON.
  - Only cli reads the environment or the locale, or writes to the standard streams.
  - Each source file has a header of its name, beside it or in include/lmsection. Needing none: a
    program of its own (a `main`), a file of src/cli/command, whose list of commands the build
    declares, and base/fmt.cpp, which compiles a library.
  - No two files name different types alike in one namespace: the linker would take one for the
    other without a word.
"""
import pathlib
import re
import sys

FLOORS = ("base", "domain", "store", "app", "cli")
SUFFIXES = {".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".in", ".inl", ".ipp"}
INCLUDE = re.compile(r'^\s*#\s*(?:include|include_next|import)\s*([<"])([^>"]+)[>"]')
SQLITE = re.compile(r"^(sqlite3(ext|session)?\.h|SQLiteCpp/.*)$", re.IGNORECASE)
CLI11 = re.compile(r"^CLI/.*$", re.IGNORECASE)
IMPURE_HEADERS = {"ctime", "cstdio", "csignal", "clocale", "filesystem", "fstream", "iostream",
                  "istream", "locale", "ostream", "print", "random", "sstream", "syncstream",
                  "thread", "future", "time.h", "stdio.h", "unistd.h", "fcntl.h", "locale.h"}
DOMAIN_LIBRARIES = re.compile(r"^(date/date\.h|fmt/[a-z]+\.h|lemon/[a-z_]+\.h)$")
WITHOUT_HEADER = re.compile(r"^(base/fmt|cli/command/\w+)\.cpp$")
MAIN = re.compile(r"^int main\(", re.MULTILINE)
STANDARD_HEADER = re.compile(r"^[a-z_0-9]+$")
OF_CLI_ALONE = re.compile(r"\b(?:secure_)?getenv\b|\bsetlocale\b|\bstd::locale\b|"
                          r"\bstd::(?:cin|cout|cerr|clog)\b")
OF_NO_DOMAIN = re.compile(r"\b(?:system|steady|high_resolution|utc)_clock\b|\bstd::time\b|"
                          r"\b(?:gmtime|localtime|time)(?:_r)?\s*\(\s*(?:NULL|nullptr|0|&)|"
                          r"\bstd::(?:i|o)?f?stream\b|\bf?open\s*\(")
NAMESPACE = re.compile(r"namespace(?: ([\w:]+))? \{")
TYPE = re.compile(r"(?:struct|class|enum|enum class) (\w+)(?: final)?(?: : [^;]*)?(?: \{|$)")
COMMENTS = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)


def without_comments(text):
    """The text with every comment and string blanked; lines keep their numbers."""
    def blank(match):
        return "".join(c if c == "\n" else " " for c in match.group(0))
    return COMMENTS.sub(blank, text)


def floor_of(path):
    """The floor that a path below the root lies on, or nothing."""
    parts = path.parts
    if len(parts) > 2 and parts[0] == "src" and parts[1] in FLOORS:
        return parts[1]
    if len(parts) > 3 and parts[:2] == ("include", "lmsection") and parts[2] in FLOORS:
        return parts[2]
    return None


def included_floor(root, file, quoted, name):
    """The floor that an include leads to, or nothing when it leads out of the house."""
    if name.startswith("lmsection/"):
        return name.split("/")[1]
    places = [root / "src", root / "include", root / "include" / "lmsection"]
    if quoted:
        places.insert(0, file.parent)
    for place in places:
        target = (place / name).resolve()
        if target.is_file() and target.is_relative_to(root):
            return floor_of(target.relative_to(root))
    return None


def impure_through(root, header):
    """An impure header that a header of base includes, itself or through others; or nothing."""
    seen, waiting = set(), [header]
    while waiting:
        name = waiting.pop()
        file = root / "include" / name
        if name in seen or not file.is_file():
            continue
        seen.add(name)
        for line in file.read_text(encoding="utf-8").splitlines():
            match = INCLUDE.match(line)
            if match and match.group(2) in IMPURE_HEADERS:
                return match.group(2)
            if match:
                waiting.append(match.group(2))
    return None


def include_faults(root, file, floor, quoted, name):
    """What is wrong with one include line, as messages."""
    shown = file.relative_to(root)
    target = included_floor(root, file, quoted, name)
    if name.startswith("lmsection/") and target not in FLOORS:
        yield f"{name} is on no floor"
    if target in FLOORS and FLOORS.index(target) > FLOORS.index(floor):
        yield f"{floor} includes {name}, which is on {target}, a floor above"
    if SQLITE.match(name) and shown.parts[:2] != ("src", "store"):
        yield f"{name} is included outside src/store"
    if CLI11.match(name) and floor != "domain" and shown.as_posix() != "src/cli/parser.cpp":
        yield f"{name} is included outside src/cli/parser.cpp"
    if floor == "domain" and target is None:
        known = STANDARD_HEADER.match(name) or DOMAIN_LIBRARIES.match(name)
        if name in IMPURE_HEADERS or not known:
            yield f"the domain is pure, and {name} is not"
    if floor == "domain" and target == "base":
        impure = impure_through(root, name)
        if impure:
            yield f"the domain is pure, and {name} includes {impure}"


def word_faults(text, floor):
    """The words in code that a floor may not use, with their lines."""
    banned = []
    if floor != "cli":
        banned.append((OF_CLI_ALONE, "is for cli alone"))
    if floor == "domain":
        banned.append((OF_NO_DOMAIN, "has no place in the domain"))
    for pattern, reason in banned:
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, f"{match.group(0)} {reason}"


def header_faults(root, file):
    """That a source file has no header of its name, where it has none."""
    shown = file.relative_to(root)
    below = shown.relative_to("src") if shown.parts[0] == "src" else None
    if file.suffix != ".cpp" or below is None or WITHOUT_HEADER.match(below.as_posix()):
        return
    places = (file.with_suffix(".hpp"), root / "include" / "lmsection" / below.with_suffix(".hpp"))
    if not any(place.is_file() for place in places) and not MAIN.search(
            file.read_text(encoding="utf-8")):
        yield f"{shown}:1: has no header of its name"


def types_in(text):
    """The types that a file defines for others to see, by their whole name, with their lines."""
    spaces = []
    for number, line in enumerate(text.splitlines(), 1):
        space = NAMESPACE.match(line)
        kind = TYPE.match(line)
        if space:
            spaces.append(space.group(1))
        elif line.startswith("}") and spaces and not line.startswith("};"):
            spaces.pop()
        elif kind and spaces and all(spaces):
            yield "::".join([*spaces, kind.group(1)]), number


def name_faults(root, files):
    """The types that have the name of another one, each as `path:line: reason`."""
    places = {}
    for file in files:
        for name, number in types_in(without_comments(file.read_text(encoding="utf-8"))):
            place = f"{file.relative_to(root)}:{number}"
            if name in places:
                yield f"{place}: {name} is also another type, of {places[name]}"
            places[name] = place


def file_faults(root, file):
    """What is wrong with a file, each as `path:line: reason`."""
    shown = file.relative_to(root)
    floor = floor_of(shown)
    if floor is None:
        return [f"{shown}:1: is on no floor"]
    text = file.read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            for reason in include_faults(root, file, floor, match.group(1) == '"', match.group(2)):
                found.append(f"{shown}:{number}: {reason}")
    for number, reason in word_faults(without_comments(text), floor):
        found.append(f"{shown}:{number}: {reason}")
    return found


def faults(root):
    """The files looked at and what is wrong with them."""
    root = pathlib.Path(root).resolve()
    files = [file for top in ("src", "include") for file in sorted((root / top).rglob("*"))
             if file.is_file() and file.suffix in SUFFIXES]
    found = [fault for file in files for fault in file_faults(root, file)]
    found += [fault for file in files for fault in header_faults(root, file)]
    return files, found + list(name_faults(root, files))


def main(arguments):
    if len(arguments) != 1:
        print(__doc__)
        return 2
    files, found = faults(arguments[0])
    print("\n".join(found))
    print(f"{len(files)} files, {len(found)} faults")
    # A tree in which there is nothing to look at is no proof of anything.
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
