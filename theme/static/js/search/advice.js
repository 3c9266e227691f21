/* What can be changed where nothing was found. It comes with what looks for graded answers, since those are looked for first. */
(function (Gongbao) {
  "use strict";

  const LONGEST_PIECE = 20;

  /** Return the entries nearest to a reference that is not known: of its letters and year, of its letters, of its numbers. */
  async function nearest(reference) {
    const { SUGGESTIONS, key, beginningWith } = Gongbao.number;
    const [letters, ...numbers] = key(reference).split("/");
    if (!letters || !numbers.length) return [];
    const wanted = Number(numbers.at(-1));
    const away = (entry) => Math.abs(Number(entry.key.split("/").at(-1)) - wanted);
    for (const known of [numbers.slice(0, -1), []]) {
      const found = await beginningWith([letters, ...known, ""].join("/"));
      if (found.length) return found.sort((a, b) => away(a) - away(b)).slice(0, SUGGESTIONS);
    }
    const bare = ["", ...numbers].join("/");
    return numbers.length > 1 ? (await beginningWith(bare)).filter((entry) => entry.key === bare).slice(0, SUGGESTIONS) : [];
  }

  /** Say what can be changed where nothing was found: each piece of the query by itself, and without filters. */
  async function advise(area, { state, answer, known, address, isCurrent }) {
    // Only a page that shows results has these; what looks for answers can do without.
    const { make, stateLink } = Gongbao.results;
    const items = [];
    const count = async (text, filters) => (await Gongbao.search(text, { filters, limit: 0, snippets: false, grades: false })).total;
    if (Gongbao.filters.isNarrowed(state)) {
      const total = await count(state.text, {});
      if (total) {
        const link = stateLink({ ...state, page: 1, filters: {}, from: "", to: "", day: "" }, address, {}, "取消筛选");
        items.push(make("li", {}, link, `：全库有 ${total} 篇`));
      }
    }
    const numbers = known.length || !Gongbao.engine.parts().manifest.lookup ? [] : await nearest(state.text);
    if (numbers.length) {
      const links = numbers.map(({ number, url }) => make("a", { href: Gongbao.root + url }, number));
      items.push(make("li", {}, "没有这个文号；相近的有：", links.flatMap((link, i) => (i ? ["、", link] : link))));
    }
    const pieces = apart(state.text);
    if (!Gongbao.view.nearly(answer) && (pieces.length > 1 || pieces[0] !== state.text.trim())) {
      for (const text of pieces) {
        const total = await count(text, {});
        const short = text.length > LONGEST_PIECE ? text.slice(0, LONGEST_PIECE) + "…" : text;
        const link = stateLink({ text, sort: state.sort, filters: {} }, address, {}, `只找“${short}”`);
        items.push(make("li", {}, total ? link : `“${short}”`, total ? `：${total} 篇` : "：没有"));
      }
    }
    if (!isCurrent()) return;
    const hints = answer.hits.length ? [] : ["换个说法，或者少写几个字。", "用空格隔开的几个词，可以不相连。"];
    if (items.length || hints.length) area.append(make("ul", { class: "search-advice" }, items, hints.map((hint) => make("li", {}, hint))));
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

  Gongbao.advice = { advise };
})(window.Gongbao);
