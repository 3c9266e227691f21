/* Parts of texts that show why a document was found. */
(function (Gongbao) {
  "use strict";

  const MOST = 3;
  const BEFORE = 24;
  const LENGTH = 96;

  /** Join marks that touch or overlap. */
  function joined(marks) {
    const out = [];
    for (const { start, end } of marks) {
      const last = out[out.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else out.push([start, end]);
    }
    return out;
  }

  // Never cut a surrogate pair in two.
  const isLow = (text, at) => text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) < 0xe000;

  /** Cut a window around the first mark, with the marks that are in it. */
  function window_(text, marks) {
    let from = Math.max(0, marks.length ? marks[0][0] - BEFORE : 0);
    let to = Math.min(text.length, Math.max(from + LENGTH, marks.length ? marks[0][1] : 0));
    from = Math.max(0, Math.min(from, to - LENGTH));
    if (from < 8) from = 0;
    if (isLow(text, from)) from--;
    if (isLow(text, to)) to++;
    const head = from > 0 ? "…" : "";
    const shift = head.length - from;
    return {
      text: head + text.slice(from, to) + (to < text.length ? "…" : ""),
      marks: marks.filter(([start]) => start < to).map(([start, end]) => [start + shift, Math.min(end, to) + shift]),
    };
  }

  /** Choose the packs of a document that are worth loading: together they should show every phrase. */
  function choose(packs, places) {
    if (packs.length < 2) return packs;
    const seen = packs.map(() => new Set());
    const count = packs.map(() => 0);
    places.forEach((where, phrase) => {
      for (const pack of where) {
        seen[pack].add(phrase);
        count[pack]++;
      }
    });
    const order = packs.map((_, i) => i).sort((a, b) => seen[b].size - seen[a].size || count[b] - count[a] || a - b);
    const first = order[0];
    const second = order.slice(1).find((i) => [...seen[i]].some((phrase) => !seen[first].has(phrase)));
    return (second === undefined ? [first] : [first, second].sort((a, b) => a - b)).map((i) => packs[i]);
  }

  /** Return the best snippets of paragraphs, in their order. */
  function best(paragraphs, phrases) {
    const rated = paragraphs.map((paragraph, order) => {
      const found = Gongbao.match.inText(paragraph.text, phrases);
      return { paragraph, order, marks: joined(found), phrases: new Set(found.map((m) => m.phrase)).size };
    });
    const matching = rated.filter(({ marks }) => marks.length);
    matching.sort((a, b) => b.phrases - a.phrases || b.marks.length - a.marks.length || a.order - b.order);
    const kept = matching.slice(0, MOST).sort((a, b) => a.order - b.order);
    // Found by its title alone: show how it begins.
    const shown = kept.length ? kept : rated.slice(0, 1);
    return shown.map(({ paragraph, marks }) => ({
      anchor: paragraph.anchor,
      field: paragraph.field,
      ...window_(paragraph.text, marks),
    }));
  }

  Gongbao.snippets = { choose, best, joined };
})(window.Gongbao);
