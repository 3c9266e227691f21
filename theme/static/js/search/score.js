/* lunr's scores. A document's score is the sum over the fields of query·document / |query|; the entries of a document
   follow from term frequency, field length and how many fields of documents hold the term (lunr.Builder). */
(function (Gongbao) {
  "use strict";

  const K1 = 1.2;
  const B = 0.75;
  // What a title that holds all of a query counts more than one that holds nothing of it.
  const TITLE = 15;

  /** lunr's inverse document frequency. */
  function idf(documents, holders) {
    return Math.log(1 + Math.abs((documents - holders + 0.5) / (holders + 0.5)));
  }

  /** Return for each field the query vector over the terms, built with lunr's own vectors. */
  function queryVectors(clauses, fields, numberOf) {
    const vectors = fields.map(() => new lunr.Vector());
    const add = (a, b) => a + b;
    for (const { clause, terms } of clauses) {
      if (clause.presence === lunr.Query.presence.PROHIBITED) continue;
      for (const term of terms) {
        for (const name of clause.fields) {
          vectors[fields.findIndex((field) => field.name === name)].upsert(numberOf.get(term), clause.boost, add);
        }
      }
    }
    return vectors;
  }

  /** Score documents (in rising order).
      clauses: [{ clause: lunr clause, terms: what it expands to }]; rows: term → its postings, covering the documents. */
  function score(clauses, rows, found, manifest, documents) {
    const { fields } = manifest;
    const terms = [...rows.keys()].filter((term) => rows.get(term).length).sort((a, b) => (a < b ? -1 : 1));
    const numberOf = new Map(terms.map((term, i) => [term, i]));
    const known = clauses.map(({ clause, terms: all }) => ({ clause, terms: all.filter((term) => numberOf.has(term)) }));
    const vectors = queryVectors(known, fields, numberOf);
    const scores = new Float64Array(found.length);
    fields.forEach((field, f) => {
      const magnitude = vectors[f].magnitude();
      if (!magnitude) return;
      const dots = new Float64Array(found.length);
      const average = field.terms / manifest.documents;
      const { elements } = vectors[f];
      for (let e = 0; e < elements.length; e += 2) {
        const weight = elements[e + 1];
        for (const row of rows.get(terms[elements[e]])) {
          const frequencies = row.frequencies[f];
          if (!frequencies) continue;
          const rarity = idf(manifest.documents, row.holders);
          for (let i = 0, k = 0; i < found.length && k < row.documents.length; ) {
            if (found[i] < row.documents[k]) i++;
            else if (found[i] > row.documents[k]) k++;
            else {
              const tf = frequencies[k];
              if (tf) {
                const length = row.lengths[f] ? row.lengths[f][k] : documents.length(found[i]);
                const entry = (rarity * ((K1 + 1) * tf)) / (K1 * (1 - B + B * (length / average)) + tf);
                dots[i] += weight * (Math.round(entry * field.boost * 1000) / 1000);
              }
              i++;
              k++;
            }
          }
        }
      }
      for (let i = 0; i < found.length; i++) scores[i] += dots[i] / magnitude;
    });
    return scores;
  }

  /** Return how much more a document counts whose title holds a share of what is searched for. */
  const titleFactor = (share) => 1 + TITLE * share ** 3;

  /** Return how much more the score of each exact answer counts by what its title holds of the phrases.
      phrases: their slots with { terms }; rows: term → rows that cover the documents (rising). */
  function titled(phrases, rows, found, title) {
    const slots = phrases.flatMap((phrase) => phrase.slots);
    const share = new Float64Array(found.length);
    for (const { terms = [] } of slots) {
      const held = new Set();
      for (const row of terms.flatMap((term) => rows.get(term) || [])) {
        const inTitle = row.frequencies[title];
        if (inTitle) row.documents.forEach((document, n) => void (inTitle[n] && held.add(document)));
      }
      found.forEach((document, i) => {
        if (held.has(document)) share[i] += 1 / slots.length;
      });
    }
    return share.map(titleFactor);
  }

  Gongbao.score = { idf, score, titled, titleFactor };
})(window.Gongbao);
