"""The sharded index gives what lunr.js gives on a whole index that lunr.py built: documents, scores, order.

Tables tell long fields' lengths in steps. With the same lengths, scores are the same to the last digits; with the exact
ones, they are as near as steps are.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.search import tokenizer
from gongbao.search.document import Document, Field, Paragraph, Schema
from gongbao.search.lunrjs import lunr_source
from gongbao.search.texts import length_code, length_of_code
from lunr.builder import Builder
from playwright.sync_api import Page

from tests.search.making import TINY, folder_of_variants, make_site, real_documents

pytestmark = pytest.mark.usefixtures("one_page")

QUERIES = 1000
FIELDS = (Field("title", 3, snippets=False), Field("note", 0.5), Field("body"))
SCHEMA = Schema(FIELDS, display=("title",), tuning=TINY)
ENGLISH = "salt reform open source opening source sourced 2018 201 20 1 2 3 20180516 v2".split()


def documents() -> list[Document]:
    """Return real Chinese texts with a third field, English words and many numbers strewn in; some fields are empty."""
    rng = random.Random(5)
    found = []
    for number, one in enumerate(real_documents(30_000)):
        words = " ".join(rng.choice(ENGLISH) for _ in range(rng.randrange(12)))
        parts = [Paragraph(p.field * 2, p.anchor, p.text) for p in one.paragraphs]
        if number % 5:
            parts.insert(1, Paragraph(1, "", words + one.paragraphs[-1].text[:20]))
        parts.append(Paragraph(2, "", " ".join(rng.choice(ENGLISH) for _ in range(6))))
        found.append(Document(str(number), tuple(parts), (str(number),)))
    return found


class Told(Builder):  # type: ignore[misc]
    """Takes for each document's fields the lengths that tables tell; averages are those of the exact ones."""

    def _create_field_vectors(self) -> None:
        self.field_lengths = {
            ref: length_of_code(length_code(length)) for ref, length in self.field_lengths.items()
        }
        super()._create_field_vectors()


def whole_index(of: list[Document], kind: type[Builder] = Told) -> tuple[str, list[str]]:
    """Build an index with lunr.py from the tokenizer's terms; return it and its vocabulary."""
    fold = folder_of_variants().fold
    builder = kind()
    builder.ref("ref")
    for field in FIELDS:
        builder.field(field.name, boost=field.boost)
    builder.pipeline.reset()
    builder.search_pipeline.reset()
    vocabulary: set[str] = set()
    for number, one in enumerate(of):
        values: dict[str, object] = {"ref": str(number)}
        for n, field in enumerate(FIELDS):
            texts = [fold(p.text) for p in one.paragraphs if p.field == n]
            values[field.name] = [term for term, _ in tokenizer.terms(texts)]
            vocabulary.update(values[field.name])
        builder.add(values)
    index = builder.build()
    assert sorted(index.token_set.to_list(), key=tokenizer.utf16_key) == sorted(
        vocabulary, key=tokenizer.utf16_key
    )
    index = index.serialize()
    # lunr.js wants terms in its own order of strings.
    index["invertedIndex"] = sorted(index["invertedIndex"], key=lambda row: tokenizer.utf16_key(row[0]))
    return json.dumps(index), sorted(vocabulary)


def queries(vocabulary: list[str]) -> list[list[dict[str, object]]]:
    """Make queries of terms: required, optional, excluded, prefixes, boosts, some fields only, unknown terms."""
    rng = random.Random(7)
    names = [f.name for f in FIELDS]
    common = [t for t in vocabulary if len(t) == 1]
    made = []
    for _ in range(QUERIES):
        clauses = []
        for _ in range(rng.randint(1, 4)):
            term = rng.choice(
                rng.choice([vocabulary, common, ["salt", "２０１８", "没有的词", "open", "ｘｙ"]])
            )
            if rng.random() < 0.25:
                term = term[: rng.randint(1, len(term))] + "*"
            clause: dict[str, object] = {"term": term, "usePipeline": False}
            clause["presence"] = rng.choices([1, 2, 3], [5, 4, 1])[0]
            if rng.random() < 0.3:
                clause["boost"] = rng.choice([0.5, 2, 10])
            if rng.random() < 0.3:
                clause["fields"] = rng.sample(names, rng.randint(1, 2))
            clauses.append(clause)
        made.append(clauses)
    return made


def load_whole_lunr(page: Page) -> None:
    """Load all of lunr.js under another name, so that the client has only the parts that sites carry."""
    page.evaluate(f"() => {{ {lunr_source()}\nwindow.wholeLunr = window.lunr; delete window.lunr; }}")


