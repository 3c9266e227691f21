/* Answer queries: find the documents, check what stands next to what, score, count, sort, show. */
(function (Gongbao) {
  "use strict";

  const { intersect, union, subtract, place, eachBegin } = Gongbao.match;

  let manifest = null;
  let postings = null;
  let documents = null;

  /** Take the manifest. */
  function open(read) {
    manifest = read;
    documents = new Gongbao.documents.Documents(manifest);
    // Without a net only what is saved can be searched; held.js says how.
    postings = Gongbao.held
      ? new Gongbao.held.Postings(manifest, documents, Gongbao.only.documents)
      : new Gongbao.postings.Postings(manifest);
  }

  const everything = () => postings.all || Int32Array.from({ length: manifest.documents }, (_, i) => i);
  const fieldNames = () => manifest.fields.map((field) => field.name);
  const documentsOf = (rows) => union(rows.map((row) => row.documents));

  /** Return the documents that hold a slot's term, among those within; loads as little as it can. */
  async function slotDocuments(slot, within) {
    slot.terms = slot.prefix ? await postings.expand(slot.term) : [slot.term];
    const lists = await Promise.all(slot.terms.map((term) => postings.of(term, within)));
    return documentsOf(lists.flat());
  }

  /** Return the documents that hold a phrase. */
  async function phraseDocuments(phrase, within) {
    const located = await Promise.all(
      phrase.slots.map(async (slot) => ({ slot, shards: slot.prefix ? 1 : (await postings.locate(slot.term)).length })),
    );
    // Terms that fill several shards come last: then only the shards that hold documents still in question are needed.
    const small = located.filter(({ shards }) => shards <= 1);
    const large = located.filter(({ shards }) => shards > 1).sort((a, b) => a.shards - b.shards);
    let found = within;
    for (const list of await Promise.all(small.map(({ slot }) => slotDocuments(slot, within)))) {
      found = found ? intersect(found, list) : list;
    }
    for (const { slot } of large) {
      if (found && !found.length) break;
      const list = await slotDocuments(slot, found);
      found = found ? intersect(found, list) : list;
    }
    return phrase.slots.length > 1 && found.length ? adjacent(phrase, found) : found;
  }

  /** Load the positions of a phrase's slots for some documents: for each slot, those of each of its terms. */
  function loadPositions(phrase, within) {
    return Promise.all(
      phrase.slots.map(async ({ offset, terms }) => ({
        offset,
        of: await Promise.all(
          terms.map(async (term) => postings.positions(term, await postings.of(term, within), within)),
        ),
      })),
    );
  }

  /** Return the positions of each slot of a phrase in a document. */
  function positionsIn(loaded, document) {
    return loaded.map(({ of }) => (of.length === 1 ? of[0].of(document) : union(of.map((term) => term.of(document)))));
  }

  /** Return where a phrase begins in a document. */
  function beginsIn(loaded, document) {
    const found = [];
    const offsets = loaded.map(({ offset }) => offset);
    eachBegin(positionsIn(loaded, document), offsets, (begin) => void found.push(begin));
    return found;
  }

  /** Keep the documents in which the terms of a phrase stand next to each other. */
  async function adjacent(phrase, within) {
    const loaded = await loadPositions(phrase, within);
    const offsets = loaded.map(({ offset }) => offset);
    phrase.loaded = loaded;
    return within.filter((document) => eachBegin(positionsIn(loaded, document), offsets, () => true));
  }

  /** Return the documents that a parsed query finds. */
  async function find(parsed) {
    let found = null;
    for (const group of parsed.groups) {
      const lists = [];
      for (const phrase of group) lists.push(await phraseDocuments(phrase, found));
      found = union(lists);
      if (!found.length) return found;
    }
    found ||= everything();
    for (const phrase of parsed.not) found = subtract(found, await phraseDocuments(phrase, found));
    return found;
  }

  /** Return the terms that each clause of a lunr query stands for. */
  function expandClauses(query) {
    return Promise.all(
      query.clauses.map(async (clause) => ({
        clause,
        terms: clause.term.endsWith("*") ? await postings.expand(clause.term.slice(0, -1)) : [clause.term],
      })),
    );
  }

  /** Score documents by a lunr query. */
  async function scoreAll(clauses, found) {
    const rows = new Map();
    const terms = new Set(clauses.flatMap(({ terms: all }) => all));
    await Promise.all([...terms].map(async (term) => rows.set(term, await postings.of(term, found))));
    return Gongbao.score.score(clauses, rows, found, manifest, documents);
  }

  /** Answer a lunr query as lunr.js would: the documents' numbers and scores. */
  async function termQuery(query) {
    const { presence } = lunr.Query;
    const clauses = await expandClauses(query);
    let required = null;
    let prohibited = new Int32Array(0);
    const matching = [];
    for (const { clause, terms } of clauses) {
      const rows = (await Promise.all(terms.map((term) => postings.of(term)))).flat();
      const wanted = clause.fields.map((name) => fieldNames().indexOf(name));
      const lists = rows.map((row) =>
        row.documents.filter((_, i) => wanted.some((f) => row.frequencies[f] && row.frequencies[f][i])),
      );
      const list = union(lists);
      if (clause.presence === presence.PROHIBITED) prohibited = union([prohibited, list]);
      else matching.push(list);
      if (clause.presence === presence.REQUIRED) required = required ? intersect(required, list) : list;
    }
    let found = query.isNegated() ? everything() : union(matching);
    if (required) found = intersect(found, required);
    found = subtract(found, prohibited);
    await documents.load(found);
    const scores = await scoreAll(clauses, found);
    return Array.from(found, (document, i) => ({ document, score: scores[i] }));
  }

  /** Return what is chosen of each filter, as numbers of values; null where nothing is. */
  function chosenValues(filters, values) {
    return manifest.filters.map(({ name }, number) => {
      const wanted = filters && filters[name];
      const list = wanted === undefined || wanted === null ? [] : [].concat(wanted).filter((value) => value !== "");
      return list.length ? new Set(list.map((value) => values[number].indexOf(String(value)))) : null;
    });
  }

  /** Narrow documents by filters, and count the values of each filter under the choices of all the others. */
  function narrow(found, chosen, values) {
    const counts = manifest.filters.map(() => new Map());
    const kept = found.filter((document) => {
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

  /** Return the documents in the order asked for. Equal ones: the later document first. */
  function sorted(found, scores, sort) {
    const order = Array.from(found, (_, i) => i);
    const number = manifest.sorts.findIndex(({ name }) => name === sort);
    if (number < 0) {
      // Sums of the same numbers in another order differ in the last digits; they are ties all the same.
      const rounded = scores.map((score) => Math.round(score * 1e9));
      return order.sort((a, b) => rounded[b] - rounded[a] || b - a);
    }
    const sign = manifest.sorts[number].descending ? -1 : 1;
    const keys = Array.from(found, (document) => documents.sortKey(document, number));
    return order.sort((a, b) => {
      // What has no key comes last either way.
      if (!keys[a] || !keys[b]) return !keys[a] - !keys[b] || b - a;
      return keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : b - a;
    });
  }

  /** Return the packs of a document that hold each phrase, as far as what is loaded tells. */
  function packsOf(phrase, document, packs) {
    const last = (position) => {
      let i = packs.length - 1;
      while (i >= 0 && packs[i].position > position) i--;
      return i;
    };
    if (phrase.loaded) {
      return beginsIn(phrase.loaded, document).map(last).filter((pack) => pack >= 0);
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

  async function snippetsOf(document, packs, phrases) {
    const places = phrases.map((phrase) => packsOf(phrase, document, packs));
    const chosen = Gongbao.snippets.choose(packs, places);
    const parts = await Promise.all(chosen.map((pack) => documents.paragraphs(pack)));
    return Gongbao.snippets.best(parts.flat(), phrases).map(({ field, ...rest }) => ({
      ...rest,
      label: manifest.fields[field].label,
    }));
  }

  async function hit(document, score, phrases, withSnippets) {
    const { card, packs } = await documents.card(document);
    const own = postings.packsOf ? postings.packsOf(document, packs) : packs;
    const snippets = withSnippets ? await snippetsOf(document, own, phrases) : [];
    return { ...card, score, snippet: snippets.length ? snippets[0].text : "", snippets };
  }

  /** Search.
      options: filters { name: value or values }, sort (name of a sort; else by relevance), offset, limit, snippets
      answer: total, hits [{ slug, url, title, …, score, snippet, snippets [{ text, marks, anchor, label }] }],
              facets { filter: [{ value, count }] }, cut (the query was too long and was cut) */
  async function search(text, options = {}) {
    const { filters = {}, sort = "relevance", offset = 0, limit = 10, snippets = true } = options;
    const parsed = Gongbao.query.parse(text);
    if (!parsed.groups.length && !parsed.not.length) return { total: 0, hits: [], facets: {}, cut: false, empty: true };
    const found = await find(parsed);
    const [values] = await Promise.all([documents.values(), documents.load(found)]);
    const { kept, facets } = narrow(found, chosenValues(filters, values), values);
    const clauses = await expandClauses(Gongbao.query.compile(parsed, fieldNames()));
    const scores = kept.length ? await scoreAll(clauses, kept) : new Float64Array(0);
    const page = sorted(kept, scores, sort).slice(offset, offset + limit);
    const phrases = parsed.groups.flat();
    for (const phrase of phrases) {
      // Documents of a single term were not checked for positions; the rows tell where to look.
      const within = Int32Array.from(page, (i) => kept[i]).sort();
      if (!phrase.loaded && page.length) {
        phrase.rows = (await Promise.all(phrase.slots.flatMap(({ terms }) => terms || []).map((t) => postings.of(t, within)))).flat();
      }
    }
    const hits = await Promise.all(page.map((i) => hit(kept[i], scores[i], phrases, snippets)));
    return { total: kept.length, hits, facets, cut: parsed.cut };
  }

  Gongbao.engine = { open, search, termQuery, parts: () => ({ manifest, postings, documents }) };
})(window.Gongbao);
