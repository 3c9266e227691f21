"""Find document numbers in running text.

Where a number ends is plain; where its code begins is not: nothing marks the place but the words before it. So the
search goes from the year or the serial backwards.
"""

import re

from gongbao.patterns import late

from .fold import HAN
from .number_grammar import (
    ACTS,
    CLOSE,
    LETTER,
    OFFICE,
    OPEN,
    SERIAL,
    SHORT_YEAR,
    YEAR,
    DocumentNumber,
    FoundNumber,
    Style,
    make,
)
from .number_regional import find_cases

_B = r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff]{0,4}"
_BLANKS = late(r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff]*$")
_RUN = late(rf"(?:{LETTER}){{1,30}}$")
_MARK = late(
    rf"(?P<open>[{OPEN}]){_B}(?P<year>{YEAR}|{SHORT_YEAR}){_B}年?{_B}[{CLOSE}]{_B}第?{_B}(?P<serial>\d{{1,5}}){_B}(?P<hao>[号號])?"
    rf"|令{_B}[{OPEN}]?{_B}第{_B}(?P<order>{SERIAL}){_B}号"
    rf"|第{_B}(?P<order_last>{SERIAL}){_B}号{_B}令"
    rf"|(?P<kind>公告|通告){_B}[{OPEN}]?(?P<ayear>{YEAR}){_B}年?{_B}[{CLOSE}]?{_B}第{_B}(?P<aserial>{SERIAL}){_B}号"
    rf"|(?P<byear>{YEAR}){_B}年{_B}第{_B}(?P<bserial>{SERIAL}){_B}号{_B}(?P<kind_last>公告|通告)"
)
# （沪）应急罚〔2024〕7号: the place is part of the code; （二） counts a paragraph.
_PLACE_APART = late(rf"(?<![{HAN}A-Za-z0-9])[（(](?![一二三四五六七八九十略])[{HAN}][)）]$")
_WITHIN = late(rf"(?P<outer>[{HAN}]{{1,20}}){OFFICE}$")
_ACTS = late(ACTS)
_LONGEST_OUTER = 6
# 豫0923环罚决字〔2024〕7号: the short name of the province, and the number of the place.
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵滇云藏陕甘青宁新兵"
_PLACE_CODE = late(rf"[{_PROVINCES}]\d{{2,6}}$")
_MASKED = late(
    rf"[{OPEN}]{_B}(?P<year>[xX×＊*〇○\d]{{4}}){_B}年?{_B}[{CLOSE}]{_B}第?{_B}(?P<serial>[\dxX×＊*○]{{1,5}}){_B}号"
)
# 全区（2018年）10号楼 is a house.
_NO_END = late("[楼线院门机井宗地车台]")
# Words that come before a cited number; a code never begins before the last of them.
_LEAD_WORDS = (
    *(
        "按照",
        "根据",
        "依据",
        "依照",
        "遵照",
        "参照",
        "对照",
        "贯彻",
        "落实",
        "执行",
        "转发",
        "印发",
        "下发",
        "发布",
        "公布",
    ),
    *(
        "颁布",
        "颁发",
        "废止",
        "修订",
        "修改",
        "制定",
        "出台",
        "文件",
        "通知中",
        "以及",
        "同时",
        "详见",
        "参见",
        "另见",
        "包括",
        "现将",
    ),
    *(
        "关于",
        "其中",
        "原有",
        "符合",
        "规定的",
        "发文字号",
        "文号为",
        "字号为",
        "编号为",
        "文号",
        "编号",
        "精神",
        "要求",
        "涉及",
    ),
    *(
        "的",
        "了",
        "是",
        "为",
        "在",
        "将",
        "把",
        "被",
        "抓好",
        "做好",
        "如",
        "依",
        "以下简称",
        "简称",
        "作出",
        "以",
    ),
)
_LEAD = late("|".join(sorted(_LEAD_WORDS, key=len, reverse=True)) + "|对(?!外)|[我本][省市区县院局部委]")
# Names of issuers that stand in full before their code: 国务院办公厅国办发〔2018〕23号.
_ISSUER_END = late(
    r"国务院|人民政府|办公厅|办公室|委员会|[省市区县州]委|[省市区县州]政府|常委会|教育部|财政部|[^国]家?税务总局|总局|总署"
)
_CODE_END = late("[发函办字文令电规通政告知]$")
_LEAD_LETTERS = "按据照见及与以由经原即因从并或至到等"
_BRACKETED = "（(〔[【《〈“‘"
_BEFORE_SAME = "号）)》〕]"


