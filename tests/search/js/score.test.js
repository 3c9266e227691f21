"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain, lunr } = require("./scripts.js");

const { score } = load("score");
const FIELDS = [
  { name: "title", boost: 6 },
  { name: "body", boost: 1 },
];
const WORDS = ["盐业", "改革", "方案", "办法", "气象", "条例"];

/** Return made-up documents, the same at each run: for each field its words. */
function documentsOf(count) {
  let state = 7;
  const next = (most) => (state = (state * 48271) % 2147483647) % most;
  const some = (most) => Array.from({ length: 1 + next(most) }, () => WORDS[next(WORDS.length)]);
  return Array.from({ length: count }, () => [some(3), some(12)]);
}

/** Return lunr's own index of them. */
function indexOf(documents) {
  const builder = new lunr.Builder();
  builder.ref("id");
  for (const { name, boost } of FIELDS) builder.field(name, { boost });
  documents.forEach(([title, body], id) => builder.add({ id, title: title.join(" "), body: body.join(" ") }));
  return builder.build();
}

/** Return the postings of all words; cut: where a second segment begins. */
function rowsOf(documents, cut) {
  const holds = (words, word) => words.filter((one) => one === word).length;
  return new Map(
    WORDS.map((word) => {
      const holders = documents.flatMap((fields) => fields.filter((words) => words.includes(word))).length;
      const segment = (from, to) => {
        const held = documents.map((_, i) => i).filter((i) => i >= from && i < to && documents[i].some((words) => words.includes(word)));
        const frequencies = FIELDS.map((_, f) => held.map((i) => holds(documents[i][f], word)));
        // Of the body tables tell the length, of titles the rows.
        const lengths = [held.map((i) => documents[i][0].length), null];
        return { holders, documents: Int32Array.from(held), frequencies: frequencies.map((each) => (each.some(Boolean) ? each : null)), lengths };
      };
      return [word, [segment(0, cut), segment(cut, documents.length)]];
    }),
  );
}

function manifestOf(documents) {
  const terms = (f) => documents.reduce((sum, fields) => sum + fields[f].length, 0);
  return { documents: documents.length, fields: FIELDS.map((field, f) => ({ ...field, terms: terms(f) })) };
}

const ASKED = [
  [["盐业", 1]],
  [["盐业", 1], ["改革", 1]],
  [["方案", 1], ["办法", 3], ["气象", 1]],
  [["改革", 1], ["改革", 2], ["条例", 1]],
  [["没有", 1], ["条例", 1]],
];

for (const asked of ASKED) {
  test(`scores are lunr's: ${asked.map(([word, boost]) => `${word}^${boost}`).join(" ")}`, () => {
    const documents = documentsOf(40);
    const all = indexOf(documents).query((query) => {
      for (const [word, boost] of asked) query.term(word, { boost, usePipeline: false });
    });
    const wanted = new Map(all.map(({ ref, score: value }) => [Number(ref), value]));
    const clauses = asked.map(([word, boost]) => ({ clause: { fields: ["title", "body"], boost, presence: lunr.Query.presence.OPTIONAL }, terms: [word] }));
    const lengths = { length: (document) => documents[document][1].length };
    // Each third one is asked for; the others are passed over.
    for (const found of [documents.map((_, i) => i), documents.map((_, i) => i).filter((i) => i % 3 === 1)]) {
      const given = score.score(clauses, rowsOf(documents, 17), Int32Array.from(found), manifestOf(documents), lengths);
      found.forEach((document, i) => {
        const value = wanted.get(document) || 0;
        assert.ok(Math.abs(given[i] - value) < 1e-9, `${document}: ${given[i]} is not ${value}`);
      });
    }
  });
}

test("a clause that is not wanted, or for one field, scores nothing elsewhere", () => {
  const documents = [[["盐业"], ["改革"]], [["改革"], ["盐业"]]];
  const { REQUIRED, PROHIBITED } = lunr.Query.presence;
  const lengths = { length: () => 1 };
  const of = (...clauses) => [...score.score(clauses, rowsOf(documents, 1), Int32Array.of(0, 1), manifestOf(documents), lengths)];
  const [first, second] = of({ clause: { fields: ["title"], boost: 1, presence: REQUIRED }, terms: ["盐业"] });
  assert.ok(first > 0 && second === 0);
  assert.deepEqual(of({ clause: { fields: ["title", "body"], boost: 1, presence: PROHIBITED }, terms: ["盐业"] }), [0, 0]);
});

test("rarer words weigh more, and one that all hold weighs little", () => {
  assert.ok(Math.abs(score.idf(10, 1) - Math.log(1 + 9.5 / 1.5)) < 1e-12);
  assert.ok(Math.abs(score.idf(4, 8) - Math.log(1 + 3.5 / 8.5)) < 1e-12);
  assert.ok(score.idf(100, 1) > score.idf(100, 50));
});

test("a title that holds all counts sixteenfold, one that holds half of it not three times", () => {
  assert.deepEqual([0, 0.5, 1].map(score.titleFactor), [1, 2.875, 16]);
});

test("what titles hold of phrases is counted by their slots", () => {
  const row = (documents, frequencies) => ({ documents: Int32Array.from(documents), frequencies });
  const rows = new Map([
    ["盐业", [row([0, 2], [[1, 0], null]), row([5], [[2], null])]],
    ["盐务", [row([2], [[1], null])]],
    ["改革", [row([0], [null, [3]]), row([5], [[1], null])]],
  ]);
  const phrases = [{ slots: [{ terms: ["盐业", "盐务"] }, { terms: ["改革"] }] }, { slots: [{}, { terms: ["没有"] }] }];
  const share = (n) => score.titleFactor(n / 4);
  assert.deepEqual(plain([...score.titled(phrases, rows, Int32Array.of(0, 1, 2, 5), 0)]), [share(1), share(0), share(1), share(2)]);
});
