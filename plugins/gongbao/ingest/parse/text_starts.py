"""Where the texts of an issue begin: by their contents and heads, and where these do not tell, by titles and headlines."""

from gongbao.messages import Message

from ..forms.head_openings import is_part
from ..model.contents import Contents
from ..model.lines import Line
from ..model.record import Flag
from ..sort import borders, headlines, split
from ..sort.pairing import Start

# So many texts that have neither heads nor headlines over sentences are parted by what stands around their titles.
_LEAST_TEXTS = 2


def find(
    lines: list[Line],
    contents: Contents | None,
    skip: range,
    names: frozenset[str],
    banners: dict[int, str],
    flags: list[Flag],
) -> tuple[list[Start], bool]:
    """Return where the texts begin, and whether the last of them has no head of its own that tells where it ends.

    Texts that are told by what stands around their titles are flagged. names: those of the sections, folded.
    """
    starts = split.starts(lines, contents, skip, is_issue=True, sections=names)
    if contents:
        starts = borders.named(lines, starts, skip, contents.entries)
    others = [] if contents else borders.between(lines, starts, skip, banners)
    stories = [] if contents or starts else headlines.starts(lines, skip, banners)
    # Stories stand below the documents of a newsletter, each set apart.
    documents = [one for one in others if stories and one.title < stories[0].title]
    if documents and headlines.follow(lines, stories, documents):
        others = [*documents, *stories]
    elif stories and len(stories) >= len(others):
        _tell_headlines(flags, lines[stories[0].title])
        return stories, True
    if others and (starts or len(others) >= _LEAST_TEXTS):
        borders.tell(flags, lines, others)
        starts = sorted([*starts, *others], key=lambda start: start.head)
        return starts, starts[-1] in others or is_part(lines[starts[-1].title].text)
    return starts, bool(starts) and is_part(lines[starts[-1].title].text)


def _tell_headlines(flags: list[Flag], line: Line) -> None:
    """Flag texts that were parted by their headlines alone; the first stands at the line."""
    what = Message("the issue has neither contents nor heads of documents; its texts are parted at headlines")
    flags.append(Flag(line.number, line.text.strip(), what, "opening-by-position"))
