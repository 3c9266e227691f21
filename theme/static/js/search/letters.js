/* Read the Latin letters of a query as pinyin of what titles say, wherever in it they stand. */
(function (Gongbao) {
  "use strict";

  const { pinyin } = Gongbao;
  const LETTERS = /^[a-z]+$/;
  const RUN = /[a-z]{2,}/g;
  const MOST_LETTERS = 32;
  const FEWEST_INITIALS = 3;
  const LONGEST_WORD = 6;
  const MOST = 3;

  /** Return the Han texts that titles have and that a row of syllables, or of first letters, may be. */
  async function written(way, initials, nearby, sounds) {
    const at = await Promise.all(way.map((_, i) => {
      const start = way.slice(i, i + 3).map((sound) => sound[0]).join("");
      return start.length > 1 ? nearby.readAs(start) : [];
    }));
    return pinyin.spelled(way, (i) => at[i] || [], sounds.of, initials);
  }

  /** Return the Han texts that letters may be the pinyin of, as a whole. */
  async function spelled(letters, nearby) {
    const sounds = await nearby.sounds();
    const ways = pinyin.syllables(letters, sounds.known).map((way) => [way, false]);
    if (letters.length >= FEWEST_INITIALS) ways.push([[...letters], true]);
    for (const [way, initials] of ways) {
      const found = await written(way, initials, nearby, sounds);
      if (found.length) return found;
    }
    return [];
  }

  /** Tell whether letters are how a word is read. */
  function reads(word, letters, of) {
    const [first, ...rest] = word;
    if (!first) return !letters;
    return of(first).some((sound) => letters.startsWith(sound) && reads(rest, letters.slice(sound.length), of));
  }

  /** Return the Han texts that letters may be: a word that others stand for, with these, and what titles have. dibao is 低保
      before it is 地保, which titles have in 湿地保护. */
  async function meant(letters, nearby, groups) {
    const [found, { of }] = await Promise.all([spelled(letters, nearby), nearby.sounds()]);
    for (const group of groups) {
      const word = group.find((one) => reads(one, letters, of));
      if (word) return [...new Set([word, ...found.slice(0, 1), ...group, ...found])].slice(0, MOST);
    }
    return found;
  }

  /** Return the words that letters are made of, the longest that titles have; what belongs to none is left out. */
  async function words(letters, nearby) {
    const sounds = await nearby.sounds();
    const [way = []] = pinyin.syllables(letters, sounds.known);
    const found = [];
    for (let at = 0; at < way.length; ) {
      let size = Math.min(way.length - at, LONGEST_WORD);
      let some = [];
      for (; size > 1; size--) {
        some = await written(way.slice(at, at + size), false, nearby, sounds);
        if (some.length) break;
      }
      if (some.length) found.push(some[0]);
      at += some.length ? size : 1;
    }
    return found;
  }

  /** Return a folded text with its letters read as pinyin: [{ text, words: those that were letters }], the likeliest first.
      groups: words that stand for each other. */
  async function read(folded, nearby, groups = []) {
    const bare = folded.trim().replace(/[' ]/g, "");
    const runs = folded.match(RUN) || [];
    if (!runs.length || runs.join("").length > MOST_LETTERS) return [];
    const whole = LETTERS.test(bare) ? await meant(bare, nearby, groups) : [];
    if (whole.length) return whole.map((text) => ({ text, words: [text] }));
    const options = [];
    for (const run of runs) {
      const found = await meant(run, nearby, groups);
      options.push(found.length ? found.map((text) => [text]) : [await words(run, nearby)]);
    }
    const texts = [];
    for (let n = 0; n < MOST; n++) {
      if (n && options.every((some) => n >= some.length)) break;
      let at = 0;
      const said = [];
      const text = folded.replace(RUN, (run) => {
        const some = options[at++];
        const chosen = some[Math.min(n, some.length - 1)];
        said.push(...chosen);
        return chosen.length ? chosen.join(" ") : run;
      });
      if (said.length) texts.push({ text, words: said });
    }
    return texts;
  }

  Gongbao.letters = { read };
})(window.Gongbao);
