/* What a query asks for, apart from how it is asked: its places (characters and words) and the terms that hold them
   together, without the words of questions and of grammar. Pure: no page, nothing loaded. */
(function (Gongbao) {
  "use strict";

  const { fold, units, wordTerm } = Gongbao.text;
  // More would load hundreds of shards, and nobody means each of so many characters.
  const MOST_PLACES = 48;

  // What makes a question of a subject; long ones before the short ones that they hold.
  const ASKING = (
    "请问|我想知道|我想问|想知道|想问|想了解|我要|我想|什么时候开始|从什么时候|什么时候|什么时间|啥时候|何时|几时|" +
    "几号开始|几月几号|几号|几月份|几月|几年|几岁|几天|几点|几个月|几个|星期几|周几|第几|多长时间|多久|多大|多少天|多少岁|多少人|" +
    "怎么办理|怎样办理|如何办理|怎么申请|怎么办|咋办|是怎么规定的|怎么规定的|怎么规定|如何规定|怎么样|怎么搞|怎么弄|怎么领取|如何领取|怎么领|怎么查|怎么算|怎么|怎样|咋|如何|" +
    "符合什么条件|需要什么条件|要什么条件|有什么条件|什么条件|免费吗|要钱吗|花钱吗|收钱吗|要交钱吗|" +
    "有哪些规定|有什么规定|有何规定|的规定是什么|规定是什么|是什么意思|是什么|指什么|有什么|有哪些|哪些人|哪些|啥|" +
    "几块钱|几毛钱|几元钱|一个月多少钱|每个月多少钱|每月多少钱|一年多少钱|每年多少钱|多少钱一个月|多少钱一年|一个月多少|每月多少|" +
    "在哪里查|到哪里|去哪里|在哪里|哪里|在哪儿|哪儿|在哪|哪个部门|哪个|哪家|找哪个|找谁|多少钱|多少|" +
    "需要带什么|要带什么|带什么|需要办什么|要办什么|需要准备什么|要准备什么|需要什么|要什么|什么|归谁管|由谁负责|谁负责|由谁|谁|" +
    "为什么要|为什么|为何|是否|是不是|有没有|能不能|可不可以|行不行|要不要|会不会|用不用|该不该|能否|可否|需不需要|需要|可以|应该|" +
    "今年|现在|目前|我们|我家|一下|到底|吗|呢|吧|啊"
  ).split("|");
  const GRAMMAR = "关于|有关|对于|以及|的|了".split("|");
  // Words in which such a character is no grammar.
  const WHOLE = "目的|标的|的确|的士|了解|了结|终了|明了|谁家".split("|");
  // Characters that say nothing where no text has them with their neighbours.
  const LOOSE = "没不会能要想得该把被给让在有去打办搞弄做拿用个是和与及或就都也还才又再么哪这那他她它你我咱";
  const longFirst = (words) => [...words].sort((a, b) => b.length - a.length);
  const IDLE = new RegExp(`(${WHOLE.join("|")})|${longFirst([...ASKING, ...GRAMMAR]).join("|")}`, "gu");

  /** Return the text with blanks in place of what weighs nothing; as it is, if nothing would be left. */
  function withoutIdle(folded) {
    const left = folded.replace(IDLE, (found, whole) => whole || " ".repeat(found.length));
    return units(left).length ? left : folded;
  }

  /** Return a reading of a text by its characters alone, of which documents need not hold two together. */
  function apart(text) {
    const reading = read(text);
    const terms = reading.places.map(({ text: own, han }, at) => ({ term: han ? own : wordTerm(own), at, size: 1 }));
    return { ...reading, terms };
  }

  /** Return a reading of a text: { folded, places: [{ text, han, start, end }], terms: [{ term, at, size }], runs }.
      A term of two characters holds two places; characters that stand alone, and words, hold their own.
      A run is the first and the last place of Han characters that stand next to each other. */
  function read(text) {
    const folded = fold(text);
    const found = units(withoutIdle(folded)).slice(0, MOST_PLACES);
    const terms = [];
    const runs = [];
    for (let i = 0; i < found.length; ) {
      let end = i + 1;
      while (found[i].han && end < found.length && found[end].han && found[end].position === found[end - 1].position + 1) end++;
      if (!found[i].han) terms.push({ term: wordTerm(found[i].text), at: i, size: 1 });
      else if (end - i === 1) terms.push({ term: found[i].text, at: i, size: 1 });
      for (let k = i; k + 1 < end; k++) terms.push({ term: found[k].text + found[k + 1].text, at: k, size: 2 });
      if (found[i].han) runs.push([i, end - 1]);
      i = end;
    }
    return { folded, places: found.map(({ text: own, han, start, end }) => ({ text: own, han, start, end })), terms, runs };
  }

  /** Return the stretches of a reading's text whose places satisfy a test; stretches end where the text has a gap, and
      where joined(i) says that a place does not go on into the next.
      @param {(place: number) => boolean} joined */
  function stretches(reading, test, joined = () => true) {
    const out = [];
    let open = null;
    reading.places.forEach((place, i) => {
      if (!test(i)) {
        open = null;
      } else if (open && open.end === place.start && joined(i - 1)) {
        open.text += place.text;
        open.end = place.end;
      } else {
        out.push((open = { text: place.text, end: place.end }));
      }
    });
    return out.map(({ text }) => text);
  }

  Gongbao.wording = { LOOSE, read, apart, withoutIdle, stretches };
})(window.Gongbao);
