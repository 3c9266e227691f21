/* Parts of texts that show why a document was found. */
(function (Gongbao) {
  "use strict";

  const MOST = 3;
  const BEFORE = 24;
  const LENGTH = 96;
  const SENTENCE_END = /[。！？；!?;][”’」』）)]*/gu;

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

  /** Return the place in a text to show, from the first mark of it to the last: where most phrases stand within one
      window, the first of such places. found: marks in order, each with its phrase. */
  function densest(found) {
    let best = { start: 0, end: 0 };
    let most = 0;
    found.forEach(({ start }, i) => {
      const seen = new Set();
      let inside = 0;
      let last = found[i].end;
      for (let k = i; k < found.length && found[k].end <= start + LENGTH - BEFORE; k++) {
        seen.add(found[k].phrase);
        inside++;
        last = Math.max(last, found[k].end);
      }
      // Other phrases count more than one of them again and again.
      const worth = seen.size * found.length + inside;
      if (worth > most) [best, most] = [{ start, end: last }, worth];
    });
    return best;
  }

  /** Return where a window begins that shows a place: with its sentence, if all of the place is in it then. */
  function beginning(text, { start, end }) {
    const ends = [...text.slice(0, start).matchAll(SENTENCE_END)];
    const last = ends[ends.length - 1];
    const sentence = last ? last.index + last[0].length : 0;
    return end - sentence <= LENGTH ? sentence : Math.max(0, start - BEFORE);
  }

  /** Cut a window around the place that shows most. */
  function window_(text, found) {
    const place = densest(found);
    let from = beginning(text, place);
    let to = Math.min(text.length, Math.max(from + LENGTH, place.end));
    from = Math.max(0, Math.min(from, to - LENGTH));
    if (from < 8) from = 0;
    if (isLow(text, from)) from--;
    if (isLow(text, to)) to++;
    const head = from > 0 ? "…" : "";
    const shift = head.length - from;
    return {
      text: head + text.slice(from, to) + (to < text.length ? "…" : ""),
      marks: joined(found)
        .filter(([start, end]) => start < to && end > from)
        .map(([start, end]) => [Math.max(start, from) + shift, Math.min(end, to) + shift]),
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

  /** Return the best snippets of paragraphs, in their order: those that show most phrases together. */
  function best(paragraphs, phrases) {
    const rated = paragraphs.map((paragraph, order) => {
      const found = Gongbao.match.inText(paragraph.text, phrases);
      return { paragraph, order, found, phrases: new Set(found.map((m) => m.phrase)).size };
    });
    const matching = rated.filter(({ found }) => found.length);
    matching.sort((a, b) => b.phrases - a.phrases || b.found.length - a.found.length || a.order - b.order);
    const kept = matching.slice(0, MOST).sort((a, b) => a.order - b.order);
    // Found by its title alone: show how it begins.
    const shown = kept.length ? kept : rated.slice(0, 1);
    return shown.map(({ paragraph, found }) => ({
      anchor: paragraph.anchor,
      field: paragraph.field,
      ...window_(paragraph.text, found),
    }));
  }

  Gongbao.snippets = { choose, best, joined };
})(window.Gongbao);
