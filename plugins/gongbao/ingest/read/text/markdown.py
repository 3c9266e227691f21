"""Read what Markdown and wikis built on it set around words: containers, quotes, marks, references, pictures."""

import html
import re
from collections.abc import Sequence

from ...model.source import SourceObject
from .lines import TextLine

_OPENS = re.compile(r"\s{0,3}(?P<colons>:{3,})\s*(?P<kind>[A-Za-z][\w-]*)\s*(?P<title>.*)")
_CLOSES = re.compile(r"\s{0,3}(?P<colons>:{3,})\s*")
# Containers that speak to the reader of the site, and what their titles say where they are no part of the document.
_ASIDE = frozenset("tip info note warning danger caution important details tabs abstract".split())
_OF_THE_SITE = re.compile(r"目录|原文|来源|链接|出处|相关|参考|索引|导航|下载|说明|提示|转载|声明|附注")
# A note of the site above the text that says how it came here.
_HOW_IT_CAME = re.compile(
    r"脚本|自动|提取|抓取|采集|整理|转载|搬运|仅供|查阅|原文链接|官方链接|来源|著作权|版权|本站|收录"
)
_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|<https?://[^<>\s]+>|https?://\S+")
_TOC = re.compile(
    r"\s*(?:\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|@\[toc\].*|<!--\s*(?:more|toc|\S*include).*-->|\{:toc\})\s*",
    re.I,
)
_TAB = re.compile(r"\s*@(?:tab|include|slot)\b.*")
_ATTRIBUTES = re.compile(r"\{(?:[:.#]|[\w-]+=)[^{}]*\}\s*$")
# {{< notice >}}, {{% alert %}}: what generators of sites put around words.
_SHORTCODE = re.compile(r"\{\{[<%]\s*/?[^{}<>%]{1,120}[>%]\}\}")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)\s*[\w-]*\s*")
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]*)\]\(<?(?P<src>[^()\s<>]+)>?(?:\s+\"[^\"]*\")?\)")
_NOTE = re.compile(r"\s{0,3}\[\^(?P<key>[^\]\s]{1,20})\]:\s*(?P<text>.+)")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,20})\]")
_UNDERLINED = {"=": "h1", "-": "h2"}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# A note of the site is short; a container with a title of the kind may also hold a part of the document.
_LONGEST_SITE_NOTE = 120
# Lines within which the end of a container is looked for.
_LONGEST_CONTAINER = 500
_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"


def read_markdown(lines: Sequence[TextLine]) -> list[SourceObject]:
    """Mark what is markup; return entries for pictures and for what the site says around the document."""
    objects = _containers(lines)
    _comments(lines)
    objects += _quotes_of_the_site(lines)
    for at, line in enumerate(lines):
        if line.drop or line.hint == "card":
            continue
        if _TOC.fullmatch(line.text) or _TAB.fullmatch(line.text) or _FENCE.fullmatch(line.text):
            line.drop = "markdown-mark"
            continue
        within = bool(_PICTURE.sub("", line.text).strip())
        for match in _PICTURE.finditer(line.text):
            words, file = match["alt"].strip(), html.unescape(match["src"])
            objects.append(SourceObject("picture", line.number, words, file=file, within=within))
        _plain(line)
        _underlined_heading(lines, at)
    return objects


def _plain(line: TextLine) -> None:
    """Take the marks off a line that stay when its words are read."""
    text = _ATTRIBUTES.sub("", line.text)
    text = _QUOTE.sub("", _SHORTCODE.sub("", text), count=1)
    if note := _NOTE.fullmatch(text):
        text, line.hint = f"[{note['key']}] {note['text']}", "footnote"
    text = _NOTE_MARK.sub(r"[\1]", text)
    text = _ESCAPED.sub(r"\1", text)
    line.text = html.unescape(text).replace("\u2003", "\u3000").replace("\u2002", "\u3000")


def _underlined_heading(lines: Sequence[TextLine], at: int) -> None:
    """Read a heading that is underlined with = or -."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    text = lines[at].text.strip()
    if (
        below is None
        or below.drop
        or not text
        or text.startswith(("|", "-", "*", "#", ">"))
        or len(text) > 80
    ):
        return
    rule = below.text.strip()
    if len(rule) >= 3 and rule[0] in _UNDERLINED and not rule.strip(rule[0]):
        lines[at].hint, below.drop = _UNDERLINED[rule[0]], "markdown-mark"


def _containers(lines: Sequence[TextLine]) -> list[SourceObject]:
    """Drop the fences of ::: containers, and the contents of those in which the site speaks."""
    objects = []
    at = 0
    while at < len(lines):
        opening = None if lines[at].drop else _OPENS.fullmatch(lines[at].text.rstrip())
        if opening is None:
            if not lines[at].drop and _CLOSES.fullmatch(lines[at].text.rstrip()):
                lines[at].drop = "markdown-mark"
            at += 1
            continue
        lines[at].drop = "markdown-mark"
        end = _closing(lines, at, len(opening["colons"]))
        if end is not None and _is_of_the_site(opening, lines[at + 1 : end]):
            words = " ".join(line.text.strip() for line in lines[at + 1 : end] if line.text.strip())
            objects.append(
                SourceObject(
                    "note", lines[at].number, f"{opening['title']} {words}".strip(), rule="site-note"
                )
            )
            for line in lines[at + 1 : end]:
                line.drop = "site-note"
            at = end
        else:
            at += 1
    return objects


def _closing(lines: Sequence[TextLine], at: int, colons: int) -> int | None:
    for end in range(at + 1, min(at + _LONGEST_CONTAINER, len(lines))):
        closing = _CLOSES.fullmatch(lines[end].text.rstrip())
        if closing and len(closing["colons"]) >= colons:
            return end
    return None


def _is_of_the_site(opening: re.Match[str], inside: Sequence[TextLine]) -> bool:
    if opening["kind"].lower() not in _ASIDE:
        return False
    words = "".join(_LINK.sub("", line.text) for line in inside)
    words = re.sub(r"&\w+;|[\s:@*>#.\-—_|[\]()（）]|toc|tabs?", "", words, flags=re.I)
    is_short = len(words) <= _LONGEST_SITE_NOTE
    return not words or (is_short and _OF_THE_SITE.search(opening["title"]) is not None)


def _comments(lines: Sequence[TextLine]) -> None:
    """Drop comments that run over lines; those within a line are taken out as tags."""
    inside = False
    last = max((at for at, line in enumerate(lines) if _COMMENT_CLOSES in line.text), default=-1)
    for at, line in enumerate(lines):
        if inside:
            line.drop = line.drop or "html-tag"
            inside = _COMMENT_CLOSES not in line.text
        elif _COMMENT_OPENS in line.text and _COMMENT_CLOSES not in line.text.partition(_COMMENT_OPENS)[2]:
            inside = at < last
            line.drop = "html-tag" if inside and line.text.strip().startswith(_COMMENT_OPENS) else line.drop


def _quotes_of_the_site(lines: Sequence[TextLine]) -> list[SourceObject]:
    """Drop a quote above the first heading or text that says how the document came to the site."""
    quoted = []
    for line in lines:
        if line.drop or line.hint == "card" or not line.text.strip():
            continue
        if not line.text.lstrip().startswith(">"):
            break
        quoted.append(line)
    words = "".join(line.text for line in quoted)
    if not quoted or not _HOW_IT_CAME.search(words):
        return []
    for line in quoted:
        line.drop = "site-note"
    return [SourceObject("note", quoted[0].number, words.replace(">", "").strip(), rule="site-note")]
