"""Markdown as the archive writes it, rendered to clean HTML with outline and blocks; knows nothing of Pelican.

Ingested text is data: raw HTML is shown as text, and what Markdown makes is cleaned once more.
"""

import re
from operator import attrgetter
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

from gongbao.bulletin.markup import INLINES

from . import depth, plain, tables
from .bare_text import protected
from .breaks import breakable
from .elements import SCHEMES
from .rendered import Rendered
from .structure import TABLE_NAME, Structure

# The Markdown that bulletins use. All else is off, since it would take text for something else: raw HTML, code by
# indentation, a line of dashes below a line, link definitions, entities, underscores as emphasis.
_USED = {
    "preprocessors": {"normalize_whitespace"},
    "parser.blockprocessors": {
        *("empty", "indent", "table", "hashheader", "hr", "olist", "ulist", "quote", "paragraph"),
    },
    "inlinePatterns": {
        "escape",
        "link",
        "image_link",
        "autolink",
        "automail",
        "linebreak",
        "em_strong",
        *(m.name for m in INLINES),
    },
    "treeprocessors": {"inline", "prettify", "unescape"},
    "postprocessors": {"amp_substitute"},
}
_TAGS = set(
    "p h2 h3 h4 h5 h6 section div table caption thead tbody tr th td "
    "strong em a ul ol li blockquote hr br figure figcaption img".split()
) | {mark.element for mark in INLINES}
# What the inline patterns in use can begin with.
_INLINE = re.compile(r"[\\\[<*]|  \n|" + "|".join(re.escape(mark.opens) for mark in INLINES))
# What a backslash protects besides Markdown's own signs: all that ingest escapes.
_SIGNS = "~^=:|"
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
# Below so many characters no text takes long; above so many steps one takes seconds.
_SHORT, _MOST_STEPS = 2000, 10_000_000
_EMPHASIS = re.compile(r"(?<!\\)\*")
# Paragraphs and headings of words alone, as Markdown writes them: what nh3 leaves as it is, byte for byte.
_WORDS = r"(?:[^<>&\xa0\x00-\x09\x0b-\x1f\x7f]++|&(?:amp|lt|gt);)*+"
_MARKS = r' (?:class="[a-z0-9 -]++"(?: id="[a-z0-9._-]++")?|id="[a-z0-9._-]++")'
_LEAD = rf'(?:<strong class="[a-z -]++">{_WORDS}</strong>)?'
_HARMLESS = re.compile(rf"(?:<(p|h[2-6])(?:{_MARKS})?>{_LEAD}{_WORDS}</\1>\n?)*+")
_NO_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_ATTRIBUTES = {
    "*": {"id", "class"},
    "section": {"aria-labelledby"},
    "div": {"role", "tabindex", "aria-label", "aria-labelledby"},
    "th": {"scope", "rowspan", "colspan"},
    "td": {"rowspan", "colspan"},
    "a": {"href"},
    "ol": {"start"},
    "img": {"src", "alt"},
}


class BulletinExtension(Extension):
    """Switch off what bulletins do not use, and arrange the tree last of all; table_name is that of one without a caption."""

    def __init__(self, table_name: str = TABLE_NAME) -> None:
        super().__init__()
        self._table_name = table_name

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 — Markdown's own name
        """Change the Markdown object."""
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *(sign for sign in _SIGNS if sign not in md.ESCAPED_CHARS)]
        for at, mark in enumerate(INLINES):
            # After the links (160 and below), before emphasis (60): the first of the table first, so that a raised word may
            # stand among struck ones. Marked words hold no sign of their own mark, so that no search is longer than they.
            pattern = rf"({re.escape(mark.opens)})([^{re.escape(mark.opens + mark.closes)}]+){re.escape(mark.closes)}"
            md.inlinePatterns.register(SimpleTagInlineProcessor(pattern, mark.element), mark.name, 75 - at)
        for place, used in _USED.items():
            registry: Registry[Any] = attrgetter(place)(md)
            for name in [item.name for item in registry._priority if item.name not in used]:  # type: ignore[attr-defined]
                registry.deregister(name)
        md.parser.blockprocessors.register(_Line(md.parser), "line", 200)
        self.plain = _Plain(md)
        md.treeprocessors.register(self.plain, "plain", 30)
        md.treeprocessors.register(_Merged(md), "merged", 5)
        self.arranger = _Arranger(md)
        self.arranger.table_name = self._table_name
        # After "unescape" (0), which turns back what a backslash protected.
        md.treeprocessors.register(self.arranger, "bulletin", -10)


