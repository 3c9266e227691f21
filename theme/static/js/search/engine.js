/* Find the documents of a query: load the postings of its terms, check what stands next to what, score. */
(function (Gongbao) {
  "use strict";

  const { intersect, union, subtract, eachBegin } = Gongbao.match;

  // As in plugins/gongbao/search/build.py: where a browser kept one of the two, it would read the other wrongly.
  const VERSION = 10;
  let manifest = null;
  let postings = null;
  let documents = null;

  /** Take the manifest. */
  function open(read) {
    if (read.version !== VERSION) throw new Error("索引与检索程序的版本不同，请刷新页面");
    manifest = read;
    documents = new Gongbao.documents.Documents(manifest);
    // Without a net only what is saved can be searched; held.js says how.
    postings = Gongbao.held
      ? new Gongbao.held.Postings(manifest, documents, Gongbao.only.documents)
      : new Gongbao.postings.Postings(manifest);
  }

  const everything = () => postings.all || Int32Array.from({ length: manifest.documents }, (_, i) => i);
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

  /** Tell whether the positions of all terms of a slot stand beside their documents, so that nothing is loaded for them. */
  async function standsBeside({ terms }, within) {
    const rows = (await Promise.all(terms.map((term) => postings.of(term, within)))).flat();
    return rows.every((row) => row.positions());
  }

  /** Return the documents in which slots stand at their distances, and the positions that tell it. */
  async function together(slots, within) {
    const loaded = await loadPositions({ slots }, within);
    const offsets = loaded.map(({ offset }) => offset);
    const found = within.filter((document) => eachBegin(positionsIn(loaded, document), offsets, () => true));
    return { loaded, found };
  }

  /** Keep the documents in which the terms of a phrase stand next to each other. */
  async function adjacent(phrase, within) {
    const beside = await Promise.all(phrase.slots.map((slot) => standsBeside(slot, within)));
    const near = phrase.slots.filter((_, i) => beside[i]);
    let found = within;
    // What is told without loading anything leaves fewer documents to load positions for, or none.
    if (near.length > 1 && near.length < phrase.slots.length) ({ found } = await together(near, found));
    if (!found.length) return found;
    const all = await together(phrase.slots, found);
    phrase.loaded = all.loaded;
    return all.found;
  }

  /** Return the documents that a parsed query finds. */
  async function find(parsed) {
    documents.ahead();
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

  Gongbao.engine = { open, find, everything, expandClauses, scoreAll, beginsIn, parts: () => ({ manifest, postings, documents }) };
})(window.Gongbao);
