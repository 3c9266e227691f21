/* Documents: tables (lengths, filters, keys to sort by, packs), and packs of texts with what results show. */
(function (Gongbao) {
  "use strict";

  const { decode, decodeNear, zigzag } = Gongbao.codes;
  // Lengths up to this one are exact, longer ones are told in so many steps to twice the length.
  const EXACT = 64;
  const STEPS = 6;

  /** Return the length that a number tells. */
  const lengthOf = (code) => (code > EXACT ? EXACT * 2 ** ((code - EXACT) / STEPS) : code);

  /** Read the values of a filter: how many a document has, then which; `known` gives the numbers of the whole. */
  function readValues(counts, codes, known) {
    const numbers = decode(codes).map((value) => known[value]);
    let at = 0;
    return Array.from(decode(counts), (count) => numbers.subarray(at, (at += count)));
  }

  /** Read keys to sort by: as they are, or dates, each by how many days it is from the one before (a month has 31). */
  function readKeys(keys) {
    const [first, days] = keys;
    if (typeof first !== "number") return keys;
    const digits = (number) => String(number).padStart(6, "0");
    let day = 0;
    return Array.from(decode(days), (step) => {
      day += zigzag(step);
      if (!day) return "";
      const months = Math.floor((day - 1) / 31);
      return [first + Math.floor(months / 12), (months % 12) + 1, ((day - 1) % 31) + 1].map(digits).join("-");
    });
  }

  // How long the names of blocks of texts are.
  const TEXTS = 8;

  /** Read the packs of each document of a table: { name, document, position }, where it is and where in the document it
      begins. A table has whole blocks of documents, each with packs of its own. */
  function readPacks({ packs, starts: written, blocks, texts }) {
    const [starts, sizes] = [decode(written), decode(blocks)];
    let at = 0;
    let [block, place, next] = [0, 0, 0];
    return Array.from(decode(packs), (code) => {
      if (place === sizes[block]) [block, place, next] = [block + 1, 0, 0];
      // The first pack may be shared with the document before.
      if (code % 2) next--;
      const count = (code >> 1) + 1;
      const found = Array.from({ length: count }, () => ({
        name: `${texts.slice(block * TEXTS, (block + 1) * TEXTS)}/${next++}`,
        document: place,
        // Where there is one pack all positions are in it.
        position: count > 1 ? starts[at++] : 0,
      }));
      place++;
      return found;
    });
  }

  /** Read anchors; a number stands for so many that count on from the one before: p1, 2 is p1, p2, p3. */
  function readAnchors(runs) {
    const found = [];
    for (const run of runs) {
      if (typeof run === "string") found.push(run);
      else for (let n = 0; n < run; n++) found.push(found[found.length - 1].replace(/[0-9]{1,9}$/, (number) => Number(number) + 1));
    }
    return found;
  }

  /** Read the fields of paragraphs: which, and how many have it, run by run. */
  function readFields(runs) {
    const found = [];
    for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < runs[i + 1]; n++) found.push(runs[i]);
    return found;
  }

  class Documents {
    constructor(manifest) {
      this.manifest = manifest;
      this.tables = new Map();
      this.lists = manifest.filters.map(() => []);
      this.numbers = manifest.filters.map(() => new Map());
      let first = 0;
      this.places = manifest.tables.map(([count, name]) => {
        const place = { name, first };
        first += count;
        return place;
      });
    }

    /** Return where a document's row is: its table, and the row. */
    #place(document) {
      let i = this.places.length - 1;
      while (this.places[i].first > document) i--;
      const { name, first } = this.places[i];
      return { name, row: document - first };
    }

    /** Load the table if there is but one: nearly every answer needs it, so it comes beside the postings, after them. */
    ahead() {
      if (this.places.length === 1) setTimeout(() => this.load([0]).catch(() => {}));
    }

    /** Load the tables of the documents. */
    async load(documents) {
      const needed = new Set();
      for (const document of documents) needed.add(this.#place(document).name);
      await Promise.all(
        [...needed].map(async (name) => {
          if (this.tables.has(name)) return;
          const data = await Gongbao.fetchData(name);
          if (!this.tables.has(name)) this.tables.set(name, this.#read(data));
        }),
      );
    }

    #read(data) {
      return {
        lengths: decodeNear(data.lengths).map(lengthOf),
        filters: data.filters.map((text, filter) =>
          readValues(data.counts[filter], text, data.values[filter].map((value) => this.number(filter, value))),
        ),
        sorts: data.sorts.map(readKeys),
        packs: readPacks(data),
      };
    }

    /** Return the number of a value of a filter, the same whenever it is asked for: each table has its own list of them. */
    number(filter, value) {
      const known = this.numbers[filter];
      if (!known.has(value)) known.set(value, this.lists[filter].push(value) - 1);
      return known.get(value);
    }

    #row(document) {
      const { name, row } = this.#place(document);
      return [this.tables.get(name), row];
    }

    /** Return how long the main field of a document is. */
    length(document) {
      const [table, row] = this.#row(document);
      return table.lengths[row];
    }

    filter(document, number) {
      const [table, row] = this.#row(document);
      return table.filters[number][row];
    }

    sortKey(document, number) {
      const [table, row] = this.#row(document);
      return table.sorts[number][row];
    }

    /** Return the values of all filters, for each the list that numbers point into; it grows as tables are loaded. */
    async values() {
      return this.lists;
    }

    /** Return the packs of a document whose table is loaded. */
    packs(document) {
      const [table, row] = this.#row(document);
      return table.packs[row];
    }

    async #part(pack) {
      return (await Gongbao.fetchData(pack.name)).find(([document]) => document === pack.document);
    }

    /** Return what a result shows of a document, and its packs; each of them says it, so name one that is needed anyway. */
    async card(document, pack = this.packs(document)[0]) {
      const [, [url, ...rest]] = await this.#part(pack);
      const card = { url };
      this.manifest.display.forEach((name, i) => {
        card[name] = rest[i];
      });
      return { card, packs: this.packs(document) };
    }

    /** Return the paragraphs of a document that are in one of its packs. */
    async paragraphs(pack) {
      const [, , [anchorRuns, fieldRuns, texts]] = await this.#part(pack);
      await Gongbao.text.ready(texts.join(""));
      const [anchors, fields] = [readAnchors(anchorRuns), readFields(fieldRuns)];
      return texts.map((text, i) => ({ anchor: anchors[i], field: fields[i], text }));
    }
  }

  Gongbao.documents = { Documents, lengthOf };
})(window.Gongbao);
