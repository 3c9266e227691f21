/* The directories of plugins/gongbao/search/shards.py: which scripts hold which rows.

A line of a tree's directory is `term document name`: the script `name` begins with the row of this term and document.
A line of a shard's own is `term document`: the scripts are numbered. A segment's says no more of a term than where its
script begins, as plugins/gongbao/search/leaves.py writes it. */
(function (Gongbao) {
  "use strict";

  const END = 0x7fffffff;
  const { decode } = Gongbao.codes;

  function readLines(text) {
    return text
      ? text.split("\n").map((line) => {
          const [term, document, name] = line.split(" ");
          return { term, document: Number(document), name };
        })
      : [];
  }

  /** Return the 16 bits of a number in reverse order. */
  function reversed(number) {
    let found = 0;
    for (let n = 0; n < 16; n++) found |= ((number >> n) & 1) << (15 - n);
    return found;
  }

  /** Read the directory of a segment: { term, document } of each script, the term as far as it is told. */
  function readKeys(text) {
    const [firsts, others, documents] = text.split("\n");
    const [rest, from] = [others.split(" "), documents.split(" ")];
    let last = 0;
    return Array.from(decode(firsts), (step, i) => {
      last += step;
      const units = [last, ...Array.from(decode(rest[i]), reversed)];
      return { term: String.fromCharCode(...units), document: from[i] ? decode(from[i])[0] : 0 };
    });
  }

  /** Return the last line that is not behind a key, or -1. */
  function lastBefore(lines, term, document) {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = lines[middle];
      if (line.term < term || (line.term === term && line.document <= document)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Return the lines whose scripts may hold rows from one key to another, both included. */
  function between(lines, from, to) {
    const first = Math.max(0, lastBefore(lines, from.term, from.document));
    return lines.slice(first, lastBefore(lines, to.term, to.document) + 1);
  }

  class Tree {
    constructor(root) {
      this.root = readLines(root);
      this.directories = new Map();
    }

    async #directory(name) {
      if (!this.directories.has(name)) {
        const lines = readLines(await Gongbao.fetchData(name));
        this.directories.set(name, lines);
      }
      return this.directories.get(name);
    }

    async #range(from, to) {
      const names = between(this.root, from, to).map((line) => line.name);
      const parts = await Promise.all(names.map((name) => this.#directory(name)));
      return between(parts.flat(), from, to);
    }

    /** Return the shards that may hold rows of a term, in order; each with the first document its rows may be of. */
    async shards(term) {
      const lines = await this.#range({ term, document: 0 }, { term, document: END });
      return lines.map((line) => ({ name: line.name, from: line.term === term ? line.document : 0 }));
    }

    /** Return the names of the shards that may hold terms that begin with a prefix. */
    async prefixShards(prefix) {
      const lines = await this.#range({ term: prefix, document: 0 }, { term: prefix + "\uffff", document: END });
      return lines.map((line) => line.name);
    }
  }

  /** The shards of a segment, or of a shard's positions: `name(number, line)` gives the script of a line. */
  class Leaves {
    constructor(lines, name) {
      this.lines = lines.map((line, number) => ({ ...line, name: name(number, line) }));
    }

    /** Return the shards that may hold rows of a term, in order; each with the first document its rows may be of. */
    shards(term) {
      const lines = between(this.lines, { term, document: 0 }, { term, document: END });
      return lines.map((line) => ({ name: line.name, from: line.term === term ? line.document : 0 }));
    }

    /** Return the names of the shards that may hold terms that begin with a prefix. */
    prefixShards(prefix) {
      const to = { term: prefix + "\uffff", document: END };
      return between(this.lines, { term: prefix, document: 0 }, to).map((line) => line.name);
    }
  }

  Gongbao.tree = { Tree, Leaves, readLines, readKeys };
})(window.Gongbao);
