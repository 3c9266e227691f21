/* Data of the index out of the strings that plugins/gongbao/search/packed.py writes: characters to bytes, inflated, JSON. */
(function (Gongbao) {
  "use strict";

  const ODD = 1;
  const UTF8 = 2;
  const ESCAPE = 0x0100;
  const FIRST_CODE = 0x0200;
  const ESCAPED = [0x0000, 0x000a, 0x000d, 0x0022, 0x005c, ESCAPE, 0x2028, 0x2029];
  const SURROGATES = 0xd800;
  // Units in groups, each with a mask of its upper bits; a character before every third group holds three masks.
  const GROUP = 64;
  const MASKS = 3;
  const FIRST_MASKS = 0x3000;
  const UPPER = 11;

  /** Return the bytes that stand in a string. */
  function bytesOf(text) {
    const units = new Uint16Array(text.length - 1);
    let count = 0;
    let masks = 0;
    for (let i = 1; i < text.length; i++) {
      let unit = text.charCodeAt(i);
      if (count % (GROUP * MASKS) === 0) {
        masks = unit - FIRST_MASKS;
        if (++i === text.length) break;
        unit = text.charCodeAt(i);
      } else if (count % GROUP === 0) {
        masks >>= 5;
      }
      if (unit === ESCAPE) {
        const which = text.charCodeAt(++i) - FIRST_CODE;
        unit = which < ESCAPED.length ? ESCAPED[which] : SURROGATES + which - ESCAPED.length;
      }
      units[count++] = unit ^ ((masks & 31) << UPPER);
    }
    // Every machine that runs a browser today has the low byte first.
    return new Uint8Array(units.buffer, 0, count * 2 - (Number(text[0]) & ODD ? 1 : 0));
  }

  /** Return the data of a string. */
  async function unpack(text) {
    if (typeof DecompressionStream === "undefined") throw new Error("浏览器过旧，不能解开索引；请换用新版浏览器");
    const { readable, writable } = new DecompressionStream("deflate-raw");
    // Written here: a blob would go through another process and take ten times as long. What is wrong with the bytes
    // is told where they are read.
    const writer = writable.getWriter();
    for (const written of [writer.write(bytesOf(text)), writer.close()]) written.catch(() => {});
    const bytes = await new Response(readable).arrayBuffer();
    return JSON.parse(new TextDecoder(Number(text[0]) & UTF8 ? "utf-8" : "gbk").decode(bytes));
  }

  Gongbao.packed = { bytesOf, unpack };
})(window.Gongbao);
