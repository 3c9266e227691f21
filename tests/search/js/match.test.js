"use strict";

/* Sets of documents, held against sets as JavaScript has them; phrases in positions and in texts, against looking at each place. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { match } = load("codes", "text", "match");

/** Return rising lists made of the same seed each time, the empty one and equal ones among them. */
function lists(count) {
  let seed = 7;
  const next = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const made = [[], [0], [0, 1, 2], [2], [5, 9]];
  while (made.length < count) made.push([...new Set(Array.from({ length: next(12) }, () => next(15)))].sort((a, b) => a - b));
  return made.map((list) => Int32Array.from(list));
}

const LISTS = lists(40);

test("what two lists share, what any of several holds, what one has and another lacks, are what sets say", () => {
  for (const a of LISTS)
    for (const b of LISTS) {
      assert.deepEqual([...match.intersect(a, b)], [...a].filter((number) => b.includes(number)));
      assert.deepEqual([...match.subtract(a, b)], [...a].filter((number) => !b.includes(number)));
      assert.deepEqual([...match.union([a, b])], [...new Set([...a, ...b])].sort((x, y) => x - y));
    }
  assert.deepEqual([...match.union([])], []);
  assert.deepEqual([...match.union([Int32Array.of(3), Int32Array.of(1, 3), Int32Array.of(0, 3, 9)])], [0, 1, 3, 9]);
});

test("a place is that of the first number that is no less, or the end", () => {
  for (const list of LISTS)
    for (let number = -1; number < 17; number++) {
      const first = [...list].findIndex((held) => held >= number);
      assert.equal(match.place(list, number), first < 0 ? list.length : first);
    }
});

test("a phrase begins where each of its slots stands at its distance, whichever is the rarest", () => {
  const offsets = [0, 2, 3];
  for (let n = 0; n + 2 < LISTS.length; n++) {
    const slots = [LISTS[n], LISTS[n + 1], LISTS[n + 2]];
    const begins = [];
    assert.equal(match.eachBegin(slots, offsets, (begin) => void begins.push(begin)), false);
    const wanted = Array.from({ length: 20 }, (_, i) => i - 4).filter((begin) => slots.every((slot, k) => slot.includes(begin + offsets[k])));
    assert.deepEqual(begins, wanted);
  }
  const seen = [];
  const stopped = match.eachBegin([Int32Array.of(1, 4, 8)], [0], (begin) => seen.push(begin) === 2);
  assert.deepEqual([stopped, seen], [true, [1, 4]]);
});

/** Return a phrase as the query gives it: units of one character each, one behind the other. */
const phrase = (words, prefix = false) => ({
  runs: [words],
  units: Array.from(words, (text, offset) => ({ text, offset })),
  prefix,
});

test("phrases are found in a text wherever they stand, in order, the longer of two that begin together first", () => {
  const found = plain(match.inText("盐业改革，盐业。", [phrase("盐业"), phrase("盐业改")]));
  assert.deepEqual(found, [
    { start: 0, end: 3, phrase: 1 },
    { start: 0, end: 2, phrase: 0 },
    { start: 5, end: 7, phrase: 0 },
  ]);
  assert.deepEqual(plain(match.inText("盐，业", [phrase("盐业")])), []);
  assert.deepEqual(plain(match.inText("业盐", [phrase("盐业")])), []);
});

test("a word that is not whole is found at its beginning where a prefix is asked for, and only as the last", () => {
  const word = (text, prefix) => ({ runs: [text], units: [{ text, offset: 0 }], prefix });
  assert.deepEqual(plain(match.inText("a covid19 b", [word("covid", true)])), [{ start: 2, end: 9, phrase: 0 }]);
  assert.deepEqual(plain(match.inText("a covid19 b", [word("covid", false)])), []);
  assert.deepEqual(plain(match.inText("甲ＣＯＶＩＤ乙", [word("covid", false)])), [{ start: 1, end: 6, phrase: 0 }]);
  assert.deepEqual(plain(match.inText("a covid b", [word("covid", false)])), [{ start: 2, end: 7, phrase: 0 }]);
});
