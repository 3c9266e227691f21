"""The line under a title that says when and by whom a page was put up: 来源：… 发布时间：…."""

import re
from functools import lru_cache

from bs4 import BeautifulSoup, Tag

from gongbao.bulletin import dates
from gongbao.bulletin.agency import is_agency

from ...words import labels_of
from .chrome import is_chrome_line
from .labels import LABELLED, has_buttons, inline_pairs

# 2023-02-26 18:01 来源：… – when it was put up, without a label.
_BAR, _WHO = re.compile("[|｜]"), re.compile(r"[^\s，。；：:]{2,20}")
_WHEN = re.compile(rf"{dates.PUT_UP}(?:[\s\xa0]*{dates.TIME})?")
_DATE_OR_NOTHING = re.compile(
    rf"[\s\u3000\xa0|｜]*(?:[\[【（(]?[\s\xa0]*{dates.PUT_UP}[\s\xa0]*(?:{dates.TIME})?[\s\xa0]*[\]】）)]?)?[\s\u3000\xa0|｜]*"
)
_OF_TEXTS = frozenset(
    "时间 日期 主题 公开属性 公开方式 公开形式 公开类别 编号 分类 类别 名称 主题词 关键词".split()
)
# 原创 某某民政 2024-04-02 09:12 某地: who put a text up, and when, as accounts of WeChat say it.
_PUT_UP = re.compile(
    rf"(?:原创[\s\u3000]*)?(?P<who>[^\s，。：]{{2,16}})(?:[\s\u3000]+(?P=who))?[\s\u3000]+(?P<when>{dates.PUT_UP}[\s\u3000]+{dates.TIME})"
    r"(?:[\s\u3000]+(?:发表于)?[^\s，。]{2,6})?"
)
# 【时间：2022-05-12】【来源：某局】【字号：大 中 小】, [作者：校办] [发表时间：2003-11-18]
_IN_BRACKETS = re.compile(
    r"(?:【[^【】]{1,60}[:：][^【】]{0,60}】[\s\u3000\xa0]*)+|(?:\[[^\[\]]{1,60}[:：][^\[\]]{0,60}\][\s\u3000\xa0]*)+"
)
# 某某人大网 http://www.example.gov.cn 2019-07-02 10:12:00 来源：…
_SITE_AND_DAY = re.compile(
    rf"[\s\u3000\xa0]*[^\s，。；：:]{{2,16}}[\s\u3000\xa0]+(?:https?://|www\.)\S+[\s\u3000\xa0]+(?:{dates.PUT_UP}[\s\xa0]*(?:{dates.TIME})?)?[\s\u3000\xa0]*"
)
_COUNTER = re.compile(
    r"[\s\u3000\xa0]*+[(（\[【]\s*(?:浏览|阅读|点击|访问|人气)(?:次数|量|数|人数|人次)?\s*[:：]?\s*\d*\s*次?\s*[)）\]】]|"
    r"[\s\u3000\xa0]++(?:浏览|阅读|点击|访问|人气)(?:次数|量|数|人数|人次)?\s*[:：]\s*[【\[]?\d*[】\]]?\s*次?(?=[\s\u3000\xa0]|$)|[\s\u3000\xa0]++[【\[][\s\u3000\xa0]*(?:我要)?(?:关闭|打印|返回)(?:窗口|本页)?[\s\u3000\xa0]*[】\]]"
)
_STAMP_IN_BRACKETS = re.compile(
    rf"^[\s\u3000\xa0]*[\[【](?P<when>{dates.PUT_UP}(?:[\s\xa0]*{dates.TIME})?)[\]】](?=[\s\u3000\xa0])"
)
_SIZES = re.compile(
    r"^[\s\u3000\xa0]*字[体号](?:大小)?[:：][\[【(（]?(?:[\s|]*(?:超?大|中|小)){2,3}[\s|]*[\]】)）]?(?=.)"
)
# Tags of a page for the day on which it was put up, by the rules for sites of governments and by schema.org.
_TAGS_OF_DAY = (
    "pubdate",
    "publishdate",
    "firstpublishedtime",
    "article:published_time",
    "og:published_time",
    "datepublished",
    "maketime",
)
# 2018-11-05 10:21 教材科 (点击：318): when and by whom, without labels.
_BLANK = r"[\s\u3000\xa0]*"
_BARE = re.compile(
    rf"{_BLANK}+(?:[\[【(（](?P<by>[^\s，。；：:\d]{{2,16}})[)）】\]])?{_BLANK}+(?P<when>{dates.PUT_UP}[\s\xa0]*(?:{dates.TIME})?){_BLANK}(?P<who>[^\s，。；：:\d]{{2,16}})?{_BLANK}"
)
# 2024-05-20 16:02某市科学技术局点击204次: the same, set apart by their styles alone.
_BARE_AND_COUNTED = re.compile(
    rf"{_BLANK}(?P<when>{dates.PUT_UP}[\s\xa0]*(?:{dates.TIME})?){_BLANK}(?P<who>[^\s，。；：:\d]{{2,16}}?){_BLANK}"
    rf"(?:浏览|阅读|点击|访问|人气)(?:次数|量|数)?{_BLANK}[:：]?{_BLANK}\d+{_BLANK}次?{_BLANK}"
)
# 2023-10-17 08:45某某日报记者 甲某字号：T|T
_WITH_SIZES = re.compile(
    rf"{_BLANK}(?P<when>{dates.PUT_UP}[\s\xa0]+{dates.TIME}){_BLANK}(?P<who>[^\s，。；：:\d]{{2,16}}?){_BLANK}"
    rf"(?:(?:记者|作者|通讯员)[:：]?(?P<by>[^，。；：:\d]{{2,20}}?))?{_BLANK}[\[【(（]?字[号体](?:大小)?[:：][^，。；]{{0,16}}"
)
_TO_THE_MINUTE = re.compile(rf"[\s\u3000\xa0]*{dates.PUT_UP}[\s\xa0]+{dates.TIME}[\s\u3000\xa0]*")
# The issue in which a site's text is printed: 2021年第5期.
_ISSUE = re.compile(r"^[\s\u3000\xa0]*\d{4}年第?\d{1,3}期(?:[（(]?总第?\d{1,4}期[)）]?)?[\s\u3000\xa0|｜]*")
_STAMP = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+[\d:]{4,8})?")
# Several steps ask the same of each line of a page; so many answers are kept.
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def info_line(text: str) -> tuple[tuple[str, str], ...]:
    """Return the labels and values of a line under a title (来源：… 发布时间：…), if it is nothing else."""
    if _IN_BRACKETS.fullmatch(text.strip(" \u3000\xa0")):
        text = re.sub(r"[【】\[\]]+", " ", text).strip()
    if found := _without_labels(text):
        return found
    # [2023-11-03 16:22:09]　浏览：12次
    text = _STAMP_IN_BRACKETS.sub(r"\g<when>", text)
    # 字号：大 中 小 日期：2020-09-02
    text = _SIZES.sub("", text)
    # 时间：2019年04月03日　点击：12次　【关闭】
    bare = _COUNTER.sub("", text)
    counted, text = bare != text, bare
    if _TO_THE_MINUTE.fullmatch(text):
        return _when_and_who(text, None)
    if counted and (said := _BARE.fullmatch(text)):
        return _when_and_who(said["when"], said["by"] or said["who"])
    issue = _ISSUE.match(text)
    text = text[issue.end() :] if issue else text
    pairs = list(inline_pairs(text))
    first = LABELLED.search(text)
    if not pairs or first is None:
        return ()
    before = text[: first.start()]
    day = _STAMP.search(before)
    # Behind the day the office may stand that put it up.
    if not (
        _DATE_OR_NOTHING.fullmatch(before)
        or (day and is_agency(before[day.end() :]))
        or _SITE_AND_DAY.fullmatch(before)
    ):
        return ()
    if day:
        # 2020-08-14 09:12 来源：…: when a page was put up needs no label.
        pairs.append(("发布时间", day.group()))
    if issue:
        pairs.append(("期号", issue.group().strip(" \u3000\xa0|｜")))
    # 日期：2022年12月09日【字体：大 中 小】
    tooled = has_buttons(text)
    if len(pairs) == 1 and not (counted or tooled) and _may_be_text(*pairs[0]):
        return ()
    return tuple(pairs) if all(len(value) <= 60 for _, value in pairs) else ()


