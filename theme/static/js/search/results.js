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

  // Between the values of what a result shows, in every language of the site: hence no literal that is worded.
  const BETWEEN = "\uff1b";

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

  /** Return what is known of a hit; the name of the bulletin that all are of is not repeated. mark: marks what was found. */
  function facts(hit, bulletin, mark) {
    const issue = hit.issue && bulletin && hit.issue.startsWith(bulletin) ? hit.issue.slice(bulletin.length).trim() : hit.issue;
    const date = hit.date ? make("time", { datetime: hit.date }, inWords(hit.date)) : "date" in hit && "日期不详";
    const named = [hit.number, hit.agency].map((text) => text && mark(text));
    const parts = [...named, date, issue].filter(Boolean);
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

  /** Return the badges of a hit, each by its kind, with the last day in force for page.js to compare with today. */
  function badges(hit) {
    const marks = (hit.marks || "").split(BETWEEN);
    return (hit.status || "").split(BETWEEN).filter(Boolean).flatMap((badge, i) => {
      const [kind, until] = (marks[i] || "").split(" ");
      return [" ", make("span", { class: "badge" + (kind ? ` badge-${kind}` : ""), "data-until": until }, badge)];
    });
  }

  /** Return a result. What it was found by is marked in its title, its number and its agency; its links mark it on its page.
      bulletin: the name of the one that all results are of */
  function result(hit, text, bulletin = "") {
    const graded = hit.grade !== "exact";
    const phrases = graded ? hit.phrases.map(Gongbao.query.exactly) : Gongbao.query.parse(text).groups.flat();
    const query = graded ? hit.stretches.join(" ") : text;
    const mark = (words) => marked(words, Gongbao.snippets.joined(Gongbao.match.inText(words, phrases.filter(Boolean))));
    const title = make("a", { href: linkTo(hit.url, query), "data-result": true }, mark(hit.title));
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
      make("h2", {}, title, ...badges(hit)),
      reason(hit),
      facts(hit, bulletin, mark),
      snippets.length ? make("ul", { class: "search-snippets" }, snippets) : "",
    );
  }

  Gongbao.results = { GRADES, make, stateLink, result };
})(window.Gongbao);
