"""Parse a whole issue of a bulletin: cover, contents, masthead, articles."""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import fold
from gongbao.bulletin.issue import ContentsEntry, IssueMeta
from gongbao.messages import N_, Message

from ..forms import elements, persons
from ..forms.head_elements import EDITORS_NOTE
from ..forms.head_openings import is_part
from ..model.blanks import close_up
from ..model.contents import Contents
from ..model.lines import Line
from ..model.masthead import Masthead
from ..model.record import Flag, Record
from ..sort import back_page, headlines, masthead, newsletters
from ..sort.pairing import Start
from ..sort.publication import publication_id
from ..words.names import named
from . import sections, text_starts
from .banners import banners_of

_LONGEST_NAME = 6
_RUNNING = re.compile(r"^.{30,}[。：]$|^第一[条條][\s\u3000]")
_SENTENCE = re.compile(r"^.{16,}[。：]$|^第一[条條][\s\u3000]")
# What a bulletin says of itself: 本公报刊登的文件为标准文本。
_OF_ITSELF = re.compile("公报|本刊|标准文本|同等效力")


# What of an issue stands beside its text alone: the rule of the flag, and what it says.
_ONLY_IN_TITLE = ("issue-from-page-title", N_("{field} {value} stands only in the title of the web page"))
_ONLY_OVER_PAGES = ("issue-from-running-head", N_("{field} {value} stands only over the pages"))


