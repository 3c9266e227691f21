/* What may have been meant where one character is wrong, missing, too much or in its neighbour's place.

Only three characters in a row that titles of the archive hold are proposed, so every proposal is found. Pure: the
trigrams and the sounds are given. */
(function (Gongbao) {
  "use strict";

  const MOST = 3;

  /** Return how alike two characters are: 3 of the same sound, 2 of nearly the same (zh and z, n and ng, l and n) or of a
      similar shape, 0 neither. */
  function alike(a, b, soundsOf, looksLike) {
    const first = soundsOf(a);
    const second = soundsOf(b);
    if (first.some((sound) => second.includes(sound))) return 3;
    const rough = (sound) => sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^l/, "n").replace(/^h(?=u)/, "f");
    return first.some((sound) => second.some((other) => rough(other) === rough(sound))) || looksLike(a, b) ? 2 : 0;
  }

  /** Return the places of a run at which something is wrong: titles hold none of the pairs over them.
      known[i] tells whether titles hold the pair of places i and i + 1. */
  function doubtful(size, known) {
    const out = [];
    for (let i = 0; i < size; i++) {
      const before = i > 0 && known[i - 1];
      const after = i + 1 < size && known[i];
      if (!before && !after) out.push(i);
    }
    return out;
  }

  /** Return corrected runs, the likeliest first: [{ text, value }].
      characters: the run; trigrams: a Set of all those that may matter; soundsOf(character): its syllables;
      looksLike(a, b): whether two characters are of a similar shape. */
  function propose(characters, known, trigrams, soundsOf, looksLike) {
    const found = new Map();
    const put = (list, value) => {
      const text = list.join("");
      if (!found.has(text) || found.get(text) < value) found.set(text, value);
    };
    // How many trigrams of a corrected run that include a place titles hold.
    const support = (list, at) => {
      let count = 0;
      for (let i = Math.max(0, at - 2); i <= at && i + 3 <= list.length; i++) if (trigrams.has(list.slice(i, i + 3).join(""))) count++;
      return count;
    };
    const size = characters.length;
    const changed = (at, remove, ...put_) => [...characters.slice(0, at), ...put_, ...characters.slice(at + remove)];
    const wrong = doubtful(size, known);
    for (const trigram of trigrams) {
      const [a, b, c] = trigram;
      for (const at of wrong) {
        let instead = null;
        if (characters[at - 1] === a && characters[at + 1] === c) instead = b;
        else if (at === size - 1 && characters[at - 2] === a && characters[at - 1] === b) instead = c;
        else if (at === 0 && characters[1] === b && characters[2] === c) instead = a;
        if (instead && instead !== characters[at]) {
          const list = changed(at, 1, instead);
          const likeness = alike(instead, characters[at], soundsOf, looksLike);
          // At an end of the run titles say only what stands on one side: 养老金涨 is no slip of 养老金标(准).
          if (likeness || (at > 0 && at < size - 1)) put(list, likeness + 2 * support(list, at));
        }
      }
      for (let at = 0; at + 1 < size; at++) {
        if (known[at]) continue;
        // A character is missing between two that titles do not hold together.
        if (characters[at] === a && characters[at + 1] === c) {
          const list = changed(at + 1, 0, b);
          // Much may stand between two characters: less than all around it says little.
          if (support(list, at + 1) > 1) put(list, 2 * support(list, at + 1) - 2);
        }
      }
    }
    for (let at = 0; at + 1 < size; at++) {
      if (known[at]) continue;
      const swapped = changed(at, 2, characters[at + 1], characters[at]);
      const value = support(swapped, at) + support(swapped, at + 1);
      if (value && characters[at] !== characters[at + 1]) put(swapped, value + 1.5);
      for (const extra of [at, at + 1]) {
        const list = changed(extra, 1);
        // What is left must be held around the place, or any character could be left out.
        const left = list.length > 2 ? support(list, extra) + support(list, extra - 1) : 0;
        if (left > 1) put(list, left);
      }
    }
    return [...found]
      .map(([text, value]) => ({ text, value }))
      .sort((a, b) => b.value - a.value || (a.text < b.text ? -1 : 1))
      .slice(0, MOST);
  }

  Gongbao.corrections = { propose, doubtful, alike };
})(window.Gongbao);
