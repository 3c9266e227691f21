/* Search without the index: in the documents that are saved in the browser, when there is no net.

Their texts are saved with them, the postings of the whole archive are not. So the postings of these documents are
counted here, in the form that postings.js reads them in; finding, scoring and showing are the same. The worker says in
`Gongbao.only` which documents there are. */
(function (Gongbao) {
  "use strict";

  const { fold, units, wordTerm } = Gongbao.text;
  const { place } = Gongbao.match;
  const NONE = new Int32Array(0);
  // As in the index: a paragraph's end counts as two positions.
  const PARAGRAPH = 3;
  const MOST_NAMED = 3;

  /** Where a term stands: documents in order, with their positions and how often it is in which field. */
  class Posting {
    constructor(term) {
      this.term = term;
      this.holders = 0;
      /** @type {any} */
      this.documents = [];
      this.places = [];
      this.counts = [];
    }

    add(document, field, position) {
      const last = this.documents.length - 1;
      if (this.documents[last] !== document) {
        this.documents.push(document);
        this.places.push([position]);
        this.counts.push(new Map([[field, 1]]));
        return;
      }
      this.places[last].push(position);
      this.counts[last].set(field, (this.counts[last].get(field) || 0) + 1);
    }

    /** Take what adds up; lengths: document → how many terms each field of it has. */
    close(fields, scale, lengths) {
      const count = this.documents.length;
      this.documents = Int32Array.from(this.documents);
      this.places = this.places.map((list) => Int32Array.from(list));
      this.frequencies = new Array(fields).fill(null);
      this.lengths = new Array(fields).fill(null);
      this.counts.forEach((counts, i) => {
        for (const [field, frequency] of counts) {
          (this.frequencies[field] ||= new Int32Array(count))[i] = frequency;
          (this.lengths[field] ||= new Int32Array(count))[i] = lengths.get(this.documents[i])[field];
          this.holders++;
        }
      });
      // Rarity is a matter of the whole archive; here it can only be estimated.
      this.holders *= scale;
    }

    of(document) {
      const i = place(this.documents, document);
      return this.documents[i] === document ? this.places[i] : NONE;
    }

    positions() {
      return this;
    }

    firstPack() {
      return 0;
    }
  }

  /** The postings of the saved documents, counted when the first one is asked for. */
  class Postings {
    constructor(manifest, documents, numbers) {
      this.manifest = manifest;
      this.source = documents;
      this.all = Int32Array.from(numbers);
      this.packs = new Map();
      this.lengths = new Map();
      this.shown = [];
      this.ready = null;
    }

    /** Return the paragraphs of a document in the order of the index: [field, text, pack or -1]. */
    async #paragraphs(document) {
      const { card, packs } = await this.source.card(document);
      const texts = await Promise.all(packs.map((pack) => this.source.paragraphs(pack)));
      const found = texts.flatMap((list, pack) => list.map(({ field, text }) => ({ field, text, pack })));
      const quoted = new Set(found.map(({ field }) => field));
      // Fields that are never quoted stand in no pack; a result shows them.
      const shown = this.manifest.fields.flatMap(({ name }, field) =>
        quoted.has(field) || !card[name] ? [] : card[name].split("\uff1b").map((text) => ({ field, text, pack: -1 })),
      );
      await Gongbao.text.ready(shown.map(({ text }) => text).join(""));
      return [packs, [...shown, ...found]];
    }

    #count(terms, document, paragraphs, packs) {
      const lengths = this.manifest.fields.map(() => 0);
      this.lengths.set(document, lengths);
      const at = (term, field, position) => {
        lengths[field]++;
        if (!terms.has(term)) terms.set(term, new Posting(term));
        terms.get(term).add(document, field, position);
      };
      const begins = packs.map(() => -1);
      let next = 0;
      for (const { field, text, pack } of paragraphs) {
        if (pack >= 0 && begins[pack] < 0) begins[pack] = next;
        const found = units(fold(text));
        const first = next;
        found.forEach((unit, i) => {
          const position = first + unit.position;
          at(unit.han ? unit.text : wordTerm(unit.text), field, position);
          const after = found[i + 1];
          if (unit.han && after && after.han && after.position === unit.position + 1) {
            at(unit.text + after.text, field, position);
          }
          next = position + PARAGRAPH;
        });
      }
      this.packs.set(document, begins);
    }

    async #read() {
      await this.source.load(this.all);
      const terms = new Map();
      const shown = [];
      for (const document of this.all) {
        const [packs, paragraphs] = await this.#paragraphs(document);
        shown.push(...paragraphs.filter(({ pack }) => pack < 0).map(({ text }) => text));
        this.#count(terms, document, paragraphs, packs);
      }
      const scale = this.all.length ? this.manifest.documents / this.all.length : 1;
      for (const posting of terms.values()) posting.close(this.manifest.fields.length, scale, this.lengths);
      this.shown = shown;
      return terms;
    }

    #terms() {
      // After a failure it may be tried again.
      this.ready ||= this.#read().catch((error) => {
        this.ready = null;
        throw error;
      });
      return this.ready;
    }

    /** Return the titles of the saved documents, and what else results show of them and the index has. */
    async titles() {
      await this.#terms();
      return this.shown;
    }

    async locate(term) {
      return (await this.#terms()).has(term) ? [term] : [];
    }

    async of(term) {
      const posting = (await this.#terms()).get(term);
      return posting ? [posting] : [];
    }

    async ofAll(terms) {
      const all = new Map();
      for (const term of terms) all.set(term, await this.of(term));
      return all;
    }

    async positions(term) {
      return (await this.#terms()).get(term) || new Posting(term);
    }

    async expand(prefix) {
      return [...(await this.#terms()).keys()].filter((term) => term.startsWith(prefix)).sort((a, b) => (a < b ? -1 : 1));
    }

    /** Return the packs of a document with the positions at which they begin here. */
    packsOf(document, packs) {
      const begins = this.packs.get(document);
      return begins ? packs.map((pack, i) => ({ ...pack, position: begins[i] })) : packs;
    }
  }

  /** Say on the search page what is looked into. */
  function tell() {
    const status = document.querySelector("[data-search-status]");
    if (!status) return;
    const { documents, titles } = Gongbao.only;
    const note = document.createElement("p");
    note.className = "search-held";
    const named = titles.slice(0, MOST_NAMED).join("、") + (titles.length > MOST_NAMED ? `等${titles.length}种` : "");
    note.textContent = documents.length
      ? `没有连上网站，只检索保存在本机的${documents.length}篇：${named}。`
      : "没有连上网站，本机也没有保存任何一期，所以检索不到内容。";
    status.before(note);
  }

  /** References of the whole archive are not here; what is typed is searched for like any text. */
  async function unknown() {
    return [];
  }

  Object.assign(Gongbao.number, { find: unknown, suggest: unknown, offer: unknown, beginningWith: unknown });
  // Nor are all pages that are not saved.
  Object.assign(Gongbao.direct, { find: unknown, subscribed: async () => undefined });
  tell();
  Gongbao.held = { Postings };
})(window.Gongbao);
