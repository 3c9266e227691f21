/* What the search page shows: results, filters, orders, pages, advice. Texts become text nodes, never markup. */
(function (Gongbao) {
  "use strict";

  const MOST_VALUES = 8;
  const LONGEST_PIECE = 20;
  const DAY = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/;

  /** Make an element: attributes, then what is in it (texts or elements). */
  function make(name, attributes = {}, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...content.flat().filter((part) => part !== null && part !== ""));
    return element;
  }

  /** Return a text with marks around stretches of it. */
  function marked(text, marks) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      parts.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    parts.push(text.slice(at));
    return parts;
  }

  function stateLink(state, address, attributes, ...content) {
    return make("a", { href: address(state), "data-state": JSON.stringify(state), ...attributes }, ...content);
  }

  /** Return the address of a page with what was searched for, and of a paragraph of it. */
  function linkTo(url, text, anchor = "") {
    return Gongbao.root + url + "?q=" + encodeURIComponent(text) + (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  function facts(hit) {
    const date = hit.date ? make("time", { datetime: hit.date }, hit.date) : "date" in hit && "日期不详";
    const parts = [hit.number, hit.agency, date, hit.issue].filter(Boolean);
    return parts.length ? make("p", { class: "facts" }, parts.map((part) => make("span", {}, part))) : "";
  }

  function result(hit, { text }, phrases) {
    const found = Gongbao.snippets.joined(Gongbao.match.inText(hit.title, phrases));
    const title = make("a", { href: linkTo(hit.url, text), "data-result": true }, marked(hit.title, found));
    const snippets = hit.snippets.map((snippet) =>
      make(
        "li",
        {},
        snippet.label ? make("span", { class: "search-label" }, snippet.label + "：") : "",
        make("a", { href: linkTo(hit.url, text, snippet.anchor) }, marked(snippet.text, snippet.marks)),
      ),
    );
    return make("li", {}, make("h2", {}, title), facts(hit), snippets.length ? make("ul", { class: "search-snippets" }, snippets) : "");
  }

  function pages({ state, answer, pageSize, address }) {
    const last = Math.ceil(answer.total / pageSize);
    if (last < 2) return "";
    const numbers = [...new Set([1, state.page - 2, state.page - 1, state.page, state.page + 1, state.page + 2, last])];
    const shown = numbers.filter((n) => n >= 1 && n <= last);
    const link = (page, label, attributes) =>
      stateLink({ ...state, page }, address, { "data-top": "1", ...attributes }, label);
    return make(
      "nav",
      { class: "search-pages", "aria-label": "结果分页" },
      state.page > 1 ? link(state.page - 1, "上一页", { rel: "prev" }) : "",
      shown.map((n, i) => [
        i && n > shown[i - 1] + 1 ? make("span", { "aria-hidden": "true" }, "…") : "",
        link(n, String(n), { "aria-label": `第 ${n} 页`, "aria-current": n === state.page ? "page" : null }),
      ]).flat(),
      state.page < last ? link(state.page + 1, "下一页", { rel: "next" }) : "",
    );
  }

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

  function showFilters(area, { state, answer, manifest, address }) {
    // A choice is made with the keyboard too; the focus must not get lost when the list is drawn anew.
    const focused = area.contains(document.activeElement) && document.activeElement.closest("label");
    const place = focused ? [focused.closest("fieldset").textContent.slice(0, 4), focused.children[1].textContent] : null;
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
    if (Object.values(state.filters).some((values) => values.length)) {
      parts.push(make("p", {}, stateLink({ ...state, page: 1, filters: {} }, address, {}, "取消全部筛选")));
    }
    area.replaceChildren(...parts);
    const box = area.closest("details");
    if (box) box.hidden = !parts.length;
    if (place) {
      for (const label of area.querySelectorAll("label")) {
        const same = label.closest("fieldset").textContent.startsWith(place[0]) && label.children[1].textContent === place[1];
        if (same) label.querySelector("input").focus();
      }
    }
  }

  function showSorts(area, { state, answer, manifest, address }) {
    const sorts = [{ name: "relevance", label: "相关" }, ...manifest.sorts];
    const links = sorts.map(({ name, label }) =>
      stateLink({ ...state, page: 1, sort: name }, address, { "aria-current": name === state.sort ? "true" : null }, label),
    );
    area.replaceChildren(...(answer.total > 1 && sorts.length > 1 ? ["排序：", ...links.flatMap((link) => [link, " "])] : []));
  }

  function summary({ state, answer, pageSize }) {
    if (answer.empty) return "请输入要找的字词。";
    const first = (state.page - 1) * pageSize + 1;
    const range = answer.total > pageSize ? `，第 ${first}–${first + answer.hits.length - 1} 篇` : "";
    const cut = answer.cut ? "检索词过长，只用了前一部分。" : "";
    return (answer.total ? `共 ${answer.total} 篇${range}。` : "没有找到。") + cut;
  }

  function knownNumber(known) {
    if (!known.length) return "";
    const links = known.map(({ number, url, title }) => [make("a", { href: Gongbao.root + url }, number), " ", title]);
    return make("p", { class: "search-known" }, "发文字号：", links.flatMap((link, i) => (i ? ["；", ...link] : link)));
  }

  /** Show an answer. */
  function show({ status, results, filterArea, sortArea }, shown) {
    const { state, answer, known } = shown;
    const phrases = Gongbao.query.parse(state.text).groups.flat();
    status.textContent = summary(shown);
    showFilters(filterArea, shown);
    showSorts(sortArea, shown);
    const first = (state.page - 1) * shown.pageSize + 1;
    const list = make("ol", { class: "search-list", start: first }, answer.hits.map((hit) => result(hit, state, phrases)));
    results.replaceChildren(...[knownNumber(known), answer.hits.length ? list : "", pages(shown)].filter(Boolean));
  }

  /** Show nothing: nothing is asked for. */
  function nothing({ results, filterArea, sortArea }) {
    for (const area of [results, filterArea, sortArea]) area.replaceChildren();
  }

  /** Say what can be changed where nothing was found: each piece of the query by itself, and without filters. */
  async function advise(area, { state, address, isCurrent }) {
    const items = [];
    const count = async (text, filters) => (await Gongbao.search(text, { filters, limit: 0, snippets: false })).total;
    const filtered = Object.values(state.filters).some((values) => values.length);
    if (filtered) {
      const total = await count(state.text, {});
      if (total) {
        const link = stateLink({ ...state, page: 1, filters: {} }, address, {}, "取消筛选");
        items.push(make("li", {}, link, `：全库有 ${total} 篇`));
      }
    }
    const nearest = await Gongbao.number.near(state.text);
    if (nearest.length) {
      const links = nearest.map(({ number, url }) => make("a", { href: Gongbao.root + url }, number));
      items.push(make("li", {}, "没有这个文号；相近的有：", links.flatMap((link, i) => (i ? ["、", link] : link))));
    }
    const pieces = inWords(state.text) || apart(state.text);
    if (pieces.length > 1 || pieces[0] !== state.text.trim()) {
      for (const text of pieces) {
        const total = await count(text, {});
        const short = text.length > LONGEST_PIECE ? text.slice(0, LONGEST_PIECE) + "…" : text;
        const link = stateLink({ text, sort: state.sort, filters: {} }, address, {}, `只找“${short}”`);
        items.push(make("li", {}, total ? link : `“${short}”`, total ? `：${total} 篇` : "：没有"));
      }
    }
    if (!isCurrent()) return;
    const hints = ["字词要与原文完全一致；换个说法，或者少写几个字。", "用空格隔开的几个词，可以不相连。"];
    area.append(make("ul", { class: "search-advice" }, items, hints.map((hint) => make("li", {}, hint))));
  }

  /** Return a day that is written in figures (2018-05-16) as texts write it; nothing if the query is no day. */
  function inWords(text) {
    const day = DAY.exec(Gongbao.text.fold(text).trim());
    return day && [`${day[1]}年${Number(day[2])}月${Number(day[3])}日`];
  }

  /** Return the pieces of a query; a single long run of Han characters is halved. */
  function apart(text) {
    const phrases = Gongbao.query.parse(text).groups.flat().map((phrase) => phrase.text);
    const pieces = phrases.flatMap((phrase) => phrase.split(/[\p{P}\s]+/u)).filter(Boolean);
    const characters = [...(pieces[0] || "")];
    if (pieces.length === 1 && characters.length > 3 && Gongbao.text.isHan(characters[0])) {
      const middle = characters.length >> 1;
      return [characters.slice(0, middle).join(""), characters.slice(middle).join("")];
    }
    return pieces.slice(0, 6);
  }

  Gongbao.view = { show, nothing, advise };
})(window.Gongbao);
