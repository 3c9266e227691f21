/* Where paragraphs stand on pages: `id=3:120 197 890 218 38,…/4:…;id=…`, boxes in thousandths of the page, each with the
   number of signs in it (written by gongbao.facsimile.placing). */
(function () {
  "use strict";

  const NARROW = 0.5;

  /** Return the units of a text of places: name, and rows of {page, box: [left, top, right, bottom], signs}. */
  function parse(text) {
    if (!text) return [];
    return text.split(";").map((part) => {
      const at = part.indexOf("=");
      const rows = [];
      for (const onPage of part.slice(at + 1).split("/")) {
        const [page, boxes] = onPage.split(":");
        for (const row of boxes.split(",")) {
          const numbers = row.split(" ").map(Number);
          rows.push({ page: Number(page), box: numbers.slice(0, 4), signs: numbers[4] || 0 });
        }
      }
      return { name: part.slice(0, at), rows };
    });
  }

  /** Return the boxes that rows fill on a page, one for each column that they run through. */
  function areas(rows, page) {
    const found = [];
    for (const { page: own, box } of rows) {
      if (own !== page) continue;
      const last = found[found.length - 1];
      if (last && box[1] >= last[1] && Math.min(box[2], last[2]) > Math.max(box[0], last[0])) {
        last[0] = Math.min(last[0], box[0]);
        last[2] = Math.max(last[2], box[2]);
        last[3] = Math.max(last[3], box[3]);
      } else found.push([...box]);
    }
    return found;
  }

  function width(text) {
    let sum = 0;
    for (const sign of text) sum += sign < "\u0100" ? NARROW : 1;
    return sum;
  }

  /** Return the boxes of a stretch of a unit's words, {page, box}; words: without blanks; start, end: in it. */
  function stretch(rows, words, start, end) {
    const found = [];
    let at = 0;
    for (const { page, box, signs } of rows) {
      const from = Math.max(start, at);
      const to = Math.min(end, at + signs);
      if (from < to) {
        const whole = width(words.slice(at, at + signs)) || 1;
        const left = width(words.slice(at, from)) / whole;
        const right = width(words.slice(at, to)) / whole;
        const wide = box[2] - box[0];
        found.push({ page, box: [box[0] + left * wide, box[1], box[0] + right * wide, box[3]] });
      }
      at += signs;
    }
    return found;
  }

  /** Return the row that stands at a share (0 to 1) of a unit's words. */
  function rowAt(rows, share) {
    let left = share * rows.reduce((sum, row) => sum + row.signs, 0);
    for (const row of rows) {
      left -= row.signs;
      if (left < 0) return row;
    }
    return rows[rows.length - 1];
  }

  const places = { parse, areas, stretch, rowAt };
  if (typeof module === "object") module.exports = places;
  else window.GongbaoFacsimile = { places };
})();
