/* What the search page shows: pages of that name, results by grade, orders, pages. */
(function (Gongbao) {
  "use strict";

  const { make, stateLink, result, GRADES } = Gongbao.results;

  function pages({ state, answer, pageSize, address }) {
    const last = Math.ceil((answer.total + (answer.graded || 0)) / pageSize);
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

  /** Return how many answers are more than a part of what was typed. */
  const nearly = ({ graded, grades }) => (graded || 0) - (grades.some || 0);

  /** Tell whether what was typed names a page, a number or a day, which are offered above the list. */
  const isNamed = ({ direct: { pages: named, date }, known }) => Boolean(named.length || known.length || (date && date.total));

  function summary(given) {
    const { state, answer, pageSize, pending } = given;
    if (answer.empty) return "请输入要找的字词。";
    const first = (state.page - 1) * pageSize + 1;
    const shown = answer.hits.filter(({ grade }) => grade === "exact").length;
    const range = answer.total > pageSize && shown ? `，第 ${first}–${first + shown - 1} 篇` : "";
    const cut = answer.cut ? "检索词过长，只用了前一部分。" : "";
    if (answer.total) return `共 ${answer.total} 篇${range}。${cut}`;
    if (pending) return "没有完全相同的，正在找相近的…";
    const near = nearly(answer);
    const some = answer.grades.some || 0;
    if (near > 0 && some) return `没有完全相同的，有 ${near} 篇相近，另有 ${some} 篇只含一部分。${cut}`;
    if (near > 0) return `没有完全相同的，有 ${near} 篇相近。${cut}`;
    if (answer.graded) return `没有完全相同的，有 ${answer.graded} 篇含有其中一部分。${cut}`;
    return (isNamed(given) ? "没有找到含有这些字的文件，它所指的在下面。" : "没有找到。") + cut;
  }

  function knownNumber(known) {
    if (!known.length) return "";
    const links = known.map(({ number, url, title }) => [make("a", { href: Gongbao.root + url }, number), " ", title]);
    return make("p", { class: "search-known" }, "发文字号：", links.flatMap((link, i) => (i ? ["；", ...link] : link)));
  }

  /** Offer the pages that what was typed is the name of, and the documents of a day that was typed. */
  function direct({ pages: named, date }, { state, address }) {
    const items = named.map(({ kind, title, url }) =>
      make("li", {}, make("span", { class: "search-kind" }, kind), " ", make("a", { href: Gongbao.root + url }, title)),
    );
    if (date && date.total) {
      const { from = "", to = "", day = "" } = date;
      const target = { ...state, text: "", page: 1, sort: "date", from, to, day };
      items.push(make("li", {}, make("span", { class: "search-kind" }, "日期"), " ", stateLink(target, address, {}, `${date.words}的文件（${date.total} 篇）`)));
    }
    return items.length ? make("ul", { class: "search-direct" }, items) : "";
  }

  /** Offer what may have been meant. */
  function meant({ corrections }, { state, address, direct: { pages: named }, known }) {
    // What is the name of a page, or a number, is no slip of the pen.
    if (!corrections.length || named.length || known.length) return "";
    const links = corrections.map((text) => stateLink({ ...state, text, page: 1 }, address, { "data-meant": true }, text));
    return make("p", { class: "search-meant" }, "是不是要找：", links.flatMap((link, i) => (i ? ["、", link] : [link])));
  }

  const exactly = ({ hits }) => hits.filter(({ grade }) => grade === "exact");

  /** Return the name of the bulletin that all answers are of, or "". */
  function onlyBulletin({ state, answer }) {
    const chosen = state.filters.publication || [];
    const names = chosen.length ? chosen : (answer.facets.publication || []).map(({ value }) => value);
    return names.length === 1 ? names[0] : "";
  }

  function list(hits, start, label, { state, answer }) {
    const only = onlyBulletin({ state, answer });
    // Below exact answers the others are not counted by their bulletins.
    const show = (hit) => result(hit, state.text, hit.grade === "exact" || !answer.total ? only : "");
    return make("ol", { class: "search-list", start, "aria-label": label }, hits.map((hit, i) => Gongbao.later.item(hit, start + i, show)));
  }

  /** Return the lists of graded answers, grade by grade, below a line that says what they are. */
  function gradedLists({ state, answer, pageSize, address }) {
    const exact = exactly(answer).length;
    const graded = answer.hits.slice(exact);
    if (!graded.length) return [];
    const quoted = { ...state, text: `"${state.text.trim()}"`, page: 1 };
    const parts = [
      make("p", { class: "search-below" }, "以下与所输字句不完全相同，按接近的程度排列。", stateLink(quoted, address, {}, "只找完全相同的"), "（加引号）"),
    ];
    let at = (state.page - 1) * pageSize + 1 + exact;
    for (const grade of Object.keys(GRADES)) {
      const hits = graded.filter((hit) => hit.grade === grade);
      if (!hits.length) continue;
      parts.push(make("p", { class: "search-grade" }, GRADES[grade]), list(hits, at, GRADES[grade], { state, answer }));
      at += hits.length;
    }
    return parts;
  }

  /** Return the lists of results: the exact ones, then the others, or the line at which these are looked for. */
  function lists(shown) {
    const { state, answer, pageSize, further } = shown;
    const exact = exactly(answer);
    const first = (state.page - 1) * pageSize + 1;
    const parts = exact.length ? [list(exact, first, "完全相同的结果", shown)] : [];
    return further ? [...parts, Gongbao.later.further(further)] : [...parts, ...gradedLists(shown)];
  }

  /** Return what takes the place of the line at which graded answers are looked for; the links to pages follow them. */
  function below(results, shown) {
    const parts = gradedLists(shown);
    const old = results.querySelector(".search-pages");
    const now = pages(shown);
    if (old) old.remove();
    if (now) results.querySelector(".search-besides").before(now);
    return make("div", {}, parts.length ? parts : make("p", { class: "search-below", tabindex: "-1" }, "没有不完全相同而相近的结果。"));
  }

  /** Offer the feeds of what was chosen, the answers as files, and the address of this search. */
  function besides({ state, answer, feeds, address }) {
    if (!answer.hits.length) return "";
    const button = (kind, label) => make("button", { type: "button", "data-export": kind }, label);
    const subscribed = feeds.map(({ title, feed }) => [make("a", { href: Gongbao.root + feed, type: "application/atom+xml" }, "订阅" + title), " "]);
    return make(
      "p",
      { class: "search-besides" },
      button("csv", "导出 CSV"), " ", button("citations", "导出引文"), " ",
      make("a", { href: address(state) }, "本次检索的地址"), " ",
      subscribed.flat(),
    );
  }

  /** Show an answer. */
  function show({ status, results, filterArea, sortArea }, shown) {
    status.textContent = summary(shown);
    if (shown.pending && !shown.answer.total) return;
    Gongbao.filters.showFilters(filterArea, shown);
    Gongbao.filters.showSorts(sortArea, shown);
    const parts = [direct(shown.direct, shown), knownNumber(shown.known), meant(shown.answer, shown), shown.advice, ...lists(shown), pages(shown), besides(shown)];
    results.replaceChildren(...parts.filter(Boolean));
    document.dispatchEvent(new Event("gongbao-filled"));
    Gongbao.later.forget();
  }

  /** Show nothing: nothing is asked for. */
  function nothing({ results, filterArea, sortArea }) {
    for (const area of [results, filterArea, sortArea]) area.replaceChildren();
  }

  Gongbao.view = { show, below, nothing, nearly, isNamed };
})(window.Gongbao);
