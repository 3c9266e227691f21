"use strict";

/* What a document holds of a reading, to the digit, and whether the parts of it stand together. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { wording, grades } = load("codes", "text", "match", "wording", "score", "grades");
const WHOLE = { title: 0, body: 1 };

/** Return the rows of a reading's terms in documents { title, body }; several: each document in a segment of its own. */
function postings(reading, texts, several = false) {
  const rows = new Map();
  for (const { term } of reading.terms) {
    const documents = texts.flatMap(({ title = "", body = "" }, i) => ((title + body).includes(term) ? [i] : []));
    const row = (held) => ({
      holders: documents.length,
      documents: Int32Array.from(held),
      frequencies: ["title", "body"].map((field) => held.map((i) => Number((texts[i][field] || "").includes(term)))),
      positions: () => ({ of: (document) => [((texts[document].title || "") + (texts[document].body || "")).indexOf(term)] }),
    });
    rows.set(term, !documents.length ? [] : several ? documents.map((i) => row([i])) : [row(documents)]);
  }
  return rows;
}

function covered(text, texts) {
  const reading = wording.read(text);
  const held = grades.coverage(reading, postings(reading, texts), { documents: texts.length, title: WHOLE.title });
  return Object.fromEntries(Object.entries(held).map(([name, values]) => [name, [...values].map((value) => Number(value.toFixed(6)))]));
}

test("places that several terms cover count once, in the text and in the title", () => {
  const { share, weight, title } = covered("甲乙丙", [{ title: "甲乙丙" }, { body: "甲乙丙" }, { title: "乙丙", body: "甲乙丙" }, { body: "乙丙" }, {}]);
  assert.deepEqual(share, [1, 1, 1, 0.666667, 0]);
  assert.deepEqual(title, [1, 0, 0.666667, 0, 0]);
  assert.deepEqual([weight[0], weight[4]], [1, 0]);
  assert.ok(weight[3] > 0 && weight[3] < 1);
});

test("the weights of all places are 1 together, and a place weighs what the commonest term over it does", () => {
  const { weight } = covered("盐业改革", [{ body: "盐业改革" }, { body: "盐业" }, { body: "改革" }, { body: "改革" }]);
  assert.equal(weight[0], 1);
  assert.equal(Number((weight[1] + weight[2]).toFixed(5)), 1);
  assert.ok(weight[1] > weight[2]);
});

test("an idle place, which no text holds, weighs nothing: the others are 1 together without it", () => {
  const reading = wording.read("某 乙");
  reading.places[0].idle = true;
  const { share, weight } = grades.coverage(reading, postings(reading, [{ body: "乙" }]), { documents: 1, title: WHOLE.title });
  assert.deepEqual([share[0], weight[0]], [1, 1]);
});

test("parts count as near by how far they are from where they were typed, each pair alike", () => {
  const reading = wording.read("盐业改革方案");
  const texts = [{ body: "盐业改革方案" }, { body: "改革盐业方案" }, { body: "盐业改革" + "某".repeat(16) + "方案" }];
  const near = [...grades.nearness(reading, postings(reading, texts), [0, 1, 2])];
  // 盐业 stands 2 behind 改革 and not before it, 4 off; 方案 2 off from where it would be behind 改革.
  const turned = (1 / (1 + 4 / 16) + 1 / (1 + 2 / 16)) / 2;
  assert.deepEqual(near.map((value) => Number(value.toFixed(9))), [1, Number(turned.toFixed(9)), 0.75]);
});

test("positions are looked for where each segment has them beside its documents, and not where one lacks them", () => {
  const reading = wording.read("盐业改革");
  const rows = postings(reading, [{ body: "盐业改革" }, { body: "盐业改革" }], true);
  assert.deepEqual([...grades.nearness(reading, rows, [0, 1])], [1, 1]);
  rows.get("改革")[1].positions = () => null;
  assert.deepEqual([...grades.nearness(reading, rows, [0, 1])], [0, 0]);
});

