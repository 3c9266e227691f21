"use strict";

/* Where one grade ends and the next begins: documents are what their numbers say. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { grades } = load("codes", "text", "match", "wording", "score", "grades");

/** Return a reading that documents hold as they say: each { share, weight, title, must, score, near }. */
function reading(kind, documents) {
  const of = (name, or) => Float64Array.from(documents, (document) => document[name] ?? or);
  const held = { share: of("share", 1), weight: of("weight", 1), title: of("title", 0) };
  if (documents.some(({ must }) => must !== undefined)) held.must = of("must", 1);
  const found = Int32Array.from(documents, (_, i) => i);
  const asked = { terms: [{ term: "甲", at: 0, size: 1 }], places: [{}] };
  return { kind, reading: asked, rows: new Map(), held, found, scores: of("score", 1), near: of("near", 0) };
}

const combined = (...readings) => plain(grades.combine(readings)).sort((a, b) => a.document - b.document);
const gradesOf = (kind, documents) => combined(reading(kind, documents)).map(({ document, grade }) => [document, grade]);

test("all is a share of .999, most six tenths of the weight, and both to the last digit", () => {
  const documents = [{ share: 0.999 }, { share: 0.9989 }, { share: 0.9, weight: 0.6 }, { share: 0.9, weight: 0.5999 }, { share: 0.7, weight: 0.9 }];
  assert.deepEqual(gradesOf("own", documents), [[0, "all"], [1, "most"], [2, "most"], [3, "some"], [4, "most"]]);
});

test("other words need all of what nobody typed, and most of the rest for their grade", () => {
  const documents = [{ weight: 0.6 }, { weight: 0.5999 }, { share: 0.999 }, { share: 0.998 }];
  assert.deepEqual(gradesOf("close", documents), [[0, "close"], [1, "some"], [2, "close"]]);
  assert.deepEqual(gradesOf("synonym", [{ share: 0.7, must: 1 }, { share: 0.7, must: 0.998 }]), [[0, "synonym"]]);
  for (const kind of ["pieces", "characters"]) assert.deepEqual(gradesOf(kind, [{}]), [[0, "some"]]);
});

test("who has less than four tenths of the best score holds some of it, less than a fiftieth nothing", () => {
  const scores = [100, 40, 39.99, 2, 1.99, 0];
  assert.deepEqual(gradesOf("own", scores.map((score) => ({ score }))), [[0, "all"], [1, "all"], [2, "some"], [3, "some"]]);
  assert.deepEqual(gradesOf("sound", [{ score: 100 }, { score: 10 }]), [[0, "sound"], [1, "sound"]]);
});

test("a score counts by the square of the share, by the title and by nearness", () => {
  const of = (document, kind = "own") => combined(reading(kind, [document]))[0].score;
  assert.equal(of({ score: 3 }), 3);
  assert.equal(of({ score: 3, share: 0.5 }), 0.75);
  assert.equal(of({ score: 3, title: 1 }), 48);
  assert.equal(of({ score: 3, near: 1 }), 4.5);
  assert.deepEqual(["close", "synonym", "sound", "pieces", "characters"].map((kind) => of({ score: 100 }, kind)), [85, 80, 85, 5, 5]);
});

test("of several readings a document is answered by the one that says most of it", () => {
  const [better] = combined(reading("own", [{ score: 1 }]), reading("close", [{ score: 2 }]));
  assert.deepEqual([better.reading, better.grade], [1, "close"]);
  const [same] = combined(reading("own", [{ score: 1 }]), reading("own", [{ score: 1 }]));
  assert.equal(same.reading, 0);
  // Little in more of the words says less than all of other words.
  const [kept] = combined(reading("synonym", [{ score: 1 }]), reading("own", [{ score: 9, share: 0.9, weight: 0.5 }]));
  assert.deepEqual([kept.reading, kept.grade], [0, "synonym"]);
  const [fuller] = combined(reading("own", [{ score: 9, share: 0.9, weight: 0.5 }]), reading("synonym", [{ score: 1 }]));
  assert.deepEqual([fuller.reading, fuller.grade], [1, "synonym"]);
});

test("four hundred documents are worth scoring, those that hold most; a hundred are answers", () => {
  const many = Array.from({ length: 401 }, (_, i) => i);
  const held = { share: Float64Array.from(many, (i) => (i === 7 ? 0.1 : 0.5)), weight: new Float64Array(401).fill(0.5), title: new Float64Array(401) };
  assert.deepEqual([...grades.candidates(held, many.slice(0, 400))], many.slice(0, 400));
  assert.deepEqual([...grades.candidates(held, many)], many.filter((i) => i !== 7));
  held.share.fill(0);
  held.share[3] = 0.01;
  assert.deepEqual([...grades.candidates(held, many)], [3]);
  held.share.fill(0.5);
  held.weight[9] = 0;
  held.title[9] = 0;
  assert.ok(![...grades.candidates(held, many)].includes(9));
  assert.equal(grades.combine([reading("own", Array.from({ length: 101 }, () => ({})))]).length, 100);
});
