/* What narrows and orders the answers of the search page: filters with counts, a range of dates, orders. */
(function (Gongbao) {
  "use strict";

  const { make, stateLink } = Gongbao.results;
  const MOST_VALUES = 8;

  /** Return the choices of one filter, with counts; choosing one goes to the state with it. */
  function choices({ name, label }, values, state) {
    const chosen = state.filters[name] || [];
    const counts = new Map(values.map(({ value, count }) => [value, count]));
    const all = [...values, ...chosen.filter((value) => !counts.has(value)).map((value) => ({ value, count: 0 }))];
    all.sort((a, b) => chosen.includes(b.value) - chosen.includes(a.value) || b.count - a.count);
    const one = ({ value, count }) => {
      const now = chosen.includes(value);
      const next = now ? chosen.filter((other) => other !== value) : [...chosen, value];
      const target = { ...state, page: 1, filters: { ...state.filters, [name]: next } };
      const box = make("input", { type: "checkbox", "data-state": JSON.stringify(target), checked: now });
      return make("label", {}, box, " ", make("span", {}, value), " ", make("span", { class: "search-count" }, String(count)));
    };
    const few = all.slice(0, MOST_VALUES).map(one);
    const rest = all.slice(MOST_VALUES).map(one);
    const more = rest.length ? make("details", {}, make("summary", {}, `其余 ${rest.length} 项`), rest) : "";
    return make("fieldset", { class: "search-filter" }, make("legend", {}, label), few, more);
  }

  /** Tell whether anything narrows the answers. */
  const isNarrowed = ({ filters, from, to, day }) => Boolean(from || to || day) || Object.values(filters).some((values) => values.length);

  /** Return the boxes of the range of dates; page.js reads them. */
  function range() {
    const box = (name, label) =>
      make("label", {}, label, " ", make("input", { type: "text", inputmode: "numeric", size: 10, placeholder: "2018-05", autocomplete: "off", "data-range": name }));
    return make("fieldset", { class: "search-filter search-range" }, make("legend", {}, "日期"), box("from", "从"), box("to", "到"), make("p", {}));
  }

  /** Show in its boxes what range is chosen. */
  function showRange(area, { day, ...state }) {
    for (const box of area.querySelectorAll("input")) if (box !== document.activeElement) box.value = state[box.dataset.range];
    area.querySelector("p").textContent = day ? `只看每年的${day.replace(/^0?(\d+)-0?(\d+)$/, "$1月$2日")}` : "";
  }

  /** Draw the filters. */
  function showFilters(area, { state, answer, manifest, address }) {
    // A choice is made with the keyboard too; the focus must not get lost when the list is drawn anew.
    const focused = area.contains(document.activeElement) && document.activeElement.closest("fieldset:not(.search-range) label");
    const place = focused ? [focused.closest("fieldset").textContent.slice(0, 4), focused.children[1].textContent] : null;
    // Who is typing in a box of it must not lose it: the range stays where it is.
    const kept = area.querySelector(".search-range");
    const dates = manifest.range ? kept || range() : null;
    if (dates) showRange(dates, state);
    const parts = [];
    for (const filter of manifest.filters) {
      const chosen = state.filters[filter.name] || [];
      const values = answer.facets[filter.name] || [];
      if (filter.hidden) {
        if (!chosen.length) continue;
        const without = { ...state, page: 1, filters: { ...state.filters, [filter.name]: [] } };
        parts.push(
          make("p", { class: "search-within" }, `只在${filter.label}“${chosen.join("、")}”中 `, stateLink(without, address, {}, "检索全部")),
        );
      } else if (values.length > 1 || chosen.length) {
        parts.push(choices(filter, values, state));
      }
    }
    if (isNarrowed(state)) {
      const without = { ...state, page: 1, filters: {}, from: "", to: "", day: "" };
      parts.push(make("p", {}, stateLink(without, address, {}, "取消全部筛选")));
    }
    for (const part of [...area.children]) if (part !== dates) part.remove();
    if (dates && !kept) area.prepend(dates);
    area.append(...parts);
    const box = area.closest("details");
    if (box) box.hidden = !area.children.length || (!answer.hits.length && !isNarrowed(state));
    if (place) {
      for (const label of area.querySelectorAll("fieldset:not(.search-range) label")) {
        const same = label.closest("fieldset").textContent.startsWith(place[0]) && label.children[1].textContent === place[1];
        if (same) label.querySelector("input").focus();
      }
    }
  }

  /** Draw the orders to choose from. */
  function showSorts(area, { state, answer, manifest, address }) {
    const sorts = [{ name: "relevance", label: "相关" }, ...manifest.sorts];
    const links = sorts.map(({ name, label }) =>
      stateLink({ ...state, page: 1, sort: name }, address, { "aria-current": name === state.sort ? "true" : null }, label),
    );
    area.replaceChildren(...(answer.total + (answer.graded || 0) > 1 && sorts.length > 1 ? ["排序：", ...links.flatMap((link) => [link, " "])] : []));
  }

  Gongbao.filters = { showFilters, showSorts, isNarrowed };
})(window.Gongbao);
