"""Noise rules that look at the characters of one line: what they drop stands there whatever lines are around."""

import re

from gongbao.bulletin.fold import HAN

from .rule import Example, Rule, Span, matches

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_FETCHED = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png)[】\])）]?(?P<count>(?:[\s\u3000\xa0]*[（(【\[]?"
    r"(?:(?:已?下载|下载次数|下载量|浏览)[:：]?[\s\xa0]*\d*[\s\xa0]*次?|(?:大小[:：]?[\s\xa0]*)?[\d.]+[\s\xa0]*[KM]B?|预览)[）)】\]]?)+)[\s\u3000\xa0]*$",
    re.I,
)
_COUNTED = re.compile(r"\d")
_BRACKETED = re.compile(rf"(?<=[{HAN}])[（(](?P<inner>[a-zü{_TONED}\s]+)[)）]")


def _pinyin(text: str) -> list[Span]:
    return [m.span() for m in _BRACKETED.finditer(text) if any(c in _TONED for c in m["inner"])]


def _comments(text: str) -> list[Span]:
    """Find <!-- … -->; once none is closed any more, none that opens later is."""
    spans: list[Span] = []
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at + 4)) >= 0:
        spans.append((at, end + 3))
        at = text.find("<!--", end + 3)
    return spans


def _fetched(text: str) -> list[Span]:
    found = _FETCHED.search(text)
    return [found.span("count")] if found and _COUNTED.search(found["count"]) else []


RULES = (
    Rule(
        "control-character",
        "left by old word processors and by conversions; prints nothing",
        (Example("加强\x07管理", "加强管理"),),
        ("加强管理",),
        # What ended files under DOS, and the separators of lines, are blanks to Python and need no rule.
        characters=matches(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ufffe\uffff]+"),
    ),
    Rule(
        "broken-entity",
        "a blank of HTML that was not turned into one, whole or broken",
        (Example("一、&nbsp;总则&sp", "一、总则"),),
        ("A&B公司", "收入&支出"),
        characters=matches(r"&(?:sp|nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#12288);?"),
    ),
    Rule(
        "markup",
        "what Word writes into a page for itself, left as words where its tags were taken off",
        (
            Example("1111MicrosoftInternetExplorer402DocumentNotSpecified7.8 磅Normal0", ""),
            Example(
                "Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE MicrosoftInternetExplorer4 各局：", "各局："
            ),
        ),
        ("字号为7.8磅", "Normal 0"),
        characters=matches(
            r"\d{0,8}MicrosoftInternetExplorer\d+DocumentNotSpecified[\d.]+\s*磅(?:Normal)?\s*\d?\s*"
            r"|Normal\s*\d\s*(?:[\d.]+\s*磅\s*)?(?:\d\s*){0,3}(?:(?:false|true)\s*){2,}(?:[A-Z]{2}-[A-Z]{2}\s*|X-NONE\s*)*(?:MicrosoftInternetExplorer\d\s*)?"
        ),
    ),
    Rule(
        "injected-pinyin",
        "pinyin behind a character, which some sites put into texts",
        (Example("加大(dà)力度", "加大力度"),),
        ("加大（da）力度", "报告（GDP）", "(dà)"),
        characters=_pinyin,
    ),
    Rule(
        "web-prompt",
        "what asks the reader of a page to unfold, pay or scan",
        (Example("一是加强领导。展开全文", "一是加强领导。"), Example("当前隐藏内容免费查看", "")),
        ("要认真阅读全面落实的要求",),
        characters=matches(
            r"当前隐藏内容免费查看|(?:本文|以下)?(?:隐藏内容|剩余内容)[^，。]{0,12}(?:查看|阅读|显示)"
            r"|点击(?:阅读|查看|展开)(?:全文|更多|原文)|阅读全文|展开全文|下载全文|[（(]?微信扫一扫[^。]{0,12}[）)]?"
        ),
    ),
    Rule(
        "web-prompt",
        "how often a file was fetched, and how large it is, behind its name",
        (
            Example("附件【岗位表.xls】已下载35次", "附件【岗位表.xls】"),
            Example("附件1.岗位表.docx（23.5KB） 下载", "附件1.岗位表.docx"),
        ),
        ("岗位表.xls已下载", "已下载35次", "图片不超过200KB"),
        characters=_fetched,
    ),
    Rule(
        "html-tag",
        "a comment of HTML",
        (Example("第一条<!-- 页眉 --> 为了", "第一条 为了"),),
        ("<!-- 没有结尾",),
        characters=_comments,
    ),
    Rule(
        "html-tag",
        "a tag of HTML in a text",
        (Example('<p align="left">各县：</p>', "各县："), Example("甲<br/>乙", "甲乙")),
        ("甲<乙>丙", "a < b，c > d"),
        characters=matches(r"(?i:</?(?:a|p|br|span|div|font|b|strong|u|em|i|center|hr|img|sup|sub)\b[^<>]*>)"),
    ),
    Rule(
        "image-mark",
        "a picture of Markdown",
        (Example("![](图1.png)见下", "见下"),),
        ("!（见图）",),
        characters=matches(r"!\[[^\[\]]*\]\([^()\s]*\)"),
    ),
    Rule(
        "markdown-mark",
        "the first bracket of a link of Markdown; its words stay",
        (Example("见[通知](./a.html)", "见通知](./a.html)"),),
        ("国发[2014]5号", "[注](详见后)"),
        characters=matches(r"\[(?=[^\[\]]+\]\((?:#|https?://|\./|/)[^()\s]*\))"),
    ),
    Rule(
        "markdown-mark",
        "the target of a link of Markdown",
        (Example("见通知](./a.html)。", "见通知。"),),
        ("[注](详见后)",),
        characters=matches(r"(?<=\S)\]\((?:#|https?://|\./|/)[^()\s]*\)"),
    ),
    Rule(
        "markdown-mark",
        "a line of dashes, stars or underscores",
        (Example("---", ""), Example("  *****", "")),
        ("--", "——", "甲---乙"),
        characters=matches(r"^\s*(?:-{3,}|\*{3,}|={3,}|_{3,})\s*$"),
        parts=True,
    ),
    Rule(
        "ornament",
        "a line of print, with or without a star, as it stands between red head and title or above the foot",
        (Example("————————", ""), Example("———★———", "")),
        ("——甲乙丙", "—————"),
        characters=matches(
            r"^(?:[—–―─━═－\s]{6,}|[—–―─━═－\-\s]*[★☆※][—–―─━═－\-\s]*|(?:[★☆※◇◆▲△■＊*][\s\u3000]*){3,})$"
        ),
        parts=True,
    ),
    Rule(
        "stray-mark",
        "a speck of dirt that a scan has read as a sign, alone on its line",
        (Example("~", ""), Example(" | ", "")),
        ("~~~", "1~2"),
        characters=matches(r"^\s*[~～'‘’`´^|｜\\_¬¦]{1,2}\s*$"),
    ),
    Rule(
        "page-turn",
        "what sends the reader on to another page, and back",
        (Example("认真落实（下转第3页）", "认真落实"), Example("上接第1版", "")),
        ("转第3页登记", "（转发国办通知）"),
        characters=matches(
            r"[（(【]\s*(?:下\s*转|上\s*接|转|接)\s*(?:第\s*\d{1,3}\s*[页版]|[上下]页)\s*[)）】]"
            r"|^\s*(?:下转|上接)第\s*\d{1,3}\s*[页版]\s*$"
        ),
    ),
    Rule(
        "page-without-text",
        "what a page says that holds nothing but signature and seal",
        (Example("（此页无正文）", ""), Example("(以下无正文，为签署页)", "")),
        ("此页无正文的，应当注明", "（此件公开发布）"),
        characters=matches(r"^\s*[（(【\[]?\s*(?:此页|本页|该页|以下|此处)\s*(?:为?空白|无\s*正\s*文)(?:[，,][^（()）。]{0,16})?\s*[)）】\]]?\s*$"),
    ),
)  # fmt: skip
