"""What a document number is and what it is made of; number reads one, number_text finds them in a text."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from gongbao.once import once
from gongbao.patterns import late

from .fold import HAN, drop_invisible
from .numerals import to_int

Style = Literal["standard", "order", "announcement", "filed"]

OPEN = r"〔\[\(（【［{｛〈<＜﹝「『„"
CLOSE = r"〕\]\)）】］}｝〉>＞﹞」』‟"
YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零O一二三四五六七八九]{3})"
# Two digits (国发〔98〕12号) were only used before 2000; 〔18〕 may be 1918 or 2018 and is no year.
SHORT_YEAR = r"[5-9]\d|49"
# The fifties wrote it in signs too, on a line of its own: （五三）府粮字第一一二号.
SHORT_YEAR_IN_SIGNS = rf"{SHORT_YEAR}|四九|[五六七八九][〇○零一二三四五六七八九]"
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
SERIAL = r"\d{1,5}|[一二三四五六七八九十百千零〇]{1,7}"
LETTER = rf"[{HAN}A-Za-z]"
# 海公（建）行罚决字〔2021〕321号: the office that acts stands in brackets within the codes of decisions.
OFFICE = rf"(?<=[{HAN}])[（(](?![一二三四五六七八九十]|附|略|试行|草案|修订|暂行)[{HAN}]{{1,4}}[)）]"
ACTS = rf"[{HAN}]{{0,8}}[罚罰决決许許强強责責催复復告处處]"
_STATE = "中华人民共和国"
_TERM = late(r"（[^（）]{1,3}届）$")


@dataclass(frozen=True, eq=False)
class DocumentNumber:
    """A document number: issuing code, year (None for orders without one), serial.

    The style says how it is written; `written` is the whole of a filed number, which has a form of its own. They are
    no part of the identity, and neither is the state's name before an office of the state: 中华人民共和国国务院令第707号
    is 国务院令第707号.
    """

    code: str
    year: int | None
    serial: int
    style: Style = "standard"
    written: str = ""

    @property
    def base(self) -> str:
        """Return the code as part of the identity."""
        return self.code.removeprefix(_STATE) if len(self.code) > len(_STATE) + 1 else self.code

    @property
    def series(self) -> str:
        """Return the code without the term of a congress within which it counts: 某省人民代表大会常务委员会公告."""
        return _TERM.sub("", self.code)

    @once
    def key(self) -> str:
        """Return the identity as one text, 甲府发/2018/18; the year of an order is 0."""
        return f"{self.base}/{self.year or 0}/{self.serial}"

    @property
    def sort_key(self) -> tuple[str, int, int]:
        """Return what sorts numbers as numbers: 9 before 10."""
        return self.base, self.year or 0, self.serial

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DocumentNumber) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __lt__(self, other: "DocumentNumber") -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        """Return the canonical form."""
        if self.written:
            return self.written
        if self.style == "announcement" and self.year:
            return f"{self.code}{self.year}年第{self.serial}号"
        if self.style != "standard" or not self.year:
            return f"{self.code}{f'〔{self.year}〕' if self.year else ''}第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True)
class FoundNumber:
    """A number in a text: its value, the characters [start, end) and how it is written there."""

    number: DocumentNumber
    start: int
    end: int
    raw: str


# What stands before a number of another kind: 总第75期, 2018年, 第三届, 电话, 政府公报2018年第5号. Congresses announce under the name of
# their term and session: 某省第十三届人民代表大会常务委员会公告第12号.
_NO_CODE = late(
    r"^[第年月日号期届次总的令文字发函A-Za-z]$|^[A-Za-z]+$|年|(?<=.)月|^月[份日底末初]|第[一二三四五六七八九十百]+[届次期](?!.*人民代表大会.*公告$)(?!会议.{0,8}公告$)(?!.*人民政府令$)|期$|版$|页$|[府会院署部局][公政]报$|政报$"
)


_WIDE = str.maketrans("()", "（）")


def squeeze(text: str) -> str:
    """Fold widths, drop blanks, invisible characters and marks at the ends; brackets keep their shape."""
    folded = drop_invisible(unicodedata.normalize("NFKC", text)).replace("號", "号")
    return "".join(folded.split()).strip("。.，,；;：:、")


def make(code: str, year: str | None, serial: str, style: Style) -> DocumentNumber | None:
    """Make a number of its written parts; None if the parts are none."""
    value = to_int(serial)
    code = unicodedata.normalize("NFKC", drop_invisible(code)).replace("、", "").translate(_WIDE)
    if not value or value > 99_999 or _NO_CODE.search(code):
        return None
    # 〔二〇一八〕 is a year, a serial written digit by digit (一〇七) is not longer than three.
    if year is None:
        return DocumentNumber(code, None, value, style)
    counted = to_int(year) or 0
    counted += 1900 if counted < 100 else 0
    # 一三二五 may be written as a year is, and is none.
    return DocumentNumber(code, counted, value, style) if _FIRST_YEAR <= counted <= _LAST_YEAR else None
