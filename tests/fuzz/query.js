/* Queries by chance, and long ones of what is hard to read: each is read, and asks for no more than it may. */
"use strict";

const { load } = require("../search/js/scripts.js");

const cases = Number(process.argv[2]);
const { query } = load("codes", "text", "query");
const PIECES = ["\"", "“", "”", "「", "」", " ", "\u3000", "-", "−", "OR", "or", "*", "~", "^", ":", "+", "云政发", "〔2024〕", "5号", "(", ")", "[", "2024", "年", "5", "盐业",
  "改革", "a", "Σ", "é", "\ud800", "\udc00", "𠀀", "\u200b", "\u202e", "\u0000", "\n", "<script>", "&", "%", "\\", "'", "ﬁ", "①", "ﷺ", "İ"];
let seed = 19;
const chance = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;

function check(text) {
  const parsed = query.parse(text);
  const phrases = [...parsed.groups.flat(), ...parsed.not];
  const units = phrases.reduce((sum, one) => sum + one.units.length, 0);
  if (units > 128) throw new Error(`${units} units: ${JSON.stringify(text).slice(0, 200)}`);
  for (const one of phrases) if (!one.slots.length) throw new Error(`a phrase of nothing: ${JSON.stringify(text)}`);
  query.exactly(text);
  query.loosely(text);
}

for (let n = 0; n < cases; n++) {
  check(Array.from({ length: chance(14) }, () => PIECES[chance(PIECES.length)]).join(""));
}
const began = process.cpuUsage();
for (const piece of PIECES) {
  for (const unit of [piece, `${piece} `, `${piece}a `, `2024${piece}`]) check(unit.repeat(50000));
}
const { user } = process.cpuUsage(began);
process.stdout.write(JSON.stringify({ cases, slowest: user < 5e6 ? "in time" : `${user / 1e6} s for all` }));
