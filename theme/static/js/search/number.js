/* References (document numbers): reduced to keys as plugins/gongbao/search/lookup.py does, and looked up by them. */
(function (Gongbao) {
  "use strict";

  const HAN_DIGITS = "〇一二三四五六七八九";
  const UNITS = { 十: 10, 百: 100 };
  // What is a blank is the same in Python only where it is named.
  const BLANK = "[ \\t\\n\\r\\f\\v\\u1680\\u2028\\u2029]*";
  const OUTER = new RegExp(`^${BLANK}|${BLANK}$`, "gu");
  const LABEL = new RegExp(`^${BLANK}[^:0-9]{2,8}:`, "u");
  const HAN_YEAR = new RegExp(`(^|[^${HAN_DIGITS}])((?:一[八九]|二[〇一])[${HAN_DIGITS}]{2})(?![${HAN_DIGITS}十百])`, "gu");
  const HAN_SERIAL = new RegExp(`([^${Gongbao.text.HAN}a-z]|第)([一二三四五六七八九十百零〇]+)(?=[号期])`, "gu");
  const SHORT_YEAR = new RegExp(`([〔[(【〈<{﹝「『])${BLANK}([0-9]{2})${BLANK}年?${BLANK}(?=[〕\\])】〉>}﹞」』])`, "gu");
  const NUMERO = new RegExp(`no\\.?${BLANK}(?=[0-9])`, "gu");
  const PART = /([0-9]+)|([\p{L}\p{Nl}\p{No}])/gu;
  const LONG = /^((?:19|20)\d\d)0*(\d{1,5})$/;
  const SUGGESTIONS = 8;

  let rules = null;
  let tree = null;

  function open(manifest) {
    if (!manifest.lookup) return;
    rules = manifest.lookup;
    tree = new Gongbao.tree.Tree(rules.tree);
  }

  function valueOf(numeral) {
    const digits = numeral.replace(/零/g, "〇");
    // However many they are: a number of JavaScript is exact for fifteen only.
    if (!/[十百]/.test(digits)) return [...digits].map((c) => HAN_DIGITS.indexOf(c)).join("").replace(/^0+(?=.)/, "");
    let total = 0;
    let digit = 0;
    for (const c of digits) {
      if (UNITS[c]) {
        total += (digit || 1) * UNITS[c];
        digit = 0;
      } else {
        digit = HAN_DIGITS.indexOf(c);
      }
    }
    return total + digit;
  }

  /** Return the key of a reference. */
  function key(reference, { drop, dropLast } = rules) {
    let text = Gongbao.text.fold(reference).replace(LABEL, "").replace(OUTER, "");
    for (const word of dropLast) if (text.endsWith(word)) text = text.slice(0, -word.length);
    text = text
      .replace(HAN_YEAR, (_, before, year) => before + [...year].map((c) => HAN_DIGITS.indexOf(c)).join(""))
      .replace(HAN_SERIAL, (_, before, serial) => before + valueOf(serial))
      .replace(SHORT_YEAR, "$119$2")
      .replace(NUMERO, "");
    for (const word of drop) text = text.split(word).join(" ");
    let letters = "";
    const numbers = [];
    for (const [, digits, letter] of text.matchAll(PART)) {
      if (letter) letters += letter;
      else {
        const long = LONG.exec(digits);
        if (long) numbers.push(long[1], long[2]);
        else numbers.push(digits.replace(/^0+(?=.)/, ""));
      }
    }
    return [letters, ...numbers].join("/");
  }

  /** Return the entries whose key begins with a prefix: { key, number, url, title }. */
  async function beginningWith(prefix) {
    const found = [];
    for (const name of await tree.prefixShards(prefix)) {
      for (const line of (await Gongbao.fetchData(name)).split("\n")) {
        const at = line.indexOf(" ");
        if (!line.startsWith(prefix)) continue;
        const [number, url, title] = JSON.parse(line.slice(at + 1));
        found.push({ key: line.slice(0, at), number, url, title });
      }
      // Enough for a list of suggestions; exact keys stand first in their order.
      if (found.length > SUGGESTIONS * 4) break;
    }
    return found;
  }

  /** Return the entries of a reference; several if it is ambiguous, none if it is not known. */
  async function find(reference) {
    await Gongbao.text.ready(reference);
    const wanted = rules && key(reference);
    if (!wanted || !wanted.includes("/") || wanted.startsWith("/")) return [];
    return (await beginningWith(wanted)).filter((entry) => entry.key === wanted);
  }

  /** Return entries that a part of a reference may mean. */
  async function suggest(part) {
    await Gongbao.text.ready(part);
    const prefix = rules && key(part);
    if (!prefix || prefix === "/") return [];
    const seen = new Set();
    const found = (await beginningWith(prefix)).filter(({ url }) => !seen.has(url) && seen.add(url));
    return found.sort((a, b) => Number(b.key === prefix) - Number(a.key === prefix)).slice(0, SUGGESTIONS);
  }

  /** Return what a text that is searched for may mean as a reference: itself, or what it is a part of. */
  async function offer(text) {
    const found = await find(text);
    if (found.length || !rules) return found;
    // Letters with a number, or two numbers: less would offer something for every year.
    const parts = key(text).split("/").filter(Boolean);
    return parts.length > 1 ? suggest(text) : [];
  }

  Gongbao.number = { SUGGESTIONS, open, key, beginningWith, find, suggest, offer };
})(window.Gongbao);
