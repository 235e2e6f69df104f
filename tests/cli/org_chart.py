"""Reads the drawn organization charts as other programs do.

usage: org_chart.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from html.parser import HTMLParser

BINARY = os.path.abspath(sys.argv[1])
SOURCE = sys.argv[2]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ['Say "no" \\N \\l \\G', "<b>&amp;</b> & Co", "]; n0 -> n1; [x=", "W" * 80, "漢字 テスト",
           "M@W " * 30, "X --> <![CDATA[ <?x"]


class Section:
    """A section in a folder of its own."""

    def __init__(self, groups=()):
        self.folder = tempfile.mkdtemp(prefix="lmsection-chart-")
        self.environment = {"LMSECTION_DB": self.folder + "/section.db", "PATH": os.environ["PATH"],
                            "LMSECTION_TODAY": "2026-11-24", "LMSECTION_ACTOR": "tester"}
        self.answer("init")
        self.answer("appoint", "--from", SOURCE + "/data/sample/appointments.csv", "-q")
        for number, name in enumerate(groups):
            self.answer("group", "add", name, "--kind", "working-group", "--slug", f"odd-{number}")
            leader = re.sub("[@<>]", "", name)    # which no name of a person may have
            quoted = '"' + leader.replace('"', '""') + '"'
            self.answer("appoint", "--from", "-", typed="name,email,group,role\n"
                        f"{quoted},odd{number}@lib.example,odd-{number},chair\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, *words, typed=""):
        return subprocess.run([BINARY, *words], env=self.environment, cwd=self.folder, input=typed,
                              capture_output=True, encoding="utf-8")

    def answer(self, *words, typed=""):
        done = self.run(*words, typed=typed)
        assert done.returncode == 0, (words, done.stderr[:2000])
        return done.stdout

    def chart(self, form):
        return self.answer("group", "chart", "--format", form)


def nodes_of(drawing):
    """The boxes, each an element with a path and texts."""
    return [element for element in drawing.iter(SVG + "g")
            if "node" in element.get("class", "").split()]


def text_of(element):
    texts = " ".join(text.text or "" for text in element.iter(SVG + "text"))
    return " ".join(texts.replace("\u00a0", " ").split())


def numbers(text):
    return [float(number) for number in re.findall(r"-?[\d.]+", text)]


def boxes_of(drawing):
    """Each box: its rectangle as numbers, its texts as (x, y, size, text)."""
    for element in nodes_of(drawing):
        points = numbers(element.find(SVG + "path").get("d"))
        across, down = points[0::2], points[1::2]
        place = [min(across), min(down), max(across) - min(across), max(down) - min(down)]
        texts = [(float(text.get("x")), float(text.get("y")), float(text.get("font-size")),
                  text.text or "") for text in element.iter(SVG + "text")]
        yield place, texts


def room_at_least(text):
    """What a text takes of a plain sans-serif, in sizes of the font; less than most fonts take."""
    wide = sum(letter in "MW@" for letter in text)
    return 0.48 * (len(text) - wide) + 0.83 * wide


def a_drawing_is_svg_that_says_what_it_shows():
    with Section() as section:
        drawing = xml.fromstring(section.chart("svg"))
        assert drawing.tag == SVG + "svg" and drawing.get("role") == "img"
        named = drawing.get("aria-labelledby").split()
        title, about = drawing.find(SVG + "title"), drawing.find(SVG + "desc")
        assert named == [title.get("id"), about.get("id")]
        assert title.text == "Leadership & Management Section on 2026-11-24", title.text
        assert "Middle Managers: Fitzgerald Moonaghan (chair); 3 of 2 to 3." in about.text
        assert "prefers-color-scheme: dark" in drawing.find(SVG + "style").text


def every_unit_of_the_tree_has_a_box_and_every_box_but_one_a_line_to_it():
    with Section() as section:
        drawing = xml.fromstring(section.chart("svg"))
        drawn = [text_of(element) for element in nodes_of(drawing)]
        names = [line.split(",", 2) for line in section.chart("csv").splitlines()[1:]]
        assert len(drawn) == len(names) == 24, (len(drawn), len(names))
        for group in section.answer("group", "list", "-f", "tsv").splitlines()[1:]:
            name = group.split("\t")[1]
            assert any(text.startswith(name) for text in drawn), (name, drawn)
        lines = [element for element in drawing.iter(SVG + "g") if element.get("class") == "edge"]
        assert len(lines) == len(drawn) - 1
        titles = [title.text for title in drawing.iter(SVG + "title")]
        assert len(titles) == 1, titles    # and not "n7" on every box


def no_text_leaves_its_box_and_no_box_lies_on_another():
    for groups in ((), HOSTILE):
        with Section(groups) as section:
            drawing = xml.fromstring(section.chart("svg"))
            places = []
            for (left, top, wide, high), texts in boxes_of(drawing):
                for x, y, size, text in texts:
                    assert left < x and x + size * room_at_least(text) < left + wide, text
                    assert top + size * 0.8 < y < top + high - size * 0.2, text
                for other in places:
                    assert (left >= other[0] + other[2] or other[0] >= left + wide or
                            top >= other[1] + other[3] or other[1] >= top + high), (left, top)
                places.append((left, top, wide, high))


def hostile_names_are_drawn_as_they_are():
    with Section(HOSTILE) as section:
        drawn = "".join(text_of(element).replace(" ", "")
                        for element in nodes_of(xml.fromstring(section.chart("svg"))))
        for name in HOSTILE:
            assert name.replace(" ", "") in drawn, name


def graphviz_draws_hostile_names_as_they_are():
    with Section(HOSTILE) as section:
        source = section.chart("dot")
        done = subprocess.run(["dot", "-Tsvg"], input=source, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        drawn = [text.text for text in xml.fromstring(done.stdout).iter(SVG + "text")]
        joined = "".join(drawn).replace(" ", "").replace("\u00a0", "")
        for name in HOSTILE:
            assert name.replace(" ", "") in joined, (name, drawn)
        nodes = subprocess.run(["dot", "-Tplain"], input=source, capture_output=True,
                               encoding="utf-8").stdout
        lines = [line.split(" ", 1)[0] for line in nodes.splitlines()]
        assert lines.count("node") == 24 + len(HOSTILE), lines.count("node")
        assert lines.count("edge") == lines.count("node") - 1


def a_page_lists_the_groups_and_needs_no_other_program():
    class Page(HTMLParser):
        tags, outside, groups = [], [], 0

        def handle_starttag(self, tag, attributes):
            self.tags.append(tag)
            self.outside += [value for name, value in attributes if name in ("src", "href")]
            self.groups += ("class", "group") in attributes

    with Section(HOSTILE) as section:
        section.environment["PATH"] = "/nonexistent"
        page = Page()
        page.feed(section.chart("html"))
        assert page.tags[:2] == ["html", "head"] and page.groups == 12 + len(HOSTILE)
        assert not page.outside and "script" not in page.tags and "svg" not in page.tags
        assert page.tags.count("b") == 24 + len(HOSTILE)    # none of a hostile name


def without_a_database_the_handbooks_groups_are_drawn():
    with Section() as section:
        del section.environment["LMSECTION_DB"]
        section.environment["XDG_DATA_HOME"] = section.folder + "/nothing"
        drawing = xml.fromstring(section.chart("svg"))
        assert len(nodes_of(drawing)) == 24
        assert "chair" not in "".join(drawing.itertext())
        assert "<b>Middle Managers</b></div>" in section.chart("html")


def is_refused(section, part):
    done = section.run("group", "chart", "--format", "svg", "--output", "chart.svg")
    assert done.returncode == 4 and done.stdout == "", done
    assert done.stderr.startswith("lmsection: ") and done.stderr.count("\n") == 1, done.stderr
    assert part in done.stderr and "graphviz" in done.stderr, done.stderr
    assert not os.path.exists(section.folder + "/chart.svg")


def a_missing_graphviz_is_told_and_writes_nothing():
    with Section() as section:
        section.environment["PATH"] = section.folder
        is_refused(section, "dot is not installed")
        assert section.chart("dot").startswith("digraph")    # which takes no other program


def a_graphviz_that_fails_is_told_and_writes_nothing():
    answers = {"exit 3": "dot failed", "echo 'out of ink' >&2; exit 1": "out of ink",
               "kill -9 $$": "dot failed", "echo stop": "did not write a drawing"}
    for script, told in answers.items():
        with Section() as section:
            with open(section.folder + "/dot", "w", encoding="utf-8") as program:
                program.write("#!/bin/sh\n" + script + "\n")
            os.chmod(section.folder + "/dot", 0o755)
            section.environment["PATH"] = section.folder + ":/bin"
            is_refused(section, told)


def formats_of_drawings_are_refused_elsewhere():
    with Section() as section:
        for form in ("dot", "svg"):
            done = section.run("group", "list", "--format", form)
            assert done.returncode == 2 and "is not a format of this command" in done.stderr, done


if __name__ == "__main__":
    globals()[sys.argv[3]]()
