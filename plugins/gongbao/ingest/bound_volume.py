"""A file of several issues (合订本): each issue is an edition with a folder of its own, of the lines from its cover on."""

from collections.abc import Callable
from dataclasses import replace

from gongbao.messages import Message

from .model.decisions import Decisions, resolved
from .model.edition import Edition
from .model.given import Given
from .model.lines import of_source
from .model.record import Flag
from .model.source import Source, SourceError
from .sort import covers
from .stages import tell_lost

_OF_ONE_ISSUE = ("year", "issue", "total", "published")
# A name in Chinese over two lines, and in pinyin.
_MOST_ABOVE = 3


def parted(whole: Edition, run: Callable[..., Edition]) -> Edition | None:
    """Return the edition of the first issue of a volume, with those of the others; None where it is not certainly one.

    whole: what the stages before `records` have made of the file; run: takes an edition through the stages.
    """
    found = covers.issues(whole.lines)
    if not found:
        return None
    starts = [_first_line(whole.source, whole.lines[cover.at].number) for cover in found]
    decided, lost = resolved(whole.decisions, whole.source)
    lost += [one for one in decided if one.line < starts[0]]
    editions: list[Edition] = []
    ends = [*starts[1:], None]
    for cover, (first, end) in zip(found, zip(starts, ends, strict=True), strict=True):
        part = _lines_between(whole.source, first, end)
        numbers = {line.number for line in part.lines}
        edition = Edition(
            part if not editions else replace(part, card={}),
            "gazette",
            given=_given(whole.given, cover, found[0].title),
            own=whole.own,
            publication=whole.publication,
            decisions=Decisions(whole.decisions.source, [one for one in decided if one.line in numbers]),
            rules=whole.rules,
        )
        try:
            editions.append(run(edition, until="keeping"))
        except SourceError:
            return None
    issues = {(one.issue.publication, one.issue.year, one.issue.issue) for one in editions if one.issue}
    if len(issues) < len(editions):
        # Which issue one of them is, is not said: the file stays whole, and the covers are flagged.
        return None
    _add_cover(editions[0], whole.source, starts[0])
    tell_lost(editions[0], lost)
    for edition, first in zip(editions, starts, strict=True):
        _tell(edition, first, len(editions))
        run(edition, since="keeping")
    editions[0].further = editions[1:]
    return editions[0]


def _lines_between(source: Source, first: int, end: int | None) -> Source:
    """Return the lines of a source from one number on, up to another, with what else the source holds there."""

    def is_between(number: int) -> bool:
        return first <= number and (end is None or number < end)

    return replace(
        source,
        lines=tuple(line for line in source.lines if is_between(line.number)),
        objects=tuple(one for one in source.objects if is_between(one.line)),
    )


def _first_line(source: Source, number: int) -> int:
    """Return the line at which a cover begins: its name may have been taken for what stands over each page."""
    above = [line for line in source.lines if line.number < number and line.text.strip()][-_MOST_ABOVE:]
    for line in reversed(above):
        if not covers.is_of_head(line.text.strip()):
            break
        number = line.number
    return number


def _given(given: Given, cover: covers.Cover, name: str | None) -> Given:
    """Return what an archivist knows of an issue of a volume: what is of one issue alone is that of none of several."""
    facts = {name: value for name, value in given.file.items() if name not in _OF_ONE_ISSUE}
    name = cover.title or name
    said = {"year": str(cover.year), **({"bulletin": name} if name else {})}
    return Given({**said, **facts}, given.article)


def _add_cover(first: Edition, source: Source, end: int) -> None:
    """Give to the first issue what stands above its cover: the cover of the volume."""
    above = _lines_between(source, 1, end)
    lines, drops = of_source(above)
    first.masthead = [*lines, *first.masthead]
    first.drops += drops
    outside = tuple(one for one in source.objects if not one.line)
    first.source = replace(
        first.source,
        lines=(*above.lines, *first.source.lines),
        objects=(*outside, *above.objects, *first.source.objects),
    )


def _tell(edition: Edition, line: int, count: int) -> None:
    """Flag that the file of an issue holds others."""
    what = Message(
        "the file holds {count} issues; issue {issue} begins here, and has a folder of its own",
        count=count,
        issue=edition.issue.issue if edition.issue else "",
    )
    text = next(one.text.strip() for one in edition.source.lines if one.number == line)
    edition.flags.append(Flag(line, text, what, "another-issue"))
