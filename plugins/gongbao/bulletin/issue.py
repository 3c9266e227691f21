"""An issue of a bulletin: its numbers and its masthead (版权页), as issue.md holds them."""

import re
from dataclasses import dataclass

from gongbao.messages import _

from . import article_fields, article_header


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the printed table of contents; title is "" where a section has a page of its own."""

    section: str
    title: str
    page: str | None


@dataclass(frozen=True)
class IssueMeta:
    """An issue. publication is the ASCII id, title the bulletin's name; masthead is (label, value) pairs as printed.

    remarks: what else cover and masthead say, line by line.
    """

    publication: str
    title: str
    year: int
    issue: str
    total: str | None = None
    published: str | None = None
    romanised: str | None = None
    masthead: tuple[tuple[str, str], ...] = ()
    editors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    slogans: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    source: str | None = None
    source_lines: str | None = None

    @property
    def path(self) -> str:
        """Return the issue's place in addresses: 05, 05-06, z1."""
        return issue_path(self.issue)

    @property
    def has_imprint(self) -> bool:
        """Tell whether anything is known that stands in its masthead (版权页)."""
        return bool(self.slogans or self.masthead or self.remarks or self.editors)

    @property
    def label(self) -> str:
        """Return the issue as people write it: 2018年第5期（总第75期）."""
        number = f"增刊{self.issue[1:]}" if self.issue.startswith("z") else f"第{self.issue}期"
        return f"{self.year}年{number}" + (f"（总第{self.total}期）" if self.total else "")


def issue_path(issue: str) -> str:
    """Return an issue's number as it stands in addresses and folders: 5 → 05, 5-6 → 05-06, z1 → z1."""
    return "-".join(p.zfill(2) if p.isdecimal() else p for p in issue.split("-"))


def dump(meta: IssueMeta) -> str:
    """Return the text of issue.md."""
    header = {
        "Title": meta.title,
        "Publication": meta.publication,
        "Year": str(meta.year),
        "Issue": meta.issue,
        "Total": meta.total or "",
        "Published": meta.published or "",
        "Romanised": meta.romanised or "",
        "Source": meta.source or "",
        "Source_lines": meta.source_lines or "",
    }
    parts = []
    if meta.masthead:
        parts += ["## 版权页", "", *(f"- {label}：{value}" for label, value in meta.masthead), ""]
    if meta.editors:
        parts += ["## 编辑委员会", "", *(f"- {role}：{'、'.join(names)}" for role, names in meta.editors), ""]
    if meta.slogans:
        parts += ["## 口号", "", *(f"- {slogan}" for slogan in meta.slogans), ""]
    if meta.remarks:
        parts += ["## 其他", "", *(f"- {remark}" for remark in meta.remarks), ""]
    if meta.contents:
        parts += ["## 目录", ""]
        section = None
        for entry in meta.contents:
            if entry.section != section:
                section = entry.section
                parts += [""] if parts[-1] else []
                own_page = f"　{entry.page}" if entry.page and not entry.title else ""
                parts += [f"### {section}{own_page}", ""] if section else []
            if entry.title:
                parts += [f"- {entry.title}" + (f"　{entry.page}" if entry.page else "")]
        parts += [""]
    return article_header.join({k: v for k, v in header.items() if v}, "\n".join(parts))


def load(text: str) -> IssueMeta:
    """Read the text of issue.md; raise article_fields.MetadataError where it breaks the contract."""
    header, body = article_header.split(text)
    for key in ("Title", "Publication", "Year", "Issue"):
        if not header.get(key):
            raise article_fields.MetadataError(_("the header has no {key}: — add that line", key=key))
    year, number = (article_fields.parse_field(key.lower(), header[key]) for key in ("Year", "Issue"))
    published = article_fields.day_of(header.get("Published", ""))
    if header.get("Published") and not published:
        raise article_fields.MetadataError(
            _(
                "Published: {day!r} is not a date — write it as 2018-06-10",
                day=header["Published"],
            )
        )
    blocks = _blocks(body)
    pairs = [item.partition("：") for item in blocks.get("版权页", ())]
    roles = [item.partition("：") for item in blocks.get("编辑委员会", ())]
    return IssueMeta(
        publication=header["Publication"],
        title=header["Title"],
        year=int(str(year)),
        issue=str(number),
        total=header.get("Total") or None,
        published=published,
        romanised=header.get("Romanised") or None,
        masthead=tuple((label, value) for label, _sign, value in pairs),
        editors=tuple(
            (role, tuple(n for n in re.split("[、 ]", names) if n)) for role, _sign, names in roles
        ),
        slogans=tuple(blocks.get("口号", ())),
        remarks=tuple(blocks.get("其他", ())),
        contents=_contents(body),
        source=header.get("Source") or None,
        source_lines=header.get("Source_lines") or None,
    )


def _blocks(body: str) -> dict[str, list[str]]:
    """Return the list items of each ## block of issue.md."""
    blocks: dict[str, list[str]] = {}
    block = ""
    for line in body.split("\n"):
        if line.startswith("## "):
            block = line[3:].strip()
        elif line.startswith("- "):
            blocks.setdefault(block, []).append(line[2:].strip())
    return blocks


def _contents(body: str) -> tuple[ContentsEntry, ...]:
    """Read 目录: ### lines are sections, a page behind one is the section's own."""
    entries: list[ContentsEntry] = []
    section = ""
    for line in body.partition("## 目录")[2].split("\n"):
        if line.startswith("### "):
            section, page = _page_last(line[4:])
            if page:
                entries.append(ContentsEntry(section, "", page))
        elif line.startswith("- "):
            entries.append(ContentsEntry(section, *_page_last(line[2:])))
    return tuple(entries)


def _page_last(text: str) -> tuple[str, str | None]:
    """Split 'title　8' into title and page."""
    title, blank, page = text.rpartition("\u3000")
    if blank and re.fullmatch(r"[0-9A-Za-z]{1,6}|封[面底一二三四]|[封目插扉][0-9]{0,3}页?", page.strip()):
        return title.strip(), page.strip()
    return text.strip(), None