def _without_labels(text: str) -> tuple[tuple[str, str], ...]:
    """Return when and by whom a page was put up, where no label says so."""
    if put_up := _PUT_UP.fullmatch(text.strip(" \u3000\xa0")):
        return (("来源", put_up["who"]), ("发布时间", put_up["when"]))
    if barred := _barred(text):
        return barred
    if said := _BARE_AND_COUNTED.fullmatch(text):
        return _when_and_who(said["when"], said["who"])
    if said := _WITH_SIZES.fullmatch(text):
        by = (("作者", said["by"].strip()),) if said["by"] else ()
        return (*_when_and_who(said["when"], said["who"]), *by)
    return ()


def put_up_to_the_minute(text: str) -> bool:
    """Tell whether a line is the minute at which a page was put up, and nothing else: 2023-05-11 18:22."""
    return _TO_THE_MINUTE.fullmatch(text) is not None


def put_up_by_page(soup: BeautifulSoup, card: dict[str, str]) -> dict[str, str]:
    """Return a card with when the page was put up, where the card does not say it: among the furniture of an account of
    WeChat (2020年04月18日 19:30), or in the tags that sites of governments have for it (PubDate)."""
    tag = soup.find(id="publish_time")
    text = tag.get_text().strip() if tag is not None else ""
    if dates.find(text):
        return {"发布时间": text} | card
    if any(card.get(label) for label in labels_of("published")):
        return card
    said = {_name_of(meta): str(meta.get("content") or "").strip() for meta in soup.find_all("meta")}
    day = next((text for name in _TAGS_OF_DAY if dates.find(text := said.get(name, ""))), "")
    return card | {"发布时间": day} if day else card


def _name_of(meta: Tag) -> str:
    return str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()


def _barred(text: str) -> tuple[tuple[str, str], ...]:
    """Return when and by whom a page was put up, as one line without labels says it: 2023-08-11 15:02 | 某市政府新闻办 | 打印."""
    parts = [part.strip(" \u3000\xa0") for part in re.split("[|｜]", text)] if _BAR.search(text) else []
    if len(parts) < 2 or not _WHEN.fullmatch(parts[0]) or not all(map(is_chrome_line, parts[2:])):
        return ()
    who = parts[1]
    if is_chrome_line(who):
        return _when_and_who(parts[0], None)
    return (("发布时间", parts[0]), ("来源", who)) if _WHO.fullmatch(who) else ()


def _when_and_who(when: str, who: str | None) -> tuple[tuple[str, str], ...]:
    return (("发布时间", when.strip()), *([("来源", who)] if who else []))


def _may_be_text(label: str, value: str) -> bool:
    """Tell whether a line with one label may as well be the document's: the time of a meeting, its disclosure."""
    return label in _OF_TEXTS and not _STAMP.fullmatch(value)
