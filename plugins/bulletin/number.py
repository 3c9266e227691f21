"""Document numbers (发文字号): one number, however it is written.

綦江府发〔2018〕18号 = issuing code 綦江府发, year 2018, serial 18. Orders (国务院令第707号) have no year,
announcements (海关总署公告2018年第5号) carry it before the serial.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from .fold import HAN, drop_invisible
from .numerals import to_int

Style = Literal["standard", "order", "announcement"]

_OPEN = r"〔\[\(（【［{｛〈<＜﹝「『"
_CLOSE = r"〕\]\)）】］}｝〉>＞﹞」』"
_Y4 = r"(?:(?:19|20)\d\d|[一二][〇○零O一二三四五六七八九]{3})"
_SERIAL = r"\d{1,5}|[一二三四五六七八九十百]{1,7}"
_CODE = rf"[{HAN}A-Za-z]"


@dataclass(frozen=True)
class DocumentNumber:
    """A document number: issuing code, year (None for orders without one), serial.

    The style says how it is written and is no part of its identity.
    """

    code: str
    year: int | None
    serial: int
    style: Style = field(default="standard", compare=False)

    @property
    def key(self) -> str:
        """Return the identity as one text, 綦江府发/2018/18; the year of an order is 0."""
        return f"{self.code}/{self.year or 0}/{self.serial}"

    @property
    def sort_key(self) -> tuple[str, int, int]:
        """Return what sorts numbers as numbers: 9 before 10."""
        return self.code, self.year or 0, self.serial

    def __lt__(self, other: "DocumentNumber") -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        """Return the canonical form."""
        if self.style == "order":
            head = f"〔{self.year}〕" if self.year else ""
            return f"{self.code}{head}第{self.serial}号"
        if self.style == "announcement":
            return f"{self.code}{self.year}年第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True)
class FoundNumber:
    """A number in a text: its value, the characters [start, end) and how it is written there."""

    number: DocumentNumber
    start: int
    end: int
    raw: str


_STANDARD = re.compile(
    rf"^(?P<code>{_CODE}{{1,24}}?)字?第?(?:[{_OPEN}]+(?P<year>{_Y4}|\d\d)年?[{_CLOSE}]*|(?P<bare>{_Y4})年?[{_CLOSE}]*)"
    rf"(?:第|号|No\.?|字)*(?P<serial>{_SERIAL})号?$"
)
_ORDER = re.compile(
    rf"^(?P<code>{_CODE}{{1,30}}?令)(?:[{_OPEN}](?P<year>{_Y4})[{_CLOSE}])?第?(?P<serial>{_SERIAL})号$"
)
_ANNOUNCED = re.compile(
    rf"^(?P<code>{_CODE}{{0,30}}?公告)[{_OPEN}]?(?P<year>{_Y4})年?[{_CLOSE}]?第(?P<serial>{_SERIAL})号?$"
)
_ANNOUNCED_LAST = re.compile(
    rf"^(?P<code>{_CODE}{{0,30}}?)(?P<year>{_Y4})年?第(?P<serial>{_SERIAL})号(?P<kind>公告|通告)$"
)
_NOTICED = re.compile(rf"^(?P<code>{_CODE}{{0,30}}?(?:公告|通告))第(?P<serial>{_SERIAL})号$")


def _squeeze(text: str) -> str:
    """Fold widths, drop blanks and invisible characters; brackets keep their shape."""
    text = drop_invisible(unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", text).strip("。.，,；;")


def _year(text: str) -> int:
    value = to_int(text) or 0
    # Two digits (国发〔98〕12号) were only used before 2000.
    return value + 1900 if value < 100 else value


def parse(text: str) -> DocumentNumber | None:
    """Read a text that is one document number and nothing else, however written; None if it is not one."""
    squeezed = _squeeze(text)
    if not squeezed or len(squeezed) > 60:
        return None
    # A number may stand as a whole in brackets, as it does below a title.
    if squeezed[0] in "(（" and squeezed[-1] in ")）" and squeezed.count("(") == 1 + squeezed[1:].count("("):
        inner = parse(squeezed[1:-1])
        if inner:
            return inner
    for pattern, style in ((_ORDER, "order"), (_ANNOUNCED, "announcement"), (_NOTICED, "order")):
        if match := pattern.match(squeezed):
            groups = match.groupdict()
            return _made(groups["code"], groups.get("year"), groups["serial"], style)
    if match := _ANNOUNCED_LAST.match(squeezed):
        return _made(match["code"] + match["kind"], match["year"], match["serial"], "announcement")
    if match := _STANDARD.match(squeezed):
        return _made(match["code"], match["year"] or match["bare"], match["serial"], "standard")
    return None


def _made(code: str, year: str | None, serial: str, style: str) -> DocumentNumber | None:
    value = to_int(serial)
    if not value or code in {"第", "年", "号", "的", "总"}:
        return None
    return DocumentNumber(code, _year(year) if year else None, value, style)  # type: ignore[arg-type]


# In running text a number begins where its code does, and nothing marks that place but the words before it.
_BLANKS = r"[ \t\u00a0\u3000\u200b\u200c\u200d\ufeff]*"
_IN_TEXT = re.compile(
    rf"(?P<code>{_CODE}{{1,24}}){_BLANKS}(?P<open>[{_OPEN}]){_BLANKS}(?P<year>{_Y4}|\d\d){_BLANKS}年?[{_CLOSE}]{_BLANKS}"
    rf"(?:第|号)?{_BLANKS}(?P<serial>\d{{1,5}}){_BLANKS}(?P<hao>号)?"
)
_ORDER_IN_TEXT = re.compile(
    rf"(?P<code>{_CODE}{{1,24}}令){_BLANKS}第{_BLANKS}(?P<serial>{_SERIAL}){_BLANKS}号"
)
_ANNOUNCED_IN_TEXT = re.compile(
    rf"(?P<code>{_CODE}{{1,24}}公告){_BLANKS}(?P<year>{_Y4}){_BLANKS}年{_BLANKS}第{_BLANKS}(?P<serial>{_SERIAL}){_BLANKS}号"
    rf"|(?P<agency>{_CODE}{{1,24}}?){_BLANKS}(?P<year2>{_Y4}){_BLANKS}年{_BLANKS}第{_BLANKS}(?P<serial2>{_SERIAL}){_BLANKS}号公告"
)
# Words that come before a cited number; a code never begins before the last of them.
_LEAD_WORDS = (
    "按照 根据 依据 依照 遵照 参照 对照 贯彻 落实 执行 转发 印发 下发 发布 公布 颁布 颁发 废止 修订 修改 制定 出台 "
    "文件 通知中 以及 同时 详见 参见 包括 现将 关于 其中 原有 符合 规定的 文号 发文字号 编号 文号为 字号为 的 了 是 为 在 对 将 把 被"
).split()
_LEAD_LETTERS = "按据照见及与以由经原即因从并或至到等"
_AFTER_REFERENCE = "号）)》〕]"


def _code_start(run: str, before: str) -> int:
    """Return where the issuing code begins in the run of characters that stands before the year."""
    start = 0
    for word in _LEAD_WORDS:
        at = run.rfind(word)
        # 规范性文件 codes never hold these words, but a word may end the run: then it is the code (工作通知).
        if at >= 0 and at + len(word) < len(run):
            start = max(start, at + len(word))
    while start < len(run) - 2 and run[start] in _LEAD_LETTERS:
        start += 1
    # 和政府办发 is a code, but after another reference 和 joins the two.
    if start == 0 and run[0] in "和暨" and before and before[-1] in _AFTER_REFERENCE and len(run) > 2:
        start = 1
    return start


def find_all(text: str) -> list[FoundNumber]:
    """Find every document number in a running text, in order."""
    found: list[FoundNumber] = []
    for match in _IN_TEXT.finditer(text):
        # Round brackets with a year are common; without 号 behind the serial they are not a number.
        if not match["hao"] and match["open"] not in "〔[【［﹝":
            continue
        start = match.start() + _code_start(match["code"], text[: match.start()])
        code = unicodedata.normalize("NFKC", text[start : match.end("code")])
        _keep(found, text, start, match.end(), _made(code, match["year"], match["serial"], "standard"))
    for match in _ORDER_IN_TEXT.finditer(text):
        start = match.start() + _code_start(match["code"], text[: match.start()])
        code = text[start : match.end("code")]
        if len(code) > 1:
            _keep(found, text, start, match.end(), _made(code, None, match["serial"], "order"))
    for match in _ANNOUNCED_IN_TEXT.finditer(text):
        group = "code" if match["code"] else "agency"
        start = match.start() + _code_start(match[group], text[: match.start()])
        code = text[start : match.end(group)] + ("" if match["code"] else "公告")
        made = _made(
            code, match["year"] or match["year2"], match["serial"] or match["serial2"], "announcement"
        )
        _keep(found, text, start, match.end(), made)
    return sorted(found, key=lambda f: f.start)


def _keep(found: list[FoundNumber], text: str, start: int, end: int, made: DocumentNumber | None) -> None:
    overlaps = any(start < other.end and other.start < end for other in found)
    if made and not overlaps:
        found.append(FoundNumber(made, start, end, text[start:end]))
