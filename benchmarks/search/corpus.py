"""Texts to search: read from JSON lines, multiplied by recombining, written as pages, and searched by plain scan."""

import gzip
import html
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongbao.search.folding import HAN


@dataclass(frozen=True)
class Text:
    """A document: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def read(path: Path) -> list[Text]:
    """Read a file of JSON lines ({"title", "body"} each), gzipped or not; a line of a body is a paragraph."""
    data = path.read_bytes()
    texts = []
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        row = json.loads(line)
        parts = (" ".join(part.split()) for part in row["body"].splitlines())
        texts.append(Text(" ".join(row["title"].split()), tuple(filter(None, parts))))
    return texts


def sized(texts: Sequence[Text], count: int, seed: int = 1) -> list[Text]:
    """Return so many documents: the first ones, and beyond them new ones of paragraphs of random documents."""
    chance = random.Random(seed)
    made = list(texts[:count])
    while len(made) < count:
        like = chance.choice(texts)
        length, parts = sum(map(len, like.paragraphs)), []
        while sum(map(len, parts)) < length:
            parts.append(chance.choice(chance.choice(texts).paragraphs or ("",)))
        made.append(Text(f"{like.title} {len(made)}", tuple(parts)))
    return made


def page_name(number: int) -> str:
    """Return the file name of a document's page."""
    return f"{number}.html"


def write_pages(texts: Sequence[Text], folder: Path) -> None:
    """Write each document as a page, as a site generator would."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        body = "\n".join(f'<p id="p{n}">{html.escape(p)}</p>' for n, p in enumerate(text.paragraphs, 1))
        title = html.escape(text.title)
        (folder / page_name(number)).write_text(
            f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><main data-pagefind-body><h1>{title}</h1>\n{body}\n</main></body></html>",
            encoding="utf-8",
        )


def substrings(texts: Sequence[Text], count: int, seed: int) -> list[str]:
    """Draw runs of 1 to 8 Han characters from the texts."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        length = chance.randint(1, 8)
        text = chance.choice(texts)
        paragraph = chance.choice((text.title, *text.paragraphs))
        start = chance.randrange(max(1, len(paragraph) - length + 1))
        part = paragraph[start : start + length]
        if re.fullmatch(f"[{HAN}]{{{length}}}", part):
            found.append(part)
    return found


def scan(texts: Sequence[Text], queries: Sequence[str]) -> Iterator[set[int]]:
    """Yield for each query the documents that hold it, as they are written, within one paragraph."""
    whole = ["\n".join((t.title, *t.paragraphs)) for t in texts]
    for query in queries:
        yield {number for number, text in enumerate(whole) if query in text}
