/* Data of the index out of the strings that plugins/gongbao/search/packed.py writes: characters to bytes, inflated, JSON. */
(function (Gongbao) {
  "use strict";

  const ODD = 1;
  const UTF8 = 2;
  const COMMON = 4;
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

  // As plugins/gongbao/search/frequent.py has them: gaps, in the order of GB 2312, between the characters that take one byte,
  // and between those that share the first of two; and the rows of GB 2312 that have codes at all.
  const COMMONEST = [
    "#!.!PH!$0PH'P'6&7P4;%K2NN/P@1-4%1#M(:-K#'6$7I/7<8-(((@%+5P$#P1P%2)5'1-!.-4(PC4PN,R-4%AS$MPJQNNP,K02A$(IP#:,(.&$%.&*P/7Q@%12%;P5&-&F-P!77P(,%P$Q&,'#8P#>.N3*A7HG@G)#)@0C@/",
    "7!Q&PK8P>P%$4<*$&2$!=#!23&%'P&*;&3'%,8*!$$A%1EP72#0-7I$'0>*#'#/P-;E)I0+*&P%,%1#!+(%5'$;,#/2(/!/:%%-'$/(#8O$0#5)P;<#,6-&=,#=3!;Q%2%C<#L=<%7B$;&2$<P.)-(0$%2=P,'<$%0#3$$%!5$(.-)P3;#,%M+P!$M))',#.1')-224A!)!!(,*%#%'6#+1+1$9;!:008@$(5,<%2/$(1'+/*B+K.!&;$*#&$$%!!%%!+(-%A/39);",
  ];
  const ROWS = [0xa1, 0xa3, ...Array.from({ length: 40 }, (_, n) => 0xb0 + n)];
  const ROW = 94;
  const LISTED = ROWS.length * ROW - 5;
  const ASCII = [0x20, 0x7f];
  const OTHER = 0xff;
  let known = null;
  let ones = 0;

  /** Return the characters that take one byte or two, in the order of their codes. */
  function readOrder() {
    const bytes = Uint8Array.from({ length: LISTED * 2 }, (_, i) => (i % 2 ? 0xa1 + ((i >> 1) % ROW) : ROWS[Math.floor(i / 2 / ROW)]));
    const listed = new TextDecoder("gbk").decode(bytes);
    const [one, two] = COMMONEST.map((gaps) => [...Gongbao.codes.decodeGaps(gaps)]);
    ones = one.length;
    const chosen = new Set([...one, ...two]);
    return [...chosen, ...Array.from(listed, (_, i) => i).filter((i) => !chosen.has(i))].map((i) => listed.charCodeAt(i));
  }

  /** Return the text of bytes of which common characters take one. */
  function readCommon(bytes) {
    known ||= readOrder();
    const units = new Uint16Array(bytes.length);
    let count = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      const place = byte < ASCII[0] ? byte : byte - ASCII[1] + ASCII[0];
      if (byte >= ASCII[0] && byte < ASCII[1]) units[count++] = byte;
      else if (byte === OTHER) units[count++] = (bytes[++i] << 8) | bytes[++i];
      else units[count++] = known[place < ones ? place : ones + ((place - ones) << 8) + bytes[++i]];
    }
    return new TextDecoder("utf-16le").decode(units.subarray(0, count));
  }

  /** Return the data of a string. */
  async function unpack(text) {
    if (typeof DecompressionStream === "undefined") throw new Error("浏览器过旧，不能解开索引；请换用新版浏览器");
    const { readable, writable } = new DecompressionStream("deflate-raw");
    // Written here: a blob would go through another process and take ten times as long. What is wrong with the bytes
    // is told where they are read.
    const writer = writable.getWriter();
    for (const written of [writer.write(bytesOf(text)), writer.close()]) written.catch(() => {});
    const bytes = new Uint8Array(await new Response(readable).arrayBuffer());
    const flags = Number(text[0]);
    return JSON.parse(flags & COMMON ? readCommon(bytes) : new TextDecoder(flags & UTF8 ? "utf-8" : "gbk").decode(bytes));
  }

  Gongbao.packed = { bytesOf, unpack };
})(window.Gongbao);