class _Line(BlockProcessor):
    """Take what can only be a paragraph before all others are asked: one line, whose first sign begins nothing else."""

    def test(self, parent: Element, block: str) -> bool:
        return block[:1] > "\u3000" and "\n" not in block and not self.parser.state

    def run(self, parent: Element, blocks: list[str]) -> None:
        taken = 1
        while taken < len(blocks) and self.test(parent, blocks[taken]):
            taken += 1
        for block in blocks[:taken]:
            SubElement(parent, "p").text = block
        del blocks[:taken]


class _Plain(Treeprocessor):
    """Spare texts without any inline mark the search for one: most paragraphs, and a third of the time.

    Spare it also those in which it would take the square of their length: their marks are shown.
    """

    too_marked = ""

    def run(self, root: Element) -> None:
        self.too_marked = ""
        for element in root.iter():
            text = element.text
            if not text or not _INLINE.search(text):
                element.text = text and AtomicString(text)
            elif _steps(text) > _MOST_STEPS:
                self.too_marked = self.too_marked or text[:20]
                element.text = AtomicString(protected(text))


def _steps(text: str) -> int:
    """Tell about how many steps Markdown takes for the marks within a text.

    It looks for the end of each bracket sign by sign, and puts the whole text together anew at each mark.
    """
    if len(text) < _SHORT:
        return 0
    steps, opened = 0, []
    for mark in _BRACKETS.finditer(text):
        if mark.group() == "[":
            opened.append(mark.start())
        elif mark.group() == "]" and opened:
            steps += mark.start() - opened.pop()
    steps += sum(len(text) - start for start in opened)
    return steps + len(text) * len(_INLINE.findall(text)) // 64


class _Merged(Treeprocessor):
    def run(self, root: Element) -> None:
        tables.note_merged(root)


class _Arranger(Treeprocessor):
    diary = False
    table_name = TABLE_NAME
    structure: Structure

    def run(self, root: Element) -> None:
        self.structure = Structure(self.diary, self.table_name)
        self.structure.arrange(root)


class Renderer:
    """Render bodies, one after another, with one Markdown object: making one costs as much as a short text."""

    def __init__(self, table_name: str = TABLE_NAME) -> None:
        self._extension = BulletinExtension(table_name)
        self._markdown = Markdown(extensions=[TableExtension(), self._extension], output_format="html")

    def render(self, body: str, diary: bool = False) -> Rendered:
        """Return a body's HTML, outline and blocks; raise structure.MarkupError where it breaks the contract.

        diary: paragraphs open with their date, and the outline names the days.
        """
        self._extension.arranger.diary = diary
        root = plain.tree(body, self._markdown.ESCAPED_CHARS)
        if root is not None:
            self._extension.arranger.run(root)
            return self._rendered(plain.html(root), "", "")
        bounded, deep = depth.bound(body)
        try:
            html = self._markdown.reset().convert(bounded)
        except RecursionError:
            # Emphasis within emphasis, hundreds of times: the signs of it are shown.
            deep = deep or bounded.lstrip("*")[:20]
            html = self._markdown.reset().convert(_EMPHASIS.sub(r"\\*", bounded))
        return self._rendered(html, deep, self._extension.plain.too_marked)

    def _rendered(self, html: str, deep: str, marked: str) -> Rendered:
        structure = self._extension.arranger.structure if html else Structure()
        return Rendered(
            breakable(_clean(html)),
            structure.outline,
            tuple(structure.blocks),
            tuple(structure.pictures),
            deep or structure.too_deep,
            tuple(structure.tables),
            too_marked=marked,
        )


def _clean(html: str) -> str:
    if _HARMLESS.fullmatch(html):
        return html
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    # An address that is none goes, and with it the link; links hold no others.
    return _NO_LINK.sub(r"\1", clean) if "<a>" in clean else clean
