/* Find the documents of a query: load the postings of its terms, check what stands next to what, score. */
(function (Gongbao) {
  "use strict";

  const { intersect, union, subtract, eachBegin } = Gongbao.match;

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

  Gongbao.engine = { open, find, everything, expandClauses, scoreAll, termQuery, beginsIn, parts: () => ({ manifest, postings, documents }) };
})(window.Gongbao);
