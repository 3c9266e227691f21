/* The scripts that read the index, without a browser: INDEX is a small index that plugins/gongbao/search built. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { load } from "./load.mjs";

const PARTS = ["packed", "codes", "text", "match", "tree", "data", "rows", "postings"];

/** Return what all scripts of the index hand over. */
async function everything(folder, unpack) {
  const files = {};
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!path.endsWith(".js") || path === "lunr.js") continue;
    const text = new TextDecoder("utf-16le").decode(readFileSync(join(folder, path)));
    const [, name, string] = /^Gongbao\.data\("([^"]+)","([^]*)"\);\n$/.exec(text);
    files[name] = await unpack(string);
  }
  return files;
}

async function opened(folder = process.env.INDEX) {
  const files = {};
  const { Gongbao, asked } = load(PARTS, files);
  Object.assign(files, await everything(folder, Gongbao.packed.unpack));
  return { Gongbao, asked, files, manifest: files.manifest };
}

/** Documents that hold a text, as the test that built the index made them: document n holds 甲, and the pairs of n. */
const numbers = (rows) => rows.flatMap((row) => [...row.documents]);

test("rows of a term come from all segments, numbered through, and say how many hold it in the whole", async () => {
  const { Gongbao, manifest } = await opened();
  assert.ok(manifest.segments.length > 1);
  const postings = new Gongbao.postings.Postings(manifest);
  const rows = await postings.of("盐业");
  assert.deepEqual(numbers(rows), Array.from({ length: 14 }, (_, i) => i));
  assert.ok(rows.every((row) => row.holders === 14));
});

test("given documents, rows of others are not loaded, but the count stays that of the whole", async () => {
  const { Gongbao, manifest } = await opened();
  const postings = new Gongbao.postings.Postings(manifest);
  const rows = await postings.of("盐业", Int32Array.of(13));
  assert.ok(numbers(rows).includes(13));
  assert.ok(rows.every((row) => row.holders === 14));
});

test("positions are those of the text, whether they stand in the row or apart", async () => {
  const { Gongbao, manifest } = await opened();
  const postings = new Gongbao.postings.Postings(manifest);
  const within = Int32Array.of(2, 13);
  for (const term of ["盐业", "改革"]) {
    const positions = await postings.positions(term, await postings.of(term, within), within);
    for (const document of within) assert.equal(positions.of(document).length, term === "盐业" ? document + 1 : 1);
  }
});

test("documents and positions are those of the texts in a segment of many documents", async () => {
  const { Gongbao, manifest } = await opened(process.env.LARGE);
  assert.ok(manifest.segments[0][1] >= 256);
  const postings = new Gongbao.postings.Postings(manifest);
  const rows = await postings.of("盐业");
  const holding = Array.from({ length: 300 }, (_, n) => n).filter((n) => n % 3);
  assert.deepEqual(numbers(rows), holding);
  const positions = await postings.positions("盐业", rows, Int32Array.from(holding));
  for (const n of holding) assert.equal(positions.of(n).length, n % 3);
});

test("texts of any characters come back, whether they take one byte or three", async () => {
  const { files } = await opened(process.env.LARGE);
  const codes = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => code < 0xd800 || code >= 0xe000);
  assert.equal(files.every[0], [...codes, 0x1f600, 0x20000].map((code) => String.fromCodePoint(code)).join(""));
});

test("a term that is not there has no rows, and many terms come at once", async () => {
  const { Gongbao, manifest } = await opened();
  const postings = new Gongbao.postings.Postings(manifest);
  const all = await postings.ofAll(["盐业", "没有"]);
  assert.equal(all.get("没有").length, 0);
  assert.equal(numbers(all.get("盐业")).length, 14);
});

test("a result takes the table of its document and one pack", async () => {
  const { Gongbao, asked, manifest } = await opened();
  const documents = new Gongbao.documents.Documents(manifest);
  await documents.load([13]);
  const packs = documents.packs(13);
  const { card } = await documents.card(13, packs[0]);
  assert.equal(card.title, "第13篇");
  const texts = await documents.paragraphs(packs[0]);
  assert.ok(texts.some(({ text }) => text.includes("盐业")));
  assert.equal(new Set(asked).size, 2);
});

test("anchors that count on and fields that stay the same are told by how many they are", async () => {
  const { Gongbao, files, manifest } = await opened();
  const texts = ["甲", "乙", "丙", "丁", "戊", "己"];
  files["block/0"] = [[0, ["a.html", "题"], [["p9", 2, "", "x09", 1], [1, 4, 2, 2], texts]]];
  const found = await new Gongbao.documents.Documents(manifest).paragraphs({ name: "block/0", document: 0 });
  assert.deepEqual(found.map(({ anchor }) => anchor), ["p9", "p10", "p11", "", "x09", "x10"]);
  assert.deepEqual(found.map(({ field }) => field), [1, 1, 1, 1, 2, 2]);
  assert.deepEqual(found.map(({ text }) => text), texts);
});

test("keys to sort by and values of filters are those that the index was made of", async () => {
  const { Gongbao, files } = await opened();
  const packs = { packs: "!!!!!", starts: "", blocks: "'", texts: "abcdefgh", lengths: [1, "!!!!!", ""] };
  files.table = { ...packs, counts: ["#!$!!"], filters: ["!!#"], values: [["甲局", "乙局"]], sorts: [[2016, "$P0P1PQ:PP'"], ["二", "一", "", "", ""]] };
  const documents = new Gongbao.documents.Documents({ filters: [{ name: "agency" }], tables: [[5, "table"]] });
  await documents.load([0]);
  const every = [0, 1, 2, 3, 4];
  const dates = ["002016-000001-000001", "002016-000001-000031", "", "002018-000012-000031", "002016-000002-000001"];
  assert.deepEqual(every.map((n) => documents.sortKey(n, 0)), dates);
  assert.equal(documents.sortKey(1, 1), "一");
  assert.deepEqual(every.map((n) => [...documents.filter(n, 0)].map((value) => documents.lists[0][value])), [["甲局"], [], ["甲局", "乙局"], [], []]);
});

test("sets of documents", () => {
  const { Gongbao } = load(["match"]);
  const { intersect, union, subtract } = Gongbao.match;
  const [a, b] = [Int32Array.of(1, 3, 5), Int32Array.of(3, 4, 5)];
  assert.deepEqual([...intersect(a, b)], [3, 5]);
  assert.deepEqual([...union([a, b])], [1, 3, 4, 5]);
  assert.deepEqual([...subtract(a, b)], [1]);
});

test("the table of variants is loaded for texts that have rarer characters, and folds them", async () => {
  const { Gongbao, asked, manifest } = await opened();
  const { fold, open, ready } = Gongbao.text;
  open(manifest);
  await ready("“盐业”改革，2018年○〇々ａｂｃ");
  assert.deepEqual(asked, []);
  await ready("鹽業改革");
  await ready("體制");
  assert.deepEqual(asked, [manifest.variants]);
  assert.equal(fold("鹽業改革"), "盐业改革");
});
