"""What is installed: the manual, the Debian package, the examples.

usage: package.py BINARY SOURCE_FOLDER BUILD_FOLDER VERSION TEST
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile

BINARY, SOURCE, BUILD, VERSION = sys.argv[1:5]
MAN = BUILD + "/src/man"
PARTS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS",
         "EXAMPLES", "SEE ALSO"]


def answer(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


def commands():
    """Every command that `lmsection help --all` lists, as the name of its page."""
    listed = answer(BINARY, "help", "--all").split("Commands:\n")[1].split("\n\n")[0]
    paths = [re.match(r"  ([a-z-]+(?: [a-z-]+)*)  ", line).group(1)
             for line in listed.split("\n") if line.startswith("  ")]
    assert len(paths) > 60, paths
    return ["lmsection"] + ["lmsection-" + path.replace(" ", "-") for path in paths]


def every_command_has_a_page_that_lint_finds_clean():
    pages = sorted(name[:-2] for name in os.listdir(MAN) if name.endswith(".1"))
    assert pages == sorted(commands()), set(pages) ^ set(commands())
    # From within their folder, where mandoc finds the pages that others refer to.
    lint = subprocess.run(["mandoc", "-Tlint", *[page + ".1" for page in pages]], cwd=MAN,
                          capture_output=True, text=True, check=False)
    assert (lint.returncode, lint.stdout, lint.stderr) == (0, "", ""), lint


def a_page_has_all_its_parts():
    for page in commands():
        with open(f"{MAN}/{page}.1", encoding="utf-8") as file:
            text = file.read()
        assert re.findall(r"^\.Sh (.*)$", text, re.MULTILINE) == PARTS, page
    with open(MAN + "/lmsection-roster.1", encoding="utf-8") as file:
        text = file.read()
    for line in (".It Fl -ending Oo Ar Y|DATE Oc", ".It Fl f , Fl -format Ar F", ".It Fl -vacancies",
                 ".Nd Show who serves in which group", ".Op Ar GROUP ..."):
        assert line + "\n" in text, line
    with open(MAN + "/lmsection.1", encoding="utf-8") as file:
        text = file.read()
    for line in (".It Fl -columns Ar A,B,C", ".It Fl -wide", ".It Fl n , Fl -dry-run"):
        assert line + "\n" in text, line


def the_manual_bears_the_day_of_the_version():
    """Not that of the build, so that two builds make the same bytes."""
    with open(SOURCE + "/packaging/changelog", encoding="utf-8") as file:
        text = file.read()
    assert text.startswith(f"lmsection ({VERSION}) "), text
    day, month, year = re.search(r"^ -- .*  \w+, (\d+) (\w+) (\d+) ", text, re.MULTILINE).groups()
    with open(MAN + "/lmsection.1", encoding="utf-8") as file:
        dated = file.readline()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    assert epoch or re.match(rf"\.Dd {month}[a-z]* +{int(day)}, {year}\n", dated), dated


class Package:
    """The Debian package of this build, in a folder of its own."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="lmsection-package-")
        subprocess.run(["cpack", "-G", "DEB", "--config", BUILD + "/CPackConfig.cmake",
                        "-B", self.folder], check=True,
                       capture_output=True, cwd=self.folder)
        found = [name for name in os.listdir(self.folder) if name.endswith(".deb")]
        assert len(found) == 1 and found[0].startswith(f"lmsection_{VERSION}_"), found
        self.file = self.folder + "/" + found[0]
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def field(self, name):
        return answer("dpkg-deb", "-f", self.file, name).strip()


def expected_files():
    doc = "./usr/share/doc/lmsection/"
    pages = [name for name in os.listdir(SOURCE + "/docs") if name.endswith(".md")]
    examples = os.listdir(SOURCE + "/docs/examples")
    assert len(pages) >= 6 and len(examples) == 5, (pages, examples)
    return ({"./usr/bin/lmsection",
             "./usr/share/bash-completion/completions/lmsection",
             "./usr/share/fish/vendor_completions.d/lmsection.fish"}
            | {f"./usr/share/man/man1/{page}.1.gz" for page in commands()}
            | {doc + name for name in ["README.md", "copyright", "changelog.gz", *pages]}
            | {doc + "examples/" + name for name in examples})


