// The original: lines and page pictures, one lit in the other; lines can be chosen by mouse and keyboard.
"use strict";
(function () {
  const list = document.querySelector("[data-original]");
  if (!list) return;
  const lines = [...list.querySelectorAll("[data-line]")];
  const asked = new URLSearchParams(location.search).get("line");
  const at = document.querySelector(".line.marked") || (asked && document.getElementById(`L${asked}`));
  // Where nothing is asked for, the text begins the view, not what stands before it.
  let opening = at ? null : lines.find((one) => !one.classList.contains("foreign") && one.dataset.page && one.querySelector("[data-select]"));

  const before = () => [...document.querySelectorAll("[data-sheet] img")].filter((one) => one.loading === "eager");

  for (const sheet of document.querySelectorAll("[data-sheet]")) {
    for (const line of lines.filter((one) => one.dataset.page === sheet.dataset.sheet)) {
      const [left, top, right, bottom] = line.dataset.box.split(" ").map(Number);
      const button = line.querySelector("[data-select]");
      const spot = document.createElement(button ? "button" : "span");
      spot.className = "spot" + (line.classList.contains("marked") ? " marked" : "");
      spot.style.left = `${left * 100}%`;
      spot.style.width = `${(right - left) * 100}%`;
      // The picture fills the figure's width; its caption stands below.
      spot.dataset.top = top;
      spot.dataset.bottom = bottom;
      if (button) {
        spot.type = "button";
        spot.tabIndex = -1;
        spot.setAttribute("aria-hidden", "true");
        spot.dataset.spot = line.dataset.line;
        spot.addEventListener("click", (event) => choose(line, event.shiftKey));
      }
      sheet.append(spot);
    }
    const picture = sheet.querySelector("img");
    // The pages before it settle how far down the opening stands.
    if (opening && Number(sheet.dataset.sheet) <= Number(opening.dataset.page)) picture.loading = "eager";
    const lay = () => {
      for (const spot of sheet.querySelectorAll(".spot")) {
        spot.style.top = `${spot.dataset.top * picture.clientHeight}px`;
        spot.style.height = `${(spot.dataset.bottom - spot.dataset.top) * picture.clientHeight}px`;
      }
      const marked = sheet.querySelector(".spot.marked");
      if (opening && before().every((one) => one.complete)) {
        show(document.querySelector(`[data-spot="${opening.dataset.line}"]`));
        opening = null;
      }
      // Strips of the page, where there are some, show more than the whole of it.
      if (marked && !sheet.closest(".pane").querySelector(".cut")) show(marked);
    };
    new ResizeObserver(lay).observe(picture);
  }

  function show(element) {
    const pane = element.closest(".pane");
    const box = element.getBoundingClientRect(), around = pane.getBoundingClientRect();
    pane.scrollTop += box.top - around.top - around.height / 3;
  }

  let last = null;
  function choose(line, upTo) {
    const from = upTo && last ? lines.indexOf(last) : lines.indexOf(line);
    const to = lines.indexOf(line);
    if (upTo && last) {
      for (const one of lines.slice(Math.min(from, to), Math.max(from, to) + 1)) press(one, true);
    } else {
      press(line, line.querySelector("[data-select]").getAttribute("aria-pressed") !== "true");
      last = line;
    }
    list.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: chosen() }));
    if (document.activeElement === line.querySelector("[data-select]")) line.scrollIntoView({ block: "nearest" });
  }
  function press(line, on) {
    line.querySelector("[data-select]").setAttribute("aria-pressed", on);
    const spot = document.querySelector(`[data-spot="${line.dataset.line}"]`);
    if (spot) spot.setAttribute("aria-pressed", on);
  }
  function chosen() {
    return lines.filter((one) => one.querySelector('[aria-pressed="true"]')).map((one) => ({
      line: Number(one.dataset.line),
      text: one.querySelector(".line-text").textContent,
    }));
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-select]");
    if (button) choose(button.closest("[data-line]"), event.shiftKey);
  });

  if (at) {
    at.classList.add("marked");
    const spot = document.querySelector(`[data-spot="${at.dataset.line}"]`);
    if (spot) spot.classList.add("marked");
    if (!document.querySelector(".spot.marked")) show(at);
  } else if (!document.querySelector("[data-sheet]")) {
    // What stands before the text is one look up.
    const own = lines.findIndex((one) => !one.classList.contains("foreign"));
    if (own > 1) show(lines[own - 1]);
  }
  window.Desk.chosen = chosen;
  window.Desk.clear = () => lines.forEach((one) => one.querySelector('[aria-pressed="true"]') && press(one, false));
})();