def find_all(text: str, known: frozenset[str] = frozenset()) -> list[FoundNumber]:
    """Find every document number in a running text, in order; known: codes that are certain, to begin at."""
    found: list[FoundNumber] = []
    for match in _MARK.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        if read := _read(text, match, found[-1].end if found else 0, known):
            start, number = read
            found.append(FoundNumber(number, start, match.end(), text[start : match.end()]))
    cases = find_cases(text)
    return sorted([*found, *cases], key=lambda one: one.start) if cases else found


def _read(
    text: str, match: re.Match[str], floor: int, known: frozenset[str]
) -> tuple[int, DocumentNumber] | None:
    """Return where the number of a match begins, not before floor, and the number."""
    style: Style
    ending, year = "", None
    if match["serial"]:
        # Round brackets with a year are common; without 号 behind the serial they are not a number.
        if match["open"] not in "〔[【［﹝" and (not match["hao"] or _NO_END.match(text, match.end())):
            return None
        year, serial, style = match["year"], match["serial"], "standard"
    elif match["order"] or match["order_last"]:
        ending, serial, style = "令", match["order"] or match["order_last"], "order"
    else:
        ending, style = match["kind"] or match["kind_last"], "announcement"
        year, serial = match["ayear"] or match["byear"], match["aserial"] or match["bserial"]
    floor = max(floor, match.start() - 34)
    blank = _BLANKS.search(text, floor, match.start())
    end = blank.start() if blank else match.start()
    run = _RUN.search(text, floor, end)
    if not run:
        return None
    start = run.start() + code_start(run.group() + ending, text[max(0, run.start() - 1) : run.start()], known)
    if start == run.start() and (place := _PLACE_APART.search(text, floor, start)):
        start = place.start()
    elif start == run.start():
        start = _opening_within(text, floor, start, known)
    code = text[start:end] + ending
    if start >= end:
        return None
    if match["serial"] and code.endswith("令"):
        style = "order"
    made = make(code, year, serial, style)
    return (start, made) if made else None


def _opening_within(text: str, floor: int, start: int, known: frozenset[str]) -> int:
    """Return where a code begins whose last letters stand at start, behind an office in brackets or a place's number."""
    if place := _PLACE_CODE.search(text, floor, start):
        return place.start()
    within = _WITHIN.search(text, floor, start) if _ACTS.match(text, start) else None
    if not within:
        return start
    opens = within.start("outer")
    # What leads a number ends no code: 作出的（沪）应急罚….
    opens += code_start(within["outer"] + "字号", text[max(0, opens - 1) : opens], known)
    return opens if within.end("outer") - opens <= _LONGEST_OUTER else start


def code_start(run: str, before: str, known: frozenset[str] = frozenset()) -> int:
    """Return where the issuing code begins in the run of letters that stands before the year."""
    for at in range(len(run) - 1):
        if run[at:] in known:
            return at
    start = 0
    for word in _LEAD.finditer(run):
        # A word may end the run: then it is the code (工作通知).
        if word.end() < len(run) - 1:
            start = word.end()
    for issuer in _ISSUER_END.finditer(run, start):
        if (
            len(run) - issuer.end() >= 2
            and _CODE_END.search(run)
            and not run.endswith(("令", "公告", "通告"))
        ):
            start = issuer.end()
    if start == 0 and before and before[-1] in _BRACKETED:
        # Inside a bracket of its own a number is led by a few words only; 原政发 is a code there.
        return 1 if run[0] in "见即按据" and len(run) > 2 else 0
    # 2009年5月1日甲市人民政府令
    if start == 0 and run[0] == "日" and before and before[-1].isdecimal():
        start = 1
    while start < len(run) - 2 and run[start] in _LEAD_LETTERS:
        start += 1
    # 和政府办发 is a code, but after another reference 和 joins the two.
    if start == 0 and run[0] in "和暨" and before and before[-1] in _BEFORE_SAME and len(run) > 2:
        start = 1
    return start


def find_masked(text: str) -> list[tuple[str, int, int]]:
    """Find numbers whose digits somebody masked: (canonical form, start, end). They identify nothing."""
    masked = []
    for match in _MASKED.finditer(text):
        digits = match["year"] + match["serial"]
        run = _RUN.search(text, max(0, match.start() - 30), match.start())
        if run and not digits.isdecimal():
            start = run.start() + code_start(run.group(), text[max(0, run.start() - 1) : run.start()])
            masked.append(
                (f"{text[start : match.start()]}〔{match['year']}〕{match['serial']}号", start, match.end())
            )
    return masked