def the_package_holds_what_it_should():
    with Package() as package:
        files = set()
        for line in answer("dpkg-deb", "-c", package.file).splitlines():
            mode, owner, _, _, _, name = line.split(None, 5)
            assert owner == "root/root", line
            if name.endswith("/"):
                assert mode == "drwxr-xr-x", line
            else:
                assert mode == ("-rwxr-xr-x" if "/bin/" in name else "-rw-r--r--"), line
                files.add(name)
        zsh = {name for name in files if re.fullmatch(
            r"\./usr/share/zsh/(site-functions|vendor-completions)/_lmsection", name)}
        assert len(zsh) == 1 and files - zsh == expected_files(), (files - zsh) ^ expected_files()
        depends = package.field("Depends")
        assert "libc6 (>= " in depends, depends
        # Loaded, not linked, so that no linker names it.
        assert any("libxlsxwriter.so." in answer("dpkg-query", "--listfiles", name)
                   for name in re.findall(r"libxlsxwriter[\w.+-]*", depends)), depends
        assert package.field("Recommends") == "graphviz"
        assert package.field("Maintainer") and package.field("Description")


def the_package_can_be_unpacked_and_used():
    with Package() as package:
        root = package.folder + "/root"
        subprocess.run(["dpkg-deb", "-x", package.file, root], check=True)
        program = root + "/usr/bin/lmsection"
        assert answer(program, "--version") == f"lmsection {VERSION}\n"
        assert "no symbols" in subprocess.run(["nm", program], capture_output=True, text=True,
                                              check=True).stderr
        world = {"LMSECTION_DB": package.folder + "/section.db", "PATH": "/usr/bin:/bin"}
        answer(program, "init", env=world)
        assert answer(program, "group", "list", "-f", "csv", env=world).count("\n") == 13
        for shell, name in (("bash", "bash-completion/completions/lmsection"),
                            ("fish", "fish/vendor_completions.d/lmsection.fish")):
            with open(f"{root}/usr/share/{name}", encoding="utf-8") as file:
                assert file.read() == answer(program, "completion", shell), name
        with gzip.open(root + "/usr/share/doc/lmsection/changelog.gz", "rt") as file:
            assert file.read().startswith(f"lmsection ({VERSION}) ")


def lines_of(name):
    with open(SOURCE + "/docs/examples/" + name, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


def runs(words):
    """Whether the program reads the command line (its --db left out) and ends well."""
    return subprocess.run([BINARY, *words], env={"HOME": "/nonexistent"}, capture_output=True,
                          check=False).returncode == 0


def examples_for_systemd_are_sound():
    with tempfile.TemporaryDirectory(prefix="lmsection-units-") as folder:
        for name in ("lmsection-digest.service", "lmsection-digest.timer"):
            text = "\n".join(lines_of(name)) + "\n"
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text.replace("/usr/bin/lmsection", BINARY)
                           .replace("Documentation=man:lmsection-digest(1)\n", ""))
            assert "Documentation=man:lmsection-digest(1)\n" in text, text
        if shutil.which("systemd-analyze"):
            verified = subprocess.run(["systemd-analyze", "verify", "--user",
                                       folder + "/lmsection-digest.timer",
                                       folder + "/lmsection-digest.service"],
                                      capture_output=True, text=True, check=False,
                                      env={**os.environ, "XDG_RUNTIME_DIR": folder})
            faults = [line for line in verified.stderr.splitlines() if "lmsection" in line]
            assert not faults, verified
            for line in lines_of("lmsection-digest.timer"):
                if line.startswith("OnCalendar="):
                    answer("systemd-analyze", "calendar", line.split("=", 1)[1])
    started = [line for line in lines_of("lmsection-digest.service")
               if line.startswith("ExecStart=/usr/bin/lmsection ")]
    assert len(started) == 1
    assert subprocess.run([BINARY, *started[0].split()[1:], "--help"], check=True,
                          capture_output=True).stdout
    assert "WantedBy=timers.target" in lines_of("lmsection-digest.timer")


def examples_for_cron_are_sound():
    jobs = [line for line in lines_of("crontab") if not line.startswith("DB=")]
    assert len(jobs) >= 2
    for job in jobs:
        when, line = re.fullmatch(r"((?:[\d*]+ +){5})lmsection --db \"\$DB\" (.*)", job).groups()
        minute, hour, day, month, weekday = when.split()
        assert minute.isdigit() and hour.isdigit() and month == "*", when
        assert (day == "*") != (weekday == "*"), when
        assert "%" not in line    # which cron takes for the end of the line
        assert runs(line.split()), line


