"""An archive made of a file of texts, for benchmarks: fifteen texts make an issue, twenty-four issues a year."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from gongbao.bulletin import article, issue
from gongbao.bulletin.article import ArticleMeta

from benchmarks.search.corpus import Text, read, sized

PER_ISSUE, PER_YEAR = 15, 24
_DATED = re.compile(r"[（(](\d{4}-\d\d-\d\d)[)）]")
_PLACE = re.compile(r"^.{1,7}?(?:自治区|自治州|自治县|省|市|县|区)")
# What Markdown would take for a list or a heading of its own.
_NUMBERED = re.compile(r"^(\d+)([.)])")


def texts(path: Path, count: int) -> Sequence[Text]:
    """Return so many texts of a corpus; beyond its size, new ones made of its paragraphs."""
    return sized(read(path), count)


def write(folder: Path, found: Sequence[Text], first: int = 0) -> int:
    """Write texts as issues; first: the place of the first issue. Return the place after the last one."""
    waiting: Iterator[Text] = iter(found)
    place = first
    while members := list(islice(waiting, PER_ISSUE)):
        _issue(folder, place, members)
        place += 1
    return place


def _issue(folder: Path, place: int, members: Sequence[Text]) -> None:
    year, nn = 2000 + place // PER_YEAR, str(place % PER_YEAR + 1)
    day = f"{year}-{place % PER_YEAR // 2 + 1:02d}-{28 if place % 2 else 14}"
    below = folder / "jia-gongbao" / f"{year}-{nn.zfill(2)}"
    below.mkdir(parents=True)
    masthead = issue.IssueMeta("jia-gongbao", "甲省人民政府公报", year, nn, str(place + 1), day)
    (below / "issue.md").write_text(issue.dump(masthead), encoding="utf-8")
    for order, text in enumerate(members, 1):
        number = place * PER_ISSUE + order
        dated = _DATED.search(text.title)
        title = _DATED.sub("", text.title).strip()
        agency = _PLACE.match(title)
        meta = ArticleMeta(
            title, f"text-{number}", date=dated[1] if dated else day, issued=dated[1] if dated else None,
            publication="jia-gongbao", year=year, issue=nn, total=str(place + 1), order=order,
            section="地方性法规" if order < 10 else "省政府文件", page=str(order * 4),
            agency=(f"{agency[0]}人民代表大会常务委员会",) if agency else (), published=day,
        )  # fmt: skip
        (below / f"text-{number}.md").write_text(article.dump(meta, _body(text)), encoding="utf-8")


def _body(text: Text) -> str:
    # A first heading below the second level would skip one; the corpus has its own marks and no others of ours.
    lines = (re.sub(r"^#+", "##", line) if line.startswith("#") else line for line in text.paragraphs)
    return "\n\n".join(_NUMBERED.sub(r"\1\\\2", line).replace("{:", "{ :") for line in lines)
