/* Grade documents by how much of a reading they hold. Pure: postings are given, nothing is loaded.

A place of a reading (a character, a word) is held by a document that holds one of the terms over it. So 盐业改革 is held
whole by 盐业体制改革: 盐业 holds the first two places, 改革 the others, and that nobody wrote 业改 costs nothing. */
(function (Gongbao) {
  "use strict";

  /** The grades, best first. */
  const GRADES = ["exact", "all", "most", "close", "synonym", "some", "sound"];
  // The share of the weight of a reading that "most of it" means.
  const MOST = 0.6;
  const WHOLE = 0.999;
  // An answer with a smaller part of the best one's score is only said to hold some of it.
  const FAR = 0.4;
  // What is so much farther still shares a character by chance.
  const NOTHING = 0.02;
  // Answers in words that were not typed count a little less.
  const FACTORS = { close: 0.85, synonym: 0.8, sound: 0.85, pieces: 0.05, characters: 0.05 };
  // Readings of what was typed and of nothing else.
  const TYPED = ["own", "characters"];
  // What counts as near, in characters, and how much more all of it near to each other counts.
  const NEAR = 16;
  const NEARNESS = 0.5;
  const CANDIDATES = 400;
  const MOST_ANSWERS = 100;

  /** Return the weights of a reading's places: a place weighs what the commonest term over it weighs, of all 1. */
  function weights(reading, rows, total) {
    const out = new Float64Array(reading.places.length).fill(Infinity);
    for (const { term, at, size } of reading.terms) {
      const holders = (rows.get(term) || []).length ? rows.get(term)[0].holders : 0;
      const rarity = Gongbao.score.idf(total, holders);
      for (let i = at; i < at + size; i++) out[i] = Math.min(out[i], rarity);
    }
    reading.places.forEach((place, i) => void (place.idle && (out[i] = 0)));
    const sum = out.reduce((a, b) => a + b, 0) || 1;
    return out.map((weight) => weight / sum);
  }

  /** Return the places of Han characters that no text holds together with a neighbour. */
  function lone({ places, terms }, rows) {
    const held = new Set();
    for (const { term, at, size } of terms) {
      for (let i = at; i < at + size; i++) if ((rows.get(term) || []).length) held.add(i);
    }
    return places.flatMap(({ han }, i) => (han && !held.has(i) ? [i] : []));
  }

  /** Return what each document holds of a reading: the share of its places (share, and in the title field: title), and
      of their weight. rows: term → rows of its postings; a row: { holders, documents, frequencies[field] }. */
  function coverage(reading, rows, { documents, title }) {
    const count = reading.places.filter(({ idle }) => !idle).length || 1;
    const heavy = weights(reading, rows, documents);
    const held = { share: new Float32Array(documents), weight: new Float32Array(documents), title: new Float32Array(documents) };
    // Terms come in the order of their places, so the last place that was counted tells what a term adds.
    const last = new Int16Array(documents).fill(-1);
    const lastTitle = new Int16Array(documents).fill(-1);
    for (const { term, at, size } of reading.terms) {
      for (const row of rows.get(term) || []) {
        const inTitle = row.frequencies[title];
        row.documents.forEach((document, n) => {
          for (let i = Math.max(at, last[document] + 1); i < at + size; i++) {
            held.share[document] += 1 / count;
            held.weight[document] += heavy[i];
          }
          last[document] = at + size - 1;
          if (!inTitle || !inTitle[n]) return;
          held.title[document] += (at + size - Math.max(at, lastTitle[document] + 1)) / count;
          lastTitle[document] = at + size - 1;
        });
      }
    }
    return held;
  }

  /** Return the parts of a reading that a document holds, one behind the other, with their positions.
      terms: those whose positions stand beside their documents. */
  function partsOf(terms, rows, document) {
    const chain = [];
    let end = 0;
    for (const { term, at, size } of terms) {
      const row = rows.get(term).find(({ documents }) => documents[Gongbao.match.place(documents, document)] === document);
      if (!row || at < end) continue;
      chain.push({ at, positions: row.positions().of(document) });
      end = at + size;
    }
    return chain;
  }

  /** Return how far two rising lists of positions are from standing at a distance, where they come nearest to it. */
  function gap(first, second, distance) {
    let least = Infinity;
    for (let i = 0, k = 0; i < first.length && k < second.length; ) {
      const off = second[k] - first[i] - distance;
      least = Math.min(least, Math.abs(off));
      if (off < 0) k++;
      else i++;
    }
    return least;
  }

  /** Return the terms of a reading whose positions stand beside their documents. */
  function placed(reading, rows) {
    return reading.terms.filter(({ term }) => rows.get(term)?.length && rows.get(term).every((row) => row.positions()));
  }

  /** Return how near to each other documents (rising) hold the parts of a reading: 1 as they were typed, 0 far apart. */
  function nearness(reading, rows, documents) {
    // Positions of common terms would have to be loaded, and say less.
    const terms = placed(reading, rows);
    return Float64Array.from(documents, (document) => {
      const chain = partsOf(terms, rows, document);
      let sum = 0;
      for (let i = 1; i < chain.length; i++) {
        const off = gap(chain[i - 1].positions, chain[i].positions, chain[i].at - chain[i - 1].at);
        sum += 1 / (1 + off / NEAR) / (chain.length - 1);
      }
      return sum;
    });
  }

  /** Return how much a document's score counts by what it holds. */
  const worth = (held, document) => held.share[document] ** 2 * Gongbao.score.titleFactor(held.title[document]);

  /** Return the documents worth scoring, in rising order: those that hold most, among the ones allowed. */
  function candidates(held, allowed) {
    const rated = [];
    for (const document of allowed) if (held.share[document] > 0) rated.push(document);
    const value = (document) => worth(held, document) * (0.05 + held.weight[document]);
    if (rated.length > CANDIDATES) {
      rated.sort((a, b) => value(b) - value(a) || b - a);
      rated.length = CANDIDATES;
    }
    return Int32Array.from(rated).sort();
  }

  /** Put the answers of several readings together, the first being what was typed.
      readings: [{ reading, rows, kind ("own", "close" …; "pieces": of a date, which is more than its numbers; "characters": each by itself),
      held (must: the share that each document holds of the words that nobody typed; without it, of all), found: rising
      documents, scores, near: their nearness }]
      Returns [{ document, score, grade, reading }], grade by grade, the best first; tie(a, b) orders equal scores. */
  function combine(readings, tie = (a, b) => b - a) {
    const best = new Map();
    readings.forEach(({ kind, reading: read, rows, held, found, scores, near }, reading) => {
      const sure = placed(read, rows).length === read.terms.length;
      found.forEach((document, n) => {
        const score = scores[n] * worth(held, document) * (1 + NEARNESS * near[n]) * (FACTORS[kind] || 1);
        if (!(score > 0)) return;
        const other = best.get(document);
        // Words that nobody typed must be held whole, or they would explain anything.
        if (!TYPED.includes(kind) && (held.must || held.share)[document] < WHOLE) return;
        const grade = gradeOf(kind, held, document);
        const together = grade === "all" && sure && near[n] > WHOLE;
        // Other words for several parts explain more than those for one, whatever titles hold of them.
        const fuller = other && other.grade === "some" && kind === "synonym" && grade === kind;
        if (!other || fuller || (score > other.score && !(other.grade === "synonym" && grade === "some"))) best.set(document, { document, score, reading, grade, together });
      });
    });
    const top = [...best.values()].reduce((most, { score }) => Math.max(most, score), 0);
    const answers = [...best.values()].filter(({ score }) => score >= NOTHING * top);
    for (const answer of answers) if (answer.score < FAR * top && !answer.together) answer.grade = answer.grade === "sound" ? "sound" : "some";
    // Of what shares little, what holds two characters together comes before what holds some that count by themselves.
    const loose = new Map(answers.map((answer) => [answer, Number(answer.grade === "some" && scattered(answer, readings, true))]));
    // Sums of the same numbers in another order differ in the last digits; they are ties all the same.
    const rounded = (answer) => Math.round(answer.score * 1e6);
    answers.sort(
      (a, b) =>
        GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) ||
        loose.get(a) - loose.get(b) ||
        rounded(b) - rounded(a) ||
        tie(a.document, b.document),
    );
    return answers.slice(0, MOST_ANSWERS);
  }

  function gradeOf(kind, held, document) {
    if (kind === "pieces" || kind === "characters") return "some";
    // Other words for one part of it, and little of the rest, are no answer to all of it.
    if (kind !== "own") return held.weight[document] >= MOST ? kind : "some";
    if (held.share[document] >= WHOLE) return "all";
    return held.weight[document] >= MOST ? "most" : "some";
  }

  /** Return the terms of a reading that a document holds, and which of its places they hold. */
  function heldBy(reading, rows, document) {
    const terms = reading.terms.filter(({ term }) =>
      (rows.get(term) || []).some((row) => row.documents[Gongbao.match.place(row.documents, document)] === document),
    );
    const places = new Array(reading.places.length).fill(false);
    for (const { at, size } of terms) places.fill(true, at, at + size);
    return { terms, places };
  }

  /** Tell whether an answer shares nothing but scattered characters with what was typed; all: those too that count by
      themselves. */
  function scattered({ document, reading: number }, readings, all) {
    const { kind, reading, rows } = readings[number];
    if (kind === "synonym" || reading.places.length < 2) return false;
    const { terms } = heldBy(reading, rows, document);
    return terms.every(({ at, size, lone: own }) => size === 1 && reading.places[at].text.length === 1 && (all || !own));
  }

  Gongbao.grades = { GRADES, lone, coverage, candidates, nearness, combine, heldBy, scattered };
})(window.Gongbao);
