/* Answer queries: what holds just what was typed first, then graded answers; narrowed, counted, sorted, shown. */
(function (Gongbao) {
  "use strict";

  const { place, subtract } = Gongbao.match;
  const { parts } = Gongbao.engine;

  /** Return what is chosen of each filter, as numbers of values; null where nothing is. */
  function chosenValues(filters) {
    return parts().manifest.filters.map(({ name }, number) => {
      const wanted = filters && filters[name];
      const list = wanted === undefined || wanted === null ? [] : [].concat(wanted).filter((value) => value !== "");
      return list.length ? new Set(list.map((value) => parts().documents.number(number, String(value)))) : null;
    });
  }

  /** Narrow documents by filters, and count the values of each filter under the choices of all the others. */
  function narrow(found, chosen, values, inRange) {
    const { manifest, documents } = parts();
    const counts = manifest.filters.map(() => new Map());
    const kept = found.filter((document) => {
      if (!inRange(document)) return false;
      const fails = [];
      chosen.forEach((set, number) => {
        if (set && !documents.filter(document, number).some((value) => set.has(value))) fails.push(number);
      });
      if (fails.length < 2) {
        counts.forEach((count, number) => {
          if (fails.length && fails[0] !== number) return;
          for (const value of documents.filter(document, number)) count.set(value, (count.get(value) || 0) + 1);
        });
      }
      return !fails.length;
    });
    const facets = {};
    manifest.filters.forEach(({ name }, number) => {
      facets[name] = [...counts[number]]
        .map(([value, count]) => ({ value: values[number][value], count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    });
    return { kept, facets };
  }

  /** Return a test of documents by the range of dates asked for. */
  function ranged({ from, to, day }) {
    const { manifest, documents } = parts();
    const number = manifest.sorts.findIndex(({ name }) => name === manifest.range);
    if (number < 0 || !(from || to || day)) return () => true;
    const test = Gongbao.dates.within({ from, to, day });
    return (document) => test(documents.sortKey(document, number));
  }

  /** Return how documents of equal score follow each other: those in force, then the later ones, first. */
  function ties(values) {
    const { manifest, documents } = parts();
    const { last } = manifest;
    const filter = last ? manifest.filters.findIndex(({ name }) => name === last.filter) : -1;
    const lowered = filter < 0 ? [] : last.values.map((value) => documents.number(filter, value));
    const date = manifest.sorts.findIndex(({ name }) => name === manifest.range);
    const low = (document) => filter >= 0 && documents.filter(document, filter).some((value) => lowered.includes(value));
    return (a, b) => {
      const order = Number(low(a)) - Number(low(b));
      if (order || date < 0) return order || b - a;
      const [first, second] = [documents.sortKey(a, date), documents.sortKey(b, date)];
      return first === second ? b - a : first < second ? 1 : -1;
    };
  }

  /** Return the order asked for, as a comparison of documents; null for that by score. */
  function ordering(sort, tie) {
    const { manifest, documents } = parts();
    const number = manifest.sorts.findIndex(({ name }) => name === sort);
    if (number < 0) return null;
    const sign = manifest.sorts[number].descending ? -1 : 1;
    return (a, b) => {
      const [first, second] = [documents.sortKey(a, number), documents.sortKey(b, number)];
      // What has no key comes last either way.
      if (!first || !second) return Number(!first) - Number(!second) || tie(a, b);
      return first < second ? -sign : first > second ? sign : tie(a, b);
    };
  }

  /** Return places of documents in the order asked for. */
  function sorted(found, scores, order, tie) {
    const list = Array.from(found, (_, i) => i);
    if (order) return list.sort((a, b) => order(found[a], found[b]));
    // Sums of the same numbers in another order differ in the last digits; they are ties all the same.
    const rounded = scores.map((score) => Math.round(score * 1e9));
    return list.sort((a, b) => rounded[b] - rounded[a] || tie(found[a], found[b]));
  }

  /** Return the packs of a document that hold each phrase, as far as what is loaded tells. */
  function packsOf(phrase, document, packs) {
    const last = (position) => {
      let i = packs.length - 1;
      while (i >= 0 && packs[i].position > position) i--;
      return i;
    };
    if (phrase.loaded) {
      return Gongbao.engine.beginsIn(phrase.loaded, document).map(last).filter((pack) => pack >= 0);
    }
    const found = [];
    for (const row of phrase.rows) {
      const i = place(row.documents, document);
      if (row.documents[i] !== document) continue;
      const positions = row.positions();
      if (positions) found.push(...Array.from(positions.of(document), last).filter((pack) => pack >= 0));
      else if (row.firstPack(i) < packs.length) found.push(row.firstPack(i));
    }
    return found;
  }

  /** Return the packs of a document that are worth loading to show it. */
  function chosenPacks(document, phrases) {
    const { documents, postings } = parts();
    const packs = documents.packs(document);
    const own = postings.packsOf ? postings.packsOf(document, packs) : packs;
    return Gongbao.snippets.choose(own, phrases.map((phrase) => packsOf(phrase, document, own)));
  }

  async function snippetsOf(chosen, phrases) {
    const { manifest, documents } = parts();
    const texts = await Promise.all(chosen.map((pack) => documents.paragraphs(pack)));
    return Gongbao.snippets.best(texts.flat(), phrases).map(({ field, ...rest }) => ({
      ...rest,
      label: manifest.fields[field].label,
    }));
  }

  /** Return what a result shows of a document.
      @param {any} answer */
  async function hit(answer, withSnippets) {
    const { document, score, phrases, ...graded } = answer;
    // Every pack says what a result shows, so a result takes no more scripts than its snippets do.
    const chosen = chosenPacks(document, phrases);
    const { card } = await parts().documents.card(document, chosen[0]);
    const snippets = withSnippets ? await snippetsOf(chosen, phrases) : [];
    return { ...card, score, snippet: snippets.length ? snippets[0].text : "", snippets, ...shown(/** @type {any} */ (graded)), phrases: phrases.map(({ text }) => text) };
  }

  /** Return a hit that is loaded when somebody asks for it, once; after a failure it may be tried again. */
  function later(answer, withSnippets) {
    let loading = null;
    const made = { grade: answer.grade, loaded: null, load };
    function load() {
      loading ||= hit(answer, withSnippets).then(
        (found) => (made.loaded = found),
        (error) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    }
    return made;
  }

  function shown({ grade, missing = [], note = null, stretches = [] }) {
    return { grade, missing, note, stretches };
  }

  /** Return scores that count more where a title holds the phrases. */
  async function inTitles(phrases, kept, scores) {
    const terms = new Set(phrases.flatMap((phrase) => phrase.slots.flatMap((slot) => slot.terms || [])));
    if (!kept.length || !terms.size) return scores;
    const rows = await parts().postings.ofAll(terms, kept);
    const { fields } = parts().manifest;
    const title = fields.reduce((best, { boost }, i) => (boost > fields[best].boost ? i : best), 0);
    const factors = Gongbao.score.titled(phrases, rows, kept, title);
    return scores.map((score, i) => score * factors[i]);
  }

  /** Find what holds just what was typed: { kept: documents, order: places in it, scores, facets }. */
  async function exactAnswers(parsed, narrowed, sort) {
    const { manifest, documents } = parts();
    const found = parsed.groups.length || parsed.not.length || narrowed.all ? await Gongbao.engine.find(parsed) : new Int32Array(0);
    await documents.load(found);
    const { kept, facets } = narrow(found, narrowed.chosen, narrowed.values, narrowed.inRange);
    const names = manifest.fields.map(({ name }) => name);
    const clauses = await Gongbao.engine.expandClauses(Gongbao.query.compile(parsed, names));
    const scores = kept.length ? await Gongbao.engine.scoreAll(clauses, kept) : new Float64Array(0);
    const tie = ties(narrowed.values);
    const weighed = await inTitles(parsed.groups.flat(), kept, scores);
    return { kept, facets, scores, order: sorted(kept, weighed, ordering(sort, tie), tie) };
  }

  /** Find graded answers among what was not found: null where the query asks for just what it says. */
  async function gradedAnswers(text, parsed, exact, narrowed, sort, beside) {
    const loose = Gongbao.query.loosely(text);
    if (!loose) return null;
    await Gongbao.startGraded();
    const { documents, postings } = parts();
    let allowed = subtract(postings.all || Gongbao.engine.everything(), exact.kept);
    for (const phrase of parsed.not) allowed = subtract(allowed, await Gongbao.engine.find({ groups: [[phrase]], not: [] }));
    let facets = null;
    if (narrowed.some) {
      await documents.load(allowed);
      ({ kept: allowed, facets } = narrow(allowed, narrowed.chosen, narrowed.values, narrowed.inRange));
    }
    const tie = ties(narrowed.values);
    const found = await Gongbao.graded.answers(loose, allowed, { nothingExact: !exact.kept.length, tie, beside });
    const order = ordering(sort, tie);
    if (order) {
      const grades = Gongbao.grades.GRADES;
      found.answers.sort((a, b) => grades.indexOf(a.grade) - grades.indexOf(b.grade) || order(a.document, b.document));
    }
    if (!facets) {
      const numbers = Int32Array.from(found.answers, ({ document }) => document).sort();
      ({ facets } = narrow(numbers, narrowed.chosen, narrowed.values, narrowed.inRange));
    }
    return { ...found, facets };
  }

  /** Give the phrases of a query the rows that tell where to look for them in the documents shown. */
  async function located(phrases, within) {
    for (const phrase of phrases) {
      // Documents of a single term were not checked for positions.
      if (phrase.loaded || !within.length) continue;
      const terms = phrase.slots.flatMap(({ terms: all }) => all || []);
      phrase.rows = (await Promise.all(terms.map((term) => parts().postings.of(term, within)))).flat();
    }
    return phrases;
  }

  /** Count answers by grade. */
  function counted(answers) {
    const counts = {};
    for (const { grade } of answers) counts[grade] = (counts[grade] || 0) + 1;
    return counts;
  }

  /** Search.
      options: filters { name: value or values }, from, to, day (of the dates that settings name), sort (name of a sort;
               else by relevance), offset, limit, snippets, grades (graded answers
               below the exact ones: true, false, or only where nothing is exact), beside (the text names a page, a
               number or a date that is shown: what shares scattered characters is then no answer), later (hits are not loaded, but have
               load(): what results show is loaded when it is called, and is `loaded` from then on)
      answer: total (of exact answers), graded (how many follow; null where it was not looked for), hits [{ slug, url,
              title, …, score, snippet, snippets [{ text, marks, anchor, label }], grade, missing [text], note }],
              grades { grade: how many }, corrections [text], facets { filter: [{ value, count }] }, cut (the query was too long and was cut)
      @param {string} text
      @param {any} options */
  async function search(text, options = {}) {
    const { filters = {}, sort = "relevance", offset = 0, limit = 10, snippets = true, grades } = options;
    await Gongbao.text.ready(text);
    const parsed = Gongbao.query.parse(text);
    const dated = Boolean(options.from || options.to || options.day);
    const asked = parsed.groups.length || parsed.not.length;
    if (!asked && !dated) return { total: 0, graded: null, hits: [], grades: {}, corrections: [], facets: {}, cut: false, empty: true };
    const values = await parts().documents.values();
    const chosen = chosenValues(filters);
    const narrowed = { values, chosen, inRange: ranged(options), all: dated, some: dated || chosen.some(Boolean) };
    const exact = await exactAnswers(parsed, narrowed, sort);
    const page = exact.order.slice(offset, offset + limit);
    const phrases = await located(parsed.groups.flat(), Int32Array.from(page, (i) => exact.kept[i]).sort());
    const answers = page.map((i) => ({ document: exact.kept[i], score: exact.scores[i], grade: "exact", phrases }));
    const total = exact.kept.length;
    // Graded answers are only looked for when the reader gets to the end of the exact ones.
    const wanted = grades === undefined ? !total : grades && offset + limit >= total;
    const more = wanted && parsed.groups.length ? await gradedAnswers(text, parsed, exact, narrowed, sort, options.beside) : null;
    if (more) answers.push(...more.answers.slice(Math.max(0, offset - total), offset + limit - total));
    await parts().documents.load(Int32Array.from(answers, ({ document }) => document).sort());
    const hits = answers.map((answer) => later(answer, snippets));
    return {
      total,
      graded: more && more.answers.length,
      hits: options.later ? hits : await Promise.all(hits.map((one) => one.load())),
      grades: more ? counted(more.answers) : {},
      corrections: more ? more.corrections : [],
      facets: total || !more ? exact.facets : more.facets,
      cut: parsed.cut,
    };
  }

  Gongbao.answers = { search };
})(window.Gongbao);
