/* What titles hold, three characters at a time, and how characters are read and look: loaded where plugins/gongbao/search/nearby.py wrote
   it, as far as a query needs it. */
(function (Gongbao) {
  "use strict";

  const SIZE = 3;

  /** Cut a row's characters into stretches of a size. */
  function cut(text, size) {
    const characters = [...text];
    const out = [];
    for (let i = 0; i + size <= characters.length; i += size) out.push(characters.slice(i, i + size).join(""));
    return out;
  }

  class Nearby {
    constructor({ following, initials, sounds, shapes }) {
      this.following = new Gongbao.tree.Tree(following);
      this.initials = new Gongbao.tree.Tree(initials);
      this.tables = { sounds, shapes };
      this.readings = null;
      this.looks = null;
    }

    async #rows(names, wanted) {
      const shards = await Promise.all(names.map((name) => Gongbao.fetchData(name)));
      const rows = shards.flatMap((text) => text.split("\n")).filter(wanted);
      return rows.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]);
    }

    /** Return the stretches of three that begin with one of the characters. */
    async startingWith(characters) {
      const parts = await Promise.all(
        [...new Set(characters)].map(async (character) => {
          const shards = await this.following.shards(character);
          const names = shards.map(({ name }) => name);
          const rows = await this.#rows(names, (line) => line.startsWith(character + " "));
          return rows.flatMap(([, tails]) => cut(tails, SIZE - 1).map((tail) => character + tail));
        }),
      );
      return parts.flat();
    }

    /** Return the stretches of two and three whose first letters begin with these. */
    async readAs(letters) {
      const rows = await this.#rows(await this.initials.prefixShards(letters), (line) => line.startsWith(letters));
      return [...new Set(rows.flatMap(([key, held]) => cut(held, key.length)))];
    }

    /** Load how characters are read: { of(character) → syllables, known: the set of all syllables }. */
    async sounds() {
      if (!this.readings) {
        const table = await Gongbao.fetchData(this.tables.sounds);
        const of = new Map();
        for (const [sound, characters] of Object.entries(table)) {
          for (const character of characters) {
            if (of.has(character)) of.get(character).push(sound);
            else of.set(character, [sound]);
          }
        }
        this.readings = { of: (character) => of.get(character) || [], known: new Set(Object.keys(table)) };
      }
      return this.readings;
    }

    /** Load how characters look: { like(character) → those of a similar shape, alike(a, b) }. */
    async shapes() {
      this.looks ||= Gongbao.shapes.read(await Gongbao.fetchData(this.tables.shapes));
      return this.looks;
    }
  }

  /** Return every three Han characters that stand next to each other in texts, and the last two of each run. */
  function stretchesOf(texts) {
    const found = new Set();
    for (const text of texts) {
      let run = [];
      for (const character of [...Gongbao.text.fold(text), " "]) {
        if (Gongbao.text.isHan(character)) {
          run.push(character);
          if (run.length >= SIZE) found.add(run.slice(-SIZE).join(""));
        } else {
          if (run.length > 1) found.add(run.slice(1 - SIZE).join(""));
          run = [];
        }
      }
    }
    return [...found];
  }

  /** The same of the titles that are given, where the trees are not: of documents that are saved. */
  class OfTitles extends Nearby {
    constructor(names, titles) {
      super(names);
      this.titles = titles;
      this.held = null;
    }

    async #stretches() {
      this.held ||= stretchesOf(await this.titles());
      return this.held;
    }

    async startingWith(characters) {
      const wanted = new Set(characters);
      return (await this.#stretches()).filter((text) => [...text].length === SIZE && wanted.has([...text][0]));
    }

    async readAs(letters) {
      const sounds = await this.sounds();
      const begins = (character, letter) => sounds.of(character).some((sound) => sound[0] === letter);
      return (await this.#stretches()).filter((text) => {
        const characters = [...text];
        return characters.length >= letters.length && [...letters].every((letter, i) => begins(characters[i], letter));
      });
    }
  }

  Gongbao.nearby = { Nearby, OfTitles, stretchesOf };
})(window.Gongbao);
