"""Noise rules: what stands in a source and is no content. Every rule has a name, which the ledger keeps."""

import re
from collections import Counter
from dataclasses import replace

from plugins.bulletin.fold import HAN, fold

from .lines import Drop, Line

# A syllable of pinyin without tone; enough to tell pinyin from English and from codes.
_INITIAL = "zh|ch|sh|b|p|m|f|d|t|n|l|g|k|h|j|q|x|r|z|c|s|y|w"
_FINAL = "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|üan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|er|a|o|e|i|u|v|ü"
_PINYIN = re.compile(rf"(?:(?:{_INITIAL})?(?:{_FINAL})){{4,}}")
_LATIN_LINE = re.compile(r"[A-Za-z][A-Za-z\s.'’·,&-]{8,}")
_ENGLISH_HEAD = re.compile(r"\b(?:Gazette|Bulletin|Government|Communique)\b", re.I)
_PAGE_DECORATED = re.compile(
    r"(?:[—–\-－一~～·•.\s]{1,4}\s*\d{1,4}\s*[—–\-－一~～·•.\s]{1,4}"
    r"|第\s*\d{1,4}\s*页(?:[\s,，/（(]*共\s*\d{1,4}\s*页[)）]?)?|\d{1,4}\s*/\s*\d{1,4}|[PpＰ][.．]?\s*\d{1,4}|-\s*\d{1,4}\s*-)"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_HEAD_WITH_PAGE = re.compile(
    r"^(?:[·•.\s—-]*\d{1,3}[·•.\s—-]*)?(?P<name>[^\d]{2,40}?)(?:[·•.\s—-]*\d{1,3}[·•.\s—-]*)?$"
)
_ISSUE_HEAD = re.compile(
    r"(?:公报|政报)[\s·]*(?:\d{4}\s*年?[\s·.]*)?(?:第?\s*\d{1,3}\s*期)?|\d{4}\s*年?\s*第\s*\d{1,3}\s*期"
)
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_INJECTED = re.compile(rf"(?<=[{HAN}])[（(][a-zü{_TONED}\s]*[{_TONED}][a-zü{_TONED}\s]*[)）]")
_ENTITY = re.compile(r"&(?:sp|nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#12288);?")
_PROMPT = re.compile(
    r"当前隐藏内容免费查看|(?:本文|以下)?(?:隐藏内容|剩余内容)[^，。]{0,12}(?:查看|阅读|显示)|点击(?:阅读|查看|展开)(?:全文|更多|原文)|阅读全文|展开全文|下载全文|[（(]?微信扫一扫[^。]{0,12}[）)]?"
)
_CHROME = re.compile(
    r"^(?:相关范文推荐|相关推荐|猜你喜欢|热门推荐|热门文章|上一篇[:：].*|下一篇[:：].*|返回顶部|打印本页|关闭窗口|【?字体[:：].*|分享到.*|收藏本[文页]"
    r"|您现在的位置.*|当前位置[:：].*|首页\s*[>›»].*|扫一扫.*|版权所有.*|.{0,12}ICP备.*号.*|.{0,6}公网安备.*|网站标识码.*|浏览次数.*|点击数.*|【打印】.*|【关闭】.*|责任编辑[:：][^，。]{1,8}$)$"
)
_RELATED = re.compile(r"^(?:相关范文推荐|相关推荐|猜你喜欢|热门推荐|热门文章|相关文章|相关链接)[:：]?$")
_BOLD = re.compile(r"\*\*(?P<inner>[^*\n]+?)\*\*")
_DASH = re.compile(r"^[-*+•]\s+(?=\S)")
_HASHES = re.compile(r"^(?P<level>#{1,6})\s+")


def clean(lines: list[Line]) -> tuple[list[Line], list[Drop]]:
    """Apply the noise rules in order; return what stays and what was dropped by which rule."""
    drops: list[Drop] = []
    lines = _drop_related_tail(lines, drops)
    lines = [_inner_noise(line, drops) for line in lines]
    lines = _markdown_marks([line for line in lines if line.text.strip()], drops)
    rules = dict(_running_heads(lines))
    rules.update({at: "web-chrome" for at, line in enumerate(lines) if _CHROME.match(line.text.strip())})
    rules.update(_page_numbers(lines, set(rules)))
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
        (_ENTITY, "broken-entity"),
        (_INJECTED, "injected-pinyin"),
        (_PROMPT, "web-prompt"),
    ):
        line = _take_out(line, pattern, rule, drops)
    return line


