"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { synonyms } = load("synonyms");
const GROUPS = [["医保", "医疗保险"], ["医保局", "医疗保障局"], ["公租房", "公共租赁住房"], ["住建委", "住房和城乡建设委员会"], ["小孩", "儿童", "未成年人"]];
const texts = (text, groups = GROUPS) => plain(synonyms.replaced(text, groups)).map((one) => one.text);

test("a word is replaced by each of its group, the longest where words overlap", () => {
  assert.deepEqual(texts("小孩乘车"), ["儿童乘车", "未成年人乘车"]);
  assert.deepEqual(texts("医保局通知"), ["医疗保障局通知"]);
  assert.deepEqual(texts("小孩和儿童"), ["未成年人和儿童", "小孩和未成年人"]);
});

test("several words are replaced together first, and each says which words were not typed", () => {
  const [both, ...single] = plain(synonyms.replaced("住建委公租房", GROUPS));
  assert.deepEqual(both, {
    text: "住房和城乡建设委员会公共租赁住房",
    from: "住建委、公租房",
    to: "住房和城乡建设委员会、公共租赁住房",
    words: ["住房和城乡建设委员会", "公共租赁住房"],
  });
  assert.deepEqual(single.map(({ text }) => text), ["住房和城乡建设委员会公租房", "住建委公共租赁住房"]);
});

test("each word's first other comes before the second of one, since only so many are asked for", () => {
  const groups = [["甲乙", "子丑", "寅卯", "辰巳", "午未"], ["丙丁", "申酉", "戌亥"]];
  assert.deepEqual(texts("甲乙丙丁", groups).slice(3), ["子丑丙丁", "甲乙申酉", "寅卯丙丁", "甲乙戌亥", "辰巳丙丁"]);
});

test("where words of the list stand in a text is told of those of several characters", () => {
  assert.deepEqual(plain(synonyms.spans("小孩看医保局的狗", [...GROUPS, ["狗", "犬"]])), [[3, 5], [3, 6], [0, 2]]);
});

test("a word of one character is replaced where it stands alone, and stands by itself then", () => {
  const groups = [["狗", "犬"], ["打疫苗", "预防接种"]];
  assert.deepEqual(texts("热狗摊", groups), []);
  assert.deepEqual(plain(synonyms.replaced("狗没打疫苗", groups, new Map([["狗", 0]]))).map(({ text }) => text), [
    " 犬 没预防接种",
    " 犬 没打疫苗",
    "狗没预防接种",
  ]);
});

for (const [typed, written] of [["80岁补贴", "八十岁补贴"], ["满15天", "满十五天"], ["提前105日", "提前一百零五日"], ["十五天内", "15天内"], ["一百二十元", "120元"], ["三百零七条", "307条"]]) {
  test(`numbers are looked for as others write them: ${typed}`, () => assert.deepEqual(texts(typed, []), [written]));
}

for (const text of ["2018年12号", "云府发〔2019〕12号", "第5期", "一等奖", "2019年", "盐业改革"]) {
  test(`years, numbers of documents and what is one character stay: ${text}`, () => assert.deepEqual(texts(text, []), []));
}