COMPARE = """async ([index, queries]) => {
  await Gongbao.start();
  const { intersect, union, subtract } = Gongbao.match;
  const { parts, everything, expandClauses, scoreAll } = Gongbao.engine;
  const { manifest, postings, documents } = parts();
  const names = manifest.fields.map(({ name }) => name);
  // What lunr.js does with a query, with the client's postings and scores.
  const termQuery = async (query) => {
    const { presence } = lunr.Query;
    const clauses = await expandClauses(query);
    let required = null;
    let prohibited = new Int32Array(0);
    const matching = [];
    for (const { clause, terms } of clauses) {
      const rows = (await Promise.all(terms.map((term) => postings.of(term)))).flat();
      const wanted = clause.fields.map((name) => names.indexOf(name));
      const list = union(rows.map((row) =>
        row.documents.filter((_, i) => wanted.some((f) => row.frequencies[f] && row.frequencies[f][i]))));
      if (clause.presence === presence.PROHIBITED) prohibited = union([prohibited, list]);
      else matching.push(list);
      if (clause.presence === presence.REQUIRED) required = required ? intersect(required, list) : list;
    }
    let found = query.isNegated() ? everything() : union(matching);
    if (required) found = intersect(found, required);
    found = subtract(found, prohibited);
    await documents.load(found);
    const scores = await scoreAll(clauses, found);
    return Array.from(found, (document, i) => ({ document, score: scores[i] }));
  };
  const whole = wholeLunr.Index.load(JSON.parse(index));
  const build = (clauses, query) => {
    for (const clause of clauses) query.clause({ ...clause, ...(clause.fields ? { fields: [...clause.fields] } : {}) });
    return query;
  };
  // Sums of the same numbers in another order differ in the last digits; ties have a fixed order: the later document.
  const ordered = (list) => list
    .map(({ ref, score }) => ({ ref: Number(ref), score: Math.round(score * 1e9) }))
    .sort((a, b) => b.score - a.score || b.ref - a.ref);
  const differing = [];
  let hits = 0, furthest = 0, relatively = 0;
  for (const clauses of queries) {
    const wanted = whole.query((query) => build(clauses, query));
    const found = await termQuery(build(clauses, new lunr.Query(whole.fields)));
    const scores = new Map(wanted.map(({ ref, score }) => [Number(ref), score]));
    for (const { document, score } of found) {
      const off = Math.abs(score - scores.get(document));
      furthest = Math.max(furthest, off);
      // lunr rounds entries to three digits, which is much of a small one.
      if (off) relatively = Math.max(relatively, (off - 0.002) / scores.get(document));
    }
    hits += wanted.length;
    const a = JSON.stringify(ordered(wanted));
    const b = JSON.stringify(ordered(found.map(({ document, score }) => ({ ref: document, score }))));
    if (a !== b) differing.push({ clauses, wanted: a.slice(0, 300), found: b.slice(0, 300) });
  }
  return { differing: differing.length, first: differing[0] || null, hits, furthest, relatively };
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[str]]:
    of = documents()
    index, vocabulary = whole_index(of)
    return make_site(tmp_path_factory.mktemp("parity"), of, SCHEMA), index, vocabulary


def test_a_thousand_term_queries_give_the_same_documents_scores_and_order(
    page: Page, file_address: Callable[[Path], str], made: tuple[Path, str, list[str]]
) -> None:
    site, index, vocabulary = made
    asked = queries(vocabulary)
    page.goto(file_address(site) + "page.html")
    load_whole_lunr(page)
    page.set_default_timeout(120_000)
    result = page.evaluate(COMPARE, [index, asked])
    assert result["first"] is None
    assert result["differing"] == 0
    assert result["furthest"] < 1e-12
    assert result["hits"] > 5 * QUERIES


def test_scores_are_within_the_steps_of_lengths_of_those_of_exact_ones(
    page: Page, file_address: Callable[[Path], str], made: tuple[Path, str, list[str]]
) -> None:
    site, _, vocabulary = made
    page.goto(file_address(site) + "page.html")
    load_whole_lunr(page)
    page.set_default_timeout(120_000)
    exact, _ = whole_index(documents(), Builder)
    result = page.evaluate(COMPARE, [exact, queries(vocabulary)])
    assert result["hits"] > 5 * QUERIES
    # A length that is 6 % off changes lunr's entry of a term by less.
    assert 0 < result["relatively"] < 0.047


def test_a_texts_own_query_scores_as_lunr_scores_it(
    page: Page, file_address: Callable[[Path], str], made: tuple[Path, str, list[str]]
) -> None:
    """What a text compiles to is a lunr query; the adjacency check only takes documents out."""
    site, index, _ = made
    page.goto(file_address(site) + "page.html")
    load_whole_lunr(page)
    result = page.evaluate(
        """async ([index, texts]) => {
          await Gongbao.start();
          const whole = wholeLunr.Index.load(JSON.parse(index));
          const out = [];
          for (const text of texts) {
            const { clauses } = Gongbao.query.compile(Gongbao.query.parse(text), whole.fields);
            const wanted = new Map(whole.query((q) => clauses.forEach((c) => q.clause({ ...c }))).map((r) => [r.ref, r.score]));
            const { hits } = await Gongbao.search(text, { limit: 1e6, snippets: false, grades: false });
            out.push({ text, whole: wanted.size, hits: hits.length,
              furthest: Math.max(0, ...hits.map((hit) => Math.abs(hit.score - (wanted.get(hit.title) ?? NaN)))) });
          }
          return out;
        }""",
        [
            index,
            [
                "出生缺陷",
                "人民政府",
                "綦",
                "改革 open",
                "工作 OR 通知",
                "2018年",
                "sou",
                "盐业体制改革",
                "的",
            ],
        ],
    )
    assert all(row["furthest"] < 1e-12 and row["hits"] <= row["whole"] for row in result), result
    assert sum(row["hits"] for row in result) > 50
