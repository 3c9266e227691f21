/* Read a text as a date, in any form in which people write one. Pure. */
(function (Gongbao) {
  "use strict";

  const DIGITS = "〇一二三四五六七八九";
  const NUMERAL = `[${DIGITS}零十]`;

  const two = (number) => String(number).padStart(2, "0");

  /** Return the value of a Chinese numeral below 100, or of a year digit by digit. */
  function valueOf(text) {
    if (/^\d+$/.test(text)) return Number(text);
    const plain = text.replace(/零/g, "〇");
    if (!plain.includes("十")) return Number([...plain].map((c) => DIGITS.indexOf(c)).join(""));
    const [tens, ones] = plain.split("十");
    return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0);
  }

  const FULL = /^((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月)?$/u;
  const BLANK = /^((?:19|20)\d\d)\s+(\d{1,2})\s+(\d{1,2})$/u;
  const SHORT = /^(\d\d)年(\d{1,2})月(?:(\d{1,2})日)?$/u;
  const CLOSE = /^((?:19|20)\d\d)(\d\d)(\d\d)$/u;
  const TURNED = /^(\d{1,2})[-./](\d{1,2})[-./]((?:19|20)\d\d)$/u;
  const DAY = /^(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/u;
  const YEAR = /^((?:19|20)\d\d)\s*年$/u;
  const HAN = new RegExp(`^(?:([${DIGITS}零]{4})年)?(${NUMERAL}{1,3})月(?:(${NUMERAL}{1,3})[日号])?$`, "u");

  function made(year, month, day) {
    if (month && (month < 1 || month > 12)) return null;
    if (day && (day < 1 || day > 31)) return null;
    if (!year) return month && day ? { day: `${two(month)}-${two(day)}`, words: `${month}月${day}日` } : null;
    const words = `${year}年` + (month ? `${month}月` : "") + (day ? `${day}日` : "");
    const iso = String(year) + (month ? "-" + two(month) : "") + (day ? "-" + two(day) : "");
    return { from: iso, to: iso, words };
  }

  /** Return what a text names: { from, to, words } of a day, month or year (ISO, as exact as it is), { day, words } of
      a day in any year; null if it is no date. */
  function read(text) {
    const folded = Gongbao.text.fold(text).trim().replace(/号$/u, "日").replace(/月份$/u, "月");
    for (const pattern of [FULL, BLANK, CLOSE, YEAR]) {
      const found = pattern.exec(folded);
      if (found) return made(Number(found[1]), Number(found[2] || 0), Number(found[3] || 0));
    }
    const short = SHORT.exec(folded);
    // The century in which such a year is not to come.
    if (short) return made((Number(short[1]) > new Date().getFullYear() % 100 ? 1900 : 2000) + Number(short[1]), Number(short[2]), Number(short[3] || 0));
    // 18/3/2019, and 3/18/2019; where both may be the month nobody knows.
    const turned = TURNED.exec(folded);
    if (turned) {
      const [low, high] = [turned[1], turned[2]].map(Number).sort((a, b) => a - b);
      return high > 12 ? made(Number(turned[3]), low, high) : null;
    }
    const day = DAY.exec(folded);
    if (day) return made(0, Number(day[1]), Number(day[2]));
    const han = HAN.exec(folded);
    return han ? made(han[1] ? valueOf(han[1]) : 0, valueOf(han[2]), han[3] ? valueOf(han[3]) : 0) : null;
  }

  // Keys to sort by write numbers with six digits, so that they count by value.
  const key = (iso) => iso.replace(/\d+/g, (digits) => digits.padStart(6, "0"));

  /** Return a test of keys to sort by: whether the date lies in { from, to } (both included) or is a { day }. */
  function within({ from = "", to = "", day = "" }) {
    const first = from && key(from);
    const last = to && key(to);
    const end = day && "-" + key(day);
    return (own) => Boolean(own) && (!first || own >= first) && (!last || own.slice(0, last.length) <= last) && (!end || own.endsWith(end));
  }

  Gongbao.dates = { read, within };
})(window.Gongbao);
