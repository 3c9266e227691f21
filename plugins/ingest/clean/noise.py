"""Noise rules: what stands in a source and is no content. Every rule has a name, which the ledger keeps."""

import html
import re
from dataclasses import replace

from plugins.bulletin.fold import HAN

from ..forms.elements import FILE
from ..model.lines import Drop, Line
from .furniture import PAGE_DECORATED, page_numbers, running_heads

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_INJECTED = re.compile(rf"(?<=[{HAN}])[（(][a-zü{_TONED}\s]*[{_TONED}][a-zü{_TONED}\s]*[)）]")
_ENTITY = re.compile(r"&(?:sp|nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#12288);?")
_TAG = re.compile(r"</?(?:a|p|br|span|div|font|b|strong|u|em|i|center|hr|img|sup|sub)\b[^<>]*>", re.I)
_LINK_END = re.compile(r"(?<=\S)\]\((?:#|https?://|\./|/)[^()\s]*\)")
_LINK_START = re.compile(r"\[(?=[^\[\]]+\]\((?:#|https?://|\./|/)[^()\s]*\))")
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
# Left by old word processors and by conversions; they print nothing.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]+")
_COMMENT = re.compile(r"<!--.*?-->")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|={3,}|_{3,})\s*$")
# A line of print, with or without a star, as it stands between red head and title or above the foot.
_ORNAMENT = re.compile(r"^(?:[—–―─━═－\s]{6,}|[—–―─━═－\-\s]*[★☆※][—–―─━═－\-\s]*)$")
# A speck of dirt that a scan has read as a sign, alone on its line.
_STRAY = re.compile(r"^\s*[~～'‘’`´^|｜\\_¬¦]{1,2}\s*$")
# What sends the reader on to another page, and back: （下转第3页）, （上接第1页）.
_TURN = re.compile(
    r"[（(【]\s*(?:下\s*转|上\s*接|转|接)\s*(?:第\s*\d{1,3}\s*[页版]|[上下]页)\s*[)）】]"
    r"|^\s*(?:下转|上接)第\s*\d{1,3}\s*[页版]\s*$"
)
_NAMED_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6});")
_PROMPT = re.compile(
    r"当前隐藏内容免费查看|(?:本文|以下)?(?:隐藏内容|剩余内容)[^，。]{0,12}(?:查看|阅读|显示)|点击(?:阅读|查看|展开)(?:全文|更多|原文)|阅读全文|展开全文|下载全文|[（(]?微信扫一扫[^。]{0,12}[）)]?"
)
# Parts of a web page's furniture: a line of nothing but these is no content.
_CHROME_PART = (
    r"(?:[您你]?(?:的|现在的?|当前的?|所在的?|当前所在的?|现在所在的?)位置)[:：]?.*"
    r"|首页\s*[>›»].*|(?:发布|更新|发表|公开|归档|录入|上传|发稿|创建)(?:时间|日期)?\s*[:：]\s*\d{4}.{0,20}|(?:时间|日期)\s*[:：]\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+[\d:]{4,8})?|(?:信息)?来源\s*[:：]\s*[^。；]{0,24}|作者\s*[:：]\s*[^。；]{0,16}"
    r"|(?:浏览|点击|阅读|访问|下载)(?:次?数|量|率)?\s*[:：]\s*[\d ]*次?"
    r"|【?\s*字[体号](?:大小)?\s*[:：]?\s*[【\[]?\s*(?:超?大|特大)?[\s|]*[大中小\s|]*[】\]]?|[【\[]?\s*[大中小](?:\s+[大中小]){1,2}\s*[】\]]?"
    r"|[【\[]?\s*(?:打印本?页?|关闭窗口?|打印|关闭|收藏|分享|返回顶部|返回|我要纠错|大|中|小|分享到|微信|微博|复制链接|保护视力色)\s*[】\]]?"
    r"|[【\[]?\s*(?:(?:点击)?(?:此处)?下载附件|附件下载)\s*[:：]?\s*[】\]]?"
    r"|(?:下载|原文|文章|本文)(?:地址|链接|网址)\s*[:：]\s*(?:点击.*|此处.*|https?:.*|www.*)?"
    r"|(?:责任)?编辑\s*[:：]\s*\S{1,8}|审核\s*[:：]\s*\S{1,8}|扫一扫.*|分享到.*|收藏本[文页]|(?:上|下)一[篇条]\s*[:：].*|视力保护色.*"
    r"|.{0,20}\d{4}-\d\d-\d\d \d\d:\d\d\s+(?:发表|发布)于\S{1,8}|(?:长按|识别|扫描).{0,8}二维码.{0,20}"
    r"|(?:点赞|在看|转发|收藏|分享|关注)(?:[、，和及 ]+(?:点赞|点个在看|在看|转发|收藏|分享|关注)).{0,16}"
    r"|版权所有.*|主办单位[:：].*(?:承办|技术支持).*|.{0,12}ICP备.*号?.*|.{0,6}公网安备.*|网站标识码.*|网站地图.*|联系我们.*"
)
_CHROME = re.compile(rf"^(?:(?:{_CHROME_PART})(?:[\s\u3000]{{1,}}|(?=【)|$))+$")
_RELATED = re.compile(r"^(?:相关范文推荐|相关推荐|猜你喜欢|热门推荐|热门文章|相关文章|相关链接)[:：]?$")
_ROLE = re.compile(
    r"^(?:(?:总|副|执行)?\s*主\s*编|副?总编辑?|(?:副)?主\s*任|编\s*委|委\s*员|编\s*审|校\s*对|责任校对|美术编辑|主\s*审|监\s*审)[\s\u3000]*[:：]"
)
_BOLD = re.compile(r"\*\*(?P<inner>[^*\n]+?)\*\*")
_DASH = re.compile(r"^[-*+•]\s+(?=\S)")
_NUMBERED_TAB = re.compile(
    rf"^\s*#{{0,6}}\s*(?:第[{HAN}\d]{{1,5}}[编篇章节条]|[（(]?[{HAN}\d]{{1,3}}[)）、.．])\t[^\t]+$"
)
# 2 0 1 6年 7月 1 2日: recognition has set each figure apart.
_FIGURES = re.compile(r"(?<![0-9A-Za-z.])\d(?: [.\d](?![0-9A-Za-z.]))+")
_AFTER_FIGURES = re.compile(r" ?[年月日号]")
_HEAD = 4
_HASHES = re.compile(r"^(?P<level>#{1,6})\s+")


