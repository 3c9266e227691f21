"""What an article is called where its own head does not say it, or says less than the page that shows it."""

import re

from gongbao.bulletin.fold import fold
from gongbao.messages import Message

from ..model.edition import Edition
from ..model.lines import tidy
from ..model.record import Flag, Inference, Record

_FIRST_WORDS = 24
_LEAST_NAME = 6
# What a system heads each of its pages by.
_SHOWN = re.compile(
    "(?:来信|信件|留言|问答|咨询|文章|信息|新闻|公告|文件|公文|政策|内容|办件)?(?:详情|详细|详细信息|详细内容|内容|正文|展示|查看|浏览)页?"
)
# 关于某事的咨询-县长信箱-某县人民政府
_OF_SITE = re.compile(r"\s*[-_|｜–—]+\s*")


def call_as_the_page_does(edition: Edition) -> None:
    """Call a single order by the one text that it issues, where the page itself is called so."""
    if len(edition.records) != 1:
        return
    record = edition.records[0]
    if _call_in_full(edition, record) or _call_by_page(edition, record):
        return
    issued = [block.text for block in record.blocks if block.kind == "attachment"]
    named_by_head = record.order_of and record.where.get("title") == record.where.get("order_of")
    if not named_by_head or len(issued) != 1:
        return
    pages = [fold(drop.line.text) for drop in edition.drops if drop.rule == "page-title"]
    if any(page.startswith(fold(issued[0])) for page in pages):
        record.fields["title"] = issued[0]
        record.inferred.append(Inference("title", issued[0], "page-title"))


def _call_in_full(edition: Edition, record: Record) -> bool:
    """Call a text whose head is no more than agency and genre (教育部令) as the page does: 教育部令：修正「…」."""
    title = fold(str(record.fields.get("title") or ""))
    for drop in edition.drops:
        page = drop.line.text.strip()
        if title and drop.rule == "page-title" and re.match(rf"{re.escape(title)}[:：]\S", fold(page)):
            record.fields["title"] = tidy(page)
            record.inferred.append(Inference("title", tidy(page), "page-title"))
            return True
    return False


def _call_by_page(edition: Edition, record: Record) -> bool:
    """Call a text by the page's own name, where its heading says no more than that it is shown: 来信详情."""
    title = fold(str(record.fields.get("title") or ""))
    page = next((drop.line.text.strip() for drop in edition.drops if drop.rule == "page-title"), "")
    name = _OF_SITE.split(page)[0].strip()
    if not _SHOWN.fullmatch(title) or len(name) < _LEAST_NAME:
        return False
    record.add_note(str(record.fields["title"]))
    record.fields["title"] = tidy(name)
    record.inferred.append(Inference("title", tidy(name), "page-title"))
    return True


def entitle(record: Record, source: str) -> None:
    """Give a text without a title its first words, else the name of its file, and say so."""
    if record.fields.get("title"):
        return
    words = next((block.text for block in record.blocks if block.text.strip()), "")
    title, rule = (words[:_FIRST_WORDS], "first-words") if words else (source, "file-name")
    record.fields["title"] = title
    record.inferred.append(Inference("title", title, rule))
    what = (
        Message("no title was found: the text is called by its first words")
        if words
        else Message("no title was found: the text is called by the name of its file")
    )
    first = record.lines()[:1]
    record.flags.append(Flag(first[0].number if first else 0, title, what, "title-not-found"))
