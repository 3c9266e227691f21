"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./scripts.js");

const { snippets, query } = load("codes", "text", "match", "query", "snippets");
const phrases = (...texts) => texts.map((text) => query.exactly(text));
const shown = (text, ...words) => {
  const [found] = snippets.best([{ anchor: "a", field: 0, text }], phrases(...words));
  return { ...found, marked: found.marks.map(([start, end]) => found.text.slice(start, end)) };
};

test("a short paragraph is shown whole", () => {
  const found = shown("本区设立盐业改革小组。", "盐业");
  assert.equal(found.text, "本区设立盐业改革小组。");
  assert.deepEqual([...found.marked], ["盐业"]);
});

test("the sentence that holds most of what was typed is shown, from its beginning", () => {
  const filler = "此处另有别的安排，与所问无关，说得很长也不打紧。".repeat(6);
  const text = `盐业在此先提一次。${filler}全区推进盐业体制改革，由有关部门负责。${filler}`;
  const found = shown(text, "盐业", "改革");
  assert.ok(found.text.startsWith("…全区推进盐业体制改革"), found.text);
  assert.deepEqual([...found.marked], ["盐业", "改革"]);
});

test("where a sentence begins too far before, some words before the place are shown", () => {
  const text = `${"没有句号的一长段话".repeat(20)}盐业${"后面也很长".repeat(30)}`;
  const found = shown(text, "盐业");
  assert.deepEqual([...found.marked], ["盐业"]);
  assert.ok(found.text.startsWith("…") && found.text.endsWith("…"));
  assert.ok(found.text.length <= 98);
});

test("paragraphs with more of the phrases come before others, in the order of the text", () => {
  const texts = ["盐业一。", "盐业与改革。", "改革二。", "盐业三。", "盐业四。"];
  const found = snippets.best(texts.map((text, i) => ({ anchor: `p${i}`, field: 0, text })), phrases("盐业", "改革"));
  assert.deepEqual([...found.map(({ anchor }) => anchor)], ["p0", "p1", "p2"]);
});
