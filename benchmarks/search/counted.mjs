/* What queries load of a built index, counted in Node by the client's own scripts: node counted.mjs SITE QUERIES.
   QUERIES: JSON, [[query, how many documents hold it], …]. Prints JSON: [{ query, total, wanted, scripts: those that the
   first three results take }]. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [site, queries] = process.argv.slice(2);
const SHOWN = 3;

let asked = new Set();
let handed = null;
const unpacked = new Map();
globalThis.window = globalThis;
globalThis.document = { querySelector: () => null };
globalThis.Gongbao = {
  data: (name, value) => void (handed = value),
  async fetchData(name) {
    asked.add(name);
    if (!unpacked.has(name)) {
      runInThisContext(readFileSync(`${site}/search/${name}.js`).toString("utf16le").replace(/^\ufeff/, ""));
      unpacked.set(name, await Gongbao.packed.unpack(handed));
    }
    return unpacked.get(name);
  },
  startGraded: async () => {},
};
runInThisContext(readFileSync(`${site}/search/lunr.js`, "utf8"));
runInThisContext(readFileSync(`${site}/theme/js/search/full.js`, "utf8"));
const manifest = await Gongbao.fetchData("manifest");
Gongbao.text.open(manifest);

const rows = [];
for (const [query, wanted] of JSON.parse(readFileSync(queries, "utf8"))) {
  asked = new Set();
  Gongbao.engine.open(manifest);
  const { total, hits } = await Gongbao.answers.search(query, { later: true, grades: false });
  await Promise.all(hits.slice(0, SHOWN).map((hit) => hit.load()));
  rows.push({ query, total, wanted, scripts: [...asked] });
}
console.log(JSON.stringify(rows));
