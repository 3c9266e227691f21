/* Fold text and cut it into units, as plugins/gongbao/search/folding.py and tokenizer.py do; shared vectors hold both to it. */
(function (Gongbao) {
  "use strict";

  const HAN = "\\u3005\\u3007\\u3021-\\u3029\\u3038-\\u303b\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const BLANK = "[ \\t\\f\\v\\u1680\\u2028\\u2029]+";
  const WORD_THEN_HAN = new RegExp(`([0-9a-z])${BLANK}(?=[${HAN}])`, "gu");
  const HAN_THEN_WORD = new RegExp(`([${HAN}])${BLANK}(?=[0-9a-z])`, "gu");
  const YEAR_ZERO = /([一二三四五六七八九〇])([o0〇]+)(?=[一二三四五六七八九十〇年])/gu;
  const UNIT = new RegExp(`[${HAN}]|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]$`, "u");
  // Half-width voicing marks of katakana join the letter before them too, when they are normalised.
  // So do letters of Hangul, which make syllables.
  const JOINING = "\\p{M}\\uff9e\\uff9f\\u1100-\\u11ff\\u3131-\\u318e\\uffa0-\\uffdc";
  const CLUSTER = new RegExp(`[^${JOINING}][${JOINING}]*|[${JOINING}]+`, "gsu");

  // ○ and ◯ are zeros of Chinese years; which small sigma stands in a word depends on what follows; the variants of characters come from the index.
  const variants = new Map([["○", "〇"], ["◯", "〇"], ["ς", "σ"]]);
  let variantPattern = /[○◯ς]/gu;

  /** Take variants that the index was folded with: characters, each with what it becomes behind it. */
  function setVariants(pairs) {
    const all = [...pairs];
    for (let i = 0; i < all.length; i += 2) variants.set(all[i], all[i + 1]);
    variantPattern = new RegExp(`[${[...variants.keys()].join("")}]`, "gu");
    clusters.clear();
  }

  // The name of the table of variants, until it is loaded.
  let table = "";
  // Han characters that GB 2312 has not: of those that it has the manifest tells the variants, so few texts need the table.
  let rare = null;

  /** Take the manifest: the variants that every text may have, and where the others are. */
  function open(manifest) {
    setVariants(manifest.common);
    table = manifest.variants;
    // Rows of 94 characters; nobody needs a list of them where the browser has it.
    const bytes = Uint8Array.from({ length: 72 * 94 * 2 }, (_, i) => (i % 2 ? 0xa1 + ((i >> 1) % 94) : 0xb0 + Math.floor(i / 188)));
    const common = new TextDecoder("gbk").decode(bytes).replace(/[^\u4e00-\u9fff]/g, "");
    rare = new RegExp(`(?![${common}\\u3005\\u3007])[${HAN}]`, "u");
  }

  /** Load what folding a text needs, if it needs more than most. */
  async function ready(text) {
    if (!table || !rare.test(text.normalize("NFKC"))) return;
    const data = await Gongbao.fetchData(table);
    if (!table) return;
    table = "";
    const [keys, values] = data.map(([sizes, digits]) => Gongbao.codes.decodeHalves(sizes, digits));
    let [key, value, pairs] = [0, 0, ""];
    keys.forEach((step, i) => {
      key += step;
      value += Gongbao.codes.zigzag(values[i]);
      pairs += String.fromCodePoint(key, value);
    });
    setVariants(pairs);
  }

  function foldCharacters(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(INVISIBLE, "")
      .replace(variantPattern, (c) => variants.get(c));
  }

  // Texts are made of few characters: each is folded once.
  const clusters = new Map();
  const MOST_CLUSTERS = 50000;

  function foldCluster(cluster) {
    let folded = clusters.get(cluster);
    if (folded === undefined) {
      folded = foldCharacters(cluster);
      if (clusters.size < MOST_CLUSTERS) clusters.set(cluster, folded);
    }
    return folded;
  }

  const foldZeros = (text) => text.replace(YEAR_ZERO, (_, before, zeros) => before + "〇".repeat(zeros.length));

  /** Return the folded text of one paragraph or query. */
  function fold(text) {
    return foldZeros(foldCharacters(text)).replace(WORD_THEN_HAN, "$1").replace(HAN_THEN_WORD, "$1");
  }

  /** Return the folded text, and for each of its code units where in the text it comes from. */
  function foldMapped(text) {
    let folded = "";
    const starts = [];
    const ends = [];
    for (const cluster of text.matchAll(CLUSTER)) {
      const part = foldCluster(cluster[0]);
      for (let i = 0; i < part.length; i++) {
        starts.push(cluster.index);
        ends.push(cluster.index + cluster[0].length);
      }
      folded += part;
    }
    folded = foldZeros(folded);
    for (const pattern of [WORD_THEN_HAN, HAN_THEN_WORD]) {
      // From the end, so that places before stay where they are.
      for (const match of [...folded.matchAll(pattern)].reverse()) {
        const from = match.index + match[1].length;
        const count = match[0].length - match[1].length;
        folded = folded.slice(0, from) + folded.slice(from + count);
        starts.splice(from, count);
        ends.splice(from, count);
      }
    }
    return { folded, starts, ends };
  }

  const isHan = (unit) => IS_HAN.test(unit);

  /** Return the units of a folded paragraph: Han characters and words, with position and place in the text. */
  function units(folded) {
    const found = [];
    let position = 0;
    let end = -1;
    for (const match of folded.matchAll(UNIT)) {
      if (end >= 0) position += match.index === end ? 1 : 2;
      end = match.index + match[0].length;
      found.push({ text: match[0], han: isHan(match[0]), position, start: match.index, end });
    }
    return found;
  }

  /** Return the term of a word; the index writes digits full-width. */
  const wordTerm = (word) => word.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  Gongbao.text = { HAN, fold, foldMapped, units, isHan, wordTerm, setVariants, open, ready };
})(window.Gongbao);
