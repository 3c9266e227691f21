"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { corrections, shapes, synonyms, pinyin, dates } = load("codes", "text", "corrections", "shapes", "synonyms", "pinyin", "dates");
const TITLE = "盐业体制改革实施方案";
const TRIGRAMS = new Set([...TITLE].slice(2).map((_, i) => TITLE.slice(i, i + 3)));
const SOUNDS = { 制: ["zhi"], 质: ["zhi"], 革: ["ge"], 格: ["ge"], 盐: ["yan"], 严: ["yan"], 体: ["ti"], 业: ["ye"], 改: ["gai"] };
const soundsOf = (character) => SOUNDS[character] || [];
const known = (text) => [...text].slice(1).map((_, i) => TITLE.includes(text.slice(i, i + 2)));
const proposed = (text) => corrections.propose([...text], known(text), TRIGRAMS, soundsOf, () => false).map((one) => one.text);

for (const [what, typed, meant] of [
  ["in the middle", "盐业体质改革", "盐业体制改革"],
  ["at the end", "体制改格", "体制改革"],
  ["at the beginning", "严业体制", "盐业体制"],
  ["of another sound", "盐业体鱼改革", "盐业体制改革"],
  ["that is missing", "盐业体改革", "盐业体制改革"],
  ["that is too much", "盐业体制制改革", "盐业体制改革"],
  ["in its neighbour's place", "盐业制体改革", "盐业体制改革"],
]) {
  test(`a character ${what} is mended`, () => assert.equal(proposed(typed)[0], meant));
}

test("nothing is proposed that titles do not hold, nor for what they hold", () => {
  assert.deepEqual(plain(proposed("盐业体制改革")), []);
  assert.deepEqual(plain(proposed("完全无关之事")), []);
});

test("at an end of what was typed a sign of another sound and shape is no slip", () => {
  assert.deepEqual(plain(proposed("体制改鱼")), []);
  assert.deepEqual(plain(proposed("鱼业体制")), []);
});

test("z and zh, n and ng, l and n sound nearly alike", () => {
  const of = (sound) => [sound];
  const alike = (a, b) => corrections.alike(a, b, of, () => false);
  assert.deepEqual([alike("zhi", "zi"), alike("pin", "ping"), alike("lan", "nan"), alike("hui", "fei"), alike("yan", "yan")], [2, 2, 2, 0, 3]);
});

test("of two characters that titles have there, the one that looks like what was typed comes first", () => {
  const trigrams = new Set(["入库末", "入库本"]);
  const best = (looksLike) => corrections.propose([..."入库未"], [true, false], trigrams, soundsOf, looksLike)[0].text;
  assert.equal(best((a, b) => a + b === "末未"), "入库末");
  assert.equal(best((a, b) => a + b === "本未"), "入库本");
});

test("what has four of five digits alike looks alike, and nothing looks like itself", () => {
  // 0, 10, 10000 and 23456, each less the one before.
  const { like, alike } = shapes.read(["甲乙丙丁", "!,Sq*U`:"]);
  assert.deepEqual(plain(like("甲")), ["乙", "丙"]);
  assert.deepEqual([alike("甲", "丁"), alike("甲", "甲"), alike("甲", "𠀀"), alike("乙", "丙")], [false, false, false, false]);
});

test("the longest word is replaced by each other one of its group", () => {
  const groups = [["医保", "医疗保险"], ["医保局", "医疗保障局"], ["打疫苗", "预防接种"]];
  const texts = (text) => plain(synonyms.replaced(text, groups).map((one) => one.text));
  assert.deepEqual(texts("云岭县医保局"), ["云岭县医疗保障局"]);
  assert.deepEqual(texts("打疫苗通知"), ["预防接种通知"]);
  assert.deepEqual(texts("预防接种打疫苗"), []);
});

test("letters are read as syllables, or as first letters", () => {
  const all = new Set(["yan", "ye", "ti", "zhi", "gai", "ge"]);
  assert.deepEqual(plain(pinyin.syllables("yanye", all)), [["yan", "ye"]]);
  assert.deepEqual(plain(pinyin.syllables("qwx", all)), []);
  const at = (i) => [...TRIGRAMS].filter((one) => one.startsWith("盐业体制改革"[i]));
  assert.deepEqual(plain(pinyin.spelled(["yan", "ye", "ti", "zhi"], at, soundsOf, false)), ["盐业体制"]);
  assert.deepEqual(plain(pinyin.spelled(["y", "y", "t", "z"], at, soundsOf, true)), ["盐业体制"]);
});

for (const [text, read] of [
  ["2018-05-16", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["2018.5.16", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["20180516", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["2018年5月", { from: "2018-05", to: "2018-05", words: "2018年5月" }],
  ["2018年", { from: "2018", to: "2018", words: "2018年" }],
  ["二〇一八年五月十六日", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["2018年5月16号", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["2018 5 16", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["18年5月16日", { from: "2018-05-16", to: "2018-05-16", words: "2018年5月16日" }],
  ["18/3/2019", { from: "2019-03-18", to: "2019-03-18", words: "2019年3月18日" }],
  ["3.18.2019", { from: "2019-03-18", to: "2019-03-18", words: "2019年3月18日" }],
  ["3/4/2019", null],
  ["98年5月", { from: "1998-05", to: "1998-05", words: "1998年5月" }],
  ["2018年5月份", { from: "2018-05", to: "2018-05", words: "2018年5月" }],
  ["2018 12", null],
  ["5月16日", { day: "05-16", words: "5月16日" }],
  ["十二月三十一日", { day: "12-31", words: "12月31日" }],
  ["2018-13-01", null],
  ["2018", null],
  ["第5期", null],
]) {
  test(`${text} is ${read ? "a date" : "no date"}`, () => assert.deepEqual(plain(dates.read(text)), read));
}

test("a range includes its ends, however exact they are", () => {
  const key = "002018-000005-000016";
  const within = (range) => dates.within(range)(key);
  assert.ok(within({ from: "2018-05-16", to: "2018" }) && within({ from: "2018", to: "2018-05" }) && within({ day: "05-16" }));
  assert.ok(!within({ from: "2018-06" }) && !within({ to: "2018-04" }) && !within({ day: "05-17" }));
  assert.ok(!dates.within({ from: "2018" })(""));
});
