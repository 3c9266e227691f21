"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./scripts.js");

const { nearby } = load("codes", "text", "tree", "nearby");
const SOUNDS = { 盐: ["yan"], 业: ["ye"], 重: ["zhong", "chong"], 庆: ["qing"] };

function ofTitles(...titles) {
  const made = new nearby.OfTitles({ following: "", initials: "", sounds: "", shapes: "" }, async () => titles);
  made.sounds = async () => ({ of: (character) => SOUNDS[character] || [], known: new Set() });
  return made;
}

test("stretches are three characters in a row and the last two, as the index has them", () => {
  assert.deepEqual(plain(nearby.stretchesOf(["云岭区办法，18号", "令"])).sort(), ["云岭区", "区办法", "办法", "岭区办"].sort());
});

test("titles that are saved say what follows a character and what is read as letters", async () => {
  const made = ofTitles("重庆盐业");
  assert.deepEqual(plain(await made.startingWith(["重"])), ["重庆盐"]);
  assert.deepEqual(plain(await made.readAs("cqy")), ["重庆盐"]);
  assert.deepEqual(plain(await made.readAs("zq")), ["重庆盐"]);
  assert.deepEqual(plain(await made.readAs("yy")), ["盐业"]);
});

test("titles that could not be read may be asked for again", async () => {
  let fails = true;
  const made = new nearby.OfTitles({}, async () => {
    if (fails) throw new Error("no net");
    return ["重庆盐业"];
  });
  await assert.rejects(made.startingWith(["重"]));
  fails = false;
  assert.deepEqual(plain(await made.startingWith(["重"])), ["重庆盐"]);
});
