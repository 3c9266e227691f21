/* On the page of a result: mark what was searched for, and step from hit to hit. */
(function (Gongbao) {
  "use strict";

  const INLINE = "a, abbr, b, bdi, bdo, cite, code, del, dfn, em, i, ins, kbd, label, mark, q, ruby, s, samp, small, span, strong, sub, sup, time, u, var, wbr";
  const SKIPPED = "script, style, template, nav, form, button, select, textarea, [hidden], [aria-hidden=true]";

  /** Return the text nodes of each paragraph below an element. */
  function paragraphs(area) {
    const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const found = [];
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let block = node.parentElement;
      while (block !== area && block.matches(INLINE)) block = block.parentElement;
      if (block !== last) found.push([]);
      last = block;
      found[found.length - 1].push(node);
    }
    return found;
  }

  /** Wrap a stretch of text, which may run through several nodes, in marks. */
  function wrap(nodes, start, end, number) {
    const marks = [];
    let at = 0;
    for (const node of nodes) {
      const length = node.data.length;
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, length);
      if (from < to) {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        const mark = document.createElement("mark");
        mark.className = "search-hit";
        mark.dataset.hit = number;
        range.surroundContents(mark);
        marks.push(mark);
      }
      at += length;
    }
    return marks;
  }

  /** Mark phrases below an element; return the marks of each hit, in the order of the page. */
  function markAll(area, phrases) {
    const hits = [];
    for (const nodes of paragraphs(area)) {
      // A line break of the source between two Han characters is none; a blank keeps the length as it is.
      const text = nodes.map((node) => node.data).join("").replace(/[\r\n\t]/g, " ");
      const found = Gongbao.snippets.joined(Gongbao.match.inText(text, phrases));
      // From the end: wrapping splits the node, and what is before stays where it was.
      const marked = found
        .reverse()
        .map(([start, end], i) => wrap(nodes, start, end, hits.length + found.length - 1 - i));
      hits.push(...marked.reverse().filter((marks) => marks.length));
    }
    return hits;
  }

  /** The bar to step through hits. */
  function bar(hits, text) {
    let current = -1;
    const element = document.createElement("div");
    element.className = "search-steps";
    element.setAttribute("role", "region");
    element.setAttribute("aria-label", "检索命中");
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const button = (label, action) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.addEventListener("click", action);
      return made;
    };

    function step(by) {
      for (const mark of hits[current] || []) mark.classList.remove("search-hit-current");
      current = (current + by + hits.length) % hits.length;
      for (const mark of hits[current]) mark.classList.add("search-hit-current");
      hits[current][0].scrollIntoView({ block: "center" });
      status.textContent = `“${text}” 第 ${current + 1} 处，共 ${hits.length} 处`;
    }

    function close() {
      for (const mark of hits.flat()) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent.normalize();
      }
      element.remove();
      document.removeEventListener("keydown", onKey);
    }

    function onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
      if (event.key === "Escape") close();
      else if (event.key === "n") step(1);
      else if (event.key === "p" || event.key === "N") step(current < 0 ? 0 : -1);
      else return;
      event.preventDefault();
    }

    document.addEventListener("keydown", onKey);
    element.append(status, button("上一处", () => step(-1)), button("下一处", () => step(1)), button("取消标记", close));
    document.body.append(element);
    // Where the address names a paragraph, the first hit is the one in it.
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const inside = target ? hits.findIndex(([mark]) => target.contains(mark)) : -1;
    current = Math.max(inside, 0) - 1;
    step(1);
  }

  async function run() {
    const text = new URLSearchParams(location.search).get("q");
    await Gongbao.startBase();
    await Gongbao.part("full");
    const area = ["[data-search-body]", "main article", "main"].map((s) => document.querySelector(s)).find(Boolean);
    await Gongbao.text.ready(text + (area ? area.textContent : ""));
    const phrases = Gongbao.query.parse(text).groups.flat();
    const hits = phrases.length && area ? markAll(area, phrases) : [];
    if (hits.length) bar(hits, text);
  }

  Gongbao.marks = { run, markAll };
  // Marks are a help: a page without them is whole.
  run().catch(() => {});
})(window.Gongbao);
