/* Read what the reader typed, and compile it into a lunr query.

   blank = and · "…" = exactly this · -… = not · OR = one of its two neighbours
   A piece without blanks is a phrase: its characters and words stand next to each other in the text, in this order;
   separators in it stand for any separators. A word that ends an unquoted piece also finds longer words. */
(function (Gongbao) {
  "use strict";

  const { fold, units, wordTerm } = Gongbao.text;
  // More would load hundreds of shards; the answer says that the rest was left out.
  const MAX_UNITS = 128;
  // A pasted book is no query, and what is read here costs the square of it.
  const LONGEST = 4000;
  const QUOTES = { "“": "”", "”": "”", "「": "」", "『": "』", "„": "“" };
  const EXACT_BOOST = 2;

  /** Close up blanks inside dates and document numbers, which would otherwise mean "and". */
  function closeUp(text) {
    return text
      .replace(/\s*[〔[(【{〈<]\s*(\d{4})\s*[〕\])】}〉>]\s*(?=\d)/g, "〔$1〕")
      .replace(/(\d)\s+(?=[年月日号时分期])/g, "$1")
      .replace(/([第年月])\s+(?=\d)/g, "$1");
  }

  /** Return what was typed, in the signs that are read here. */
  const typed = (text) => closeUp(text.slice(0, LONGEST).normalize("NFKC"));

  /** Return where the quote that opens at a place closes; -1 if none opens there. */
  function closing(text, at) {
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      return end < 0 ? text.length : end;
    }
    const end = text[at] in QUOTES ? text.indexOf(QUOTES[text[at]], at + 1) : -1;
    // Printed quotes also stand in running text: “放管服”改革 is one piece.
    return end > 0 && (end + 1 === text.length || /\s/u.test(text[end + 1])) ? end : -1;
  }

  /** Cut a query into pieces: { text, quoted, not } and "OR".
      @returns {any[]} */
  function pieces(text) {
    const found = [];
    let at = 0;
    while (at < text.length) {
      if (/\s/u.test(text[at])) {
        at++;
        continue;
      }
      const not = /^[-−]\S/u.test(text.slice(at, at + 2));
      if (not) at++;
      const close = closing(text, at);
      if (close >= 0) {
        found.push({ text: text.slice(at + 1, close), quoted: true, not });
        at = close + 1;
      } else {
        let end = at;
        while (end < text.length && !/\s/u.test(text[end]) && !(end > at && text[end] === '"')) end++;
        const piece = text.slice(at, end);
        found.push(piece === "OR" && !not ? "OR" : { text: piece, quoted: false, not });
        at = end;
      }
    }
    return found;
  }

  /** Return a phrase of units: what must stand at which distance from its beginning; null if nothing is left. */
  function phrase(piece, room) {
    const all = units(fold(piece.text));
    const kept = all.slice(0, room);
    if (!kept.length) return null;
    const last = kept[kept.length - 1];
    const runs = [];
    kept.forEach(({ text, position }, i) => {
      if (i && kept[i - 1].position + 1 === position) runs[runs.length - 1] += text;
      else runs.push(text);
    });
    return {
      text: piece.text,
      // What stands in any folded text that holds the phrase: a quick test before the exact one.
      runs,
      units: kept.map(({ text, han, position }) => ({ text, han, offset: position })),
      prefix: !piece.quoted && !last.han && kept.length === all.length,
      cut: kept.length < all.length,
    };
  }

  /** Return the terms that cover a phrase: pairs 1-2, 3-4 …, the last two; single characters and words. */
  function slots(found) {
    const result = [];
    const list = found.units;
    let i = 0;
    while (i < list.length) {
      const unit = list[i];
      if (!unit.han) {
        result.push({ term: wordTerm(unit.text), offset: unit.offset, prefix: found.prefix && i === list.length - 1 });
        i++;
        continue;
      }
      let end = i + 1;
      while (end < list.length && list[end].han && list[end].offset === list[end - 1].offset + 1) end++;
      const pair = (k) => result.push({ term: list[k].text + list[k + 1].text, offset: list[k].offset, prefix: false });
      if (end - i === 1) result.push({ term: unit.text, offset: unit.offset, prefix: false });
      for (let k = i; k + 1 < end; k += 2) pair(k);
      // A run of odd length ends with a pair that overlaps the one before.
      if (end - i > 2 && (end - i) % 2) pair(end - 2);
      i = end;
    }
    return result;
  }

  /** Read a query: groups of which one alternative each must match, and phrases that must not. */
  function parse(text) {
    const parsed = { groups: [], not: [], cut: String(text).length > LONGEST };
    let room = MAX_UNITS;
    let or = false;
    for (const piece of pieces(typed(String(text)))) {
      if (piece === "OR") {
        or = parsed.groups.length > 0;
        continue;
      }
      const found = phrase(piece, room);
      if (!found) continue;
      found.slots = slots(found);
      room -= found.units.length;
      parsed.cut = parsed.cut || found.cut;
      if (piece.not) parsed.not.push(found);
      else if (or) parsed.groups[parsed.groups.length - 1].push(found);
      else parsed.groups.push([found]);
      or = false;
      if (room <= 0) {
        parsed.cut = true;
        break;
      }
    }
    return parsed;
  }

  /** Return the lunr query of a parsed text. What it cannot say (next to each other, not a phrase) is checked later. */
  function compile(parsed, fields) {
    const { presence } = lunr.Query;
    const query = new lunr.Query(fields);
    for (const group of parsed.groups) {
      const needed = group.length === 1 ? presence.REQUIRED : presence.OPTIONAL;
      for (const alternative of group) {
        for (const slot of alternative.slots) {
          query.clause({ term: slot.prefix ? slot.term + "*" : slot.term, presence: needed, usePipeline: false });
          // The very word counts more than longer ones that begin with it.
          if (slot.prefix) query.clause({ term: slot.term, boost: EXACT_BOOST, usePipeline: false });
        }
      }
    }
    for (const found of parsed.not) {
      if (found.slots.length === 1 && !found.prefix) {
        query.clause({ term: found.slots[0].term, presence: presence.PROHIBITED, usePipeline: false });
      }
    }
    return query;
  }

  /** Return the phrase of a text that is searched for as it stands; null if nothing of it can be. */
  function exactly(text) {
    const found = phrase({ text, quoted: true }, MAX_UNITS);
    if (found) found.slots = slots(found);
    return found;
  }

  /** Return what was typed without marks, for answers in other words; "" where quotes or OR ask for just this. */
  function loosely(text) {
    const found = pieces(typed(String(text)));
    if (found.some((piece) => piece === "OR" || (piece.quoted && !piece.not))) return "";
    return found.filter(({ not }) => !not).map((piece) => piece.text).join(" ");
  }

  Gongbao.query = { parse, compile, exactly, loosely };
})(window.Gongbao);
