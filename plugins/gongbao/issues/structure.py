"""From the flat tree that Markdown makes to the tree of an official document: parts, headings, ids, outline."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from gongbao.bulletin.dates import DAY_IN_FIGURES
from gongbao.bulletin.fold import fold
from gongbao.bulletin.headings import run_in
from gongbao.bulletin.markup import PARAGRAPHS, PARTS
from gongbao.messages import _

from . import depth, figures, tables
from .anchors import CLAUSE, Anchors, numbering, text_hash
from .elements import change_texts, decode, drop_dead_links, set_lead, take_class, tidy, words
from .outline import Outline
from .rendered import Block, Named, OutlineEntry

_ATTACHMENT_NOTE = re.compile(r"^附件[0-9一二三四五六七八九十]{0,3}[:：]\s*")
_LIST_MARK = re.compile(r"^[0-9０-９]{1,2}[.．、]\s*")
_SALUTATION = re.compile(
    r"^[^，。；]{0,24}(?:同志们|代表|委员|来宾|领导|先生|朋友们|同仁|乡亲们)[^，。；]{0,8}[：:]$"
)
# What a table without a caption is called, by its place.
TABLE_NAME = "表{number}"
_HEADING = re.compile(r"^h[1-6]$")
_DAY = re.compile(r"[0-9０-９]+")
_DAY_LEAD = re.compile(
    rf"(?P<first>{DAY_IN_FIGURES})(?:\s*[-—–－~～至到]\s*(?:{DAY_IN_FIGURES}|[0-9０-９]{{1,2}}日))?(?=[，,：:、\s])"
)


class MarkupError(ValueError):
    """A body that breaks the contract; str() says what was found and what was expected."""


class Structure:
    """One pass over the tree of one body."""

    def __init__(self, diary: bool = False, table_name: str = TABLE_NAME) -> None:
        self._diary = diary
        self._table_name = table_name
        self._day = ""
        self.blocks: list[Block] = []
        self.tables: list[str] = []
        self._anchors = Anchors()
        self._outline = Outline()
        self._levels: list[int] = []
        self._open: list[tuple[int, Element]] = []
        self._counts = {"attachment": 0, "annex": 0, "table": 0}
        self._scope = ""
        self._titles: dict[str, str] = {}
        self._notes: list[Element] = []
        self._figure: Element | None = None
        self.pictures: list[Named] = []
        self.too_deep = ""

    @property
    def outline(self) -> tuple[OutlineEntry, ...]:
        """Return the outline of what was arranged."""
        return self._outline.entries

    def arrange(self, root: Element) -> None:
        """Rebuild the children of a tree in place."""
        self.too_deep = depth.flatten(root)
        children = list(root)
        for child in children:
            root.remove(child)
        root.text = root.tail = None
        self._open = [(0, root)]
        # Most texts have no entity to be decoded, and none to be written as one.
        signs = any("&" in text for child in children for text in child.itertext())
        change = change_texts if signs else _leave
        # A caption waits for its table, a label (附件1) for the heading of its part.
        waiting: Element | None = None
        last: Element | None = None
        for child in children:
            child.tail = "\n"
            if self._figure is not None and last is not self._figure:
                self._figure = None
            last = child
            # Before entities are decoded: a brace of the text itself is written as one.
            name = take_class(child)
            change(child, decode)
            if _HEADING.match(child.tag):
                self._heading(child, name, waiting)
                waiting = None
                continue
            if child.tag == "table":
                child = self._table(
                    child, waiting if waiting is not None and waiting.get("class") == "caption" else None
                )
                waiting = None if child.find("table/caption") is not None else waiting
            elif child.tag == "p" and figures.is_picture(child):
                self._figure = figures.make(child, self._anchors)
            elif child.tag == "p" and name == "photo" and self._figure is not None:
                self._caption(child)
                continue
            elif child.tag == "p":
                self._paragraph(child, name)
            else:
                self._other(child)
            self._put(waiting)
            waiting = child if name in ("caption", "label") else None
            if waiting is None:
                self._put(child)
        self._put(waiting)
        self.pictures = figures.named(root)
        drop_dead_links(root)
        self._link_notes()
        # The serializer would take &lt; in a text for an entity of its own.
        change(root, lambda text: text.replace("&", "&amp;"))

    def _caption(self, element: Element) -> None:
        """Put the words below a picture into its figure."""
        if self._figure is None:
            return
        self._paragraph(element, "photo")
        element.tag, element.tail = "figcaption", None
        element.attrib.pop("class", None)
        self._figure.append(element)
        self._figure = None

    def _put(self, element: Element | None) -> None:
        if element is not None:
            self._open[-1][1].append(element)

    def _heading(self, element: Element, name: str | None, label: Element | None) -> None:
        """Put a heading in place; one with the class of a part opens a section, and takes in the label before it."""
        if name and name not in PARTS:
            raise MarkupError(
                _(
                    "heading {words!r} has the class .{name} — a heading may have {known}",
                    words=words(element)[:20],
                    name=name,
                    known=_named(PARTS),
                )
            )
        level = int(element.tag[1])
        text = tidy(element)
        if not name:
            self._put(label)
        while self._open[-1][0] >= level:
            self._open.pop()
        if name:
            identity = self._part_id(name, text)
            section = Element("section", {"class": name, "id": identity, "aria-labelledby": f"{identity}-t"})
            section.text = section.tail = "\n"
            self._open[-1][1].append(section)
            self._open.append((level, section))
            self._put(label)
            element.set("id", f"{identity}-t")
            element.set("class", "part-title")
            self._titles.setdefault(fold(text), identity)
        else:
            numbered = numbering(text)
            identity = self._anchors.heading(text, numbered)
            element.set("id", identity)
            rank = numbered[0] if numbered else 1
            # 一、 looks the same in a notice and in its attachment, whatever the level of the element is.
            element.set("class", f"lv{min(3, max(1, rank))}")
        # Heading levels of the page follow from nesting alone, so that none is skipped below the title (h1).
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        element.tag = f"h{min(6, 1 + len(self._levels))}"
        self._put(element)
        self.blocks.append(Block(identity, name or "heading", text))
        self._outline.enter(level * 10, identity, text, name or "heading")

    def _part_id(self, name: str, text: str) -> str:
        if name == "attachment":
            self._counts["attachment"] += 1
            self._counts["annex"] = 0
            self._scope = f"fj{self._counts['attachment']}"
            identity = self._anchors.unique(self._scope)
        elif name == "annex":
            self._counts["annex"] += 1
            attachment = f"fj{self._counts['attachment']}-" if self._counts["attachment"] else ""
            self._scope = f"{attachment}f{self._counts['annex']}"
            identity = self._anchors.unique(self._scope)
        elif name == "day":
            identity = self._anchors.unique("d-" + ("-".join(_DAY.findall(fold(text))) or text_hash(text, 6)))
            self._scope = ""
        else:
            identity = self._anchors.unique(f"i-{text_hash(text, 6)}")
            self._scope = identity
        self._anchors.enter(self._scope)
        return identity

    def _paragraph(self, element: Element, name: str | None) -> None:
        if name and name not in PARAGRAPHS:
            raise MarkupError(
                _(
                    "paragraph {words!r} has the class .{name} — it may have {known}",
                    words=words(element)[:20],
                    name=name,
                    known=_named(PARAGRAPHS),
                )
            )
        text = tidy(element)
        numbered = None if name else numbering(text)
        identity = self._anchors.paragraph(text, numbered)
        element.set("id", identity)
        self.blocks.append(Block(identity, name or "paragraph", text))
        if not name and _ATTACHMENT_NOTE.match(text):
            name = "attachment-list"
        if name:
            element.set("class", name)
            if name == "attachment-list":
                self._notes.append(element)
            return
        if self._diary and (day := _DAY_LEAD.match(text)):
            self._diary_day(element, identity, day)
            return
        if len(self.blocks) == 1 and _SALUTATION.match(text):
            element.set("class", "salutation")
            return
        heading = run_in(text) if numbered and numbered[0] != CLAUSE else None
        if heading and set_lead(element, heading.end, "run-in" if heading.level < 3 else "run-in minor"):
            rank = (self._levels[-1] if self._levels else 1) * 10 + heading.level
            self._outline.enter(rank, identity, heading.label, "run-in")

    def _diary_day(self, element: Element, identity: str, opening: re.Match[str]) -> None:
        """Mark the date that opens a diary's entry; the first entry of a day stands for it in the outline."""
        set_lead(element, opening.end(), "run-in")
        # 5月7日-5月8日 begins on 5月7日, and stands among its entries.
        day = opening["first"]
        if day != self._day:
            self._day = day
            element.set("class", "first-of-day")
            self._outline.enter(20, identity, day, "day")

    def _table(self, table: Element, caption: Element | None) -> Element:
        tables.finish(table)
        self._counts["table"] += 1
        label = self._table_name.format(number=self._counts["table"])
        name = self._scope + "-" if self._scope else ""
        identity = self._anchors.unique(f"{name}b-{text_hash(words(table))}")
        table.set("id", identity)
        if caption is not None:
            label = words(caption)
            self._outline.enter(999, identity, label, "table")
        self.tables.append(label)
        for cell in table.iter():
            if cell.tag in ("th", "td") and (text := tidy(cell)):
                self.blocks.append(Block(identity, "cell", text))
        frame = tables.box(table, caption, label)
        frame.tail = "\n"
        return frame

    def _other(self, element: Element) -> None:
        """Give ids inside lists and quotations."""
        for inner in element.iter():
            if inner.tag in ("p", "li") and not (inner.tag == "li" and inner.find("p") is not None):
                take_class(inner)
                text = tidy(inner)
                inner.set("id", self._anchors.unique(f"p-{text_hash(text)}"))
                self.blocks.append(
                    Block(inner.get("id", ""), "list-item" if inner.tag == "li" else "quotation", text)
                )

    def _link_notes(self) -> None:
        """Link what 附件：… names to the part that has just that title."""
        for note in self._notes:
            text = note.text or ""
            start = 0
            for pattern in (_ATTACHMENT_NOTE, _LIST_MARK):
                if match := pattern.match(text[start:]):
                    start += match.end()
            target = self._titles.get(fold(text[start:]))
            if target and not len(note):
                link = Element("a", {"href": f"#{target}"})
                link.text = text[start:]
                note.text = text[:start]
                note.append(link)


def _leave(element: Element, change: Callable[[str], str]) -> None:
    pass


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f".{name}" for name in names)
