"use strict";
const test = require("node:test");
const assert = require("node:assert");
const path = require("node:path");
const places = require(path.join(__dirname, "../../../theme/static/js/facsimile/places.js"));

test("a text of places is taken apart", () => {
  const [title, para] = places.parse("@title=3:100 50 900 80 20;p-1=3:100 900 900 920 30,100 925 900 945 30/4:100 80 500 100 15");
  assert.deepStrictEqual(title, { name: "@title", rows: [{ page: 3, box: [100, 50, 900, 80], signs: 20 }] });
  assert.deepStrictEqual(para.rows.map((row) => [row.page, row.signs]), [[3, 30], [3, 30], [4, 15]]);
  assert.deepStrictEqual(places.parse(""), []);
});

test("rows make one box in each column", () => {
  const rows = places.parse("p=1:60 100 450 120 20,60 125 450 145 20,550 100 940 120 20,550 125 700 145 8")[0].rows;
  assert.deepStrictEqual(places.areas(rows, 1), [[60, 100, 450, 145], [550, 100, 940, 145]]);
  assert.deepStrictEqual(places.areas(rows, 2), []);
});

test("a stretch of words stands in the part of each row that it fills", () => {
  const rows = places.parse("p=1:0 100 1000 120 10,0 130 500 150 5")[0].rows;
  const words = "一二三四五六七八九十甲乙丙丁戊";
  assert.deepStrictEqual(places.stretch(rows, words, 2, 4), [{ page: 1, box: [200, 100, 400, 120] }]);
  assert.deepStrictEqual(places.stretch(rows, words, 9, 11), [
    { page: 1, box: [900, 100, 1000, 120] },
    { page: 1, box: [0, 130, 100, 150] },
  ]);
});

test("figures are half as wide as Chinese signs", () => {
  const rows = places.parse("p=1:0 100 900 120 10")[0].rows;
  // Two figures are as wide as one sign: 9 widths in all.
  assert.deepStrictEqual(places.stretch(rows, "一二12三四五六七八", 2, 4), [{ page: 1, box: [200, 100, 300, 120] }]);
});

test("the row at a share of the words is found", () => {
  const rows = places.parse("p=3:0 900 1000 920 30/4:0 100 1000 120 70")[0].rows;
  assert.strictEqual(places.rowAt(rows, 0).page, 3);
  assert.strictEqual(places.rowAt(rows, 0.29).page, 3);
  assert.strictEqual(places.rowAt(rows, 0.31).page, 4);
  assert.strictEqual(places.rowAt(rows, 1).page, 4);
});
