"""Queries as people type them, each after a known document: what a plain scan cannot answer.

Titles are cut into words by the browser (Intl.Segmenter). A query is only taken if it tells its document from all
others: no other title holds both of its words, and titles that several documents share are left out.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongbao.search.folding import HAN
from gongbao.search.sounds import Sounds

from . import asked, corpus

KINDS = ("blank", "together", "left out", "question", "wrong")
LABELS = {
    "blank": "two words of a title, with a blank",
    "together": "the same run together",
    "left out": "a title, one word left out",
    "question": "as a question",
    "wrong": "one wrong character",
}
_QUESTIONS = (
    "{}什么时候开始", "{}怎么办", "{}有哪些规定", "{}要多少钱", "如何办理{}", "{}由谁负责", "关于{}的规定是什么",
    "哪些人可以申请{}", "{}需要什么材料", "请问{}怎么处罚", "为什么要{}", "在哪里查{}",
)  # fmt: skip
# What a title may end with and nobody types: the day of its version, a running number.
_TAIL = re.compile(r"\s*([（(][\d-]+[)）])?\s*\d?\s*$")
_GRAMMAR = set("的和与及或等对在为中于关于若干其他第一二三四五六七八九十")
_WORD = re.compile(f"[{HAN}]{{2,}}$")
_CUT = """titles => {
  const cutter = new Intl.Segmenter("zh", { granularity: "word" });
  return titles.map((title) => [...cutter.segment(title)].map(({ segment }) => segment));
}"""
LONGEST = 40
# Answers are read so deep: who has not found it by then has not found it.
OURS_ASK = """(q) => Gongbao.search(q, { limit: 2000, snippets: false, grades: true })
  .then(({ hits }) => hits.map(({ url }) => url))"""


@dataclass(frozen=True)
class Query:
    """What is typed, of which kind, and the document that it is after."""

    kind: str
    text: str
    document: int


@dataclass(frozen=True)
class Figures:
    """How the documents that queries are after were placed: mean of 1/place, first, within ten, not at all."""

    mrr: float
    first: float
    ten: float
    none: float


def draw(titles: Sequence[str], words: Sequence[Sequence[str]], each: int, seed: int) -> list[Query]:
    """Draw so many queries of each kind."""
    drawn: list[Query] = []
    count = Counter(titles)
    fit = [
        i for i, t in enumerate(titles) if count[t] == 1 and len(t) <= LONGEST and len(_said(words[i])) > 2
    ]
    for kind in KINDS:
        # Kinds are drawn apart, so that another one more changes none of the others.
        chance = random.Random(f"{seed} {kind}")
        order = list(fit)
        chance.shuffle(order)
        found: list[Query] = []
        for i in order:
            if len(found) == each:
                break
            text = _ask(kind, titles, i, words[i], chance)
            if text:
                found.append(Query(kind, text, i))
        drawn += found
    return drawn


def _said(words: Sequence[str]) -> list[str]:
    """Return the words of a title that say something by themselves."""
    return [word for word in words if _WORD.match(word) and not set(word) & _GRAMMAR]


def _ask(kind: str, titles: Sequence[str], number: int, words: Sequence[str], chance: random.Random) -> str:
    """Return a query of a kind after a title; "" if it makes none."""
    title = titles[number]
    if kind == "left out":
        place = chance.choice([j for j, word in enumerate(words) if j and _WORD.match(word)] or [0])
        text = "".join([*words[:place], *words[place + 1 :]])
        return "" if not place or any(text in other for other in titles) else text
    said = _said(words)
    first, second = (said[j] for j in sorted(chance.sample(range(len(said)), 2)))
    if sum(first in other and second in other for other in titles) != 1:
        return ""
    if kind == "blank":
        return f"{first} {second}"
    if kind == "together":
        return "" if first + second in title else first + second
    if kind == "question":
        return chance.choice(_QUESTIONS).format(first + second)
    return _slip(title, first, second, titles, chance)


def _slip(title: str, first: str, second: str, titles: Sequence[str], chance: random.Random) -> str:
    """Return a stretch of a title with one character changed: in half of them for one that sounds the same."""
    stretch = title[title.find(first) : title.rfind(second) + len(second)]
    if not re.fullmatch(f"[{HAN}]{{4,14}}", stretch):
        return ""
    at = chance.randrange(len(stretch))
    every = sorted({c for t in titles for c in t if _WORD.match(c * 2)})
    first_sound = Sounds().first
    same = [c for c in every if c != stretch[at] and first_sound(c) == first_sound(stretch[at])]
    other = chance.choice(same if same and chance.random() < 0.5 else every)
    text = stretch[:at] + other + stretch[at + 1 :]
    return "" if any(text in t for t in titles) else text


def queries(texts: Sequence[corpus.Text], each: int, seed: int, site: Path) -> list[Query]:
    """Draw queries after the documents of a corpus; a page of the site cuts the titles into words."""
    titles = [_TAIL.sub("", text.title) for text in texts]
    with asked.opened(site) as (browser, address):
        page = browser.new_page()
        page.goto(address + "search.html")
        words = page.evaluate(_CUT, titles)
    return draw(titles, words, each, seed)


def given(path: Path, texts: Sequence[corpus.Text]) -> list[Query]:
    """Read queries of one's own: JSON lines {"query", "title"} and, if one likes, "kind"."""
    numbers = {text.title: number for number, text in enumerate(texts)}
    rows = map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))
    return [Query(row.get("kind", "given"), row["query"], numbers[row["title"]]) for row in rows]


def places(
    engine: asked.Engine,
    drawn: Sequence[Query],
    numbers: Callable[[Sequence[str]], list[int]],
    progress: Callable[[int], None],
) -> list[int]:
    """Return the place of each query's document among the answers, from 1; 0 if it is not among them."""
    found = asked.answers(engine, [query.text for query in drawn], progress)
    return [_place(numbers(urls), query.document) for urls, query in zip(found, drawn, strict=True)]


def _place(documents: list[int], wanted: int) -> int:
    return documents.index(wanted) + 1 if wanted in documents else 0


def figures(found: Sequence[int]) -> Figures:
    """Return the figures of some places."""
    count = len(found) or 1
    return Figures(
        sum(1 / place for place in found if place) / count,
        sum(place == 1 for place in found) / count,
        sum(0 < place <= 10 for place in found) / count,
        sum(place == 0 for place in found) / count,
    )


def table(drawn: Sequence[Query], engines: dict[str, Sequence[int]]) -> str:
    """Return a Markdown table: a row for each kind, the figures of the engines beside each other."""
    head = "".join(f" {name}: MRR | first | within ten | none |" for name in engines)
    lines = [f"| queries | |{head}", "|---|---:|" + "---:|" * 4 * len(engines)]
    for label, rows in _groups(drawn):
        cells = ""
        for found in engines.values():
            one = figures([found[i] for i in rows])
            cells += f" {one.mrr:.3f} | {one.first:.2f} | {one.ten:.3f} | {one.none:.3f} |"
        lines.append(f"| {label} | {len(rows)} |{cells}")
    return "\n".join(lines)


def _groups(drawn: Sequence[Query]) -> Iterator[tuple[str, list[int]]]:
    for kind in dict.fromkeys(query.kind for query in drawn):
        yield LABELS.get(kind, kind), [i for i, query in enumerate(drawn) if query.kind == kind]
    yield "all", list(range(len(drawn)))
