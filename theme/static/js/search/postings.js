/* Postings of terms: where plugins/search/postings.py wrote them, loaded as far as a query needs them. */
(function (Gongbao) {
  "use strict";

  const { decode, decodeGaps } = Gongbao.codes;
  const { place } = Gongbao.match;
  const INLINE = 0;
  const NONE = new Int32Array(0);

  /** Read the rows of a shard: term → its rows, split into columns when they are used. */
  function readShard(text) {
    const rows = new Map();
    for (const line of text.split("\n")) {
      const term = line.slice(0, line.indexOf(" "));
      if (rows.has(term)) rows.get(term).push(line);
      else rows.set(term, [line]);
    }
    return rows;
  }

  /** Documents that hold a term, and how often in which field. */
  class Posting {
    constructor(line, fields, main) {
      const [term, head, documents, frequencies, rest] = line.split(" ");
      [this.holders, this.kind] = decode(head);
      this.term = term;
      this.documents = decodeGaps(documents);
      this.rest = rest;
      this.#readFrequencies(decode(frequencies), fields, main);
    }

    #readFrequencies(numbers, fields, main) {
      const count = this.documents.length;
      this.total = new Int32Array(count);
      this.frequencies = new Array(fields).fill(null);
      let at = 0;
      for (let i = 0; i < count; i++) {
        const first = numbers[at++];
        if (first % 2 === 0) {
          this.total[i] = first / 2 + 1;
          (this.frequencies[main] ||= new Int32Array(count))[i] = this.total[i];
          continue;
        }
        for (let field = 0, set = first >> 1; set; field++, set >>= 1) {
          if (!(set & 1)) continue;
          const frequency = numbers[at++] + 1;
          (this.frequencies[field] ||= new Int32Array(count))[i] = frequency;
          this.total[i] += frequency;
        }
      }
    }

    /** Return the positions that stand in the row itself; null if they are kept apart. */
    positions() {
      if (this.kind !== INLINE) return null;
      this.inline ||= new Positions(this.documents, this.total, decode(this.rest));
      return this.inline;
    }

    /** Return the first pack of the text of the i-th document that holds the term; -1 if the row does not say. */
    firstPack(i) {
      if (this.kind === INLINE) return -1;
      this.packs ||= decode(this.rest);
      return this.packs[i];
    }
  }

  /** Positions of a term, document by document. */
  class Positions {
    constructor(documents, counts, gaps) {
      this.documents = documents;
      this.starts = new Int32Array(documents.length + 1);
      for (let i = 0; i < documents.length; i++) this.starts[i + 1] = this.starts[i] + counts[i];
      for (let i = 0; i < documents.length; i++) {
        let last = -1;
        for (let k = this.starts[i]; k < this.starts[i + 1]; k++) last = gaps[k] += last + 1;
      }
      this.all = gaps;
    }

    of(document) {
      const i = place(this.documents, document);
      return this.documents[i] === document ? this.all.subarray(this.starts[i], this.starts[i + 1]) : NONE;
    }
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

  /** All postings of an index. */
  class Postings {
    constructor(manifest) {
      this.fields = manifest.fields.length;
      this.main = manifest.main;
      this.tree = new Gongbao.tree.Tree(manifest.terms);
      this.apart = new Gongbao.tree.Tree(manifest.positions);
      this.shards = new Map();
      this.read = new Map();
    }

    async #shard(name) {
      if (!this.shards.has(name)) this.shards.set(name, readShard(await Gongbao.fetchData(name)));
      return this.shards.get(name);
    }

    /** Return the rows of a term: of all shards, or of those that may hold one of the documents. */
    async #rows(tree, term, shards, within) {
      const wanted = shards.filter((shard, i) => {
        if (!within) return true;
        const next = i + 1 < shards.length ? shards[i + 1].from : Infinity;
        const at = place(within, shard.from);
        return at < within.length && within[at] < next;
      });
      const parts = await Promise.all(wanted.map((shard) => this.#shard(shard.name)));
      return parts.flatMap((rows, i) =>
        (rows.get(term) || []).map((line, n) => this.#read(`${tree} ${wanted[i].name} ${n} ${term}`, line, tree)),
      );
    }

    #read(key, line, tree) {
      if (!this.read.has(key)) {
        if (tree === "terms") this.read.set(key, new Posting(line, this.fields, this.main));
        else {
          const [, documents, counts, gaps] = line.split(" ");
          const numbers = decode(counts).map((count) => count + 1);
          this.read.set(key, new Positions(decodeGaps(documents), numbers, decode(gaps)));
        }
      }
      return this.read.get(key);
    }

    /** Return where a term's rows are; a term in more than one shard is best loaded when few documents are left. */
    locate(term) {
      return this.tree.shards(term);
    }

    /** Return the rows of a term's postings; given documents, at least the rows that hold those. */
    async of(term, within = null) {
      return this.#rows("terms", term, await this.tree.shards(term), within);
    }

    /** Return the positions of a term in documents; `rows` are its postings that cover them. */
    async positions(term, rows, within) {
      const inline = rows.map((row) => row.positions());
      if (inline.every(Boolean)) return new PositionRows(inline);
      return new PositionRows(await this.#rows("positions", term, await this.apart.shards(term), within));
    }

    /** Return the terms that begin with a prefix. */
    async expand(prefix) {
      const parts = await Promise.all((await this.tree.prefixShards(prefix)).map((name) => this.#shard(name)));
      const found = new Set();
      for (const rows of parts) for (const term of rows.keys()) if (term.startsWith(prefix)) found.add(term);
      return [...found].sort((a, b) => (a < b ? -1 : 1));
    }
  }

  Gongbao.postings = { Postings };
})(window.Gongbao);
