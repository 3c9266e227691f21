/* Documents: tables (lengths, filters, keys to sort by), cards (what a result shows) and packs (their text). */
(function (Gongbao) {
  "use strict";

  const { decode } = Gongbao.codes;

  function readTable(data) {
    return {
      lengths: data.lengths.map(decode),
      filters: data.filters.map(readValues),
      sorts: data.sorts,
      cards: data.cards,
    };
  }

  /** Read the values of a filter: how many a document has, then which. */
  function readValues(text) {
    const numbers = decode(text);
    const values = [];
    for (let at = 0; at < numbers.length; at += numbers[at] + 1) {
      values.push(numbers.subarray(at + 1, at + 1 + numbers[at]));
    }
    return values;
  }

  class Documents {
    constructor(manifest) {
      this.manifest = manifest;
      this.tables = new Map();
    }

    /** Load the tables of the documents. */
    async load(documents) {
      const needed = new Set();
      for (const document of documents) needed.add(Math.floor(document / this.manifest.rows));
      await Promise.all(
        [...needed].map(async (number) => {
          if (this.tables.has(number)) return;
          this.tables.set(number, readTable(await Gongbao.fetchData(this.manifest.tables[number])));
        }),
      );
    }

    #row(document) {
      return [this.tables.get(Math.floor(document / this.manifest.rows)), document % this.manifest.rows];
    }

    length(document, field) {
      const [table, row] = this.#row(document);
      return table.lengths[field][row];
    }

    filter(document, number) {
      const [table, row] = this.#row(document);
      return table.filters[number][row];
    }

    sortKey(document, number) {
      const [table, row] = this.#row(document);
      return table.sorts[number][row];
    }

    /** Return the values of all filters: for each the list that the numbers of tables point into. */
    values() {
      return this.manifest.filters.length ? Gongbao.fetchData(this.manifest.values) : [];
    }

    /** Return what a result shows of a document. */
    async card(document) {
      const [table, row] = this.#row(document);
      const { group, display } = this.manifest;
      const cards = await Gongbao.fetchData(table.cards[Math.floor(row / group)]);
      const [url, ...rest] = cards[row % group];
      const card = { url };
      display.forEach((name, i) => {
        card[name] = rest[i];
      });
      const packs = [];
      const flat = rest[rest.length - 1];
      for (let i = 0; i < flat.length; i += 3) packs.push({ name: flat[i], part: flat[i + 1], position: flat[i + 2] });
      return { card, packs };
    }

    /** Return the paragraphs of a document that are in one of its packs. */
    async paragraphs(pack) {
      const flat = (await Gongbao.fetchData(pack.name))[pack.part];
      const paragraphs = [];
      for (let i = 0; i < flat.length; i += 3) {
        paragraphs.push({ anchor: flat[i], field: flat[i + 1], text: flat[i + 2] });
      }
      return paragraphs;
    }
  }

  Gongbao.documents = { Documents };
})(window.Gongbao);