class Issue:
    """What an issue's lines come to: its records, its masthead's lines, its metadata, and flags.

    meta is None where the text does not say which issue it is; then the flags do.
    """

    def __init__(
        self,
        source: str,
        lines: list[Line],
        found: Contents | None,
        given: dict[str, str],
        page_title: list[Line] | None = None,
        running: Sequence[Line] = (),
    ) -> None:
        """Parse the lines; `given` holds the archivist's facts: publication, bulletin, year, issue, total, published.

        The title of a web page is no text of the issue; it says which issue it is where nothing else does.
        running: what stands over the pages of the print: its name and number, in many bulletins that of the section.
        """
        self.records: list[Record] = []
        self.masthead: list[Line] = []
        self.flags: list[Flag] = []
        self.meta: IssueMeta | None = None
        lines, closing = back_page.part(lines, found)
        skip = range(found.start, found.end) if found else range(0)
        banners = banners_of(lines, found, skip, {fold(line.text) for line in running})
        names = (found.sections if found else frozenset()) | {fold(name) for name in banners.values()}
        starts, headless = text_starts.find(lines, found, skip, names, banners, self.flags)
        if starts:
            # Whom an issue goes to stands below its last text, which has no foot of its own, and is no part of that.
            end = (
                headlines.foot_of_issue(lines)
                if headless
                else headlines.sent_to_of_issue(lines, starts[-1].title)
            )
            lines, closing = lines[:end], [*lines[end:], *closing]
        starts = [*self._unopened(lines, starts[0].head if starts else len(lines), skip), *starts]
        if not starts:
            return
        outside = [lines[at] for at in range(starts[0].head) if at not in skip]
        inside = [lines[at] for at in skip if found and at not in found.used]
        entries = [lines[at] for at in skip if found and at in found.used]
        self.records = _articles(lines, starts, names, banners, skip)
        # In the order of print: what stands between the contents and the first text is no top of the cover.
        front = sorted([*outside, *inside], key=lambda line: line.number)
        head = masthead.parse([*front, *closing])
        if by_position := newsletters.read(head, front):
            what = Message("it stands above the number of the issue, and is taken for the bulletin's name")
            self.flags.append(
                Flag(by_position.number, by_position.text.strip(), what, "bulletin-by-position")
            )
        # What nothing was made of stays as it is printed.
        head.labels += [
            ("其他", close_up(line.text))
            for line in [*outside, *inside, *closing]
            if line.number not in head.recognised and elements.squeeze(line.text)
        ]
        self._text_in_masthead([*outside, *inside, *closing], head.recognised)
        self.masthead = [*outside, *inside, *entries, *closing]
        self._not_found(found, starts, lines)
        if page_title and not (head.title and head.year and head.issue):
            self._fill(head, page_title, _ONLY_IN_TITLE)
        if running and not (head.title and head.year and head.issue):
            self._fill(head, running, _ONLY_OVER_PAGES)
        self._name(source, head, found, given)

    def _unopened(self, lines: list[Line], end: int, skip: range) -> list[Start]:
        """Find a text with its title before the first document that has a head, as a session's minutes stand; tell of it."""
        outside = [at for at in range(end) if at not in skip]
        # Where nothing has a head, and below the contents, shorter lines are text too.
        floor = skip.stop if skip else len(lines)
        running = [
            at
            for at in outside
            if (_RUNNING if at < floor and end < len(lines) else _SENTENCE).search(lines[at].text)
            and not _OF_ITSELF.search(lines[at].text)
        ]
        noted = [at for at in running if EDITORS_NOTE.match(lines[at].text.strip())]
        running = [at for at in running if at not in noted]
        cover = _cover([lines[at] for at in outside if at not in running])
        if not running:
            return []
        title = running[0]
        cover |= {lines[at].number for at in noted}
        # The day below a title in brackets is no day of the cover.
        while title - 1 in outside and (lines[title - 1].number not in cover or _is_day(lines[title - 1])):
            if title < running[0] and lines[title].gap and not _is_below_title(lines[title]):
                # What is set apart above it is another thing: the cover.
                break
            title -= 1
        # 法规: a section's name, set apart from the title of its first text.
        while (
            running[0] - title > 1
            and len(elements.squeeze(lines[title].text)) <= _LONGEST_NAME
            and lines[title + 1].gap
        ):
            title += 1
        if title == running[0] or running[0] - title > 6:
            return []
        line = lines[title]
        what = Message("it has no head of a document; it stands before the first text that has one")
        self.flags.append(Flag(line.number, line.text.strip(), what, "opening-by-position"))
        return [Start(title - 1 if title - 1 in noted else title, title)]

    def _text_in_masthead(self, lines: list[Line], recognised: set[int]) -> None:
        """Flag sentences that stand in no article: a text without a head may be among them."""
        sentences = [
            line
            for line in lines
            if line.number not in recognised
            and _SENTENCE.search(line.text.strip())
            and not (_OF_ITSELF.search(line.text) or elements.CC.match(line.text))
        ]
        if sentences:
            what = Message(
                "{count} lines of sentences stand in no text, and are kept with the masthead: is a text among them?",
                count=len(sentences),
            )
            first = sentences[0]
            self.flags.append(Flag(first.number, first.text.strip()[:40], what, "text-in-masthead"))

    def _not_found(self, found: Contents | None, starts: list[Start], lines: list[Line]) -> None:
        """Flag what the printed contents announce and the text does not have."""
        entries_found = {start.entry for start in starts if start.entry}
        # The text that a document issues may have an entry of its own.
        issued = {
            fold(block.text)
            for record in self.records
            for block in record.blocks
            if block.kind in {"attachment", "annex"}
        }
        for entry in found.entries if found else ():
            if entry not in entries_found and fold(entry.title) not in issued:
                what = (
                    Message(
                        "the contents announce it on page {page}; no such heading was found",
                        page=str(entry.page),
                    )
                    if entry.page
                    else Message("the contents announce it; no such heading was found")
                )
                line = lines[entry.lines[0]].number if entry.lines else 1
                self.flags.append(Flag(line, entry.title, what, "contents-without-heading"))

    def _fill(self, head: Masthead, beside: Sequence[Line], only: tuple[str, str]) -> None:
        """Fill what the text does not say of the issue from lines beside it, and tell that it was so."""
        found = masthead.parse([line.cut(*span) for line in beside for span in _parts_of(line.text)])
        rule, text = only
        for name in ("title", "year", "issue", "total"):
            if getattr(head, name) is None and getattr(found, name) is not None:
                setattr(head, name, getattr(found, name))
                what = Message(text, field=named(name), value=str(getattr(found, name)))
                self.flags.append(Flag(beside[0].number, beside[0].text.strip(), what, rule))

    def _name(self, source: str, head: Masthead, found: Contents | None, given: dict[str, str]) -> None:
        """Say which issue it is, from the text, and where that is silent from what is given."""
        title = head.title or given.get("bulletin") or given.get("publication")
        year = head.year or (int(given["year"]) if given.get("year") else None)
        issue = head.issue or given.get("issue")
        if not (title and year and issue):
            missing = [n for n, v in (("bulletin", title), ("year", year), ("issue", issue)) if not v]
            beside = f"{source.rsplit('.', 1)[0]}.toml"
            what = Message(
                "the text does not say which issue it is; give {missing} in {file}",
                missing=", ".join(missing),
                file=beside,
            )
            self.flags.append(Flag(1, source, what, "issue-without-number"))
            return
        listed = found.entries if found else ()
        self.meta = IssueMeta(
            publication=given.get("publication") or publication_id(title),
            title=title,
            year=year,
            issue=issue,
            total=head.total or given.get("total"),
            published=head.published or given.get("published"),
            romanised=head.romanised,
            masthead=tuple(head.labels),
            editors=tuple((role, tuple(names)) for role, names in head.editors),
            slogans=tuple(head.slogans),
            contents=tuple(
                ContentsEntry(e.section, "" if e.own_section else e.title, e.page) for e in listed
            ),
            source=source,
        )
        for record in self.records:
            record.fields.update(
                publication=self.meta.publication,
                year=self.meta.year,
                issue=self.meta.issue,
                total=self.meta.total,
                published=self.meta.published,
            )


