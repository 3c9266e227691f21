/* An article's page: text and page of print side by side at a desk, one tap apart on a phone. */
(function (Facsimile) {
  "use strict";

  const dialog = document.querySelector("dialog[data-facsimile=article]");
  if (!dialog || !dialog.showModal || !window.ResizeObserver) return;

  // Elements without an id of their own.
  const NAMED = {
    "@agency": ".agency-line", "@number": ".number-line", "@title": ".paper-title", "@subtitle": ".subtitle",
    "@recipients": ".recipients", "@disclosure": ".disclosure", "@cc": ".paper-foot .cc", "@printed": ".paper-foot .printed",
  };
  const LINE = 0.3;
  const KEPT = "gongbao-facsimile";
  const root = document.documentElement;
  const article = document.querySelector("[data-article]");
  const desk = matchMedia("(min-width: 64rem)");
  const opener = [...document.querySelectorAll("[data-facsimile-open]")];
  const units = new Map();
  let view = null;
  // The text moved because of the page: until the reader moves it, the page need not follow.
  let driven = false;
  let returning = null;

  function elementOf(name) {
    if (NAMED[name]) return article.querySelector(NAMED[name]);
    const [id, cell] = name.split("~");
    const found = document.getElementById(id + "-t") || document.getElementById(id);
    if (!cell || !found) return found;
    return [...found.querySelectorAll("th, td")].filter((one) => one.textContent.trim())[cell - 1] || found;
  }

  function begin() {
    view = Facsimile.view(dialog, { turned, chosen, text: toText, close });
    for (const { name, rows } of Facsimile.places.parse(dialog.dataset.places)) {
      const element = elementOf(name);
      const own = rows.filter((row) => view.has(row.page));
      if (element && own.length) units.set(name, { name, element, rows: own });
    }
    view.units = [...units.values()];
    mark();
    new MutationObserver(mark).observe(article, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  }

  /** Open the pane at a page; without one, at the page of what is being read. */
  function open(number, quietly) {
    if (!view) begin();
    // Before anything moves: which paragraph is at the reading line now.
    const unit = reading();
    root.classList.toggle("beside", desk.matches);
    opener.forEach((one) => one.setAttribute("aria-pressed", "true"));
    if (!dialog.open) {
      const focused = document.activeElement;
      if (desk.matches) dialog.show();
      else {
        dialog.showModal();
        history.pushState({ facsimile: true }, "");
        returning = true;
      }
      if (quietly) focused.focus({ preventScroll: true });
      else view.stage.focus({ preventScroll: true });
      if (desk.matches && unit && number === undefined) unit.element.scrollIntoView({ block: "center", behavior: "instant" });
      driven = true;
    }
    if (number !== undefined && view.has(number)) {
      view.show(number);
      turned(number);
    } else if (unit) point(unit, share(unit.element));
    else view.show(view.pages[0].number);
  }

  function close() {
    if (!dialog.open) return;
    dialog.close();
  }

  dialog.addEventListener("close", () => {
    root.classList.remove("beside");
    clear();
    opener.forEach((one) => one.setAttribute("aria-pressed", "false"));
    if (returning) {
      returning = null;
      if (history.state && history.state.facsimile) history.back();
    } else keep("");
  });
  window.addEventListener("popstate", () => {
    if (!dialog.open || !returning) return;
    returning = null;
    dialog.close();
  });
  // From a desk's width to a phone's and back, the pane changes its manner.
  desk.addEventListener("change", () => {
    if (!dialog.open) return;
    const page = view.page;
    returning = null;
    dialog.close();
    open(page, true);
  });

  function keep(value) {
    try {
      localStorage.setItem(KEPT, value);
    } catch (blocked) {
      // Then it is not remembered.
    }
  }

  /** Return how far down an element the reading line is, 0 to 1. */
  function share(element, y = innerHeight * LINE) {
    const { top, height } = element.getBoundingClientRect();
    return Math.min(Math.max((y - top) / (height || 1), 0), 0.999);
  }

  /** Return the unit at the reading line: the last one that begins above it. */
  function reading() {
    let found = null;
    for (const unit of units.values()) {
      if (!found) found = unit;
      if (unit.name.includes("~")) continue;
      if (unit.element.getBoundingClientRect().top <= innerHeight * LINE) found = unit;
      else if (!unit.name.startsWith("@")) break;
    }
    return found;
  }

  /** Show a unit on its page. */
  function point(unit, at) {
    const { page } = Facsimile.places.rowAt(unit.rows, at);
    view.show(page);
    highlight(unit);
    const [box] = Facsimile.places.areas(unit.rows, page);
    view.select(unit.name, box);
  }

  function clear() {
    article.querySelectorAll(".facsimile-current").forEach((one) => one.classList.remove("facsimile-current"));
  }

  function highlight(unit) {
    if (unit.element.classList.contains("facsimile-current")) return;
    clear();
    unit.element.classList.add("facsimile-current");
  }

  /** The reader turned the page: the text comes to the first thing on it. */
  function turned(number) {
    const first = [...units.values()].find((unit) => unit.rows.some((row) => row.page === number));
    if (!first) return view.select(null);
    // What goes on from the page before is not where this page begins, unless there is nothing else.
    const own = [...units.values()].find((unit) => unit.rows[0].page === number) || first;
    highlight(own);
    view.select(own.name);
    bring(own);
  }

  function chosen(name, finger) {
    const unit = units.get(name);
    if (!unit) return;
    highlight(unit);
    view.select(name);
    view.say(`${unit.element.textContent.trim().slice(0, 20)}…`);
    if (desk.matches || !finger) bring(unit);
  }

  function bring(unit) {
    if (!desk.matches) return;
    driven = true;
    unit.element.scrollIntoView({ block: "center" });
  }

  /** From the page to its text: to what is chosen on it, else to what it begins with. */
  function toText() {
    const unit = units.get(view.selected) || [...units.values()].find((one) => one.rows.some((row) => row.page === view.page));
    if (!desk.matches) close();
    if (!unit) return;
    driven = true;
    highlight(unit);
    // After the history has gone back, which would restore the place that was left.
    setTimeout(() => {
      unit.element.scrollIntoView({ block: "center", behavior: "instant" });
      unit.element.setAttribute("tabindex", "-1");
      unit.element.focus({ preventScroll: true });
    }, 60);
  }

  /** Put the search's hits on the pages. */
  function mark(changes) {
    if (changes && !changes.some((one) => one.type === "childList" || one.target.classList.contains("search-hit"))) return;
    const hits = [];
    let shown = null;
    for (const unit of units.values()) {
      const found = [...unit.element.querySelectorAll("mark.search-hit")];
      if (!found.length) continue;
      const words = bare(unit.element);
      for (const hit of found) {
        const range = document.createRange();
        range.setStart(unit.element, 0);
        range.setEndBefore(hit);
        const start = bare(range.cloneContents()).length;
        const current = hit.classList.contains("search-hit-current");
        const boxes = Facsimile.places.stretch(unit.rows, words, start, start + bare(hit).length);
        hits.push(...boxes.map((one) => ({ ...one, current })));
        if (current && boxes.length) shown = { unit, box: boxes[0] };
      }
    }
    view.hits = hits;
    if (shown && changes && dialog.open) {
      view.show(shown.box.page);
      view.select(shown.unit.name, shown.box.box);
      driven = true;
    }
  }

  /** Return the words below a node without blanks and without the links to paragraphs. */
  function bare(node) {
    let words = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words += child.data;
      else if (child.nodeType === Node.ELEMENT_NODE && !child.classList.contains("pin")) words += bare(child);
    }
    return words.replace(/\s+/g, "");
  }

  // The reader moves the text: the page follows.
  ["wheel", "touchmove", "keydown", "pointerdown"].forEach((kind) => {
    document.addEventListener(kind, (event) => {
      if (!dialog.contains(event.target)) driven = false;
    }, { passive: true });
  });
  let waiting = false;
  window.addEventListener("scroll", () => {
    if (waiting || driven || !dialog.open || !desk.matches) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const unit = reading();
      if (unit && dialog.open) point(unit, share(unit.element));
    });
  }, { passive: true });
  article.addEventListener("click", (event) => {
    if (!dialog.open || event.target.closest("a, button") || String(getSelection())) return;
    const unit = [...units.values()].reverse().find((one) => one.element.contains(event.target));
    if (!unit) return;
    driven = true;
    point(unit, share(unit.element, event.clientY));
  });

  opener.forEach((one) => one.addEventListener("click", () => {
    if (dialog.open) return close();
    if (desk.matches) keep("open");
    open();
  }));
  document.querySelectorAll("[data-facsimile-page]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(Number(link.dataset.facsimilePage));
    });
  });

  function fromAddress() {
    const asked = /^#page-(\d+)$/.exec(location.hash);
    if (asked) open(Number(asked[1]), true);
    return asked;
  }
  window.addEventListener("hashchange", fromAddress);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open && desk.matches && dialog.contains(document.activeElement)) {
      close();
      if (opener[0]) opener[0].focus();
    }
  });

  let kept = "";
  try {
    kept = localStorage.getItem(KEPT);
  } catch (blocked) {
    // Then it is not remembered.
  }
  // Not before the page stands: where the address leads is settled by then.
  if (!fromAddress() && kept === "open" && desk.matches) {
    if (!location.hash && !scrollY) open(undefined, true);
    else addEventListener("load", () => open(undefined, true));
  }
})(window.GongbaoFacsimile);
