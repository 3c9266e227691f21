/* Other words for the same thing, from the archive's own list, and numbers written otherwise. Pure: the groups are given. */
(function (Gongbao) {
  "use strict";

  const MOST = 8;

  const TOGETHER = 3;
  // Numbers as people type them and texts write them. Years and the numbers of documents are written alike everywhere.
  const NUMBER = /(?<![0-9])[1-9][0-9]{0,2}(?![0-9]|年|号|期|〕)/g;
  const NUMERAL = /[一二三四五六七八九]?百?零?[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]百(?:零?[一二三四五六七八九])?/g;
  const DIGITS = "零一二三四五六七八九";

  /** Return a number below 1,000 as texts write it. */
  function numeral(number) {
    const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
    const high = hundreds ? DIGITS[hundreds] + "百" : "";
    const middle = tens ? (tens > 1 || hundreds ? DIGITS[tens] : "") + "十" : hundreds && ones ? "零" : "";
    return high + middle + (ones ? DIGITS[ones] : "");
  }

  /** Return the value of a numeral below 1,000. */
  function value(text) {
    const [, hundreds, tens, ones] = /** @type {string[]} */ (/^(?:(.)百)?零?(?:(.?)十)?零?(.?)$/.exec(text));
    const digit = (one) => Math.max(0, DIGITS.indexOf(one));
    return (hundreds ? digit(hundreds) * 100 : 0) + (tens === undefined ? 0 : (tens ? digit(tens) : 1) * 10) + (ones ? digit(ones) : 0);
  }

  /** Return the words of a folded text that others may stand for: [{ at, end, word, others, group }]. Where words overlap (医保,
      医保局) the longest counts; a character is a word only where it stands alone. lone: where those do. */
  function words(folded, groups, lone) {
    const found = [];
    for (const group of groups) {
      for (const word of group) {
        const at = word.length > 1 ? folded.indexOf(word) : (lone.get(word) ?? -1);
        // 接种疫苗 for 疫苗 in 接种疫苗 would say one part twice.
        const others = at < 0 ? [] : group.filter((other) => other !== word && !folded.includes(other));
        if (others.length) found.push({ at, end: at + word.length, word, others, group });
      }
    }
    const within = (one, other) => other !== one && other.at <= one.at && other.end >= one.end && other.word.length > one.word.length;
    const longest = found.filter((one) => !found.some((other) => within(one, other)));
    for (const [pattern, other] of /** @type {[RegExp, (text: string) => string][]} */ ([
      [NUMBER, (text) => numeral(Number(text))],
      [NUMERAL, (text) => String(value(text))],
    ])) {
      for (const { 0: word, index: at } of folded.matchAll(pattern)) {
        if (other(word).length > 1) longest.push({ at, end: at + word.length, word, others: [other(word)], group: null });
      }
    }
    return longest.sort((a, b) => a.at - b.at || b.end - a.end);
  }

  /** Return where words of the groups, of more than one character, stand in a folded text: [[start, end]]. */
  function spans(folded, groups) {
    const found = groups.flat().map((word) => [word.length > 1 ? folded.indexOf(word) : -1, word.length]);
    return found.filter(([at]) => at >= 0).map(([at, size]) => [at, at + size]);
  }

  /** Return a text in which words are replaced, each by one of its others: { text, from, to, words }. */
  function made(folded, some) {
    let [text, end] = ["", 0];
    for (const { word, other } of some) {
      text += folded.slice(end, word.at) + (other.length > 1 ? other : ` ${other} `);
      end = word.end;
    }
    const to = some.map(({ other }) => other);
    return { text: text + folded.slice(end), from: some.map(({ word }) => word.word).join("、"), to: to.join("、"), words: to };
  }

  /** Return the texts in which words of a folded text are replaced by others of their groups, several words at once
      before one: [{ text, from, to, words }]. lone: characters that no text holds with a neighbour → where they are.
      @param {Map<string, number>} lone */
  function replaced(folded, groups, lone = new Map()) {
    const found = words(folded, groups, lone);
    const apart = found.filter((one, i) => found.slice(0, i).every(({ end, group }) => end <= one.at && (!group || group !== one.group)));
    let together = [[]];
    for (const word of apart) together = together.flatMap((some) => word.others.map((other) => [...some, { word, other }])).slice(0, TOGETHER);
    const texts = apart.length > 1 ? together.map((some) => made(folded, some)) : [];
    // The first of each word before the second of one: a word with many others leaves room for those of the rest.
    const most = Math.max(0, ...found.map(({ others }) => others.length));
    for (let n = 0; n < most; n++) {
      for (const word of found) if (n < word.others.length) texts.push(made(folded, [{ word, other: word.others[n] }]));
    }
    return texts.slice(0, MOST);
  }

  Gongbao.synonyms = { replaced, spans };
})(window.Gongbao);
