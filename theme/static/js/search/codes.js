/* Whole numbers in printable characters, as plugins/gongbao/search/codes.py writes them. */
(function (Gongbao) {
  "use strict";

  const BASE = 46;
  const VALUES = new Uint8Array(128);
  let value = 0;
  for (let code = 0x21; code < 0x7f; code++) {
    if (code !== 0x22 && code !== 0x5c) VALUES[code] = value++;
  }

  /** Return the numbers of a code. */
  function decode(text) {
    const out = new Int32Array(text.length);
    let count = 0;
    let rest = 0;
    for (let i = 0; i < text.length; i++) {
      const digit = VALUES[text.charCodeAt(i)];
      if (digit < BASE) {
        out[count++] = rest * BASE + digit;
        rest = 0;
      } else {
        rest = rest * BASE + digit - BASE + 1;
      }
    }
    return out.subarray(0, count);
  }

  /** Return differences, each less 1, as document numbers in rising order, counted from `first`. */
  function rising(numbers, first = 0) {
    let last = first - 1;
    for (let i = 0; i < numbers.length; i++) last = numbers[i] += last + 1;
    return numbers;
  }

  /** Return the document numbers of a code of such differences. */
  const decodeGaps = (text, first) => rising(decode(text), first);

  // Of numbers in halves: from which character on so many digits follow, and the least number that it stands for.
  const DIGIT = 6;
  const FOLLOWED = [
    [0, 0, 0],
    [30, 1, 30],
    [70, 2, 30 + (40 << DIGIT)],
    [91, 4, 30 + (40 << DIGIT) + (21 << (2 * DIGIT))],
  ];

  const followed = (size) => FOLLOWED[size < FOLLOWED[1][0] ? 0 : size < FOLLOWED[2][0] ? 1 : size < FOLLOWED[3][0] ? 2 : 3];

  /** Return the numbers of codes in halves: how large each is, and its digits. */
  function decodeHalves(sizes, digits) {
    const out = new Int32Array(sizes.length);
    let at = 0;
    for (let i = 0; i < sizes.length; i++) {
      const size = VALUES[sizes.charCodeAt(i)];
      const [first, count, least] = followed(size);
      let rest = size - first;
      for (let n = 0; n < count; n++) rest = (rest << DIGIT) | VALUES[digits.charCodeAt(at++)];
      out[i] = least + rest;
    }
    return out;
  }

  /** Return how many digits belong to a part of such codes. */
  function countDigits(sizes, from, to) {
    let count = 0;
    for (let i = from; i < to; i++) count += followed(VALUES[sizes.charCodeAt(i)])[1];
    return count;
  }

  /** Return numbers of `width` bits each, six bits in a character, added to others below their own bits. */
  function addBits(numbers, width, text) {
    let bits = 0;
    let count = 0;
    let at = 0;
    return numbers.map((number) => {
      for (; count < width; count += DIGIT) bits = ((bits & ((1 << count) - 1)) << DIGIT) | VALUES[text.charCodeAt(at++)];
      count -= width;
      return (number << width) | ((bits >> count) & ((1 << width) - 1));
    });
  }

  // Of numbers near another: the character of those that are not.
  const FAR = 91;

  /** Return numbers near another one: that one, a character each, and the code of those that are not near. */
  function decodeNear([least, near, far]) {
    const rest = decode(far);
    let at = 0;
    return Array.from(near, (character) => {
      const step = VALUES[character.charCodeAt(0)];
      return step < FAR ? least + step : rest[at++];
    });
  }

  Gongbao.codes = { DIGIT, decode, rising, decodeGaps, decodeHalves, decodeNear, countDigits, addBits, zigzag: (n) => (n % 2 ? -(n + 1) / 2 : n / 2) };
})(window.Gongbao);
