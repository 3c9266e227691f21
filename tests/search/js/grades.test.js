"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { wording, grades } = load("codes", "text", "match", "wording", "score", "grades");
const TITLE = 0;

/** Return the postings of a reading in documents, each a title: what postings.js would load. */
function postings(reading, titles) {
  const rows = new Map();
  for (const { term } of reading.terms) {
    const documents = titles.flatMap((title, i) => (title.includes(term) ? [i] : []));
    const holders = documents.length;
    const positions = () => ({ of: (document) => [titles[document].indexOf(term)].filter((at) => at >= 0) });
    rows.set(term, holders ? [{ holders, documents: Int32Array.from(documents), frequencies: [documents.map(() => 1)], positions }] : []);
  }
  return rows;
}

function graded(text, titles, kind = "own") {
  const reading = wording.read(text);
  const rows = postings(reading, titles);
  const held = grades.coverage(reading, rows, { documents: titles.length, title: TITLE });
  const found = grades.candidates(held, titles.map((_, i) => i));
  const near = grades.nearness(reading, rows, found);
  return { kind, reading, rows, held, found, scores: Float64Array.from(found, () => 1), near };
}

const TITLES = ["云岭县盐业体制改革方案", "云岭县盐业管理办法", "云岭县企业改革通知", "云岭县气象条例"];

test("who holds both parts holds all of it, whatever stands between them", () => {
  const answers = grades.combine([graded("盐业改革", TITLES)]);
  assert.deepEqual(plain(answers.map(({ document, grade }) => [document, grade])[0]), [0, "all"]);
  assert.ok(answers.every(({ document, grade }) => document === 0 || grade === "some"));
});

test("of two that hold all of it, the one that holds it nearer together comes first", () => {
  const far = "云岭县盐业" + "某".repeat(60) + "改革";
  for (const titles of [[far, "云岭县盐业体制改革"], ["云岭县盐业体制改革", far]]) {
    const { near, found } = graded("盐业改革", titles);
    const [first, second] = grades.combine([graded("盐业改革", titles)]);
    assert.deepEqual([titles[first.document], titles[second.document]], ["云岭县盐业体制改革", far]);
    assert.ok(near[found.indexOf(first.document)] > 0.8 && near[found.indexOf(second.document)] < 0.3);
  }
});

test("nearness is counted where positions stand beside documents, and is none of one part alone", () => {
  const reading = wording.read("盐业改革");
  const rows = postings(reading, ["盐业改革", "盐业体制改革"]);
  assert.deepEqual(plain([...grades.nearness(reading, rows, [0, 1])]), [1, 1 / (1 + 2 / 16)]);
  rows.get("改革")[0].positions = () => null;
  assert.deepEqual(plain([...grades.nearness(reading, rows, [0, 1])]), [0, 0]);
});

test("who holds all of it as it was typed holds it all, however high another's title stands", () => {
  const own = graded("水务局局长", ["云岭县水务局公告", "任命何远舟为云岭县水务局局长"]);
  own.scores = Float64Array.from([40, 1]);
  const answers = plain(grades.combine([own])).map(({ document, grade }) => [document, grade]);
  assert.deepEqual(answers, [[1, "all"], [0, "some"]]);
});

test("characters that no text holds with a neighbour stand alone; what is idle of them weighs nothing", () => {
  const one = graded("狗没打疫苗", ["接种狂犬病疫苗"]);
  assert.deepEqual(plain(grades.lone(one.reading, one.rows)), [0, 1, 2]);
  one.reading.places[1].idle = true;
  const { share, weight } = grades.coverage(one.reading, one.rows, { documents: 1, title: TITLE });
  assert.equal(share[0], 0.5);
  assert.ok(weight[0] > one.held.weight[0]);
});

test("a place without any term that is held is missing", () => {
  const one = graded("盐业体质改革", TITLES);
  const { places } = grades.heldBy(one.reading, one.rows, 0);
  assert.deepEqual(plain(wording.stretches(one.reading, (i) => !places[i])), ["质"]);
});

test("words that nobody typed count only where all of them are held, and less than one's own", () => {
  const own = graded("盐业体质改革", TITLES);
  const meant = graded("盐业体制改革", TITLES, "close");
  const [first] = grades.combine([own, meant]);
  assert.deepEqual([first.document, first.grade, first.reading], [0, "close", 1]);
  const both = grades.combine([graded("盐业管理", TITLES), graded("盐业管理", TITLES, "synonym")]);
  assert.equal(both[0].grade, "all");
});

test("grades follow each other in their order, equal scores in that of the tie", () => {
  const twice = ["甲乙丙条例", "甲乙丙条例", "甲乙丙条例"];
  const order = (tie) => plain(grades.combine([graded("甲乙丙", twice)], tie).map(({ document }) => document));
  assert.deepEqual(order(), [2, 1, 0]);
  assert.deepEqual(order((a, b) => a - b), [0, 1, 2]);
  const names = grades.combine([graded("盐业改革方案", TITLES)]).map(({ grade }) => grades.GRADES.indexOf(grade));
  assert.deepEqual(plain(names), [...names].sort());
});

test("of other words for a part of it, that part must be held, and most of the rest for its grade", () => {
  const titles = ["云岭县盐业体制改革方案", "云岭县企业改革通知", "云岭县盐业通知"];
  const must = grades.coverage(wording.read("盐业"), graded("盐业改革", titles).rows, { documents: titles.length, title: TITLE }).share;
  const one = graded("盐业改革", titles, "synonym");
  one.held.must = must;
  const answers = plain(grades.combine([one]).map(({ document, grade }) => [document, grade]));
  assert.deepEqual(answers, [[0, "synonym"], [2, "some"]]);
});

test("who shares characters alone holds some of it", () => {
  assert.ok(grades.combine([graded("盐业管理", TITLES, "characters")]).every(({ grade }) => grade === "some"));
});

test("of what shares little, two characters together come before single ones, whatever those weigh", () => {
  const one = graded("某 乙 盐业管理所收费公示栏", ["某某某乙乙条例", "云岭县公示通知"]);
  one.scores = Float64Array.from([3, 1]);
  const answers = () => plain(grades.combine([one])).map(({ document, grade }) => [document, grade]);
  assert.deepEqual(answers(), [[1, "some"], [0, "some"]]);
  for (const term of one.reading.terms) term.lone = term.size === 1;
  assert.deepEqual(answers(), [[1, "some"], [0, "some"]], "also where single ones count by themselves");
});

test("an answer is explained by the reading that it holds whole, not by one that lacks something", () => {
  const titles = ["云岭县盐业体制改革方案", "云岭县企业改革通知", "云岭县盐业通知"];
  const part = graded("盐业整顿", titles, "synonym");
  part.held.must = graded("盐业", titles).held.share;
  for (const scale of [1, 100]) {
    part.scores = part.scores.map(() => scale);
    for (const readings of [[part, graded("盐业改革", titles, "synonym")], [graded("盐业改革", titles, "synonym"), part]]) {
      const answer = grades.combine(readings).find(({ document }) => document === 0);
      assert.equal(readings[answer.reading].reading.folded, "盐业改革");
    }
  }
});
