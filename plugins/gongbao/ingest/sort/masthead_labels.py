"""Labels of cover and masthead with their values: 主办：…, 某县人民政府办公室主办, and who makes an issue."""

import re

from gongbao.bulletin import agency, dates
from gongbao.bulletin.numerals import to_int

from ..forms.dated_lines import is_month
from ..forms.elements import squeeze
from ..model.blanks import close_up
from ..model.masthead import Masthead
from ..words import table

PUBLISHED = re.compile(r"出版|出刊|发刊|编印|印刷|发行")
PUT_OUT = re.compile("(?:出版|出刊|发刊|编印|印发|印刷|发行)$")
_WORDS = table("masthead")
# Labels may be letter-spaced (主　　办), and then stand apart from the value by blanks alone.
_LABEL = re.compile(
    "(?:^|(?<=[\\s\u3000]))(?P<label>"
    + "|".join(
        sorted(
            (r"[\s\u3000]*".join(map(re.escape, label)) for label in _WORDS["labels"]),
            key=len,
            reverse=True,
        )
    )
    + r"|E-?mail|ISSN|CN|[^：:\s]{0,14}(?:信息网|网站|公众号|微信))(?:[\s\u3000]*[:：][\s\u3000]*|[\s\u3000]{2,}|\u3000)(?=\S)",
    re.I,
)
_DAY_BESIDE = re.compile(rf"(?<![\s\u3000])[\s\u3000]+(?P<day>{dates.FULL})(?:出版|编印|印发?|出刊)?$")
MAKER = re.compile("(?:公司|印刷厂|印务|厂|社|编辑部|编委会|研究室|办事组|政工组|编写组|编辑组|课题组)$")
# 准印证号：甲新出准印字第0088号 is no number of an issue.
_CODE = re.compile(r"^(?:内?准印[证字]?号?|(?:国内)?(?:统一)?刊号|邮发代号|登记证号?)\s*[:：]")
_PERIOD = re.compile("(?:双月|半月|[月季旬周年])刊")
_BEHIND = re.compile(rf"^(?P<value>.{{3,40}}?)[\s\u3000]*(?P<label>{'|'.join(_WORDS['behind'])})$")


def opens_with_label(text: str) -> bool:
    """Tell whether a line opens with a label and has its value."""
    return bool(_LABEL.match(text))


def count(text: str) -> int:
    """Return how many labels with their values a line has that opens with one."""
    return sum(1 for _ in _LABEL.finditer(text)) if _LABEL.match(text) else 0


def is_code(text: str) -> bool:
    """Tell whether a line states a code under which the bulletin is registered, which is no number of an issue."""
    return bool(_CODE.match(text))


def read_labels(out: Masthead, text: str) -> bool:
    """Read the labels of a line with their values (主办：… 承办：…); tell whether it opens with one."""
    found = list(_LABEL.finditer(text))
    if not found or found[0].start() > 0:
        return False
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        value = text[match.end() : end].strip().strip("<>")
        if (
            value
            and end == len(text)
            and (beside := _DAY_BESIDE.search(value))
            and (day := dates.parse(beside["day"]))
        ):
            # 主办：某市人民政府办公室　2013年12月31日
            value = value[: beside.start()]
            out.published = out.published or day
            out.year = out.year or int(day[:4])
        if value and PUBLISHED.search(match["label"]) and (day := dates.parse(value)):
            out.published = out.published or day
            out.year = out.year or int(day[:4])
        if value:
            out.labels.append((squeeze(match["label"]), close_up(value)))
    return True


def is_labelled(text: str) -> bool:
    """Tell whether a line opens with a label and its colon, and states no day but behind a further label."""
    found = list(_LABEL.finditer(text))
    if not found or found[0].start() > 0 or not re.search("[:：]", found[0].group()):
        return False
    return not dates.find(text[: found[1].start()] if len(found) > 1 else text)


def read_label_behind(out: Masthead, text: str) -> bool:
    """Read a line of which the label stands behind the value: 某县人民政府办公室主办, two of them set apart by blanks.

    Beside them may stand the month or the day: 某县人民政府办公室编　　二〇一七年十月.
    """
    text = text.replace("編", "编").replace("發行", "发行")
    # （某办公室　某县人民政府办公室编）
    parts = [part for part in re.split(r"[\s\u3000]+", text.strip("（()） ")) if part]
    periods = [part for part in parts if _PERIOD.fullmatch(part)]
    parts = [part for part in parts if part not in periods]
    if len(parts) == 1 and PUT_OUT.search(parts[0]) and is_month(month := PUT_OUT.sub("", parts[0])):
        # （2021年12月编印）
        out.year = out.year or to_int(month.split("年")[0])
        out.labels.append(("日期", month))
        return True
    month = parts.pop() if len(parts) > 1 and is_month(parts[-1]) else ""
    days = [day for part in parts if (day := dates.parse(PUT_OUT.sub("", part)))] if len(parts) > 1 else []
    day = days[0] if len(days) == 1 else None
    if day:
        parts = [part for part in parts if not dates.parse(PUT_OUT.sub("", part))]
    found = [_BEHIND.match(part) for part in parts]
    if not all(found) and not month and (whole := _BEHIND.match(squeeze(text))):
        found = [whole]
    named = [
        match for match in found if match and (_is_maker(match["value"]) or MAKER.search(match["value"]))
    ]
    if not named or len(named) < len(found):
        return False
    out.labels += [(match["label"], match["value"]) for match in named]
    out.labels += [("刊期", period) for period in periods]
    if day:
        out.published = out.published or day
        out.year = out.year or int(day[:4])
    if month:
        out.year = out.year or to_int(month.split("年")[0])
        out.labels.append(("日期", month))
    return True


def _is_maker(value: str) -> bool:
    """Tell whether a value is an agency, or several of them: 某大学党委办公室、校长办公室."""
    parts = value.split("、")
    return agency.is_agency(parts[0]) and all(
        part.endswith(("室", "处", "部", "厅", "办")) for part in parts[1:]
    )


def makers_beside(out: Masthead, text: str) -> str:
    """Take from a line of numbers who makes the issue (某县人民政府办公室主办); return what is left of it."""
    parts = re.split(r"[\s\u3000]+", text)
    found = [match for part in parts if (match := _BEHIND.match(part)) and agency.is_agency(match["value"])]
    out.labels += [(match["label"], match["value"]) for match in found]
    made = {match.group() for match in found}
    return " ".join(part for part in parts if part not in made)
