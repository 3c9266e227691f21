"""Tell what the pages of an issue that were saved one by one have above their texts alike: the name of the site, the path."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from gongbao.bulletin.agency import is_agency

from ..model.source import Source, SourceLine

_FEWEST = 3
_MOST_LINES, _LONGEST = 6, 60
_OF_SITE = ("", "page-chrome", "web-chrome")
_SITE = re.compile(r"网站?$|门户")
_PATH = re.compile("[>＞»›]")
# The red head of a document, or what a sentence says, is of the document even if several have it.
_OF_A_DOCUMENT = re.compile(r"文件$|[。；：:]")


def without(parts: Sequence[Source]) -> list[Source]:
    """Return the parts of a bundle, the lines with which most of its web pages open alike dropped from them."""
    pages = [part for part in parts if part.form == "html"]
    if len(pages) < _FEWEST:
        return list(parts)
    runs = Counter(run for page in pages for run in _openings(page))
    common = {
        run for run, count in runs.items() if count >= _FEWEST and 2 * count > len(pages) and _is_frame(run)
    }
    longest = max(common, key=len, default=())
    return [_dropped(part, longest) if part.form == "html" and longest else part for part in parts]


def _is_frame(run: tuple[str, ...]) -> bool:
    """Tell whether a run is of the site: an agency, the first line of many a title, is only over the path to the page."""
    agencies = [text for text in run if is_agency(text) and not _SITE.search(text)]
    return not agencies or (run[-1] not in agencies and any(_PATH.search(text) for text in run))


def _openings(page: Source) -> list[tuple[str, ...]]:
    """Return the runs of lines with which a page opens: the first one, the first two …; none goes over a heading."""
    texts = [line.text.strip() for line in takewhile(_is_apart, _top(page)[:_MOST_LINES])]
    return [tuple(texts[:count]) for count in range(1, len(texts) + 1)]


def _top(page: Source) -> list[SourceLine]:
    """Return the lines of a page without its title, those as well that it alone told to be of the site."""
    return [line for line in page.lines if line.drop in _OF_SITE and line.text.strip()]


def _is_apart(line: SourceLine) -> bool:
    """Tell whether a line may be of the site: no heading, no sentence, no red head."""
    text = line.text.strip()
    return not (line.hint.startswith("h") or len(text) > _LONGEST or _OF_A_DOCUMENT.search(text))


def _dropped(page: Source, run: tuple[str, ...]) -> Source:
    """Return a page without the lines of a run that it opens with, as far as it does."""
    opening = {
        line.number
        for line, text in takewhile(
            lambda pair: pair[0].text.strip() == pair[1], zip(_top(page), run, strict=False)
        )
    }
    return replace(
        page,
        lines=tuple(
            replace(line, drop=line.drop or "repeated-on-pages") if line.number in opening else line
            for line in page.lines
        ),
    )
