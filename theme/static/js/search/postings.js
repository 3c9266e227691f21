/* Postings of terms: where plugins/gongbao/search/postings.py wrote them, loaded as far as a query needs them.

The index is a row of segments, each with postings of its own documents; here they are one. What the rest of the client
asks for:
  of(term, within)         the rows of a term: { documents, frequencies[field], lengths[field] (null of the field that tables
                           tell the length of), total, holders }, rising, without positions;
                           `holders` (lunr's n) is that of the whole index. Given documents, at least the rows that hold those
  ofAll(terms, within)     the same for many terms at once: Map term → rows; a term that the index does not hold has none
  positions(term, rows, within)   where the term stands: { of(document) }; loads more only where rows do not hold them
  locate(term)             the shards that may hold the term in the segment where it fills most: how much `of` will load
  expand(prefix)           the terms that begin with a prefix
held.js offers the same over documents that are saved. */
(function (Gongbao) {
  "use strict";

  const { decode, decodeGaps } = Gongbao.codes;
  const { readRows, positionsOf, Positions } = Gongbao.rows;
  const { place } = Gongbao.match;
  const { readKeys, readLines } = Gongbao.tree;
  const NONE = new Int32Array(0);

  // How much the directory has of the name of a shard: before it stands the first unit of its key.
  const NAME = 5;

  /** Read rows of positions, which stand column by column: term → its rows. */
  function readBeside(text) {
    const columns = text.split("\n").map((column) => column.split(" "));
    const rows = new Map();
    columns[0].forEach((term, i) => {
      const row = columns.map((column) => column[i]);
      if (rows.has(term)) rows.get(term).push(row);
      else rows.set(term, [row]);
    });
    return rows;
  }

  /** Rows of positions of one term, in the order of documents. */
  class PositionRows {
    constructor(rows) {
      this.rows = rows;
      this.firsts = rows.map((row) => row.documents[0]);
    }

    of(document) {
      // The last row that does not begin behind the document.
      const at = place(this.firsts, document + 1) - 1;
      return at < 0 ? NONE : this.rows[at].of(document);
    }
  }

  /** The postings of one segment, whose documents are numbered from `first` in the whole. */
  class Segment {
    constructor([folder, documents, main, terms, names], first, fields) {
      this.first = first;
      this.size = documents;
      this.end = first + documents;
      this.fields = fields;
      this.main = main;
      const name = (n, { term }) => `${folder}/${term.charCodeAt(0).toString(16)}-${names.slice(n * NAME, (n + 1) * NAME)}`;
      this.terms = new Gongbao.tree.Leaves(readKeys(terms), name);
      this.shards = new Map();
      this.placed = new Map();
    }

    /** Return the rows of a script. Data of a shard are its rows, the directory of its scripts of positions, and those
        positions that stand in itself; of a script of positions its rows alone. */
    async shard(name) {
      if (!this.shards.has(name)) {
        const data = await Gongbao.fetchData(name);
        if (Array.isArray(data)) {
          const [rows, directory, within] = data;
          const apart = new Gongbao.tree.Leaves(readLines(directory), (n) => `${name}p${n}`);
          this.shards.set(name, { rows: readRows(rows, this), apart, within: within ? readBeside(within) : null });
        } else {
          this.shards.set(name, { rows: readBeside(data) });
        }
      }
      return this.shards.get(name);
    }

    /** Return the shards that may hold one of the documents; end: the first document that none of them has. */
    #wanted(shards, within, end = this.end) {
      if (!within) return shards;
      return shards.filter((shard, i) => {
        const from = this.first + shard.from;
        const next = i + 1 < shards.length ? this.first + shards[i + 1].from : end;
        const at = place(within, from);
        return at < within.length && within[at] < next;
      });
    }

    /** Return the rows of a term in shards. */
    async #read(shards, term) {
      const parts = await Promise.all(shards.map((shard) => this.shard(shard.name)));
      return parts.flatMap(({ rows }) => rows.get(term) || []);
    }

    /** Return rows of a term: at least one if the segment holds it, since each says how many fields do. */
    async of(term, within) {
      const shards = this.terms.shards(term);
      const wanted = this.#wanted(shards, within);
      const rows = await this.#read(wanted, term);
      // The last of the shards surely has a row of the term, if any has one: the first may only begin before it.
      return rows.length || wanted.length === shards.length ? rows : this.#read(shards.slice(-1), term);
    }

    /** Return the scripts that hold positions of a term in documents. */
    async #apart(term, within) {
      const shards = this.terms.shards(term);
      const wanted = this.#wanted(shards, within);
      const parts = await Promise.all(wanted.map((shard) => this.shard(shard.name)));
      return parts.flatMap(({ apart, within: own }, i) => {
        if (own) return [{ name: wanted[i].name, rows: own }];
        const following = shards[shards.indexOf(wanted[i]) + 1];
        return this.#wanted(apart.shards(term), within, following ? this.first + following.from : this.end);
      });
    }

    /** Return the positions of a term that are kept apart; `rows` are its postings that hold the documents. */
    async positions(term, rows, within) {
      const scripts = await this.#apart(term, within);
      const parts = await Promise.all(scripts.map(async ({ name, rows: own }) => own || (await this.shard(name)).rows));
      const found = parts.flatMap((part, n) => (part.get(term) || []).map((row, i) => this.#placed(`${scripts[n].name} ${term} ${i}`, row, rows)));
      return found.filter(Boolean);
    }

    /** Return the positions of a row of them, made once. */
    #placed(key, [, documents, counts, firsts, others, digits], rows) {
      if (!this.placed.has(key)) {
        const of = counts === "-" ? this.#counted(documents, firsts.length, rows) : [decodeGaps(documents, this.first), decode(counts).map((count) => count + 1)];
        // Pieces that no row was loaded for are not asked for.
        if (!of) return null;
        this.placed.set(key, new Positions(of[0], of[1], positionsOf(firsts, others, digits, of[1])));
      }
      return this.placed.get(key);
    }

    /** Return so many documents from one on, and how many positions each has: their row says it. */
    #counted(documents, count, rows) {
      const first = this.first + decode(documents)[0];
      const row = rows.find((one) => one.documents[place(one.documents, first)] === first);
      if (!row) return null;
      const from = place(row.documents, first);
      return [row.documents.subarray(from, from + count), row.total.subarray(from, from + count)];
    }
  }

  /** All postings of an index. */
  class Postings {
    constructor(manifest) {
      let first = 0;
      this.segments = manifest.segments.map((entry) => {
        const segment = new Segment(entry, first, manifest.fields.length);
        first += entry[1];
        return segment;
      });
    }

    locate(term) {
      const all = this.segments.map((segment) => segment.terms.shards(term));
      return all.reduce((most, shards) => (shards.length > most.length ? shards : most), []);
    }

    async of(term, within = null) {
      const parts = await Promise.all(this.segments.map((segment) => segment.of(term, within)));
      const holders = parts.reduce((sum, rows) => sum + (rows.length ? rows[0].own : 0), 0);
      const rows = parts.flat();
      for (const row of rows) row.holders = holders;
      return rows;
    }

    async ofAll(terms, within = null) {
      const all = new Map();
      await Promise.all([...terms].map(async (term) => void all.set(term, await this.of(term, within))));
      return all;
    }

    async positions(term, rows, within) {
      // Segments differ in which terms' positions they keep apart.
      const parts = await Promise.all(
        this.segments.map((segment) => {
          const own = rows.filter(({ documents: [first] }) => first >= segment.first && first < segment.end);
          const inline = own.map((row) => row.positions());
          return inline.every(Boolean) ? inline : segment.positions(term, own, within);
        }),
      );
      return new PositionRows(parts.flat());
    }

    async expand(prefix) {
      const found = new Set();
      const shards = this.segments.flatMap((segment) =>
        segment.terms.prefixShards(prefix).map((name) => segment.shard(name)),
      );
      for (const { rows } of await Promise.all(shards)) {
        for (const term of rows.keys()) if (term.startsWith(prefix)) found.add(term);
      }
      return [...found].sort((a, b) => (a < b ? -1 : 1));
    }
  }

  Gongbao.postings = { Postings };
})(window.Gongbao);