def what_is_installed_by_hand_can_be_removed():
    with tempfile.TemporaryDirectory(prefix="lmsection-prefix-") as folder:
        prefix = folder + "/a prefix"
        world = {**os.environ, "LMSECTION_BUILD": BUILD}
        said = subprocess.run([SOURCE + "/scripts/install", "--prefix", prefix], check=True,
                              capture_output=True, text=True, env=world).stderr
        assert f"export PATH=\"{prefix}/bin:$PATH\"" in said, said
        assert answer(prefix + "/bin/lmsection", "--version") == f"lmsection {VERSION}\n"
        assert os.path.exists(prefix + "/share/man/man1/lmsection-roster.1.gz")
        kept = prefix + "/share/man/man1/another.1"
        with open(kept, "w", encoding="utf-8"):
            pass
        subprocess.run([SOURCE + "/scripts/uninstall", "--prefix", prefix], check=True, env=world,
                       capture_output=True)
        left = [os.path.join(at, name) for at, _, names in os.walk(prefix) for name in names]
        assert left == [kept], left
        assert not os.path.exists(prefix + "/bin")
        again = subprocess.run([SOURCE + "/scripts/uninstall", "--prefix", prefix], check=False,
                               capture_output=True, text=True, env=world)
        assert again.returncode == 1 and "nothing was installed" in again.stderr, again


def tarball(folder):
    """The file that scripts/package makes of this build."""
    world = {**os.environ, "LMSECTION_BUILD": BUILD}
    return answer(SOURCE + "/scripts/package", "--tarball", folder, env=world).strip()


def the_tarball_can_be_unpacked_and_used():
    with tempfile.TemporaryDirectory(prefix="lmsection-tarball-") as folder:
        file = tarball(folder)
        name = f"lmsection-{VERSION}-{os.uname().machine}"
        assert file == f"{folder}/{name}.tar.gz", file
        for line in answer("tar", "tvf", file, "--numeric-owner").splitlines():
            mode, owner, _, _, _, path = line.split(None, 5)
            assert owner == "0/0" and path.startswith(name + "/"), line
            assert mode in ("drwxr-xr-x", "-rwxr-xr-x" if "/bin/" in path else "-rw-r--r--"), line
        prefix = folder + "/a prefix"
        os.mkdir(prefix)
        answer("tar", "xf", file, "-C", prefix, "--strip-components=1")
        assert sorted(os.listdir(prefix)) == ["bin", "share"]
        program = prefix + "/bin/lmsection"
        world = {"LMSECTION_DB": folder + "/section.db", "PATH": "/usr/bin:/bin"}
        assert answer(program, "--version") == f"lmsection {VERSION}\n"
        answer(program, "init", env=world)
        assert answer(program, "group", "list", "-f", "csv", env=world).count("\n") == 13
        pages = {f"{page}.1.gz" for page in commands()}
        assert set(os.listdir(prefix + "/share/man/man1")) == pages
        for shell, path in (("bash", "bash-completion/completions/lmsection"),
                            ("zsh", "zsh/site-functions/_lmsection"),
                            ("fish", "fish/vendor_completions.d/lmsection.fish")):
            with open(f"{prefix}/share/{path}", encoding="utf-8") as completion:
                assert completion.read() == answer(program, "completion", shell), shell
        assert "README.md" in os.listdir(prefix + "/share/doc/lmsection")
        assert "copyright" in os.listdir(prefix + "/share/doc/lmsection")


def two_tarballs_are_the_same_bytes():
    with tempfile.TemporaryDirectory(prefix="lmsection-tarball-") as folder:
        made = []
        for number in ("1", "2"):
            with open(tarball(folder + "/" + number), "rb") as file:
                made.append(file.read())
        assert made[0] == made[1]


def a_bare_system_is_made_only_for_root_and_known_suites():
    script = SOURCE + "/scripts/cleanroom"
    for words in ([], ["buster"], ["--help"], ["", "true"]):
        wrong = subprocess.run([script, *words], capture_output=True, text=True, check=False)
        assert wrong.returncode == 2 and wrong.stdout == "", wrong
        assert wrong.stderr == "usage: scripts/cleanroom bookworm|trixie [COMMAND...]\n", wrong
    if os.geteuid() == 0:
        refused = subprocess.run([script, "trixie"], capture_output=True, text=True, check=False,
                                 user=65534)
        assert refused.returncode == 1 and refused.stderr.count("\n") == 1, refused
        assert "root" in refused.stderr, refused


if __name__ == "__main__":
    globals()[sys.argv[5]]()
