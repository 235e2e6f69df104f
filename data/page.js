// Search in the roster: an addition to a page that is whole without it. The box is hidden until
// this runs.
(() => {
  "use strict";
  const box = document.querySelector(".search");
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  if (!box || !field || !found) {
    return;
  }

  // Accents and case make no difference.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Each group with its parts, each part with its rows and the words to find them by; made when
  // first needed.
  let groups = null;
  const read = () => {
    groups = Array.from(document.querySelectorAll("#roster .group"), (element) => {
      const name = element.querySelector("h3").textContent;
      const parts = Array.from(element.querySelectorAll("tbody"), (body) => ({
        body,
        rows: Array.from(body.rows, (row) => ({
          row,
          words: folded(Array.from(row.cells, (cell) => cell.textContent).join(" ") + " " + name),
        })),
      }));
      return { element, parts };
    });
  };

  // A part without a match is hidden as one; its rows stay as they are.
  const showPart = ({ body, rows }, wanted) => {
    const fitting = rows.map(({ words }) => wanted.every((word) => words.includes(word)));
    const here = fitting.filter(Boolean).length;
    body.hidden = here === 0;
    if (here > 0) {
      body.style.setProperty("--rows", here);
      rows.forEach(({ row }, i) => {
        if (row.hidden === fitting[i]) {
          row.hidden = !fitting[i];
        }
      });
    }
    return here;
  };

  const show = () => {
    if (!groups) {
      read();
    }
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    let matching = 0;
    let all = 0;
    for (const { element, parts } of groups) {
      let here = 0;
      for (const part of parts) {
        here += showPart(part, wanted);
        all += part.rows.length;
      }
      element.hidden = wanted.length > 0 && here === 0;
      matching += here;
    }
    found.textContent = wanted.length > 0 ? `${matching} of ${all} seats` : "";
  };

  field.addEventListener("focus", () => groups || read());
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      show();
    }
  });
  box.hidden = false;
  if (field.value) {
    show(); // what a browser kept over a reload
  }
})();