def _markdown_marks(lines: list[Line], drops: list[Drop]) -> list[Line]:
    """Drop #, ** and list dashes; where ** masks digits (**年**月) it is text and stays."""
    pairs = [(line.text, m) for line in lines for m in _BOLD.finditer(line.text)]
    # A lead set bold opens its line; a mask stands anywhere.
    leads = sum(1 for text, m in pairs if len(text[: m.start()].strip()) <= 5 and len(m["inner"]) <= 60)
    bold = bool(pairs) and leads >= 0.6 * len(pairs)
    out = []
    for line in lines:
        if match := _HASHES.match(line.text):
            drops.append(Drop("markdown-mark", line.cut(0, match.end())))
            line = replace(line.cut(match.end()), hint=f"h{len(match['level'])}")
        elif match := _DASH.match(line.text):
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


def is_pinyin(text: str) -> bool:
    """Tell whether a line is pinyin, as running heads and covers have it; blanks in the wrong place do no harm."""
    letters = re.sub(r"[^a-zü]", "", text.lower())
    return bool(_LATIN_LINE.fullmatch(text.strip())) and bool(_PINYIN.fullmatch(letters))


def _running_heads(lines: list[Line]) -> dict[int, str]:
    """Find running heads: pinyin or English lines below the cover, and short lines repeated in mid-text."""
    found: dict[int, str] = {}
    first_text = next((i for i, line in enumerate(lines) if len(line.text) > 60), len(lines))
    for at, line in enumerate(lines):
        text = line.text.strip()
        if at > min(first_text, 30) and (
            is_pinyin(text) or (_LATIN_LINE.fullmatch(text) and _ENGLISH_HEAD.search(text))
        ):
            found[at] = "running-head"
    # Chinese running heads: the same short line, page number aside, at least three times.
    keys = [_head_key(line.text) for line in lines]
    counts = Counter(key for key in keys if key)
    for at, key in enumerate(keys):
        if not key or counts[key] < 3 or at in found:
            continue
        names_issue = bool(_ISSUE_HEAD.search(key))
        numbered = bool(re.search(r"\d", lines[at].text)) and fold(lines[at].text) != key
        if names_issue and key not in {k for k in keys[: min(12, len(keys))] if at < 12}:
            found[at] = "running-head"
        elif (numbered or _interrupts(lines, at)) and at > 0:
            found[at] = "running-head"
    return found


def _head_key(text: str) -> str:
    """Return what repeats of a running head: its name without a page number; '' if the line is too long for one."""
    text = text.strip()
    if "\t" in text or len(text) > 46 or re.search(r"[。；！？：:，]", text):
        return ""
    match = _HEAD_WITH_PAGE.match(fold(text))
    key = match["name"].strip("·•.—- ") if match else ""
    return key if len(key) >= 4 and re.search(rf"[{HAN}]", key) else ""


def _interrupts(lines: list[Line], at: int) -> bool:
    """Tell whether the line stands between the two halves of a sentence."""
    if at == 0 or at + 1 >= len(lines):
        return False
    before, after = lines[at - 1].text.strip(), lines[at + 1].text.strip()
    running = (
        len(before) > 15
        and re.search(r"[，。、；]", before)
        and not re.search(r"[。！？：；”）)…》]$", before)
    )
    return bool(running) and len(after) > 3


def _page_numbers(lines: list[Line], taken: set[int]) -> dict[int, str]:
    """Find page numbers: decorated ones, and bare ones that rise through the text."""
    found: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        text = line.text.strip()
        if at in taken:
            continue
        if _PAGE_DECORATED.fullmatch(text) and not re.fullmatch(r"一\s*\d.*", text):
            found[at] = "page-number"
        elif _BARE_NUMBER.fullmatch(text):
            bare.append((at, int(text)))
    # Bare numbers that count up one by one with text between them are pages; one cell of a table is not.
    run: list[int] = []
    last = 0
    for at, value in bare:
        if run and 0 < value - last <= 3 and at - run[-1] > 3:
            run.append(at)
        elif not run or at - run[-1] > 3:
            if len(run) >= 3:
                found.update(dict.fromkeys(run, "page-number"))
            run = [at]
        else:
            continue
        last = value
    if len(run) >= 3:
        found.update(dict.fromkeys(run, "page-number"))
    return found
