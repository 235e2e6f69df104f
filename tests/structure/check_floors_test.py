#!/usr/bin/env python3
"""Makes trees that keep or break the house rules, and tests what check_floors.py says of them."""
import contextlib
import io
import pathlib
import tempfile
import unittest

import check_floors

GOOD = {
    "include/lmsection/base/text.hpp": "#include <string>\n",
    "include/lmsection/base/disk.hpp": "#include <filesystem>\n",
    "include/lmsection/base/near.hpp": '#include "lmsection/base/disk.hpp"\n',
    "include/lmsection/domain/day.hpp": "#include <date/date.h>\n#include <string>\n",
    "include/lmsection/store/file.hpp": '#include "lmsection/domain/day.hpp"\n',
    "include/lmsection/app/use.hpp": '#include "lmsection/store/file.hpp"\n',
    "include/lmsection/cli/face.hpp": '#include "lmsection/app/use.hpp"\n',
    "src/domain/day.cpp": '#include "lmsection/domain/day.hpp"\n#include <fmt/format.h>\n',
    "src/base/fmt.cpp": "#include <fmt/format-inl.h>\n",
    "src/base/text.cpp": "#include <utf8proc.h>\n#include <cstdlib>\n// no std::cout here\n",
    "src/base/disk.cpp": "#include <unistd.h>\n",
    "src/base/near.cpp": "",
    "src/store/query.hpp": "#include <SQLiteCpp/SQLiteCpp.h>\n",
    "src/store/query.cpp": "",
    "src/store/file.cpp": '#include "query.hpp"\n#include <sqlite3.h>\n#include <filesystem>\n',
    "src/app/use.cpp": '#include "lmsection/app/use.hpp"\n#include <fstream>\n',
    "src/cli/face.cpp": "",
    "src/cli/main.cpp": '#include "lmsection/cli/face.hpp"\nint main() { std::cout << 1; }\n',
    "src/cli/command/show.cpp": '#include "lmsection/cli/face.hpp"\n',
}


def header_of(name):
    """An empty header for a source file, as each has one."""
    return {name[:-3] + "hpp": ""} if name.endswith(".cpp") and name not in GOOD else {}


