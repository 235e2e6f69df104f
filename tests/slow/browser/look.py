"""Looks at `lmsection page` in a headless Chromium, offline.

usage: look.py BINARY SOURCE_FOLDER TEST
TEST is the name of a function below; CMakeLists.txt names each.

LMSECTION_SHOTS=FOLDER keeps pictures of what was looked at. LMSECTION_AXE=FILE names axe-core's
axe.min.js, which the test "slow: axe-core is installed" fetches.
"""

import csv
import io
import json
import os
import sys

import browser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "cli"))
from document import Sample, Section  # noqa: E402

WIDTHS = (360, 768, 1440)

# The least contrast of any text that is shown with the ground that it stands on, and which.
CONTRAST = """(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const box = e.tagName === "g" ? e.querySelector("rect") : null;
      const color = channels(box ? getComputedStyle(box).fill : getComputedStyle(e).backgroundColor);
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
        ["SCRIPT", "STYLE", "title", "desc"].includes(element.tagName)) continue;
    const ink = channels(element instanceof SVGElement ? style.fill : style.color);
    const pair = [light(ink), light(ground(element))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < worst[0]) worst = [ratio, texts.currentNode.data.slice(0, 40)];
  }
  return worst;
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
        self.run(["page", "-o", "leaders.html"])
        self.run(["page", "--public", "-o", "public.html"])

    def __enter__(self):
        self.browser = browser.Browser()
        return self

    def __exit__(self, *rest):
        self.browser.__exit__(*rest)
        super().__exit__(*rest)

    def show(self, name, width, dark=False, height=900):
        self.browser.show(f"{self.folder}/{name}.html", width, dark, height)

    def looks(self):
        """Every page at every width, in light and in dark."""
        for name in ("leaders", "public"):
            for width in WIDTHS:
                for dark in (False, True):
                    self.show(name, width, dark, height=30000)    # all of it is laid out ...
                    self.browser.run(TWO_FRAMES)    # ... once it was drawn
                    yield f"{name}-{width}-{'dark' if dark else 'light'}"


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


def text_stands_out_from_its_ground():
    with Shown() as section:
        for look in section.looks():
            ratio, text = section.browser.run(CONTRAST)
            assert ratio >= 4.5, (look, ratio, text)


def it_opens_without_a_network():
    with Shown() as section:
        section.show("leaders", 1440)
        assert section.browser.run("document.querySelectorAll('h2').length") == 8
        assert all(url.startswith("file://") for url in section.browser.requests)
        assert len(section.browser.requests) == 1, section.browser.requests
        assert not section.browser.complaints, section.browser.complaints


def it_is_whole_without_a_script():
    with Shown() as section:
        section.browser.ask("Emulation.setScriptExecutionDisabled", value=True)
        section.show("leaders", 1440)
        assert section.browser.run("document.querySelector('.search').hidden")
        shown = section.browser.run("""Array.from(document.querySelectorAll('section'),
            (part) => part.getBoundingClientRect().height)""")
        assert len(shown) == 8 and min(shown) > 80, shown


def the_search_finds_and_lets_go():
    with Shown() as section:
        section.show("leaders", 1440)
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
        section.show("leaders", 1440)
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


def it_prints():
    with Shown() as section:
        for dark in (False, True):
            section.show("leaders", 1440, dark)
            pdf = section.browser.printed()
            folder = os.environ.get("LMSECTION_SHOTS")
            if folder:
                with open(f"{folder}/print-{'dark' if dark else 'light'}.pdf", "wb") as out:
                    out.write(pdf)
            pages = pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page>>")
            assert pdf.startswith(b"%PDF") and 3 <= pages <= 30, pages


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
            for width in (360, 1440):
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
    with open(os.environ["LMSECTION_AXE"], encoding="utf-8") as file:
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
        sys.exit("there is no Chromium here; run 'scripts/setup slow'")
    globals()[sys.argv[3]]()
