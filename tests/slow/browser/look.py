"""Tests the HTML pages of `lmsection` in a headless Chromium, offline.

usage: look.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.

LMSECTION_SHOTS=FOLDER keeps pictures of what was looked at. LMSECTION_AXE=FILE names axe-core's
axe.min.js, which the test "slow: axe-core is installed" installs. Without Chromium or axe-core, a
test ends with status 77: skipped.
"""

import csv
import io
import json
import os
import sys

import browser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "cli"))
from document import Sample, Section  # noqa: E402

WIDTHS = (375, 768, 1280)
PAPER = 688    # the width of a sheet of A4 without its margins, in CSS pixels
PAGES = {
    "leaders": ["page"],
    "public": ["page", "--public"],
    "handover": ["handover", "member-experience", "-f", "html"],
    "digest": ["digest", "-f", "html"],
    "chart": ["group", "chart", "-f", "html"],
    "roster": ["roster", "-f", "html"],
    "check": ["check", "-f", "html"],
    "volunteers": ["volunteer", "list", "-f", "html"],
    "log": ["log", "-f", "html"],
}
SKIPPED = 77

# The least contrast of any text that is shown with the ground that it stands on, and which.
CONTRAST = """(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = channels(getComputedStyle(e).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  let worst = [99, ""];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!texts.currentNode.data.trim() || !element.checkVisibility() ||
        ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
    const ink = channels(style.color);
    const pair = [light(ink), light(ground(element))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < worst[0]) worst = [ratio, texts.currentNode.data.slice(0, 40)];
  }
  return worst;
})()"""

# The words that are shown with their letters on more than one line.
BROKEN_WORDS = """(() => {
  const broken = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const element = node.parentElement;
    // A web address is not a word.
    if (!element.checkVisibility() || element.closest('a[href^="http"]')) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      // After a hyphen at the end of a line there is a box without width.
      const boxes = Array.from(range.getClientRects()).filter((box) => box.width > 0);
      if (new Set(boxes.map((box) => box.top)).size > 1) {
        broken.push(word[0]);
      }
    }
  }
  return broken;
})()"""

TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"

# How long a search takes from the key to the next picture, in milliseconds; what it says after.
SEARCH = """new Promise((done) => requestAnimationFrame(() => {
  const field = document.getElementById("search");
  const start = performance.now();
  field.value = %s;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () =>
        done([performance.now() - start, document.getElementById("found").textContent]);
    channel.port2.postMessage(0);
  });
}))"""


class Shown(Sample):
    """The sample's pages as files, and a browser to look at them."""

    def __init__(self):
        super().__init__()
        for name, command in PAGES.items():
            self.run([*command, "-o", name + ".html"])

    def __enter__(self):
        self.browser = browser.Browser()
        return self

    def __exit__(self, *rest):
        self.browser.__exit__(*rest)
        super().__exit__(*rest)

    def show(self, name, width, dark=False, height=900, paper=False):
        self.browser.show(f"{self.folder}/{name}.html", width, dark, height, paper)

    def looks(self):
        """Every page at every width, in light and in dark, and on paper."""
        looks = [(width, dark, False) for width in WIDTHS for dark in (False, True)]
        for name in PAGES:
            for width, dark, paper in [*looks, (PAPER, False, True)]:
                self.show(name, width, dark, 30000, paper)    # all of it is laid out ...
                self.browser.run(TWO_FRAMES)    # ... once it was drawn
                yield f"{name}-{'paper' if paper else width}-{'dark' if dark else 'light'}"


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def keep(where, name, whole=True):
    folder = os.environ.get("LMSECTION_SHOTS")
    if folder:
        where.picture(f"{folder}/{name}.png", whole)


def nothing_is_wider_than_the_screen():
    with Shown() as section:
        for look in section.looks():
            width = section.browser.run("document.scrollingElement.scrollWidth - innerWidth")
            keep(section.browser, look)
            assert width <= 0, (look, width)


def no_word_is_broken():
    with Shown() as section:
        for look in section.looks():
            broken = section.browser.run(BROKEN_WORDS)
            assert broken == [], (look, broken)
        # So that the test can fail: a word that is wider than the screen.
        section.show("roster", 375)
        section.browser.run("document.querySelector('h1').textContent = 'W'.repeat(99)")
        assert len(section.browser.run(BROKEN_WORDS)) == 1


def text_stands_out_from_its_ground():
    with Shown() as section:
        for look in section.looks():
            ratio, text = section.browser.run(CONTRAST)
            assert ratio >= 4.5, (look, ratio, text)


def it_opens_without_a_network():
    with Shown() as section:
        section.show("leaders", 1280)
        assert section.browser.run("document.querySelectorAll('h2').length") == 8
        assert all(url.startswith("file://") for url in section.browser.requests)
        assert len(section.browser.requests) == 1, section.browser.requests
        assert not section.browser.complaints, section.browser.complaints


def it_is_whole_without_a_script():
    with Shown() as section:
        section.browser.ask("Emulation.setScriptExecutionDisabled", value=True)
        section.show("leaders", 1280)
        assert section.browser.run("document.querySelector('.search').hidden")
        shown = section.browser.run("""Array.from(document.querySelectorAll('section'),
            (part) => part.getBoundingClientRect().height)""")
        assert len(shown) == 8 and min(shown) > 80, shown


