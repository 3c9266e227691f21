/* Other words for the same thing, from the archive's own list. Pure: the groups are given. */
(function (Gongbao) {
  "use strict";

  const MOST = 6;

  /** Return the texts in which one word of a folded text is replaced by another of its group: [{ text, from, to }].
      Where words overlap (医保, 医保局) the longest counts. */
  function replaced(folded, groups) {
    const found = [];
    for (const group of groups) {
      for (const word of group) {
        const at = folded.indexOf(word);
        if (at >= 0) found.push({ at, end: at + word.length, word, group });
      }
    }
    const within = (one, other) => other !== one && other.at <= one.at && other.end >= one.end && other.word.length > one.word.length;
    const longest = found.filter((one) => !found.some((other) => within(one, other)));
    const texts = [];
    for (const { at, end, word, group } of longest) {
      for (const other of group) {
        // 接种疫苗 for 疫苗 in 接种疫苗 would say one part twice.
        if (other === word || folded.includes(other)) continue;
        texts.push({ text: folded.slice(0, at) + other + folded.slice(end), from: word, to: other });
      }
    }
    return texts.slice(0, MOST);
  }

  Gongbao.synonyms = { replaced };
})(window.Gongbao);
