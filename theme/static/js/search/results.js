/* One result of the search page: title, facts, why it is there, and where it says so. Texts become text nodes, never
   markup. */
(function (Gongbao) {
  "use strict";

  /** What each grade is called, below the exact answers. */
  const GRADES = {
    all: "各部分都有，不相连",
    most: "大部分都有",
    close: "差一个字",
    synonym: "换一种说法",
    some: "只有一部分",
    sound: "读音相同",
  };

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

  /** Return a link to another state of the search page. */
  function stateLink(state, address, attributes, ...content) {
    return make("a", { href: address(state), "data-state": JSON.stringify(state), ...attributes }, ...content);
  }

  /** Return the address of a page with what was searched for, and of a paragraph of it. */
  function linkTo(url, text, anchor = "") {
    return Gongbao.root + url + (text ? "?q=" + encodeURIComponent(text) : "") + (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  /** Return a day as the site writes it: 2018年5月16日. */
  function inWords(day) {
    const [year, month, date] = day.split("-").map(Number);
    return date ? `${year}年${month}月${date}日` : day;
  }

  function facts(hit) {
    const date = hit.date ? make("time", { datetime: hit.date }, inWords(hit.date)) : "date" in hit && "日期不详";
    const parts = [hit.number, hit.agency, date, hit.issue].filter(Boolean);
    return parts.length ? make("p", { class: "facts" }, parts.map((part) => make("span", {}, part))) : "";
  }

  /** Say what an answer lacks, or by which words it was found. */
  function reason({ grade, missing, note }) {
    if (!(grade in GRADES)) return "";
    const quoted = (text) => `“${text}”`;
    let why = missing && missing.length ? "，缺" + missing.map(quoted).join("、") : "";
    if (note && note.from) why = `：${quoted(note.from)}作${quoted(note.to)}` + why;
    else if (note && note.text) why = `：按${quoted(note.text)}找到` + why;
    return make("p", { class: "search-reason" }, GRADES[grade] + why);
  }

  /** Return a result. What it was found by is marked in its title; its links mark it on its page. */
  function result(hit, text) {
    const graded = hit.grade !== "exact";
    const phrases = graded ? hit.phrases.map(Gongbao.query.exactly) : Gongbao.query.parse(text).groups.flat();
    const query = graded ? hit.stretches.join(" ") : text;
    const found = Gongbao.snippets.joined(Gongbao.match.inText(hit.title, phrases.filter(Boolean)));
    const title = make("a", { href: linkTo(hit.url, query), "data-result": true }, marked(hit.title, found));
    const badges = (hit.status || "").split("；").filter(Boolean);
    const known = badges.flatMap((badge) => [" ", make("span", { class: "badge" }, badge)]);
    const snippets = hit.snippets.map((snippet) =>
      make(
        "li",
        {},
        snippet.label ? make("span", { class: "search-label" }, snippet.label + "：") : "",
        make("a", { href: linkTo(hit.url, query, snippet.anchor) }, marked(snippet.text, snippet.marks)),
      ),
    );
    return make(
      "li",
      { "data-grade": hit.grade },
      make("h2", {}, title, ...known),
      reason(hit),
      facts(hit),
      snippets.length ? make("ul", { class: "search-snippets" }, snippets) : "",
    );
  }

  Gongbao.results = { GRADES, make, stateLink, result };
})(window.Gongbao);