def clean(lines: list[Line]) -> tuple[list[Line], list[Drop]]:
    """Apply the noise rules in order; return what stays and what was dropped by which rule."""
    drops: list[Drop] = []
    lines = _drop_related_tail(lines, drops)
    lines = [_inner_noise(line, drops) for line in lines]
    lines = [_figures(_entities(line, drops)) for line in lines]
    lines = _untabbed(lines)
    lines = _markdown_marks([line for line in lines if line.text.strip()], drops)
    rules = dict(running_heads(lines))
    rules.update(
        {
            at: "web-chrome"
            for at, line in enumerate(lines)
            if _CHROME.match(line.text.strip()) and not _among_editors(lines, at)
        }
    )
    for at in range(1, len(lines)):
        # The files to be fetched stand below 附件下载.
        if rules.get(at - 1) == "web-chrome" and FILE.match(lines[at].text.strip()):
            rules[at] = "web-chrome"
    for at in range(len(lines) - 1):
        # The name of an account stands over the line that says when it wrote.
        name = lines[at].text.strip()
        if rules.get(at + 1) == "web-chrome" and at < _HEAD and lines[at + 1].text.strip().startswith(name):
            rules[at] = "web-chrome"
    rules.update(page_numbers(lines, set(rules)))
    kept: list[Line] = []
    gap, broken = 0, False
    for at, line in enumerate(lines):
        if at in rules:
            drops.append(Drop(rules[at], line))
            # What stood around dropped furniture stands at a page break.
            gap, broken = (
                max(gap, line.gap),
                broken or rules[at] in {"page-number", "running-head"} or line.page_break,
            )
        else:
            kept.append(
                replace(line, gap=max(gap, line.gap), page_break=line.page_break or broken or line.gap >= 3)
            )
            gap, broken = 0, False
    return kept, drops


