"""How dates, places and citations read on the pages, and texts are put together there: filters for templates."""

import re
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gongbao.messages import site
from gongbao.messages.site import day, words

from . import citation_diagram

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# So many characters stand in a line of a cover.
_COVER_LINE = 7
_COVER_WORDS = re.compile(r"(人民代表大会|常务委员会|人民政府|公报|政报|公告)")
_ABOUT = re.compile(
    r"关于(?:(?:同意|批准)?(?:印发|转发|批转|发布|公布|废止|修订|修改)(?:实施)?|(?:进一步)?(?:做好|开展|加强))(?=.{4})"
)
_SUBJECT = re.compile(
    r"关于(?:(?:进一步)?(?:做好|加强|开展|推进|印发|转发|公布|修改|调整|同意))?"
    r"(?P<subject>[^关于《》（）()]{4,16})的(?:通知|意见|决定|批复|公告|通告|函)$"
)
_TAG = re.compile(r"<[a-z][^>]*>")
_ID = re.compile(r"""(\s(?:id|aria-labelledby)="|\shref="#)""")


def han_date(iso: str | None) -> str:
    """Return 2018年5月16日 for 2018-05-16; an empty text for None."""
    return day(iso)


def source_lines(text: str | None) -> str:
    """Return 第148—246行 for 148-246; several ranges stay apart."""
    if not text:
        return ""
    ranges = [re.sub(r"\s*-\s*", "—", part.strip()) for part in re.split(r"[,;，；]", text) if part.strip()]
    return words("第{lines}行", lines=words("、").join(ranges))


def source_pages(text: str) -> str:
    """Return 第3—5页 for 3-5, 第3页 for 3-3."""
    first, _, last = text.partition("-")
    if last in ("", first):
        return words("第{page}页", page=first)
    return words("第{first}—{last}页", first=first, last=last)


def citation(article: Any) -> str:
    """Return how an article is cited: title, number, bulletin, issue, printed page."""
    b, issue = article.bulletin, article.issue_page
    by = f"{b.byline}：" if b.byline else ""
    inner = b.title.replace("《", "〈").replace("》", "〉")
    text = f"{by}《{inner}》" + (f"（{b.doc_number}）" if b.doc_number else "")
    if issue:
        text += f"，载《{issue.meta.title}》{issue.label}" + (f"，第{b.page}页" if b.page else "")
    elif b.issued:
        text += f"，{han_date(b.issued)}"
    # What whoever cites it must know of its force, where gongbao.citations found something.
    known = "；".join(n.words for n in getattr(article, "notices", ()))
    return text + "。" + (f"（{known}）" if known else "")


def subject(title: str) -> str:
    """Return what a title says that it is about, as one may search for it; "" if that is too long or not said."""
    found = _SUBJECT.search(title)
    return found["subject"].strip("《》") if found else ""


def digits(text: str) -> str:
    """Return the digits of a text, one after another."""
    return re.sub(r"[^0-9]", "", text)


def unbracketed(text: str) -> str:
    """Take off the brackets that a whole text stands in."""
    inner = text.strip()
    while (
        len(inner) > 2
        and inner[0] in "（("
        and inner[-1] in "）)"
        and not re.search(r"[（()）]", inner[1:-1])
    ):
        inner = inner[1:-1].strip()
    return inner


def title_lines(title: str, agencies: tuple[str, ...] = ()) -> list[str]:
    """Split a title where it may break: after the agency, and after 关于印发, so that no name is torn apart."""
    segments = []
    rest = title
    for name in agencies:
        if rest.startswith(name) and len(rest) > len(name):
            segments.append(name)
            rest = rest[len(name) :].lstrip()
    if match := _ABOUT.match(rest):
        segments.append(match.group())
        rest = rest[match.end() :]
    return [*segments, rest] if rest else segments


def cover_lines(title: str) -> list[str]:
    """Split a bulletin's name into lines for a cover: before the words that name the body and the kind of bulletin."""
    lines: list[str] = []
    # From the end, so that the last line is full: 枫林县 / 人民政府公报.
    for word in reversed([part for part in _COVER_WORDS.split(title) if part]):
        if lines and len(word + lines[0]) <= _COVER_LINE:
            lines[0] = word + lines[0]
        else:
            count = -(-len(word) // _COVER_LINE)
            size = -(-len(word) // count)
            lines[:0] = [word[at : at + size] for at in range(0, len(word), size)]
    return lines


def parts(html: str) -> tuple[str, str]:
    """Split a body before its first attachment, item or day."""
    own, opening, rest = html.partition("<section ")
    return own, opening + rest


def prefix_ids(html: str, prefix: str) -> str:
    """Put a prefix before every id of a body and every link to one, so that bodies can share a page."""
    return _TAG.sub(lambda tag: _ID.sub(rf"\1{prefix}", tag.group()), html)


FILTERS = {
    "han_date": han_date,
    "source_lines": source_lines,
    "source_pages": source_pages,
    "citation": citation,
    "parts": parts,
    "title_lines": title_lines,
    "unbracketed": unbracketed,
    "prefix_ids": prefix_ids,
    "citation_picture": citation_diagram.of_article,
    "digits": digits,
    "subject": subject,
    "cover_lines": cover_lines,
}


@pass_context
def gettext(context: Context, text: str, /, **values: Any) -> str:
    """Word a text of a template as Jinja's own gettext of the new style does, in the singular or plural that is counted."""
    worded = site.translated(text, values)
    # The catalogue is the program's own; what fills it is escaped.
    markup = Markup(worded) if context.eval_ctx.autoescape else worded  # noqa: S704
    return markup % values