test("of more than 400 that hold something, those that hold most are scored, the later of equals, in rising order", () => {
  const shares = (count, better) => Float32Array.from({ length: count }, (_, i) => (better.includes(i) ? 1 : 0.5));
  const held = (count, better = []) => ({ share: shares(count, better), weight: shares(count, better), title: new Float32Array(count) });
  const all = (count) => Array.from({ length: count }, (_, i) => i);
  assert.deepEqual([...grades.candidates(held(400), all(400))], all(400));
  assert.deepEqual([...grades.candidates(held(402), all(402))], all(402).slice(2));
  assert.deepEqual([...grades.candidates(held(402, [0]), all(402))], [0, ...all(402).slice(3)]);
  assert.deepEqual([...grades.candidates(held(402), [3, 5])], [3, 5]);
  // Much of what was typed, all of it common, is worth less than a little less of what is rare.
  const common = held(402);
  common.share.fill(0.7).fill(0.95, 0, 1);
  common.weight.fill(0.9).fill(0.2, 0, 1);
  assert.deepEqual([...grades.candidates(common, all(402))], all(402).slice(2));
});

/** Return one reading's answers as combine takes them, each document held whole unless said otherwise. */
function answered(kind, text, texts, { scores, near, weight, share } = {}) {
  const reading = wording.read(text);
  const filled = (given, or) => Float64Array.from(texts, (_, i) => (given ? given[i] : or));
  const held = { share: filled(share, 1), weight: filled(weight, 1), title: filled(null, 0) };
  const found = Int32Array.from(texts, (_, i) => i);
  return { kind, reading, rows: postings(reading, texts), held, found, scores: filled(scores, 1), near: filled(near, 0) };
}

const said = (...readings) => plain(grades.combine(readings)).map(({ document, grade, reading }) => [document, grade, reading]);

test("a low score makes some of it of what holds all of it apart, or in other words, not of what stands as it was typed", () => {
  const texts = [{ body: "盐业改革" }, { body: "盐业改革" }];
  const scores = [100, 1];
  assert.deepEqual(said(answered("own", "盐业改革", texts, { scores: [100, 20], near: [0, 1] })), [[0, "all", 0], [1, "all", 0]]);
  assert.deepEqual(said(answered("own", "盐业改革", texts, { scores: [100, 20] })), [[0, "all", 0], [1, "some", 0]]);
  assert.deepEqual(said(answered("close", "盐业改革", texts, { scores: [100, 20], near: [0, 1] })), [[0, "close", 0], [1, "some", 0]]);
  assert.deepEqual(said(answered("own", "盐业改革", texts, { scores, near: [0, 1] })).length, 1, "less than a fiftieth is nothing");
  const unsure = answered("own", "盐业改革", texts, { scores: [100, 20], near: [0, 1] });
  unsure.rows.get("改革")[0].positions = () => null;
  assert.deepEqual(said(unsure), [[0, "all", 0], [1, "some", 0]]);
});

test("the reading with the better score explains an answer, whichever comes first", () => {
  const texts = [{ body: "盐业改革" }];
  const close = answered("close", "盐业改革", texts);
  const some = (score) => answered("own", "盐业方案", texts, { scores: [score], share: [0.9], weight: [0.1] });
  assert.deepEqual(said(close, some(100)), [[0, "some", 1]]);
  assert.deepEqual(said(some(100), close), [[0, "some", 0]]);
  assert.deepEqual(said(close, some(0.1)), [[0, "close", 0]]);
  assert.deepEqual(said(some(0.1), close), [[0, "close", 1]]);
});

test("scattered is what shares single characters alone, of more than one, in words that somebody typed", () => {
  const scattered = (text, body, { kind = "own", all = true, lone = [] } = {}) => {
    const reading = wording.read(text);
    const rows = postings(reading, [{ body }]);
    for (const term of reading.terms) term.lone = lone.includes(term.term);
    return grades.scattered({ document: 0, reading: 0 }, [{ kind, reading, rows }], all);
  };
  assert.equal(scattered("某 乙", "某"), true);
  assert.equal(scattered("某 乙", "某", { kind: "synonym" }), false);
  assert.equal(scattered("某", "某"), false);
  assert.equal(scattered("盐业 乙", "盐业乙"), false);
  assert.equal(scattered("盐业 乙", "乙"), true);
  assert.equal(scattered("某 乙", "某", { all: false, lone: ["某"] }), false);
  assert.equal(scattered("某 乙", "某", { all: true, lone: ["某"] }), true);
  assert.equal(scattered("某 乙", "某乙", { all: false, lone: ["某"] }), false);
});
