/* Sets of documents, and phrases in positions and in texts. */
(function (Gongbao) {
  "use strict";

  /** Numbers that are in both of two rising lists. */
  function intersect(a, b) {
    const out = new Int32Array(Math.min(a.length, b.length));
    let count = 0;
    for (let i = 0, k = 0; i < a.length && k < b.length; ) {
      if (a[i] < b[k]) i++;
      else if (a[i] > b[k]) k++;
      else {
        out[count++] = a[i++];
        k++;
      }
    }
    return out.subarray(0, count);
  }

  /** Numbers that are in any of several rising lists. */
  function union(lists) {
    const filled = lists.filter((list) => list.length);
    if (filled.length < 2) return filled[0] || new Int32Array(0);
    const total = filled.reduce((sum, list) => sum + list.length, 0);
    const all = new Int32Array(total);
    let at = 0;
    for (const list of filled) {
      all.set(list, at);
      at += list.length;
    }
    all.sort();
    let count = 0;
    for (let i = 0; i < total; i++) if (!i || all[i] !== all[i - 1]) all[count++] = all[i];
    return all.subarray(0, count);
  }

  /** Numbers of a rising list that are not in another. */
  function subtract(a, b) {
    let k = 0;
    return a.filter((number) => {
      while (k < b.length && b[k] < number) k++;
      return b[k] !== number;
    });
  }

  /** Return the positions at which a phrase begins: slots = [{ offset, positions: rising list }]. */
  function begins(slots) {
    const ordered = [...slots].sort((a, b) => a.positions.length - b.positions.length);
    let found = Array.from(ordered[0].positions, (position) => position - ordered[0].offset);
    for (const { offset, positions } of ordered.slice(1)) {
      let k = 0;
      found = found.filter((position) => {
        while (k < positions.length && positions[k] < position + offset) k++;
        return positions[k] === position + offset;
      });
      if (!found.length) break;
    }
    return found;
  }

  /** Tell whether a unit of a text is what a phrase asks for. */
  function same(wanted, unit, last, prefix) {
    return last && prefix ? unit.text.startsWith(wanted.text) && !unit.han : unit.text === wanted.text;
  }

  /** Return where phrases stand in a text: [start, end) of the text as it is, in order, and which phrase. */
  function inText(text, phrases) {
    const plain = Gongbao.text.fold(text);
    const possible = phrases.map(({ runs }) => runs.every((run) => plain.includes(run)));
    if (!possible.includes(true)) return [];
    const { folded, starts, ends } = Gongbao.text.foldMapped(text);
    const units = Gongbao.text.units(folded);
    const found = [];
    phrases.forEach((phrase, number) => {
      if (!possible[number]) return;
      const size = phrase.units.length;
      for (let i = 0; i + size <= units.length; i++) {
        const base = units[i].position;
        let k = 0;
        while (
          k < size &&
          units[i + k].position - base === phrase.units[k].offset &&
          same(phrase.units[k], units[i + k], k === size - 1, phrase.prefix)
        ) {
          k++;
        }
        if (k < size) continue;
        const last = units[i + size - 1];
        found.push({ start: starts[units[i].start], end: ends[last.end - 1], phrase: number });
      }
    });
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  Gongbao.match = { intersect, union, subtract, begins, inText };
})(window.Gongbao);
