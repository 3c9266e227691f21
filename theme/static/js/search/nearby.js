/* What titles hold, three characters at a time, and how characters are read: loaded where plugins/gongbao/search/nearby.py wrote
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
    constructor({ following, initials, sounds }) {
      this.following = new Gongbao.tree.Tree(following);
      this.initials = new Gongbao.tree.Tree(initials);
      this.table = sounds;
      this.readings = null;
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
        const table = await Gongbao.fetchData(this.table);
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
  }

  Gongbao.nearby = { Nearby };
})(window.Gongbao);
