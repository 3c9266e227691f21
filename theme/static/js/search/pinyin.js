/* Read Latin letters as pinyin: whole syllables (yanye) or the first letters of characters (yytz). Pure. */
(function (Gongbao) {
  "use strict";

  const LONGEST = 6;
  const MOST_WAYS = 4;
  const MOST = 3;

  /** Return the ways to cut letters into syllables that are known; fewest syllables first. */
  function syllables(letters, known) {
    const ways = letters.split("").map(() => []);
    ways.push([[]]);
    for (let at = letters.length - 1; at >= 0; at--) {
      for (let size = Math.min(LONGEST, letters.length - at); size > 0; size--) {
        const syllable = letters.slice(at, at + size);
        if (known.has(syllable)) for (const rest of ways[at + size]) ways[at].push([syllable, ...rest]);
      }
      ways[at].sort((a, b) => a.length - b.length);
      ways[at].length = Math.min(ways[at].length, MOST_WAYS);
    }
    return ways[0];
  }

  /** Return the Han texts that are read as syllables (or first letters, if `initials`), joined of overlapping stretches.
      stretchesAt(i): the stretches of two or three characters that begin with the letters from the i-th syllable on. */
  function spelled(sounds, stretchesAt, soundsOf, initials) {
    const reads = (character, sound) =>
      soundsOf(character).some((own) => (initials ? own.startsWith(sound) : own === sound));
    const fits = (text, at) => [...text].every((character, i) => at + i >= sounds.length || reads(character, sounds[at + i]));
    if (sounds.length < 2) return [];
    let open = stretchesAt(0).filter((text) => fits(text, 0));
    const whole = new Set();
    for (let step = 0; step < sounds.length && open.length; step++) {
      const next = new Set();
      for (const text of open) {
        const characters = [...text];
        if (characters.length >= sounds.length) {
          whole.add(characters.slice(0, sounds.length).join(""));
          continue;
        }
        const at = characters.length - 2;
        for (const more of stretchesAt(at)) {
          const list = [...more];
          if (list.length > 2 && list[0] === characters[at] && list[1] === characters[at + 1] && fits(more, at)) next.add(text + list[2]);
        }
      }
      open = [...next].slice(0, 200);
    }
    return [...whole].slice(0, MOST);
  }

  Gongbao.pinyin = { syllables, spelled };
})(window.Gongbao);