def check(files):
    """The status of the check and what it says of a tree of these files."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = check_floors.main([root])
        return status, said.getvalue()


class Floors(unittest.TestCase):
    def broken(self, name, text, said):
        """Adds one file, or changes one, and expects one fault that says where and what."""
        status, output = check({**GOOD, **header_of(name), name: text})
        self.assertEqual(status, 1, output)
        self.assertIn(said, output)
        self.assertIn(" 1 faults", output)

    def kept(self, name, text):
        status, output = check({**GOOD, **header_of(name), name: text})
        self.assertEqual(status, 0, output)

    def test_a_good_tree(self):
        status, output = check(GOOD)
        self.assertEqual(status, 0, output)
        self.assertIn(f"{len(GOOD)} files, 0 faults", output)

    def test_an_empty_tree_proves_nothing(self):
        self.assertEqual(check({"README": "nothing"})[0], 1)

    def test_each_floor_that_goes_up(self):
        floors = ["base", "domain", "store", "app", "cli"]
        header = {"base": "text", "domain": "day", "store": "file", "app": "use", "cli": "face"}
        for low, floor in enumerate(floors):
            for high, above in enumerate(floors):
                line = f'\n#include "lmsection/{above}/{header[above]}.hpp"\n'
                for name in (f"src/{floor}/new.cpp", f"include/lmsection/{floor}/new.hpp"):
                    with self.subTest(name=name, above=above):
                        if high > low:
                            self.broken(name, line, f"{name}:2: {floor} includes")
                        else:
                            self.kept(name, line)

    def test_other_ways_to_write_an_include(self):
        for line in ("#include <lmsection/cli/face.hpp>", "  #  include \"lmsection/cli/face.hpp\"",
                     "#include\t\"lmsection/cli/face.hpp\" // why not",
                     '#include "../cli/private.hpp"', '#include "cli/private.hpp"'):
            with self.subTest(line=line):
                files = {**GOOD, "src/cli/private.hpp": "", "src/store/new.hpp": "",
                         "src/store/new.cpp": line + "\n"}
                status, output = check(files)
                self.assertEqual(status, 1, output)
                self.assertIn("src/store/new.cpp:1: store includes", output)

    def test_sqlite_outside_the_store(self):
        for header in ("sqlite3.h", "sqlite3ext.h", "SQLiteCpp/SQLiteCpp.h",
                       "SQLiteCpp/Database.h"):
            for name in ("src/app/new.cpp", "src/cli/new.cpp", "include/lmsection/store/new.hpp"):
                with self.subTest(header=header, name=name):
                    self.broken(name, f"#include <{header}>\n", f"{name}:1: {header} is included")
            self.kept("src/store/new.cpp", f"#include <{header}>\n")

    def test_cli11_outside_the_parser(self):
        for header in ("CLI/CLI.hpp", "CLI/App.hpp"):
            for name in ("src/app/new.cpp", "src/cli/new.cpp", "include/lmsection/cli/new.hpp",
                         "src/cli/parser.hpp"):
                with self.subTest(header=header, name=name):
                    self.broken(name, f"#include <{header}>\n", f"{name}:1: {header} is included")
            self.kept("src/cli/parser.cpp", f"#include <{header}>\n")

    def test_an_impure_domain(self):
        for header in ("iostream", "fstream", "filesystem", "ctime", "unistd.h", "toml++/toml.h",
                       "utf8proc.h", "CLI/CLI.hpp", "nlohmann/json.hpp", "date/tz.h"):
            with self.subTest(header=header):
                self.broken("src/domain/new.cpp", f"#include <{header}>\n", "the domain is pure")
        for code in ("auto n = std::chrono::system_clock::now();", "auto t = std::time(nullptr);",
                     "std::ofstream file;"):
            with self.subTest(code=code):
                self.broken("src/domain/new.cpp", f"\n\n{code}\n", "src/domain/new.cpp:3:")

    def test_a_domain_that_is_impure_through_base(self):
        self.kept("src/domain/new.cpp", '#include "lmsection/base/text.hpp"\n')
        for header in ("disk", "near"):
            with self.subTest(header=header):
                self.broken("src/domain/new.cpp", f'#include "lmsection/base/{header}.hpp"\n',
                            f"src/domain/new.cpp:1: the domain is pure, and lmsection/base/{header}"
                            ".hpp includes filesystem")

    def test_a_source_without_a_header(self):
        for name in ("src/base/new.cpp", "src/store/new.cpp", "src/cli/format/new.cpp"):
            with self.subTest(name=name):
                status, output = check({**GOOD, name: "\n"})
                self.assertEqual(status, 1, output)
                self.assertIn(f"{name}:1: has no header of its name", output)
                for header in (name[:-3] + "hpp",
                               name.replace("src/", "include/lmsection/")[:-3] + "hpp"):
                    self.assertEqual(check({**GOOD, name: "\n", header: "\n"})[0], 0)
                self.assertEqual(check({**GOOD, name: "int main() {}\n"})[0], 0)
        self.assertEqual(check({**GOOD, "src/cli/command/new.cpp": "\n"})[0], 0)

    def test_environment_and_streams_below_the_face(self):
        for floor in ("base", "domain", "store", "app"):
            for code in ('auto h = std::getenv("HOME");', "std::cerr << 1;", "std::cout << 1;"):
                with self.subTest(floor=floor, code=code):
                    self.broken(f"src/{floor}/new.cpp", code + "\n", "is for cli alone")
        self.kept("src/cli/new.cpp", 'auto h = std::getenv("HOME"); std::cerr << 1;\n')

    def test_comments_and_texts_are_not_code(self):
        self.kept("src/app/new.cpp",
                  '// std::cout\n/* std::cerr\n std::cin */\nauto t = "std::cout";\n')

    def test_two_types_of_one_name(self):
        one = "namespace a::b {\n\nstruct Thing {\n};\n\n}    // namespace a::b\n"
        for other in (one, one.replace("struct Thing", "class Thing : public Base"),
                      one.replace("struct Thing", "enum class Thing")):
            with self.subTest(other=other):
                files = {**GOOD, "include/lmsection/app/one.hpp": one, "src/cli/main.cpp": other + "int main() {}\n"}
                status, output = check(files)
                self.assertEqual(status, 1, output)
                self.assertIn(":3: a::b::Thing is also another type, of ", output)
        for other in (one.replace("a::b", "a"), one.replace("struct Thing {\n}", "struct Thing"),
                      "namespace a::b {\n\nnamespace {\n" + one.split("{", 1)[1]):
            with self.subTest(other=other):
                files = {**GOOD, "include/lmsection/app/one.hpp": one, "src/cli/main.cpp": other + "int main() {}\n"}
                self.assertEqual(check(files)[0], 0)

    def test_a_file_or_a_header_on_no_floor(self):
        self.broken("src/stray.hpp", "\n", "src/stray.hpp:1: is on no floor")
        self.broken("src/attic/stray.hpp", "\n", "is on no floor")
        self.broken("include/lmsection/stray.hpp", "\n", "is on no floor")
        self.broken("src/app/new.cpp", '#include "lmsection/attic/x.hpp"\n', "is on no floor")


if __name__ == "__main__":
    unittest.main()
