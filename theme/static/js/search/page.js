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
    const filters = {};
    for (const [name, value] of parameters) {
      if (!["q", "page", "sort", "number"].includes(name) && value) (filters[name] ||= []).push(value);
    }
    return {
      text: parameters.get("q") || "",
      page: Math.max(1, Math.floor(Number(parameters.get("page"))) || 1),
      sort: parameters.get("sort") || "relevance",
      number: parameters.get("number") || "",
      filters,
    };
  }

  /** Return the address of a state. */
  function address({ text, page = 1, sort, filters }) {
    const parameters = new URLSearchParams();
    if (text) parameters.set("q", text);
    for (const [name, values] of Object.entries(filters)) for (const value of values) parameters.append(name, value);
    if (sort !== "relevance") parameters.set("sort", sort);
    if (page > 1) parameters.set("page", page);
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

  /** Show what the address asks for. */
  async function show() {
    const number = ++asked;
    const state = readAddress();
    if (document.activeElement !== input) input.value = state.text;
    document.title = (state.text ? state.text + " · " : "") + area.dataset.title;
    if (!state.text.trim()) {
      Gongbao.view && Gongbao.view.nothing(parts());
      status.textContent = "";
      return;
    }
    const waiting = setTimeout(() => {
      if (number === asked) status.textContent = "正在检索…";
    }, 200);
    try {
      await Promise.all([Gongbao.start(), Gongbao.part("view")]);
      const { text, filters, sort, page } = state;
      const [answer, known] = await Promise.all([
        Gongbao.search(text, { filters, sort, offset: (page - 1) * PAGE, limit: PAGE }),
        Gongbao.number.offer(text),
      ]);
      if (number !== asked) return;
      if (!answer.hits.length && answer.total) return void go({ ...state, page: 1 }, { live: true });
      const manifest = Gongbao.engine.parts().manifest;
      Gongbao.view.show(parts(), { state, answer, known, manifest, pageSize: PAGE, address });
      if (!answer.total) Gongbao.view.advise(results, { state, address, isCurrent: () => number === asked });
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
    const { filters, sort } = readAddress();
    return { text: input.value.trim(), filters, sort };
  }

  /** Arrow keys go from the box through the results and back; Escape comes back to the box. */
  function onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...results.querySelectorAll("[data-result]")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && document.activeElement !== input && area.contains(document.activeElement)) {
      input.focus();
    } else if (event.key === "ArrowDown" && (document.activeElement === input || at >= 0) && links[at + 1]) {
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links[at - 1] || input).focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  let timer = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(() => go(fromForm(), { live: true }), DELAY);
  });
  input.addEventListener("compositionend", () => {
    timer = setTimeout(() => go(fromForm(), { live: true }), DELAY);
  });
  // The reader turns to search: have the client ready when the question is.
  input.addEventListener("focus", () => Promise.all([Gongbao.start(), Gongbao.part("view")]).catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    go(fromForm());
  });
  area.addEventListener("click", follow);
  area.addEventListener("change", (event) => {
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
  input.value = text;
  if (number) jump(number);
  else show();
  Gongbao.page = { show };
})(window.Gongbao);
