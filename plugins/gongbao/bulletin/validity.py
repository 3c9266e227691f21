"""How long a document says that it is in force: 有效期五年, 试行两年, 有效期至2023年12月31日. Computed, never compared with today."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongbao.patterns import late

from . import dates
from .numerals import to_int
from .references import Block

_NUMBER = r"[0-9０-９]{1,2}|[一二三四五六七八九十两]{1,3}"
_SELF = (
    r"本(?:办法|规定|通知|意见|细则|方案|规则|决定|通告|公告|制度|条例|文件|标准|措施|政策|计划|预案|规范性文件"
    r"|实施[一-鿿]{1,4}|[一-鿿]{0,6}(?:办法|规定|意见|细则))"
)
_TERM = late(
    rf"(?P<kind>有效期(?:限)?|试行期(?:限)?|暂行期(?:限)?)(?:为|是|：|:|暂定)?(?P<n>{_NUMBER})(?P<unit>年|个月)"
)
_TRIAL = late(rf"(?P<kind>试行|暂行)(?:期)?(?P<n>{_NUMBER})(?P<unit>年|个月)")
_UNTIL = late(
    r"(?:有效期(?:限)?|试行期(?:限)?|执行期限?|实施期限?)[^，。；]{0,12}?(?:至|到|截至|截止到?)(?P<date>[^，。；]{6,16}?日)"
)
_FROM_TO = late(
    r"自(?P<from>[^，。；自]{6,16}?日)起(?:施行|实施|执行|生效)?[^。；]{0,6}?(?:至|到)(?P<date>[^，。；]{6,16}?日)(?:止|为止|废止|失效)?"
)
_START = late(
    r"(?:自|从|于)(?P<date>[^，。；自从于]{6,16}?日)(?:起|之日起|开始)?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_AFTER_ISSUE = late(
    rf"自(?:印发|发布|公布|下发|颁布)之日(?:起)?(?:(?P<n>[0-9]{{1,3}}|{_NUMBER})日后|起)?[^，。；]{{0,4}}(?:施行|实施|执行|生效|试行)"
)
# Most blocks say nothing of the kind; this looks before sentences are taken apart.
_HINT = late("有效期|[试暂执]行期|实施期|[试暂]行[0-9０-９一二三四五六七八九十两]|自[^，。；]{6,40}[至到]")
_IN_FORCE = late(r"施行|实施|执行|生效|印发|发布|公布|试行")


@dataclass(frozen=True)
class Expiry:
    """The last day on which a document is in force by its own words, with the sentence and the rule that found it.

    start is the day that the term is counted from, None where the text names the last day itself.
    """

    until: str
    start: str | None
    rule: str
    sentence: str
    block: str


def find(blocks: Iterable[Block], issued: str | None) -> Expiry | None:
    """Return when a document expires by its own words, None if it does not say.

    A term without a date of its own is counted from the day that the text comes into force, else from the date of
    issue; without either nothing can be computed.
    """
    for block in blocks:
        if not _HINT.search(block.text):
            continue
        for sentence in re.findall(r"[^。；]+[。；]?", block.text):
            if found := _of_sentence(sentence.strip(), block, issued):
                return found
    return None


def _of_sentence(sentence: str, block: Block, issued: str | None) -> Expiry | None:
    # 许可证有效期五年 is no term of the document: its sentence must speak of the document or of its coming into force.
    speaks_of_itself = re.search(_SELF, sentence) is not None
    if not speaks_of_itself and not _IN_FORCE.search(sentence):
        return None
    if (match := _UNTIL.search(sentence) or (_FROM_TO.search(sentence) if speaks_of_itself else None)) and (
        until := _whole_date(match["date"])
    ):
        return Expiry(until, None, "last-day-named", sentence, block.id)
    match = _TERM.search(sentence) or _TRIAL.search(sentence)
    if not match or not (speaks_of_itself or _comes_into_force(sentence)):
        return None
    count = to_int(match["n"])
    start, rule = _start(sentence, issued)
    if not count or not start:
        return None
    months = count * 12 if match["unit"] == "年" else count
    return Expiry(_last_day(start, months), start, rule, sentence, block.id)


def _comes_into_force(sentence: str) -> bool:
    return bool(_START.search(sentence) or _AFTER_ISSUE.search(sentence))


def _start(sentence: str, issued: str | None) -> tuple[str | None, str]:
    """Return the day that a term is counted from, and the rule."""
    match = _START.search(sentence)
    if match and (day := _whole_date(match["date"])):
        return day, "term-from-named-day"
    if not issued:
        return None, ""
    match = _AFTER_ISSUE.search(sentence)
    if match and match["n"] and (days := to_int(match["n"])):
        return (date.fromisoformat(issued) + timedelta(days=days)).isoformat(), "term-from-days-after-issue"
    return issued, "term-from-issue"


def _whole_date(text: str) -> str | None:
    found = dates.find(text)
    return found[0].iso if found else None


def _last_day(start: str, months: int) -> str:
    """Return the last day of a term of months: 2024-03-01 and 60 months give 2029-02-28."""
    first = date.fromisoformat(start)
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    end = date(year, month + 1, day)
    # A term from the 31st that ends in a shorter month ends with that month's last day.
    return (end if day < first.day else end - timedelta(days=1)).isoformat()
