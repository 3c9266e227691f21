/* Results that are loaded as they come into view, or into focus: what nobody looks at is not loaded.

Until then a result is a list item with its place, so that the list has its length for everybody; its button loads it
without a mouse too. So does the line below the exact answers, which finds the others. Pages are printed whole. */
(function (Gongbao) {
  "use strict";

  const { make } = Gongbao.results;
  // So many are there when an answer is shown; further ones come when they are so near to the window.
  const FIRST = 3;
  const NEAR = "120px";
  const AHEAD = 2;

  const waiting = new Map();
  const observer = new IntersectionObserver(
    (entries) => entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => fill(target)),
    { rootMargin: NEAR },
  );

  /** Load what stands at an item's place and put it there; the focus stays in it. */
  async function fill(item) {
    const given = waiting.get(item);
    if (!given) return item;
    observer.unobserve(item);
    item.setAttribute("aria-busy", "true");
    given.filled ||= given.hit.load().then(
      (hit) => {
        // The answer it belongs to may be gone meanwhile.
        if (!item.isConnected) return item;
        const filled = given.show(hit);
        const focused = item.contains(document.activeElement);
        item.replaceWith(filled);
        document.dispatchEvent(new Event("gongbao-filled"));
        waiting.delete(item);
        if (focused) filled.querySelector("[data-result], [tabindex]").focus();
        return filled;
      },
      () => {
        given.filled = null;
        item.removeAttribute("aria-busy");
        item.querySelector("button").textContent = `${given.label}没有载入，重试`;
        return item;
      },
    );
    return given.filled;
  }

  /** Return the item of a hit: as it is shown if it is loaded, else one that will be. place: its number among the answers. */
  function item(hit, place, show) {
    if (hit.loaded) return show(hit.loaded);
    const label = `第 ${place} 篇`;
    const button = make("button", { type: "button", class: "search-later" }, `${label}，载入…`);
    // A heading, as results have, for those who go from heading to heading.
    const element = make("li", { "data-grade": hit.grade, "data-later": true }, make("h2", {}, button));
    return wait(element, { hit, show, label, filled: null });
  }

  function wait(element, given) {
    element.querySelector("button").addEventListener("click", () => fill(element));
    waiting.set(element, given);
    observer.observe(element);
    return element;
  }

  /** Return the line at which other answers are looked for. load: finds them; show: makes what takes its place. */
  function further({ load, show }) {
    const label = "不完全相同而相近的结果";
    const button = make("button", { type: "button", class: "search-later" }, `${label}，查找…`);
    return wait(make("div", { class: "search-further", "data-further": true }, button), { hit: { load }, show, label, filled: null });
  }

  /** Load the first of some hits. */
  function first(hits, count = FIRST) {
    return Promise.all(hits.slice(0, Math.max(FIRST, count)).map((hit) => hit.load()));
  }

  /** Load all that the page has, and what takes its place meanwhile: the graded answers come after the exact ones. */
  async function all() {
    const tried = new Set();
    for (;;) {
      const items = [...waiting.keys()].filter((element) => element.isConnected && !tried.has(element));
      if (!items.length) return;
      items.forEach((element) => tried.add(element));
      await Promise.all(items.map(fill));
    }
  }

  /** Forget what the page has no more. */
  function forget() {
    for (const element of waiting.keys()) {
      if (element.isConnected) continue;
      observer.unobserve(element);
      waiting.delete(element);
    }
  }

  document.addEventListener("focusin", ({ target }) => {
    let element = target.closest("[data-grade], [data-further]");
    for (let n = 0; element && n <= AHEAD; n++) {
      const next = element.nextElementSibling;
      fill(element);
      element = next;
    }
  });
  // A page that is printed by its menu cannot wait; by keys it can.
  window.addEventListener("beforeprint", () => void all());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (![...waiting.keys()].some(({ isConnected }) => isConnected)) return;
    event.preventDefault();
    all().then(() => window.print());
  });

  Gongbao.later = { FIRST, item, further, first, fill, all, forget };
})(window.Gongbao);