def _among_editors(lines: list[Line], at: int) -> bool:
    """Tell whether 责任编辑：X is a line of a bulletin's own list of editors: another role stands beside it."""
    if not re.match(r"(?:责任)?编辑|审核", lines[at].text.strip()):
        return False
    beside = [lines[n].text.strip() for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return any(_ROLE.match(text) for text in beside)


def _drop_related_tail(lines: list[Line], drops: list[Drop]) -> list[Line]:
    """Drop a web page's list of related texts: its heading in the last tenth of the text, and all below it."""
    for at in range(len(lines) - 1, max(int(len(lines) * 0.9) - 2, 0), -1):
        if _RELATED.match(lines[at].text.strip()):
            drops.extend(Drop("web-chrome", line) for line in lines[at:])
            return lines[:at]
    return lines


def _take_out(line: Line, pattern: re.Pattern[str], rule: str, drops: list[Drop]) -> Line:
    spans = [match.span() for match in pattern.finditer(line.text)]
    drops.extend(Drop(rule, line.cut(a, b)) for a, b in spans)
    return line.without(spans) if spans else line


def _inner_noise(line: Line, drops: list[Drop]) -> Line:
    for pattern, rule in (
        (_CONTROL, "control-character"),
        (_ENTITY, "broken-entity"),
        (_INJECTED, "injected-pinyin"),
        (_PROMPT, "web-prompt"),
        (_COMMENT, "html-tag"),
        (_TAG, "html-tag"),
        (_IMAGE, "image-mark"),
        (_LINK_START, "markdown-mark"),
        (_LINK_END, "markdown-mark"),
        (_RULE, "markdown-mark"),
        (_ORNAMENT, "ornament"),
        (_STRAY, "stray-mark"),
        (_TURN, "page-turn"),
    ):
        line = _take_out(line, pattern, rule, drops)
    return line


def _entities(line: Line, drops: list[Drop]) -> Line:
    """Set the sign that an HTML entity stands for (&ldquo; → “) in its first place; the rest of it is dropped."""
    found = [m for m in _NAMED_ENTITY.finditer(line.text) if len(html.unescape(m.group())) == 1]
    if not found:
        return line
    chars = list(line.text)
    for match in found:
        chars[match.start()] = html.unescape(match.group())
        drops.append(Drop("broken-entity", line.cut(match.start() + 1, match.end())))
    line = replace(line, text="".join(chars))
    return line.without([(m.start() + 1, m.end()) for m in found])


def _untabbed(lines: list[Line]) -> list[Line]:
    """Take the tab behind a numbering (第五章→其他规定) for the blank that it is; in a table there are more."""
    out = []
    for at, line in enumerate(lines):
        beside = [lines[n].text for n in (at - 1, at + 1) if 0 <= n < len(lines)]
        match = _NUMBERED_TAB.match(line.text)
        if match and line.hint != "table" and not any("\t" in text for text in beside):
            line = replace(line, text=line.text.replace("\t", "\u3000")).strip()
        out.append(line)
    return out


def _figures(line: Line) -> Line:
    """Close up a number whose figures stand one by one; a run of two only where it is part of a date or number."""
    if "\t" in line.text or "  " in line.text.strip():
        return line
    found = [
        match
        for match in _FIGURES.finditer(line.text)
        if len(match.group()) > 4 or _AFTER_FIGURES.match(line.text, match.end())
    ]
    blanks = [n for match in found for n in range(*match.span()) if line.text[n] == " "]
    return line.without((n, n + 1) for n in blanks) if blanks else line


def _pipe_row(line: Line, drops: list[Drop]) -> Line:
    """Read a row of a Markdown table as cells parted by tabs; its rule of dashes is dropped."""
    if re.fullmatch(r"[|\s:-]+", line.text.strip()):
        drops.append(Drop("markdown-mark", line))
        return line.cut(0, 0)
    pipes = [n for n, c in enumerate(line.text) if c == "|" and line.text[n - 1 : n] != "\\"]
    drops.extend(Drop("markdown-mark", line.cut(n, n + 1)) for n in pipes)
    text = "".join("\t" if n in pipes else c for n, c in enumerate(line.text))
    return replace(line, text=text, hint="table").cut(pipes[0] + 1, pipes[-1])


def _markdown_marks(lines: list[Line], drops: list[Drop]) -> list[Line]:
    """Drop #, ** and list dashes; where ** masks digits (**年**月) it is text and stays."""
    pairs = [(line.text, m) for line in lines for m in _BOLD.finditer(line.text)]
    # A lead set bold opens its line; a mask stands anywhere.
    leads = sum(1 for text, m in pairs if len(text[: m.start()].strip()) <= 5 and len(m["inner"]) <= 60)
    bold = bool(pairs) and leads >= 0.6 * len(pairs)
    out = []
    for line in lines:
        if _PIPES.match(line.text):
            line = _pipe_row(line, drops)
            if not line.text.strip():
                continue
        elif match := _HASHES.match(line.text):
            drops.append(Drop("markdown-mark", line.cut(0, match.end())))
            line = replace(line.cut(match.end()), hint=f"h{len(match['level'])}")
        elif (match := _DASH.match(line.text)) and not PAGE_DECORATED.fullmatch(line.text.strip()):
            drops.append(Drop("list-mark", line.cut(0, match.end())))
            line = replace(line.cut(match.end()), dash=True)
        if bold:
            marks = [
                s
                for m in _BOLD.finditer(line.text)
                for s in ((m.start(), m.start() + 2), (m.end() - 2, m.end()))
            ]
            drops.extend(Drop("markdown-mark", line.cut(a, b)) for a, b in marks)
            line = line.without(marks) if marks else line
        out.append(line if "\t" in line.text else line.strip())
    return out
