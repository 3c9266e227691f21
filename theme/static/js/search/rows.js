/* The rows of a shard, as plugins/gongbao/search/shard_text.py writes them, and the postings and positions in them. */
(function (Gongbao) {
  "use strict";

  const { DIGIT, decode, rising, decodeHalves, countDigits, addBits } = Gongbao.codes;
  const { place } = Gongbao.match;
  const INLINE = 0;
  const KINDS = 3;
  const NONE = new Int32Array(0);
  // Segments of fewer documents tell gaps whole.
  const FEW = 256;

  /** Return how many bits of gaps stand apart where so many fields of a segment's documents hold a term. */
  const lowBits = (documents, holders) => (documents < FEW ? 0 : Math.max(0, 31 - Math.clz32((documents * 3) / (holders * 8))));

  /** Return terms in their groups: 盐业务 is 盐, 盐业, 盐务; .盐业务 the same without 盐; anything but Han one term. */
  function readTerms(text) {
    return text.split(" ").flatMap((group) => {
      const [first, ...others] = group;
      if (first === ".") return others.slice(1).map((second) => others[0] + second);
      return Gongbao.text.isHan(first) ? [first, ...others.map((second) => first + second)] : [group];
    });
  }

  /** Return the positions in halves of documents that have so many each: how large the first of each is, how large the
      others are, the digits of all. */
  function positionsOf(firsts, others, digits, counts) {
    let sizes = "";
    let at = 0;
    counts.forEach((count, i) => {
      sizes += firsts[i] + others.slice(at, (at += count - 1));
    });
    return decodeHalves(sizes, digits);
  }

  /** Documents that hold a term, and how often in which field. */
  class Posting {
    inline = null;

    constructor(term, own, documents, fields) {
      this.term = term;
      this.own = own;
      // Of the whole index, once all segments have been asked.
      this.holders = own;
      this.documents = documents;
      this.total = new Int32Array(documents.length);
      this.frequencies = new Array(fields).fill(null);
      // Of other fields than the main one: how long they are.
      this.lengths = new Array(fields).fill(null);
      // For each document the first pack of its text that holds the term; null where the row has positions.
      this.packs = null;
      this.halves = ["", "", ""];
    }

    /** Take frequencies from a place on; return the place behind them. */
    readFrequencies(numbers, at, main) {
      const count = this.documents.length;
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
          if (field !== main) (this.lengths[field] ||= new Float64Array(count))[i] = Gongbao.documents.lengthOf(numbers[at++]);
        }
      }
      return at;
    }

    /** Return the positions that stand in the row itself; null if they are kept apart. */
    positions() {
      if (this.packs) return null;
      const [firsts, others, digits] = this.halves;
      this.inline ||= new Positions(this.documents, this.total, positionsOf(firsts, others, digits, this.total));
      return this.inline;
    }

    /** Return the first pack of the text of the i-th document that holds the term; -1 if the row does not say. */
    firstPack(i) {
      return this.packs ? this.packs[i] : -1;
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

  /** Read the rows of a shard: term → postings. segment: how many documents it has (`size`), the number of its `first` one,
      its `main` field, how many `fields` there are. */
  function readRows(text, { size, first, main, fields }) {
    const [terms, heads, documents, frequencies, packs, firsts, others, rest] = text.split("\n");
    const [low, digits] = rest.split(" ");
    const [more, counts, packNumbers] = [decode(heads), decode(frequencies), decode(packs)];
    const rows = new Map();
    // Where each column has been read to.
    let [bit, count, pack, begun, other, digit] = [0, 0, 0, 0, 0, 0];
    const upper = documents.split(" ");
    readTerms(terms).forEach((term, i) => {
      let gaps = decode(upper[i]);
      const held = gaps.length;
      const own = Math.floor(more[i] / KINDS) + held;
      const width = lowBits(size, own);
      if (width) {
        const end = bit + Math.ceil((held * width) / DIGIT);
        gaps = addBits(gaps, width, low.slice(bit, end));
        bit = end;
      }
      const row = new Posting(term, own, rising(gaps, first), fields);
      count = row.readFrequencies(counts, count, main);
      if (more[i] % KINDS !== INLINE) {
        row.packs = packNumbers.subarray(pack, (pack += held));
      } else {
        const [from, begins] = [other, begun];
        begun += held;
        other += row.total.reduce((sum, n) => sum + n, 0) - held;
        const end = digit + countDigits(firsts, begins, begun) + countDigits(others, from, other);
        row.halves = [firsts.slice(begins, begun), others.slice(from, other), digits.slice(digit, end)];
        digit = end;
      }
      if (rows.has(term)) rows.get(term).push(row);
      else rows.set(term, [row]);
    });
    return rows;
  }

  Gongbao.rows = { readRows, positionsOf, Positions };
})(window.Gongbao);
