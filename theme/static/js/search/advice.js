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

  /** Return what can be changed where nothing was found: each piece of the query by itself, and without filters; "" if nothing. */
  async function advice({ state, answer, known, address }) {
    // Only a page that shows results has these; what looks for answers can do without.
    const { make } = Gongbao.results;
    const offers = await Promise.all([unfiltered(state, address), numbers(state, known), pieceByPiece(state, answer, address)]);
    const hints = answer.hits.length ? [] : ["换个说法，或者少写几个字。", "用空格隔开的几个词，可以不相连。"];
    const items = [...offers.flat(), ...hints.map((hint) => make("li", {}, hint))];
    return items.length ? make("ul", { class: "search-advice" }, items) : "";
  }

  async function count(text, filters) {
    return (await Gongbao.search(text, { filters, limit: 0, snippets: false, grades: false })).total;
  }

  /** Offer the answers that filters and dates leave out. */
  async function unfiltered(state, address) {
    const { make, stateLink } = Gongbao.results;
    const total = Gongbao.filters.isNarrowed(state) ? await count(state.text, {}) : 0;
    if (!total) return [];
    const link = stateLink({ ...state, page: 1, filters: {}, from: "", to: "", day: "" }, address, {}, "取消筛选");
    return [make("li", {}, link, `：全库有 ${total} 篇`)];
  }

  /** Offer the numbers that are like one that is not known. */
  async function numbers({ text }, known) {
    const { make } = Gongbao.results;
    const found = known.length || !Gongbao.engine.parts().manifest.lookup ? [] : await nearest(text);
    if (!found.length) return [];
    const links = found.map(({ number, url }) => make("a", { href: Gongbao.root + url }, number));
    return [make("li", {}, "没有这个文号；相近的有：", links.flatMap((link, i) => (i ? ["、", link] : link)))];
  }

  /** Say of each piece of the query how often it is found, where no answer has nearly all of them. */
  async function pieceByPiece({ text, sort }, answer, address) {
    const { make, stateLink } = Gongbao.results;
    const pieces = apart(text);
    if (Gongbao.view.nearly(answer) || (pieces.length === 1 && pieces[0] === text.trim())) return [];
    const totals = await Promise.all(pieces.map((piece) => count(piece, {})));
    return pieces.map((piece, i) => {
      const short = piece.length > LONGEST_PIECE ? piece.slice(0, LONGEST_PIECE) + "…" : piece;
      if (!totals[i]) return make("li", {}, `“${short}”：没有`);
      const link = stateLink({ text: piece, sort, filters: {} }, address, {}, `只找“${short}”`);
      return make("li", {}, link, `：${totals[i]} 篇`);
    });
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

  Gongbao.advice = { advice };
})(window.Gongbao);
