/* The search page: the address says what is searched for, and the page shows it. */
(function (Gongbao) {
  "use strict";

  const PAGE = 10;
  const DELAY = 350;
  const area = document.querySelector("[data-search-page]");
  const form = area.querySelector("form[data-search-form]");
  const input = form.elements.q;
  const status = area.querySelector("[data-search-status]");
  const results = area.querySelector("[data-search-results]");
  const filterArea = area.querySelector("[data-search-filters]");
  const sortArea = area.querySelector("[data-search-sorts]");
  const filterBox = area.querySelector("[data-search-filter-box]");
  let asked = 0;

  // Beside the results filters are always there; above them, on a small screen, they would be in the way.
  if (filterBox) filterBox.open = window.matchMedia("(min-width: 48.01rem)").matches;

  /** Read the address: text, page, sort, and the choices of filters. */
  function readAddress() {
    const parameters = new URLSearchParams(location.search);
    // An address may name anything: nothing is found in here that was not put in (constructor, __proto__).
    const filters = Object.create(null);
    for (const [name, value] of parameters) {
      if (!["q", "page", "sort", "number", "from", "to", "day"].includes(name) && value) (filters[name] ||= []).push(value);
    }
    return {
      text: parameters.get("q") || "",
      page: Math.max(1, Math.floor(Number(parameters.get("page"))) || 1),
      sort: parameters.get("sort") || "relevance",
      number: parameters.get("number") || "",
      from: parameters.get("from") || "",
      to: parameters.get("to") || "",
      day: parameters.get("day") || "",
      filters,
    };
  }

  /** Return the address of a state.
      @param {any} state */
  function address({ text, page = 1, sort, filters, from, to, day }) {
    const parameters = new URLSearchParams();
    if (text) parameters.set("q", text);
    for (const [name, values] of Object.entries(filters)) for (const value of values) parameters.append(name, value);
    for (const [name, value] of Object.entries({ from, to, day })) if (value) parameters.set(name, value);
    if (sort !== "relevance") parameters.set("sort", sort);
    if (page > 1) parameters.set("page", String(page));
    const query = parameters.toString();
    return location.pathname + (query ? "?" + query : "");
  }

  /** Go to a state; a live one takes the place of the one before in the reader's history. */
  function go(state, { live = false } = {}) {
    const wanted = address(state);
    if (wanted !== location.pathname + location.search) {
      history[live ? "replaceState" : "pushState"](null, "", wanted);
    }
    return show();
  }

  /** Follow a link to another state of this page without loading it anew. */
  function follow(event) {
    const link = event.target.closest("a[data-state]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(JSON.parse(link.dataset.state)).then(() => {
      if (link.dataset.top) document.getElementById("search-top").scrollIntoView();
    });
  }

  /** Return the pages that a text is the name of, and the date that it is, with the number of its documents. */
  async function namesAndDates(text) {
    const date = Gongbao.dates.read(text);
    const count = date && Gongbao.engine.parts().manifest.range ? Gongbao.search("", { ...date, limit: 0, grades: false }) : null;
    const [pages, found] = await Promise.all([Gongbao.direct.find(text), count]);
    return { pages, date: found && { ...date, total: found.total } };
  }

  /** Return the feeds of the agencies and sections that were chosen. */
  async function chosenFeeds(filters) {
    const chosen = await Promise.all(Object.values(filters).flat().map((value) => Gongbao.direct.subscribed(value)));
    return chosen.filter(Boolean);
  }

  /** Return how graded answers are found and shown once the reader gets to the end of the exact ones; null where what
      was typed asks for nothing but itself. */
  function further(shown, options) {
    const { text } = shown.state;
    if (!Gongbao.query.loosely(text)) return null;
    return {
      async load() {
        const answer = await Gongbao.search(text, { ...options, grades: true });
        // One to hand the focus to; the others come as they come into view.
        const next = answer.hits.find(({ grade }) => grade !== "exact");
        if (next) await next.load();
        return answer;
      },
      show: (answer) => Gongbao.view.below(results, { ...shown, answer }),
    };
  }

  /** Show what the address asks for. */
  async function show() {
    const number = ++asked;
    const state = readAddress();
    if (document.activeElement !== input) input.value = state.text;
    document.title = (state.text ? state.text + " · " : "") + area.dataset.title;
    if (!state.text.trim() && !(state.from || state.to || state.day)) {
      Gongbao.view && Gongbao.view.nothing(parts());
      status.textContent = "";
      return;
    }
    const waiting = setTimeout(() => {
      if (number === asked) status.textContent = "正在检索…";
    }, 200);
    try {
      await Gongbao.start();
      const { text, filters, sort, page, from, to, day } = state;
      await Gongbao.text.ready(text);
      /** @type {any} */
      const options = { filters, sort, from, to, day, offset: (page - 1) * PAGE, limit: PAGE, later: true };
      const isCurrent = () => number === asked;
      const [exact, ...beside] = await Promise.all([
        Gongbao.search(text, { ...options, grades: false }),
        Gongbao.number.offer(text),
        namesAndDates(text),
        chosenFeeds(filters),
      ]);
      if (!isCurrent()) return;
      await Gongbao.later.first(exact.hits);
      if (!isCurrent()) return;
      const [known, direct, feeds] = beside;
      const manifest = Gongbao.engine.parts().manifest;
      options.beside = Gongbao.view.isNamed({ known, direct });
      const shown = { state, known, direct, feeds, manifest, pageSize: PAGE, address };
      // What was typed is shown at once; what is only near to it is looked for where the reader may want it.
      const more = !exact.empty && options.offset + PAGE >= exact.total;
      const enough = exact.hits.length >= Gongbao.later.FIRST;
      if (more && enough) return void Gongbao.view.show(parts(), { ...shown, answer: exact, further: further(shown, options) });
      Gongbao.view.show(parts(), { ...shown, answer: exact, pending: more });
      if (!more) return;
      const answer = await Gongbao.search(text, { ...options, grades: true });
      if (!isCurrent()) return;
      // What is there already stays.
      await Gongbao.later.first(answer.hits, results.querySelectorAll("[data-grade]:not([data-later])").length);
      if (!isCurrent()) return;
      if (!answer.hits.length && answer.total + (answer.graded || 0)) return void go({ ...state, page: 1 }, { live: true });
      let advice = "";
      if (!answer.total && (answer.hits.length || !options.beside)) {
        await Gongbao.startGraded();
        advice = await Gongbao.advice.advice({ state, answer, known, address });
        if (!isCurrent()) return;
      }
      Gongbao.view.show(parts(), { ...shown, answer, advice });
    } catch (error) {
      if (number === asked) failed(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  const parts = () => ({ status, results, filterArea, sortArea });

  /** Say that something could not be loaded. An old answer must not stand beside a new question. */
  function failed(error) {
    results.replaceChildren();
    filterArea.replaceChildren();
    if (filterBox) filterBox.hidden = true;
    status.textContent =
      error.name === "LoadError" ? "索引的一部分没有载入，因此没有显示结果。" : "检索出错：" + error.message;
    const retry = document.createElement("button");
    retry.type = "button";
    retry.className = "search-retry";
    retry.textContent = "重试";
    retry.addEventListener("click", () => show());
    results.append(retry);
  }

  /** A form without scripts may have sent a number here. */
  async function jump(number) {
    try {
      await Gongbao.startBase();
      const found = await Gongbao.number.find(number);
      if (found.length === 1) return void location.replace(Gongbao.root + found[0].url);
    } catch (error) {
      // Then the number is searched for like any text, which says what is wrong.
    }
    history.replaceState(null, "", address({ text: number, sort: "relevance", filters: {} }));
    input.value = number;
    show();
  }

  function fromForm() {
    return { ...readAddress(), text: input.value.trim(), page: 1 };
  }

  /** Return the range in the boxes, a date in any form as settings of the address write it. */
  function chosenRange() {
    const chosen = {};
    for (const box of filterArea.querySelectorAll("[data-range]")) {
      const typed = box.value.trim();
      const date = /^(19|20)\d\d$/.test(typed) ? { from: typed } : Gongbao.dates.read(typed);
      chosen[box.dataset.range] = (date && date.from) || "";
    }
    return chosen;
  }

  /** Hand the answers over as a file. */
  async function exported(button) {
    const { text, filters, sort, from, to, day } = readAddress();
    button.disabled = true;
    try {
      await Gongbao.part("exports");
      const left = await Gongbao.exports.save(button.dataset.export, text, { filters, sort, from, to, day });
      if (left > 0) button.after(` 只导出了最前面的，另有 ${left} 篇没有导出；请缩小范围分几次导出。`);
    } catch (error) {
      failed(error);
    } finally {
      button.disabled = false;
    }
  }

  /** Arrow keys go from the box through the results and back; Escape comes back to the box. */
  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = [...results.querySelectorAll("[data-grade], [data-further]")];
    const at = items.indexOf(document.activeElement.closest("[data-grade]"));
    const onTitle = at >= 0 && document.activeElement.matches("[data-result]");
    if (event.key === "Escape" && document.activeElement !== input && area.contains(document.activeElement)) {
      input.focus();
    } else if (event.key === "ArrowDown" && (document.activeElement === input || onTitle) && items[at + 1]) {
      // One that is not loaded yet has a button, which loads it and hands the focus on.
      items[at + 1].querySelector("[data-result], button").focus();
    } else if (event.key === "ArrowUp" && onTitle) {
      (at ? items[at - 1].querySelector("[data-result], button") : input).focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  let timer = 0;
  // While an input method composes, its letters are not yet what is searched for, and its keys are not ours.
  let composing = false;
  const soon = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(() => go(fromForm(), { live: true }), DELAY);
  };
  input.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    soon();
  });
  input.addEventListener("input", soon);
  // The reader turns to search: have the client ready when the question is.
  input.addEventListener("focus", () => Gongbao.start().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (composing) return;
    clearTimeout(timer);
    go(fromForm());
  });
  area.addEventListener("click", follow);
  area.addEventListener("click", (event) => {
    const button = event.target.closest("[data-export]");
    if (button) exported(button);
  });
  area.addEventListener("change", (event) => {
    if (event.target.dataset.range) return void go({ ...readAddress(), page: 1, day: "", ...chosenRange() });
    const choice = event.target.closest("[data-state]");
    if (choice) go(JSON.parse(choice.dataset.state));
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => {
    // The box may have the focus; going back is not typing.
    input.value = readAddress().text;
    show();
  });

  const { number, text } = readAddress();
  // What was typed before this script had come is not taken away.
  const early = document.activeElement === input && input.value !== text ? input.value : "";
  if (!early) input.value = text;
  if (number) jump(number);
  else if (early) go(fromForm(), { live: true });
  else show();
  Gongbao.page = { show };
})(window.Gongbao);
