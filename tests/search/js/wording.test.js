"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { wording } = load("codes", "text", "wording");
const left = (text) => wording.read(text).places.map((place) => place.text).join("");

const QUESTIONS = [
  ["盐业改革什么时候开始", "盐业改革"],
  ["请问养老金怎么办理", "养老金"],
  ["关于河道保护的规定是什么", "河道保护"],
  ["幼儿园收费有哪些规定", "幼儿园收费"],
  ["哪里可以查看总目的的", "查看总目的"],
  ["了解垃圾分类", "了解垃圾分类"],
  ["今年几号开始供热", "供热"],
  ["预防接种要带什么", "预防接种"],
  ["停水找谁", "停水"],
];

for (const [asked, kept] of QUESTIONS) {
  test(`words of a question weigh nothing: ${asked}`, () => assert.equal(left(asked), kept));
}

test("a query of nothing but such words is taken as it is", () => assert.equal(left("什么时候"), "什么时候"));

test("terms are pairs, single characters and words, with the places that they hold", () => {
  const { terms, runs } = wording.read("盐业体 2018 令");
  assert.deepEqual(plain(terms), [
    { term: "盐业", at: 0, size: 2 },
    { term: "业体", at: 1, size: 2 },
    { term: "２０１８", at: 3, size: 1 },
    { term: "令", at: 4, size: 1 },
  ]);
  assert.deepEqual(plain(runs), [[0, 2], [4, 4]]);
});

test("apart, characters are terms of their own, and words stay whole", () => {
  assert.deepEqual(plain(wording.apart("养犬 2018").terms), [
    { term: "养", at: 0, size: 1 },
    { term: "犬", at: 1, size: 1 },
    { term: "２０１８", at: 2, size: 1 },
  ]);
});

test("stretches end where places are left out, where the text has a gap, and where two are not joined", () => {
  const reading = wording.read("盐业改革 方案");
  assert.deepEqual(plain(wording.stretches(reading, (i) => i !== 1)), ["盐", "改革", "方案"]);
  assert.deepEqual(plain(wording.stretches(reading, () => true, (i) => i !== 1)), ["盐业", "改革", "方案"]);
});
