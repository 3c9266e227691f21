"""The cover of a standard (地方标准, 国家标准): its classes, number, name, the days, and who issues it."""

import re
from dataclasses import replace

from gongbao.bulletin.fold import HAN

from ..forms.elements import squeeze
from ..model.lines import Line

_REACH = 20
# DB50/T 1234—2023, GB 3095-2012, T/ABC 12—2020
_NUMBER = re.compile(
    r"(?:DB\d{2,6}|GB|T/[A-Z]{2,8}|[A-Z]{2})(?:/[TZ])?\s*\d{1,6}(?:\.\d{1,3})?\s*[-—–－]\s*\d{4}"
)
_KIND = re.compile(rf"[{HAN}]{{2,16}}(?:地方|国家|行业|团体|企业)标准|中华人民共和国.{{2,10}}标准")
_CLASS = re.compile(r"(?P<label>ICS|CCS)\s*(?P<value>[A-Z]?\s?[\d. ]+)")
_DAY = r"\d{4}\s*[-—–－.]\s*\d{1,2}\s*[-—–－.]\s*\d{1,2}"
_DAYS = re.compile(rf"(?P<issued>{_DAY})\s*发布\s*(?P<in_force>{_DAY})\s*实施")
_ISSUER = re.compile(rf"(?P<who>[{HAN}\s\u3000]{{4,60}}?)\s*发\s*布")
_NAME = re.compile(rf"(?!代替|备案号|[（(]报批)[{HAN}].*")


def take(lines: list[Line]) -> tuple[dict[str, str], list[Line]]:
    """Read a cover at the head of a source: (label → value, the lines with those of the cover but its name marked hint="card")."""
    texts = [line.text.strip() for line in lines[:_REACH]]
    days = next((at for at, text in enumerate(texts) if _DAYS.fullmatch(text)), 0)
    kind = next((at for at in range(days) if _KIND.fullmatch(squeeze(texts[at]))), None)
    number = next((at for at in range(days) if _NUMBER.fullmatch(texts[at])), None)
    if kind is None or number is None:
        return {}, lines
    name = [at for at in range(max(kind, number) + 1, days) if _NAME.fullmatch(texts[at])]
    dated = _DAYS.fullmatch(texts[days])
    if not name or not dated:
        return {}, lines
    said = {
        "标准号": texts[number],
        "颁布日期": squeeze(dated["issued"]),
        "实施日期": squeeze(dated["in_force"]),
    }
    end = days + 1
    if end < len(texts) and (issuer := _ISSUER.fullmatch(texts[end])):
        said["发布机关"] = issuer["who"].strip()
        end += 1
    rest = []
    for at in range(days):
        if at in name or at == number:
            continue
        if of_class := _CLASS.fullmatch(texts[at]):
            said[of_class["label"]] = of_class["value"]
        else:
            rest.append(texts[at])
    said[""] = "；".join(rest)
    on_cover = set(range(end)) - set(name)
    return said, [replace(line, hint="card") if at in on_cover else line for at, line in enumerate(lines)]
