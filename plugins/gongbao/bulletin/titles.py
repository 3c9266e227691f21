"""Titles in book title marks 《…》: where they stand in a text, and whether they name a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.patterns import late

from .fold import fold
from .genre import GENRES

MAX_LENGTH = 120
_MARK = late("[《》]")
# What governing texts and their forms are called. The end of a title decides: 日报, 专栏, 今世说 name no document.
_KINDS = (
    *GENRES, "宪法", "法典", "法", "条例", "办法", "规定", "细则", "规则", "规程", "规范", "准则", "章程", "通则",
    "总则", "导则", "守则", "解释", "修正案", "条令", "宪章", "公约", "条约", "协定", "议定书", "税则", "标准",
    "暂行标准", "制度", "机制", "体制", "方案", "规划", "区划", "计划", "纲要", "大纲", "要点", "预案", "措施",
    "举措", "政策", "对策", "安排", "分工", "任务分解", "目录", "名录", "名单", "清单", "台账", "指南", "指引",
    "手册", "汇编", "体系", "指标", "分类", "布局", "项目表", "定额", "协议", "协议书", "合同", "责任书", "承诺书",
    "倡议书", "建议书", "指令书", "通知书", "决定书", "告知书", "意见书", "说明书", "审核表", "登记表", "申请表",
    "申报表", "评分表", "任务表", "分解表", "考核表", "一封信", "公开信", "贺信", "宣言", "声明", "行动", "工程",
    "白皮书", "蓝皮书", "实施意见", "若干意见", "答复", "解答", "复函", "讲话", "说明", "条款", "任务书",
)  # fmt: skip
_KIND = late(rf"(?:{'|'.join(sorted(set(_KINDS), key=len, reverse=True))})$")
# A closing bracket (（试行）, （2017—2025年）), a year or quotation marks may follow the kind.
_TAIL = late(r"(?:[(〔\[][^()〔〕\[\]]*[)〕\]]|[”\"’」])$")
# Short names that a text gives a document after its first mention: 《实施方案》, 《条例》.
_GENERIC = late(
    r"^(?:(?:本|该|上述|有关|相关|实施|工作|管理|暂行|试行|专项|行动|总体|指导|若干|中央|党内|省|市|区|县|国家)*)"
    rf"(?:{'|'.join(sorted(set(_KINDS), key=len, reverse=True))})$"
)
_PUBLICATION = late(r"(?:日|晚|早|周|时|学|导|快|简|商|画|院|校)报$|(?:公报|月刊|周刊|季刊|杂志|学刊)$")
# However long the name of the body is that prints it.
_BULLETIN = late(r"(?:国务院|政府|常务委员会|常委会|法院|检察院)公报$")
_SHORT_LAWS = ("宪法", "刑法", "民法", "民法典")


@dataclass(frozen=True)
class FoundTitle:
    """A title in a text: its words, and the characters [start, end) with the marks."""

    title: str
    start: int
    end: int


def find(text: str) -> Iterator[FoundTitle]:
    """Yield the outermost titles of a text; titles inside a title belong to it, a mark never closed counts nothing."""
    open_marks: list[int] = []
    spans: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        at = mark.start()
        if mark.group() == "《":
            open_marks.append(at)
        elif open_marks:
            start = open_marks.pop()
            if 1 < at - start <= MAX_LENGTH + 1:
                while spans and spans[-1][0] > start:
                    spans.pop()
                spans.append((start, at + 1))
    for start, end in spans:
        yield FoundTitle(text[start + 1 : end - 1].strip(), start, end)


def names_document(title: str) -> bool:
    """Tell whether a title names a document, by what it calls itself at its end; short forms name none for certain."""
    bare = fold(title)
    while (shorter := _TAIL.sub("", bare)) != bare:
        bare = shorter
    if bare in _SHORT_LAWS:
        return True
    if len(bare) < 3 or _GENERIC.match(bare) or not _KIND.search(bare):
        return False
    # 政府公报 and 日报 are bulletins and newspapers; 中国共产党第十九届…公报 is a document.
    return not (_BULLETIN.search(bare) or (_PUBLICATION.search(bare) and len(bare) < 12))
