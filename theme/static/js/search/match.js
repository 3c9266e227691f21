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

  /** Return where a number stands in a rising list, or would stand. */
  function place(numbers, number) {
    let low = 0;
    let high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Call a function with each position at which a phrase begins, until it returns true.
      lists: rising positions of each slot; offsets: how far from its beginning each slot stands. */
  function eachBegin(lists, offsets, found) {
    let rarest = 0;
    for (let n = 1; n < lists.length; n++) if (lists[n].length < lists[rarest].length) rarest = n;
    next: for (const position of lists[rarest]) {
      const begin = position - offsets[rarest];
      for (let n = 0; n < lists.length; n++) {
        if (n === rarest) continue;
        const wanted = begin + offsets[n];
        if (lists[n][place(lists[n], wanted)] !== wanted) continue next;
      }
      if (found(begin)) return true;
    }
    return false;
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

  Gongbao.match = { intersect, union, subtract, place, eachBegin, inText };
})(window.Gongbao);
