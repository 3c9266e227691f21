/* How characters look, by their four-corner codes: what has four of the five digits alike looks alike. Pure. */
(function (Gongbao) {
  "use strict";

  const DIGITS = 5;
  // Some corners are so common that a character is like a hundred others.
  const MOST = 24;

  /** Return how many digits two codes have alike. */
  function common(a, b) {
    let count = 0;
    for (let i = 0; i < DIGITS; i++) {
      if (a % 10 === b % 10) count++;
      a = Math.floor(a / 10);
      b = Math.floor(b / 10);
    }
    return count;
  }

  /** Read the table that plugins/gongbao/search/shapes.py wrote: characters, and each code less the one before. */
  function read([characters, gaps]) {
    const all = [...characters];
    const codes = new Map();
    let code = 0;
    Gongbao.codes.decode(gaps).forEach((gap, i) => void codes.set(all[i], (code += gap)));
    const alike = (a, b) => a !== b && codes.has(a) && codes.has(b) && common(codes.get(a), codes.get(b)) >= DIGITS - 1;
    /** Return the characters of a similar shape, those with the nearest codes. */
    function like(character) {
      const own = codes.get(character);
      const far = (other) => Math.abs(codes.get(other) - own);
      return all.filter((other) => alike(character, other)).sort((a, b) => far(a) - far(b)).slice(0, MOST);
    }
    return { alike, like };
  }

  Gongbao.shapes = { read };
})(window.Gongbao);