def _cover(lines: list[Line]) -> set[int]:
    """Return the numbers of the lines that are cover or masthead."""
    head = masthead.parse(lines)
    newsletters.read(head, lines)
    return head.recognised


def _is_below_title(line: Line) -> bool:
    """Tell whether a line is one of those that stand below a title: a subtitle, a note or day in brackets, who speaks or issues."""
    text = line.text.strip()
    return bool(
        text[:1] in {"（", "("}
        or elements.SUBTITLE.match(text)
        or persons.is_person(text)
        or agency.split_joint(text)
        or dates.parse(text)
    )


def _is_day(line: Line) -> bool:
    text = line.text.strip()
    return text[:1] in {"（", "("} and dates.parse(text) is not None


def _parts_of(title: str) -> list[tuple[int, int]]:
    """Return the parts of a web page's title: 2020年第3期_政府公报_某省人民政府."""
    marks = [match.span() for match in re.finditer(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|\s*--+\s*", title)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(title)]
    return list(zip(starts, ends, strict=True))


def _articles(
    lines: list[Line], starts: list[Start], names: frozenset[str], banners: dict[int, str], skip: range
) -> list[Record]:
    """Parse the articles that start at the given lines; each is of the section whose banner stands above it."""
    out: list[Record] = []
    bounds = [start.head for start in starts] + [len(lines)]
    for n, start in enumerate(starts):
        own_lines = [lines[at] for at in range(start.head, bounds[n + 1]) if at not in skip]
        record = _article(own_lines, start, names, n + 1)
        above = [at for at in banners if at <= start.title]
        name = banners[above[-1]] if above else ""
        # A chronicle, a correction below the last document of a section is not of that section.
        own_part = is_part(str(record.fields.get("title") or "")) and name not in lines[start.title].text
        if name and "section" not in record.fields and not (own_part and above[-1] < start.head):
            record.fields["section"] = name
        out.append(record)
    return out


def _article(own_lines: list[Line], start: Start, names: frozenset[str], order: int) -> Record:
    entry = start.entry
    record = sections.parse(own_lines, sections.kind_of(own_lines), entry.title if entry else None, names)
    record.fields["order"] = order
    if entry:
        if entry.page:
            record.fields["page"] = entry.page
        if entry.section:
            record.fields["section"] = entry.section
    return record
