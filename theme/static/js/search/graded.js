/* Answers below the exact ones: what holds all or most of what was typed, what was meant, other words for it, its sound.

What is loaded for it is loaded here; what counts how much is said in grades.js. */
(function (Gongbao) {
  "use strict";

  const { wording, grades, corrections, synonyms, dates } = Gongbao;
  const LETTERS = /^[a-z' ]+$/;
  const WHOLE = 0.999;
  // Of answers that share characters alone.
  const FEW = 20;
  // The share of all texts that a character by itself may stand in, to say anything.
  const RARE = 0.1;
  let nearby = null;

  /** Return the number of the field that counts most: the title. */
  function titleField({ fields }) {
    return fields.reduce((best, { boost }, i) => (boost > fields[best].boost ? i : best), 0);
  }

  /** Return the words that stand for each other in the archive; none where they cannot be loaded. */
  const groupsOf = ({ synonyms: name }) => (name ? orNone(Gongbao.fetchData(name)) : []);

  function opened(manifest) {
    if (nearby || !manifest.nearby) return nearby;
    const { postings } = Gongbao.engine.parts();
    // The trees of the whole archive are not saved; the titles that are, are.
    nearby = postings.titles
      ? new Gongbao.nearby.OfTitles(manifest.nearby, () => postings.titles())
      : new Gongbao.nearby.Nearby(manifest.nearby);
    return nearby;
  }

  /** Load the postings of a reading's terms: term → rows. Characters that no text holds with a neighbour of theirs count by
      themselves, if few texts have them, and if they are no part of a word that the archive's list knows: 自 says nothing
      of 自来水. */
  async function rowsOf(reading) {
    const { manifest, postings } = Gongbao.engine.parts();
    const rows = await postings.ofAll(new Set(reading.terms.map(({ term }) => term)));
    const alone = grades.lone(reading, rows);
    // 没 of a question that no text asks is no part of its subject.
    const idle = alone.filter((at) => wording.LOOSE.includes(reading.places[at].text));
    if (idle.length < reading.places.length) for (const at of idle) reading.places[at].idle = true;
    const known = synonyms.spans(reading.folded, await groupsOf(manifest));
    const part = ({ start, end }) => known.some(([from, to]) => from <= start && end <= to);
    const lone = alone.filter((at) => !reading.places[at].idle && !part(reading.places[at])).map((at) => ({ term: reading.places[at].text, at, size: 1, lone: true }));
    for (const [term, found] of await postings.ofAll(new Set(lone.map(({ term }) => term)))) {
      if (found.length && found[0].holders <= manifest.documents * RARE) rows.set(term, found);
    }
    reading.terms = [...reading.terms, ...lone.filter(({ term }) => rows.has(term))].sort((a, b) => a.at - b.at);
    return rows;
  }

  /** Grade documents by a reading of a text, among those allowed. must: the words in it that nobody typed, if the others
      were. */
  async function graded(text, kind, note, allowed, must = "") {
    const { manifest, documents } = Gongbao.engine.parts();
    const reading = kind === "characters" ? wording.apart(text) : wording.read(text);
    const rows = await rowsOf(reading);
    const counted = { documents: manifest.documents, title: titleField(manifest) };
    const held = grades.coverage(reading, rows, counted);
    if (must) held.must = grades.coverage(wording.read(must), rows, counted).share;
    const found = grades.candidates(held, allowed);
    await documents.load(found);
    const query = new lunr.Query(manifest.fields.map(({ name }) => name));
    for (const [term] of rows) query.clause({ term, usePipeline: false });
    const clauses = query.clauses.map((clause) => ({ clause, terms: [clause.term] }));
    const scores = Gongbao.score.score(clauses, rows, found, manifest, documents);
    const near = grades.nearness(reading, rows, found);
    return { text, kind, note, reading, rows, held, found, scores, near };
  }

  /** Return which pairs of a run titles hold, or other lines about a document (its number, its agency). */
  function knownPairs({ reading, rows }, [first, last]) {
    const { fields } = Gongbao.engine.parts().manifest;
    const main = fields.reduce((most, { terms }, i) => (terms > fields[most].terms ? i : most), 0);
    const known = [];
    for (let at = first; at < last; at++) {
      const { term } = reading.terms.find((one) => one.at === at && one.size === 2);
      known.push((rows.get(term) || []).some(({ frequencies }) => frequencies.some((of, field) => field !== main && of?.some(Boolean))));
    }
    return known;
  }

  /** Return what may have been meant, one character apart: texts, the likeliest first. */
  async function corrected(own) {
    const { reading, held } = own;
    // Where a title holds all of it, or a text as it was typed, nothing is wrong with it.
    if (own.found.some((document, n) => held.title[document] > WHOLE || (held.share[document] > WHOLE && own.near[n] > WHOLE))) return [];
    const proposals = [];
    for (const run of reading.runs) {
      const characters = reading.places.slice(run[0], run[1] + 1).map(({ text }) => text);
      const known = knownPairs(own, run);
      if (characters.length < 3 || known.every(Boolean)) continue;
      // Stretches that may mend a pair begin at it or up to two places before.
      const starts = characters.filter((_, i) => [i, i + 1, i + 2].some((k) => k < characters.length && known[k] === false) || known[i - 1] === false);
      const [sounds, shapes] = await Promise.all([nearby.sounds(), nearby.shapes()]);
      // The first character may be the wrong one: what sounds like it, and what looks like it, may begin a title's words.
      const first = corrections.doubtful(characters.length, known).includes(0);
      if (first) starts.push(...shapes.like(characters[0]));
      const sounding = first ? await soundingLike(characters, sounds) : [];
      const trigrams = new Set([...(await nearby.startingWith(starts)), ...sounding]);
      for (const { text, value } of corrections.propose(characters, known, trigrams, sounds.of, shapes.alike)) {
        const from = reading.places[run[0]].start;
        const to = reading.places[run[1]].end;
        proposals.push({ value, text: reading.folded.slice(0, from) + text + reading.folded.slice(to) });
      }
    }
    return proposals.sort((a, b) => b.value - a.value).slice(0, 3).map(({ text }) => text);
  }

  /** Return the stretches that sound like the first three characters: the first one may be the wrong one. */
  async function soundingLike(characters, sounds) {
    const letters = characters.slice(0, 3).map((character) => (sounds.of(character)[0] || "")[0]);
    if (letters.length < 3 || !letters.every(Boolean)) return [];
    return (await nearby.readAs(letters.join(""))).filter((stretch) => stretch.length === 3);
  }

  /** Return what may have been meant: one character apart, or in pinyin. */
  async function meant(own) {
    const { folded } = own.reading;
    const groups = await groupsOf(Gongbao.engine.parts().manifest);
    const [texts, read] = await Promise.all([LETTERS.test(folded) ? [] : corrected(own), Gongbao.letters.read(folded, nearby, groups)]);
    return [
      ...texts.map((text) => [text, "close", { text }]),
      ...read.map(({ text, words }) => [text, "sound", { text }, words.join(" ")]),
    ];
  }

  /** Return the text in other words of the archive's list. */
  async function inOtherWords({ reading, rows }, manifest) {
    const groups = await groupsOf(manifest);
    const lone = new Map(grades.lone(reading, rows).map((at) => [reading.places[at].text, reading.places[at].start]));
    return synonyms.replaced(reading.folded, groups, lone).map(({ text, from, to, words }) => [text, "synonym", { from, to }, words.join(" ")]);
  }

  /** Return other readings of a text than its own: [[text, kind, note, words that must be held]]. */
  async function otherReadings(own, nothingExact) {
    const { manifest } = Gongbao.engine.parts();
    const parts = await Promise.all([
      nothingExact && opened(manifest) ? orNone(meant(own)) : [],
      inOtherWords(own, manifest),
    ]);
    return parts.flat();
  }

  /** What cannot be loaded for other readings (saved in the browser is only so much) leaves the own one as it is. */
  async function orNone(promise) {
    try {
      return await promise;
    } catch (error) {
      if (error.name !== "LoadError") throw error;
      return [];
    }
  }

  /** Return graded answers to a text: { answers: [{ document, score, grade, missing, note, phrases, rows }], corrections }.
      allowed: the documents that may be answers; nothingExact: whether to think of slips of the pen; beside: whether
      the text names something else that is shown. */
  async function answers(text, allowed, { nothingExact, tie, beside }) {
    const date = dates.read(text);
    const { manifest } = Gongbao.engine.parts();
    // Other words are looked for in any case.
    if (manifest.synonyms && !date) Gongbao.fetchData(manifest.synonyms).catch(() => {});
    const own = await graded(text, date ? "pieces" : "own", null, allowed);
    const readings = [own];
    if (date) {
      // As texts write it, and just so: its numbers stand apart in many texts.
      const written = await Gongbao.engine.find(Gongbao.query.parse(`"${date.words}"`));
      const note = { from: text, to: date.words };
      readings.push(await graded(date.words, "synonym", note, Gongbao.match.intersect(allowed, written)));
    } else {
      // All at once: each would wait for its postings.
      const others = await otherReadings(own, nothingExact);
      readings.push(...(await Promise.all(others.map(([other, kind, note, must]) => graded(other, kind, note, allowed, must)))));
    }
    let found = grades.combine(readings, tie);
    if (!found.length && nothingExact && !date) {
      // Nothing holds two characters of it together: what holds most of them apart is nearer than nothing, but what
      // shares its year alone says nothing of a day.
      readings.push(await graded(text, "characters", null, allowed));
      found = grades.combine(readings, tie).slice(0, FEW);
    }
    // Scattered characters are shown where there is nothing better.
    const better = found.filter((answer) => !grades.scattered(answer, readings, beside));
    if (better.length || beside || !nothingExact) found = better;
    const used = new Set(found.filter(({ grade }) => grade === "close").map(({ reading }) => reading));
    return {
      answers: found.map((answer) => ({ ...answer, ...explained(answer, readings) })),
      corrections: readings.filter(({ kind, held }, i) => kind === "close" && (used.has(i) || held.share.some((share) => share > WHOLE))).map((one) => one.text),
    };
  }

  /** Say what an answer lacks, by which other words it was found, and what to mark in it. */
  function explained({ document, reading: number, grade }, readings) {
    const { reading, rows, note } = readings[number];
    const held = grades.heldBy(reading, rows, document);
    const pairs = held.terms.filter(({ size }) => size === 2);
    const together = new Set(pairs.map(({ at }) => at));
    const stretches = wording.stretches(reading, (i) => held.places[i], (i) => together.has(i));
    // A pair by itself too: the document may hold both pairs of three characters in different places.
    const said = pairs.map(({ at }) => reading.places[at].text + reading.places[at + 1].text);
    const phrases = [...new Set([...stretches, ...said])].map(Gongbao.query.exactly).filter(Boolean);
    for (const phrase of phrases) {
      for (const slot of phrase.slots) slot.terms = [slot.term];
      phrase.rows = phrase.slots.flatMap(({ term }) => rows.get(term) || []);
    }
    const missing = grade === "all" ? [] : wording.stretches(reading, (i) => !held.places[i] && !reading.places[i].idle);
    return { missing, note, phrases, stretches };
  }

  Gongbao.graded = { answers };
})(window.Gongbao);
