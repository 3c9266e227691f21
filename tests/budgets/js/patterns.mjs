/* Every regular expression that stands in the scripts, with texts made of what it speaks of, again and again and then
   no match. Prints those that take longer than the limit: `node patterns.mjs TYPESCRIPT LENGTH MILLISECONDS SCRIPT…`. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [library, length, limit, ...scripts] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(library);
const COMMON = [" ", "1", "a", "甲", "-", ".", "，", "\n", "\"", "第", "年", "〔", "(", "<", "/", "一", "\u3000"];

function literals(path) {
  const found = new Map();
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      found.set(node.getText(file), `${path}:${line}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function texts(source) {
  const own = [...new Set(source.replace(/\\[a-zA-Z]/g, "").replace(/[\\[\]{}()*+?|^$]/g, ""))].slice(0, 12);
  const units = [...new Set([...own, ...COMMON])];
  const made = units.map((unit) => unit);
  for (const one of own.slice(0, 6)) for (const other of units.slice(0, 10)) made.push(one + other);
  const whole = own.join("");
  if (whole) made.push(whole);
  return made.flatMap((unit) => {
    const long = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    return [long, `${long}\u0000`, `${whole}${long}\u0000`];
  });
}

const slow = [];
let count = 0;
for (const path of scripts) {
  for (const [literal, where] of literals(path)) {
    count += 1;
    const at = literal.lastIndexOf("/");
    const [source, flags] = [literal.slice(1, at), literal.slice(at + 1).replace(/[gy]/g, "")];
    let worst = 0;
    for (const text of texts(source)) {
      const began = process.cpuUsage();
      try {
        // A pattern that is looked for everywhere is asked for all its places.
        vm.runInNewContext("text.replace(new RegExp(source, flags), '')", { text, source, flags: `${flags}g` }, { timeout: 3000 });
      } catch (error) {
        worst = Infinity;
        break;
      }
      const used = process.cpuUsage(began);
      worst = Math.max(worst, (used.user + used.system) / 1000);
    }
    if (worst > limit) slow.push(`${where} ${literal}: ${Math.round(worst)} ms`);
  }
}
console.log(JSON.stringify({ count, slow }));