def the_search_finds_and_lets_go():
    with Shown() as section:
        section.show("leaders", 1280)
        run = section.browser.run
        rows = """Array.from(document.querySelectorAll('#roster tbody tr'))
            .filter((row) => !row.closest('[hidden]')).length"""
        all_rows = run(rows)
        _, found = run(SEARCH % "'EVANGELINE pine'")
        assert found == f"1 of {all_rows} seats" and run(rows) == 1, found
        keep(section.browser, "search", whole=False)
        _, found = run(SEARCH % "'figueiroa chair'")    # written Figueirôa
        assert found.startswith("1 of"), found
        _, found = run(SEARCH % "'no such name'")
        assert found.startswith("0 of"), found
        run("document.getElementById('search').focus()")
        section.browser.key("Escape", 27)
        assert run(rows) == all_rows and run("document.getElementById('found').textContent") == ""


def the_keyboard_reaches_everything():
    with Shown() as section:
        section.show("leaders", 1280)
        reached = []
        for _ in range(400):
            section.browser.key("Tab", 9)
            where = section.browser.run("""(() => {
              const e = document.activeElement, box = e.getBoundingClientRect();
              return [e.tagName, e.textContent || e.id, e === document.body,
                      getComputedStyle(e).outlineStyle !== 'none' && box.width > 0 && box.left >= 0];
            })()""")
            if where[2]:
                break
            assert where[3], ("the focus cannot be seen on", where)
            reached.append(where[1])
        assert reached[0] == "Skip to the content", reached[:3]
        assert "search" in reached
        links = section.browser.run("document.querySelectorAll('a, input').length")
        assert len(reached) >= min(links, 399), (len(reached), links)


def sheets_of(section, name, dark):
    """How many sheets of paper the page takes."""
    section.show(name, 1280, dark)
    pdf = section.browser.printed()
    folder = os.environ.get("LMSECTION_SHOTS")
    if folder:
        with open(f"{folder}/{name}-{'dark' if dark else 'light'}.pdf", "wb") as out:
            out.write(pdf)
    assert pdf.startswith(b"%PDF")
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page>>")


def they_print():
    most = {"leaders": 30, "public": 30, "chart": 1}
    with Shown() as section:
        for name in PAGES:
            for dark in (False, True):
                sheets = sheets_of(section, name, dark)
                assert 1 <= sheets <= most.get(name, 12), (name, sheets)
        assert sheets_of(section, "leaders", False) >= 3


def a_chart_is_a_tree_where_there_is_room_and_a_list_elsewhere():
    kinds = """Array.from(document.querySelectorAll('.kind'), (kind) => {
        const box = kind.getBoundingClientRect(); return [box.left, box.top];
    })"""
    with Shown() as section:
        for width in (768, 1280):
            section.show("chart", width)
            places = section.browser.run(kinds)
            assert len(places) == 4 and len({top for _, top in places}) == 1, places
            across = section.browser.run(
                "Array.from(document.querySelectorAll('.kind'), (kind) => kind.offsetWidth)"
                ".reduce((sum, one) => sum + one) / innerWidth")
            assert across > 0.9, across
        section.show("chart", 375)
        places = section.browser.run(kinds)
        assert len({left for left, _ in places}) == 1, places
        assert len({top for _, top in places}) == 4, places


def five_thousand_people_are_searched_in_100_ms():
    with Section() as section:
        section.environment["PATH"] = os.environ["PATH"]
        groups = [row["slug"] for row in json.loads(
            section.run(["group", "list", "-f", "json"]))]
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["name", "email", "group", "institution"])
        for number in range(5000):
            writer.writerow([f"Person{number % 71} Family{number}", f"p{number}@lib.example",
                             groups[number % len(groups)], f"Library {number % 97}"])
        section.run(["appoint", "--from", "-", "-q", "--override", "a test"],
                    text.getvalue().encode())
        section.run(["page", "-o", "page.html"])
        print(os.stat(section.folder + "/page.html").st_size, "bytes")
        with browser.Browser() as shown:
            for width in (375, 1280):
                shown.show(section.folder + "/page.html", width)
                shown.run("document.getElementById('search').focus()")
                for word in ("f", "fam", "family4", "family49", "family499", "family4999", ""):
                    before = shown.busy()
                    waited, found = shown.run(SEARCH % f"'{word}'")
                    took = shown.busy() - before
                    print(f"{width} px, {word!r}: {took:.0f} ms of work, {waited:.0f} ms on this "
                          f"machine, {found!r}")
                    assert took < 100, (width, word, took)


def axe_finds_nothing():
    axe = os.environ.get("LMSECTION_AXE", "")
    if not os.path.exists(axe):
        skip("axe-core is not installed; run 'scripts/test --slow', which needs npm")
    with open(axe, encoding="utf-8") as file:
        script = file.read()
    with Shown() as section:
        for look in section.looks():
            section.browser.run(script + "; true")
            found = section.browser.run(
                "axe.run().then((r) => [r.violations.map((v) => [v.id, v.nodes.length, "
                "v.nodes[0].html.slice(0, 200)]), r.passes.length, "
                "r.incomplete.map((v) => [v.id, v.nodes.length])])")
            print(look, found[1], "rules pass; to be judged by eye:", found[2])
            assert found[0] == [], (look, found[0])


if __name__ == "__main__":
    if browser.PROGRAM is None:
        skip("Chromium is not installed; run 'scripts/setup slow'")
    globals()[sys.argv[3]]()
