"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { letters, nearby } = load("codes", "text", "tree", "pinyin", "shapes", "nearby", "letters");
const SOUNDS = { ting: "停", che: "车", shou: "收", fei: "费", gui: "规", ding: "定", dian: "电", dong: "动", zi: "自", xing: "行", yang: "养", quan: "犬" };

/** Return what a text is read as where titles are these. */
async function read(text, titles = ["停车设施和收费规定", "电动自行车规定", "养犬规定"], groups = []) {
  const of = (character) => Object.keys(SOUNDS).filter((sound) => SOUNDS[sound].includes(character));
  const held = new nearby.OfTitles({}, async () => titles);
  held.sounds = async () => ({ of, known: new Set(Object.keys(SOUNDS)) });
  return plain(await letters.read(text, held, groups)).map((one) => [one.text, one.words]);
}

test("letters are read as a whole where a title has it", async () => {
  assert.deepEqual(await read("yangquan"), [["养犬", ["养犬"]]]);
  assert.deepEqual(await read("dian dong zi xing che"), [["电动自行车", ["电动自行车"]]]);
});

test("else word by word, between Han characters too", async () => {
  assert.deepEqual(await read("tingche shoufei"), [["停车 收费", ["停车", "收费"]]]);
  assert.deepEqual(await read("停车shoufei"), [["停车收费", ["收费"]]]);
  assert.deepEqual(await read("养犬guiding"), [["养犬规定", ["规定"]]]);
});

test("of letters that no title has as a whole, the words that one has", async () => {
  assert.deepEqual(await read("diandongche"), [["电动", ["电动"]]]);
});

test("of letters that no title has, words that others stand for, with these", async () => {
  const groups = [["停车", "收费"], ["车电", "养犬", "自行"]];
  assert.deepEqual(await read("chedian", [], groups), [["车电", ["车电"]], ["养犬", ["养犬"]], ["自行", ["自行"]]]);
  assert.deepEqual(await read("规定chedian", [], groups), [["规定车电", ["车电"]], ["规定养犬", ["养犬"]], ["规定自行", ["自行"]]]);
  assert.deepEqual(await read("chedia", [], groups), []);
});

test("a word that others stand for comes before what a title has by chance", async () => {
  const groups = [["停车", "泊车"]];
  assert.deepEqual(await read("tingche", ["停车设施"], groups), [["停车", ["停车"]], ["泊车", ["泊车"]]]);
  assert.deepEqual(await read("dianche", ["电车"], [["车电", "收费"], ["电动"]]), [["电车", ["电车"]]]);
  assert.deepEqual(await read("dingdian", ["规定电动"], [["停电"], ["定电", "养犬"]]), [["定电", ["定电"]], ["养犬", ["养犬"]]]);
});

test("what is no pinyin of a title is left alone", async () => {
  for (const text of ["wifi", "养犬app", "盐业", "a", "x".repeat(40)]) assert.deepEqual(await read(text), []);
});
